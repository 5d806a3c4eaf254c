// A folder becomes a vault, with progress on the way and a line for each file that is left out.

import "../entry/web.js";

import type { Content } from "../content.js";
import { today } from "../day.js";
import { RelataError } from "../error.js";
import type { Skipped } from "../files.js";
import type { Day } from "../generated/types.js";
import { readFolder, type FolderSource } from "../node/folder.js";
import { Vault, type NoteFile } from "../vault.js";
import { complain, type Terminal } from "./main.js";
import { progressBar } from "./progress.js";

/** The bytes of a vault's files by path, as they were read. */
export type Files = Map<string, Content>;

/** Opens the vault in a folder; `files` takes the bytes of what is read. */
export async function open(folder: string, asOf: Day | undefined, terminal: Terminal, files?: Files): Promise<Vault> {
  const bar = progressBar(terminal, "Reading notes");
  const onSkip = ({ path, message }: Skipped): void => {
    bar.clear();
    complain(terminal, `${path}: ${message}`);
  };
  try {
    const source = await readFolder(folder, { onSkip });
    const vault = await Vault.open({ asOf: asOf ?? today(), eager: true });
    const { total } = source;
    await vault.load(files ? kept(source, files) : source, { onProgress: ({ done }) => bar.show(done, total) });
    if (vault.length === 0) throw new RelataError("empty-vault", `there are no notes (.md files) in ${folder}`);
    return vault;
  } finally {
    bar.clear();
  }
}

async function* kept(source: FolderSource, files: Files): AsyncGenerator<NoteFile> {
  for await (const file of source) {
    if (file.content !== undefined) files.set(file.path, file.content);
    yield file;
  }
}
