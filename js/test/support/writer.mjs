// Writing, with each step of the file system counted: to be killed, to fail, or to be met by somebody else.

import { spawnSync } from "node:child_process";
import { chmodSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { after } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "esbuild";

const home = mkdtempSync(join(tmpdir(), "relata-writer-"));
after(() => rmSync(home, { recursive: true, force: true }));

const bundle = join(home, "write.mjs");
const source = fileURLToPath(new URL("../../src/node/write/", import.meta.url));
const entry = ["disk", "hash", "lock", "place", "recover", "undo", "write"].map((name) => `export * from "./${name}.ts";`).join("\n");
await build({ stdin: { contents: entry, resolveDir: source }, bundle: true, outfile: bundle, format: "esm", platform: "node" });

/** The modules of `node/write`, with `writeOn(disk, …)`, `undoOn` and `recoverOn`. */
export const inside = await import(pathToFileURL(bundle).href);

// The child does its job and is killed before its nth step: SIGKILL, which no program can see coming. A file that is
// being written then holds half of what it should.
const child = join(home, "child.mjs");
writeFileSync(child, `
import { appendFileSync } from "node:fs";
import { Disk, recoverOn, undoOn, writeOn } from "./write.mjs";
const { folder, job, writes, at } = JSON.parse(process.argv[2]);
let steps = 0;
const disk = new Disk((operation, path) => {
  steps += 1;
  if (steps !== at) return;
  if (operation === "write") appendFileSync(path, "ha");
  process.kill(process.pid, "SIGKILL");
});
if (job === "write") await writeOn(disk, folder, writes);
if (job === "undo") await undoOn(disk, folder);
if (job === "recover") await recoverOn(disk, folder);
process.stdout.write(String(steps));
`);

/** Runs a job in a process that is killed before step `at`; tells how many steps it took, \`undefined\` when it was killed. */
export function killedAt(at, folder, job, writes = []) {
  const { stdout, stderr, signal } = spawnSync(process.execPath, [child, JSON.stringify({ folder, job, writes, at })], { encoding: "utf8" });
  if (signal === "SIGKILL") return undefined;
  if (stderr !== "") throw new Error(stderr);
  return Number(stdout);
}

/** A disk on which the steps that `fails` chooses fail with a code. */
export function failing(code, fails) {
  let step = 0;
  return new inside.Disk((operation, path) => {
    step += 1;
    if (fails(step, operation, path)) throw Object.assign(new Error(`${code}: made to fail`), { code });
  });
}

/** A disk that counts. */
export function counting() {
  const disk = new inside.Disk(() => void (disk.steps += 1));
  disk.steps = 0;
  return disk;
}

/** Every file below a folder, as text by path, hidden ones too; those of the state folder as "…". */
export function tree(folder, path = "") {
  const found = {};
  for (const name of readdirSync(join(folder, path)).sort()) {
    const here = path === "" ? name : `${path}/${name}`;
    if (here === ".relata") continue;
    if (lstatSync(join(folder, here)).isDirectory()) Object.assign(found, { [`${here}/`]: "" }, tree(folder, here));
    else found[here] = readFileSync(join(folder, here), "latin1");
  }
  return found;
}

/** What lies in the state folder, without the journal's runs. */
export function leftInState(folder) {
  const state = join(folder, ".relata");
  const runs = readdirSync(join(state, "journal"));
  const odd = runs.flatMap((run) => readdirSync(join(state, "journal", run)).filter((name) => !/^(run\.json|\d+\.old)$/.test(name)));
  return [...readdirSync(state).filter((name) => name !== "journal" && name !== ".gitignore"), ...odd];
}

/** Puts files back as they were, whatever happened to them. */
export function reset(folder, files) {
  for (const name of readdirSync(folder)) rmSync(join(folder, name), { recursive: true, force: true });
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content, "latin1");
    chmodSync(join(folder, path), 0o640);
  }
}
