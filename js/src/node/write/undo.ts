import { Disk } from "./disk.js";
import { contentHash } from "./hash.js";
import type { Entry, Run } from "./journal.js";
import { placeOf } from "./place.js";
import { recoverAll, type Recovered } from "./recover.js";
import { Refused, refusalOf, type Refusal } from "./refusal.js";
import { perform, type Change } from "./run.js";
import { alone, hasJournal, type Site } from "./site.js";

/** What `undo` did. */
export interface Undone {
  /** The run that was taken back: its number, what had been asked for, and when (ISO 8601); `null` when there is none. */
  run: { run: string; command: string; time: string } | null;
  /** Paths of the files that have their bytes from before again. */
  restored: string[];
  /** Paths of the files that the run had made, and that are gone again. */
  removed: string[];
  /** Files that were left alone: nearly always because somebody changed them since. */
  refused: Refusal[];
  /** Runs that had been interrupted, and were brought to an end first. */
  recovered: Recovered[];
}

/**
 * Takes the last run back: files that are still as the run left them get their bytes from before, files that it made
 * are removed. Called again, it takes back the run before that one.
 *
 * @throws RelataError `unreadable`, `locked`, `unwritable`.
 */
export async function undo(folder: string): Promise<Undone> {
  return undoOn(new Disk(), folder);
}

/** @internal */
export async function undoOn(disk: Disk, folder: string): Promise<Undone> {
  const nothing: Undone = { run: null, restored: [], removed: [], refused: [], recovered: [] };
  return (await hasJournal(disk, folder)) ? alone(disk, folder, undoLast) : nothing;
}

async function undoLast(site: Site): Promise<Undone> {
  const recovered = await recoverAll(site);
  const last = await lastRun(site);
  if (!last) return { run: null, restored: [], removed: [], refused: [], recovered };
  const changes: Change[] = [];
  const refused: Refusal[] = [];
  const wrote = new Set(last.written);
  for (const [at, entry] of last.entries.entries()) {
    if (!wrote.has(entry.path)) continue;
    try {
      changes.push(await back(site, last, at, entry));
    } catch (error) {
      refused.push(refusalOf(entry.path, error));
    }
  }
  const { run, command, time } = last;
  const done = changes.length > 0 ? await perform(site, { command: "undo", changes, undoes: { run, folders: last.folders } }) : undefined;
  const written = new Set(done?.written);
  const paths = (isNew: boolean): string[] => changes.filter((c) => written.has(c.path) && (c.new === null) === isNew).map((c) => c.path);
  return { run: { run, command, time }, restored: paths(false), removed: paths(true), refused: [...refused, ...(done?.refused ?? [])], recovered };
}

/** The newest run that wrote something and was not taken back. */
async function lastRun({ journal }: Site): Promise<Run | undefined> {
  const undone = new Set<string>();
  for (const name of (await journal.names()).toReversed()) {
    const run = await journal.read(name);
    if (run?.state !== "done") continue;
    if (run.undoes !== null) undone.add(run.undoes);
    else if (!undone.has(name)) return run;
  }
  return undefined;
}

/** One file back to what it was. */
async function back({ disk, root, journal }: Site, { run }: Run, at: number, entry: Entry): Promise<Change> {
  const place = await placeOf(disk, root, entry.path);
  const now = (await disk.stat(place))?.isFile() ? await disk.read(place) : null;
  if ((now === null ? null : contentHash(now)) !== entry.new) throw new Refused("changed", since(entry, journal.oldName(run, at)));
  if (entry.old === null) return { path: entry.path, old: now, new: null };
  const old = (await disk.stat(journal.old(run, at)))?.isFile() ? await disk.read(journal.old(run, at)) : undefined;
  if (old === undefined || contentHash(old) !== entry.old) throw new Refused("missing", "its earlier content is no longer in the journal");
  return { path: entry.path, old: now, new: old };
}

function since({ old }: Entry, place: string): string {
  return `it was changed since and was left alone${old === null ? "" : `; what it was before is in ${place}`}`;
}
