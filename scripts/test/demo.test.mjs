import assert from "node:assert/strict";
import { test } from "node:test";

import { newest, notesFolder } from "../lib/demo.mjs";

test("the entity with the newest last contact is shown, undated ones last", () => {
  const rows = [{ name: "A", lastContact: null }, { name: "B", lastContact: "2025-01-02" }, { name: "C", lastContact: "2025-03-01" }];
  assert.equal(newest(rows), "C");
  assert.equal(newest([{ name: "A" }]), "A");
  assert.equal(newest([]), null);
});

test("a folder that is none is told in one sentence", () => {
  assert.throws(() => notesFolder("no/such/folder"), { message: "there is no folder no/such/folder: give the path of a folder of notes." });
  assert.throws(() => notesFolder("package.json"), /is a file/);
});
