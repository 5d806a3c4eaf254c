import { type Progress, Vault } from "relata";

import type { Notes } from "./notes/notes.ts";

/** A vault with every note of `notes` in it. */
export async function loadVault(notes: Notes, signal: AbortSignal, onProgress: (progress: Progress) => void): Promise<Vault> {
  const vault = await Vault.open({ eager: true });
  try {
    await vault.load(notes.all(signal), { signal, onProgress: sparing(onProgress) });
    return vault;
  } catch (error) {
    vault.dispose();
    throw error;
  }
}

/** At most one report per drawn frame, and the last one. */
function sparing(report: (progress: Progress) => void): (progress: Progress) => void {
  let next = 0;
  return (progress) => {
    if (performance.now() < next && progress.done !== progress.total) return;
    next = performance.now() + 16;
    report(progress);
  };
}
