// Builds the package: wasm/ (what wasm-bindgen wrote) and src/ become dist/.

import { spawnSync } from "node:child_process";
import { chmodSync, copyFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

const WASM = "wasm/relata_wasm_bg.wasm";
if (!existsSync(WASM)) {
  console.error("js/wasm is not there: run `npm run build` at the root of the project, which makes it.");
  process.exit(1);
}

const { version } = JSON.parse(readFileSync("package.json", "utf8"));
rmSync("dist", { recursive: true, force: true });
mkdirSync("dist");
copyFileSync(WASM, "dist/relata.wasm");

// A module that is part of a file goes in packed: a third of its size, and every host can unpack it.
const packedWasm = {
  name: "packed-wasm",
  setup({ onLoad }) {
    onLoad({ filter: /\.wasm$/ }, ({ path }) => ({ contents: gzipSync(readFileSync(path), { level: 9 }), loader: "binary" }));
  },
};

await build({
  absWorkingDir: process.cwd(),
  entryPoints: {
    index: "src/entry/web.ts",
    inline: "src/entry/inline.ts",
    node: "src/node/index.ts",
    browser: "src/browser/index.ts",
    cli: "src/cli/index.ts",
    worker: "src/worker/index.ts",
    "worker-shell": "src/worker/shell.ts",
  },
  outdir: "dist",
  bundle: true,
  // Parts that entries share lie in files of their own: there is one Vault class and one WebAssembly instance.
  splitting: true,
  format: "esm",
  platform: "neutral",
  external: ["node:*"],
  target: ["es2022", "node20"],
  plugins: [packedWasm],
  define: { RELATA_VERSION: JSON.stringify(version) },
  logLevel: "warning",
});
chmodSync("dist/cli.js", 0o755);

const tsc = fileURLToPath(import.meta.resolve("typescript/package.json")).replace(/package\.json$/, "bin/tsc");
const types = spawnSync(process.execPath, [tsc, "--declaration", "--emitDeclarationOnly", "--rootDir", "src"], { stdio: "inherit" });
if (types.status !== 0) process.exit(types.status ?? 1);
copyFileSync("src/wasm.d.ts", "dist/types/relata.wasm.d.ts");
