// Folders on disk.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, symlinkSync, utimesSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { RelataError } from "relata";
import { readFolder } from "relata/node";

import { folderWith } from "./support/temp.mjs";

async function readAll(folder) {
  const skipped = [];
  const source = await readFolder(folder, { onSkip: (one) => skipped.push(one) });
  const files = [];
  for await (const file of source) files.push(file);
  return { files, paths: files.map(({ path }) => path), skipped, total: source.total };
}

test("notes come as bytes, in order, the schema first", async (t) => {
  const folder = folderWith(t, { "z.md": "z", "b/ü.md": "ü", "relata.yaml": "self: [Me]", "b/c/d.MD": "d", "e.png": "e" });
  utimesSync(join(folder, "z.md"), 1000, 2000);
  const { files, paths, skipped, total } = await readAll(folder);
  assert.deepEqual(paths, ["relata.yaml", "b/c/d.MD", "b/ü.md", "e.png", "z.md"]);
  assert.deepEqual(Buffer.from(files[2].content), Buffer.from("ü"));
  assert.deepEqual(files[3], { path: "e.png" }, "what is no note is not read");
  assert.equal(files[4].mtime, 2_000_000);
  assert.equal(total, 5);
  assert.deepEqual(skipped, []);
});

test("hidden folders are left out in silence, but for the host app's settings", async (t) => {
  const folder = folderWith(t, { "a.md": "", ".obsidian/app.json": "{}", "b/.obsidian/app.json": "{}", ".obsidian/app.md": "", ".trash/b.md": "", "c/.hidden.md": "", "node_modules/x/readme.md": "" });
  const { paths, skipped } = await readAll(folder);
  assert.deepEqual(paths, [".obsidian/app.json", "a.md"]);
  assert.deepEqual(skipped, []);
});

test("links that lead out of the folder are reported and not followed", async (t) => {
  const outside = folderWith(t, { "secret.md": "secret", "deep/more.md": "more" });
  const folder = folderWith(t, { "a.md": "a", "sub/b.md": "b" });
  symlinkSync(join(outside, "secret.md"), join(folder, "out.md"));
  symlinkSync(join(outside, "deep"), join(folder, "out"));
  symlinkSync(join(folder, "a.md"), join(folder, "again.md"));
  symlinkSync(folder, join(folder, "sub/circle"));
  symlinkSync(join(folder, "nowhere"), join(folder, "broken.md"));
  const { paths, skipped } = await readAll(folder);
  assert.deepEqual(paths, ["a.md", "sub/b.md"]);
  const told = skipped.map(({ path, code }) => `${path} ${code}`).sort();
  assert.deepEqual(told, ["broken.md unreadable", "out link", "out.md link"]);
});

test("the folder itself may be a link", async (t) => {
  const folder = folderWith(t, { "notes/a.md": "a" });
  symlinkSync(join(folder, "notes"), join(folder, "link"));
  assert.deepEqual((await readAll(join(folder, "link"))).paths, ["a.md"]);
});

test("binary files and what is no file are left out, the rest goes on", async (t) => {
  const folder = folderWith(t, { "a.md": "a", "b.md": Buffer.from([0, 1, 2, 3, 0, 0]), "d.md": "d" });
  mkdirSync(join(folder, "folder.md"));
  execFileSync("mkfifo", [join(folder, "pipe.md")]);
  const { paths, skipped, total } = await readAll(folder);
  assert.deepEqual(paths, ["a.md", "d.md"]);
  assert.equal(total, 3);
  assert.deepEqual(skipped, [{ path: "b.md", code: "binary", message: "the file holds no text" }]);
});

test("a file that disappears while reading is reported", async (t) => {
  const folder = folderWith(t, { "a.md": "a", "b.md": "b" });
  const skipped = [];
  const source = await readFolder(folder, { onSkip: (one) => skipped.push(one) });
  execFileSync("rm", [join(folder, "b.md")]);
  const paths = [];
  for await (const { path } of source) paths.push(path);
  assert.deepEqual(paths, ["a.md"]);
  assert.deepEqual(skipped.map(({ path, code }) => [path, code]), [["b.md", "unreadable"]]);
});

test("a missing folder and a file instead of a folder are refused", async (t) => {
  const folder = folderWith(t, { "a.md": "a" });
  for (const [path, why] of [[join(folder, "none"), /does not exist/], [join(folder, "a.md"), /not a folder/]]) {
    await assert.rejects(readFolder(path), (error) => error instanceof RelataError && error.code === "unreadable" && why.test(error.message));
  }
});

test("reading may be left at any time", async (t) => {
  const folder = folderWith(t, Object.fromEntries(Array.from({ length: 100 }, (_, i) => [`${i}.md`, "x"])));
  for await (const { path } of await readFolder(folder)) {
    assert.equal(path, "0.md");
    break;
  }
});
