import { RelataError } from "../error.js";
import type { EntityRow, NoteChange, Refreshed } from "../generated/types.js";
import { writeNotes, type Write } from "../node/write/index.js";
import type { Vault } from "../vault.js";
import { day, read, Usage } from "./args.js";
import { diffText } from "./diff.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { made, type Made } from "./made.js";
import { open, type Files } from "./open.js";
import { count } from "./page.js";
import { json } from "./text.js";
import { recoverFirst, report, utf8, WRITING } from "./written.js";

const OPTIONS = { ...WRITING, create: { type: "boolean" }, "as-of": { type: "string" } } as const;

/** What a refresh would do. */
interface Plan {
  notes: (Refreshed & { old: string })[];
  created: Made[];
  /** What cannot be refreshed, and why. */
  left: { path: string; message: string }[];
}

/** `relata refresh <folder> [name…]` */
export async function refresh(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "refresh");
  const [folder, ...words] = positionals;
  if (folder === undefined) throw new Usage("refresh takes a folder: relata refresh <folder> [name…]");
  if (values.write) await recoverFirst(folder, terminal);
  const files: Files = new Map();
  const vault = await open(folder, day(values["as-of"]), terminal, files);
  const plan = planOf(vault, files, words, values.create ?? false);
  const writes = [...plan.notes.map(({ path, content, old }) => ({ path, content, expected: old })), ...plan.created.map(asWrite)];
  const written = values.write ? await writeNotes(folder, writes, { command: "refresh" }) : null;
  if (values.json) {
    const notes = plan.notes.map(({ path, edits, changes }) => ({ path, edits, changes }));
    terminal.stdout.write(`${json({ notes, created: plan.created, left: plan.left, written })}\n`);
    return written?.refused.length ? EXIT.nothing : EXIT.done;
  }
  print(plan, terminal);
  sayTicked(vault, words, terminal);
  if (written && writes.length > 0) return report(folder, written, terminal);
  terminal.stdout.write(`${closing(plan, words.length > 0)}\n`);
  return EXIT.done;
}

function asWrite({ path, content }: Made): Write {
  return { path, content, expected: null };
}

function planOf(vault: Vault, files: Files, words: readonly string[], create: boolean): Plan {
  const wanted = words.length > 0 ? namesOf(vault, words) : undefined;
  const plan: Plan = { notes: [], created: [], left: [] };
  const stale = vault.stale().filter(({ path }) => wanted === undefined || wanted.some((one) => one.path === path));
  for (const { path } of stale) refreshOne(vault, files, path, plan);
  const noteless = wanted?.filter(({ path }) => path === null).map(({ name }) => name);
  const leave = (path: string, message: string): void => void plan.left.push({ path, message });
  if (create) plan.created = made(vault, noteless ?? implied(vault, leave), leave);
  else for (const name of noteless ?? []) plan.left.push({ path: name, message: "has no note of its own; --create makes one" });
  return plan;
}

function refreshOne(vault: Vault, files: Files, path: string, plan: Plan): void {
  const old = utf8(files.get(path) ?? "");
  if (old === undefined) {
    plan.left.push({ path, message: "it is not UTF-8 and is left alone" });
    return;
  }
  const refreshed = vault.refresh(path, old);
  for (const { message } of refreshed.changes.filter(({ kind }) => kind === "skipped")) plan.left.push({ path, message });
  if (refreshed.edits.length > 0) plan.notes.push({ ...refreshed, old });
}

/** Names of whom the notes are about and who have no note: who is known by the full name. The others are left to people. */
function implied(vault: Vault, leave: (name: string, why: string) => void): string[] {
  const noteless = vault.entities().filter(({ path, incomplete }) => path === null && !incomplete);
  const isPart = ({ kind, name }: EntityRow): boolean => kind === "person" && isPartOfName(name);
  for (const { name } of noteless.filter(isPart)) leave(name, PART);
  return noteless.filter((row) => !isPart(row)).map(({ name }) => name);
}

const PART = "only part of a name, so no note is made; write the full name in the notes, or name it with --create to have one all the same";

/** Whether a person's name is a first name alone, or an address. In scripts that set no space between names that cannot be seen. */
function isPartOfName(name: string): boolean {
  return name.includes("@") || /^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{M}.'’-]+$/u.test(name);
}

/** Words are one name where there is such a one, else a name each. */
export function namesOf(vault: Vault, words: readonly string[]): { name: string; path: string | null }[] {
  const find = (name: string) => vault.summary(name).entity;
  try {
    return [find(words.join(" "))];
  } catch (error) {
    if (words.length === 1 || !(error instanceof RelataError && error.code === "unknown-name")) throw error;
    return words.map(find);
  }
}

function print({ notes, created, left }: Plan, terminal: Terminal): void {
  const on = medium(terminal);
  for (const { path, old, edits } of notes) terminal.stdout.write(diffText(path, old, edits, on));
  for (const { path, content } of created) terminal.stdout.write(diffText(path, null, [{ from: 0, to: 0, text: content }], on));
  const names = left.filter(({ message }) => message === PART).map(({ path }) => path);
  for (const { path, message } of left) if (message !== PART) complain(terminal, `${path}: ${message}`);
  if (names.length > 0) complain(terminal, `${some(names)}: ${PART}`);
}

/** The first few names, and how many more there are. */
function some(names: readonly string[]): string {
  const more = names.length - 5;
  return more > 1 ? `${names.slice(0, 5).join(", ")} and ${more} more` : names.join(", ");
}

/** What somebody ticked in these notes is not ticked where it stands, as only they are written. */
function sayTicked(vault: Vault, words: readonly string[], terminal: Terminal): void {
  const wanted = words.length > 0 ? namesOf(vault, words).map(({ path }) => path) : undefined;
  const ticked = vault.settleTasks().filter(({ copy }) => wanted?.includes(copy.path) ?? true);
  if (ticked.length === 0) return;
  const [is, stands, them] = ticked.length === 1 ? ["is", "it stands", "it"] : ["are", "they stand", "them"];
  complain(terminal, `${count(ticked.length, "task")} ${is} done in a copy, but open where ${stands}; \`relata settle\` shows ${them}`);
}

function closing({ notes, created, left }: Plan, named: boolean): string {
  if (notes.length + created.length + left.length === 0) return named ? "Up to date." : "Every note of a person, company or project is up to date.";
  if (notes.length + created.length === 0) return "Nothing to refresh.";
  const done = (changes: readonly NoteChange[]): number => changes.filter(({ kind }) => kind !== "skipped").length;
  const changes = notes.reduce((sum, note) => sum + done(note.changes), 0);
  const parts = [notes.length > 0 ? `${count(changes, "change")} in ${count(notes.length, "note")}` : "", created.length > 0 ? count(created.length, "new note") : ""];
  return `\n${parts.filter((part) => part !== "").join(" and ")}. Nothing is written; --write does it.`;
}
