// The core's golden answers, given again by the package in Node.

import assert from "node:assert/strict";
import test from "node:test";

import { Vault } from "relata";
import * as inline from "relata/inline";
import { readFolder } from "relata/node";

import { calling, goldenVaults } from "./support/golden.mjs";

for (const { name, folder, asOf, entities, summaries } of goldenVaults()) {
  test(`${name}: ${summaries.length} summaries and the table are the core's`, async () => {
    const vault = await Vault.open({ asOf });
    await vault.load(await readFolder(folder));
    assert.deepEqual(vault.entities({ sort: "name" }), entities);
    for (const summary of summaries) assert.deepEqual(vault.summary(calling(summary)), summary, calling(summary));
    assert.ok(summaries.length > 0);
  });
}

test("both entries are one package: the same classes, the same instance", async () => {
  assert.equal(inline.Vault, Vault);
  assert.equal(inline.RelataError, (await import("relata")).RelataError);
});
