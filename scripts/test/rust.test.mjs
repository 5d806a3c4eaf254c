import assert from "node:assert/strict";
import { test } from "node:test";

import { newEnough } from "../lib/compiler.mjs";
import { source } from "../lib/rust.mjs";

const machine = { ready: false, rustup: true, autoInstall: undefined, debian: true };

test("an installed target is used whatever else there is", () => {
  assert.equal(source({ ...machine, ready: true, autoInstall: "0" }), "installed");
  assert.equal(source({ ...machine, ready: true, rustup: false, debian: false }), "installed");
});

test("rustup is asked only where it may download", () => {
  assert.equal(source(machine), "rustup");
  assert.equal(source({ ...machine, autoInstall: "1" }), "rustup");
  assert.equal(source({ ...machine, autoInstall: "0" }), "debian");
  assert.equal(source({ ...machine, autoInstall: "0", debian: false }), "none");
});

test("without rustup Debian is what is left", () => {
  assert.equal(source({ ...machine, rustup: false }), "debian");
  assert.equal(source({ ...machine, rustup: false, debian: false }), "none");
});

test("versions compare part by part, as numbers", () => {
  assert.ok(newEnough("1.88.0", "1.88"));
  assert.ok(newEnough("1.100.0", "1.88"));
  assert.ok(newEnough("2.0.0-nightly", "1.88"));
  assert.ok(!newEnough("1.63.0", "1.88"));
  assert.ok(!newEnough("1.88.0", "1.88.1"));
});
