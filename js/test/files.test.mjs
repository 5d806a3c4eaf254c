// Which files belong to a vault.

import assert from "node:assert/strict";
import test from "node:test";

import { source } from "./support/source.mjs";

const { inOrder, isHidden, isWanted, looksBinary } = await source("files.ts");

test("notes and settings are wanted, nothing else", () => {
  for (const path of ["a.md", "A/b c.MD", "relata.yaml", "relata-names.yaml"]) assert.ok(isWanted(path), path);
  for (const path of ["a.txt", "md", "a.md.bak", "A/relata.yaml", "picture.png"]) assert.ok(!isWanted(path), path);
});

test("dot folders are hidden", () => {
  for (const name of [".obsidian", ".git", ".trash", "node_modules"]) assert.ok(isHidden(name), name);
  for (const name of ["_archive", "a.b", "…"]) assert.ok(!isHidden(name), name);
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
