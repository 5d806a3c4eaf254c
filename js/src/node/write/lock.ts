// One writer at a time. The lock is a file that says who holds it, so that one that was left behind is recognised.

import { randomUUID } from "node:crypto";
import { hostname, uptime } from "node:os";
import { join } from "node:path";

import { RelataError } from "../../error.js";
import { codeOf, type Disk } from "./disk.js";

/** Who writes. */
interface Holder {
  pid: number;
  host: string;
  /** When the process began and when it took the lock, in milliseconds since 1970. */
  started: number;
  taken: number;
  token: string;
}

/** A writer that is at work needs seconds. Whoever holds the lock for so long (in milliseconds) has come to grief. */
const LONGEST = 3_600_000;
/** What clocks may be apart by, in milliseconds. */
const SLACK = 5_000;
const ATTEMPTS = 5;

/** The lock of a vault, held. */
export interface Lock {
  /** Throws when someone else has taken the lock over. */
  check(): Promise<void>;
  release(): Promise<void>;
}

/**
 * Takes the lock in a vault's state folder.
 *
 * @throws RelataError `locked` while another writer holds it.
 */
export async function takeLock(disk: Disk, state: string): Promise<Lock> {
  const holder = self();
  try {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      const lock = await attemptLock(disk, state, holder);
      if (lock) return lock;
    }
  } catch (error) {
    given.add(holder.token);
    throw error;
  }
  throw new RelataError("locked", `other programs keep taking the lock in ${state}`);
}

/** Locks of this process that it no longer needs, should they be there still because the disk failed. */
const given = new Set<string>();

async function attemptLock(disk: Disk, state: string, holder: Holder): Promise<Lock | undefined> {
  const place = join(state, "lock");
  const own = join(state, `lock-${holder.token}.tmp`);
  await disk.create(own, Buffer.from(JSON.stringify(holder)));
  if (await taken(disk, own, place)) {
    await sweep(disk, state);
    return held(disk, place, holder.token);
  }
  await disk.remove(own);
  const other = await holderAt(disk, place);
  if (other !== undefined && !isStale(other)) throw locked(other, place);
  if (other !== undefined) await setAside(disk, state, place, other);
  return undefined;
}

function self(): Holder {
  return { pid: process.pid, host: hostname(), started: startOfProcess(), taken: Date.now(), token: randomUUID() };
}

function startOfProcess(): number {
  return Math.round(Date.now() - process.uptime() * 1000);
}

async function taken(disk: Disk, own: string, place: string): Promise<boolean> {
  try {
    await disk.moveToNew(own, place);
    return true;
  } catch (error) {
    // ENOENT: another writer that has just taken the lock has swept up.
    if (codeOf(error) === "EEXIST" || codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

/** Removes what writers that were killed left beside the lock. */
async function sweep(disk: Disk, state: string): Promise<void> {
  const left = (await disk.list(state)).filter((name) => /^lock-.*\.tmp$/.test(name));
  for (const name of left) await disk.remove(join(state, name));
}

async function holderAt(disk: Disk, place: string): Promise<Holder | undefined> {
  const text = await disk.read(place).catch((error: unknown) => {
    if (codeOf(error) === "ENOENT") return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const found = await disk.stat(place);
  return found && asHolder(Buffer.from(text).toString(), found.mtimeMs);
}

/** A lock that says nothing is a stranger's, as old as its file. */
function asHolder(text: string, mtime: number): Holder {
  try {
    const { pid, host, started, taken, token } = JSON.parse(text) as Partial<Holder>;
    if (typeof pid === "number" && typeof host === "string" && typeof started === "number" && typeof taken === "number" && typeof token === "string") {
      return { pid, host, started, taken, token };
    }
  } catch {
    // Half a lock, as may be where there are no hard links.
  }
  return { pid: 0, host: "", started: 0, taken: mtime, token: text };
}

/** Whether the writer is surely gone. */
function isStale({ pid, host, started, taken, token }: Holder): boolean {
  if (given.has(token)) return true;
  const age = Date.now() - taken;
  if (age > LONGEST) return true;
  if (host === "") return age > SLACK;
  if (host !== hostname()) return false;
  const bootedAt = Date.now() - uptime() * 1000;
  if (taken < bootedAt - SLACK) return true;
  // In a container each start may have the same number.
  if (pid === process.pid) return Math.abs(started - startOfProcess()) > SLACK;
  return !isAlive(pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) !== "ESRCH";
  }
}

function locked({ pid, host, taken }: Holder, place: string): RelataError {
  const who = host === "" ? "another program" : `process ${pid} on ${host}`;
  const since = new Date(taken).toISOString().replace(/\.\d+Z$/, "Z");
  return new RelataError("locked", `${who} has been writing to this vault since ${since}; if that is not so, remove ${place}`);
}

/** Takes a stale lock away, unless it has become another's meanwhile: that one is put back. */
async function setAside(disk: Disk, state: string, place: string, stale: Holder): Promise<void> {
  const aside = join(state, `lock-${randomUUID()}.tmp`);
  try {
    await disk.replace(place, aside);
  } catch (error) {
    if (codeOf(error) === "ENOENT") return;
    throw error;
  }
  const found = await holderAt(disk, aside);
  if (found && found.token !== stale.token) await taken(disk, aside, place);
  await disk.remove(aside);
}

function held(disk: Disk, place: string, token: string): Lock {
  const isOurs = async (): Promise<boolean> => (await holderAt(disk, place))?.token === token;
  return {
    async check() {
      if (!(await isOurs())) throw new RelataError("locked", "another program has taken the lock over; nothing was written");
    },
    async release() {
      given.add(token);
      if (await isOurs()) await disk.remove(place);
    },
  };
}
