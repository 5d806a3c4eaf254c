// What needs no app: words and settings.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/** A module of src/, with an app that offers nothing. */
async function load(name) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../src/${name}.ts`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    plugins: [
      {
        name: "no-app",
        setup({ onResolve, onLoad }) {
          onResolve({ filter: /^(obsidian|relata\/inline)$/ }, ({ path }) => ({ path, namespace: "none" }));
          const contents = "export class PluginSettingTab {} export class Setting {} export class Vault {} export class RelataError {} export const today = () => null";
          onLoad({ filter: /.*/, namespace: "none" }, () => ({ contents }));
        },
      },
    ],
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}`);
}

test("days are told as people tell them", async () => {
  const { ago } = await load("words");
  const from = (day) => ago(day, "2025-10-01");
  assert.equal(from("2025-10-01"), "today");
  assert.equal(from("2025-09-30"), "yesterday");
  assert.equal(from("2025-10-02"), "tomorrow");
  assert.equal(from("2025-09-18"), "13 days ago");
  assert.equal(from("2025-09-17"), "2 weeks ago");
  assert.equal(from("2025-07-01"), "3 months ago");
  assert.equal(from("2023-10-01"), "2 years ago");
  assert.equal(from("2025-10-22"), "in 3 weeks");
});

test("task lines are replaced, and all else stays", async () => {
  const { edited } = await load("tick");
  const edit = (line, before, ...after) => ({ path: "a.md", line, before, after });
  const text = "\ufeff- [ ] a\r\n- [ ] b\n\n- [ ] a";
  assert.equal(edited(text, [edit(1, "- [ ] a", "- [x] a")]), "\ufeff- [x] a\r\n- [ ] b\n\n- [ ] a");
  assert.equal(edited(text, [edit(1, "- [ ] a", "- [ ] c", "- [x] a"), edit(2, "- [ ] b")]), "\ufeff- [ ] c\r\n- [x] a\r\n\n- [ ] a");
  assert.equal(edited(text, [edit(4, "- [ ] a", "- [x] a")]), "\ufeff- [ ] a\r\n- [ ] b\n\n- [x] a");
  assert.equal(edited(text, [edit(1, "- [ ] a", "- [x] a"), edit(2, "- [ ] a", "- [x] a")]), null);
  assert.equal(edited(text, [edit(9, "- [ ] a", "- [x] a")]), null);
});

test("settings are taken from any data", async () => {
  const { settingsFrom, schemaFrom } = await load("settings");
  const none = { self: [], asOf: null, hidden: [] };
  for (const data of [null, undefined, 1, "x", [], {}, { self: 3, asOf: "soon", hidden: ["nonsense"] }]) {
    assert.deepEqual(settingsFrom(data), none);
  }
  for (const asOf of ["2025-02-30", "2025-2-3", "2025"]) assert.equal(settingsFrom({ asOf }).asOf, null);
  const some = { self: ["Me", 'a "b": c'], asOf: "2025-02-28", hidden: ["facts"] };
  assert.deepEqual(settingsFrom({ ...some, other: true }), some);
  assert.equal(schemaFrom(settingsFrom(null)), undefined);
  assert.equal(schemaFrom(settingsFrom(some)), 'self: ["Me","a \\"b\\": c"]\n');
});
