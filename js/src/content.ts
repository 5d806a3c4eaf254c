import { RelataError } from "./error.js";

/** A note's content: its bytes as they are in the file, or its text. */
export type Content = string | Uint8Array | ArrayBuffer;

/** Bytes of whatever window or thread they come from, as the binding takes them; text stays text. */
export function bytesOf(content: Content, name = "the content of a note"): string | Uint8Array {
  if (typeof content === "string" || content instanceof Uint8Array) return content;
  const view: unknown = content;
  if (ArrayBuffer.isView(view)) return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (isBuffer(view)) return new Uint8Array(view as ArrayBuffer);
  throw new RelataError("invalid-options", `${name} must be a string or its bytes`);
}

/** The bytes of a saved vault. */
export function snapshotOf(bytes: Uint8Array): Uint8Array {
  const isBytes = typeof bytes === "object" && bytes !== null && (ArrayBuffer.isView(bytes) || isBuffer(bytes));
  if (isBytes) return bytesOf(bytes) as Uint8Array;
  throw new RelataError("invalid-options", "a saved vault must be given as its bytes");
}

function isBuffer(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object ArrayBuffer]";
}
