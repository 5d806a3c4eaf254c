import type { Points, Strength } from "relata";

import type { Context } from "../context.ts";
import { bar, type Child, el, join } from "../dom.ts";
import { capital, count, date, noteName, span, withoutDate } from "../words.ts";
import { folded } from "./section.ts";
import { tile } from "./tile.ts";

/** The strength at the top, and the panel that says what it is made of. */
export function strengthTile(context: Context, strength: Strength): [HTMLElement, HTMLElement | null] {
  if (strength.score === null) return [tile("Strength", "Unknown", "Nothing dated to measure it by."), null];
  const panel = explanation(context, strength);
  const value = [String(Math.round(strength.score)), el("span", { class: "band" }, strength.band)];
  return [tile("Strength", value, bar(strength.score, "bar wide"), notes(strength, panel)), panel];
}

function notes(strength: Strength, panel: HTMLElement): Child[] {
  const trend = strength.trend === "unknown" ? null : capital(strength.trend === "steady" ? "holding" : strength.trend);
  const doubt = strength.confidence === "low" ? "little to go by" : null;
  return join([trend, doubt, opener(panel)], " · ");
}

function opener(panel: HTMLElement): HTMLElement {
  const button = el("button", { type: "button", class: "link", "aria-expanded": "false", "aria-controls": panel.id }, "What it is made of");
  button.addEventListener("click", () => {
    panel.hidden = !panel.hidden;
    button.setAttribute("aria-expanded", String(!panel.hidden));
  });
  return button;
}

function explanation(context: Context, { score, explain }: Strength): HTMLElement {
  const most = Math.max(...explain.map(({ points }) => points), 0);
  const rows = explain.map((part) => row(context, part, most));
  return el(
    "section",
    { class: "explain", id: "explain", hidden: true, "aria-label": "What the strength is made of" },
    el("p", {}, `Every contact adds points, and its points fade with time. ${count(explain.length, "contact")} here, ${figure(score ?? 0)} of 100 points in all.`),
    ...folded(rows, 12, el("ol", { class: "points" }), "contacts"),
  );
}

function row(context: Context, part: Points, most: number): HTMLElement {
  const title = withoutDate(noteName(part.path));
  const read = () => context.read(part.path);
  return el(
    "li",
    { class: part.role === "direct" ? "" : "via" },
    el("span", { class: "day" }, date(part.date)),
    el("span", { class: "what" }, part.role === "via" ? `${part.kind}, via` : part.kind),
    context.has(part.path) ? el("button", { type: "button", class: "link note", click: read }, title) : el("span", { class: "note" }, title),
    el("span", { class: "age" }, part.ageDays === 0 ? "today" : span(part.ageDays)),
    bar(most > 0 ? (100 * part.points) / most : 0),
    el("span", { class: "amount", title: `weight ${part.weight}` }, figure(part.points)),
  );
}

function figure(points: number): string {
  return points.toFixed(1);
}
