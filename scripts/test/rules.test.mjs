import assert from "node:assert/strict";
import { test } from "node:test";

import { bindgenPin, coreKeepsOff, importedModules, lockWithoutHosts, machineTraces, sameRanges, sameVersion, stageOrder, testModules } from "../lib/rules.mjs";

test("a stage may import itself and earlier ones only", () => {
  const late = "use crate::text::Span;\nuse crate::{note::{Note, vault}, summary::Summary};\n";
  assert.deepEqual(stageOrder("src/vault/mod.rs", late), ["src/vault/mod.rs: stage vault imports the later stage summary"]);
  assert.deepEqual(stageOrder("src/render/mod.rs", late), []);
  assert.deepEqual(stageOrder("src/engine.rs", late), []);
});

test("comments are no imports, and paths through super are", () => {
  assert.deepEqual(stageOrder("src/text/mod.rs", "// see crate::note\n/* crate::vault */\n"), []);
  assert.equal(stageOrder("src/text/decode.rs", "use super::super::note::Note;").length, 1);
  assert.deepEqual(importedModules("crate::{a::{x, y}, b}; crate::c::d; super::e"), ["a", "b", "c"]);
});

test("the core keeps off files and clock, its tests need not", () => {
  assert.equal(coreKeepsOff("src/note/mod.rs", "use std::fs;").length, 1);
  assert.equal(coreKeepsOff("src/note/mod.rs", "let now = std::time::SystemTime::now();").length, 1);
  assert.deepEqual(coreKeepsOff("src/note/mod.rs", "fn f() {}\n#[cfg(test)]\nmod tests { use std::fs; }"), []);
  const forTests = testModules("src/note/mod.rs", "mod task;\n#[cfg(test)]\nmod hostile;\n");
  assert.deepEqual(forTests, ["src/note/hostile"]);
  assert.deepEqual(coreKeepsOff("src/note/hostile.rs", "use std::fs;", forTests), []);
  assert.equal(coreKeepsOff("src/note/task.rs", "use std::fs;", forTests).length, 1);
  assert.deepEqual(coreKeepsOff("wasm/src/lib.rs", "use wasm_bindgen::JsValue;"), []);
});

test("folders of one machine and registry hosts are found", () => {
  assert.equal(machineTraces("a", `see ${"/ro"}ot/.cargo`).length, 1);
  assert.equal(machineTraces("a", `at https://${"registry"}.npmjs.org/x`).length, 1);
  assert.deepEqual(machineTraces("Cargo.lock", `source = "registry+https://${"index"}.crates.io/"`), []);
  assert.deepEqual(machineTraces("a", `notes${"/wo"}rk/plan.md and .${"/ro"}ot/x`), []);
});

test("a lock file with a host is found, a link within the workspace is not", () => {
  const lock = (resolved) => JSON.stringify({ packages: { "": {}, "node_modules/a": { resolved } } });
  assert.equal(lockWithoutHosts(lock("https://host/a.tgz")).length, 1);
  assert.deepEqual(lockWithoutHosts(lock("js")), []);
});

test("packages that ask for different versions of one package are found", () => {
  const [a, b] = [{ dependencies: { x: "^1" } }, { devDependencies: { x: "^2", y: "^1" } }];
  assert.deepEqual(sameRanges({ a, b }), ["b: x ^2, but a has ^1"]);
  assert.deepEqual(sameRanges({ a, c: a }), []);
});

test("versions and pins that differ are found", () => {
  assert.deepEqual(sameVersion("1.0.0", { a: "1.0.0", b: undefined }), []);
  assert.equal(sameVersion("1.0.0", { a: "1.0.1" }).length, 1);
  assert.deepEqual(bindgenPin({ crate: "0.2.1", tool: "0.2.1", manifests: { a: 'x = "=0.2.1"' } }), []);
  assert.equal(bindgenPin({ crate: "0.2.1", tool: "0.2.2", manifests: { a: 'x = "0.2"' } }).length, 2);
});
