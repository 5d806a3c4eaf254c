import type { Dirent } from "node:fs";
import { readdir, readFile, realpath, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

import { RelataError } from "../error.js";
import { inOrder, isHidden, isWanted, looksBinary, type Skipped } from "../files.js";
import type { NoteFile } from "../vault.js";

/** How to read a folder. */
export interface FolderOptions {
  /** Told of each file or folder that is left out; without it they are left out in silence. */
  onSkip?: ((skipped: Skipped) => void) | undefined;
}

/** The notes of a folder, read one after the other; to be read once. */
export interface FolderSource extends AsyncIterable<NoteFile> {
  /** How many files there are. */
  readonly total: number;
}

/** Files that are read ahead while an earlier one is taken in. */
const AHEAD = 16;

/**
 * Finds the notes of a folder: every `.md` file below it, and `relata.yaml` and `relata-names.yaml` at its root. Hidden files and folders
 * (`.obsidian`, `.git`, …) are left out; symbolic links are not followed, and those that lead out of the folder are
 * reported. Notes are read when the result is.
 *
 * @throws RelataError `unreadable` when the folder is missing, no folder, or may not be read.
 */
export async function readFolder(folder: string, options: FolderOptions = {}): Promise<FolderSource> {
  const skip = options.onSkip ?? (() => {});
  const root = await openRoot(folder);
  const paths: string[] = [];
  await list(root, "", paths, skip);
  paths.sort(inOrder);
  return { total: paths.length, [Symbol.asyncIterator]: () => files(root, paths, skip) };
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

async function list(root: string, folder: string, paths: string[], skip: (skipped: Skipped) => void): Promise<void> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((cause: unknown) => {
    skip({ path: folder, code: "unreadable", message: `the folder cannot be read: ${reason(cause)}` });
    return [];
  });
  for (const entry of entries.filter(({ name }) => !isHidden(name))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) await list(root, path, paths, skip);
    else if (entry.isFile() && isWanted(path)) paths.push(path);
    else if (entry.isSymbolicLink()) await reportLink(root, path, entry, skip);
  }
}

// What a link inside the vault leads to is read in its own place.
async function reportLink(root: string, path: string, entry: Dirent, skip: (skipped: Skipped) => void): Promise<void> {
  const target = await realpath(join(root, path)).catch(() => undefined);
  if (target === undefined) {
    if (isWanted(path)) skip({ path, code: "unreadable", message: "the link leads nowhere" });
    return;
  }
  const away = relative(root, target);
  const leaves = away === ".." || away.startsWith(`..${sep}`);
  if (leaves && (isWanted(entry.name) || (await isFolder(target)))) {
    skip({ path, code: "link", message: "the link leads out of the folder and is not followed" });
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then((found) => found.isDirectory(), () => false);
}

async function* files(root: string, paths: readonly string[], skip: (skipped: Skipped) => void): AsyncGenerator<NoteFile> {
  const waiting: Promise<NoteFile | Skipped>[] = [];
  for (let next = 0; next < paths.length || waiting.length > 0; ) {
    while (next < paths.length && waiting.length < AHEAD) waiting.push(readNote(root, paths[next++]!));
    const file = await waiting.shift()!;
    if ("content" in file) yield file;
    else skip(file);
  }
}

async function readNote(root: string, path: string): Promise<NoteFile | Skipped> {
  try {
    const place = join(root, path);
    const [content, { mtimeMs }] = await Promise.all([readFile(place), stat(place)]);
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
