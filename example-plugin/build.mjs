// Builds the three files that the app loads into dist/: main.js with the engine inside, manifest.json, styles.css.

import { copyFile, mkdir, readFile, rm } from "node:fs/promises";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";

/**
 * What main.js may weigh, in bytes. The app reads and compiles the file at every start, on phones too, and the engine
 * takes most of it: its wasm, packed, as base64. Raise it only for something worth waiting for.
 */
const LIMIT = 2_000_000;

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const json = async (path) => JSON.parse(await readFile(here(path), "utf8"));

function fail(sentence) {
  console.error(`example-plugin: ${sentence}`);
  process.exit(1);
}

async function checkVersions() {
  const [manifest, own] = await Promise.all([json("manifest.json"), json("package.json")]);
  if (manifest.version !== own.version) {
    fail(`manifest.json says version ${manifest.version}, package.json ${own.version}.`);
  }
}

function checkEngine() {
  try {
    createRequire(import.meta.url).resolve("relata/inline");
  } catch {
    fail("the package relata is not built; run `npm run build -w relata` first.");
  }
}

async function bundle() {
  const { metafile } = await build({
    entryPoints: [here("src/main.ts")],
    outfile: here("dist/main.js"),
    bundle: true,
    format: "cjs",
    platform: "browser",
    target: "es2022",
    external: ["obsidian"],
    define: { "import.meta.url": '""' }, // a CommonJS file has none, and the engine is inside
    minify: true,
    legalComments: "none",
    metafile: true,
    logLevel: "warning",
  });
  const [[, main]] = Object.entries(metafile.outputs);
  return main;
}

/** The app gives a plugin nothing but `obsidian`, and phones have nothing else to give. */
function checkImports(main) {
  const others = main.imports.filter(({ path }) => path !== "obsidian").map(({ path }) => path);
  if (others.length > 0) fail(`main.js would need ${others.join(", ")}, which the app does not have everywhere.`);
}

function checkSize(main) {
  if (main.bytes > LIMIT) fail(`main.js has ${main.bytes} bytes; the limit is ${LIMIT}.`);
  console.log(`example-plugin: dist/main.js ${main.bytes} bytes, limit ${LIMIT}`);
}

await checkVersions();
checkEngine();
await rm(here("dist"), { recursive: true, force: true });
await mkdir(here("dist"));
const main = await bundle();
checkImports(main);
checkSize(main);
await Promise.all(["manifest.json", "styles.css"].map((file) => copyFile(here(file), here(`dist/${file}`))));
