// Kinds as people type them: `Person` is `person`.

import type { EntityRow } from "../generated/types.js";
import type { Vault } from "../vault.js";

/** A kind as the vault's own entries write it, whatever the case; one that none has, as it was typed. */
export function kindIn(rows: readonly EntityRow[], kind: string): string {
  const kinds = new Set(rows.map((row) => row.kind));
  return kinds.has(kind) ? kind : ([...kinds].find((one) => one.toLowerCase() === kind.toLowerCase()) ?? kind);
}

/** The same for options of a command; the vault is asked only where there are some. */
export function kindsIn(vault: Vault, kinds: readonly string[]): string[] {
  const rows = kinds.length > 0 ? vault.entities() : [];
  return kinds.map((kind) => kindIn(rows, kind));
}
