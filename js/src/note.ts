import { bytesOf, type Content } from "./content.js";
import type { CachedMetadata } from "./generated/types.js";
import { call } from "./load.js";

/**
 * What one note holds, in the shape of the host app's `CachedMetadata`; positions count UTF-16 units from 0. Never
 * throws for odd notes. Needs `await init()` or an open vault before.
 */
export function parseNote(content: Content): CachedMetadata {
  return call((binding) => binding.parseNote(bytesOf(content)) as CachedMetadata);
}

/** Version of the WebAssembly module. Needs `await init()` or an open vault before. */
export function version(): string {
  return call((binding) => binding.version());
}
