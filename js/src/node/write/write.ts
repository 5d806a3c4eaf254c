import { RelataError } from "../../error.js";
import { bytesOf, type Content } from "../../content.js";
import { isObject, isString, options as given, refuse, text, type Shape } from "../../given.js";
import { Disk } from "./disk.js";
import { contentHash, fileBytes } from "./hash.js";
import { pathProblem, placeOf } from "./place.js";
import { recoverAll, type Recovered } from "./recover.js";
import { Refused, refusalOf, type Refusal } from "./refusal.js";
import { perform, unlessSystem, type Change } from "./run.js";
import { alone, hasJournal, type Site } from "./site.js";

/** One file to write. */
export interface Write {
  /** Vault-relative path, with `/` between folders. */
  path: string;
  /** What is to be in it: bytes as they are, or text, which becomes UTF-8. */
  content: Content;
  /** What was in it when it was read: the bytes, or `{ hash }` of them (see `contentHash`); `null`: there must be no such file. */
  expected: Content | { hash: string } | null;
}

/** How to write. */
export interface WriteOptions {
  /** What the run is called in the journal, such as `refresh`. */
  command?: string | undefined;
}

const OPTIONS: Shape<WriteOptions> = { command: isString };

/** What was written and what was not. */
export interface Written {
  /** The run's number in the journal; `null` when nothing was written. */
  run: string | null;
  /** Paths that were written. */
  written: string[];
  /** Paths that already were as wanted. */
  unchanged: string[];
  /** Files that were left alone, and why. */
  refused: Refusal[];
  /** Runs that had been interrupted, and were brought to an end first. */
  recovered: Recovered[];
}

/**
 * Writes notes so that every file is, at every moment, either as it was or as it is to be: a journal keeps the bytes from
 * before, each content goes to a temporary file beside its place and onto the disk, and then takes its place. A file
 * that is not what was read is left alone. `undo` takes the run back.
 *
 * @throws RelataError `locked` while another writer is at work; `unwritable` when nothing could be written (a full or
 * read-only disk), with no file touched; `unreadable`; `invalid-options`.
 */
export async function writeNotes(folder: string, writes: Iterable<Write>, options: WriteOptions = {}): Promise<Written> {
  return writeOn(new Disk(), folder, writes, options);
}

/** @internal */
export async function writeOn(disk: Disk, folder: string, writes: Iterable<Write>, options: WriteOptions = {}): Promise<Written> {
  const { command } = given(options, OPTIONS);
  const wanted = asked(writes);
  refuseTwice(wanted.map(({ path }) => path));
  const nothing: Written = { run: null, written: [], unchanged: [], refused: [], recovered: [] };
  if (wanted.length === 0 && !(await hasJournal(disk, folder))) return nothing;
  return alone(disk, folder, (site) => writeAll(site, wanted, command ?? "write"));
}

/** What is to be written, every part of it looked at before any of it is. */
function asked(writes: Iterable<Write>): Write[] {
  const all: unknown = writes;
  const isIterable = typeof all === "object" && all !== null && Symbol.iterator in all;
  const wanted = isIterable ? [...writes] : refuse(writes, "writes", "a list of what to write");
  for (const write of wanted) {
    isObject(write, "what to write");
    text(write.path, "path");
    bytesOf(write.content);
    isExpected(write.expected);
  }
  return wanted;
}

function isExpected(expected: unknown): void {
  if (expected === null || typeof expected === "string") return;
  const hash = typeof expected === "object" && "hash" in expected ? text(expected.hash, "expected.hash") : undefined;
  if (hash === undefined) bytesOf(expected as Content, "expected");
}

function refuseTwice(paths: readonly string[]): void {
  const seen = new Set<string>();
  const twice = paths.find((path) => seen.size === seen.add(path).size);
  if (twice !== undefined) throw new RelataError("invalid-options", `${twice} is to be written twice`);
}

async function writeAll(site: Site, wanted: readonly Write[], command: string): Promise<Written> {
  const recovered = await recoverAll(site);
  const report: Written = { run: null, written: [], unchanged: [], refused: [], recovered };
  const changes: Change[] = [];
  for (const write of wanted) {
    try {
      const change = await compare(site, write);
      if (change) changes.push(change);
      else report.unchanged.push(write.path);
    } catch (error) {
      report.refused.push(refusalOf(write.path, error));
    }
  }
  if (changes.length === 0) return report;
  const { run, written, refused } = await perform(site, { command, changes });
  await site.journal.prune().catch(unlessSystem);
  return { ...report, run: written.length > 0 ? run : null, written, refused: [...report.refused, ...refused] };
}

/** What a write changes; `undefined` when the file already is as wanted. */
async function compare({ disk, root }: Site, { path, content, expected }: Write): Promise<Change | undefined> {
  const problem = pathProblem(path, expected === null);
  if (problem !== undefined) throw new Refused("path", problem);
  const place = await placeOf(disk, root, path);
  const found = await disk.stat(place);
  const [old, fresh] = [found ? await disk.read(place) : null, fileBytes(content)];
  // Asking twice is no conflict.
  if (old && Buffer.compare(old, fresh) === 0) return undefined;
  if (expected === null && old) throw new Refused("exists", "there is a file of this name already");
  if (expected !== null && !old) throw new Refused("missing", "it is no longer there");
  if (expected !== null && old && contentHash(old) !== hashOf(expected)) throw new Refused("changed", "it was changed since it was read and was left alone");
  return { path, old, new: fresh };
}

function hashOf(expected: Content | { hash: string }): string {
  return typeof expected === "object" && "hash" in expected ? expected.hash : contentHash(expected);
}
