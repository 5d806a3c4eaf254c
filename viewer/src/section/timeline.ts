import type { Contact, Summary } from "relata";

import type { Context } from "../context.ts";
import { type Child, el } from "../dom.ts";
import { name, names, prose } from "../name.ts";
import { role } from "../role.ts";
import { line } from "../source.ts";
import { ago, count, date, dateInYear, withoutDate, year } from "../words.ts";
import { empty, section, shown } from "./section.ts";

/** What happened, newest first, by year. */
export function timeline(context: Context, { context: contacts, contextTotal, entity }: Summary): HTMLElement {
  if (contacts.length === 0) return section("context", "Recent context", null, empty(`No note tells of anything that happened with ${entity.name} yet.`));
  const parts = byYear(contacts).map(([label, group]) => yearOf(context, label, group, entity.name));
  return section("context", "Recent context", shown(contacts.length, contextTotal), ...parts);
}

/** What is planned, soonest first. */
export function upcoming(context: Context, { upcoming: contacts, entity }: Summary): HTMLElement | null {
  if (contacts.length === 0) return null;
  const lines = contacts.map((contact) => entry(context, contact, entity.name, contact.date ? date(contact.date) : ""));
  return section("upcoming", "Coming up", null, el("ol", { class: "timeline ahead" }, ...lines));
}

function byYear(contacts: Contact[]): [string, Contact[]][] {
  const years = new Map<string, Contact[]>();
  for (const contact of contacts) {
    const label = contact.date ? year(contact.date) : "Undated";
    years.set(label, [...(years.get(label) ?? []), contact]);
  }
  return [...years];
}

function yearOf(context: Context, label: string, contacts: Contact[], entity: string): HTMLElement {
  const lines = contacts.map((contact) => entry(context, contact, entity, contact.date ? dateInYear(contact.date) : ""));
  return el("div", { class: "year" }, el("h3", {}, label), el("ol", { class: "timeline" }, ...lines));
}

function entry(context: Context, contact: Contact, entity: string, day: string): HTMLElement {
  const places = contact.notes.map((path) => ({ path }));
  const when = contact.date ? el("time", { datetime: contact.date, title: ago(contact.date, context.asOf) }, day) : null;
  return line(context, places, contact.role === "direct" ? "entry direct" : "entry via", when, ...told(context, contact), about(context, contact, entity));
}

/** Title and summary; only the summary where the title says the same. */
function told(context: Context, { title, summary }: Contact): Child[] {
  const short = withoutDate(title);
  const repeated = summary !== "" && (short.length > 80 || summary.toLowerCase().startsWith(short.toLowerCase().slice(0, 40)));
  return [
    repeated ? null : el("p", { class: "topic" }, ...prose(context, short)),
    summary === "" ? null : el("p", { class: "text" }, ...prose(context, summary)),
  ];
}

function about(context: Context, contact: Contact, entity: string): Child {
  const { via, subject, participants, notes } = contact;
  const others = participants.filter((participant) => participant !== entity);
  const parts: Child[] = [
    contact.role === "direct" ? null : el("span", { class: "through" }, ...role(context, contact)),
    subject === null || subject === entity || subject === via ? null : el("span", {}, "on ", name(context, subject)),
    others.length === 0 ? null : el("span", {}, "with ", ...names(context, others.slice(0, 6)), others.length > 6 ? ` and ${others.length - 6} more` : null),
    notes.length > 1 ? el("span", {}, count(notes.length, "note")) : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : el("p", { class: "meta" }, ...parts);
}
