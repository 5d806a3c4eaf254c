import assert from "node:assert/strict";
import { test } from "node:test";

import { countTests } from "../lib/counts.mjs";

test("cargo's and wasm-bindgen's results are summed, documentation tests too", () => {
  const output = [
    "running 3 tests",
    "test result: FAILED. 2 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.01s",
    "test result: ok. 5 passed; 0 failed; 2 ignored; 0 filtered out; finished in 0.01s",
  ].join("\n");
  assert.deepEqual(countTests(output), { passed: 7, failed: 1, skipped: 2 });
});

test("Node's results are read in both forms, and a cancelled test has failed", () => {
  const tap = "# tests 4\n# pass 2\n# fail 1\n# cancelled 1\n# skipped 0\n# todo 0\n";
  assert.deepEqual(countTests(tap), { passed: 2, failed: 2, skipped: 0 });
  const spec = "\x1b[34mℹ tests 3\x1b[39m\n\x1b[34mℹ pass 2\x1b[39m\n\x1b[34mℹ fail 0\x1b[39m\n\x1b[34mℹ skipped 1\x1b[39m\n";
  assert.deepEqual(countTests(spec), { passed: 2, failed: 0, skipped: 1 });
});

test("output without a result counts nothing", () => {
  assert.deepEqual(countTests("error: could not compile `relata`\nno tests to run!\n"), { passed: 0, failed: 0, skipped: 0 });
});
