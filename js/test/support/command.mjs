// The command `relata` as a process.

import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";

/** The built command. */
export const CLI = fileURLToPath(new URL("../../dist/cli.js", import.meta.url));

/** Runs `relata` with arguments; resolves to its exit code and what it printed. */
export function relata(args, env = {}) {
  return run(process.execPath, [CLI, ...args], env);
}

/** Runs a program; resolves to its exit code (or signal) and what it printed. */
export function run(program, args, env = {}, options = {}) {
  return new Promise((resolve, reject) => {
    const clean = { ...process.env, COLUMNS: "80", ...env };
    delete clean.NODE_TEST_CONTEXT;
    const child = spawn(program, args, { env: clean, ...options });
    const out = { code: null, stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text) => (out.stdout += text));
    child.stderr.setEncoding("utf8").on("data", (text) => (out.stderr += text));
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({ ...out, code: code ?? signal }));
  });
}
