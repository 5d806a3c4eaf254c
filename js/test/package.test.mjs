// The package as others get it: packed, installed in an empty project, used from Node, a bundle, TypeScript and a shell.

import assert from "node:assert/strict";
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test, { after, before } from "node:test";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { build } from "esbuild";
import { repairText, Vault } from "relata";

import { launch, openPage, serve } from "./support/browser.mjs";
import { run } from "./support/command.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
/** Most bytes of the module with brotli: phones load, compile and keep it. Raise it knowingly. */
const LARGEST = 950_000;
const TSC = fileURLToPath(import.meta.resolve("typescript/package.json")).replace(/package\.json$/, "bin/tsc");

/** A project with nothing in it but the package. */
let project;
let packed;

before(async () => {
  project = mkdtempSync(join(tmpdir(), "relata-consumer-"));
  write("package.json", JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const { stdout } = await ok("npm", ["pack", "--json", "--silent", "--pack-destination", project], { cwd: PACKAGE });
  [packed] = JSON.parse(stdout);
  await ok("npm", ["install", "--offline", "--ignore-scripts", "--no-audit", "--no-fund", `./${packed.filename}`], { cwd: project });
});

after(() => rmSync(project, { recursive: true, force: true }));

function write(path, content) {
  mkdirSync(join(project, path, ".."), { recursive: true });
  writeFileSync(join(project, path), content);
}

async function ok(program, args, options = {}) {
  const result = await run(program, args, {}, { cwd: project, ...options });
  assert.equal(result.code, 0, `${program} ${args.join(" ")}\n${result.stdout}${result.stderr}`);
  return result;
}

test("the archive holds what is used and nothing else", () => {
  const paths = packed.files.map(({ path }) => path);
  for (const path of ["README.md", "LICENSE-MIT", "LICENSE-APACHE", "package.json", "dist/relata.wasm", "dist/cli.js"]) assert.ok(paths.includes(path), path);
  const odd = paths.filter((path) => !/^(dist\/[\w-]+\.js|dist\/relata\.wasm|dist\/types\/.*\.d\.ts|README\.md|LICENSE-\w+|package\.json)$/.test(path));
  assert.deepEqual(odd, []);
  const { dependencies, exports } = JSON.parse(readFileSync(join(project, "node_modules/relata/package.json"), "utf8"));
  assert.equal(dependencies, undefined);
  const targets = Object.values(exports).flatMap((target) => (typeof target === "string" ? [target] : Object.values(target)));
  for (const target of targets) assert.ok(paths.includes(target.slice(2)), target);
});

test("the module stays small", () => {
  const { length } = brotliCompressSync(readFileSync(join(project, "node_modules/relata/dist/relata.wasm")));
  assert.ok(length <= LARGEST, `relata.wasm is ${length} bytes with brotli, more than ${LARGEST}`);
});

test("Node imports every entry", async () => {
  write("entries.js", `
    import { readFileSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    import { Vault, RelataError, parseNote } from "relata";
    import * as inline from "relata/inline";
    import { readFolder } from "relata/node";
    import { readPicked } from "relata/browser";
    import { WorkerVault } from "relata/worker";
    const there = await WorkerVault.open();
    await there.set("a.md", "");
    const inWorker = await there.length;
    there.dispose();
    const bytes = readFileSync(fileURLToPath(import.meta.resolve("relata/relata.wasm")));
    const vault = await Vault.open({ wasm: bytes });
    vault.set("a.md", "[[b]]");
    console.log(inWorker, parseNote("[[b]]").links.length, inline.Vault === Vault, typeof readFolder, typeof readPicked);
  `);
  const { stdout } = await ok(process.execPath, ["entries.js"]);
  assert.equal(stdout, "1 1 true function function\n");
});

test("in Node the module may be a file of any address", async () => {
  write("elsewhere.js", `
    import { copyFileSync } from "node:fs";
    import { fileURLToPath } from "node:url";
    import { Vault } from "relata";
    copyFileSync(fileURLToPath(import.meta.resolve("relata/relata.wasm")), "else where.wasm");
    const vault = await Vault.open({ wasm: new URL("./else where.wasm", import.meta.url) });
    console.log(vault.length, await Vault.open({ wasm: new URL("./none.wasm", import.meta.url) }).then(({ length }) => length));
  `);
  assert.equal((await ok(process.execPath, ["elsewhere.js"])).stdout, "0 0\n", "the first call decides");
  write("nowhere.js", `
    import { Vault } from "relata";
    await Vault.open({ wasm: new URL("./none.wasm", import.meta.url) }).catch(({ code }) => console.log(code));
  `);
  assert.equal((await ok(process.execPath, ["nowhere.js"])).stdout, "wasm-unavailable\n");
});

test("the command is installed", async (t) => {
  const { version } = JSON.parse(readFileSync(join(PACKAGE, "package.json"), "utf8"));
  assert.equal((await ok("node_modules/.bin/relata", ["--version"])).stdout, `${version}\n`);
  const { stdout } = await ok("node_modules/.bin/relata", ["summary", folderWith(t, TEA), "Ada", "--as-of", "2026-10-01"]);
  assert.match(stdout, /^Ada Quill {2}person, as of 2026-10-01\n/);
});

const CONSUMER = `
  import { type Change, type Day, type EntityRow, RelataError, type Summary, Vault, parseNote } from "relata";
  import { Vault as Inline } from "relata/inline";
  import { readFolder } from "relata/node";
  import { readDirectoryHandle, readDropped, readPicked } from "relata/browser";
  import { WorkerVault } from "relata/worker";
  const there: Promise<Summary> = (await WorkerVault.open({ asOf: "2026-10-01" })).summary("x");
  const vault: Vault = await Vault.open({ schema: "", asOf: "2026-10-01" });
  const same: typeof Vault = Inline;
  await vault.load(await readFolder("x", { onSkip: ({ path, code }) => console.log(path, code) }), { onProgress: ({ done, total }) => console.log(done, total ?? 0) });
  await vault.load([{ path: "a.md", content: new Uint8Array() }], { signal: AbortSignal.timeout(1) });
  const change: Change = vault.set("a.md", "x");
  const rows: EntityRow[] = vault.entities({ kind: "person", sort: "-strength", asOf: "2026-10-01" });
  const summary: Summary = vault.summary("x");
  const day: Day | null = summary.lastContact?.date ?? null;
  const role: string | undefined = summary.profile.role?.value;
  const score: number | null = summary.strength.score;
  const task: string | undefined = parseNote("x").listItems?.[0]?.task;
  // @ts-expect-error no such option
  vault.entities({ knid: "person" });
  // @ts-expect-error the score may be null
  const certain: number = summary.strength.score;
  // @ts-expect-error no such code
  new RelataError("unknown-code", "x");
  export { there, same, change, rows, day, role, score, task, certain, readDirectoryHandle, readDropped, readPicked };
`;

for (const [module, resolution] of [["nodenext", "nodenext"], ["esnext", "bundler"]]) {
  test(`TypeScript finds the types with module resolution ${resolution}`, async () => {
    write("consumer.ts", CONSUMER);
    const options = ["--strict", "--noEmit", "--target", "es2022", "--lib", "es2022,dom,dom.iterable,dom.asynciterable", "--types", ""];
    await ok(process.execPath, [TSC, ...options, "--module", module, "--moduleResolution", resolution, "consumer.ts"]);
  });
}

test("real answers fit the types, with no field too many or too few", async () => {
  const vault = await Vault.open({ asOf: "2026-10-01" });
  for (const [path, content] of Object.entries(TEA)) vault.set(path, content);
  vault.set("People/Ada Quil.md", "---\ntype: person\n---\n# Ada Quil\n");
  const answers = {
    "Summary[]": [vault.summary("Ada"), vault.summary("Crumb & Sons")],
    "EntityRow[]": vault.entities(),
    "CachedMetadata[]": [...Object.keys(TEA).map((path) => vault.note(path)), {}],
    Change: vault.set("odd.md", "[[]] [[nowhere]] [[Crumb]] #tag/sub\n- [ ] a task\n"),
    "Finding[]": vault.diagnostics(),
    Brief: vault.brief("Ada"),
    Graph: vault.graph(),
    "Suggestion[]": vault.suggestions(),
    Renamed: vault.rename("People/Ada Quil.md", "People/Ada Q.md"),
    "ResolvedLink[]": [vault.resolve("Ada Quill", "odd.md"), vault.resolve("Ada Quill#none", "")],
    "Backlink[]": vault.backlinks("Customers/Crumb.md"),
    "UnlinkedMention[]": vault.unlinkedMentions("Ada"),
    "LinkProblem[]": vault.linkProblems(),
    "TagCount[]": vault.tags(),
    "FileStamp[]": Object.values(vault.stamps()),
    RepairedText: repairText("J√ºrgen"),
  };
  for (const [type, value] of Object.entries(answers)) assert.ok(!Array.isArray(value) || value.length > 0, type);
  const lines = Object.entries(answers).map(([type, value], i) => `export const answer${i}: ${type} = ${JSON.stringify(value)};`);
  const types = Object.keys(answers).map((type) => type.replace("[]", ""));
  write("answers.ts", `import type { ${types.join(", ")} } from "relata";\n${lines.join("\n")}\n`);
  const options = ["--strict", "--exactOptionalPropertyTypes", "--noEmit", "--target", "es2022", "--module", "nodenext", "--types", ""];
  await ok(process.execPath, [TSC, ...options, "answers.ts"]);
});

const APP = (entry) => `
  import { Vault } from "${entry}";
  globalThis.answer = Vault.open({ asOf: "2026-10-01" }).then((vault) => {
    vault.set("a.md", ${JSON.stringify(TEA["People/Ada Quill.md"])});
    return vault.summary("Ada").entity.name;
  });
`;

async function bundle(entry, format) {
  const stdin = { contents: APP(entry), resolveDir: project };
  const outfile = join(project, "bundle", `${format}.js`);
  const { warnings } = await build({ stdin, bundle: true, format, outfile, logLevel: "silent" });
  assert.deepEqual(warnings, []);
  return outfile;
}

test("a single-file bundle with the module inside runs in a page", async (t) => {
  const file = await bundle("relata/inline", "iife");
  const page = await openPage(t, await launch(t), await serve(t, { "/": '<link rel="icon" href="data:,">' }));
  await page.addScriptTag({ content: readFileSync(file, "utf8") });
  assert.equal(await page.evaluate("answer"), "Ada Quill");
});

test("a bundle with relata.wasm beside it runs in a page", async (t) => {
  await bundle("relata", "esm");
  copyFileSync(join(project, "node_modules/relata/dist/relata.wasm"), join(project, "bundle/relata.wasm"));
  const routes = { "/": '<link rel="icon" href="data:,"><script type="module" src="/bundle/esm.js"></script>', "/bundle/": join(project, "bundle") };
  const page = await openPage(t, await launch(t), await serve(t, routes));
  assert.equal(await page.evaluate("answer"), "Ada Quill");
});

test("a CommonJS bundle with the module inside runs where modules do not", async () => {
  const file = await bundle("relata/inline", "cjs");
  copyFileSync(file, file.replace(/\.js$/, ".cjs"));
  createRequire(import.meta.url)(file.replace(/\.js$/, ".cjs"));
  assert.equal(await globalThis.answer, "Ada Quill");
});
