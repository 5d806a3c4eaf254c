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
