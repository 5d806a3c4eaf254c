// Writing notes to a folder: what is written, what is left alone, and how it is taken back.

import assert from "node:assert/strict";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import test from "node:test";

import { RelataError } from "relata";
import { contentHash, readFolder, recover, undo, writeNotes } from "relata/node";

import { folderWith } from "./support/temp.mjs";
import { inside, leftInState, tree } from "./support/writer.mjs";

const refusals = ({ refused }) => refused.map(({ path, code }) => `${path} ${code}`);
const is = (code, message = /./) => (error) => error instanceof RelataError && error.code === code && message.test(error.message);

test("files are written, and taken back", async (t) => {
  const folder = folderWith(t, { "a.md": "old a", "b/b.md": "old b", "same.md": "same" });
  const before = tree(folder);
  const report = await writeNotes(folder, [
    { path: "a.md", content: "new a", expected: "old a" },
    { path: "b/b.md", content: Buffer.from("new b"), expected: { hash: contentHash("old b") } },
    { path: "c/d/e.md", content: "new e", expected: null },
    { path: "same.md", content: "same", expected: Buffer.from("same") },
  ]);
  assert.deepEqual(report, { run: "000001", written: ["a.md", "b/b.md", "c/d/e.md"], unchanged: ["same.md"], refused: [], recovered: [] });
  assert.deepEqual(tree(folder), { "a.md": "new a", "b/": "", "b/b.md": "new b", "c/": "", "c/d/": "", "c/d/e.md": "new e", "same.md": "same" });
  const { time, ...undone } = (await undo(folder)).run;
  assert.deepEqual(undone, { run: "000001", command: "write" });
  assert.equal(new Date(time).toISOString(), time);
  assert.deepEqual(tree(folder), before, "folders that were made are gone too");
  assert.deepEqual(leftInState(folder), []);
});

test("undo goes back run by run, and says when there is no more", async (t) => {
  const folder = folderWith(t, { "a.md": "1" });
  assert.equal((await undo(folder)).run, null);
  assert.ok(!existsSync(join(folder, ".relata")), "asking writes nothing");
  for (const n of [1, 2, 3]) await writeNotes(folder, [{ path: "a.md", content: String(n + 1), expected: String(n) }], { command: `step ${n}` });
  for (const n of [3, 2, 1]) {
    const { run, restored } = await undo(folder);
    assert.deepEqual([run.command, restored, readFileSync(join(folder, "a.md"), "utf8")], [`step ${n}`, ["a.md"], String(n)]);
  }
  assert.equal((await undo(folder)).run, null);
});

test("undo leaves alone what was changed since, and tells where the old bytes are", async (t) => {
  const folder = folderWith(t, { "a.md": "old a", "b.md": "old b" });
  const writes = [["a.md", "old a"], ["b.md", "old b"], ["c.md", null]].map(([path, expected]) => ({ path, content: `new ${path}`, expected }));
  await writeNotes(folder, writes);
  for (const name of ["a.md", "c.md"]) writeFileSync(join(folder, name), "mine");
  const { restored, removed, refused } = await undo(folder);
  assert.deepEqual([restored, removed], [["b.md"], []]);
  assert.deepEqual(tree(folder), { "a.md": "mine", "b.md": "old b", "c.md": "mine" });
  assert.deepEqual(refused.map(({ path, code }) => [path, code]), [["a.md", "changed"], ["c.md", "changed"]]);
  const [, place] = /what it was before is in (\S+)/.exec(refused[0].message);
  assert.equal(readFileSync(join(folder, place), "utf8"), "old a");
});

test("undo tells once of a run of which nothing can be taken back, and goes on without its files", async (t) => {
  const folder = folderWith(t, { "a.md": "a0", "b.md": "b0" });
  const writes = (...files) => files.map(([path, expected, content]) => ({ path, expected, content }));
  await writeNotes(folder, writes(["a.md", "a0", "a1"], ["b.md", "b0", "b1"]));
  await writeNotes(folder, writes(["b.md", "b1", "b2"]));
  await writeNotes(folder, writes(["a.md", "a1", "a2"]));
  writeFileSync(join(folder, "b.md"), "mine");
  const results = [];
  for (let turn = 0; turn < 4; turn += 1) {
    const { run, restored, passed, refused } = await undo(folder);
    results.push([run?.run ?? null, restored, passed, refused.map(({ path, code }) => `${path} ${code}`)]);
    // Whatever they write, be it what was there once: it is theirs.
    if (turn === 1) writeFileSync(join(folder, "b.md"), "b1");
  }
  assert.deepEqual(results, [
    ["000003", ["a.md"], false, []],
    ["000002", [], true, ["b.md changed"]],
    ["000001", ["a.md"], false, ["b.md changed"]],
    [null, [], false, []],
  ]);
  assert.deepEqual(tree(folder), { "a.md": "a0", "b.md": "b1" });
  await writeNotes(folder, writes(["b.md", "b1", "b9"]));
  assert.deepEqual((await undo(folder)).restored, ["b.md"], "a later run is undone as ever");
  assert.equal((await undo(folder)).run, null);
});

test("undo may be called again where only the system was in the way", async (t) => {
  const folder = folderWith(t, { "a.md": "a0" });
  await writeNotes(folder, [{ path: "a.md", expected: "a0", content: "a1" }]);
  const disk = new inside.Disk((operation, place) => {
    if (operation === "read" && place === join(folder, "a.md")) throw Object.assign(new Error("no"), { code: "EACCES" });
  });
  const { passed, refused } = await inside.undoOn(disk, folder);
  assert.deepEqual([passed, refused[0].code], [false, "unwritable"]);
  assert.deepEqual((await undo(folder)).restored, ["a.md"]);
});

test("a file that is not what was read is left alone, and the others go on", async (t) => {
  const folder = folderWith(t, { "a.md": "theirs", "b.md": "b", "c.md": "c" });
  mkdirSync(join(folder, "folder.md"));
  const report = await writeNotes(folder, [
    { path: "a.md", content: "x", expected: "old a" },
    { path: "b.md", content: "x", expected: null },
    { path: "c.md", content: "x", expected: "c" },
    { path: "gone.md", content: "x", expected: "" },
    { path: "folder.md", content: "x", expected: "" },
    { path: "c.md/d.md", content: "x", expected: null },
  ]);
  assert.deepEqual(report.written, ["c.md"]);
  assert.deepEqual(refusals(report), ["a.md changed", "b.md exists", "gone.md missing", "folder.md no-file", "c.md/d.md no-file"]);
  assert.deepEqual(tree(folder), { "a.md": "theirs", "b.md": "b", "c.md": "x", "folder.md/": "" });
});

test("somebody else's change in the midst of a run survives", async (t) => {
  for (const [path, expected, code] of [["a.md", "old", "changed"], ["new.md", null, "exists"], ["gone.md", "old", "missing"]]) {
    const folder = folderWith(t, { "a.md": "old", "gone.md": "old", "z.md": "z" });
    const disk = new inside.Disk((operation, place) => {
      if (operation !== "sync-folder" || !place.endsWith("000001") || !readFileSync(join(place, "run.json"), "utf8").includes('"state": "staged"')) return;
      if (path === "gone.md") rmSync(join(folder, path), { force: true });
      else writeFileSync(join(folder, path), "theirs");
    });
    const writes = [{ path, content: "ours", expected }, { path: "z.md", content: "new z", expected: "z" }];
    const report = await inside.writeOn(disk, folder, writes);
    assert.deepEqual([refusals(report), report.written], [[`${path} ${code}`], ["z.md"]]);
    const left = tree(folder);
    assert.equal(left[path], path === "gone.md" ? undefined : "theirs");
    assert.deepEqual(Object.keys(left).filter((name) => name.startsWith(".")), [], "no temporary file is left");
  }
});

test("a name that is taken between the look and the step is not overwritten", async (t) => {
  const folder = folderWith(t, {});
  const disk = new inside.Disk((operation, place) => {
    if (operation === "link" && place.endsWith("new.md")) writeFileSync(place, "theirs");
  });
  const report = await inside.writeOn(disk, folder, [{ path: "new.md", content: "ours", expected: null }]);
  assert.deepEqual(refusals(report), ["new.md exists"]);
  assert.deepEqual(tree(folder), { "new.md": "theirs" });
  assert.deepEqual(readdirSync(join(folder, ".relata/journal")), [], "a run that wrote nothing is none");
});

test("bytes are written as they are, the mode stays", async (t) => {
  const odd = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0xff, 0x62, 0x0d]);
  const folder = folderWith(t, { "a.md": "\ufeffa\r\nb", "b.md": "b" });
  chmodSync(join(folder, "a.md"), 0o604);
  await writeNotes(folder, [{ path: "a.md", content: odd, expected: "\ufeffa\r\nb" }, { path: "n.md", content: "", expected: null }]);
  assert.deepEqual(readFileSync(join(folder, "a.md")), odd);
  const mode = (name) => statSync(join(folder, name)).mode & 0o7777;
  assert.equal(mode("a.md"), 0o604);
  assert.equal(mode("n.md"), mode("b.md"), "a new file has the mode that new files have here");
  assert.equal(mode(".relata"), 0o700, "old bytes are for the owner's eyes only");
  await undo(folder);
  assert.equal(readFileSync(join(folder, "a.md"), "utf8"), "\ufeffa\r\nb");
  assert.equal(mode("a.md"), 0o604);
});

test("the owner stays, where the system lets it", { skip: process.getuid?.() !== 0 && "only root may give files away" }, async (t) => {
  const folder = folderWith(t, { "a.md": "a" });
  const { chownSync } = await import("node:fs");
  chownSync(join(folder, "a.md"), 1234, 2345);
  await writeNotes(folder, [{ path: "a.md", content: "b", expected: "a" }]);
  const { uid, gid } = statSync(join(folder, "a.md"));
  assert.deepEqual([uid, gid], [1234, 2345]);
});

test("nothing is written through a link", async (t) => {
  const outside = folderWith(t, { "secret.md": "secret", "deep/x.md": "x" });
  const folder = folderWith(t, { "a.md": "a", "in/b.md": "b" });
  symlinkSync(join(outside, "secret.md"), join(folder, "out.md"));
  symlinkSync(join(outside, "deep"), join(folder, "deep"));
  symlinkSync(join(folder, "a.md"), join(folder, "again.md"));
  symlinkSync(join(folder, "in"), join(folder, "inner"));
  symlinkSync("nowhere", join(folder, "broken.md"));
  const write = (path, expected) => ({ path, content: "evil", expected });
  const writes = [write("out.md", "secret"), write("deep/x.md", "x"), write("deep/new.md", null), write("again.md", "a"), write("inner/b.md", "b"), write("broken.md", null)];
  const report = await writeNotes(folder, writes);
  assert.deepEqual(refusals(report), writes.map(({ path }) => `${path} link`));
  assert.match(report.refused[0].message, /out\.md is a link that leads out of the vault/);
  assert.match(report.refused[3].message, /again\.md is a link; write to a\.md itself/);
  assert.deepEqual(tree(outside), { "deep/": "", "deep/x.md": "x", "secret.md": "secret" });
  assert.deepEqual([readFileSync(join(folder, "a.md"), "utf8"), readFileSync(join(folder, "in/b.md"), "utf8")], ["a", "b"]);
});

test("a folder that becomes a link in the midst of a run is not followed", async (t) => {
  const outside = folderWith(t, { "a.md": "old" });
  const folder = folderWith(t, { "in/a.md": "old" });
  let done = false;
  const disk = new inside.Disk((operation, place) => {
    if (done || operation !== "rename" || !place.endsWith("run.json") || !existsSync(place)) return;
    renameSync(join(folder, "in"), join(folder, "was"));
    symlinkSync(outside, join(folder, "in"));
    done = true;
  });
  const report = await inside.writeOn(disk, folder, [{ path: "in/a.md", content: "new", expected: "old" }]);
  assert.deepEqual(refusals(report), ["in/a.md link"]);
  assert.deepEqual(tree(outside), { "a.md": "old" });
});

test("a state folder that is a link is refused", async (t) => {
  const outside = folderWith(t, { "x.md": "x" });
  const folder = folderWith(t, { "a.md": "a" });
  symlinkSync(outside, join(folder, ".relata"));
  await assert.rejects(writeNotes(folder, [{ path: "a.md", content: "b", expected: "a" }]), is("unwritable", /no folder/));
  assert.deepEqual(tree(outside), { "x.md": "x" });
});

test("the vault itself may be a link", async (t) => {
  const folder = folderWith(t, { "notes/a.md": "a" });
  symlinkSync(join(folder, "notes"), join(folder, "link"));
  const { written } = await writeNotes(join(folder, "link"), [{ path: "a.md", content: "b", expected: "a" }]);
  assert.deepEqual(written, ["a.md"]);
});

test("paths that leave the vault, are hidden, or fail on other systems are refused", async (t) => {
  const folder = folderWith(t, {});
  const bad = ["", "/etc/x.md", "../x.md", "a/../../x.md", "a//b.md", "./a.md", "a\0.md", "C:/x.md", "c:x.md", "\\x.md", ".git/x.md", ".relata/journal/x.md", "a.txt", "x"];
  const odd = ["CON.md", "aux.md", "con/x.md", "LPT1.x.md", "a\\b.md", "what?.md", "a:b.md", "a./x.md", "a /x.md", "tab\t.md", `${"x".repeat(253)}.md`];
  const fine = ["relata-names.yaml", "Über uns.md", "a/CONNECT.md", "李雷.md", `${"x".repeat(252)}.md`];
  const write = (path) => ({ path, content: "x", expected: null });
  const report = await writeNotes(folder, [...bad, ...odd, ...fine].map(write));
  assert.deepEqual(report.written, fine);
  assert.deepEqual(refusals(report), [...bad, ...odd].map((path) => `${path} path`));
  assert.match(report.refused.find(({ path }) => path === "CON.md").message, /Windows keeps for itself/);
});

test("a file that has an odd name already is written all the same", { skip: process.platform === "win32" }, async (t) => {
  const folder = folderWith(t, { "what?.md": "a", "aux.md": "a" });
  const { written } = await writeNotes(folder, ["what?.md", "aux.md"].map((path) => ({ path, content: "b", expected: "a" })));
  assert.deepEqual(written, ["what?.md", "aux.md"]);
});

test("the same path twice is a mistake of the caller", async (t) => {
  const write = { path: "a.md", content: "x", expected: null };
  await assert.rejects(writeNotes(folderWith(t, {}), [write, write]), is("invalid-options", /a\.md is to be written twice/));
});

test("nothing to do leaves no trace", async (t) => {
  const folder = folderWith(t, { "a.md": "a" });
  assert.deepEqual(await writeNotes(folder, []), { run: null, written: [], unchanged: [], refused: [], recovered: [] });
  assert.deepEqual(await recover(folder), []);
  assert.deepEqual(readdirSync(folder), ["a.md"]);
  await assert.rejects(writeNotes(join(folder, "none"), []), is("unreadable"));
});

test("two writers at once: one writes, the other is told", async (t) => {
  const folder = folderWith(t, { "a.md": "0" });
  const tries = await Promise.allSettled(Array.from({ length: 8 }, (_, n) => writeNotes(folder, [{ path: "a.md", content: `by ${n}`, expected: "0" }])));
  const wrote = tries.flatMap(({ value }, n) => (value?.written.length ? [n] : []));
  assert.equal(wrote.length, 1, "exactly one has written");
  assert.equal(readFileSync(join(folder, "a.md"), "utf8"), `by ${wrote[0]}`);
  for (const { status, reason, value } of tries) assert.ok(status === "rejected" ? is("locked")(reason) : value.written.length || refusals(value)[0] === "a.md changed", reason);
  assert.deepEqual(leftInState(folder), []);
});

test("a lock is honoured while its holder may live, and taken over when it cannot", async (t) => {
  const folder = folderWith(t, { "a.md": "0", ".relata/journal/x": "" });
  const now = Date.now();
  const dead = { pid: 2 ** 22 + 1, host: hostname(), started: now - 9000, taken: now - 1000, token: "t" };
  const place = join(folder, ".relata/lock");
  const attempt = (lock) => {
    writeFileSync(place, typeof lock === "string" ? lock : JSON.stringify(lock));
    return writeNotes(folder, [{ path: "b.md", content: "x", expected: null }]);
  };
  const alive = { ...dead, pid: process.ppid };
  await assert.rejects(attempt(alive), is("locked", new RegExp(`process ${process.ppid} on .* since 20.*remove .*lock`)));
  assert.equal(JSON.parse(readFileSync(place, "utf8")).token, "t", "it is still theirs");
  await assert.rejects(attempt({ ...dead, host: "elsewhere" }), is("locked", /on elsewhere/));
  await assert.rejects(attempt("{"), is("locked", /another program/));
  const stale = [dead, { ...alive, taken: now - 3_700_000 }, { ...dead, host: "elsewhere", taken: now - 3_700_000 }, { ...dead, pid: process.pid, started: 1 }];
  for (const lock of stale) {
    assert.deepEqual((await attempt(lock)).written, ["b.md"], JSON.stringify(lock));
    await undo(folder);
    assert.ok(!existsSync(place));
  }
});

test("a writer whose lock was taken over writes nothing", async (t) => {
  const folder = folderWith(t, { "a.md": "0" });
  const disk = new inside.Disk((operation, place) => {
    if (operation === "write" && place.endsWith(".tmp") && place.includes(".relata-")) writeFileSync(join(folder, ".relata/lock"), '{"pid":1}');
  });
  await assert.rejects(inside.writeOn(disk, folder, [{ path: "a.md", content: "1", expected: "0" }]), ({ code }) => code === "locked");
  assert.deepEqual(tree(folder), { "a.md": "0" });
  assert.ok(existsSync(join(folder, ".relata/lock")), "the other's lock stays");
});

test("the last 20 runs are kept", async (t) => {
  const folder = folderWith(t, { "a.md": "0" });
  for (let n = 0; n < 23; n += 1) await writeNotes(folder, [{ path: "a.md", content: String(n + 1), expected: String(n) }]);
  const runs = readdirSync(join(folder, ".relata/journal"));
  assert.deepEqual([runs.length, runs[0], runs.at(-1)], [20, "000004", "000023"]);
});

test("readers and version control leave the journal out", async (t) => {
  const folder = folderWith(t, { "a.md": "0" });
  await writeNotes(folder, [{ path: "a.md", content: "1", expected: "0" }]);
  assert.equal((await readFolder(folder)).total, 1);
  assert.equal(readFileSync(join(folder, ".relata/.gitignore"), "utf8"), "*\n");
});

test("a journal that came with a strange vault does no harm", async (t) => {
  const outside = folderWith(t, { "x.md": "x" });
  const entry = (path, old, fresh) => ({ path, old: old && contentHash(old), new: fresh && contentHash(fresh) });
  const run = (more) => JSON.stringify({ version: 1, run: "000001", time: "2026-01-01", command: "x", undoes: null, state: "done", folders: [], entries: [], written: [], refused: [], ...more });
  const evil = [
    run({ entries: [entry("../x.md", "old", "x")], written: ["../x.md"] }),
    run({ state: "staged", entries: [entry(".git/x.md", null, "x")] }),
    run({ state: "planned", folders: ["../.."] }),
    run({ entries: [entry("in/x.md", "old", "x")], written: ["in/x.md"] }),
    run({ entries: "none" }), "{", "null", "[]",
  ];
  for (const text of evil) {
    const folder = folderWith(t, { "a.md": "a", ".relata/journal/000001/run.json": text, ".relata/journal/000001/0.old": "old" });
    symlinkSync(outside, join(folder, "in"));
    const { restored, removed } = await undo(folder);
    assert.deepEqual([restored, removed], [[], []], text);
    assert.deepEqual((await writeNotes(folder, [{ path: "a.md", content: "b", expected: "a" }])).written, ["a.md"]);
    assert.deepEqual(tree(outside), { "x.md": "x" }, text);
  }
});
