// Edits as a unified diff.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { source } from "./support/source.mjs";
import { folderWith } from "./support/temp.mjs";

const { diffText } = await source("cli/diff.ts");
const { applied } = await source("edit.ts");
const PLAIN = { width: 80, colour: false };

/** Numbers that are the same every time. */
function random(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** Edits at random places of a text, in order and apart. */
function someEdits(next, text) {
  const edits = [];
  for (let at = next(8); at <= text.length && edits.length < 6; at += 1 + next(text.length)) {
    const to = Math.min(text.length, at + next(12));
    const put = Array.from({ length: next(4) }, () => ["a\n", "b\n", "c", "\n", "dd\n"][next(5)]).join("");
    if (to > at || put !== "") edits.push({ from: at, to, text: put });
    at = to;
  }
  return edits;
}

/** The text that a diff makes of another, as `patch` does it; every number and every kept line is checked. */
function patched(text, diff) {
  const lines = text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const out = [];
  let at = 0;
  const body = diff.split("\n").slice(2, -1);
  for (const [index, line] of body.entries()) {
    const head = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@$/.exec(line);
    if (head) {
      const [from, count, to, fresh] = head.slice(1).map((n) => Number(n ?? 1));
      while (at < (count === 0 ? from : from - 1)) out.push(lines[at++]);
      assert.equal(out.length, fresh === 0 ? to : to - 1, diff);
    } else if (!line.startsWith("\\")) {
      const whole = line.slice(1) + (body[index + 1]?.startsWith("\\") ? "" : "\n");
      if (line[0] !== "+") assert.equal(lines[at++], whole, diff);
      if (line[0] !== "-") out.push(whole);
    }
  }
  return [...out, ...lines.slice(at)].join("");
}

test("a diff makes the new text of the old one, whatever the edits", () => {
  const next = random(20261001);
  let hunks = 0;
  for (let round = 0; round < 3000; round += 1) {
    const text = Array.from({ length: next(30) }, () => ["a\n", "b\n", "c\n", "\n", "long line\n"][next(5)]).join("") + ["", "end"][next(2)];
    const edits = someEdits(next, text);
    const wanted = applied(text, edits);
    const diff = diffText("x.md", text, edits, PLAIN);
    assert.equal(patched(text, diff), wanted, JSON.stringify({ text, edits, diff }));
    hunks += (diff.match(/^@@/gm) ?? []).length;
  }
  assert.ok(hunks > 3000, "there was something to compare");
});

test("what it looks like", () => {
  const text = Array.from({ length: 12 }, (_, n) => `line ${n + 1}\n`).join("");
  const edits = [{ from: text.indexOf("2"), to: text.indexOf("2") + 1, text: "two" }, { from: text.indexOf("line 4"), to: text.indexOf("line 4"), text: "new\n" }, { from: text.length, to: text.length, text: "end" }];
  assert.equal(diffText("Notes/a.md", text, edits, PLAIN), `--- a/Notes/a.md
+++ b/Notes/a.md
@@ -1,6 +1,7 @@
 line 1
-line 2
+line two
 line 3
+new
 line 4
 line 5
 line 6
@@ -10,3 +11,4 @@
 line 10
 line 11
 line 12
+end
\\ No newline at end of file
`);
  assert.equal(diffText("a.md", null, [{ from: 0, to: 0, text: "x\n" }], PLAIN), "--- /dev/null\n+++ b/a.md\n@@ -0,0 +1 @@\n+x\n");
  assert.match(diffText("a.md", "x\n", [{ from: 0, to: 1, text: "y" }], { width: 80, colour: true }), /\u001b\[31m-x\u001b\[39m\n\u001b\[32m\+y\u001b\[39m/);
});

test("lines that one edit only moves past are kept", () => {
  const old = "- a\n- b\n- c\n";
  const diff = diffText("a.md", old, [{ from: 0, to: old.length, text: "- new\n- a\n- b\n- b2\n- c\n" }], PLAIN);
  assert.deepEqual(diff.split("\n").filter((line) => /^[-+] /.test(line) || /^[-+]-/.test(line)).slice(1), ["+- new", "+- b2"]);
});

test("other programs can apply it", (t) => {
  const old = "one\ntwo\nthree\n";
  const folder = folderWith(t, { "a.md": old });
  const edits = [{ from: 4, to: 7, text: "2" }, { from: old.length, to: old.length, text: "four" }];
  writeFileSync(join(folder, "x.diff"), diffText("a.md", old, edits, PLAIN) + diffText("b/c.md", null, [{ from: 0, to: 0, text: "new\n" }], PLAIN));
  mkdirSync(join(folder, "b"));
  execFileSync("git", ["apply", "x.diff"], { cwd: folder });
  assert.equal(readFileSync(join(folder, "a.md"), "utf8"), "one\n2\nthree\nfour");
  assert.equal(readFileSync(join(folder, "b/c.md"), "utf8"), "new\n");
});

test("a diff for a program holds every byte: line ends, marks, blanks, odd names", (t) => {
  const old = "\ufeff---\r\ntype: person\r\n---\r\n\tTab\u001b[1m \u2028 old\rMac\r\nend\r";
  const [name, odd] = ["Ada Quill.md", 'o"d\\ \tü.md'];
  const folder = folderWith(t, { [name]: old, [odd]: old });
  const edits = [{ from: 4, to: 4, text: "x" }, { from: old.indexOf("old"), to: old.indexOf("old") + 3, text: "new" }];
  writeFileSync(join(folder, "x.diff"), [name, odd].map((path) => diffText(path, old, edits, { ...PLAIN, exact: true })).join(""));
  execFileSync("git", ["apply", "--check", "x.diff"], { cwd: folder });
  execFileSync("git", ["apply", "x.diff"], { cwd: folder });
  for (const path of [name, odd]) assert.equal(readFileSync(join(folder, path), "utf8"), applied(old, edits));
});

test("control characters never reach the terminal, and a whole large text is quick", () => {
  const evil = "a\u001b[31m\u0007\r\n";
  assert.doesNotMatch(diffText("e\u001b.md", evil, [{ from: 0, to: 1, text: "\u009b2J" }], PLAIN), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
  const large = Array.from({ length: 200_000 }, (_, n) => `line ${n}\n`).join("");
  const begun = performance.now();
  diffText("a.md", large, [{ from: 0, to: large.length, text: large.replaceAll("line", "row") }], PLAIN);
  assert.ok(performance.now() - begun < 5000);
});
