// How fast a vault is loaded, asked, changed and restored through WebAssembly in Node, and what memory it takes.
//
// node js/bench/vault.mjs FILE MODULE PROGRAM: FILE holds notes as `benches/vault.rs` writes them, MODULE has a vault that knows links
// alone, `PROGRAM --p FILE` prints P of the notes in milliseconds. Each round is a fresh process, and all take turns.

import { execFileSync } from "node:child_process";
import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

const SELF = fileURLToPath(import.meta.url);
const HUB = "Hub.md";
const ROUNDS = 5;

/** The notes of a file: path and bytes, each preceded by its length. */
function read(file) {
  const all = readFileSync(file);
  const notes = [];
  for (let at = 0; at < all.length; ) {
    const part = () => {
      const start = at + 4;
      at = start + all.readUInt32LE(at);
      return all.subarray(start, at);
    };
    notes.push({ path: part().toString("utf8"), content: part() });
  }
  return notes;
}

async function time(work) {
  const start = performance.now();
  const result = await work();
  return [performance.now() - start, result];
}

const median = (values) => values.toSorted((a, b) => a - b)[values.length >> 1];

/** One cold round: what a process that has just begun takes. */
const ROUND = {
  async links(file, module) {
    const notes = read(file);
    const { Links } = createRequire(import.meta.url)(module);
    const vault = new Links();
    const [load] = await time(() => notes.forEach(({ path, content }) => vault.load(path, content)));
    const [all] = await time(() => vault.resolved());
    const [back] = await time(() => vault.backlinks(HUB));
    return { "load, core alone": load, "+ all links resolved": all, "+ backlinks of the hub": back };
  },
  async load(file) {
    const notes = read(file);
    const { Vault } = await import("relata");
    const [open, vault] = await time(() => Vault.open());
    const [load] = await time(() => vault.load(notes));
    const [back] = await time(() => vault.backlinks(HUB));
    const [all] = await time(() => vault.resolvedLinks);
    const [entities] = await time(() => vault.entities());
    return { "open": open, load, "+ backlinks, as objects": back, "+ resolvedLinks, as objects": all, "+ entities": entities };
  },
  async eager(file) {
    const notes = read(file);
    const { Vault } = await import("relata");
    const vault = await Vault.open({ eager: true });
    const [load] = await time(() => vault.load(notes));
    const [entities] = await time(() => vault.entities());
    return { "eager load": load, "eager, + entities": entities };
  },
  restore: (file) => restore(file, "restore, bytes kept", { keepBytes: true }),
  restoreAtOnce: (file) => restore(file, "restore, all at once", {}),
};

async function restore(file, name, options) {
  // Saved by a process of its own, so that this one stays cold; in a file, as a host keeps it.
  const saved = `${file}.saved`;
  execFileSync(process.execPath, [SELF, "--round", "save", file, saved]);
  const bytes = readFileSync(saved);
  rmSync(saved);
  const { Vault, init } = await import("relata");
  await init();
  const [restore, vault] = await time(() => Vault.restore(bytes, options));
  const [back] = await time(() => vault.backlinks(HUB));
  const [entities] = await time(() => vault.entities());
  return { [name]: restore, [`${name}, + backlinks`]: restore + back, [`${name}, + entities`]: restore + back + entities };
}

async function save(file, to) {
  const { Vault } = await import("relata");
  const vault = await Vault.open();
  await vault.load(read(file));
  writeFileSync(to, vault.save());
}

/** In a process that goes on: changes of single notes, questions, memory. */
async function steady(file) {
  const notes = read(file);
  const bytes = notes.reduce((sum, { content }) => sum + content.length, 0);
  const { instantiate } = WebAssembly;
  let taken;
  WebAssembly.instantiate = async (...args) => {
    const made = await instantiate(...args);
    taken = (made.instance ?? made).exports.memory;
    return made;
  };
  const { Vault } = await import("relata");
  const vault = await Vault.open();
  await vault.load(notes);
  const memory = taken.buffer.byteLength / bytes;
  const times = { set: [], delete: [], add: [], rename: [] };
  for (let turn = 0; turn < 200; turn += 1) {
    const { path, content } = notes[(turn * 7919) % (notes.length - 1)];
    const edited = Buffer.concat([content, Buffer.from("\nOne more line about [[Hub]].\n")]);
    times.set.push((await time(() => vault.set(path, edited)))[0]);
    times.delete.push((await time(() => vault.delete(path)))[0]);
    times.add.push((await time(() => vault.set(path, content)))[0]);
    times.rename.push((await time(() => vault.rename(path, `Moved/${path}`)))[0]);
    vault.rename(`Moved/${path}`, path);
  }
  const back = [];
  for (let round = 0; round < 9; round += 1) back.push((await time(() => vault.backlinks(HUB)))[0]);
  const [saving] = await time(() => vault.save());
  return { ...Object.fromEntries(Object.entries(times).map(([name, all]) => [name, median(all)])), "backlinks, as objects": median(back), save: saving, memory };
}

const [first, ...rest] = process.argv.slice(2);
if (first === "--round") {
  const [name, file, module] = rest;
  if (name === "save") await save(file, module);
  else console.log(JSON.stringify(name === "steady" ? await steady(file) : await ROUND[name](file, module)));
} else {
  const [module, program] = rest;
  const run = (name) => JSON.parse(execFileSync(process.execPath, [SELF, "--round", name, first, module], { encoding: "utf8", maxBuffer: 2 ** 30 }));
  const all = {};
  for (let round = 0; round < ROUNDS; round += 1) {
    const found = { P: Number(execFileSync(program, ["--p", first], { encoding: "utf8" })), ...run("links"), ...run("load"), ...run("eager"), ...run("restore"), ...run("restoreAtOnce") };
    for (const [name, value] of Object.entries(found)) (all[name] ??= []).push(value);
  }
  const p = median(all.P);
  const load = median(all.load);
  const { length } = read(first);
  console.log(`${length} notes in ${ROUNDS} cold processes of Node ${process.version}; P is native`);
  console.log(`${"".padEnd(32)} ${"ms".padStart(9)} ${"P".padStart(6)} ${"of load".padStart(8)}`);
  for (const [name, values] of Object.entries(all)) {
    const value = median(values);
    console.log(`${name.padEnd(32)} ${value.toFixed(1).padStart(9)} ${(value / p).toFixed(2).padStart(6)} ${(value / load).toFixed(2).padStart(8)}`);
  }
  const { memory, ...times } = run("steady");
  for (const [name, value] of Object.entries(times)) console.log(`${`warm: ${name}`.padEnd(32)} ${value.toFixed(3).padStart(9)}`);
  console.log(`${"wasm memory per byte of notes".padEnd(32)} ${memory.toFixed(2).padStart(9)}`);
}
