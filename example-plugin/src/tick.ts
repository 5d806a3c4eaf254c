// Ticks a task: writes its line and those of its copies, in all of their notes or in none.

import type { TFile, Vault } from "obsidian";
import type { TaskEdit } from "relata/inline";

/** A note that is to change, with what it says before and then. */
interface Change {
  file: TFile;
  before: string;
  after: string;
}

/**
 * Writes edits of task lines through the app, which replaces each note at once.
 *
 * @throws Error when a note is gone, or does not hold the lines any more; no note is changed then.
 */
export async function write(vault: Vault, edits: readonly TaskEdit[]): Promise<void> {
  const changes: Change[] = [];
  try {
    for (const [path, ofNote] of byNote(edits)) {
      const file = vault.getFileByPath(path);
      if (!file) throw new Error(`${path} is no longer in the vault.`);
      await vault.process(file, (before) => {
        const after = edited(before, ofNote);
        if (after === null) throw new Error(`${path} has changed meanwhile. Nothing was written.`);
        changes.push({ file, before, after });
        return after;
      });
    }
  } catch (error) {
    await Promise.allSettled(changes.map((change) => takeBack(vault, change)));
    throw error;
  }
}

/** Puts a note back, unless somebody has changed it since. */
async function takeBack(vault: Vault, { file, before, after }: Change): Promise<void> {
  await vault.process(file, (now) => (now === after ? before : now));
}

function byNote(edits: readonly TaskEdit[]): Map<string, TaskEdit[]> {
  const notes = new Map<string, TaskEdit[]>();
  for (const edit of edits) notes.set(edit.path, [...(notes.get(edit.path) ?? []), edit]);
  return notes;
}

/** A note with its lines replaced, line ends as they are; null where a line is not what it was. */
export function edited(text: string, edits: readonly TaskEdit[]): string | null {
  // Every other piece is a line end; the engine counts no byte-order mark.
  const mark = text.startsWith("\ufeff") ? "\ufeff" : "";
  const pieces = text.slice(mark.length).split(/(\r\n|\r|\n)/);
  for (const { line, before, after } of edits) {
    const at = 2 * (line - 1);
    if (pieces[at] !== before) return null;
    const end = pieces[at + 1] ?? "";
    pieces[at] = after.join(end || "\n");
    if (after.length === 0 && end !== "") pieces[at + 1] = "";
  }
  return mark + pieces.join("");
}
