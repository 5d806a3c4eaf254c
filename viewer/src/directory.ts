import type { EntityHead, EntityRow } from "relata";

import { addressOf } from "./route.ts";

/** All entities of the vault, found by name. */
export class Directory {
  readonly #keys = new Map<string, string | null>();

  constructor(readonly rows: EntityRow[]) {
    for (const { name, path } of rows) this.#keys.set(name, this.#keys.has(name) ? null : (path ?? name));
  }

  /** What the vault finds the entity by: its name, or its note's path where two share a name. */
  key(row: EntityRow): string {
    return this.#keys.get(row.name) === null ? (row.path ?? row.name) : row.name;
  }

  /** Address of the one entity of this name; `null` when there is none, or more than one. */
  address(name: string): string | null {
    return this.#keys.get(name) ? addressOf(name) : null;
  }

  /** The key of the entity that a summary is about. */
  keyOf(entity: EntityHead): string | null {
    const row = this.rows.find(({ name, path }) => name === entity.name && path === entity.path);
    return row ? this.key(row) : null;
  }
}
