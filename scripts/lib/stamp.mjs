// Skipping what is done: a step is known by the content that goes in and the files that come out.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { root } from "./run.mjs";

const folder = join(root, ".cache");
const BUILT = new Set(["node_modules", "dist", "target", ".git", ".cache"]);

/** The folder for what the scripts remember; git ignores it. */
export function cacheFolder() {
  mkdirSync(folder, { recursive: true });
  return folder;
}

/** Digest of files and folders (paths from the root, missing ones too) and of further values such as tool versions. */
export function digest(paths, values = []) {
  const hash = createHash("sha256");
  for (const value of values) hash.update(`${value}\0`);
  for (const path of paths) addPath(hash, path);
  return hash.digest("hex");
}

function addPath(hash, path) {
  const full = join(root, path);
  const stat = existsSync(full) ? statSync(full) : null;
  if (stat?.isDirectory()) {
    const names = readdirSync(full).filter((name) => !BUILT.has(name));
    for (const name of names.sort()) addPath(hash, `${path}/${name}`);
  } else {
    const content = stat ? readFileSync(full) : Buffer.from("missing");
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
}

/**
 * Does `work` unless it was done last time with the same `key` and all of `outputs` still exist. Returns whether it
 * was done now. What fails is done again next time.
 */
export async function unlessDone(name, key, outputs, work) {
  const stamp = join(cacheFolder(), `${name}.done`);
  const done = existsSync(stamp) && readFileSync(stamp, "utf8") === key;
  if (done && outputs.every((path) => existsSync(join(root, path)))) return false;
  rmSync(stamp, { force: true });
  await work();
  writeFileSync(stamp, key);
  return true;
}
