// Backlinks as the binding packs them: one text, and twelve numbers for each.

import type { Packed } from "../wasm/relata_wasm.js";

import type { Backlink, LinkKind, ResolvedBy } from "./generated/types.js";

// In the order of the core's types.
const BY: readonly ResolvedBy[] = ["path", "name", "alias", "title", "folder-note", "entity"];
const KIND: readonly LinkKind[] = ["wikilink", "markdown", "reference"];

/** The backlinks of a packed list, which is freed. */
export function unpacked(packed: Packed): Backlink[] {
  const { text, numbers } = packed;
  packed.free();
  const links: Backlink[] = [];
  let [at, path] = [0, ""];
  const next = (length: number): string => text.slice(at, (at += length));
  for (let i = 0; i < numbers.length; i += 12) {
    const n = (field: number): number => numbers[i + field]!;
    if (n(0) > 0) path = next(n(0));
    links.push({
      path,
      position: { start: { line: n(3), col: n(4), offset: n(5) }, end: { line: n(6), col: n(7), offset: n(8) } },
      text: next(n(1)),
      heading: n(2) === 0 ? null : next(n(2) - 1),
      by: BY[n(9)]!,
      kind: KIND[n(10)]!,
      embed: n(11) === 1,
    });
  }
  return links;
}
