// Sources of files.

import { isObject } from "./given.js";
import type { NoteFile, NoteSource } from "./vault.js";

/** A source that writes down the paths it gives. */
export function noting(source: NoteSource, paths: string[]): NoteSource {
  async function* files(): AsyncGenerator<NoteFile> {
    for await (const file of source) {
      isObject(file, "a file");
      paths.push(file.path);
      yield file;
    }
  }
  return { total: source.total, [Symbol.asyncIterator]: files };
}

/** How much a list of files holds, about. */
export function sizeOf(files: readonly NoteFile[]): number {
  let size = 0;
  for (const file of files as readonly (NoteFile | null | undefined)[]) {
    const content = file?.unchanged ? undefined : file?.content;
    size += typeof content === "string" ? content.length : (content?.byteLength ?? 0);
  }
  return size;
}
