import { RelataError } from "./error.js";

/** A note's content: its bytes as they are in the file, or its text. */
export type Content = string | Uint8Array | ArrayBuffer;

/** Bytes of whatever window or thread they come from, as the binding takes them; text stays text. */
export function bytesOf(content: Content): string | Uint8Array {
  if (typeof content === "string" || content instanceof Uint8Array) return content;
  const view: unknown = content;
  if (ArrayBuffer.isView(view)) return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
  if (Object.prototype.toString.call(view) === "[object ArrayBuffer]") return new Uint8Array(view as ArrayBuffer);
  throw new RelataError("invalid-options", "the content of a note must be a string or its bytes");
}

/** The bytes of a saved vault. */
export function snapshotOf(bytes: Uint8Array): Uint8Array {
  const given = bytesOf(bytes);
  if (typeof given !== "string") return given;
  throw new RelataError("invalid-options", "a saved vault must be given as its bytes");
}
