// Debian's packages: what the other steps fall back to.

import { existsSync } from "node:fs";

import { run, which } from "./run.mjs";
import { Stop } from "./say.mjs";

let updated = false;

/** Whether this machine installs its programs with apt. */
export function isDebian() {
  return existsSync("/etc/debian_version") && which("apt-get") !== null;
}

/**
 * Installs Debian packages. `why` ends the sentence that people read where this user may not install. Nothing that is
 * installed is ever removed for them.
 */
export async function install(packages, why, report) {
  if (process.getuid?.() !== 0) {
    throw new Stop(`run \`sudo apt-get install ${packages.join(" ")}\` ${why}, then run this again.`);
  }
  if (!updated) await apt(["update"], report);
  updated = true;
  await apt(["install", "-y", "--no-install-recommends", "--no-remove", ...packages], report);
}

function apt(args, report) {
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  return run("apt-get", ["-q", "-o", "DPkg::Lock::Timeout=600", ...args], { env, report });
}
