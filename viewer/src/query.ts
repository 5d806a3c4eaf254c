import type { EntityRow } from "relata";

/** What the list shows: the question that the vault answers. */
export interface Query {
  kind?: string;
  state?: string;
  text?: string;
  sort: string;
}

/** Orders of the list: the vault's name of it, and ours. */
export const SORTS: [string, string][] = [
  ["-lastContact", "Last contact"],
  ["name", "Name"],
  ["-strength", "Strength"],
  ["-openTasks", "Open tasks"],
  ["-interactions", "Contacts"],
];

/** A value of a column and how many rows have it, the most common first. */
export function tally(rows: EntityRow[], column: (row: EntityRow) => string): [string, number][] {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(column(row), (counts.get(column(row)) ?? 0) + 1);
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b));
}
