// A folder becomes a vault, with progress on the way and a line for each file that is left out.

import "../entry/web.js";

import { today } from "../day.js";
import { RelataError } from "../error.js";
import type { Skipped } from "../files.js";
import type { Day } from "../generated/types.js";
import { readFolder } from "../node/folder.js";
import { Vault } from "../vault.js";
import { complain, type Terminal } from "./main.js";
import { progressBar } from "./progress.js";

/** Opens the vault in a folder. */
export async function open(folder: string, asOf: Day | undefined, terminal: Terminal): Promise<Vault> {
  const bar = progressBar(terminal, "Reading notes");
  const onSkip = ({ path, message }: Skipped): void => {
    bar.clear();
    complain(terminal, `${path}: ${message}`);
  };
  try {
    const source = await readFolder(folder, { onSkip });
    const vault = await Vault.open({ asOf: asOf ?? today() });
    await vault.load(source, { onProgress: ({ done }) => bar.show(done, source.total) });
    if (vault.length === 0) throw new RelataError("empty-vault", `there are no notes (.md files) in ${folder}`);
    return vault;
  } finally {
    bar.clear();
  }
}
