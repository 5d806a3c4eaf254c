import type { Conflict, Stated, Summary } from "relata";

import type { Context } from "../context.ts";
import { el } from "../dom.ts";
import { line } from "../source.ts";
import { date } from "../words.ts";
import { words } from "./profile.ts";
import { section } from "./section.ts";

/** Where notes disagree; nothing when they do not. */
export function conflicts(context: Context, { conflicts: list, entity }: Summary): HTMLElement | null {
  if (list.length === 0) return null;
  return section("conflicts", "Notes disagree", null, el("ul", { class: "items" }, ...list.map((conflict) => row(context, conflict, entity.name))));
}

function row(context: Context, { field, stored, found }: Conflict, entity: string): HTMLElement {
  const said = [el("strong", {}, words(field)), `: the note ${entity} says `, quoted(stored), ", newer notes say ", quoted(found), "."];
  return line(context, [stored.source, found.source], "item", el("span", { class: "text" }, ...said));
}

function quoted({ value }: Stated): HTMLElement {
  return /^\d{4}-\d{2}-\d{2}$/u.test(value) ? el("strong", {}, date(value)) : el("q", {}, value);
}
