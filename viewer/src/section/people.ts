import type { Person } from "relata";

import type { Context } from "../context.ts";
import { bar, el, hidden, join } from "../dom.ts";
import { mark } from "../mark.ts";
import { name } from "../name.ts";
import { ago, count, date } from "../words.ts";
import { folded, section } from "./section.ts";

/** People (or other entities) in a list; nothing when there is none. */
export function people(context: Context, id: string, title: string, list: Person[]): HTMLElement | null {
  if (list.length === 0) return null;
  const rows = list.map((person) => row(context, person));
  return section(id, title, null, ...folded(rows, 8, el("ul", { class: "people" }), "names"));
}

function row(context: Context, person: Person): HTMLElement {
  const company = person.company === null || context.isShown(person.company) ? null : el("span", {}, name(context, person.company));
  const what = join([person.role, company], ", ");
  const strength = person.strength === null ? null : el("span", { class: "strength" }, bar(person.strength), hidden(`strength ${Math.round(person.strength)} of 100`));
  return el(
    "li",
    { class: "person" },
    mark(person.name, "person"),
    el("div", { class: "said" }, el("p", { class: "text" }, name(context, person.name)), what.length > 0 ? el("p", { class: "meta" }, ...what) : null, shared(context, person)),
    strength,
  );
}

function shared(context: Context, { shared: times, last }: Person): HTMLElement | null {
  if (times === 0) return null;
  const when = last === null ? "" : `, ${ago(last, context.asOf)}`;
  return el("p", { class: "meta", title: last === null ? null : date(last) }, `${count(times, "contact")} shared${when}`);
}
