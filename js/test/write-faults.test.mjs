// A writer that is killed at every step, on disks that fill up, fail, or may not be written to: every file is either as
// it was or as it was to be, and the next run finishes or takes back what was begun.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdtempSync, readFileSync, rmSync, statfsSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { folderWith } from "./support/temp.mjs";
import { counting, failing, inside, killedAt, leftInState, reset, tree } from "./support/writer.mjs";

const { contentHash, recover, undo, writeNotes } = inside;

const OLD = { "a.md": "\xef\xbb\xbfold a\r\n", "b/b.md": "old b ".repeat(20), "b/same.md": "same" };
const WRITES = [
  { path: "a.md", content: "new a", expected: Buffer.from(OLD["a.md"], "latin1") },
  { path: "b/b.md", content: "new b ".repeat(30), expected: OLD["b/b.md"] },
  { path: "c/d/e.md", content: "new e", expected: null },
  { path: "b/same.md", content: "same", expected: "same" },
].map((write) => ({ ...write, expected: write.expected && { hash: contentHash(write.expected) } }));
const CONTENTS = Object.fromEntries(WRITES.map(({ path, content }) => [path, content]));
const BEFORE = { ...OLD };
const AFTER = { ...OLD, ...CONTENTS };

const isTemporary = (path) => path.endsWith(".tmp");
const isFolder = (path) => path.endsWith("/");
const notes = (folder) => Object.fromEntries(Object.entries(tree(folder)).filter(([path]) => !isTemporary(path) && !isFolder(path)));

/** Every file is as before or as after: none is half, none is lost. */
function assertWhole(folder, message) {
  const found = notes(folder);
  for (const path of new Set([...Object.keys(found), ...Object.keys(BEFORE)])) {
    assert.ok(found[path] === BEFORE[path] || found[path] === AFTER[path], `${message}: ${path} is ${found[path]?.slice(0, 20)}`);
  }
  assert.equal(statSync(join(folder, "a.md")).mode & 0o777, 0o640, `${message}: the mode`);
}

/** All files are as in one of the two, and nothing temporary is left. */
function assertClean(folder, wanted, message) {
  assert.deepEqual(notes(folder), wanted, message);
  assert.deepEqual([Object.keys(tree(folder)).filter(isTemporary), leftInState(folder)], [[], []], `${message}: leftovers`);
  assert.equal("c/" in tree(folder), "c/d/e.md" in wanted, `${message}: folders`);
}

/** Which state a recovered vault is in. */
function stateOf(folder) {
  return notes(folder)["a.md"] === AFTER["a.md"] ? AFTER : BEFORE;
}

function fresh(t) {
  const folder = folderWith(t, {});
  reset(folder, OLD);
  return folder;
}

test("killed at any step of writing: old or new, never half; the next run ends it; undo restores", async (t) => {
  const folder = fresh(t);
  const seen = { "taken-back": 0, finished: 0, untouched: 0 };
  let at = 1;
  // Before the journal begins there is little to go wrong.
  for (; ; at += at < 40 ? 4 : 1) {
    reset(folder, OLD);
    const steps = killedAt(at, folder, "write", WRITES);
    assertWhole(folder, `killed before step ${at}`);
    const [recovered] = await recover(folder);
    seen[recovered?.outcome ?? "untouched"] += 1;
    assert.deepEqual(recovered?.refused ?? [], []);
    const state = stateOf(folder);
    if (recovered) assert.equal(state, recovered.outcome === "finished" ? AFTER : BEFORE, `step ${at}`);
    if (steps === undefined && readOr(folder)) assertClean(folder, state, `recovered from step ${at}`);
    const undone = await undo(folder);
    assert.deepEqual(undone.refused, [], `undo after step ${at}`);
    assert.equal(undone.run === null, state === BEFORE, `step ${at}: a run that wrote can be taken back, no other`);
    if (readOr(folder)) assertClean(folder, BEFORE, `undone after step ${at}`);
    if (steps !== undefined) break;
  }
  t.diagnostic(`${at} steps; ${JSON.stringify(seen)}`);
  assert.ok(at > 60 && seen.finished > 10 && seen["taken-back"] > 10, JSON.stringify(seen));
});

/** Whether there is a journal already. */
function readOr(folder) {
  return statSync(join(folder, ".relata/journal"), { throwIfNoEntry: false }) !== undefined;
}

test("killed at any step, then the same is asked again: it is written", async (t) => {
  const folder = fresh(t);
  for (let at = 30; ; at += 4) {
    reset(folder, OLD);
    if (killedAt(at, folder, "write", WRITES) !== undefined) break;
    const { refused, written, unchanged } = await writeNotes(folder, WRITES);
    assertClean(folder, AFTER, `asked again after step ${at}`);
    assert.deepEqual([refused, written.length + unchanged.length], [[], 4]);
  }
});

test("killed at any step of undo: the next undo ends it", async (t) => {
  const folder = fresh(t);
  for (let at = 20; ; at += 3) {
    reset(folder, OLD);
    await writeNotes(folder, WRITES);
    const steps = killedAt(at, folder, "undo");
    assertWhole(folder, `undo killed before step ${at}`);
    await recover(folder);
    assertClean(folder, stateOf(folder), `recovered from undo's step ${at}`);
    await undo(folder);
    assertClean(folder, BEFORE, `undone again after step ${at}`);
    if (steps !== undefined) break;
  }
});

test("killed at any step of recovering, twice", async (t) => {
  const folder = fresh(t);
  const copy = join(folderWith(t, {}), "copy");
  const total = await stepsOf(folder);
  // One step in which files are being staged, and one in which they take their places.
  for (const share of [0.55, 0.85]) {
    reset(folder, OLD);
    killedAt(Math.round(total * share), folder, "write", WRITES);
    for (let at = 1; ; at += 3) {
      rmSync(copy, { recursive: true, force: true });
      cpSync(folder, copy, { recursive: true, preserveTimestamps: true });
      chmodSync(join(copy, "a.md"), 0o640);
      const steps = killedAt(at, copy, "recover");
      assertWhole(copy, `recovery killed before step ${at}`);
      if (at % 2 === 0) killedAt(at + 3, copy, "recover");
      await recover(copy);
      assertClean(copy, stateOf(copy), `recovered at last after step ${at}`);
      if (steps !== undefined) break;
    }
  }
});

async function stepsOf(folder) {
  reset(folder, OLD);
  const disk = counting();
  await inside.writeOn(disk, folder, WRITES);
  return disk.steps;
}

for (const [code, lasting] of [["ENOSPC", true], ["ENOSPC", false], ["EIO", true], ["EIO", false], ["EACCES", false]]) {
  test(`${code} at any step, ${lasting ? "and ever after" : "once"}`, async (t) => {
    const folder = fresh(t);
    const total = await stepsOf(folder);
    const outcomes = { thrown: 0, partial: 0, all: 0 };
    for (let at = 1; at <= total; at += 1) {
      reset(folder, OLD);
      const disk = failing(code, (step) => (lasting ? step >= at : step === at));
      const report = await inside.writeOn(disk, folder, WRITES).catch((error) => {
        assert.equal(error.code, "unwritable", error.stack);
        return undefined;
      });
      assertWhole(folder, `${code} in step ${at}`);
      if (report === undefined) assert.deepEqual(notes(folder), BEFORE, `${code} in step ${at}: an error means that nothing was changed`);
      else for (const path of report.written) assert.equal(notes(folder)[path], AFTER[path], `${code} in step ${at}: what is said to be written is`);
      outcomes[report === undefined ? "thrown" : report.written.length < 3 ? "partial" : "all"] += 1;
      await recover(folder);
      if (readOr(folder)) assert.deepEqual([Object.keys(tree(folder)).filter(isTemporary), leftInState(folder)], [[], []], `${code} in step ${at}: leftovers`);
      assertWhole(folder, `recovered from ${code} in step ${at}`);
      await undo(folder);
      assert.deepEqual(notes(folder), BEFORE, `${code} in step ${at}: undone`);
    }
    t.diagnostic(JSON.stringify(outcomes));
    assert.ok(outcomes.thrown > 10, JSON.stringify(outcomes));
  });
}

test("full disks of every size, on a real file system", async (t) => {
  const folder = small(t, "size=512k");
  if (!folder) return t.skip("mounting a small file system needs root; the injected errors above stand for it");
  const big = "x".repeat(60_000);
  const outcomes = { full: 0, written: 0 };
  for (let fill = 0; fill <= 120; fill += 8) {
    reset(folder, { "a.md": "old a", "b.md": "old b", "fill.bin": "" });
    writeFileSync(join(folder, "fill.bin"), Buffer.alloc(fill * 4096));
    const writes = ["a", "b"].map((name) => ({ path: `${name}.md`, content: big + name, expected: `old ${name}` }));
    const report = await writeNotes(folder, writes).catch((error) => {
      assert.match(error.message, /the disk is full; nothing was changed/);
      return undefined;
    });
    outcomes[report ? "written" : "full"] += 1;
    const wanted = report ? { "a.md": `${big}a`, "b.md": `${big}b` } : { "a.md": "old a", "b.md": "old b" };
    const { "fill.bin": _, ...found } = notes(folder);
    assert.deepEqual(found, wanted, `with ${fill} pages taken`);
    rmSync(join(folder, "fill.bin"));
    await recover(folder);
    await undo(folder);
    assert.deepEqual(notes(folder), { "a.md": "old a", "b.md": "old b" });
    if (readOr(folder)) assert.deepEqual(leftInState(folder), []);
  }
  t.diagnostic(`${JSON.stringify(outcomes)}, ${statfsSync(folder).blocks} blocks`);
  assert.ok(outcomes.full > 0 && outcomes.written > 0, JSON.stringify(outcomes));
});

test("a vault that is read-only", async (t) => {
  const folder = small(t, "size=256k") ?? fresh(t);
  reset(folder, OLD);
  const isMount = spawnSync("mount", ["-o", "remount,ro", folder]).status === 0;
  if (!isMount) chmodSync(folder, 0o500);
  if (!isMount && process.getuid?.() === 0) return t.skip("root may write everywhere, and nothing can be mounted here");
  await assert.rejects(writeNotes(folder, WRITES), ({ code, message }) => code === "unwritable" && /(read-only|permission denied); nothing was changed$/.test(message));
  assert.deepEqual(notes(folder), BEFORE);
  if (isMount) spawnSync("mount", ["-o", "remount,rw", folder]);
  chmodSync(folder, 0o700);
});

test("one folder that is read-only: its notes are reported, the others are written", async (t) => {
  let isMount = false;
  t.after(() => isMount && spawnSync("umount", [join(folder, "b")]));
  const folder = fresh(t);
  isMount = spawnSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", join(folder, "b")]).status === 0;
  if (!isMount && process.getuid?.() === 0) return t.skip("root may write everywhere, and nothing can be mounted here");
  for (const path of ["b/b.md", "b/same.md"]) if (isMount) writeFileSync(join(folder, path), OLD[path]);
  if (isMount) spawnSync("mount", ["-o", "remount,ro", join(folder, "b")]);
  else chmodSync(join(folder, "b"), 0o500);
  const { written, refused } = await writeNotes(folder, WRITES);
  assert.deepEqual(written, ["a.md", "c/d/e.md"]);
  assert.deepEqual(refused.map(({ path, code }) => [path, code]), [["b/b.md", "unwritable"]]);
  assertClean(folder, { ...AFTER, "b/b.md": OLD["b/b.md"] }, "the rest");
  await undo(folder);
  assertClean(folder, BEFORE, "undone");
  if (!isMount) chmodSync(join(folder, "b"), 0o700);
});

test("two processes at once, again and again: no write is lost", async (t) => {
  const folder = folderWith(t, { "n.md": "0" });
  const program = `
    import { readFileSync } from "node:fs";
    import { writeNotes } from "relata/node";
    let done = 0;
    while (done < 15) {
      const was = readFileSync(process.argv[1] + "/n.md", "utf8");
      try {
        done += (await writeNotes(process.argv[1], [{ path: "n.md", content: String(Number(was) + 1), expected: was }])).written.length;
      } catch (error) { if (error.code !== "locked") throw error; }
    }`;
  const { run } = await import("./support/command.mjs");
  const cwd = new URL("..", import.meta.url);
  const all = await Promise.all([1, 2, 3].map(() => run(process.execPath, ["--input-type=module", "-e", program, folder], {}, { cwd })));
  for (const { code, stderr } of all) assert.equal(code, 0, stderr);
  assert.equal(readFileSync(join(folder, "n.md"), "utf8"), "45");
  assert.deepEqual(leftInState(folder), []);
});

/** A small file system of its own, where one may be mounted. */
function small(t, options) {
  const folder = mkdtempSync(join(tmpdir(), "relata-small-"));
  const isMount = spawnSync("mount", ["-t", "tmpfs", "-o", options, "tmpfs", folder]).status === 0;
  t.after(() => {
    if (isMount) spawnSync("umount", [folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  return isMount ? folder : undefined;
}
