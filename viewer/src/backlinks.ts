import type { Backlink } from "relata";

import type { Context } from "./context.ts";
import { el } from "./dom.ts";
import { folded } from "./section/section.ts";
import { position } from "./source.ts";
import { count } from "./words.ts";

/** Links shown before one asks for more. */
const FIRST = 20;

/** From where a note is linked to, each place with its line of text; nothing when from nowhere. */
export function backlinks(context: Context, links: readonly Backlink[]): HTMLElement | null {
  if (links.length === 0) return null;
  const items = links.map((link) => item(context, link));
  return el("section", { class: "backlinks" }, el("h3", {}, `Linked from ${count(links.length, "place")}`), ...folded(items, FIRST, el("ul", {}), "links"));
}

function item(context: Context, { path, position: { start }, heading, text }: Backlink): HTMLElement {
  const line = start.line + 1;
  const place = el("span", { class: "path" }, position({ path, line }));
  const read = () => context.read(path, line);
  return el("li", {}, el("button", { type: "button", class: "place", click: read }, place, heading && el("span", { class: "heading" }, heading)), el("p", {}, text.trim()));
}
