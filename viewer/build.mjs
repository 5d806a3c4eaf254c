// Builds the page: dist/index.html, viewer.js, viewer.css, relata.wasm.

import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

import { policy } from "./policy.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const DIST = here("dist");

await rm(DIST, { recursive: true, force: true });
await mkdir(DIST, { recursive: true });
const { metafile } = await build({
  entryPoints: { viewer: here("src/main.ts") },
  outdir: DIST,
  bundle: true,
  minify: true,
  format: "esm",
  target: ["chrome111", "firefox114", "safari16.4"],
  metafile: true,
  logLevel: "warning",
});
await build({ entryPoints: { viewer: here("src/style/viewer.css") }, outdir: DIST, bundle: true, minify: true, logLevel: "warning" });
await writeFile(`${DIST}/relata.wasm`, await readFile(fileURLToPath(import.meta.resolve("relata/relata.wasm"))));
const html = await readFile(here("src/index.html"), "utf8");
await writeFile(`${DIST}/index.html`, html.replace("{{policy}}", policy));
const [script] = Object.values(metafile.outputs);
console.log(`viewer/dist: viewer.js ${Math.round(script.bytes / 1024)} KB`);
