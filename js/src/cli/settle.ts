import { applied } from "../edit.js";
import type { SettledTask } from "../generated/types.js";
import { writeNotes } from "../node/write/index.js";
import { day, read, Usage } from "./args.js";
import { diffText, type TextEdit } from "./diff.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { open, type Files } from "./open.js";
import { count } from "./page.js";
import { namesOf } from "./refresh.js";
import { json } from "./text.js";
import { recoverFirst, report, utf8, WRITING } from "./written.js";

const OPTIONS = { ...WRITING, "as-of": { type: "string" } } as const;

/** A note whose tasks are done in copies. */
interface Note {
  path: string;
  old: string;
  edits: TextEdit[];
  tasks: SettledTask[];
}

/** `relata settle <folder> [name…]` */
export async function settle(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "settle");
  const [folder, ...words] = positionals;
  if (folder === undefined) throw new Usage("settle takes a folder: relata settle <folder> [name…]");
  if (values.write) await recoverFirst(folder, terminal);
  const files: Files = new Map();
  const vault = await open(folder, day(values["as-of"]), terminal, files);
  const wanted = words.length > 0 ? namesOf(vault, words).map(({ path }) => path) : undefined;
  const { notes, left } = planOf(vault.settleTasks().filter(({ copy }) => wanted?.includes(copy.path) ?? true), files);
  const writes = notes.map(({ path, old, edits }) => ({ path, content: applied(old, edits), expected: old }));
  const written = values.write ? await writeNotes(folder, writes, { command: "settle" }) : null;
  if (values.json) {
    terminal.stdout.write(`${json({ tasks: notes.flatMap(({ tasks }) => tasks), left, written })}\n`);
    return written?.refused.length ? EXIT.nothing : EXIT.done;
  }
  for (const { path, message } of left) complain(terminal, `${path}: ${message}`);
  for (const { path, old, edits } of notes) terminal.stdout.write(diffText(path, old, edits, medium(terminal)));
  if (written && writes.length > 0) return report(folder, written, terminal);
  terminal.stdout.write(`${closing(notes)}\n`);
  return EXIT.done;
}

/** The changes note by note, and which lines cannot be changed. */
function planOf(tasks: readonly SettledTask[], files: Files): { notes: Note[]; left: { path: string; message: string }[] } {
  const [notes, left]: [Note[], { path: string; message: string }[]] = [[], []];
  const byNote = new Map<string, SettledTask[]>();
  for (const task of tasks) byNote.set(task.path, byNote.get(task.path) ?? []).get(task.path)!.push(task);
  for (const [path, ofNote] of byNote) {
    const old = utf8(files.get(path) ?? "");
    if (old === undefined) {
      left.push({ path, message: "it is not UTF-8 and is left alone" });
      continue;
    }
    const lines = linesOf(old);
    const note: Note = { path, old, edits: [], tasks: [] };
    for (const task of ofNote) {
      const edit = editOf(old, lines[task.line - 1], task);
      if (edit) {
        note.edits.push(edit);
        note.tasks.push(task);
      } else left.push({ path, message: `line ${task.line} is misread text, which relata repair mends, and is left alone` });
    }
    if (note.edits.length > 0) notes.push(note);
  }
  return { notes, left };
}

/** A line of a text: where it begins, where it ends, and where its line end does. */
interface Line {
  from: number;
  to: number;
  end: number;
}

/** Lines as the core counts them: they end with LF, CRLF or a CR alone, and the mark before the first is none of its text. */
function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  let from = text.startsWith("\ufeff") ? 1 : 0;
  for (const { index, 0: end } of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ from, to: index, end: index + end.length });
    from = index + end.length;
  }
  return [...lines, { from, to: text.length, end: text.length }];
}

/** What a task's lines are in the text of its file; `undefined` where another line stands there. */
function editOf(text: string, line: Line | undefined, { before, after }: SettledTask): TextEdit | undefined {
  if (!line || text.slice(line.from, line.to) !== before) return undefined;
  const end = text.slice(line.to, line.end);
  // A line that goes takes its end along.
  return { from: line.from, to: after.length === 0 ? line.end : line.to, text: after.join(end || "\n") };
}

function closing(notes: readonly Note[]): string {
  if (notes.length === 0) return "Every task that is done in a copy is done where it stands.";
  const tasks = notes.reduce((sum, note) => sum + note.tasks.length, 0);
  return `\n${count(tasks, "task")} in ${count(notes.length, "note")} would be done, as a copy says. Nothing is written; --write does it.`;
}
