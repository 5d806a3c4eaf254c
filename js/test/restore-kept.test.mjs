// Vaults that read what they need from bytes that they were restored from.

import assert from "node:assert/strict";
import test from "node:test";

import { Vault } from "relata";
import { readFolder } from "relata/node";
import { WorkerVault } from "relata/worker";

import { calling, goldenVaults } from "./support/golden.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const DAY = "2026-10-01";
const KEPT = { asOf: DAY, keepBytes: true };
const NOTE = "Meetings/2026-09-01 - Tea.md";

async function loaded(t) {
  const vault = await Vault.open({ asOf: DAY });
  await vault.load(await readFolder(folderWith(t, TEA)));
  return vault;
}

/** Gives the bytes away, as a message to another thread does. */
const transfer = (bytes) => structuredClone(bytes, { transfer: [bytes.buffer] });

/** Questions of every kind. */
const QUESTIONS = {
  summary: (vault) => vault.summary("Ada Quill"),
  entities: (vault) => vault.entities(),
  backlinks: (vault) => vault.files().map((path) => vault.backlinks(path)),
  note: (vault) => vault.note(NOTE),
  mentions: (vault) => vault.unlinkedMentions("Ada Quill"),
  tasks: (vault) => vault.tasks(),
  diagnostics: (vault) => vault.diagnostics(),
  links: (vault) => vault.resolvedLinks,
  stale: (vault) => vault.stale(),
  save: (vault) => vault.save(),
};

test("a vault that keeps its bytes gives the golden answers", async () => {
  for (const { folder, asOf, entities, summaries } of goldenVaults()) {
    const vault = await Vault.open({ asOf });
    await vault.load(await readFolder(folder));
    const bytes = vault.save();
    const back = await Vault.restore(bytes, { asOf, keepBytes: true });
    assert.deepEqual(back.save(), bytes, "saved before anything is asked");
    assert.deepEqual(back.entities({ sort: "name" }), entities);
    for (const summary of summaries) assert.deepEqual(back.summary(calling(summary)), summary);
    assert.deepEqual(back.diagnostics(), vault.diagnostics());
    assert.deepEqual(back.save(), bytes);
  }
});

test("each question may be the first", async (t) => {
  const vault = await loaded(t);
  const bytes = vault.save();
  for (const [name, ask] of Object.entries(QUESTIONS)) {
    assert.deepEqual(ask(await Vault.restore(bytes, KEPT)), ask(vault), name);
  }
});

test("changes, new notes and other vaults come on top of what is kept", async (t) => {
  const bytes = (await loaded(t)).save();
  const other = await Vault.open();
  other.set("Other.md", "[[Ada Quill]]");
  const answers = [];
  for (const keepBytes of [false, true]) {
    const vault = await Vault.restore(bytes.slice(), { asOf: DAY, keepBytes });
    const changes = [vault.set(NOTE, "---\ndate: 2026-09-02\n---\nwith [[Ada Quill]]"), vault.rename("People/Ada Quill.md", "People/Ada.md")];
    vault.merge(other.save());
    answers.push([changes, vault.summary("Ada Quill"), vault.backlinks("People/Ada.md"), vault.save()]);
  }
  assert.deepEqual(answers[1], answers[0]);
});

test("bytes that were transferred or made smaller are told", async (t) => {
  const bytes = (await loaded(t)).save();
  const large = new ArrayBuffer(bytes.length, { maxByteLength: bytes.length });
  const shrinking = new Uint8Array(large);
  shrinking.set(bytes);
  for (const [given, change] of [[bytes.slice(), transfer], [shrinking, () => large.resize(99)]]) {
    const vault = await Vault.restore(given, KEPT);
    assert.ok(vault.length > 0);
    change(given);
    for (const ask of Object.values(QUESTIONS)) assert.throws(() => ask(vault), { name: "RelataError", code: "snapshot-damaged" });
    assert.throws(() => vault.set("x.md", "x"), { code: "snapshot-damaged" });
    vault.dispose();
    assert.throws(() => vault.length, { code: "disposed" });
  }
});

test("bytes that were written to give an answer or `snapshot-damaged`, and other vaults go on", async (t) => {
  const vault = await loaded(t);
  const bytes = vault.save();
  let told = 0;
  for (const value of [0, 0x5b, 0xff]) {
    for (const part of [0, 0.25, 0.5, 0.75]) {
      for (const ask of Object.values(QUESTIONS)) {
        const given = bytes.slice();
        const back = await Vault.restore(given, KEPT);
        given.fill(value, Math.floor(part * given.length));
        try {
          ask(back);
        } catch (error) {
          assert.ok(["snapshot-damaged", "unknown-name", "empty-vault"].includes(error.code), error.stack);
          told += Number(error.code === "snapshot-damaged");
        }
      }
    }
  }
  assert.ok(told > 20, `${told} told`);
  assert.deepEqual(vault.save(), bytes);
});

test("bytes are let go when all of them was read", async (t) => {
  const vault = await loaded(t);
  const bytes = vault.save();
  const back = await Vault.restore(bytes, KEPT);
  await back.prepare();
  back.diagnostics();
  transfer(bytes);
  for (const [name, ask] of Object.entries(QUESTIONS)) assert.deepEqual(ask(back), ask(vault), name);
});

test("without the option the bytes may go at once", async (t) => {
  const vault = await loaded(t);
  const bytes = vault.save();
  const back = await Vault.restore(bytes, { asOf: DAY });
  const worker = await WorkerVault.restore(bytes, { asOf: DAY });
  t.after(() => worker.dispose());
  transfer(bytes);
  for (const [name, ask] of Object.entries(QUESTIONS)) assert.deepEqual(ask(back), ask(vault), name);
  assert.deepEqual(await worker.summary("Ada Quill"), vault.summary("Ada Quill"));
});
