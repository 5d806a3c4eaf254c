// How many tests ran, read from what the runners print.

const ANSI = /\x1b\[[0-9;]*m/g;

/** Sums the closing lines of cargo's, wasm-bindgen's and Node's test runners. */
export function countTests(output) {
  const text = output.replace(ANSI, "");
  return add(cargoCounts(text), nodeCounts(text));
}

/** Adds up counts. */
export function add(...counts) {
  const sum = (field) => counts.reduce((total, count) => total + count[field], 0);
  return { passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped") };
}

// cargo test, and wasm-bindgen-test after it: "test result: ok. 12 passed; 0 failed; 1 ignored; …"
function cargoCounts(text) {
  const lines = text.matchAll(/^test result: .*?(\d+) passed; (\d+) failed; (\d+) ignored/gm);
  return add(...Array.from(lines, ([, passed, failed, skipped]) => counts(passed, failed, skipped)));
}

// node --test: "# pass 12" (TAP) or "ℹ pass 12" (spec); a test that was cancelled has failed.
function nodeCounts(text) {
  const total = (word) => Array.from(text.matchAll(new RegExp(`^[#ℹ] ${word} (\\d+)$`, "gm")), ([, n]) => Number(n));
  const sum = (...words) => words.flatMap(total).reduce((a, b) => a + b, 0);
  return counts(sum("pass"), sum("fail", "cancelled"), sum("skipped", "todo"));
}

function counts(passed, failed, skipped) {
  return { passed: Number(passed), failed: Number(failed), skipped: Number(skipped) };
}
