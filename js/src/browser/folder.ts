import { isFunction, isObject, options as given, refuse, type Shape } from "../given.js";
import { inOrder, isKnown, isLeftOut, isRead, looksBinary, type Skipped } from "../files.js";
import type { NoteFile, Stamps } from "../vault.js";

/** How to read a folder. */
export interface FolderOptions {
  /** Told of each file or folder that is left out; without it they are left out in silence. */
  onSkip?: ((skipped: Skipped) => void) | undefined;
  /** What a vault has already (`vault.stamps()`): notes of that size and time are given as `unchanged`, without content. */
  known?: Stamps | undefined;
}

/** The files of a folder, read one after the other. */
export interface FolderSource extends AsyncIterable<NoteFile> {
  /** Name of the folder; "" when several things were given at once. */
  readonly name: string;
  /** How many files there are. */
  readonly total: number;
}

const OPTIONS: Shape<FolderOptions> = { onSkip: isFunction, known: isObject };

type Skip = (skipped: Skipped) => void;
const silent: Skip = () => {};
type Found = [path: string, open: () => File | Promise<File>];

/** The notes of a folder picked with `<input type="file" webkitdirectory>`, or of files picked one by one. */
export function readPicked(files: Iterable<File>, options: FolderOptions = {}): FolderSource {
  const wanted = given(options, OPTIONS);
  const all = picked(files).map((file): Found => [file.webkitRelativePath || file.name, () => file]);
  const root = commonRoot(all.map(([path]) => path));
  const inside = all.map(([path, open]): Found => [root === "" ? path : path.slice(root.length + 1), open]);
  return source(root, inside, wanted);
}

/**
 * The notes of what was dropped on a page. To be called while the `drop` event is handled: the browser forgets what
 * was dropped right after it.
 */
export async function readDropped(dropped: DataTransfer, options: FolderOptions = {}): Promise<FolderSource> {
  const wanted = given(options, OPTIONS);
  if (typeof dropped?.items?.[Symbol.iterator] !== "function") refuse(dropped, "dropped", "the dataTransfer of a drop event");
  const entries = [...dropped.items].map((item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const [only] = entries;
  const root = entries.length === 1 && only?.isDirectory ? only : undefined;
  const found: Found[] = [];
  for (const entry of entries) await walkEntry(entry, entry === root ? "" : entry.name, found, wanted.onSkip ?? silent);
  return source(root?.name ?? "", found, wanted);
}

/** The notes of a folder opened with `showDirectoryPicker()`. */
export async function readDirectoryHandle(folder: FileSystemDirectoryHandle, options: FolderOptions = {}): Promise<FolderSource> {
  const wanted = given(options, OPTIONS);
  if (typeof folder?.entries !== "function" || typeof folder.name !== "string") refuse(folder, "folder", "what showDirectoryPicker() gives");
  const found: Found[] = [];
  await walkHandle(folder, "", found, wanted.onSkip ?? silent);
  return source(folder.name, found, wanted);
}

function picked(files: Iterable<File>): File[] {
  const all: unknown = files;
  const isIterable = typeof all === "object" && all !== null && Symbol.iterator in all;
  const list = isIterable ? [...files] : refuse(files, "files", "a list of files");
  for (const file of list) if (typeof file?.arrayBuffer !== "function") refuse(file, "a file", "a File");
  return list;
}

async function walkHandle(folder: FileSystemDirectoryHandle, path: string, found: Found[], skip: Skip): Promise<void> {
  try {
    for await (const [name, handle] of folder.entries()) {
      if (isLeftOut(join(path, name))) continue;
      if (handle.kind === "directory") await walkHandle(handle as FileSystemDirectoryHandle, join(path, name), found, skip);
      else found.push([join(path, name), () => (handle as FileSystemFileHandle).getFile()]);
    }
  } catch (cause) {
    skip({ path, code: "unreadable", message: `the folder cannot be read: ${reason(cause)}` });
  }
}

async function walkEntry(entry: FileSystemEntry, path: string, found: Found[], skip: Skip): Promise<void> {
  if (entry.isFile) {
    found.push([path, () => new Promise((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject))]);
    return;
  }
  try {
    for (const child of await children(entry as FileSystemDirectoryEntry)) {
      if (!isLeftOut(join(path, child.name))) await walkEntry(child, join(path, child.name), found, skip);
    }
  } catch (cause) {
    skip({ path, code: "unreadable", message: `the folder cannot be read: ${reason(cause)}` });
  }
}

// A reader gives the children in portions, and an empty one at the end.
async function children(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}

function source(name: string, found: readonly Found[], options: FolderOptions): FolderSource {
  const files = found.filter(([path]) => !isLeftOut(path));
  files.sort(([a], [b]) => inOrder(a, b));
  return { name, total: files.length, [Symbol.asyncIterator]: () => read(files, options) };
}

/** The folder that all paths begin with, where there is one. */
function commonRoot(paths: readonly string[]): string {
  const roots = new Set(paths.map((path) => path.slice(0, Math.max(0, path.indexOf("/")))));
  return roots.size === 1 ? [...roots][0]! : "";
}

function join(folder: string, name: string): string {
  return folder === "" ? name : `${folder}/${name}`;
}

async function* read(files: readonly Found[], { onSkip: skip = silent, known }: FolderOptions): AsyncGenerator<NoteFile> {
  for (const [path, open] of files) {
    if (!isRead(path)) {
      yield { path };
      continue;
    }
    try {
      const file = await open();
      if (isKnown(known, path, file.size, file.lastModified)) {
        yield { path, mtime: file.lastModified, unchanged: true };
        continue;
      }
      const content = new Uint8Array(await file.arrayBuffer());
      if (!looksBinary(content)) yield { path, content, mtime: file.lastModified };
      else skip({ path, code: "binary", message: "the file holds no text" });
    } catch (cause) {
      skip({ path, code: "unreadable", message: `the file cannot be read: ${reason(cause)}` });
    }
  }
}

function reason(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
