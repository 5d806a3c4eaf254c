// What a person typed, read and checked.

import { parseArgs, type ParseArgsConfig } from "node:util";

import { isDay } from "../day.js";
import type { Day } from "../generated/types.js";

/** The command was called in a way that makes no sense; the message says how and what to do. */
export class Usage extends Error {}

type Options = NonNullable<ParseArgsConfig["options"]>;

/** Options that every command on a folder takes. */
export const COMMON = {
  json: { type: "boolean" },
  "as-of": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const satisfies Options;

type Read<T extends Options> = ReturnType<typeof parseArgs<{ options: T; allowPositionals: true; strict: true }>>;

/** Reads options and positional arguments; unknown options are refused. */
export function read<T extends Options>(args: readonly string[], options: T, command: string): Read<T> {
  try {
    return parseArgs({ args: joined(args, options), options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new Usage(`${sentence(error).replace(/argument is ambiguous$/, "needs a value")}; see \`relata ${command} --help\``);
  }
}

/** The value of an option may begin with a dash, as in `--sort -strength`; Node takes such a one only behind a `=`. */
function joined(args: readonly string[], options: Options): string[] {
  const end = args.indexOf("--") < 0 ? args.length : args.indexOf("--");
  const out: string[] = [];
  for (const [at, arg] of args.entries()) {
    const last = out.at(-1);
    const wants = last?.startsWith("--") && Object.hasOwn(options, last.slice(2)) && options[last.slice(2)]?.type === "string";
    if (at < end && wants && /^-[^-]/.test(arg) && arg !== "-h") out[out.length - 1] = `${last}=${arg}`;
    else out.push(arg);
  }
  return out;
}

// Node explains at length how to pass an argument that begins with a dash; the first sentence is enough.
function sentence(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const first = message.split(/\.\s|\n/)[0]!.replace(/\.$/, "");
  return first.charAt(0).toLowerCase() + first.slice(1);
}

/** A day that exists, as the value of an option. */
export function day(value: string | undefined): Day | undefined {
  if (value === undefined) return undefined;
  if (isDay(value)) return value;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) throw new Usage(`there is no day "${value}"; --as-of takes one that exists, as YYYY-MM-DD`);
  throw new Usage(`--as-of takes a day as YYYY-MM-DD, not "${value}"`);
}

/** The one positional argument of a command on a folder. */
export function onlyFolder(positionals: readonly string[], command: string): string {
  const [folder, ...more] = positionals;
  if (folder === undefined) throw new Usage(`${command} takes a folder: relata ${command} <folder>`);
  if (more.length > 0) throw new Usage(`${command} takes one folder; "${more[0]}" is too much`);
  return folder;
}
