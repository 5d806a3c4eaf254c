// How fast the tasks of a vault are queried through WebAssembly in Node, against a bare native pulldown-cmark loop over the same
// notes (P).
//
// node js/bench/tasks.mjs FOLDER COMMAND…: COMMAND prints P of the folder in milliseconds.

import { execFileSync } from "node:child_process";

import { Vault } from "relata";
import { readFolder } from "relata/node";

const [folder, program, ...args] = process.argv.slice(2);
const vault = await Vault.open({ asOf: "2025-06-10" });
await vault.load(await readFolder(folder));
vault.entities();

/** Milliseconds that one call takes. */
function time(call) {
  const start = performance.now();
  call();
  return performance.now() - start;
}

const STEPS = {
  "few found, to be read": () => vault.tasks("not done\ndue before next month\nsort by due\nlimit 50"),
  "few of an owner": () => vault.tasks({ owner: "Ada Quacill", status: "open", limit: 50 }),
  "by owner, one of each": () => vault.tasks("group by owner\nlimit groups to 1"),
  "1,000 as objects": () => vault.tasks({ sort: "urgency", limit: 1000 }),
};
const ROUNDS = 9;

const cold = Object.fromEntries(Object.entries(STEPS).map(([name, call]) => [name, time(call)]));
const times = Object.fromEntries(["P", ...Object.keys(STEPS)].map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  times.P.push(Number(execFileSync(program, args, { encoding: "utf8" })));
  for (const [name, call] of Object.entries(STEPS)) times[name].push(time(call));
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const p = median(times.P);
const { total } = vault.tasks({ limit: 0 });
console.log(`${vault.length} notes, ${total} tasks, wasm in Node ${process.version}, ${ROUNDS} rounds; P is native`);
console.log(`${"".padEnd(32)} ${"ms".padStart(9)} ${"P".padStart(6)} ${"first P".padStart(8)}`);
for (const [name, values] of Object.entries(times)) {
  const first = name in cold ? (cold[name] / p).toFixed(2) : "";
  console.log(`${name.padEnd(32)} ${median(values).toFixed(1).padStart(9)} ${(median(values) / p).toFixed(2).padStart(6)} ${first.padStart(8)}`);
}
vault.dispose();
