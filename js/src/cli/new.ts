import { today } from "../day.js";
import { RelataError } from "../error.js";
import { writeNotes } from "../node/write/index.js";
import type { EntityRow } from "../generated/types.js";
import { Vault } from "../vault.js";
import { day, read, Usage } from "./args.js";
import { diffText } from "./diff.js";
import { EXIT, medium, type Terminal } from "./main.js";
import { kindIn } from "./kinds.js";
import { inFolder, placeFor, type Made } from "./made.js";
import { open } from "./open.js";
import { json } from "./text.js";
import { recoverFirst, report } from "./written.js";

const OPTIONS = {
  folder: { type: "string" },
  in: { type: "string" },
  json: { type: "boolean" },
  "as-of": { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;
const KINDS = ["person", "customer", "project", "partner", "forum"];

/** `relata new <kind> <name>` */
export async function newNote(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "new");
  const [kind, ...words] = positionals;
  const name = words.join(" ").trim();
  if (kind === undefined || name === "") throw new Usage("new takes a kind and a name: relata new <kind> <name> [--folder <folder>]");
  const folder = values.folder ?? ".";
  await recoverFirst(folder, terminal);
  const vault = await openVault(folder, values.folder !== undefined, values["as-of"], terminal);
  const note = noteFor(vault, kind, name, values.in);
  const written = await writeNotes(folder, [{ path: note.path, content: note.content, expected: null }], { command: "new" });
  if (values.json) terminal.stdout.write(`${json({ ...note, written })}\n`);
  else if (written.written.length > 0) terminal.stdout.write(diffText(note.path, null, [{ from: 0, to: 0, text: note.content }], medium(terminal)));
  return values.json ? (written.refused.length > 0 ? EXIT.nothing : EXIT.done) : report(folder, written, terminal);
}

/** The vault; a folder without notes is one when it was named, else this is probably not where the notes are. */
async function openVault(folder: string, isNamed: boolean, asOf: string | undefined, terminal: Terminal): Promise<Vault> {
  try {
    return await open(folder, day(asOf), terminal);
  } catch (error) {
    if (!(error instanceof RelataError && error.code === "empty-vault")) throw error;
    if (!isNamed) throw new Usage("there are no notes in this folder; say where they are with --folder");
    return Vault.open({ asOf: day(asOf) ?? today() });
  }
}

/** The note in the layout of its kind, with what the other notes already say. */
function noteFor(vault: Vault, typed: string, name: string, folder: string | undefined): Made {
  const known = entityOf(vault, name);
  if (known?.path) throw new Usage(`${known.name} has a note: ${known.path}; relata refresh brings it up to date`);
  const rows = vault.entities();
  const kind = kindOf(vault, rows, typed);
  const path = folder === undefined ? placeFor(rows, kind, name) : inFolder(folder, name);
  vault.set(path, `---\ntype: ${JSON.stringify(kind)}\ntitle: ${JSON.stringify(name)}\n---\n\n# ${name}\n`);
  if (!standsFor(vault, path)) throw new Usage(whyNot(vault, kind, name, path, rows));
  return { name, path, content: vault.render(path) };
}

/** A kind as the vault writes it, or its schema, or Relata itself. */
function kindOf(vault: Vault, rows: readonly EntityRow[], typed: string): string {
  const kind = kindIn(rows, typed);
  if (rows.some((row) => row.kind === kind)) return kind;
  vault.set(PROBE, `---\ntype: ${JSON.stringify(typed)}\n---\n`);
  const found = vault.entities().find(({ path }) => path === PROBE)?.kind;
  vault.delete(PROBE);
  return found?.toLowerCase() === typed.toLowerCase() ? found : typed;
}

/** A note for a name that nobody has, to see what the vault makes of it. */
const PROBE = inFolder("", "Quorvex Zillander");

function standsFor(vault: Vault, path: string): boolean {
  return vault.entities().some((row) => row.path === path);
}

/** Why a note of a kind and a name would stand for nobody, and what to do about it. */
function whyNot(vault: Vault, kind: string, name: string, path: string, rows: readonly EntityRow[]): string {
  vault.set(PROBE, `---\ntype: ${JSON.stringify(kind)}\n---\n`);
  if (!standsFor(vault, PROBE)) {
    const kinds = [...new Set([...KINDS, ...rows.map((row) => row.kind)])].sort();
    return `"${kind}" is no kind; there are: ${kinds.join(", ")}`;
  }
  if (vault.note(path) === null) return `${path} is left out of the vault: choose another folder with --in, or see "ignore" in relata.yaml`;
  vault.set(PROBE, `---\ntype: ${JSON.stringify(kind)}\ntitle: ${JSON.stringify(name)}\n---\n`);
  return standsFor(vault, PROBE)
    ? `"${name}" begins with a day, so its note would be read as what happened on that day: put the day behind the name, or leave it out`
    : `"${name}" is one of your own names, or one that is left out: choose another, or see "self" and "ignore" in relata.yaml`;
}

function entityOf(vault: Vault, name: string): { name: string; path: string | null } | undefined {
  try {
    return vault.summary(name).entity;
  } catch (error) {
    if (error instanceof RelataError && ["unknown-name", "empty-vault"].includes(error.code)) return undefined;
    throw error;
  }
}
