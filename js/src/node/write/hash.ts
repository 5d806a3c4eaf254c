import { createHash } from "node:crypto";

import { bytesOf, type Content } from "../../content.js";

/** A content as bytes; text becomes UTF-8. */
export function fileBytes(content: Content): Uint8Array {
  const bytes = bytesOf(content);
  return typeof bytes === "string" ? new TextEncoder().encode(bytes) : bytes;
}

/** SHA-256 of a content, in hexadecimal digits: what `expected` takes in the place of the bytes. */
export function contentHash(content: Content): string {
  return createHash("sha256").update(fileBytes(content)).digest("hex");
}
