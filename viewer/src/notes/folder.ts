import type { NoteFile, NoteSource } from "relata";
import { type FolderOptions, type FolderSource, readDirectoryHandle, readDropped, readPicked, type Skipped } from "relata/browser";

import type { Notes } from "./notes.ts";

type Picker = () => Promise<FileSystemDirectoryHandle>;

/** Asks for a folder; `null` when the person changed their mind. */
export async function pickFolder(): Promise<Notes | null> {
  const picker = (window as { showDirectoryPicker?: Picker }).showDirectoryPicker;
  return picker ? pickHandle(picker.bind(window)) : pickFiles();
}

/** What was dropped; to be called while the event is handled. */
export function droppedFolder(dropped: DataTransfer): Promise<Notes> {
  return folder((options) => readDropped(dropped, options));
}

async function pickHandle(picker: Picker): Promise<Notes | null> {
  try {
    const handle = await picker();
    return await folder((options) => readDirectoryHandle(handle, options));
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return null;
    throw error;
  }
}

function pickFiles(): Promise<Notes | null> {
  const input = document.createElement("input");
  input.type = "file";
  input.webkitdirectory = true;
  return new Promise((resolve) => {
    input.addEventListener("cancel", () => resolve(null));
    input.addEventListener("change", () => resolve(folder(async (options) => readPicked(input.files ?? [], options))));
    input.click();
  });
}

async function folder(open: (options: FolderOptions) => Promise<FolderSource>): Promise<Notes> {
  const skipped: Skipped[] = [];
  const source = await open({ onSkip: (one) => void skipped.push(one) });
  const kept = new Map<string, Blob>();
  return {
    name: source.name || "These notes",
    skipped,
    all: () => keeping(source, kept),
    has: (path) => kept.has(path),
    read: async (path) => (await kept.get(path)?.text()) ?? null,
  };
}

/** Notes as they go by, kept for reading them later: as blobs, which the browser may put out of memory. */
function keeping(source: FolderSource, kept: Map<string, Blob>): NoteSource {
  return Object.assign(keepEach(source, kept), { total: source.total });
}

async function* keepEach(source: FolderSource, kept: Map<string, Blob>): AsyncGenerator<NoteFile> {
  for await (const note of source) {
    if (note.content !== undefined) kept.set(note.path, new Blob([note.content as BlobPart]));
    yield note;
  }
}
