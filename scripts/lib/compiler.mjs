// A Rust compiler on this machine, and whether it can build for the browser.

import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { capture, root } from "./run.mjs";
import { Stop } from "./say.mjs";
import { digest, unlessDone } from "./stamp.mjs";

export const TARGET = "wasm32-unknown-unknown";
const PROBE = "#[unsafe(no_mangle)] pub extern \"C\" fn probe() -> usize { format!(\"{:?}\", std::env::args()).len() }";

/** A compiler as cargo would find it in `env`, or null where there is none. */
export function describe(env, origin) {
  const options = { env: { ...process.env, ...env } };
  const id = capture("rustc", ["-vV"], options);
  const sysroot = capture("rustc", ["--print", "sysroot"], options);
  if (id === null || sysroot === null || capture("cargo", ["-V"], options) === null) return null;
  return { env, origin, id, sysroot, version: /^release: (\S+)/m.exec(id)?.[1] ?? "0" };
}

/** Whether a compiler is new enough and its standard library for the target works, tests and link-time optimisation too. */
export async function isReady(found, report) {
  if (!found || !newEnough(found.version, minimumRust())) return false;
  const library = join(found.sysroot, "lib/rustlib", TARGET, "lib");
  if (!existsSync(library)) return false;
  const key = digest([], [found.id, library, ...listing(library), PROBE]);
  let works = true;
  await unlessDone("rust-target", key, [], async () => {
    report?.("trying the compiler");
    works = probe(found);
    if (!works) throw new Stop("");
  }).catch((error) => {
    if (works) throw error;
  });
  return works;
}

function listing(folder) {
  return readdirSync(folder).sort().map((name) => {
    const { size, mtimeMs } = statSync(join(folder, name));
    return `${name} ${size} ${mtimeMs}`;
  });
}

// A library of another compiler, half a library, one without bitcode or without `test`, a missing linker: all show here.
function probe(found) {
  const folder = mkdtempSync(join(tmpdir(), "relata-probe-"));
  try {
    writeFileSync(join(folder, "probe.rs"), PROBE);
    const common = ["--edition", "2024", "--target", TARGET, "probe.rs"];
    const options = { cwd: folder, env: { ...process.env, ...found.env } };
    const library = capture("rustc", [...common, "--crate-type", "cdylib", "-O", "-Clto=fat", "-o", "probe.wasm"], options);
    const tests = capture("rustc", [...common, "--test", "-o", "tests.wasm"], options);
    return library !== null && tests !== null;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The oldest Rust the workspace builds with, from its Cargo.toml. */
export function minimumRust() {
  const manifest = readFileSync(join(root, "Cargo.toml"), "utf8");
  return /^rust-version = "([\d.]+)"/m.exec(manifest)?.[1] ?? "1.85";
}

/** Whether version `a` is at least version `b`; both like "1.88" or "1.96.0-nightly". */
export function newEnough(a, b) {
  const [left, right] = [a, b].map((text) => text.split(".").map((part) => Number.parseInt(part, 10) || 0));
  for (const [place, wanted] of right.entries()) {
    const difference = (left[place] ?? 0) - wanted;
    if (difference !== 0) return difference > 0;
  }
  return true;
}
