// What vaults are opened with and what they are given.

import type { Content } from "./content.js";
import type { Day, FileStamp } from "./generated/types.js";
import type { WasmInput } from "./load.js";

/** How to open a vault. */
export interface OpenOptions {
  /** The schema as YAML text. When given, a `relata.yaml` among the notes is left aside. */
  schema?: string | undefined;
  /** Which names are the same, as YAML text. When given, a `relata-names.yaml` among the notes is left aside. */
  names?: string | undefined;
  /** Links resolve exactly as in the host app: no aliases, titles, folder notes or names of entities. */
  strict?: boolean | undefined;
  /**
   * `load` reads at once what notes say about entities and tasks and brings it together, which is done else when that is
   * first asked for: loading takes longer, the first answer comes at once, and both together take less. Settings such as
   * `relata.yaml` come first then, else all is read again.
   */
  eager?: boolean | undefined;
  /** The day that questions are answered for; default is today's date at the time of each question. */
  asOf?: Day | undefined;
  /** Where the WebAssembly module comes from; the default fits Node, pages and bundlers that know `import.meta.url`. */
  wasm?: WasmInput | Promise<WasmInput> | undefined;
}

/** How to restore a vault. */
export interface RestoreOptions extends OpenOptions {
  /**
   * The vault keeps the bytes and reads texts there when they are needed, which makes restoring about twice as fast. They
   * must stay as they are: neither written to nor transferred. Where they are not, calls throw `snapshot-damaged` as far as
   * that shows. The vault lets them go when it has read all of them.
   */
  keepBytes?: boolean | undefined;
}

/** One file of a vault. */
export interface NoteFile {
  /** Vault-relative path with `/` between folders. */
  path: string;
  /** Bytes as in the file, or text; left out for a file that is no note, such as an image. */
  content?: Content | undefined;
  /** When it was last changed, in milliseconds since 1970. */
  mtime?: number | undefined;
  /** Whether the vault has the file as it is: then its content is left out. */
  unchanged?: boolean | undefined;
}

/** A format of the graph: for yEd, Gephi and NetworkX; for Graphviz; for spreadsheets, one line per edge. */
export type GraphFormat = "graphml" | "dot" | "csv";

/** Files to load, one after the other; `total` is their number, where it is known. */
export type NoteSource = (AsyncIterable<NoteFile> | Iterable<NoteFile>) & { readonly total?: number | undefined };

/** Size and time of each note in a vault, by path. */
export type Stamps = Record<string, FileStamp>;

/** For each note, how often it links to what. */
export type LinkCounts = Record<string, Record<string, number>>;

/** How far loading has come. */
export interface Progress {
  /** Files read so far. */
  done: number;
  /** Files in all; `null` where the source does not know. */
  total: number | null;
  /** The file read last. */
  path: string;
}

/** How to load. */
export interface LoadOptions {
  /** Called after each file. */
  onProgress?: ((progress: Progress) => void) | undefined;
  /** Ends loading early; `load` then rejects with the signal's reason and the notes read so far stay. */
  signal?: AbortSignal | undefined;
}
