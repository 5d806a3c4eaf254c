// The terminal commands that write, run as people run them: they show what they would do, do it when told, and undo it.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { CLI, relata, run } from "./support/command.mjs";
import { source } from "./support/source.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const BROKEN = "\ufeff# J√ºrgen\r\n\r\nHe said donâ€™t.\r\n";
const MENDED = "\ufeff# Jürgen\r\n\r\nHe said don’t.\r\n";

test("repair shows the repairs as a diff and writes nothing", async (t) => {
  const folder = folderWith(t, { ...TEA, "b.md": BROKEN });
  const { code, stdout, stderr } = await relata(["repair", folder]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^--- a\/b\.md\n\+\+\+ b\/b\.md\n@@ -1,3 \+1,3 @@\n-\ufeff# J√ºrgen\r\n\+\ufeff# Jürgen\r\n \r\n-He said donâ€™t\.\r\n\+He said don’t\.\r\n\n2 places in 1 note would be repaired\. Nothing is written; --write does it\.\n$/);
  assert.equal(readFileSync(join(folder, "b.md"), "utf8"), BROKEN);
  assert.ok(!existsSync(join(folder, ".relata")));
});

test("repair --write mends them, with the mark and the line ends; undo takes it back", async (t) => {
  const folder = folderWith(t, { "b.md": BROKEN, "c.md": "fine" });
  const { code, stdout } = await relata(["repair", folder, "--write"]);
  assert.equal(code, 0);
  assert.ok(stdout.endsWith(`\n1 file written; \`relata undo ${folder}\` takes it back\n`), stdout);
  assert.equal(readFileSync(join(folder, "b.md"), "utf8"), MENDED);
  assert.equal((await relata(["repair", folder])).stdout, "No broken text.\n");
  const undone = await relata(["undo", folder]);
  assert.match(undone.stdout, /^restored {2}b\.md\nrepair of \d{4}-\d\d-\d\d \d\d:\d\d: 1 file restored\n$/);
  assert.deepEqual([undone.code, readFileSync(join(folder, "b.md"), "utf8")], [0, BROKEN]);
  const again = await relata(["undo", folder]);
  assert.deepEqual([again.code, again.stdout], [1, ""]);
  assert.match(again.stderr, /^relata: there is nothing to undo/);
});

test("repair leaves what is not UTF-8 alone and says so", async (t) => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("J√ºrgen", "utf16le")]);
  const folder = folderWith(t, { "a.md": utf16, "l.md": Buffer.from("J\xfcrgen", "latin1"), "ok.md": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from("Jürgen", "utf16le")]), "b.md": BROKEN });
  const { code, stderr } = await relata(["repair", folder, "--write"]);
  assert.deepEqual([code, stderr], [0, "relata: a.md: it is not UTF-8 and is left alone\nrelata: l.md: it is not UTF-8 and is left alone\n"]);
  assert.deepEqual(readFileSync(join(folder, "a.md")), utf16);
  assert.equal(readFileSync(join(folder, "b.md"), "utf8"), MENDED);
});

test("repair and undo as JSON", async (t) => {
  const folder = folderWith(t, { "b.md": BROKEN });
  const shown = JSON.parse((await relata(["repair", folder, "--json"])).stdout);
  assert.deepEqual(shown.notes[0].changes[0], { line: 1, column: 4, before: "√º", after: "ü", charset: "macintosh" });
  assert.equal(shown.written, null);
  assert.deepEqual(JSON.parse((await relata(["repair", folder, "--write", "--json"])).stdout).written.written, ["b.md"]);
  const undone = JSON.parse((await relata(["undo", folder, "--json"])).stdout);
  assert.deepEqual([undone.run.command, undone.restored], ["repair", ["b.md"]]);
  const nothing = await relata(["undo", folder, "--json"]);
  assert.deepEqual([nothing.code, JSON.parse(nothing.stdout).run], [1, null]);
});

test("undo leaves alone what was changed since: code 1", async (t) => {
  const folder = folderWith(t, { "b.md": BROKEN, "c.md": BROKEN });
  await relata(["repair", folder, "--write"]);
  writeFileSync(join(folder, "b.md"), "mine");
  const { code, stdout, stderr } = await relata(["undo", folder]);
  assert.equal(code, 1);
  assert.match(stdout, /^restored {2}c\.md\n/);
  assert.match(stderr, /^relata: b\.md: it was changed since and was left alone; what it was before is in \.relata\/journal\/000001\/\d\.old\n$/);
});

test("a run of which nothing can be taken back is told once, and undo goes on to the run before", async (t) => {
  const folder = folderWith(t, { "b.md": BROKEN });
  await relata(["repair", folder, "--write"]);
  writeFileSync(join(folder, "c.md"), BROKEN);
  await relata(["repair", folder, "--write"]);
  writeFileSync(join(folder, "c.md"), "mine");
  const first = await relata(["undo", folder]);
  assert.equal(first.code, 1);
  assert.match(first.stdout, /nothing could be taken back/);
  assert.match(first.stderr, /c\.md: it was changed since.*\n.*undo called again goes on to the run before/);
  assert.match((await relata(["undo", folder])).stdout, /^restored {2}b\.md\n/);
  assert.match((await relata(["undo", folder])).stderr, /there is nothing to undo/);
  assert.equal(readFileSync(join(folder, "c.md"), "utf8"), "mine");
});

const STALE = "\ufeff---\r\ntype: person\r\nlast_contact: '2026-01-05' # by hand\r\n---\r\n# Cy Ash\r\n\r\n## Recent Context\r\n\r\n- 2026-01-05: [[2026-01-05 - Old]] - By hand.\r\n";
const MEETING = "---\ndate: 2026-09-05\nparticipants: [Cy Ash, Di Orr]\n---\n## Summary\n\nSpoke of tins.\n";
const BEHIND = { "People/Cy Ash.md": STALE, "People/Bo Finch.md": "---\ntype: person\n---\n# Bo Finch\n", "Meetings/2026-09-05 - Mill.md": MEETING };
const OCTOBER = ["--as-of", "2026-10-01"];

test("what refresh and repair show, git can apply: Windows line ends and marks too", async (t) => {
  const folder = folderWith(t, { ...BEHIND, "b.md": BROKEN });
  for (const command of ["refresh", "repair"]) {
    const { stdout } = await relata([command, folder, ...(command === "refresh" ? OCTOBER : [])]);
    assert.match(stdout, /\r\n/);
    writeFileSync(join(folder, "x.diff"), stdout);
    execFileSync("git", ["apply", "--check", "x.diff"], { cwd: folder });
    execFileSync("git", ["apply", "x.diff"], { cwd: folder });
    rmSync(join(folder, "x.diff"));
  }
  const again = await relata(["refresh", folder, "--write", ...OCTOBER]);
  assert.match(again.stdout, /up to date/);
});

test("refresh shows what is new as a diff and writes nothing", async (t) => {
  const folder = folderWith(t, BEHIND);
  const { code, stdout, stderr } = await relata(["refresh", folder, ...OCTOBER]);
  assert.deepEqual([code, stderr], [0, ""]);
  assert.match(stdout, /^--- a\/People\/Cy Ash\.md\n\+\+\+ b\/People\/Cy Ash\.md\n@@ /);
  assert.match(stdout, /\n-last_contact: '2026-01-05' # by hand\r\n\+last_contact: '2026-09-05' # by hand\r\n/);
  assert.match(stdout, /\n\+- 2026-09-05: \[\[2026-09-05 - Mill\]\] - Spoke of tins\.\r\n/);
  assert.match(stdout, /\n\n2 changes in 1 note\. Nothing is written; --write does it\.\n$/);
  assert.equal(readFileSync(join(folder, "People/Cy Ash.md"), "utf8"), STALE);
});

test("refresh --write writes it, a second one finds nothing, undo restores every byte", async (t) => {
  const folder = folderWith(t, BEHIND);
  const { code, stdout } = await relata(["refresh", folder, "--write", ...OCTOBER]);
  assert.equal(code, 0);
  assert.match(stdout, /\n1 file written; `relata undo /);
  const written = readFileSync(join(folder, "People/Cy Ash.md"), "utf8");
  assert.ok(written.startsWith("\ufeff---\r\n") && written.includes("Spoke of tins.\r\n- 2026-01-05:"), written);
  assert.deepEqual((await relata(["refresh", folder, ...OCTOBER])).stdout, "Every note of a person, company or project is up to date.\n");
  await relata(["undo", folder]);
  assert.equal(readFileSync(join(folder, "People/Cy Ash.md"), "utf8"), STALE);
});

test("refresh of some names only, and as JSON", async (t) => {
  const folder = folderWith(t, BEHIND);
  assert.equal((await relata(["refresh", folder, "Bo", "Finch", ...OCTOBER])).stdout, "Up to date.\n");
  const shown = JSON.parse((await relata(["refresh", folder, "Bo Finch", "Cy Ash", "--json", ...OCTOBER])).stdout);
  assert.deepEqual(shown.notes.map(({ path, changes }) => [path, changes.length]), [["People/Cy Ash.md", 2]]);
  assert.equal(shown.written, null);
  const { code, stderr } = await relata(["refresh", folder, "Nobody At All"]);
  assert.deepEqual([code, /nothing is called "Nobody At All"/.test(stderr)], [1, true]);
});

test("refresh --create makes notes for those who have none, to be reviewed", async (t) => {
  const folder = folderWith(t, BEHIND);
  const shown = await relata(["refresh", folder, "--create", ...OCTOBER]);
  assert.match(shown.stdout, /\n--- \/dev\/null\n\+\+\+ b\/People\/Di Orr\.md\n@@ -0,0 \+1,\d+ @@\n\+---\n/);
  assert.match(shown.stdout, /\n\n2 changes in 1 note and 1 new note\. Nothing is written; --write does it\.\n$/);
  assert.ok(!existsSync(join(folder, "People/Di Orr.md")));
  const { code } = await relata(["refresh", folder, "--create", "--write", ...OCTOBER]);
  assert.equal(code, 0);
  const note = readFileSync(join(folder, "People/Di Orr.md"), "utf8");
  assert.match(note, /^---\ntype: person\ntitle: Di Orr\n(.*\n)*auto_created: true\n(.*\n)*- needs-review\n(.*\n)*# Di Orr\n/);
  assert.match(note, /\[\[2026-09-05 - Mill\]\] - Spoke of tins\./);
  assert.match((await relata(["refresh", folder, "--create", ...OCTOBER])).stdout, /up to date/);
  const undone = JSON.parse((await relata(["undo", folder, "--json"])).stdout);
  assert.deepEqual([undone.restored, undone.removed], [["People/Cy Ash.md"], ["People/Di Orr.md"]]);
});

test("refresh of a name without a note says what makes one", async (t) => {
  const folder = folderWith(t, BEHIND);
  const { code, stdout, stderr } = await relata(["refresh", folder, "Di Orr", ...OCTOBER]);
  assert.deepEqual([code, stdout, stderr], [0, "Nothing to refresh.\n", "relata: Di Orr: has no note of its own; --create makes one\n"]);
  const { created } = JSON.parse((await relata(["refresh", folder, "Di Orr", "--create", "--json", ...OCTOBER])).stdout);
  assert.deepEqual(created.map(({ name, path }) => [name, path]), [["Di Orr", "People/Di Orr.md"]]);
});

test("refresh --create makes no second note beside one whose type names no kind", async (t) => {
  const folder = folderWith(t, { "Customers/Acme.md": "---\ntype: Kunde\n---\n", "Customers/Bolt.md": "---\ntype: customer\n---\n", "2026-09-01.md": "---\naccount: Acme\n---\n" });
  const { stdout, stderr } = await relata(["refresh", folder, "--create", ...OCTOBER]);
  assert.ok(!stdout.includes("Acme 2"), stdout);
  assert.match(stderr, /Acme: Customers\/Acme\.md is there, and its type does not say that it is theirs; `type: customer` does/);
});

test("refresh --create makes no note for a first name, but when it is named", async (t) => {
  const meeting = "---\ndate: 2026-09-05\nparticipants: [Tom, mia@mill.example, Ada Quill, Xu Li]\n---\nBread.\n\n- [ ] Bake @Ann\n- [ ] Mill @Tom\n";
  const folder = folderWith(t, { "Meeting.md": meeting });
  const { code, stdout, stderr } = await relata(["refresh", folder, "--create", ...OCTOBER]);
  assert.equal(code, 0);
  assert.deepEqual([...stdout.matchAll(/^\+\+\+ b\/(.*)$/gm)].map(([, path]) => path).sort(), ["People/Ada Quill.md", "People/Xu Li.md"]);
  assert.match(stderr, /^relata: (Tom, mia@mill\.example, Ann|[^:]*Tom[^:]*): only part of a name, so no note is made; write the full name/);
  const { created, left } = JSON.parse((await relata(["refresh", folder, "Tom", "--create", "--json", ...OCTOBER])).stdout);
  assert.deepEqual([created.map(({ path }) => path), left], [["People/Tom.md"], []]);
});

test("new makes a note where its kind lies, and never over another", async (t) => {
  const folder = folderWith(t, { ...BEHIND, "Customers/Crumb/Crumb.md": "---\ntype: customer\n---\n# Crumb\n" });
  const { code, stdout } = await relata(["new", "person", "Eve", "Lund", "--folder", folder]);
  assert.equal(code, 0);
  assert.match(stdout, /^--- \/dev\/null\n\+\+\+ b\/People\/Eve Lund\.md\n/);
  const note = readFileSync(join(folder, "People/Eve Lund.md"), "utf8");
  assert.match(note, /^---\ntype: person\ntitle: Eve Lund\n(.*\n)*# Eve Lund\n/);
  assert.doesNotMatch(note, /auto_created|needs-review/, "a person asked for it");
  assert.equal((await relata(["summary", folder, "Eve Lund"])).code, 0);
  assert.equal((await relata(["new", "customer", "A/B: \"Tins\"?", "--folder", folder])).code, 0);
  assert.match(readFileSync(join(folder, "Customers/A-B- -Tins-/A-B- -Tins-.md"), "utf8"), /title: .*A\/B: .*Tins/);
  assert.equal((await relata(["new", "forum", "Bakers", "--folder", folder, "--in", "Round tables"])).code, 0);
  assert.ok(existsSync(join(folder, "Round tables/Bakers.md")));
  const again = await relata(["new", "person", "Eve Lund", "--folder", folder]);
  assert.deepEqual([again.code, /Eve Lund has a note: People\/Eve Lund\.md/.test(again.stderr)], [2, true]);
  assert.equal(readFileSync(join(folder, "People/Eve Lund.md"), "utf8"), note);
});

test("new writes a kind as it is written elsewhere, whatever the case", async (t) => {
  const schema = "kinds:\n  supplier:\n    types: [supplier, vendor]\n    nature: organisation\n";
  const folder = folderWith(t, { ...BEHIND, "relata.yaml": schema });
  for (const [typed, name, path, kind] of [
    ["Person", "Fay Orr", "People/Fay Orr.md", "person"],
    ["SUPPLIER", "Mill", "Suppliers/Mill.md", "supplier"],
  ]) {
    const { code, stderr } = await relata(["new", typed, name, "--folder", folder]);
    assert.equal(code, 0, stderr);
    assert.match(readFileSync(join(folder, path), "utf8"), new RegExp(`^type: ${kind}$`, "m"));
  }
  assert.ok(!existsSync(join(folder, "Persons")));
});

test("new with what the notes already say, in an empty folder, and in none", async (t) => {
  const folder = folderWith(t, BEHIND);
  await relata(["new", "person", "Di Orr", "--folder", folder, ...OCTOBER]);
  assert.match(readFileSync(join(folder, "People/Di Orr.md"), "utf8"), /last_contact: '2026-09-05'\n(.*\n)*- 2026-09-05: \[\[2026-09-05 - Mill\]\]/);
  const empty = folderWith(t, {});
  assert.equal((await relata(["new", "person", "Ada", "Quill", "--folder", empty])).code, 0);
  assert.ok(existsSync(join(empty, "People/Ada Quill.md")));
  const ship = await relata(["new", "ship", "Vela", "--folder", folder]);
  assert.deepEqual([ship.code, /"ship" is no kind; there are: .*person/.test(ship.stderr)], [2, true]);
  for (const [name, why] of [
    ["2026-01-01", /"2026-01-01" begins with a day, .*: put the day behind the name, or leave it out/],
    ["2026-01-01 Di", /"2026-01-01 Di" begins with a day/],
    ["Unknown", /"Unknown" is one of your own names, or one that is left out: choose another/],
    ["Me", /"Me" is one of your own names/],
  ]) {
    const odd = await relata(["new", "person", name, "--folder", folder]);
    assert.deepEqual([odd.code, why.test(odd.stderr)], [2, true], `${name}: ${odd.stderr}`);
    assert.equal(existsSync(join(folder, `People/${name}.md`)), false);
  }
  const nowhere = await relata(["new", "person", "x", "--folder", join(folder, "none")]);
  assert.deepEqual([nowhere.code, /does not exist/.test(nowhere.stderr)], [2, true]);
  const here = await run(process.execPath, [CLI, "new", "person", "x"], {}, { cwd: folderWith(t, {}) });
  assert.deepEqual([here.code, /say where they are with --folder/.test(here.stderr)], [2, true]);
});

test("file names that every system can hold", async () => {
  const { fileName } = await source("cli/made.ts");
  const cases = [["Ada Quill", "Ada Quill"], ["a/b\\c:d", "a-b-c-d"], ["What? #1 [x]^|", "What- -1 -x-"], [" .hidden. ", "hidden"], ["CON", "CON_"], ["...", "Untitled"], ["Zoe\u0308", "Zoë"], ["x".repeat(300), "x".repeat(120)], ["李雷", "李雷"]];
  for (const [name, wanted] of cases) assert.equal(fileName(name), wanted, name);
});

test("suggestions: pairs with the reason, and what accepting writes", async (t) => {
  const folder = folderWith(t, { ...TEA, "People/Ada Quil.md": "---\ntype: person\n---\n# Ada Quil\n" });
  const { code, stdout } = await relata(["suggestions", folder]);
  assert.equal(code, 0);
  assert.match(stdout, /^Ada Quill {2}~ {2}Ada Quil {2}\d\d %\n {2}spelt nearly the same\n {2}accepting writes to relata-names\.yaml, under same: \[Ada Quill, Ada Quil\]\n/);
  assert.ok(stdout.includes(`\n  relata suggestions ${folder} --same 'Ada Quill' 'Ada Quil'\n`));
  assert.equal(JSON.parse((await relata(["suggestions", folder, "--json"])).stdout)[0].alias, "Ada Quil");
  const none = await relata(["suggestions", folderWith(t, TEA)]);
  assert.deepEqual([none.code, none.stdout], [1, ""]);
});

test("suggestions --same and --not-same note the decision down, comments kept", async (t) => {
  const old = "# ours\nsame:\n  - [Crumb & Sons, Crumb]  # the shop\n";
  const folder = folderWith(t, { ...TEA, "People/Ada Quil.md": "---\ntype: person\n---\n# Ada Quil\n", "relata-names.yaml": old });
  const { code, stdout } = await relata(["suggestions", folder, "--same", "Ada Quill", "Ada Quil"]);
  assert.equal(code, 0);
  assert.match(stdout, /^--- a\/relata-names\.yaml\n.*\n\+ {2}- \[Ada Quill, Ada Quil\]\n1 file written/s);
  assert.equal(readFileSync(join(folder, "relata-names.yaml"), "utf8"), `${old}  - [Ada Quill, Ada Quil]\n`);
  const again = await relata(["suggestions", folder, "--same", "Ada Quill", "Ada Quil"]);
  assert.deepEqual([again.code, again.stdout], [0, "Both are Ada Quill already.\n"]);
  await relata(["undo", folder]);
  assert.equal(readFileSync(join(folder, "relata-names.yaml"), "utf8"), old);
  assert.equal((await relata(["suggestions", folder, "--not-same", "Ada Quill", "Ada Quil"])).code, 0);
  assert.equal((await relata(["suggestions", folder])).code, 1, "they are not suggested any more");
});

test("a company that only stands beside people can be decided on", async (t) => {
  const notes = { "Crumb.md": "---\ntype: customer\n---\n", "Ada.md": "---\ntype: person\ncompany: Crumb Ltd\n---\n" };
  for (const decision of ["--same", "--not-same"]) {
    const folder = folderWith(t, notes);
    assert.match((await relata(["suggestions", folder])).stdout, /^Crumb {2}~ {2}Crumb Ltd /);
    assert.match((await relata(["check", folder])).stdout, /^Crumb\.md\n {2}1:1 .*Crumb Ltd is probably Crumb/);
    assert.equal((await relata(["suggestions", folder, decision, "Crumb", "Crumb Ltd"])).code, 0);
    assert.equal((await relata(["suggestions", folder])).code, 1, "it is decided");
    const { contacts } = JSON.parse((await relata(["summary", folder, "Crumb", "--json"])).stdout);
    assert.deepEqual(contacts.map(({ name }) => name), decision === "--same" ? ["Ada"] : []);
  }
});

test("a first decision makes the file, and undo removes it", async (t) => {
  const folder = folderWith(t, { ...TEA, "People/Ada Quil.md": "---\ntype: person\n---\n# Ada Quil\n" });
  await relata(["suggestions", folder, "--same", "Ada Quill", "Ada Quil"]);
  assert.ok(existsSync(join(folder, "relata-names.yaml")));
  assert.match((await relata(["undo", folder])).stdout, /^removed {3}relata-names\.yaml\n/);
  assert.ok(!existsSync(join(folder, "relata-names.yaml")));
});

test("wrong use: code 2 and one line", async (t) => {
  const folder = folderWith(t, TEA);
  const cases = [
    [["repair"], /repair takes a folder/],
    [["repair", folder, "x"], /"x" is too much/],
    [["repair", join(folder, "none")], /it does not exist/],
    [["undo", join(folder, "none")], /it does not exist/],
    [["suggestions", folder, "--same", "Ada Quill"], /--same takes two names/],
    [["suggestions", folder, "--same", "--not-same", "a", "b"], /the same or not/],
    [["graph", folder, "--format", "png"], /not "png"/],
    [["graph", folder, "--json", "--format", "dot"], /exclude each other/],
    [["graph", folder, "--depth", "2"], /--depth goes with --around/],
    [["graph", folder, "--around", "Ada", "--depth", "x"], /a number from 1/],
    [["brief", folder], /takes a folder and a name/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await relata(args);
    assert.deepEqual([code, stdout], [2, ""], args.join(" "));
    assert.match(stderr, message);
    assert.match(stderr, /^relata: [^\n]+\n$/);
  }
  const unknown = await relata(["suggestions", folder, "--same", "Ada Quill", "Nobody"]);
  assert.deepEqual([unknown.code, /nothing is called "Nobody"/.test(unknown.stderr)], [1, true]);
});

test("while another writer is at work: code 2, and who it is", async (t) => {
  const folder = folderWith(t, { "b.md": BROKEN });
  mkdirSync(join(folder, ".relata/journal"), { recursive: true });
  const { hostname } = await import("node:os");
  const lock = { pid: process.pid, host: hostname(), started: Date.now(), taken: Date.now(), token: "t" };
  writeFileSync(join(folder, ".relata/lock"), JSON.stringify(lock));
  const { code, stderr } = await relata(["repair", folder, "--write"]);
  assert.equal(code, 2);
  assert.match(stderr, new RegExp(`^relata: process ${process.pid} on .* has been writing to this vault since`));
  assert.equal(readFileSync(join(folder, "b.md"), "utf8"), BROKEN);
});

test("brief: Markdown, and JSON", async (t) => {
  const folder = folderWith(t, TEA);
  const { code, stdout } = await relata(["brief", folder, "Ada", "--as-of", "2026-10-01"]);
  assert.equal(code, 0);
  assert.match(stdout, /^# Ada Quill\n/);
  assert.match(stdout, /Bring the yellow tins/);
  const found = JSON.parse((await relata(["brief", folder, "Ada", "--json", "--as-of", "2026-10-01"])).stdout);
  assert.equal(`${found.markdown.trimEnd()}\n`, stdout);
});

const MET = { "People/Bo Finch.md": "---\ntype: person\n---\n# Bo Finch\n", "Meetings/2026-09-03 - Walk.md": "---\ndate: 2026-09-03\nparticipants: [Ada Quill, Bo Finch]\n---\n## Summary\nWalked.\n" };

test("graph: a table, JSON, and the formats of other programs", async (t) => {
  const folder = folderWith(t, { ...TEA, ...MET });
  const on = ["--as-of", "2026-10-01"];
  const { code, stdout } = await relata(["graph", folder, "--kind", "person", ...on]);
  assert.equal(code, 0);
  assert.match(stdout, /^From .*\n.*Ada Quill.*Bo Finch|Bo Finch.*Ada Quill/);
  const { nodes, edges } = JSON.parse((await relata(["graph", folder, "--json", "--around", "Bo Finch", ...on])).stdout);
  assert.ok(nodes.some(({ name }) => name === "Bo Finch") && edges.length > 0);
  const formats = { graphml: /^<\?xml.*<\/graphml>\n$/s, dot: /^graph relations \{.*\}\n$/s, csv: /^source,source_kind,.*\r\n(.*\r\n)*Ada Quill,person,Bo Finch,.*\r\n/ };
  for (const [format, looks] of Object.entries(formats)) assert.match((await relata(["graph", folder, "--format", format, ...on])).stdout, looks, format);
  const none = await relata(["graph", folderWith(t, TEA), "--kind", "forum"]);
  assert.deepEqual([none.code, none.stdout], [1, ""]);
  assert.match(none.stderr, /nothing is of the kind “forum”; there are: customer \(1\), person \(1\)/);
});
