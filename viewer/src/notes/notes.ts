import type { NoteSource } from "relata";
import type { Skipped } from "relata/browser";

/** A folder of notes, wherever it is. */
export interface Notes {
  /** What to call it. */
  name: string;
  /** The day on which to see it; today when absent. */
  asOf?: string;
  /** What was left out of it; complete once all is read. */
  skipped: Skipped[];
  /** Every note, to be read once. */
  all(signal: AbortSignal): NoteSource;
  /** Whether there is such a note. */
  has(path: string): boolean;
  /** One note's text as it stands; `null` when it went away. */
  read(path: string): Promise<string | null>;
}
