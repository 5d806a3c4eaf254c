// Decisions about names, added to the text of a relata-names.yaml.

import assert from "node:assert/strict";
import test from "node:test";

import { Vault } from "relata";

import { source } from "./support/source.mjs";

const { decide } = await source("cli/names.ts");
const { applied } = await source("edit.ts");

/** The text with one more decision; it has to be one that a vault takes. */
async function after(text, decision = "same", pair = ["Ada Quill", "A. Quill"]) {
  const edit = decide(text, decision, pair);
  if (!edit) return text;
  const out = applied(text, [edit]);
  await Vault.open({ names: out.replace(/^\ufeff/, "") });
  return out;
}

test("a decision goes behind the others, all else stays", async () => {
  const head = "# names that people use\nsame:\n";
  assert.equal(await after(""), "same:\n  - [Ada Quill, A. Quill]\n");
  assert.equal(await after("", "not-same"), "not-same:\n  - [Ada Quill, A. Quill]\n");
  assert.equal(
    await after(`${head}    - [Bo, "B."]   # since spring\n    # more to come\n\nnot-same:\n- [X, Y]\n`),
    `${head}    - [Bo, "B."]   # since spring\n    - [Ada Quill, A. Quill]\n    # more to come\n\nnot-same:\n- [X, Y]\n`,
  );
  assert.equal(await after("same:\n- [X, Y]\nnot-same:\n- [P, Q]", "not-same"), "same:\n- [X, Y]\nnot-same:\n- [P, Q]\n- [Ada Quill, A. Quill]\n");
  assert.equal(await after("not-same:\n  - [X, Y]"), "not-same:\n  - [X, Y]\nsame:\n  - [Ada Quill, A. Quill]\n");
  assert.equal(await after("same:\n  - - X\n    - Y\n"), "same:\n  - - X\n    - Y\n  - [Ada Quill, A. Quill]\n");
  assert.equal(await after("same:\n  - [X,\n     Y]\n"), "same:\n  - [X,\n     Y]\n  - [Ada Quill, A. Quill]\n");
});

test("empty lists and lists in brackets", async () => {
  assert.equal(await after("same:\nnot-same:\n"), "same:\n  - [Ada Quill, A. Quill]\nnot-same:\n");
  assert.equal(await after("same: []  # none yet\n"), "same:\n  - [Ada Quill, A. Quill]  # none yet\n");
  assert.equal(await after("same: ~\n"), "same:\n  - [Ada Quill, A. Quill]\n");
  assert.equal(await after("same: [[X, Y], [P, Q]]\n"), "same: [[X, Y], [P, Q], [Ada Quill, A. Quill]]\n");
  for (const odd of ["same: [[X, Y],\n  [P, Q]]\n", "same: &a [X\n"]) assert.throws(() => decide(odd, "same", ["A", "B"]), /only you should edit: add \[A, B\]/);
});

test("line ends and the byte-order mark stay", async () => {
  assert.equal(await after("\ufeffsame:\r\n  - [X, Y]\r\n"), "\ufeffsame:\r\n  - [X, Y]\r\n  - [Ada Quill, A. Quill]\r\n");
});

test("what is there already is not added", async () => {
  for (const text of ["same:\n  - [Ada Quill, A. Quill]\n", "same:\n- [Ada Quill, A. Quill] # yes\n"]) assert.equal(decide(text, "same", ["Ada Quill", "A. Quill"]), undefined);
});

test("odd names are quoted, and come back as they are", async () => {
  for (const name of ["O'Neil, Kay", "yes", "12", "a: b", "#tag", "\"quoted\"", "[x]", "- x", "Zoë \\ Ü", "null", "*a", "李雷", "Crumb & Sons (North)"]) {
    const text = await after("", "same", ["Ada Quill", name]);
    const vault = await Vault.open({ names: text });
    vault.set("People/Ada Quill.md", "---\ntype: person\n---\n");
    assert.ok(vault.summary("Ada Quill").entity.aliases.includes(name), text);
  }
});
