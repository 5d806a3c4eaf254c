import type { Item, List } from "relata";

import type { Context } from "../context.ts";
import { el } from "../dom.ts";
import { prose } from "../name.ts";
import { line } from "../source.ts";
import { date } from "../words.ts";
import { section, shown } from "./section.ts";

/** A list of texts such as facts or decisions; nothing when there is none. */
export function items(context: Context, id: string, title: string, list: List): HTMLElement | null {
  if (list.items.length === 0) return null;
  const lines = list.items.map((item) => itemLine(context, item));
  return section(id, title, shown(list.items.length, list.total), el("ul", { class: "items" }, ...lines));
}

function itemLine(context: Context, item: Item): HTMLElement {
  const when = said(item);
  const meta = when === "" ? null : el("span", { class: "meta" }, when);
  return line(context, item.sources, "item", el("span", { class: "text" }, ...prose(context, item.text)), meta ? " " : null, meta);
}

/** When it was said, and how often when more than once. */
function said({ first, last, count }: Item): string {
  const days = first && last && first !== last ? `${date(first)} – ${date(last)}` : last ? date(last) : "";
  if (count < 2) return days;
  return days === "" ? `${count} times` : `${count} times, ${days}`;
}
