import { bytesOf, type Content } from "./content.js";
import type { CachedMetadata, Pos } from "./generated/types.js";
import { call } from "./load.js";

/**
 * What one note holds, in the shape of the host app's `CachedMetadata`; positions count UTF-16 units from 0. Never
 * throws for odd notes. Needs `await init()` or an open vault before.
 */
export function parseNote(content: Content): CachedMetadata {
  return call((binding) => binding.parseNote(bytesOf(content)) as CachedMetadata);
}

/** A text that was misread, as it was meant. */
export interface RepairedText {
  /** The text as it was meant; the same as before where nothing was misread. */
  text: string;
  /** What was changed, in order. */
  changes: TextRepair[];
}

/** One run of a text that was misread. */
export interface TextRepair {
  /** Where it stands in the text that was given, counted as in {@link parseNote}. */
  position: Pos;
  /** What stands there, such as `√º`. */
  before: string;
  /** What was meant, such as `ü`. */
  after: string;
  /** What UTF-8 was taken for. */
  charset: "windows-1252" | "macintosh" | "latin1";
  /** How many times, one over the other; nearly always 1. */
  times: number;
}

/**
 * Repairs UTF-8 that some program once took for another character set and saved again (`J√ºrgen`, `donâ€™t`). Text that
 * was never misread is not altered. Needs `await init()` or an open vault before.
 */
export function repairText(content: Content): RepairedText {
  return call((binding) => binding.repairText(bytesOf(content)) as RepairedText);
}

/** Version of the WebAssembly module. Needs `await init()` or an open vault before. */
export function version(): string {
  return call((binding) => binding.version());
}
