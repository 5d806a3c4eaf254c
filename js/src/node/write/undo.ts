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
  /** Whether nothing of the run can be taken back, as all its files were changed since; the next call goes on to the run before. */
  passed: boolean;
  /** Runs that had been interrupted, and were brought to an end first. */
  recovered: Recovered[];
}

/**
 * Takes the last run back: files that are still as the run left them get their bytes from before, files that it made
 * are removed. Called again, it takes back the run before that one, but of no file that was left alone: what somebody wrote
 * since is never undone.
 *
 * @throws RelataError `unreadable`, `locked`, `unwritable`.
 */
export async function undo(folder: string): Promise<Undone> {
  return undoOn(new Disk(), folder);
}

/** @internal */
export async function undoOn(disk: Disk, folder: string): Promise<Undone> {
  const nothing: Undone = { run: null, restored: [], removed: [], refused: [], passed: false, recovered: [] };
  return (await hasJournal(disk, folder)) ? alone(disk, folder, undoLast) : nothing;
}

async function undoLast(site: Site): Promise<Undone> {
  const recovered = await recoverAll(site);
  const { last, held } = await lastRun(site);
  if (!last) return { run: null, restored: [], removed: [], refused: [], passed: false, recovered };
  const changes: Change[] = [];
  const refused: Refusal[] = [];
  const wrote = new Set(last.written);
  for (const [at, entry] of last.entries.entries()) {
    if (!wrote.has(entry.path)) continue;
    try {
      if (held.has(entry.path)) throw new Refused("changed", since(entry, site.journal.oldName(last.run, at)));
      changes.push(await back(site, last, at, entry));
    } catch (error) {
      refused.push(refusalOf(entry.path, error));
    }
  }
  const { run, command, time } = last;
  const done = changes.length > 0 ? await perform(site, { command: "undo", changes, undoes: { run, folders: last.folders } }) : undefined;
  // What the system did not let be written may go another time.
  const passed = changes.length === 0 && refused.every(({ code }) => code !== "unwritable");
  if (passed) await passOver(site, last, refused);
  const written = new Set(done?.written);
  const paths = (isNew: boolean): string[] => changes.filter((c) => written.has(c.path) && (c.new === null) === isNew).map((c) => c.path);
  return { run: { run, command, time }, restored: paths(false), removed: paths(true), refused: [...refused, ...(done?.refused ?? [])], passed, recovered };
}

/** The newest run that wrote something and was not taken back, and the files that were left alone when later ones were. */
async function lastRun({ journal }: Site): Promise<{ last?: Run; held: ReadonlySet<string> }> {
  const undone = new Map<string, Run>();
  const held = new Set<string>();
  for (const name of (await journal.names()).toReversed()) {
    const run = await journal.read(name);
    if (run?.state !== "done") continue;
    const undoing = undone.get(name);
    if (run.undoes !== null) undone.set(run.undoes, run);
    else if (undoing === undefined) return { last: run, held };
    else for (const path of run.written) if (!undoing.written.includes(path)) held.add(path);
  }
  return { held };
}

/** Notes down that nothing of a run can be taken back, so that it is told once. */
async function passOver({ journal }: Site, { run: undoes }: Run, refused: Refusal[]): Promise<void> {
  const run = await journal.begin();
  const time = new Date().toISOString();
  await journal.write({ version: 1, run, time, command: "undo", undoes, state: "done", folders: [], entries: [], written: [], refused });
  await journal.sync(run);
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
