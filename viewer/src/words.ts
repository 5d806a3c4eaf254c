import type { EmptyReason } from "relata";

/** Days and amounts in words. Days are `YYYY-MM-DD` and compared as calendar days, whatever the time zone. */

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const DAY = 86_400_000;

/** `29 Sep 2025`. */
export function date(day: string): string {
  const [year, month, dayOfMonth] = day.split("-");
  return `${Number(dayOfMonth)} ${MONTHS[Number(month) - 1]} ${year}`;
}

/** `29 Sep`, for where the year stands nearby. */
export function dateInYear(day: string): string {
  return date(day).slice(0, -5);
}

export function year(day: string): string {
  return day.slice(0, 4);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY);
}

/** `today`, `yesterday`, `5 days ago`, `3 weeks ago`, `in 4 months`. */
export function ago(day: string, today: string): string {
  const days = daysBetween(day, today);
  if (days === 0) return "today";
  if (days === 1) return "yesterday";
  if (days === -1) return "tomorrow";
  return days > 0 ? `${span(days)} ago` : `in ${span(-days)}`;
}

/** A number of days as people say it: `13 days`, `3 weeks`, `4 months`, `2 years`. */
export function span(days: number): string {
  if (days < 14) return count(Math.round(days), "day");
  if (days < 60) return count(Math.round(days / 7), "week");
  if (days < 700) return count(Math.round(days / 30.44), "month");
  return count(Math.round(days / 365.25), "year");
}

/** `1 note`, `2 notes`, `1,200 notes`. */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${amount.toLocaleString("en")} ${amount === 1 ? one : many}`;
}

/** `a`, `a and b`, `a, b and c`. */
export function list(words: string[]): string {
  if (words.length < 2) return words.join("");
  return `${words.slice(0, -1).join(", ")} and ${words[words.length - 1]}`;
}

export function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

/** A text as a sentence of its own. */
export function sentence(text: string): string {
  return `${capital(text)}.`;
}

/** Why there is nothing to show, and what to do about it. */
export function why(reason: EmptyReason | null | undefined): string {
  return reason ? `${sentence(reason.message)} ${sentence(reason.advice)}` : "There is nothing to show.";
}

/** First letters of the first and the last word, for a monogram. */
export function initials(name: string): string {
  const words = name.split(/[\s_-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  const ends = words.length > 1 ? [words[0], words[words.length - 1]] : words;
  return ends.map((word) => [...(word ?? "")][0] ?? "").join("").toUpperCase() || "?";
}

/** A title without the date that begins it: the date stands beside it. */
export function withoutDate(title: string): string {
  return title.replace(/^\d{4}-\d{2}-\d{2}(?:[ _]\d{2}[ :]?\d{2}(?:\d{2})?)?[\s_–—:-]+/u, "").trim() || title;
}

/** The last part of a path, without `.md`. */
export function noteName(path: string): string {
  return (path.split("/").pop() ?? path).replace(/\.md$/iu, "");
}
