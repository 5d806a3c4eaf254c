// The WebAssembly instance: how it starts, and what happens when it ends.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";

import { source } from "./support/source.mjs";

const WASM = new URL("../dist/relata.wasm", import.meta.url);
// (module (func (export "trap") unreachable))
const TRAP = Uint8Array.from(Buffer.from("0061736d010000000104016000000302010007080104747261700000 0a05010300000b".replace(" ", ""), "hex"));

/** A fresh copy of the package's inside: its own instance, and the vault on top of it. */
async function fresh() {
  return source("../test/support/inside.ts");
}

async function ready() {
  const inside = await fresh();
  await inside.init(readFileSync(WASM));
  return inside;
}

function trap() {
  new WebAssembly.Instance(new WebAssembly.Module(TRAP)).exports.trap();
}

test("functions that return at once need init", async () => {
  const { parseNote } = await fresh();
  assert.throws(() => parseNote("x"), { code: "not-ready" });
});

test("init takes bytes, a compiled module, a response or a promise of them", async () => {
  const bytes = readFileSync(WASM);
  const headers = { "content-type": "application/wasm" };
  for (const wasm of [bytes, await WebAssembly.compile(bytes), new Response(bytes, { headers }), Promise.resolve(bytes)]) {
    const { init, version } = await fresh();
    await init(wasm);
    assert.match(version(), /^\d+\.\d+\.\d+$/);
  }
});

test("a module that is missing or broken is told, and can be tried again", async () => {
  const { init, version } = await fresh();
  await assert.rejects(init(), { code: "wasm-unavailable" });
  await assert.rejects(init(new Uint8Array([1, 2, 3])), { code: "wasm-unavailable" });
  await init(readFileSync(WASM));
  assert.ok(version());
});

test("many vaults open at once share one instance", async () => {
  const { Vault, generation } = await ready();
  const vaults = await Promise.all(Array.from({ length: 10 }, () => Vault.open()));
  vaults[0].set("a.md", "x");
  assert.deepEqual(vaults.map(({ length }) => length), [1, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  assert.equal(generation(), 0);
});

test("after a trap open vaults say so, and new ones work", async () => {
  const { Vault, call, parseNote } = await ready();
  const vault = await Vault.open();
  vault.set("a.md", "x");
  assert.throws(() => call(trap), (error) => error.code === "internal" && error.cause instanceof WebAssembly.RuntimeError);
  assert.throws(() => vault.length, { code: "internal", message: /open a new one/ });
  assert.throws(() => vault.summary("x"), { code: "internal" });
  vault.dispose();
  assert.throws(() => vault.length, { code: "disposed" });
  const next = await Vault.open();
  next.set("b.md", "# [[y]]");
  assert.equal(next.length, 1);
  assert.equal(parseNote("[[y]]").links[0].link, "y");
});

test("an overflow of the stack ends the instance as a trap does", async () => {
  const { Vault, call, generation } = await ready();
  const deeper = () => deeper() + 1;
  assert.throws(() => call(deeper), { code: "internal" });
  assert.equal(generation(), 1);
  assert.equal((await Vault.open()).length, 0);
});

test("an error from elsewhere leaves the instance alone", async () => {
  const { Vault, call, generation } = await ready();
  const vault = await Vault.open();
  assert.throws(() => call(() => { throw new TypeError("odd"); }), { code: "internal", message: /odd/ });
  assert.equal(generation(), 0);
  assert.equal(vault.length, 0);
});

test("memory of disposed vaults is used again", async () => {
  const { Vault, memory } = await ready();
  const round = async () => {
    const vault = await Vault.open();
    vault.set("a.md", "some [[words]] ".repeat(20_000));
    vault.dispose();
    return memory();
  };
  const first = await round();
  for (let i = 0; i < 20; i += 1) await round();
  assert.equal(await round(), first);
});
