// The packages of the workspace, built in the order in which they use each other.

import { existsSync } from "node:fs";
import { join } from "node:path";

import { manifest, npm, packages } from "./npm.mjs";
import { root } from "./run.mjs";
import { digest, unlessDone } from "./stamp.mjs";

/** The folders and names of the packages. */
export function allPackages() {
  return packages.map((folder) => ({ folder, name: manifest(folder).name }));
}

/** Builds one package where it, or one that it may use, changed. */
export async function buildPackage(folder, report) {
  const { name, scripts, bin } = manifest(folder);
  if (!scripts?.build) return "has nothing to build";
  const before = packages.slice(0, packages.indexOf(folder) + 1);
  const key = digest([...before, "package-lock.json"], [process.version]);
  const now = await unlessDone(`build-${folder}`, key, [`${folder}/dist`], () => npm(["run", "build", "-w", name], { report }));
  await linkCommands(name, bin, report);
  return now ? "built" : "unchanged";
}

/** npm links a package's commands only where their files exist, and a fresh checkout has none before it is built. */
async function linkCommands(name, bin = {}, report) {
  const linked = Object.keys(bin).every((command) => existsSync(join(root, "node_modules/.bin", command)));
  if (!linked) await npm(["rebuild", name, "--ignore-scripts"], { report });
}
