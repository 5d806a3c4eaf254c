// Which files of a folder belong to a vault. The same for every way to read a folder.

import { SETTINGS } from "./vault.js";

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

/** Whether a file is a note, or says how the vault's notes are read. */
export function isWanted(path: string): boolean {
  return /\.md$/i.test(path) || Object.hasOwn(SETTINGS, path);
}

/** Whether a file or folder is hidden, as the host app's own settings are. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** What says how notes are read comes first, then notes by path: the same order everywhere. */
export function inOrder(a: string, b: string): number {
  const rank = (path: string): number => (Object.hasOwn(SETTINGS, path) ? 0 : 1);
  return rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Whether bytes hold no text, by the rule of the core's `looks_binary`: no byte-order mark, and more than one in 32 of
 * the first ones is a control character that no text has.
 */
export function looksBinary(bytes: Uint8Array): boolean {
  if (MARKS.some((mark) => mark.every((byte, at) => bytes[at] === byte))) return false;
  const head = bytes.subarray(0, 8192);
  const controls = head.reduce((count, byte) => count + (isControl(byte) ? 1 : 0), 0);
  return controls * 32 > head.length;
}

const MARKS = [
  [0xef, 0xbb, 0xbf],
  [0xff, 0xfe],
  [0xfe, 0xff],
];
const IN_TEXT = new Set([0x09, 0x0a, 0x0c, 0x0d, 0x1b]);

function isControl(byte: number): boolean {
  return byte === 0x7f || (byte < 0x20 && !IN_TEXT.has(byte));
}
