import type { Summary } from "relata";

import type { Context } from "./context.ts";
import { el } from "./dom.ts";
import { conflicts } from "./section/conflicts.ts";
import { head } from "./section/head.ts";
import { items } from "./section/items.ts";
import { loops } from "./section/loops.ts";
import { people } from "./section/people.ts";
import { profile } from "./section/profile.ts";
import { timeline, upcoming } from "./section/timeline.ts";
import { list } from "./words.ts";

/** The whole summary of one entity, from the summary's data alone; with why it knows of no contact, where it does not. */
export function summaryView(context: Context, summary: Summary, noContact = "no dated note names them"): HTMLElement {
  return el(
    "article",
    { class: "summary" },
    head(context, summary, noContact),
    el("div", { class: "columns" }, el("div", { class: "main" }, ...main(context, summary)), el("div", { class: "aside" }, ...aside(context, summary))),
    absent(summary),
  );
}

function main(context: Context, summary: Summary): HTMLElement[] {
  return present([
    loops(context, summary),
    upcoming(context, summary),
    timeline(context, summary),
    items(context, "decisions", "Decisions", summary.decisions),
    items(context, "blockers", "Blockers", summary.blockers),
    items(context, "opportunities", "Opportunities", summary.opportunities),
    items(context, "facts", "Key facts", summary.facts),
  ]);
}

function aside(context: Context, summary: Summary): HTMLElement[] {
  return present([
    profile(context, summary),
    conflicts(context, summary),
    people(context, "contacts", "Key contacts", summary.contacts),
    people(context, "collaborators", "In the same interactions", summary.collaborators),
    people(context, "related", "Also related", summary.related.filter(({ name }) => !listed(summary).has(name))),
    items(context, "topics", "Topics", summary.topics),
  ]);
}

/** Names that the other lists of people show. */
function listed({ contacts, collaborators }: Summary): Set<string> {
  return new Set([...contacts, ...collaborators].map(({ name }) => name));
}

function present(parts: (HTMLElement | null)[]): HTMLElement[] {
  return parts.filter((part) => part !== null);
}

/** One quiet line for the lists that the notes do not fill. */
function absent(summary: Summary): HTMLElement | null {
  const lists = { facts: summary.facts, decisions: summary.decisions, blockers: summary.blockers, opportunities: summary.opportunities, topics: summary.topics };
  const names = Object.entries(lists).filter(([, { total }]) => total === 0).map(([title]) => title);
  return names.length === 0 ? null : el("p", { class: "absent" }, `The notes have no ${names.length > 1 ? list(names).replace(" and ", " or ") : names[0]} yet.`);
}
