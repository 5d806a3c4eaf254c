// Which files of a folder belong to a vault. The same for every way to read a folder.

import { SETTINGS } from "./generated/settings.js";
import type { Stamps } from "./vault.js";

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

/** Whether a file is read: a note, or one that says how the vault's notes are read. Others are known by path alone. */
export function isRead(path: string): boolean {
  return isNote(path) || SETTINGS.includes(path);
}

/** Whether a file is a note. */
export function isNote(path: string): boolean {
  return /\.md$/i.test(path);
}

/** Whether a file, or a folder with all in it, is left out: hidden ones are, but for the host app's settings. */
export function isLeftOut(path: string): boolean {
  if (!path.split("/").some(isHidden)) return false;
  return !SETTINGS.some((file) => file === path || file.startsWith(`${path}/`));
}

/** Whether a file or folder of this name is hidden, as the host app's own settings are. */
export function isHidden(name: string): boolean {
  return name.startsWith(".") || name === "node_modules";
}

/** Whether the vault has a note as the file is. */
export function isKnown(known: Stamps | undefined, path: string, size: number, mtime: number): boolean {
  const stamp = known && Object.hasOwn(known, path) ? known[path] : undefined;
  return stamp !== undefined && stamp.size === size && stamp.mtime === Math.trunc(mtime);
}

/** What says how notes are read comes first, then all by path: the same order everywhere. */
export function inOrder(a: string, b: string): number {
  const rank = (path: string): number => (SETTINGS.includes(path) ? 0 : 1);
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
