// Debian's Rust compiler, with the standard library for wasm32 built once from Debian's sources.
//
// Debian has no package of that library for this compiler, so it is built here, in a fresh folder (leftovers of another
// build make crates ambiguous) and with bitcode (without it link-time optimisation cannot see into it).

import { cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";

import { describe, isReady, minimumRust, newEnough, TARGET } from "./compiler.mjs";
import { install } from "./debian.mjs";
import { capture, run, which } from "./run.mjs";
import { Stop } from "./say.mjs";

const PACKAGES = {
  "/usr/bin/rustc": "rustc-web",
  "/usr/bin/cargo": "cargo-web",
  "/usr/bin/cargo-clippy": "rust-web-clippy",
  "/usr/bin/rustfmt": "rustfmt-web",
  "/usr/lib/rustlib/src/rust/library/std/src/lib.rs": "rust-web-src",
};
const WHY = `(Rust for ${TARGET})`;
const NAME = "debian";
const PARTS = "std,panic_abort,panic_unwind,test";

/**
 * Sets up Debian's Rust. Resolves to the environment variables that make `cargo` mean it.
 */
export async function debianRust(rustup, report) {
  await installCompiler(minimumRust(), report);
  const env = await nameIt(rustup, report);
  const ready = () => isReady(describe(env), report);
  if (await ready()) return env;
  requireRoot();
  await installLinker(report);
  if (!(await ready())) await installLibrary(env, report);
  return env;
}

async function installCompiler(minimum, report) {
  const missing = Object.keys(PACKAGES).filter((file) => !existsSync(file));
  if (missing.length > 0) await install(missing.map((file) => PACKAGES[file]), WHY, report);
  const { version } = debianCompiler();
  if (!newEnough(version, minimum)) {
    throw new Stop(`Debian's Rust is ${version} here: install Rust ${minimum} or newer with the target ${TARGET}, then run this again.`);
  }
}

function debianCompiler() {
  const text = capture("/usr/bin/rustc", ["-vV"]) ?? "";
  const field = (name) => new RegExp(`^${name}: (\\S+)`, "m").exec(text)?.[1] ?? "";
  return { version: field("release"), host: field("host"), llvm: field("LLVM version").split(".")[0] };
}

/** With rustup the compiler gets a name there; without, it must be the one on the search path. */
async function nameIt(rustup, report) {
  if (!rustup) {
    if (realpathSync(which("rustc") ?? "/") === realpathSync("/usr/bin/rustc")) return {};
    throw new Stop(`the Rust in ${which("rustc")} has no ${TARGET}: add it there, or put /usr/bin first in PATH.`);
  }
  const env = { RUSTUP_TOOLCHAIN: NAME };
  const sysroot = capture("rustc", ["--print", "sysroot"], { env: { ...process.env, ...env } });
  if (sysroot !== "/usr") await run("rustup", ["toolchain", "link", NAME, "/usr"], { report });
  return env;
}

function requireRoot() {
  if (process.getuid?.() === 0) return;
  throw new Stop(`run this once as root: the standard library for ${TARGET} is to be built into /usr/lib/rustlib.`);
}

async function installLinker(report) {
  const { host, llvm } = debianCompiler();
  const linker = `/usr/lib/llvm-${llvm}/bin/lld`;
  if (!existsSync(linker)) await install([`lld-${llvm}`], WHY, report);
  const place = `/usr/lib/rustlib/${host}/bin`;
  mkdirSync(place, { recursive: true });
  const link = join(place, "rust-lld");
  if (lstatSync(link, { throwIfNoEntry: false })) rmSync(link);
  symlinkSync(linker, link);
}

async function installLibrary(env, report) {
  const folder = mkdtempSync(join(tmpdir(), "relata-std-"));
  try {
    writeEmptyCrate(folder);
    await run("cargo", ["build", "--release", "--target", TARGET, "--target-dir", "target", `-Zbuild-std=${PARTS}`], {
      cwd: folder,
      env: { ...process.env, ...env, RUSTC_BOOTSTRAP: "1", RUSTFLAGS: "-Cembed-bitcode=yes" },
      report,
    });
    copyLibrary(join(folder, "target", TARGET, "release/deps"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function writeEmptyCrate(folder) {
  mkdirSync(join(folder, "src"));
  writeFileSync(join(folder, "src/lib.rs"), "#![no_std]\n");
  writeFileSync(
    join(folder, "Cargo.toml"),
    '[package]\nname = "empty"\nversion = "0.0.0"\nedition = "2024"\n[profile.release]\ncodegen-units = 1\n',
  );
}

/** Copied beside its place and then renamed, so that a break never leaves half a library. */
function copyLibrary(from) {
  const place = `/usr/lib/rustlib/${TARGET}`;
  const fresh = `${place}/lib.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  const parts = readdirSync(from).filter((name) => name.endsWith(".rlib") && !name.startsWith("libempty"));
  for (const name of parts) cpSync(join(from, name), join(fresh, basename(name)));
  rmSync(`${place}/lib`, { recursive: true, force: true });
  renameSync(fresh, `${place}/lib`);
}
