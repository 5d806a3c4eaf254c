import { RelataError } from "./error.js";
import type { Day } from "./generated/types.js";

/** Today's date where the program runs, as `YYYY-MM-DD`. */
export function today(now: Date = new Date()): Day {
  const two = (n: number): string => String(n).padStart(2, "0");
  return `${String(now.getFullYear()).padStart(4, "0")}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** Days from `earlier` to `later`; negative when `earlier` is the later one. */
export function daysBetween(earlier: Day, later: Day): number {
  return Math.round((Date.parse(later) - Date.parse(earlier)) / 86_400_000);
}

/** The day itself, if it is a string; whether such a day exists is for the core to say. */
export function asDay(value: unknown): Day {
  if (typeof value === "string") return value;
  throw new RelataError("invalid-options", `asOf must be a day as YYYY-MM-DD, not ${String(value)}`);
}
