import type { Rhythm, Summary } from "relata";

import type { Context } from "../context.ts";
import { type Child, el, join } from "../dom.ts";
import { mark } from "../mark.ts";
import { name } from "../name.ts";
import { role } from "../role.ts";
import { ago, capital, count, date, list, sentence, span } from "../words.ts";
import { strengthTile } from "./strength.ts";
import { stateClass, tile } from "./tile.ts";

/** Who it is, and how things stand at a glance. */
export function head(context: Context, summary: Summary, noContact: string): HTMLElement {
  const [strength, explanation] = strengthTile(context, summary.strength);
  return el(
    "header",
    { class: "head" },
    el("div", { class: "title" }, mark(summary.entity.name, summary.entity.kind), el("div", {}, el("h1", { tabindex: -1 }, summary.entity.name), ...who(context, summary))),
    el("div", { class: "tiles" }, contactTile(context, summary, noContact), strength, rhythmTile(summary.rhythm)),
    explanation,
  );
}

function who(context: Context, summary: Summary): HTMLElement[] {
  const { entity, profile } = summary;
  const company = profile.company && !profile.role?.value.includes(profile.company.value) ? el("span", {}, name(context, profile.company.value)) : null;
  const first = join([capital(entity.kind), profile.role?.value, company], " · ");
  const also = alsoKnown(summary);
  return [el("p", { class: "who" }, ...first), ...(also ? [el("p", { class: "also" }, also)] : [])];
}

function alsoKnown({ entity, breadth }: Summary): string {
  const known = [
    entity.aliases.length > 0 ? `Also called ${list(entity.aliases)}.` : "",
    entity.incomplete ? "Only part of the name is known." : "",
    entity.pinned ? "Pinned." : "",
    entity.muted ? "Muted." : "",
    breadth?.singleThreaded ? `Single-threaded: ${breadth.close[0]} alone is close.` : "",
    entity.path === null ? "No note of its own: known from other notes." : "",
  ];
  return known.filter(Boolean).join(" ");
}

function contactTile(context: Context, summary: Summary, noContact: string): HTMLElement {
  const { lastContact, asOf } = summary;
  if (!lastContact?.date) return tile("Last contact", "None yet", sentence(noContact));
  return tile(
    "Last contact",
    capital(ago(lastContact.date, asOf)),
    [date(lastContact.date), ", ", ...role(context, lastContact)],
    otherContact(context, summary),
  );
}

/** The newest contact of the other sort: direct beside via, and the reverse. */
function otherContact(context: Context, { lastContact, lastDirect, lastVia, asOf }: Summary): Child {
  const direct = lastContact?.role === "direct";
  const other = direct ? lastVia : lastDirect;
  if (!other?.date) return direct ? null : "Never direct";
  return el("span", { class: "sentence" }, ...role(context, other), ` ${ago(other.date, asOf)}, ${date(other.date)}`);
}

function rhythmTile(rhythm: Rhythm): HTMLElement {
  const { d30, d90, d365 } = rhythm.daysMet;
  const met = d365 === 0 ? "No direct contact in a year" : `Met ${count(d365, "day")} in a year, ${d90} in 90, ${d30} in 30`;
  const state = rhythm.state === "unknown" ? "No rhythm yet" : capital(rhythm.state);
  const label = el("span", { class: `state ${stateClass(rhythm.state)}` }, state);
  return tile("Rhythm", label, pace(rhythm), agreed(rhythm) ?? met);
}

/** Against what was agreed, where something was. */
function agreed({ cadenceDays, overdueDays }: Rhythm): string | null {
  if (cadenceDays === null) return null;
  const every = `Agreed every ${cadenceDays === 1 ? "day" : span(cadenceDays)}`;
  return overdueDays === null ? every : `${every}, overdue by ${span(overdueDays)}`;
}

function pace({ medianDays, silenceDays }: Rhythm): string {
  const silent = silenceDays === null ? "" : silenceDays === 0 ? "in touch today" : `silent for ${span(silenceDays)}`;
  if (medianDays === null) return capital(silent || "too few meetings to see one");
  const usual = `Usually every ${medianDays === 1 ? "day" : span(medianDays)}`;
  return silent ? `${usual}, ${silent}` : usual;
}
