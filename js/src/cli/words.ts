// How days, figures and places read.

import { daysBetween } from "../day.js";
import type { Day, EmptyReason, Source } from "../generated/types.js";
import type { Style } from "./page.js";
import { clean } from "./text.js";

/** "today", "12 days ago", "in 3 weeks", "14 months ago". */
export function ago(day: Day, asOf: Day): string {
  const days = daysBetween(day, asOf);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days === -1) return "tomorrow";
  return days > 0 ? `${span(days)} ago` : `in ${span(-days)}`;
}

function span(days: number): string {
  if (days < 21) return `${days} days`;
  if (days < 70) return `${Math.round(days / 7)} weeks`;
  if (days < 730) return `${Math.round(days / 30.44)} months`;
  return `${Math.round(days / 365.25)} years`;
}

/** A score of 0 to 100. */
export function score(value: number): string {
  return value.toFixed(1);
}

/** A score as a bar of so many cells. */
export function bar(value: number, cells: number): string {
  const full = Math.round((Math.min(100, Math.max(0, value)) / 100) * cells);
  return "█".repeat(full) + "░".repeat(cells - full);
}

const BANDS: Record<string, Style> = { strong: "green", steady: "green", light: "yellow", faint: "red" };
const STATES: Record<string, Style> = { "on rhythm": "green", drifting: "yellow", lapsed: "red" };

/** Colour of a band of strength. */
export function bandStyle(band: string): Style {
  return BANDS[band] ?? "dim";
}

/** Colour of a state of rhythm. */
export function stateStyle(state: string): Style {
  return STATES[state] ?? "dim";
}

/** `path:line`, and how many more places there are. */
export function place(sources: readonly Source[]): string {
  const [first, ...more] = sources;
  if (!first) return "";
  return clean(`${first.path}:${first.line}${more.length > 0 ? ` (+${more.length})` : ""}`);
}

/** Why there is nothing to show, and what to do about it. */
export function why(reason: EmptyReason | null): string {
  return reason === null ? "there is nothing to show" : `${reason.message}; ${reason.advice}`;
}
