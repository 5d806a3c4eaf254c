import assert from "node:assert/strict";
import { rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterEach, test } from "node:test";

import { root } from "../lib/run.mjs";
import { cacheFolder, digest, unlessDone } from "../lib/stamp.mjs";

const name = `test-${process.pid}`;
const output = join(cacheFolder(), `${name}.out`);
const here = relative(root, output);

afterEach(() => {
  for (const path of [output, join(cacheFolder(), `${name}.done`)]) rmSync(path, { force: true });
});

const write = () => writeFileSync(output, "made");

test("what is done with the same inputs is not done again", async () => {
  assert.equal(await unlessDone(name, "a", [here], write), true);
  assert.equal(await unlessDone(name, "a", [here], write), false);
  assert.equal(await unlessDone(name, "b", [here], write), true);
});

test("a lost output or a failure is made good next time", async () => {
  await unlessDone(name, "a", [here], write);
  rmSync(output);
  assert.equal(await unlessDone(name, "a", [here], write), true);
  await assert.rejects(unlessDone(name, "b", [here], () => Promise.reject(new Error("no"))));
  assert.equal(await unlessDone(name, "a", [here], write), true);
});

test("a digest follows content, names and values", () => {
  write();
  const before = digest([here], ["1"]);
  assert.equal(digest([here], ["1"]), before);
  assert.notEqual(digest([here], ["2"]), before);
  writeFileSync(output, "made otherwise");
  assert.notEqual(digest([here], ["1"]), before);
  assert.notEqual(digest(["no/such/file"]), digest([]));
});
