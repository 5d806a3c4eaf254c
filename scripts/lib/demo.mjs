// What `npm run demo` shows, by the command and the viewer that were just built.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { root, run } from "./run.mjs";
import { Stop } from "./say.mjs";

const COMMAND = join(root, "js/dist/cli.js");

/** What is shown where nothing is given: the sample vault's notes end in 2026, so they are seen as of then. */
export const SAMPLE = { folder: join(root, "tests/vaults/harbor"), name: "Renée Falkström", asOf: "2026-10-01" };

/** The folder that a person named, from where that person stood. */
export function notesFolder(path) {
  const folder = resolve(process.env.INIT_CWD ?? process.cwd(), path);
  const stat = statSync(folder, { throwIfNoEntry: false });
  if (!stat) throw new Stop(`there is no folder ${path}: give the path of a folder of notes.`);
  if (!stat.isDirectory()) throw new Stop(`${path} is a file: give the path of a folder of notes.`);
  return folder;
}

/** The entity of a folder whose last contact is the newest. */
export async function chooseName(folder) {
  const { output } = await run(process.execPath, [COMMAND, "list", folder, "--json"], { check: false, only: "stdout" });
  const name = newest(rows(output));
  if (name === null) throw new Stop(`the notes in ${folder} name nobody yet: give a folder with notes about people, companies or projects.`);
  return name;
}

function rows(json) {
  try {
    const value = JSON.parse(json);
    return Array.isArray(value) ? value : (value.entities ?? []);
  } catch {
    return [];
  }
}

/** The name in the rows of `relata list` with the newest last contact, the first of equals; null without rows. */
export function newest(rows) {
  const later = (best, row) => ((row.lastContact ?? "") > (best.lastContact ?? "") ? row : best);
  return rows.length > 0 ? rows.reduce(later).name : null;
}

/** Prints a summary as `relata summary` does, and takes over its exit code. */
export async function printSummary(folder, name, asOf) {
  const day = asOf ? ["--as-of", asOf] : [];
  const child = spawn(process.execPath, [COMMAND, "summary", folder, ...day, "--", name], { stdio: ["ignore", "inherit", "inherit"] });
  const [code] = await once(child, "close");
  if (code !== 0) process.exitCode = code ?? 1;
}

/** Serves the viewer on a folder until the person ends it. */
export async function serveViewer(folder, port, asOf) {
  const { serve } = await import(pathToFileURL(join(root, "viewer/serve.mjs")));
  const { url, close } = await serve({ folder, port, asOf }).catch((error) => {
    throw new Stop(`the viewer cannot be served: ${error.message}`);
  });
  console.log(`\nThe same in your browser: ${url} (Ctrl+C ends it)`);
  await Promise.race(["SIGINT", "SIGTERM"].map((signal) => once(process, signal)));
  await close();
}
