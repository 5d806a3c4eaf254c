// What a command has written, as people are told of it.

import { recover, type Refusal, type Written } from "../node/write/index.js";
import { complain, EXIT, type Terminal } from "./main.js";
import { count } from "./page.js";
import { clean } from "./text.js";

/** Options of every command that may write. */
export const WRITING = { json: { type: "boolean" }, write: { type: "boolean" }, help: { type: "boolean", short: "h" } } as const;

/** A note as text that is written as UTF-8 again; `undefined` for bytes that are not UTF-8. */
export function utf8(content: string | Uint8Array | ArrayBuffer): string | undefined {
  if (typeof content === "string") return content;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    return undefined;
  }
}

/** Before notes are read in order to write them: brings to an end what was interrupted, and says so. */
export async function recoverFirst(folder: string, terminal: Terminal): Promise<void> {
  for (const { command, outcome, written, refused } of await recover(folder)) {
    const what = outcome === "finished" ? `finished: ${count(written.length, "file")} written` : "taken back: no file had been changed";
    complain(terminal, `an interrupted ${command} was ${what}`);
    leftAlone(refused, terminal);
  }
}

/** A line for each file that was left alone. */
export function leftAlone(refused: readonly Refusal[], terminal: Terminal): void {
  for (const { path, message } of refused) complain(terminal, `${path}: ${message}`);
}

/** Says what was written and how it is taken back; gives the exit code. */
export function report(folder: string, { written, refused }: Written, terminal: Terminal): number {
  leftAlone(refused, terminal);
  if (written.length > 0) terminal.stdout.write(`${count(written.length, "file")} written; \`relata undo ${clean(quoted(folder))}\` takes it back\n`);
  return refused.length > 0 ? EXIT.nothing : EXIT.done;
}

/** A word as a shell takes it. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
