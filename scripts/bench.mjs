// npm run bench [-- FOLDER]: how fast, as ratios to a bare pulldown-cmark loop over the same bytes, native and in wasm.

import { existsSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

import { root, run } from "./lib/run.mjs";
import { cargo } from "./lib/rust.mjs";
import { main, Stop } from "./lib/say.mjs";
import { build, setUp } from "./lib/steps.mjs";
import { buildBenchWasm } from "./lib/wasm.mjs";

const MADE = join(root, ".cache/made-vault");
const TASKS = join(root, ".cache/made-tasks");

await main(async () => {
  const [given] = process.argv.slice(2);
  if (given && !existsSync(given)) throw new Stop(`there is no folder ${given}.`);
  await setUp();
  await build();
  if (!existsSync(MADE)) {
    mkdirSync(MADE, { recursive: true });
    await bench("note", ["--write", MADE]);
  }
  const folder = given ? resolve(given) : MADE;
  await bench("note", given ? [folder] : []);
  await run(process.execPath, ["js/bench/note.mjs", folder, await buildBenchWasm(), await program("note"), "--p", folder], { echo: true });
  if (given) return;
  await bench("vault", []);
  const made = join(root, ".cache/made-vault.notes");
  await bench("vault", ["--write", made, "10000"]);
  await run(process.execPath, ["js/bench/vault.mjs", made, await buildBenchWasm(), await program("vault")], { echo: true });
  await bench("relation", []);
  await bench("render", []);
  await bench("tasks", []);
  if (!existsSync(TASKS)) await bench("tasks", ["--write", TASKS]);
  await run(process.execPath, ["js/bench/tasks.mjs", TASKS, await program("tasks"), "--p", TASKS], { echo: true });
});

/** The built program of a benchmark. */
async function program(name) {
  const { output } = await cargo(["bench", "-q", "--bench", name, "--no-run", "--message-format=json"], { only: "stdout" });
  const messages = output.trim().split("\n").map((line) => JSON.parse(line));
  return messages.findLast(({ executable, target }) => executable && target.name === name).executable;
}

function bench(name, args) {
  return cargo(["bench", "-q", "--bench", name, "--", ...args], { echo: true });
}
