// Edits of texts.

import type { TextEdit } from "./generated/types.js";

/** A text with edits that are in order and apart from each other. */
export function applied(text: string, edits: readonly TextEdit[]): string {
  let [out, at] = ["", 0];
  for (const edit of edits) {
    out += text.slice(at, edit.from) + edit.text;
    at = edit.to;
  }
  return out + text.slice(at);
}
