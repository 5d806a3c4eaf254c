// One more decision in the text of a `relata-names.yaml`, with every other byte as it was: comments, order, quotes.

import { Usage } from "./args.js";
import type { TextEdit } from "./diff.js";

/** The file that holds what people have said about names. */
export const NAMES = "relata-names.yaml";

/** Where two names are noted down. */
export type Decision = "same" | "not-same";

/** The edit that adds `[a, b]` to a list; `undefined` when the list has it already. */
export function decide(text: string, decision: Decision, pair: readonly [string, string]): TextEdit | undefined {
  const end = /\r\n/.test(text) ? "\r\n" : "\n";
  const item = `[${pair.map(scalar).join(", ")}]`;
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const at = lines.findIndex((line) => keyOf(line) === decision);
  if (at < 0) return atEnd(text, `${decision}:${end}  - ${item}${end}`, end);
  const list = lines.slice(at + 1, listEnd(lines, at));
  if (list.some((line) => line.trim().replace(/^-\s*/, "").replace(/\s+#.*$/, "") === item)) return undefined;
  const offset = (line: number): number => lines.slice(0, line).join("").length;
  const inline = inlineValue(lines[at]!);
  if (inline !== "") return inFlow(inline, offset(at) + lines[at]!.lastIndexOf(inline), item, decision, end);
  const last = list.findLastIndex((line) => !/^\s*(#.*)?$/.test(line.trimEnd()));
  const indent = list.map((line) => /^\s*(?=-)/.exec(line)?.[0]).find((lead) => lead !== undefined) ?? "  ";
  const behind = offset(at + 1 + last + 1);
  const isEnded = text.slice(0, behind).endsWith("\n");
  return { from: behind, to: behind, text: `${isEnded ? "" : end}${indent}- ${item}${end}` };
}

/** The key of a line at the left border. */
function keyOf(line: string): string | undefined {
  return /^\ufeff?["']?([\w-]+)["']?\s*:(?:\s|$)/.exec(line)?.[1];
}

/** The line behind a key's list: the next key, or the end. */
function listEnd(lines: readonly string[], at: number): number {
  const next = lines.findIndex((line, index) => index > at && /^[^\s#-]/.test(line));
  return next < 0 ? lines.length : next;
}

/** What stands behind a key on its line, without a comment. */
function inlineValue(line: string): string {
  return line.replace(/^[^:]*:/, "").replace(/(^|\s)#.*$/s, "").trim();
}

/** A list in brackets on one line; one that goes on over several is for people to edit. */
function inFlow(value: string, from: number, item: string, decision: Decision, end: string): TextEdit {
  // An empty list becomes one with a line for each item, as in all examples.
  if (/^(null|~|\[\s*\])$/.test(value)) return { from: from - 1, to: from + value.length, text: `${end}  - ${item}` };
  if (!value.startsWith("[") || !value.endsWith("]") || !isBalanced(value)) {
    throw new Usage(`${NAMES} holds "${decision}" in a way that only you should edit: add ${item} to it`);
  }
  const behind = from + value.length - 1;
  return { from: behind, to: behind, text: value.slice(0, -1).trim().endsWith(",") ? item : `, ${item}` };
}

function isBalanced(value: string): boolean {
  return value.split("[").length === value.split("]").length;
}

function atEnd(text: string, put: string, end: string): TextEdit {
  const lead = text === "" || text.endsWith("\n") ? "" : end;
  return { from: text.length, to: text.length, text: lead + put };
}

/** A name as YAML within brackets: plain where it can be, else in double quotes, where JSON's escapes mean the same. */
function scalar(name: string): string {
  const isPlain = /^[\p{L}][\p{L}\p{M}\p{N} .'’&()/+-]*$/u.test(name) && !/ $|^(true|false|null|yes|no|on|off|y|n)$/i.test(name);
  return isPlain ? name : JSON.stringify(name);
}
