// Vaults saved, restored, brought up to date and put together.

import assert from "node:assert/strict";
import { rmSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { Vault } from "relata";
import { readFolder } from "relata/node";
import { WorkerVault } from "relata/worker";

import { calling, goldenVaults } from "./support/golden.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const DAY = "2026-10-01";
const FILES = { ...TEA, "relata.yaml": "aliases:\n  Ada Quill: [Night Baker]\n", ".obsidian/app.json": '{"userIgnoreFilters": ["Old/"]}', "Old/a.md": "a", "img/tin.png": "x" };

async function loaded(folder) {
  const vault = await Vault.open({ asOf: DAY });
  await vault.load(await readFolder(folder));
  return vault;
}

test("a restored vault gives the golden answers", async () => {
  for (const { folder, asOf, entities, summaries } of goldenVaults()) {
    const vault = await Vault.open({ asOf });
    await vault.load(await readFolder(folder));
    const back = await Vault.restore(vault.save(), { asOf });
    assert.deepEqual(back.save(), vault.save());
    assert.deepEqual(back.entities({ sort: "name" }), entities);
    for (const summary of summaries) assert.deepEqual(back.summary(calling(summary)), summary);
    assert.deepEqual(back.resolvedLinks, vault.resolvedLinks);
  }
});

test("bytes that are no saved vault are refused with a code", async (t) => {
  const vault = await loaded(folderWith(t, FILES));
  const bytes = vault.save();
  const changed = (at) => bytes.map((byte, index) => (index === at ? byte ^ 1 : byte));
  const cases = { "snapshot-unknown": changed(0), "snapshot-version": changed(8), "snapshot-truncated": bytes.subarray(0, -1), "snapshot-damaged": changed(99) };
  for (const [code, odd] of Object.entries(cases)) {
    await assert.rejects(Vault.restore(odd), { code });
    await assert.rejects(WorkerVault.restore(odd), { code });
    assert.throws(() => vault.merge(odd), { code });
  }
  await assert.rejects(Vault.restore("text"), { code: "invalid-options" });
  await assert.rejects(Vault.restore(bytes, { shcema: "" }), { code: "invalid-options" });
  assert.deepEqual(vault.save(), bytes);
});

test("bringing a restored vault up to date reads only what changed, and is as loading anew", async (t) => {
  const folder = folderWith(t, FILES);
  const before = new Date("2026-01-01T00:00:00.250Z");
  for (const path of Object.keys(FILES)) utimesSync(join(folder, path), before, before);
  const saved = (await loaded(folder)).save();
  rmSync(join(folder, "Customers/Crumb.md"));
  rmSync(join(folder, "img/tin.png"));
  writeFileSync(join(folder, "Meetings/2026-09-01 - Tea.md"), TEA["Meetings/2026-09-01 - Tea.md"].replace("small oven", "large oven"));
  writeFileSync(join(folder, "new.md"), "[[Ada Quill]]");
  for (const open of [Vault.restore, WorkerVault.restore]) {
    const vault = await open(saved, { asOf: DAY });
    t.after(() => vault.dispose());
    const read = [];
    const source = await readFolder(folder, { known: await vault.stamps() });
    const watched = { total: source.total, [Symbol.asyncIterator]: () => noting(source, read) };
    await vault.update(watched);
    const changed = [".obsidian/app.json", "Meetings/2026-09-01 - Tea.md", "Old/a.md", "new.md", "relata.yaml"];
    assert.deepEqual(read.sort(), changed, "what the vault cannot know is read too: settings, and notes it leaves out");
    const fresh = await loaded(folder);
    assert.deepEqual(await vault.save(), fresh.save());
    assert.deepEqual(await vault.summary("Night Baker"), fresh.summary("Night Baker"));
  }
});

async function* noting(source, read) {
  for await (const file of source) {
    if (file.content !== undefined) read.push(file.path);
    yield file;
  }
}

test("shards parsed in workers make one vault, in any order", async (t) => {
  const folder = folderWith(t, FILES);
  const files = [];
  for await (const file of await readFolder(folder)) files.push(file);
  const shards = await Promise.all([0, 1, 2].map(async (shard) => {
    const worker = await WorkerVault.open();
    t.after(() => worker.dispose());
    await worker.load(files.filter((_, index) => index % 3 === shard));
    return worker.save();
  }));
  const whole = (await loaded(folder)).save();
  for (const order of [[0, 1, 2], [2, 0, 1], [1, 2, 0]]) {
    const vault = await Vault.open();
    for (const shard of order) vault.merge(shards[shard]);
    assert.deepEqual(vault.save(), whole);
  }
});

test("loading says when a source gives something odd", async () => {
  const vault = await Vault.open();
  await assert.rejects(vault.load([{ path: "../x.md", content: "" }]), { code: "invalid-path" });
  await assert.rejects(vault.load([{ path: "x.md" }]), { code: "invalid-options", message: /content/ });
  await assert.rejects(vault.load([{ path: "x.md", content: 7 }]), { code: "invalid-options" });
  await vault.load([{ path: "x.png" }, { path: "x.md", content: "[[x.png]]", mtime: 12.7 }]);
  assert.deepEqual(vault.stamps(), { "x.md": { mtime: 12, size: 9 } });
  await vault.update([{ path: "./x.md", unchanged: true }]);
  assert.deepEqual(vault.files(), ["x.md"]);
});
