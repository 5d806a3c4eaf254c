// The module that JavaScript loads: crate → wasm → bindings → smaller wasm, in js/wasm/.

import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, gzipSync } from "node:zlib";

import { TARGET } from "./compiler.mjs";
import { manifest } from "./npm.mjs";
import { root, run } from "./run.mjs";
import { cargo, targetFolder } from "./rust.mjs";
import { cacheFolder, digest, unlessDone } from "./stamp.mjs";

const FOLDER = "js/wasm";
const NAME = "relata_wasm";
const FILES = [`${NAME}.js`, `${NAME}.d.ts`, `${NAME}_bg.wasm`, `${NAME}_bg.wasm.d.ts`, "sizes.txt"];

// What rustc's target has switched on. "All features" would write a module that Node 20 rejects.
const FEATURES = ["bulk-memory", "bulk-memory-opt", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext", "simd"];
// A caller says where the module is, so no path is built in that bundlers would follow; after a trap a fresh instance
// takes the place of the broken one.
const BIND = ["--target", "web", "--omit-default-module-path", "--experimental-reset-state-function"];
const OPTIMIZE = ["-O3", ...FEATURES.map((name) => `--enable-${name}`)];

/** Builds js/wasm/ where its sources or tools changed; says how large the module is. */
export async function buildWasm(report) {
  await cargo(["build", "--release", "--target", TARGET, "-p", "relata-wasm"], { report });
  const module = join(await targetFolder(), TARGET, "release", `${NAME}.wasm`);
  const content = readFileSync(module, "base64");
  const key = digest([], [content, manifest("node_modules/binaryen").version, bindgenVersion(), ...BIND, ...OPTIMIZE]);
  const now = await unlessDone("wasm", key, FILES.map((name) => `${FOLDER}/${name}`), () => bind(module, report));
  const sizes = readFileSync(join(root, FOLDER, "sizes.txt"), "utf8").trim();
  return `${now ? "built" : "unchanged"}: ${sizes}`;
}

/** The version of the wasm-bindgen tool, from Cargo.lock. */
export function bindgenVersion(lock = readFileSync(join(root, "Cargo.lock"), "utf8")) {
  return lockedVersion(lock, "wasm-bindgen-cli");
}

/** The version of a crate in the text of a Cargo.lock, or null. */
export function lockedVersion(lock, crate) {
  return new RegExp(`name = "${crate}"\\nversion = "([^"]+)"`).exec(lock)?.[1] ?? null;
}

/** Builds the module of the benchmark; gives the path of its JavaScript. */
export async function buildBenchWasm(report) {
  await cargo(["build", "--release", "--target", TARGET, "-p", "relata-bench-wasm"], { report });
  const module = join(await targetFolder(), TARGET, "release", "relata_bench_wasm.wasm");
  const folder = join(cacheFolder(), "bench-wasm");
  await cargo(["build", "--profile", "tool", "-p", "xtask"], { report });
  await cargo(["xtask", "bindgen", module, "--target", "nodejs", "--out-dir", folder], { report });
  await optimize(join(folder, "relata_bench_wasm_bg.wasm"), report);
  writeFileSync(join(folder, "package.json"), '{ "type": "commonjs" }\n');
  return join(folder, "relata_bench_wasm.js");
}

async function bind(module, report) {
  const fresh = join(cacheFolder(), `wasm.${process.pid}`);
  try {
    await cargo(["build", "--profile", "tool", "-p", "xtask"], { report });
    await cargo(["xtask", "bindgen", module, ...BIND, "--out-dir", fresh], { report });
    await optimize(join(fresh, `${NAME}_bg.wasm`), report);
    writeFileSync(join(fresh, "sizes.txt"), `${sizes(readFileSync(join(fresh, `${NAME}_bg.wasm`)))}\n`);
    mkdirSync(join(root, "js"), { recursive: true });
    rmSync(join(root, FOLDER), { recursive: true, force: true });
    renameSync(fresh, join(root, FOLDER));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

async function optimize(module, report) {
  report?.("wasm-opt");
  await run(process.execPath, ["node_modules/binaryen/bin/wasm-opt", ...OPTIMIZE, module, "-o", module], { report });
}

/** Sizes of a module in bytes, as it is and as a server would send it. */
export function sizes(bytes) {
  const count = (length) => length.toLocaleString("en-US");
  const gzip = gzipSync(bytes, { level: 9 }).length;
  return `${count(bytes.length)} bytes, gzip ${count(gzip)}, brotli ${count(brotliCompressSync(bytes).length)}`;
}
