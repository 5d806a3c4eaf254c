// Starting other programs.

import { spawn, spawnSync } from "node:child_process";
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { Stop } from "./say.mjs";

const LINE = 400;

/** The folder of the checkout. */
export const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * Runs a program to its end, without standard input. Its output is kept, given to `report` line by line, and with
 * `echo` passed on as it comes; `only: "stdout"` keeps no other. Resolves to `{ code, output }`; with `check` (the
 * default) a failure rejects instead.
 */
export function run(program, args, { cwd = root, env = process.env, report, echo = false, check = true, only } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let output = "";
    let recent = "";
    const take = (stream) => (chunk) => {
      if (!only || process[only] === stream) output += chunk;
      if (echo) stream.write(chunk);
      recent = (recent + chunk).slice(-LINE);
      report?.(lastLine(recent));
    };
    child.stdout.setEncoding("utf8").on("data", take(process.stdout));
    child.stderr.setEncoding("utf8").on("data", take(process.stderr));
    child.on("error", (error) => reject(new Stop(`${program} cannot be started: ${error.message}`)));
    child.on("close", (code, signal) => {
      if (code === 0 || !check) return resolve({ code: code ?? 1, output });
      const how = signal ? `was ended by ${signal}` : `failed with code ${code}`;
      reject(Object.assign(new Stop(`\`${[program, ...args].join(" ")}\` ${how}.`), { output: echo ? "" : output }));
    });
  });
}

/** What a program prints on standard output, trimmed; null where it is missing or fails. */
export function capture(program, args, { cwd = root, env = process.env } = {}) {
  const result = spawnSync(program, args, { cwd, env, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return result.status === 0 ? result.stdout.trim() : null;
}

/** Path of a program on the search path, or null. */
export function which(name, path = process.env.PATH ?? "") {
  const places = path.split(delimiter).filter(Boolean).map((folder) => join(folder, name));
  return places.find(isProgram) ?? null;
}

/** Whether a path names a file that this user may run. */
export function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function lastLine(text) {
  return text.trimEnd().split(/[\r\n]/).at(-1) ?? "";
}
