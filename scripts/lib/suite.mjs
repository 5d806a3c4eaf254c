// The steps of `npm test`: what each one runs and what it needs first.

import { randomInt } from "node:crypto";
import { readdirSync } from "node:fs";
import { join } from "node:path";

import { browserEnv } from "./browser.mjs";
import { TARGET } from "./compiler.mjs";
import { npm } from "./npm.mjs";
import { allPackages } from "./packages.mjs";
import { root, run } from "./run.mjs";
import { cargo } from "./rust.mjs";

const WASM_TESTS = ["test", "--no-fail-fast", "--target", TARGET, "-p", "relata-wasm"];
// The committed Cargo.lock must be the one in use.
const DENY = ["--locked", "--", "-D", "warnings"];
// Generous: a loaded machine is no failure.
const BROWSER = { WASM_BINDGEN_USE_BROWSER: "1", WASM_BINDGEN_TEST_TIMEOUT: "180", WASM_BINDGEN_TEST_DRIVER_TIMEOUT: "60" };

/**
 * The steps in their order: `name` (what `npm test -- NAME` takes), `title`, `needs` ("build", "browser"), whether the
 * step counts `tests`, and `work(options)`, which runs it with the options of `run`.
 */
export function suite() {
  return [...ownSteps(), ...rustSteps(), ...allPackages().map(packageStep)];
}

function ownSteps() {
  const files = readdirSync(join(root, "scripts/test")).filter((name) => name.endsWith(".test.mjs"));
  const args = ["--test", "--test-reporter=spec", ...files.map((name) => `scripts/test/${name}`)];
  return [{ name: "checks", title: "rules of the repository, and the scripts", tests: true, work: (o) => run(process.execPath, args, o) }];
}

function rustSteps() {
  return [
    { name: "format", title: "cargo fmt", work: (o) => cargo(["fmt", "--all", "--check"], o) },
    { name: "lint", title: "cargo clippy", work: lint },
    { name: "rust", title: "Rust core", tests: true, work: testCore },
    { name: "wasm-node", title: "binding in Node", tests: true, work: (o) => cargo(WASM_TESTS, o) },
    { name: "wasm-browser", title: "binding in a browser", tests: true, needs: ["browser"], work: wasmInBrowser },
  ];
}

// Each run generates cases of its own; a red one names its seed, so that it can be run again.
async function testCore(options) {
  const seed = process.env.PROPTEST_RNG_SEED ?? String(randomInt(2 ** 31));
  const result = await cargo(["test", "--no-fail-fast", "-p", "relata"], { ...options, env: { PROPTEST_RNG_SEED: seed } });
  return result.code === 0 ? result : { ...result, output: `${result.output}\nPROPTEST_RNG_SEED=${seed} gives the same cases.\n` };
}

async function lint(options) {
  const runs = [
    ["clippy", "-p", "relata", "--all-targets", ...DENY],
    ["clippy", "-p", "xtask", "--profile", "tool", ...DENY],
    ["clippy", "-p", "relata-wasm", "--target", TARGET, "--all-targets", ...DENY],
  ];
  const results = [];
  for (const args of runs) results.push(await cargo(args, options));
  return { code: Math.max(...results.map(({ code }) => code)), output: results.map(({ output }) => output).join("") };
}

async function wasmInBrowser(options) {
  return cargo([...WASM_TESTS, "--tests"], { ...options, env: { ...(await browserEnv()), ...BROWSER } });
}

function packageStep({ folder, name }) {
  const work = async (options) => npm(["test", "-w", name], { ...options, env: { ...process.env, ...(await browserEnv()) } });
  return { name: folder, title: `package ${name}`, tests: true, needs: ["build", "browser"], work };
}
