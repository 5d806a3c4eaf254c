// Folders of notes for tests.

import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The sample vault, and the day that it is to be read on. */
export const HARBOR = fileURLToPath(new URL("../../tests/vaults/harbor", import.meta.url));
export const HARBOR_DAY = "2026-10-01";

/** A temporary folder with these files, by path; `t` removes it. */
export async function folderOf(t, files) {
  const folder = await mkdtemp(join(tmpdir(), "relata-viewer-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), text);
  }
  return folder;
}

/** Serves `folder` until the test is over. */
export async function serveFor(t, options) {
  const { serve } = await import("../serve.mjs");
  const server = await serve(options);
  t.after(() => server.close());
  return server;
}
