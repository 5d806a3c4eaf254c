// How fast notes are read through WebAssembly in Node, against a bare native pulldown-cmark loop over the same bytes (P).
//
// node js/bench/note.mjs FOLDER MODULE COMMAND…: MODULE reads notes and makes nothing of them, COMMAND prints P of the folder in
// milliseconds. All take turns, round by round.

import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";

import { parseNote, Vault } from "relata";

const [folder, module, program, ...args] = process.argv.slice(2);
const bare = createRequire(import.meta.url)(module);
const files = readdirSync(folder, { recursive: true }).filter((path) => path.endsWith(".md"));
const notes = files.map((path) => ({ path: path.replaceAll("\\", "/"), bytes: readFileSync(join(folder, path)) }));
const texts = notes.map(({ bytes }) => bytes.toString("utf8"));

/** Milliseconds that one pass takes. */
function time(pass) {
  const start = performance.now();
  pass();
  return performance.now() - start;
}

const vault = await Vault.open();
const STEPS = {
  "pulldown-cmark, bytes in": () => notes.forEach(({ bytes }) => bare.pulldown(bytes)),
  "facts, bytes in": () => notes.forEach(({ bytes }) => bare.facts(bytes)),
  "metadata, bytes in": () => notes.forEach(({ bytes }) => bare.metadata(bytes)),
  "facts, into a vault, bytes in": () => notes.forEach(({ path, bytes }) => vault.set(path, bytes)),
  "facts, into a vault, strings in": () => notes.forEach(({ path }, at) => vault.set(path, texts[at])),
  "metadata as objects, bytes in": () => notes.forEach(({ bytes }) => parseNote(bytes)),
};
const ROUNDS = 9;

const cold = Object.fromEntries(Object.entries(STEPS).map(([name, pass]) => [name, time(pass)]));
const times = Object.fromEntries(["P", ...Object.keys(STEPS)].map((name) => [name, []]));
for (let round = 0; round < ROUNDS; round += 1) {
  times.P.push(Number(execFileSync(program, args, { encoding: "utf8" })));
  for (const [name, pass] of Object.entries(STEPS)) times[name].push(time(pass));
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];
const p = median(times.P);
const megabytes = notes.reduce((sum, { bytes }) => sum + bytes.length, 0) / 1e6;
console.log(`${notes.length} notes, ${megabytes.toFixed(2)} MB, wasm in Node ${process.version}, ${ROUNDS} rounds; P is native`);
console.log(`${"".padEnd(32)} ${"ms".padStart(9)} ${"P".padStart(6)} ${"first P".padStart(8)}`);
for (const [name, values] of Object.entries(times)) {
  const first = name in cold ? (cold[name] / p).toFixed(2) : "";
  console.log(`${name.padEnd(32)} ${median(values).toFixed(1).padStart(9)} ${(median(values) / p).toFixed(2).padStart(6)} ${first.padStart(8)}`);
}
vault.dispose();
