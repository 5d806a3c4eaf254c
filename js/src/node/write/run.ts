// A run, step by step. Until the journal says `staged`, no file of the vault was touched and everything is taken back; from
// then on everything that is to be written lies whole beside its place, and the run is finished, now or by the next one.

import { dirname, join } from "node:path";

import { codeOf, type Disk, type Keep } from "./disk.js";
import { contentHash } from "./hash.js";
import type { Entry, Run } from "./journal.js";
import { placeOf } from "./place.js";
import { each } from "./pool.js";
import { Refused, refusalOf, stepRefusal } from "./refusal.js";
import type { Site } from "./site.js";

/** What is to become of one file: its bytes before and after, `null` for none. */
export interface Change {
  path: string;
  old: Uint8Array | null;
  new: Uint8Array | null;
}

/** What a run is to do. */
export interface Order {
  command: string;
  changes: readonly Change[];
  /** The run that is taken back, and the folders that it made. */
  undoes?: { run: string; folders: string[] };
}

/** Does everything that can be done; the rest stands in `refused`. Throws only when nothing was touched. */
export async function perform(site: Site, order: Order): Promise<Run> {
  const run = await planned(site, order);
  try {
    await stage(site, run, order.changes);
    await site.lock.check();
    run.state = "staged";
    await site.journal.write(run);
  } catch (error) {
    // What is left of it then is taken back by the next run.
    await takeBack(site, run).catch(() => {});
    throw error;
  }
  await finish(site, run);
  return run;
}

async function planned({ journal, disk, root }: Site, { command, changes, undoes }: Order): Promise<Run> {
  const name = await journal.begin();
  try {
    await each(changes, async ({ old }, at) => {
      if (old) await journal.keep(name, at, old);
    });
    const entries = changes.map((change): Entry => ({ path: change.path, old: hashOf(change.old), new: hashOf(change.new) }));
    const folders = undoes?.folders ?? (await missingFolders(disk, root, entries));
    const time = new Date().toISOString();
    const run: Run = { version: 1, run: name, time, command, undoes: undoes?.run ?? null, state: "planned", folders, entries, written: [], refused: [] };
    await journal.write(run);
    await journal.sync(name);
    return run;
  } catch (error) {
    await journal.remove(name).catch(() => {});
    throw error;
  }
}

function hashOf(bytes: Uint8Array | null): string | null {
  return bytes === null ? null : contentHash(bytes);
}

/** Folders of new files that are not there, outer ones first. */
async function missingFolders(disk: Disk, root: string, entries: readonly Entry[]): Promise<string[]> {
  const missing = new Set<string>();
  for (const { path, old } of entries) {
    const names = path.split("/").slice(0, -1);
    const folders = old === null ? names.map((_, at) => names.slice(0, at + 1).join("/")) : [];
    for (const folder of folders) if (!missing.has(folder) && !(await disk.stat(join(root, folder)))) missing.add(folder);
  }
  return [...missing];
}

/** Puts every new content whole beside its place. A file that cannot be written is left alone, the others go on. */
async function stage(site: Site, run: Run, changes: readonly Change[]): Promise<void> {
  const folders = new Set<string>();
  await each(changes, async ({ path, new: bytes }, at) => {
    if (bytes === null) return;
    try {
      folders.add(dirname(await stageOne(site, run, at, bytes)));
    } catch (error) {
      run.refused.push(refusalOf(path, error));
    }
  });
  for (const folder of folders) await site.disk.syncFolder(folder);
}

async function stageOne({ disk, root }: Site, run: Run, at: number, bytes: Uint8Array): Promise<string> {
  const { path } = run.entries[at]!;
  const place = await placeOf(disk, root, path);
  const folders = run.undoes === null ? run.folders.filter((folder) => path.startsWith(`${folder}/`)) : [];
  for (const folder of folders) {
    if (await disk.folder(join(root, folder))) await disk.syncFolder(dirname(join(root, folder)));
  }
  const aside = besides(place, run, at);
  const found = await disk.stat(place);
  const keep: Keep | undefined = found && { mode: found.mode, uid: found.uid, gid: found.gid };
  // Only a journal that was deleted can have left one of this name.
  await disk.remove(aside);
  await disk.create(aside, bytes, keep);
  return aside;
}

/** The temporary file of an entry, in the same folder: hidden, and no `.md`. */
function besides(place: string, { run }: Run, at: number): string {
  return join(dirname(place), `.relata-${run}-${at}.tmp`);
}

/** Brings a staged run to its end, whether it begins here or was interrupted. */
export async function finish(site: Site, run: Run, interrupted = false): Promise<void> {
  const { disk, root, journal } = site;
  const settled = new Set([...run.written, ...run.refused.map(({ path }) => path)]);
  const folders = new Set<string>();
  let isClean = true;
  for (const [at, { path }] of run.entries.entries()) {
    if (!settled.has(path)) await settle(site, run, at, interrupted);
    folders.add(dirname(join(root, path)));
    isClean = (await removed(site, run, at)) && isClean;
  }
  for (const folder of folders) await disk.syncFolder(folder).catch(unlessSystem);
  if (run.undoes !== null) await removeFolders(disk, root, run);
  // What could not be removed is for the next run to see to.
  run.state = isClean ? "done" : "staged";
  const isOver = isClean && run.written.length === 0;
  // Should the disk be full by now: the next run will find that all is done.
  await (isOver ? journal.remove(run.run) : journal.write(run)).catch(unlessSystem);
}

/** Settles one file; notes down what became of it. */
async function settle(site: Site, run: Run, at: number, interrupted: boolean): Promise<void> {
  const { path, new: fresh } = run.entries[at]!;
  try {
    await put(site, run, at, interrupted);
    run.written.push(path);
  } catch (error) {
    // A step that failed may have been one behind the deed.
    const now = error instanceof Refused ? undefined : await hashAt(site.disk, join(site.root, path)).catch(() => undefined);
    if (now === fresh) run.written.push(path);
    else run.refused.push(stepRefusal(path, error));
  }
}

async function removed(site: Site, run: Run, at: number): Promise<boolean> {
  try {
    await removeAside(site, run, at);
    return true;
  } catch (error) {
    unlessSystem(error);
    return false;
  }
}

/** Lets pass what the system refused, where nothing depends on it. */
export function unlessSystem(error: unknown): void {
  if (codeOf(error) === "") throw error;
}

/** One file: looked at once more, and replaced, made or removed at once. */
async function put({ disk, root }: Site, run: Run, at: number, interrupted: boolean): Promise<void> {
  const { path, old, new: fresh } = run.entries[at]!;
  const place = await placeOf(disk, root, path);
  const aside = besides(place, run, at);
  const isReady = fresh === null || (await hashAt(disk, aside)) === fresh;
  const now = await hashAt(disk, place);
  if (now === fresh) return;
  const claimed = interrupted && old === null && now === EMPTY;
  if (now !== old && !claimed) throw changed(old, now);
  if (!isReady) throw new Refused("unwritable", "what was to be written has been removed");
  if (fresh === null) await disk.remove(place);
  else if (old !== null || claimed) await disk.replace(aside, place);
  else await moveToNew(disk, aside, place);
}

/** A new file where there are no hard links is empty for a moment, see {@link Disk.moveToNew}. */
const EMPTY = contentHash("");

function changed(old: string | null, now: string | null): Refused {
  if (old === null) return new Refused("exists", "it appeared meanwhile and was left alone");
  if (now === null) return new Refused("missing", "it was removed meanwhile");
  return new Refused("changed", "it was changed meanwhile and was left alone");
}

async function moveToNew(disk: Disk, from: string, to: string): Promise<void> {
  await disk.moveToNew(from, to).catch((error: unknown) => {
    throw codeOf(error) === "EEXIST" ? changed(null, null) : error;
  });
}

async function hashAt(disk: Disk, place: string): Promise<string | null> {
  const found = await disk.stat(place);
  return found?.isFile() ? contentHash(await disk.read(place)) : null;
}

/** Takes back a run that touched no file. */
export async function takeBack(site: Site, run: Run): Promise<void> {
  for (const at of run.entries.keys()) await removeAside(site, run, at);
  if (run.undoes === null) await removeFolders(site.disk, site.root, run);
  await site.journal.remove(run.run);
}

async function removeAside({ disk, root }: Site, run: Run, at: number): Promise<void> {
  const place = await placeOf(disk, root, run.entries[at]!.path).catch((error: unknown) => {
    if (error instanceof Refused) return undefined;
    throw error;
  });
  if (place === undefined) return;
  const aside = besides(place, run, at);
  // On a disk that is read-only even removing nothing fails.
  if (await disk.stat(aside)) await disk.remove(aside);
}

/** Removes the folders of a run that are empty. */
async function removeFolders(disk: Disk, root: string, { folders }: Run): Promise<void> {
  for (const folder of folders.toReversed()) {
    try {
      await disk.removeFolder(await placeOf(disk, root, folder, "folder"));
    } catch (error) {
      if (!(error instanceof Refused)) unlessSystem(error);
    }
  }
}
