// Which files belong to a vault.

import assert from "node:assert/strict";
import test from "node:test";

import { source } from "./support/source.mjs";

const { inOrder, isKnown, isLeftOut, isRead, looksBinary } = await source("files.ts");

test("notes and settings are read, nothing else", () => {
  for (const path of ["a.md", "A/b c.MD", "relata.yaml", "relata-names.yaml", ".obsidian/app.json"]) assert.ok(isRead(path), path);
  for (const path of ["a.txt", "md", "a.md.bak", "A/relata.yaml", "picture.png"]) assert.ok(!isRead(path), path);
});

test("dot folders are left out, but for the host app's settings", () => {
  for (const path of [".git", ".trash/a.md", "a/node_modules", ".obsidian/x.json", "a/.obsidian"]) assert.ok(isLeftOut(path), path);
  for (const path of ["_archive", "a.b", "…", ".obsidian", ".obsidian/app.json"]) assert.ok(!isLeftOut(path), path);
});

test("a note is known by its size and its time in whole milliseconds", () => {
  const known = { "a.md": { size: 3, mtime: 5 }, "b.md": { size: 3, mtime: null } };
  assert.ok(isKnown(known, "a.md", 3, 5.9));
  for (const [path, size, mtime] of [["a.md", 4, 5], ["a.md", 3, 6], ["b.md", 3, 0], ["c.md", 0, 0], ["toString", 0, 0]]) {
    assert.ok(!isKnown(known, path, size, mtime), path);
  }
  assert.ok(!isKnown(undefined, "a.md", 3, 5));
});

test("settings come first, then paths by their characters", () => {
  assert.deepEqual(["b.md", "relata.yaml", "B.md", "a/z.md", "relata-names.yaml"].sort(inOrder), ["relata-names.yaml", "relata.yaml", "B.md", "a/z.md", "b.md"]);
});

test("pictures and programs look binary, notes do not", () => {
  const png = Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]);
  const noise = Uint8Array.from({ length: 9000 }, (_, i) => (i * 7919 + (i >> 3)) & 255);
  for (const bytes of [png, noise]) assert.ok(looksBinary(bytes));
  const text = (string) => new TextEncoder().encode(string);
  const utf16 = Uint8Array.from([0xff, 0xfe, 0x61, 0, 0x62, 0]);
  const stray = text(`${"a note with one stray NUL\u0000 and much text after it. ".repeat(3)}`);
  for (const bytes of [text(""), text("\ufeffx\u0000"), text("tab\tand\r\nlines"), utf16, stray]) assert.ok(!looksBinary(bytes));
});
