// A vault that is about to be written to: its real folder, its journal, and the lock.

import { realpath } from "node:fs/promises";
import { join } from "node:path";

import { RelataError } from "../../error.js";
import { text } from "../../given.js";
import type { Disk } from "./disk.js";
import { Journal, STATE } from "./journal.js";
import { takeLock, type Lock } from "./lock.js";
import { stopped } from "./refusal.js";

/** Where a run takes place. */
export interface Site {
  readonly disk: Disk;
  /** The vault's folder, without links. */
  readonly root: string;
  readonly journal: Journal;
  readonly lock: Lock;
}

/**
 * Does work while no other writer can.
 *
 * @throws RelataError `unreadable` without a folder, `locked`, `unwritable` when the system stopped the run.
 */
export async function alone<T>(disk: Disk, folder: string, work: (site: Site) => Promise<T>): Promise<T> {
  const root = await rootOf(folder);
  const journal = new Journal(disk, root);
  try {
    await journal.prepare();
    const lock = await takeLock(disk, join(root, STATE));
    try {
      return await work({ disk, root, journal, lock });
    } finally {
      await lock.release().catch(() => {});
    }
  } catch (error) {
    throw stopped(folder, error);
  }
}

/** Whether anything was ever written to this vault. */
export async function hasJournal(disk: Disk, folder: string): Promise<boolean> {
  return new Journal(disk, await rootOf(folder)).exists();
}

async function rootOf(folder: string): Promise<string> {
  return realpath(text(folder, "folder")).catch((cause: unknown) => {
    throw new RelataError("unreadable", `cannot read the folder ${folder}: it does not exist`, { cause });
  });
}
