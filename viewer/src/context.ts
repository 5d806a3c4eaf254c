import type { Source } from "relata";

/** What every part of a summary needs to know of the page around it. */
export interface Context {
  /** The day on which the notes are seen. */
  asOf: string;
  /** Whether `name` is the entity that the summary is about. */
  isShown(name: string): boolean;
  /** Address of the entity called `name` within the page; `null` for the shown one, and when nothing in the list is called so. */
  address(name: string): string | null;
  /** Whether the folder has a note at `path`. */
  has(path: string): boolean;
  /** The copy in which an open task is done, where it is done in one alone. */
  doneIn(task: Source): Source | null;
  /** Shows a note, with one line marked. */
  read(path: string, line?: number): void;
}
