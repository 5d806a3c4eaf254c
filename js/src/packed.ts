// Backlinks as the binding packs them: one text, and twelve numbers for each.

import type { Packed } from "../wasm/relata_wasm.js";

import type { Backlink, LinkKind, ResolvedBy } from "./generated/types.js";

// In the order of the core's types.
const BY: readonly ResolvedBy[] = ["path", "name", "alias", "title", "folder-note", "entity"];
const KIND: readonly LinkKind[] = ["wikilink", "markdown", "reference"];

/** The backlinks of a packed list, which is freed. */
export function unpacked(packed: Packed): Backlink[] {
  const [text, numbers] = [packed.takeText(), packed.takeNumbers()];
  packed.free();
  const links: Backlink[] = [];
  let [at, path] = [0, ""];
  for (let i = 0; i < numbers.length; i += 12) {
    const pathLength = numbers[i]!;
    if (pathLength > 0) path = text.slice(at, at + pathLength);
    const lineStart = at + pathLength;
    const lineEnd = lineStart + numbers[i + 1]!;
    const headingLength = numbers[i + 2]!;
    at = lineEnd + Math.max(headingLength - 1, 0);
    links.push({
      path,
      position: {
        start: { line: numbers[i + 3]!, col: numbers[i + 4]!, offset: numbers[i + 5]! },
        end: { line: numbers[i + 6]!, col: numbers[i + 7]!, offset: numbers[i + 8]! },
      },
      text: text.slice(lineStart, lineEnd),
      heading: headingLength > 0 ? text.slice(lineEnd, at) : null,
      by: BY[numbers[i + 9]!]!,
      kind: KIND[numbers[i + 10]!]!,
      embed: numbers[i + 11] === 1,
    });
  }
  return links;
}
