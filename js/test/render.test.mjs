// What the command prints: compared with test/expected/, which `UPDATE_EXPECTED=1` writes anew.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import test from "node:test";

import { source } from "./support/source.mjs";
import { ROWS, STRANGER, SUMMARY } from "./support/summary.mjs";

const { summaryText } = await source("cli/summary.ts");
const { listText } = await source("cli/list.ts");

const plain = (width) => ({ width, colour: false });
const CASES = {
  "summary.txt": () => summaryText(SUMMARY, plain(80)),
  "summary-narrow.txt": () => summaryText(SUMMARY, plain(50)),
  "summary-colour.txt": () => summaryText(SUMMARY, { width: 80, colour: true }).replaceAll("\u001b", "␛"),
  "stranger.txt": () => summaryText(STRANGER, plain(80)),
  "list.txt": () => listText(ROWS, "2026-10-01", plain(100)),
  "list-narrow.txt": () => listText(ROWS, "2026-10-01", plain(72)),
};

for (const [name, render] of Object.entries(CASES)) {
  test(`prints ${name}`, () => {
    const file = new URL(`expected/${name}`, import.meta.url);
    if (process.env.UPDATE_EXPECTED) writeFileSync(file, render());
    assert.equal(render(), readFileSync(file, "utf8"));
  });
}

test("without colours the same is said", () => {
  const coloured = summaryText(SUMMARY, { width: 80, colour: true });
  assert.equal(coloured.replace(/\u001b\[\d+m/g, ""), summaryText(SUMMARY, plain(80)));
});
