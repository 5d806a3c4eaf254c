import { Disk } from "./disk.js";
import type { Refusal } from "./refusal.js";
import { finish, takeBack } from "./run.js";
import { alone, hasJournal, type Site } from "./site.js";

/** A run that had been interrupted, and what became of it. */
export interface Recovered {
  /** Its number. */
  run: string;
  /** What was asked for, such as `refresh`. */
  command: string;
  /** `finished`: everything that could be is written. `taken-back`: no file had been touched, and none was. */
  outcome: "finished" | "taken-back";
  /** Paths that were written, when it was finished. */
  written: string[];
  refused: Refusal[];
}

/**
 * Finishes or takes back what an earlier run left when it was interrupted. `writeNotes` and `undo` do so by themselves;
 * before notes are read in order to write them, it spares a refusal.
 *
 * @throws RelataError `unreadable`, `locked`, `unwritable`.
 */
export async function recover(folder: string): Promise<Recovered[]> {
  return recoverOn(new Disk(), folder);
}

/** @internal */
export async function recoverOn(disk: Disk, folder: string): Promise<Recovered[]> {
  return (await hasJournal(disk, folder)) ? alone(disk, folder, recoverAll) : [];
}

/**
 * Brings every run of the journal to an end.
 *
 * @internal
 */
export async function recoverAll(site: Site): Promise<Recovered[]> {
  const recovered: Recovered[] = [];
  for (const name of await site.journal.names()) {
    const found = await recoverOne(site, name);
    if (found) recovered.push(found);
  }
  return recovered;
}

async function recoverOne(site: Site, name: string): Promise<Recovered | undefined> {
  const run = await site.journal.read(name);
  if (run === undefined) {
    await site.journal.removeUnplanned(name);
    return undefined;
  }
  if (run.state === "done") return undefined;
  const isStaged = run.state === "staged";
  await (isStaged ? finish(site, run, true) : takeBack(site, run));
  const { command, written, refused } = run;
  return { run: name, command, outcome: isStaged ? "finished" : "taken-back", written, refused: isStaged ? refused : [] };
}
