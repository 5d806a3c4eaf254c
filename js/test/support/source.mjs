// Parts of the package that no entry exports, for tests of their own.

import { fileURLToPath } from "node:url";

import { build } from "esbuild";

let copies = 0;

/** Imports a module of src/, with what it imports: a copy of its own each time. */
export async function source(path) {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL(`../../src/${path}`, import.meta.url))],
    bundle: true,
    write: false,
    format: "esm",
    platform: "node",
    loader: { ".wasm": "binary" },
    define: { RELATA_VERSION: '"test"' },
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString("base64")}#${(copies += 1)}`);
}
