// What a run is about to write and what was there before, on disk before the first file is touched:
//
//   .relata/journal/000001/run.json    the plan, and how far it has come
//   .relata/journal/000001/0.old       the bytes of its first file before

import { join } from "node:path";

import { RelataError } from "../../error.js";
import type { Disk } from "./disk.js";
import { pathProblem } from "./place.js";
import type { Refusal } from "./refusal.js";

/** The folder of a vault that is Relata's own; readers leave hidden folders out. */
export const STATE = ".relata";
/** How many runs are kept. */
export const KEPT_RUNS = 20;

/** One file of a run. */
export interface Entry {
  path: string;
  /** Hash of what was there before; `null` when there was nothing. */
  old: string | null;
  /** Hash of what is to be there; `null` when the file is to be removed. */
  new: string | null;
}

/**
 * A run:
 *
 * - `planned`: no file of the vault was touched; there may be temporary ones.
 * - `staged`: every temporary file is whole; some may have taken their places.
 * - `done`: every file is as `written` and `refused` say.
 */
export interface Run {
  version: 1;
  /** Its number, as the name of its folder. */
  run: string;
  /** When it began, as ISO 8601. */
  time: string;
  /** What was asked for, such as `refresh`. */
  command: string;
  /** The run that this one takes back. */
  undoes: string | null;
  state: "planned" | "staged" | "done";
  /** Folders made for new files, outer ones first. */
  folders: string[];
  entries: Entry[];
  written: string[];
  refused: Refusal[];
}

/** The journal of a vault. */
export class Journal {
  readonly folder: string;

  constructor(readonly disk: Disk, readonly root: string) {
    this.folder = join(root, STATE, "journal");
  }

  /** Makes the state folder where there is none: private, and nothing that a version control should take in. */
  async prepare(): Promise<void> {
    const state = join(this.root, STATE);
    for (const [within, folder] of [[this.root, state], [state, this.folder]] as const) {
      if (await this.disk.folder(folder, 0o700)) await this.disk.syncFolder(within);
      const found = await this.disk.stat(folder);
      if (!found?.isDirectory()) throw new RelataError("unwritable", `${folder} is no folder; nothing is written through a link`);
    }
    const ignore = join(state, ".gitignore");
    if (!(await this.disk.stat(ignore))) await this.disk.create(ignore, Buffer.from("*\n")).catch(unlessThere);
  }

  /** Whether the vault has a journal. */
  async exists(): Promise<boolean> {
    return (await this.disk.stat(this.folder))?.isDirectory() ?? false;
  }

  /** Names of all runs, oldest first. */
  async names(): Promise<string[]> {
    return (await this.disk.list(this.folder)).filter((name) => /^\d{6,}$/.test(name)).sort((a, b) => Number(a) - Number(b));
  }

  /** A new run's folder. */
  async begin(): Promise<string> {
    const last = Number((await this.names()).at(-1) ?? 0);
    const run = String(last + 1).padStart(6, "0");
    await this.disk.folder(this.place(run));
    return run;
  }

  /** A run, `undefined` when its plan was never finished or is none. */
  async read(run: string): Promise<Run | undefined> {
    const place = join(this.place(run), "run.json");
    if (!(await this.disk.stat(place))?.isFile()) return undefined;
    return asRun(Buffer.from(await this.disk.read(place)).toString(), run);
  }

  /** Writes how far a run has come, at once. */
  async write(run: Run): Promise<void> {
    const folder = this.place(run.run);
    const fresh = join(folder, "run.json.tmp");
    await this.disk.remove(fresh);
    await this.disk.create(fresh, Buffer.from(JSON.stringify(run, null, 2)));
    await this.disk.replace(fresh, join(folder, "run.json"));
    await this.disk.syncFolder(folder);
  }

  /** Keeps the bytes that an entry of a run had before. */
  async keep(run: string, entry: number, bytes: Uint8Array): Promise<void> {
    await this.disk.create(this.old(run, entry), bytes);
  }

  /** Makes the names in a run's folder, and its own, last. */
  async sync(run: string): Promise<void> {
    await this.disk.syncFolder(this.place(run));
    await this.disk.syncFolder(this.folder);
  }

  /** Where the bytes of an entry before the run lie. */
  old(run: string, entry: number): string {
    return join(this.place(run), `${entry}.old`);
  }

  /** The same, as people are told of it. */
  oldName(run: string, entry: number): string {
    return `${STATE}/journal/${run}/${entry}.old`;
  }

  /** Removes a run that was never planned: nothing but bytes that are where they were. */
  async removeUnplanned(run: string): Promise<void> {
    if (!(await this.disk.stat(join(this.place(run), "run.json")))) await this.remove(run);
  }

  /** Removes a run. What says that it is one goes last but its folder. */
  async remove(run: string): Promise<void> {
    const names = await this.disk.list(this.place(run));
    for (const name of names.filter((one) => one !== "run.json")) await this.disk.remove(join(this.place(run), name));
    await this.disk.remove(join(this.place(run), "run.json"));
    await this.disk.removeFolder(this.place(run));
  }

  /** Removes all but the newest runs. */
  async prune(keep = KEPT_RUNS): Promise<void> {
    for (const run of (await this.names()).slice(0, -keep)) await this.remove(run);
  }

  place(run: string): string {
    return join(this.folder, run);
  }
}

function unlessThere(error: unknown): void {
  if (!(error instanceof Error && "code" in error && error.code === "EEXIST")) throw error;
}

/** A vault may come from anyone, and its journal with it: only what could be a plan of ours is one. */
function asRun(text: string, name: string): Run | undefined {
  let found: Partial<Run>;
  try {
    found = (JSON.parse(text) as Partial<Run> | null) ?? {};
  } catch {
    return undefined;
  }
  const good =
    found.version === 1 && found.run === name && typeof found.time === "string" && typeof found.command === "string" &&
    (found.undoes === null || typeof found.undoes === "string") && ["planned", "staged", "done"].includes(found.state ?? "") &&
    areStrings(found.folders) && found.folders.every((path) => pathProblem(`${path}/x.md`, false) === undefined) &&
    Array.isArray(found.entries) && found.entries.every(isEntry) && areStrings(found.written) && Array.isArray(found.refused);
  return good ? (found as Run) : undefined;
}

function isEntry(value: unknown): value is Entry {
  const entry = value as Partial<Entry> | null;
  const isHash = (hash: unknown): boolean => hash === null || (typeof hash === "string" && /^[0-9a-f]{64}$/.test(hash));
  return typeof entry?.path === "string" && pathProblem(entry.path, false) === undefined && isHash(entry.old) && isHash(entry.new);
}

function areStrings(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}
