// Edits of a text as a unified diff. The edits are known, so only lines that they touch are compared with each other.

import { paint, run, type Medium, type Style } from "./page.js";
import { clean } from "./text.js";

/** A replacement in a text: UTF-16 units from and to, and what stands there then. */
export interface TextEdit {
  from: number;
  to: number;
  text: string;
}

/** One line of a diff: kept, taken away or put in. */
interface Line {
  sign: " " | "-" | "+";
  text: string;
}

/** Lines that are replaced: from this one (counted from 0) up to that one, and by which. */
interface Block {
  from: number;
  to: number;
  text: string;
}

/** How many unchanged lines are shown around changed ones. */
const CONTEXT = 3;
/** Up to how many pairs of lines of one edit are compared; beyond it all old ones go and all new ones come. */
const PAIRS = 1_000_000;

/**
 * The diff of one file; `old` is `null` for a file that is to be new. Where a program reads it, it holds the bytes of the
 * file, line ends, marks and control characters too; on a screen nothing that a terminal would obey.
 */
export function diffText(path: string, old: string | null, edits: readonly TextEdit[], on: Medium): string {
  const text = old ?? "";
  const lines = linesOf(text);
  const hunks = hunksOf(lines, blocksOf(text, lines, edits));
  const head = [`--- ${old === null ? "/dev/null" : named(`a/${path}`, on)}`, `+++ ${named(`b/${path}`, on)}`].map((line) => paint(run(line, "bold"), on));
  const body = hunks.flatMap(({ title, lines: shown }) => [paint(run(title, "cyan"), on), ...shown.map((line) => lineText(line, on))]);
  return [...head, ...body].map((line) => `${line}\n`).join("");
}

const STYLES: Record<Line["sign"], Style> = { " ": "plain", "-": "red", "+": "green" };

/** A path as `git apply` reads it; one with odd characters is put in quotes. */
function named(path: string, { exact }: Medium): string {
  if (!exact) return clean(path);
  const octal = (odd: string): string => `\\${odd.charCodeAt(0).toString(8).padStart(3, "0")}`;
  return /[\u0000-\u001f\u007f"\\]/.test(path) ? `"${path.replace(/[\u0000-\u001f\u007f"\\]/g, octal)}"` : path;
}

function lineText({ sign, text }: Line, on: Medium): string {
  const ended = text.endsWith("\n");
  const shown = on.exact ? text.replace(/\n$/, "") : clean(text.replace(/\r?\n$/, "").replace(/^\ufeff/, ""));
  const line = paint(run(`${sign}${shown}`, STYLES[sign]), on);
  return ended ? line : `${line}\n\\ No newline at end of file`;
}

/** Lines with their ends. */
function linesOf(text: string): string[] {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

/** Edits as whole lines; those that share a line are one. */
function blocksOf(text: string, lines: readonly string[], edits: readonly TextEdit[]): Block[] {
  const starts = [0];
  for (const line of lines) starts.push(starts.at(-1)! + line.length);
  const blocks: (Block & { end: number })[] = [];
  for (const edit of edits) {
    const last = blocks.at(-1);
    const from = lineAt(starts, lines, edit.from);
    if (last && from < last.to) {
      last.text = last.text.slice(0, last.text.length - (starts[last.to]! - last.end)) + text.slice(last.end, edit.from);
    } else {
      blocks.push({ from, to: from, text: text.slice(starts[from], edit.from), end: edit.from });
    }
    const block = blocks.at(-1)!;
    block.text += edit.text;
    block.end = edit.to;
    // Whole lines are replaced by whole lines: the line behind them stays.
    const isWhole = starts[lineAt(starts, lines, edit.to)] === edit.to && (block.text === "" || block.text.endsWith("\n"));
    block.to = isWhole ? lineAt(starts, lines, edit.to) : Math.min(lines.length, lineAt(starts, lines, edit.to) + 1);
    block.text += text.slice(edit.to, starts[block.to]);
  }
  return blocks;
}

/** The line that holds an offset; the end of the text is behind the last line where that one is ended, else on it. */
function lineAt(starts: readonly number[], lines: readonly string[], offset: number): number {
  const isEnded = lines.at(-1)?.endsWith("\n") ?? true;
  let [low, high] = [0, isEnded ? lines.length : lines.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (starts[middle]! <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Changed lines with some unchanged ones around them. */
function hunksOf(lines: readonly string[], blocks: readonly Block[]): { title: string; lines: Line[] }[] {
  const hunks: { from: number; to: number; lines: Line[] }[] = [];
  const kept = (from: number, to: number): Line[] => lines.slice(from, to).map((text) => ({ sign: " ", text }));
  for (const block of blocks) {
    const changed = compared(lines.slice(block.from, block.to), linesOf(block.text));
    if (changed.every(({ sign }) => sign === " ")) continue;
    const last = hunks.at(-1);
    const before = Math.max(0, block.from - CONTEXT);
    if (last && before <= last.to + CONTEXT) last.lines.push(...kept(last.to, block.from), ...changed);
    else hunks.push({ from: before, to: block.to, lines: [...kept(before, block.from), ...changed] });
    hunks.at(-1)!.to = block.to;
  }
  let shift = 0;
  return hunks.map(({ from, to, lines: inner }) => {
    const shown = trimmed([...inner, ...kept(to, to + CONTEXT)]);
    const count = (sign: string): number => shown.lines.filter((line) => line.sign !== sign).length;
    const [old, fresh] = [count("+"), count("-")];
    const title = `@@ -${range(from + shown.cut, old)} +${range(from + shown.cut + shift, fresh)} @@`;
    shift += fresh - old;
    return { title, lines: shown.lines };
  });
}

/** A hunk without what is more than wanted around its changed lines. */
function trimmed(lines: Line[]): { cut: number; lines: Line[] } {
  const isChanged = ({ sign }: Line): boolean => sign !== " ";
  const cut = Math.max(0, lines.findIndex(isChanged) - CONTEXT);
  return { cut, lines: lines.slice(cut, lines.findLastIndex(isChanged) + 1 + CONTEXT) };
}

function range(from: number, count: number): string {
  return count === 1 ? String(from + 1) : `${count === 0 ? from : from + 1},${count}`;
}

/** Old and new lines of one edit, with those that are in both kept. */
function compared(old: readonly string[], fresh: readonly string[]): Line[] {
  let [start, end] = [0, 0];
  const most = Math.min(old.length, fresh.length);
  while (start < most && old[start] === fresh[start]) start += 1;
  while (end < most - start && old.at(-1 - end) === fresh.at(-1 - end)) end += 1;
  const keep = (lines: readonly string[]): Line[] => lines.map((text) => ({ sign: " ", text }));
  const inner = common(old.slice(start, old.length - end), fresh.slice(start, fresh.length - end));
  return [...keep(old.slice(0, start)), ...inner, ...keep(old.slice(old.length - end))];
}

/** By the longest common subsequence, where the lines are few enough. */
function common(old: readonly string[], fresh: readonly string[]): Line[] {
  const [rows, columns] = [old.length, fresh.length];
  const out: Line[] = [];
  const length = rows * columns <= PAIRS ? lengths(old, fresh) : undefined;
  let [i, j] = [0, 0];
  while (i < rows || j < columns) {
    const at = (row: number, column: number): number => length?.[row * (columns + 1) + column] ?? 0;
    if (length && i < rows && j < columns && old[i] === fresh[j]) {
      out.push({ sign: " ", text: old[i]! });
      [i, j] = [i + 1, j + 1];
    } else if (i < rows && (j === columns || at(i + 1, j) >= at(i, j + 1))) out.push({ sign: "-", text: old[i++]! });
    else out.push({ sign: "+", text: fresh[j++]! });
  }
  return out;
}

/** Length of the longest common subsequence of what follows each pair of lines, row by row. */
function lengths(old: readonly string[], fresh: readonly string[]): Uint32Array {
  const width = fresh.length + 1;
  const table = new Uint32Array((old.length + 1) * width);
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = fresh.length - 1; j >= 0; j -= 1) {
      const [below, right] = [table[(i + 1) * width + j]!, table[i * width + j + 1]!];
      table[i * width + j] = old[i] === fresh[j] ? table[(i + 1) * width + j + 1]! + 1 : Math.max(below, right);
    }
  }
  return table;
}
