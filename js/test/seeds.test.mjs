// Real notes, kept outside the repository, read by the package. Names stay out of this file; the core is held to the same
// figures in tests/seeds.rs.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { Vault } from "relata";
import { readFolder } from "relata/node";

const folder = fileURLToPath(new URL("../../../shared/seeds/", import.meta.url));

test("real notes give the answers read by hand", { skip: !existsSync(folder) && "not on this machine, 0 compared" }, async () => {
  const vault = await Vault.open({ asOf: "2025-10-06" });
  await vault.load(await readFolder(folder));
  assert.equal(vault.length, 3, "the three notes");
  const ofKind = (kind) => vault.summary(vault.entities({ kind }).find((row) => row.path !== null).path);

  const customer = ofKind("customer");
  assert.deepEqual([customer.lastContact.date, customer.lastContact.role], ["2025-09-29", "via"]);
  assert.equal(customer.lastDirect.date, "2025-09-15");
  assert.deepEqual(
    customer.context.map(({ role }) => role),
    ["via", "direct", "direct", "direct"],
  );

  const person = ofKind("person");
  assert.equal(person.contextTotal, 15);
  assert.equal(person.rhythm.daysMet.d90, 5);
  assert.equal(person.strength.score.toFixed(1), "59.9");
  console.log("real notes: 3 compared");
});
