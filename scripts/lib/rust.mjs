// The Rust toolchain that every cargo call of the scripts uses: one that can build for wasm32-unknown-unknown.

import { describe, isReady, minimumRust, newEnough, TARGET } from "./compiler.mjs";
import { debianRust } from "./debian-rust.mjs";
import { isDebian } from "./debian.mjs";
import { run, which } from "./run.mjs";
import { Stop } from "./say.mjs";

let chosen = null;

/** Finds or sets up the toolchain; says what it found. Later calls return at once. */
export async function prepareRust(report = () => {}) {
  chosen ??= await choose(report);
  return `ready: Rust ${chosen.version} ${chosen.origin}`;
}

/** Runs cargo with the chosen toolchain. */
export async function cargo(args, options = {}) {
  await prepareRust(options.report);
  return run("cargo", args, { ...options, env: { ...process.env, ...options.env, ...chosen.env } });
}

/** The chosen compiler, for telling apart what different ones built. */
export async function compiler() {
  await prepareRust();
  return chosen.id;
}

/** The folder cargo builds into. */
export async function targetFolder() {
  const { output } = await cargo(["metadata", "--no-deps", "--offline", "--format-version", "1"], { only: "stdout" });
  return JSON.parse(output).target_directory;
}

/**
 * Where the wasm target is to come from, by what the machine has and allows. A machine that sets RUSTUP_AUTO_INSTALL=0
 * is never asked to download a part of a toolchain.
 */
export function source({ ready, rustup, autoInstall, debian }) {
  if (ready) return "installed";
  if (rustup && autoInstall !== "0") return "rustup";
  return debian ? "debian" : "none";
}

async function choose(report) {
  const facts = { rustup: which("rustup") !== null, autoInstall: process.env.RUSTUP_AUTO_INSTALL, debian: isDebian() };
  const present = describe({}, "as installed");
  let from = source({ ...facts, ready: await isReady(present, report) });
  if (from === "installed") return present;
  if (from === "rustup" && (await addTarget(report)) && (await isReady(present, report))) return present;
  if (from === "rustup") from = source({ ...facts, rustup: false });
  if (from === "none") throw new Stop(advice(present, facts.rustup));
  return fromDebian(facts.rustup, report);
}

async function addTarget(report) {
  report(`rustup target add ${TARGET}`);
  return (await run("rustup", ["target", "add", TARGET], { report, check: false })).code === 0;
}

async function fromDebian(rustup, report) {
  const env = await debianRust(rustup, report);
  const found = describe(env, "of Debian");
  if (!(await isReady(found, report))) {
    throw new Stop(`Debian's Rust was set up but cannot build for ${TARGET}: \`${found?.rustc ?? "rustc"}\` fails on one line.`);
  }
  return found;
}

function advice(present, rustup) {
  if (!present) return `install Rust ${minimumRust()} or newer (rustup, or your distribution's packages), then run this again.`;
  if (!newEnough(present.version, minimumRust())) {
    return `this is Rust ${present.version}: install ${minimumRust()} or newer, then run this again.`;
  }
  const how = rustup ? `run \`rustup target add ${TARGET}\`` : `install your distribution's Rust standard library for ${TARGET}`;
  return `${how}, then run this again.`;
}
