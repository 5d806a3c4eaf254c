// Where links lead, and what leads where.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { init, RelataError, Vault } from "relata";
import { WorkerVault } from "relata/worker";

import { linkTable } from "./support/links.mjs";

await init();

const isNote = (path) => /\.md$/i.test(path);

async function vaultOf(files, options) {
  const vault = await Vault.open(options);
  for (const [path, text] of files) isNote(path) ? vault.set(path, text) : vault.set(path);
  return vault;
}

test("links lead where the table says, strict or not", async () => {
  let count = 0;
  for (const { name, files, rows } of linkTable()) {
    const [vault, strict] = [await vaultOf(files), await vaultOf(files, { strict: true })];
    for (const row of rows) {
      const at = `${name}: ${row.written} in ${row.from}`;
      const found = vault.resolve(row.link, row.from);
      assert.equal(found?.path ?? null, row.path, at);
      assert.equal(found?.by ?? null, row.by, at);
      assert.equal(found?.ambiguous ?? false, row.ambiguous, at);
      if (found && row.hasLine) assert.equal(found.position && found.position.line + 1, row.line, at);
      if (found) assert.ok(found.candidates.includes(found.path), at);
      const ofHost = row.by === "path" || row.by === "name";
      assert.equal(strict.resolve(row.link, row.from)?.path ?? null, ofHost ? row.path : null, `strict, ${at}`);
      count += 1;
    }
    vault.dispose();
    strict.dispose();
  }
  console.log(`${count} links compared`);
  assert.ok(count > 60);
});

test("links lead there over a worker too", async (t) => {
  const worker = await WorkerVault.open();
  t.after(() => worker.dispose());
  const { files, rows } = linkTable().find(({ name }) => name === "Subpaths");
  await worker.load(files.map(([path, content]) => (isNote(path) ? { path, content } : { path })));
  const found = await Promise.all(rows.map(({ link, from }) => worker.resolve(link, from)));
  assert.deepEqual(found.map((one) => one?.path ?? null), rows.map(({ path }) => path));
});

const RECORDED = fileURLToPath(new URL("../../../shared/conformance/obsidian-cache/", import.meta.url));

test("counts of links are what the host app recorded", { skip: !existsSync(RECORDED) && "no recordings at hand" }, async () => {
  const { files, notes } = JSON.parse(readFileSync(`${RECORDED}vault-links.json`, "utf8"));
  const texts = new Map(notes.map(({ path, markdown }) => [path, markdown]));
  const vault = await Vault.open();
  await vault.load(files.map((path) => (isNote(path) ? { path, content: texts.get(path) ?? "" } : { path })));
  const { resolvedLinks, unresolvedLinks } = vault;
  for (const { path, resolved, unresolved } of notes) {
    assert.deepEqual(resolvedLinks[path], resolved, path);
    assert.deepEqual(unresolvedLinks[path], unresolved, path);
  }
  console.log(`${notes.length} recorded notes compared`);
  assert.ok(notes.length > 0);
});

const NOTES = [
  ["People/Ada Quill.md", "---\ntype: person\naliases: [Ada]\n---\n# Ada Quill\n## Facts\n"],
  ["Tea.md", "# Tea 🦊\nMet [[ada quill#Facts]] and Ada; ![[tin.png]] [[nowhere]] #Kind/Tea\n"],
  ["Late.md", "[[Ada Quill]] with Ada Quill #kind\n"],
  ["alone.md", "nothing"],
  ["img/tin.png"],
];

test("backlinks come with place, line and heading", async () => {
  const vault = await vaultOf(NOTES);
  const back = vault.backlinks("People/Ada Quill.md");
  assert.deepEqual(back.map(({ path }) => path), ["Late.md", "Tea.md"]);
  assert.deepEqual(back[1], {
    path: "Tea.md",
    position: { start: { line: 1, col: 4, offset: 13 }, end: { line: 1, col: 23, offset: 32 } },
    text: "Met [[ada quill#Facts]] and Ada; ![[tin.png]] [[nowhere]] #Kind/Tea",
    heading: "Tea 🦊",
    by: "name",
    kind: "wikilink",
    embed: false,
  });
  assert.equal(NOTES[1][1].slice(back[1].position.start.offset, back[1].position.end.offset), "[[ada quill#Facts]]");
  assert.deepEqual(vault.backlinks("img/tin.png").map(({ embed }) => embed), [true]);
  assert.deepEqual(vault.backlinks("not there.md"), []);
});

test("backlinks say how they are written and how they lead there", async () => {
  const vault = await vaultOf([
    ["Silk/README.md", "---\naliases: [Seide]\ntitle: The 🦊 silk\n---\n"],
    ["a.md", "# H 🦊\n[[Silk/README]] [[README]] [[Seide]] [[The 🦊 silk]] [[Silk]]"],
    ["b.md", "![x](Silk/README.md) [y][z]\n\n[z]: Silk/README.md\n"],
  ]);
  const back = vault.backlinks("Silk/README.md");
  assert.deepEqual(back.map(({ by }) => by), ["path", "name", "alias", "title", "folder-note", "path", "path"]);
  assert.deepEqual(back.map(({ kind }) => kind), [...Array(5).fill("wikilink"), "markdown", "reference"]);
  assert.deepEqual(back.map(({ embed }) => embed), [false, false, false, false, false, true, false]);
  assert.deepEqual(back.map(({ path }) => path), [...Array(5).fill("a.md"), "b.md", "b.md"]);
  assert.deepEqual(back.map(({ heading }) => heading), [...Array(5).fill("H 🦊"), null, null]);
  const lines = ["[[Silk/README]] [[README]] [[Seide]] [[The 🦊 silk]] [[Silk]]", "![x](Silk/README.md) [y][z]", "[z]: Silk/README.md"];
  assert.deepEqual(back.slice(4).map(({ text }) => text), lines);
});

test("all links at once have the host app's shape, and follow every change", async () => {
  const vault = await vaultOf(NOTES);
  const { resolvedLinks } = vault;
  assert.deepEqual(resolvedLinks["Tea.md"], { "People/Ada Quill.md": 1, "img/tin.png": 1 });
  assert.equal(vault.resolvedLinks, resolvedLinks, "counted once");
  assert.deepEqual(vault.unresolvedLinks, { "Late.md": {}, "People/Ada Quill.md": {}, "Tea.md": { nowhere: 1 }, "alone.md": {} });
  vault.set("nowhere.md", "");
  assert.deepEqual(vault.unresolvedLinks["Tea.md"], {});
  assert.equal(vault.resolvedLinks["Tea.md"]["nowhere.md"], 1);
});

test("orphans, tags, files and mentions", async () => {
  const vault = await vaultOf(NOTES);
  assert.deepEqual(vault.orphans(), ["alone.md"]);
  assert.deepEqual(vault.tags(), [{ tag: "#kind", count: 1, nested: 2 }, { tag: "#Kind/Tea", count: 1, nested: 1 }]);
  assert.deepEqual(vault.files(), ["Late.md", "People/Ada Quill.md", "Tea.md", "alone.md", "img/tin.png"]);
  const mentions = vault.unlinkedMentions("Ada");
  assert.deepEqual(mentions.map(({ path, position }) => [path, position.start.col]), [["Late.md", 19], ["Tea.md", 28]]);
  assert.equal(mentions[1].heading, "Tea 🦊");
  assert.throws(() => vault.unlinkedMentions("Nobody Else"), (error) => error instanceof RelataError && error.code === "unknown-name");
  const [problem, ...others] = vault.linkProblems();
  assert.deepEqual([problem.path, problem.code, problem.target, others], ["Tea.md", "unresolved-link", "nowhere", []]);
  assert.deepEqual(vault.linkProblems("alone.md"), []);
});

test("a change says what it touched", async () => {
  const vault = await vaultOf(NOTES);
  const change = vault.set("nowhere.md", "---\ntype: person\n---\n# Nora\n- [ ] a task\n");
  assert.deepEqual(change.notes, ["nowhere.md"]);
  assert.deepEqual(change.resolved, ["Tea.md"]);
  assert.ok(change.entities.includes("Nora"));
  assert.deepEqual(change.tasks, [{ path: "nowhere.md", line: 5, change: "added", text: "- [ ] a task" }]);
  const none = { notes: [], entities: [], resolved: [], tasks: [] };
  assert.deepEqual(vault.set("img/tin.png"), none);
  assert.deepEqual(vault.set("alone.md", "nothing"), none);
  assert.deepEqual(vault.delete("img/tin.png").resolved, ["Tea.md"]);
});

test("moving a file gives the edits that keep links right", async () => {
  const texts = new Map(NOTES);
  const vault = await vaultOf(NOTES);
  const { edits, resolved } = vault.rename("People/Ada Quill.md", "People/Ada Berg.md");
  assert.deepEqual(resolved, ["Late.md", "Tea.md"]);
  for (const { path, start, end, text } of edits.toReversed()) {
    const before = texts.get(path);
    texts.set(path, before.slice(0, start) + text + before.slice(end));
  }
  assert.equal(texts.get("Late.md"), "[[Ada Berg]] with Ada Quill #kind\n");
  for (const path of resolved) vault.set(path, texts.get(path));
  assert.equal(vault.backlinks("People/Ada Berg.md").length, 2);
  assert.deepEqual(vault.rename("img/tin.png", "img/box.png").edits.map(({ path, text }) => [path, text]), [["Tea.md", "box.png"]]);
});

test("the vault's own settings count, whenever they come", async () => {
  const app = [".obsidian/app.json", JSON.stringify({ newLinkFormat: "absolute", userIgnoreFilters: ["Old/"] })];
  const notes = [["Old/x.md", "x"], ["sub/New.md", ""], ["a.md", "[[New]]"]];
  for (const files of [[app, ...notes], [...notes, app]]) {
    const vault = await Vault.open();
    for (const [path, content] of files) vault.set(path, content);
    assert.deepEqual(vault.files(), ["a.md", "sub/New.md"]);
    assert.deepEqual(vault.rename("sub/New.md", "sub/Newer.md").edits.map(({ text }) => text), ["sub/Newer"]);
    vault.delete(app[0]);
    assert.deepEqual(vault.files(), ["Old/x.md", "a.md", "sub/Newer.md"]);
  }
});
