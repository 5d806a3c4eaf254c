// The rules of the repository, held against the checkout itself.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";

import { manifest, packages } from "../lib/npm.mjs";
import { bindgenPin, coreKeepsOff, lockWithoutHosts, machineTraces, sameRanges, sameVersion, stageOrder, testModules } from "../lib/rules.mjs";
import { capture, root } from "../lib/run.mjs";
import { lockedVersion } from "../lib/wasm.mjs";

const read = (path) => readFileSync(join(root, path), "utf8");
const listed = capture("git", ["-c", "core.quotePath=false", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
const files = (listed ?? "").split("\0").filter((path) => path && existsSync(join(root, path)));
const noGit = listed === null && "not a git checkout";

const each = (rule, wanted) => files.filter(wanted).flatMap((path) => rule(path, read(path)));
const rust = (path) => /^src\/.*\.rs$/.test(path);

test("a stage of the core imports only earlier stages", { skip: noGit }, () => {
  assert.ok(files.some(rust));
  assert.deepEqual(each(stageOrder, rust), []);
});

test("the core knows no wasm, file system, clock or network", { skip: noGit }, () => {
  const forTests = each(testModules, rust);
  assert.deepEqual(each((path, text) => coreKeepsOff(path, text, forTests), rust), []);
});

test("no file names a folder of one machine or a registry's host", { skip: noGit }, () => {
  assert.deepEqual(each(machineTraces, (path) => !/\.(png|wasm|woff2?|ico)$/.test(path)), []);
});

test("both lock files are committed", { skip: noGit }, () => {
  for (const path of ["Cargo.lock", "package-lock.json"]) assert.notEqual(capture("git", ["ls-files", "--error-unmatch", path]), null, path);
});

test("package-lock.json names no host", () => {
  assert.deepEqual(lockWithoutHosts(read("package-lock.json")), []);
});

test("every part carries one version", () => {
  const wanted = /^version = "([^"]+)"/m.exec(read("Cargo.toml"))[1];
  const manifests = [...packages.map((folder) => `${folder}/package.json`), "example-plugin/manifest.json"];
  const versions = Object.fromEntries(manifests.map((path) => [path, JSON.parse(read(path)).version]));
  assert.deepEqual(sameVersion(wanted, { ...versions, "Cargo.lock": lockedVersion(read("Cargo.lock"), "relata") }), []);
});

test("the packages agree on the versions of what they share", () => {
  const folders = [".", ...packages];
  assert.deepEqual(sameRanges(Object.fromEntries(folders.map((folder) => [`${folder}/package.json`, manifest(folder)]))), []);
});

test("wasm-bindgen and its tool are pinned to one version", () => {
  const lock = read("Cargo.lock");
  const [crate, tool] = [lockedVersion(lock, "wasm-bindgen"), lockedVersion(lock, "wasm-bindgen-cli")];
  const manifests = { "wasm/Cargo.toml": read("wasm/Cargo.toml"), "xtask/Cargo.toml": read("xtask/Cargo.toml") };
  assert.deepEqual(bindgenPin({ crate, tool, manifests }), []);
});
