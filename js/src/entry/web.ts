// Entry `relata`: relata.wasm lies beside this file; fetched in a page or worker, read from disk in Node.

import { setDefaultWasm } from "../load.js";

setDefaultWasm(async () => {
  const url = new URL("./relata.wasm", import.meta.url);
  if (url.protocol !== "file:" || !("process" in globalThis)) return url;
  // Held in a variable, so that bundlers for pages do not look for Node's modules.
  const files = "node:fs/promises";
  const { readFile } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ files)) as typeof import("node:fs/promises");
  return readFile(url);
});

export * from "../index.js";
