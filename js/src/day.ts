import { RelataError } from "./error.js";
import type { Day } from "./generated/types.js";

/**
 * Today's date where the program runs, as `YYYY-MM-DD`.
 *
 * @throws RelataError `invalid-options` for what is no date.
 */
export function today(now: Date = new Date()): Day {
  const isDate = Object.prototype.toString.call(now) === "[object Date]" && !Number.isNaN(now.getTime());
  if (!isDate) throw new RelataError("invalid-options", "now must be a Date");
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Days from `earlier` to `later`; negative when `earlier` is the later one. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}

/** Whether a value is a day, as `YYYY-MM-DD`, that exists. */
export function isDay(value: unknown): value is Day {
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}$/.test(value)) return false;
  const day = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value);
}
