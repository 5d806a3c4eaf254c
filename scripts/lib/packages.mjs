// The packages of the workspace, built in the order in which they use each other.

import { manifest, npm, packages } from "./npm.mjs";
import { digest, unlessDone } from "./stamp.mjs";

/** The folders and names of the packages. */
export function allPackages() {
  return packages.map((folder) => ({ folder, name: manifest(folder).name }));
}

/** Builds one package where it, or one that it may use, changed. */
export async function buildPackage(folder, report) {
  const { name, scripts } = manifest(folder);
  if (!scripts?.build) return "has nothing to build";
  const before = packages.slice(0, packages.indexOf(folder) + 1);
  const key = digest([...before, "package-lock.json"], [process.version]);
  const now = await unlessDone(`build-${folder}`, key, [`${folder}/dist`], () => npm(["run", "build", "-w", name], { report }));
  return now ? "built" : "unchanged";
}
