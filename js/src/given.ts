// What callers give, looked at before it goes on: nothing of a wrong type reaches the core, which could not live with it.

import { isDay } from "./day.js";
import { RelataError } from "./error.js";

/**
 * Throws `invalid-options` for a value that is not as it should be; `name` is what the caller knows it by. May give what
 * goes on in its place.
 */
export type Check = (value: unknown, name: string) => unknown;

/** A check for each key of an object. */
export type Shape<T> = { readonly [K in keyof T]-?: Check };

/** A check for values that a test holds for; `what` says in words which those are. */
function of(what: string, test: (value: unknown) => boolean): Check {
  return (value, name) => {
    if (!test(value)) refuse(value, name, what);
  };
}

const isText = (value: unknown): value is string => typeof value === "string";
const isList = (test: (value: unknown) => boolean) => (value: unknown) => Array.isArray(value) && value.every(test);

export const isString = of("a string", isText);
export const isBoolean = of("true or false", (value) => typeof value === "boolean");
export const isNumber = of("a number", (value) => Number.isFinite(value));
export const isCount = of("a whole number, 0 or more", (value) => Number.isInteger(value) && (value as number) >= 0 && (value as number) <= 0xffff_ffff);
export const isTime = of("milliseconds since 1970", (value) => Number.isFinite(value));
export const isDate = of("a day as YYYY-MM-DD", isDay);
export const isFunction = of("a function", (value) => typeof value === "function");
export const isObject = of("an object", isPlain);
export const isQuery = of("an object, or the text of a query", (value) => isText(value) || isPlain(value));
export const isSignal = of("an AbortSignal", (value) => typeof (value as AbortSignal | null)?.throwIfAborted === "function");
export const areStrings = of("a list of strings", isList(isText));
export const isStringOrList = of("a string or a list of strings", (value) => isText(value) || isList(isText)(value));
export const isAnything: Check = () => {};

/** One of a few words. */
export function isOneOf(...words: readonly string[]): Check {
  return of(`one of ${words.join(", ")}`, (value) => isText(value) && words.includes(value));
}

/** An object of a shape. */
export function isShaped<T>(shape: Shape<T>): Check {
  return (value, name) => keysOf(value, name, shape, `${name}.`);
}

/** A text. */
export function text(value: unknown, name: string): string {
  isString(value, name);
  return value as string;
}

/** A whole number. */
export function whole(value: unknown, name: string): number {
  isCount(value, name);
  return value as number;
}

/** A text, or nothing. */
export function optionalText(value: unknown, name: string): string | undefined {
  return value === undefined ? undefined : text(value, name);
}

/** Options: known ones, each as it should be. Those that are `undefined` or `null` are as if they were not there. */
export function options<T extends object>(value: unknown, shape: Shape<T>, name = "options"): T {
  return value === undefined ? ({} as T) : keysOf(value, name, shape);
}

function keysOf<T>(value: unknown, name: string, shape: Shape<T>, lead = ""): T {
  isObject(value, name);
  const given: Record<string, unknown> = {};
  for (const [key, one] of Object.entries(value as object)) {
    const check = Object.hasOwn(shape, key) ? shape[key as keyof T] : undefined;
    if (!check) throw new RelataError("invalid-options", unknownKey(lead + key, Object.keys(shape)));
    if (one === undefined || one === null) continue;
    given[key] = check(one, lead + key) ?? one;
  }
  return given as T;
}

function unknownKey(key: string, known: readonly string[]): string {
  return `unknown option \`${key}\`; there ${known.length === 0 ? "are none here" : `are: ${known.join(", ")}`}`;
}

/** Something to go through with `for await`, but no text: one by one its characters are no files. */
export function isSource(value: unknown, name: string): void {
  const found = value as Partial<AsyncIterable<unknown> & Iterable<unknown>> | null;
  const isOne = typeof value === "object" && (typeof found?.[Symbol.asyncIterator] === "function" || typeof found?.[Symbol.iterator] === "function");
  if (!isOne) refuse(value, name, "a list of files or another source of them");
}

/** Refuses a value. */
export function refuse(value: unknown, name: string, what: string): never {
  throw new RelataError("invalid-options", `${name} must be ${what}, not ${shown(value)}`);
}

/** An object of keys and values, of whatever window or thread; no list, map, date or the like. */
function isPlain(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Object]";
}

/** How much of a text is shown. */
const SHOWN = 60;

function shown(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value.length > SHOWN ? `${value.slice(0, SHOWN)}…` : value);
  if (typeof value === "bigint") return `${value}n`;
  if (typeof value === "symbol") return "a symbol";
  if (typeof value === "function") return "a function";
  if (Array.isArray(value)) return "a list";
  return typeof value === "object" && value !== null ? "an object" : String(value);
}
