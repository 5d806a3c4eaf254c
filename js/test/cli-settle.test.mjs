// A task of a meeting and its copy in the note of a person, as people meet them in a terminal.

import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { relata } from "./support/command.mjs";
import { folderWith } from "./support/temp.mjs";

const DAY = ["--as-of", "2026-06-30"];
const PERSON = "---\ntype: person\n---\n# Kim Lund\n\n## Open Tasks\n";
const MEETING = "\ufeff---\r\ntype: meeting\r\nparticipants: [Kim Lund]\r\n---\r\n- [ ] Send the deck 📅 2026-07-10\r\n- [ ] Water the ferns\r\n";
const PATHS = { person: "People/Kim Lund.md", meeting: "Meetings/2026-06-10 Call.md" };

/** A folder after a refresh: the person's note holds copies of both tasks. */
async function refreshed(t) {
  const folder = folderWith(t, { [PATHS.person]: PERSON, [PATHS.meeting]: MEETING });
  const { code } = await relata(["refresh", folder, "--write", ...DAY]);
  assert.equal(code, 0);
  return folder;
}

const textOf = (folder, path) => readFileSync(join(folder, path), "utf8");

/** As a person does it: an x in the box of the copy. */
function tick(folder) {
  writeFileSync(join(folder, PATHS.person), textOf(folder, PATHS.person).replace("[ ] Send", "[x] Send"));
}

test("a copied task is listed once, where it stands; --copies lists every line", async (t) => {
  const folder = await refreshed(t);
  assert.equal(textOf(folder, PATHS.person), `${PERSON}- [ ] Send the deck 📅 2026-07-10\n- [ ] Water the ferns\n`.replace("Tasks\n-", "Tasks\n\n-"));
  const { stdout } = await relata(["tasks", folder, ...DAY]);
  assert.match(stdout, /\n2 tasks as of 2026-06-30\n$/);
  assert.ok(!stdout.includes("People/Kim Lund.md"), stdout);
  assert.match((await relata(["tasks", folder, "not done", ...DAY])).stdout, /\n2 tasks as of/);
  assert.match((await relata(["tasks", folder, "--copies", ...DAY])).stdout, /\n4 tasks as of/);
});

test("a tick in the copy stays, and is told until it is settled", async (t) => {
  const folder = await refreshed(t);
  assert.equal((await relata(["settle", folder, ...DAY])).stdout, "Every task that is done in a copy is done where it stands.\n");
  tick(folder);
  const person = textOf(folder, PATHS.person);
  const refresh = await relata(["refresh", folder, "--write", ...DAY]);
  assert.deepEqual([refresh.code, textOf(folder, PATHS.person), textOf(folder, PATHS.meeting)], [0, person, MEETING]);
  assert.equal(refresh.stderr, "relata: 1 task is done in a copy, but open where it stands; `relata settle` shows it\n");
  assert.match((await relata(["tasks", folder, ...DAY], { COLUMNS: "200" })).stdout, /done in its copy People\/Kim Lund\.md:8/);
  const summary = await relata(["summary", folder, "Kim Lund", ...DAY], { COLUMNS: "200" });
  const said = summary.stdout.replaceAll(/\s+/g, " ");
  assert.match(said, /Send the deck due 2026-07-10, in 10 days · done in its copy People\/Kim Lund\.md:8; `relata settle` ticks it here/);
  assert.equal(said.match(/done in its copy/g).length, 1);
  const check = await relata(["check", folder, "--json", ...DAY]);
  const message = "this copy is done, but the task is still open in Meetings/2026-06-10 Call.md:5; `relata settle` shows it done there too";
  assert.deepEqual([check.code, JSON.parse(check.stdout).problems], [1, [{ rule: "task-done-in-copy", path: PATHS.person, line: 8, column: 1, severity: "warning", message }]]);
});

test("settle shows the tick as a diff, --write writes it with mark and line ends, undo takes it back", async (t) => {
  const folder = await refreshed(t);
  tick(folder);
  const shown = await relata(["settle", folder, ...DAY]);
  assert.match(shown.stdout, /^--- a\/Meetings\/2026-06-10 Call\.md\n/);
  assert.ok(shown.stdout.includes("\n-- [ ] Send the deck 📅 2026-07-10\r\n+- [x] Send the deck 📅 2026-07-10 ✅ 2026-06-30\r\n - [ ] Water the ferns\r\n"), shown.stdout);
  assert.ok(shown.stdout.endsWith("\n1 task in 1 note would be done, as a copy says. Nothing is written; --write does it.\n"), shown.stdout);
  assert.equal(textOf(folder, PATHS.meeting), MEETING);
  const written = await relata(["settle", folder, "Kim", "Lund", "--write", ...DAY]);
  assert.deepEqual([written.code, written.stderr], [0, ""]);
  assert.equal(textOf(folder, PATHS.meeting), MEETING.replace("[ ] Send the deck 📅 2026-07-10", "[x] Send the deck 📅 2026-07-10 ✅ 2026-06-30"));
  assert.equal((await relata(["check", folder, ...DAY])).code, 0);
  assert.equal((await relata(["refresh", folder, ...DAY])).stderr, "");
  assert.equal((await relata(["undo", folder])).code, 0);
  assert.equal(textOf(folder, PATHS.meeting), MEETING);
});

test("settle as JSON; of nobody's copies; a line that the file has otherwise is left alone", async (t) => {
  const folder = await refreshed(t);
  tick(folder);
  writeFileSync(join(folder, PATHS.meeting), MEETING.replace("Water the ferns", "Water the ferns of J√ºrgen"));
  const { tasks, left } = JSON.parse((await relata(["settle", folder, "--json", ...DAY])).stdout);
  assert.deepEqual(left, []);
  assert.deepEqual(tasks.map(({ path, line, after, copy }) => [path, line, after, copy.path, copy.line]), [[PATHS.meeting, 5, ["- [x] Send the deck 📅 2026-07-10 ✅ 2026-06-30"], PATHS.person, 8]]);
  writeFileSync(join(folder, "People/Lee Orr.md"), "---\ntype: person\n---\n");
  assert.deepEqual(JSON.parse((await relata(["settle", folder, "Lee Orr", "--json", ...DAY])).stdout).tasks, []);
  const broken = (text) => text.replace("the deck", "J√ºrgen the deck");
  writeFileSync(join(folder, PATHS.meeting), broken(MEETING));
  writeFileSync(join(folder, PATHS.person), broken(textOf(folder, PATHS.person)));
  const odd = await relata(["settle", folder, "--write", ...DAY]);
  assert.match(odd.stderr, /^relata: Meetings\/2026-06-10 Call\.md: line 5 is misread text, which relata repair mends, and is left alone\n$/);
  assert.equal(textOf(folder, PATHS.meeting), broken(MEETING));
});
