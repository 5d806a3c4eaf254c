// npm: the dependencies of the workspace and the scripts of its packages.

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

import { root, run, which } from "./run.mjs";
import { Stop } from "./say.mjs";
import { digest, unlessDone } from "./stamp.mjs";

/** The folders of the workspace's packages, as package.json names them. */
export const packages = manifest("").workspaces;

/** Installs what package-lock.json lists, unless that very list is installed. */
export async function prepareNpm(report) {
  const manifests = ["", ...packages.map((folder) => `${folder}/`)].map((folder) => `${folder}package.json`);
  const inputs = [...manifests, "package-lock.json", ".npmrc"];
  const verb = existsSync(join(root, "package-lock.json")) ? "ci" : "install";
  const install = () => npm([verb, "--no-audit", "--no-fund"], { report });
  const key = () => digest(inputs, [process.version]);
  const now = await unlessDone("npm", key(), ["node_modules/.package-lock.json"], install);
  return now ? "ready" : "already there";
}

/** Runs npm, the same one that started this script where there is one. */
export async function npm(args, options) {
  const own = process.env.npm_execpath ?? "";
  if (own.endsWith("npm-cli.js")) return run(process.execPath, [own, ...args], options);
  if (!which("npm")) throw new Stop("install npm (it comes with Node; on Debian it is the package npm), then run this again.");
  return run("npm", args, options);
}

/** The package.json in a folder of the checkout. */
export function manifest(folder) {
  return JSON.parse(readFileSync(join(root, folder, "package.json"), "utf8"));
}
