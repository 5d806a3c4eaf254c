import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { RelataError } from "../error.js";
import { isFunction, isObject, options as given, text, type Shape } from "../given.js";
import { inOrder, isKnown, isLeftOut, isRead, looksBinary, type Skipped } from "../files.js";
import type { NoteFile, Stamps } from "../vault.js";

/** How to read a folder. */
export interface FolderOptions {
  /** Told of each file or folder that is left out; without it they are left out in silence. */
  onSkip?: ((skipped: Skipped) => void) | undefined;
  /** What a vault has already (`vault.stamps()`): notes of that size and time are given as `unchanged`, without content. */
  known?: Stamps | undefined;
}

/** The files of a folder, read one after the other; to be read once. */
export interface FolderSource extends AsyncIterable<NoteFile> {
  /** How many files there are. */
  readonly total: number;
}

const OPTIONS: Shape<FolderOptions> = { onSkip: isFunction, known: isObject };

type Skip = (skipped: Skipped) => void;

/** Files that are read ahead while an earlier one is taken in. */
const AHEAD = 16;

/**
 * Finds the files of a folder. Notes (`.md` files), `relata.yaml` and `relata-names.yaml` at its root and the host app's
 * settings are read, when the result is; other files are given by path alone. Other hidden files and folders (`.obsidian`, `.git`, …)
 * are left out; symbolic links are not followed, and those that lead out of the folder are reported.
 *
 * @throws RelataError `invalid-options`; `unreadable` when the folder is missing, no folder, or may not be read.
 */
export async function readFolder(folder: string, options: FolderOptions = {}): Promise<FolderSource> {
  const { onSkip: skip = () => {}, known } = given(options, OPTIONS);
  const root = await openRoot(text(folder, "folder"));
  const paths: string[] = [];
  await list(root, "", paths, skip);
  paths.sort(inOrder);
  return { total: paths.length, [Symbol.asyncIterator]: () => files(root, paths, skip, known) };
}

async function openRoot(folder: string): Promise<string> {
  try {
    const root = await realpath(folder);
    await readdir(root);
    return root;
  } catch (cause) {
    throw new RelataError("unreadable", `cannot read the folder ${folder}: ${reason(cause)}`, { cause });
  }
}

async function list(root: string, folder: string, paths: string[], skip: Skip): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((cause: unknown) => {
    skip({ path: folder, code: "unreadable", message: `the folder cannot be read: ${reason(cause)}` });
    return [];
  });
  for (const entry of entries) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (isLeftOut(path)) continue;
    if (entry.isDirectory()) await list(root, path, paths, skip);
    else if (entry.isFile()) paths.push(path);
    else if (entry.isSymbolicLink()) await reportLink(root, path, skip);
  }
}

// What a link inside the vault leads to is read in its own place.
async function reportLink(root: string, path: string, skip: Skip): Promise<void> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target === undefined) {
    if (isRead(path)) skip({ path, code: "unreadable", message: "the link leads nowhere" });
    return;
  }
  const away = relative(root, target);
  const leaves = away === ".." || away.startsWith(`..${sep}`);
  if (leaves && (isRead(path) || (await isFolder(target)))) {
    skip({ path, code: "link", message: "the link leads out of the folder and is not followed" });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

async function* files(root: string, paths: readonly string[], skip: Skip, known: Stamps | undefined): AsyncGenerator<NoteFile> {
  const waiting: Promise<NoteFile | Skipped>[] = [];
  for (let next = 0; next < paths.length || waiting.length > 0; ) {
    while (next < paths.length && waiting.length < AHEAD) waiting.push(readFileAt(root, paths[next++]!, known));
    const file = await waiting.shift()!;
    if ("code" in file) skip(file);
    else yield file;
  }
}

async function readFileAt(root: string, path: string, known: Stamps | undefined): Promise<NoteFile | Skipped> {
  if (!isRead(path)) return { path };
  try {
    const place = join(root, path);
    const { mtimeMs, size } = await stat(place);
    if (isKnown(known, path, size, mtimeMs)) return { path, mtime: mtimeMs, unchanged: true };
    const content = await readFile(place);
    if (looksBinary(content)) return { path, code: "binary", message: "the file holds no text" };
    return { path, content, mtime: mtimeMs };
  } catch (cause) {
    return { path, code: "unreadable", message: `the file cannot be read: ${reason(cause)}` };
  }
}

const REASONS: Record<string, string> = {
  ENOENT: "it does not exist",
  ENOTDIR: "it is not a folder",
  EACCES: "permission denied",
  EPERM: "permission denied",
  EISDIR: "it is a folder",
  ELOOP: "its links lead in a circle",
  ERR_FS_FILE_TOO_LARGE: "it is too large",
};

function reason(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  const code = "code" in cause ? String(cause.code) : "";
  return REASONS[code] ?? cause.message;
}
