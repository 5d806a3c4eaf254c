// The one WebAssembly instance: how its bytes arrive, and what happens when it ends.

import instantiate, * as glue from "../wasm/relata_wasm.js";

import { isCoreError, RelataError } from "./error.js";

/** Where the WebAssembly module comes from: an address, its bytes, a response that holds it, or the compiled module. */
export type WasmInput = string | URL | Response | BufferSource | WebAssembly.Module;
type Source = () => WasmInput | Promise<WasmInput>;

let defaultSource: Source | undefined;
let started: Promise<void> | undefined;
let ready = false;
let current = 0;

/** Says where the module comes from when the caller does not; each entry of the package calls it once. */
export function setDefaultWasm(source: Source): void {
  defaultSource = source;
}

/**
 * Gets the WebAssembly module ready. `Vault.open` does so by itself; only the functions that return at once
 * (`parseNote`, `repairText`, `version`) need it. Calling it again costs nothing; the first call decides `wasm`.
 */
export function init(wasm?: WasmInput | Promise<WasmInput>): Promise<void> {
  started ??= start(wasm).catch((error: unknown) => {
    started = undefined;
    throw error;
  });
  return started;
}

async function start(wasm?: WasmInput | Promise<WasmInput>): Promise<void> {
  const input = await (wasm ?? defaultSource?.());
  if (input === undefined) throw new RelataError("wasm-unavailable", "say where relata.wasm is: pass it as `wasm`.");
  try {
    await instantiate({ module_or_path: isFile(input) ? await read(input) : input });
  } catch (cause) {
    const from = typeof input === "string" || input instanceof URL ? ` from ${input}` : "";
    throw new RelataError("wasm-unavailable", `the WebAssembly module could not be loaded${from}: ${textOf(cause)}`, { cause });
  }
  ready = true;
}

/** Whether an address is that of a file, which Node's `fetch` does not read. */
function isFile(input: WasmInput): input is string | URL {
  const address = typeof input === "string" || input instanceof URL ? String(input) : "";
  return address.startsWith("file:") && "process" in globalThis;
}

async function read(address: string | URL): Promise<BufferSource> {
  // Held in a variable, so that bundlers for pages do not look for Node's modules.
  const files = "node:fs/promises";
  const { readFile } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ files)) as typeof import("node:fs/promises");
  return readFile(new URL(address));
}

/** Number of the living instance; what was made in an earlier one is gone. */
export function generation(): number {
  return current;
}

/**
 * Calls into the instance. The core's refusals become a {@link RelataError}; a trap ends the instance.
 *
 * @internal
 */
export function call<T>(run: (binding: typeof glue) => T): T {
  if (!ready) throw new RelataError("not-ready", "the WebAssembly module is not loaded yet: `await init()` first.");
  try {
    return run(glue);
  } catch (thrown) {
    if (thrown instanceof RelataError) throw thrown;
    if (isCoreError(thrown)) throw new RelataError(thrown.code, thrown.message, { candidates: thrown.candidates });
    if (isTrap(thrown)) renew();
    throw new RelataError("internal", `an internal error occurred: ${textOf(thrown)}`, { cause: thrown });
  }
}

// A stack that is too deep shows as a RangeError, which leaves the instance as broken as a trap does.
function isTrap(thrown: unknown): boolean {
  return thrown instanceof WebAssembly.RuntimeError || thrown instanceof RangeError;
}

/** After a trap the memory of the instance cannot be trusted: it is left, and a new one takes its place. */
function renew(): void {
  current += 1;
  try {
    glue.__wbg_reset_state();
  } catch {
    ready = false;
    started = Promise.reject(new RelataError("internal", "the WebAssembly module cannot be started again; reload the program."));
    started.catch(() => {});
  }
}

function textOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
