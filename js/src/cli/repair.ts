import "../entry/web.js";

import { bytesOf } from "../content.js";
import { applied } from "../edit.js";
import { init } from "../load.js";
import { readFolder } from "../node/folder.js";
import { writeNotes, type Write, type Written } from "../node/write/index.js";
import { repairText } from "../note.js";
import { onlyFolder, read } from "./args.js";
import { diffText, type TextEdit } from "./diff.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { count } from "./page.js";
import { progressBar } from "./progress.js";
import { json } from "./text.js";
import { recoverFirst, report, utf8, WRITING } from "./written.js";

/** One run of text that was misread. */
interface Place {
  line: number;
  column: number;
  before: string;
  after: string;
  charset: string;
}

/** A note with text that was misread. */
interface Broken {
  path: string;
  text: string;
  edits: TextEdit[];
  places: Place[];
}

/** `relata repair <folder>` */
export async function repair(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, WRITING, "repair");
  const folder = onlyFolder(positionals, "repair");
  if (values.write) await recoverFirst(folder, terminal);
  const { broken, left } = await brokenNotes(folder, terminal);
  const written = values.write ? await writeNotes(folder, broken.map(asWrite), { command: "repair" }) : null;
  if (values.json) return printJson(broken, left, written, terminal);
  for (const path of left) complain(terminal, `${path}: it is not UTF-8 and is left alone`);
  for (const { path, text, edits } of broken) terminal.stdout.write(diffText(path, text, edits, medium(terminal)));
  if (written && broken.length > 0) return report(folder, written, terminal);
  terminal.stdout.write(`${closing(broken)}\n`);
  return EXIT.done;
}

function printJson(broken: readonly Broken[], left: readonly string[], written: Written | null, terminal: Terminal): number {
  const notes = broken.map(({ path, places }) => ({ path, changes: places }));
  terminal.stdout.write(`${json({ notes, left: left.map((path) => ({ path, message: "it is not UTF-8" })), written })}\n`);
  return written?.refused.length ? EXIT.nothing : EXIT.done;
}

function closing(broken: readonly Broken[]): string {
  if (broken.length === 0) return "No broken text.";
  const places = broken.reduce((sum, { edits }) => sum + edits.length, 0);
  return `\n${count(places, "place")} in ${count(broken.length, "note")} would be repaired. Nothing is written; --write does it.`;
}

/** Every note with broken text, and what is broken but no UTF-8. */
async function brokenNotes(folder: string, terminal: Terminal): Promise<{ broken: Broken[]; left: string[] }> {
  const bar = progressBar(terminal, "Reading notes");
  const source = await readFolder(folder, { onSkip: ({ path, message }) => complain(terminal, `${path}: ${message}`) });
  await init();
  const [broken, left]: [Broken[], string[]] = [[], []];
  let done = 0;
  for await (const { path, content } of source) {
    bar.show((done += 1), source.total);
    if (content === undefined || !/\.md$/i.test(path)) continue;
    const text = utf8(content);
    if (text === undefined) {
      if (isBroken(content)) left.push(path);
      continue;
    }
    const found = brokenIn(path, text);
    if (found) broken.push(found);
  }
  bar.clear();
  return { broken, left };
}

/** Whether bytes that are no UTF-8 need a repair: they are nothing else either, or hold broken text. */
function isBroken(content: string | Uint8Array | ArrayBuffer): boolean {
  const bytes = bytesOf(content);
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  return !isUtf16 || repairText(content).changes.length > 0;
}

/** The core counts from behind the byte-order mark, which stays. */
function brokenIn(path: string, text: string): Broken | undefined {
  const mark = text.startsWith("\ufeff") ? 1 : 0;
  const { changes } = repairText(text.slice(mark));
  if (changes.length === 0) return undefined;
  const edits = changes.map(({ position, after }) => ({ from: position.start.offset + mark, to: position.end.offset + mark, text: after }));
  const places = changes.map(({ position: { start }, before, after, charset }) => ({ line: start.line + 1, column: start.col + 1, before, after, charset }));
  return { path, text, edits, places };
}

function asWrite({ path, text, edits }: Broken): Write {
  return { path, content: applied(text, edits), expected: text };
}
