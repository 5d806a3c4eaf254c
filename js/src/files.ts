// Which files of a folder belong to a vault. The same for every way to read a folder.

import { SCHEMA_FILE } from "./vault.js";

/** A file or folder that was left out, and why. The rest was read all the same. */
export interface Skipped {
  /** Vault-relative path. */
  path: string;
  /**
   * - `unreadable`: it could not be read.
   * - `binary`: named like a note, but it holds no text.
   * - `link`: a symbolic link that leads out of the vault.
   */
  code: "unreadable" | "binary" | "link";
  /** One sentence for people. */
  message: string;
}

/** Whether a file is a note, or the vault's schema. */
export function isWanted(path: string): boolean {
  return /\.md$/i.test(path) || path === SCHEMA_FILE;
}

/** Whether a file or folder is hidden, as the host app's own settings are. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** The schema first, then by path: the same order everywhere. */
export function inOrder(a: string, b: string): number {
  const rank = (path: string): number => (path === SCHEMA_FILE ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/** Whether bytes hold no text: more than one in 32 of the first ones is a control character that no text has. */
export function looksBinary(bytes: Uint8Array): boolean {
  const isUtf16 = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  if (isUtf16) return false;
  const head = bytes.subarray(0, 8192);
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return controls * 32 > head.length;
}

function isControl(byte: number): boolean {
  const isSpace = byte >= 0x09 && byte <= 0x0d;
  return byte < 0x20 && !isSpace && byte !== 0x1b;
}
