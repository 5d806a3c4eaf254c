// The vault in a worker: a thread in Node, a Worker in a page.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";
import { Worker as Thread } from "node:worker_threads";

import { readFolder } from "relata/node";
import { RelataError, WorkerVault } from "relata/worker";
import { Vault } from "relata";

import { launch, openPage, serve } from "./support/browser.mjs";
import { calling, goldenVaults } from "./support/golden.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const DAY = "2026-10-01";

async function tea(t, options = {}) {
  const vault = await WorkerVault.open({ asOf: DAY, ...options });
  t.after(() => vault.dispose());
  await vault.load(Object.entries(TEA).map(([path, content]) => ({ path, content })));
  return vault;
}

test("the golden answers come out of a thread", async (t) => {
  for (const { folder, asOf, entities, summaries } of goldenVaults()) {
    const vault = await WorkerVault.open({ asOf });
    t.after(() => vault.dispose());
    await vault.load(await readFolder(folder));
    assert.deepEqual(await vault.entities({ sort: "name" }), entities);
    assert.deepEqual(await Promise.all(summaries.map((summary) => vault.summary(calling(summary)))), summaries);
  }
});

test("every method answers as in place", async (t) => {
  const [there, here] = [await tea(t), await Vault.open({ asOf: DAY })];
  for (const [path, content] of Object.entries(TEA)) here.set(path, content);
  const calls = [
    (vault) => vault.asOf,
    (vault) => vault.length,
    (vault) => vault.set("odd.md", "[[]]"),
    (vault) => vault.rename("odd.md", "even.md"),
    (vault) => vault.diagnostics(),
    (vault) => vault.delete("even.md"),
    (vault) => vault.note("People/Ada Quill.md"),
    (vault) => vault.entities({ kind: "person" }),
    (vault) => vault.summary("Ada", { asOf: "2026-08-15" }),
    (vault) => vault.brief("Ada"),
    (vault) => vault.graph({ around: "Ada" }),
    (vault) => vault.suggestions(),
    (vault) => vault.whyEmpty("suggestions"),
    (vault) => vault.whyEmpty("entities", { kind: "ship", asOf: "2026-08-15" }),
    (vault) => vault.whyEmpty("tasks", "due before 2020-01-01", { asOf: "2026-08-15" }),
    (vault) => vault.proposeSchema(),
    (vault) => vault.about("Meetings/2026-09-01 - Tea.md"),
    (vault) => vault.refresh("People/Ada Quill.md"),
    (vault) => vault.render("Ada Quill", { template: "{{ entity.name }}" }),
    (vault) => vault.stale(),
    (vault) => vault.set("tin.png"),
    (vault) => vault.resolve("Ada Quill", "tin.md"),
    (vault) => vault.backlinks("People/Ada Quill.md"),
    (vault) => vault.prepare(),
    (vault) => vault.resolvedLinks,
    (vault) => vault.unresolvedLinks,
    (vault) => vault.unlinkedMentions("Ada"),
    (vault) => vault.linkProblems(),
    (vault) => vault.orphans(),
    (vault) => vault.tags(),
    (vault) => vault.files(),
    (vault) => vault.stamps(),
    (vault) => vault.save(),
    (vault) => vault.merge(here.save()),
  ];
  for (const call of calls) assert.deepEqual(await call(there), await call(here), String(call));
  const methods = (type) => Object.getOwnPropertyNames(type.prototype).filter((name) => name !== "constructor").sort();
  assert.deepEqual(methods(WorkerVault), methods(Vault));
});

test("refusals arrive as RelataErrors", async (t) => {
  const vault = await tea(t);
  await assert.rejects(vault.summary("Ada Quil"), (error) => error instanceof RelataError && error.code === "unknown-name" && error.candidates[0] === "Ada Quill");
  await assert.rejects(vault.entities({ knid: "x" }), { code: "invalid-options" });
  await assert.rejects(vault.set("../x.md", ""), { code: "invalid-path" });
  await assert.rejects(vault.set("x.md", () => {}), { code: "invalid-options", message: /cannot be sent/ });
  await assert.rejects(WorkerVault.open({ schema: "kinds: 7" }), { code: "invalid-options" });
  await assert.rejects(WorkerVault.open({ wasm: new Uint8Array([1]) }), { code: "wasm-unavailable" });
  assert.equal(await vault.length, 4, "the worker goes on");
});

test("schema, progress and signal work as in place", async (t) => {
  const files = { "relata.yaml": "aliases:\n  Ada Quill: [Night Baker]\n", ...TEA };
  const vault = await WorkerVault.open({ asOf: DAY, wasm: readFileSync(`${DIST}relata.wasm`) });
  t.after(() => vault.dispose());
  const seen = [];
  await vault.load(await readFolder(folderWith(t, files)), { onProgress: ({ done, total }) => seen.push([done, total]) });
  assert.deepEqual(seen, [1, 2, 3, 4, 5].map((done) => [done, 5]));
  assert.equal((await vault.summary("Night Baker")).entity.name, "Ada Quill");
  const stop = new AbortController();
  async function* endless() {
    for (let i = 0; ; i += 1) yield { path: `${i}.md`, content: "x" };
  }
  const onProgress = () => stop.abort(new Error("enough"));
  await assert.rejects(vault.load(endless(), { onProgress, signal: stop.signal }), /enough/);
});

test("what waits when the vault is disposed of is rejected, and so is what comes later", async (t) => {
  const vault = await tea(t);
  const waiting = [vault.summary("Ada"), vault.entities(), vault.length];
  vault.dispose();
  vault.dispose();
  for (const promise of waiting) await assert.rejects(promise, { code: "disposed" });
  await assert.rejects(vault.entities(), { code: "disposed" });
});

test("what waits when the worker dies is rejected, and so is what comes later", async (t) => {
  const thread = new Thread(new URL("../dist/worker-shell.js", import.meta.url));
  const vault = await tea(t, { worker: thread });
  const waiting = vault.summary("Ada");
  thread.terminate();
  await Promise.allSettled([waiting]);
  await assert.rejects(vault.entities(), { code: "internal", message: /worker failed/ });
});

test("a worker that throws or cannot start rejects what waits", async () => {
  const broken = (code) => new Thread(code, { eval: true });
  const throwing = broken('require("node:worker_threads").parentPort.on("message", () => { throw new Error("odd"); })');
  await assert.rejects(WorkerVault.open({ worker: throwing }), { code: "internal", message: /odd/ });
  await assert.rejects(WorkerVault.open({ worker: broken("this is no code") }), { code: "internal" });
  await assert.rejects(WorkerVault.open({ worker: broken("0") }), { code: "internal", message: /ended with code 0/ });
});

const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>test</title>';

test("a worker in a page gives the golden answers, and fails with a code", async (t) => {
  const page = await openPage(t, await launch(t), await serve(t, { "/": PAGE, "/dist/": DIST }));
  for (const { folder, asOf, entities, summaries } of goldenVaults()) {
    const files = [];
    for await (const { path, content } of await readFolder(folder)) files.push([path, content && Buffer.from(content).toString("base64")]);
    const found = await page.evaluate(answers, { asOf, files, names: summaries.map(calling) });
    assert.deepEqual(found.entities, entities);
    assert.deepEqual(found.summaries, summaries);
  }
  assert.deepEqual(await page.evaluate(failures), ["unknown-name", "internal", "disposed", "disposed"]);
});

/** Runs in the page: all answers about a vault. */
async function answers({ asOf, files, names }) {
  const { WorkerVault } = await import("/dist/worker.js");
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const vault = await WorkerVault.open({ asOf, wasm: "dist/relata.wasm" });
  await vault.load(files.map(([path, content]) => (content === undefined ? { path } : { path, content: bytes(content) })));
  const found = { entities: await vault.entities({ sort: "name" }), summaries: await Promise.all(names.map((name) => vault.summary(name))) };
  vault.dispose();
  return found;
}

/** Runs in the page: the codes of errors of all kinds. */
async function failures() {
  const { WorkerVault } = await import("/dist/worker.js");
  const code = (promise) => promise.then(() => "none", (error) => error.code);
  const vault = await WorkerVault.open();
  await vault.set("a.md", "---\ntype: person\n---\n# Ada\n");
  const codes = [await code(vault.summary("Nobody"))];
  const script = URL.createObjectURL(new Blob(["throw new Error('odd')"], { type: "text/javascript" }));
  codes.push(await code(WorkerVault.open({ worker: new Worker(script, { type: "module" }) })));
  const waiting = code(vault.summary("Ada"));
  vault.dispose();
  return [...codes, await waiting, await code(vault.entities())];
}
