// Days, counts and roles in words.

import type { Contact } from "relata/inline";

const DAY_MS = 86_400_000;

/** `day` as seen from `asOf`, both `YYYY-MM-DD`: `today`, `5 days ago`, `in 2 weeks`. */
export function ago(day: string, asOf: string): string {
  const days = Math.round((Date.parse(asOf) - Date.parse(day)) / DAY_MS);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days === -1) return "tomorrow";
  const span = spanOf(Math.abs(days));
  return days > 0 ? `${span} ago` : `in ${span}`;
}

/** `1 note`, `2 notes`. */
export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? "" : "s"}`;
}

/** The last part of a path, without the extension. */
export function noteName(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/i, "");
}

function spanOf(days: number): string {
  if (days < 14) return count(days, "day");
  if (days < 61) return count(Math.round(days / 7), "week");
  if (days < 730) return count(Math.round(days / 30.44), "month");
  return count(Math.round(days / 365.25), "year");
}

/** How a contact that is not direct concerns the entity; nothing for one that is. */
export function roleOf({ role, via }: Contact): string {
  if (role === "direct") return "";
  return via === null ? "mentioned" : `via ${via}`;
}

/** A text as a sentence of its own. */
export function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
