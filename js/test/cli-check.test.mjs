// `relata check`: what is odd in a vault, for people, for programs, and as SARIF.

import assert from "node:assert/strict";
import test from "node:test";

import { relata } from "./support/command.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const ON = ["--as-of", "2026-10-01"];
const ODD = {
  ...TEA,
  "People/Ada Quil.md": "---\ntype: person\n---\n# Ada Quil\n",
  "People/Bo Finch.md": "---\ntype: person\nrole: [baker\n---\n# Bo Finch\n",
  "People/Cy Ash.md": "---\ntype: person\nlast_contact: 2026-01-02\n---\n# Cy Ash\n",
  "Meetings/2026-09-05 - Mill & fire.md": "---\ndate: 2026-09-05\nparticipants: [Cy Ash]\n---\n## Summary\nSpoke with J√ºrgen, see [[Mill|the mill]] and [[Bo Finch#Attic]].\n\n## Action Items\n- [ ] Bring tins 📅 2026-02-31\n",
};

test("by note, with place, severity and rule; code 1", async (t) => {
  const { code, stdout, stderr } = await relata(["check", folderWith(t, ODD), ...ON]);
  assert.deepEqual([code, stderr], [1, ""]);
  assert.match(stdout, /^ +6:25 +warning {2}the link to Mill leads nowhere.*\(unresolved-link\)$/m);
  assert.match(stdout, /the link to Bo Finch#Attic names a heading or block that its\s+note does not have/);
  assert.match(stdout, /there is no day "2026-02-31"/);
  assert.match(stdout, /^People\/Ada Quil\.md\n +1:1 +warning {2}Ada Quil is probably Ada Quill \(spelt nearly the\s+same\)/m);
  assert.match(stdout, /^People\/Bo Finch\.md\n +3:1 +error {4}The properties are no valid YAML/m);
  assert.match(stdout, /^People\/Cy Ash\.md\n +3:1 +warning {2}the note on Cy Ash is behind the others: last_contact/m);
  assert.doesNotMatch(stdout, /\(conflict\)/, "a day of contact that a refresh will set is told once");
  assert.match(stdout, /\n\d+ problems in 8 notes: \d /);
  assert.doesNotMatch(stdout, /text-repaired/, "remarks only with --all");
  assert.match((await relata(["check", folderWith(t, ODD), "--all", ...ON])).stdout, /text-repaired/);
});

test("two names without notes are told where a note speaks of them", async (t) => {
  const meeting = (who) => `---\ndate: 2026-09-0${who.length % 9}\nparticipants: [${who}]\n---\n# Mill\n`;
  const files = { "Meetings/One.md": meeting("Gil Harrowmoor"), "Meetings/Two.md": meeting("Gil Harowmoor"), "Tasks.md": "# Tasks\n\n- [ ] Bake @Ivo Brennigan\n- [ ] Mill @Ivo Brenigan\n" };
  const folder = folderWith(t, files);
  const { problems } = JSON.parse((await relata(["check", folder, "--json", ...ON])).stdout);
  const places = problems.filter(({ rule }) => rule === "probably-same").map(({ path, line, message }) => [path, line, /^\w+/.exec(message)[0]]);
  assert.ok(places.some(([path, , name]) => name === "Gil" && path.startsWith("Meetings/")), JSON.stringify(problems));
  assert.deepEqual(places.filter(([path]) => !(path in files)), []);
  const { runs } = JSON.parse((await relata(["check", folder, "--sarif", ...ON])).stdout);
  for (const { locations } of runs[0].results) assert.ok(decodeURIComponent(locations[0].physicalLocation.artifactLocation.uri) in files);
});

test("nothing odd: code 0", async (t) => {
  const { code, stdout } = await relata(["check", folderWith(t, { "a.md": "just words", "b.md": "more" })]);
  assert.deepEqual([code, stdout], [0, "Nothing to report in 2 notes.\n"]);
});

test("as JSON", async (t) => {
  const { code, stdout } = await relata(["check", folderWith(t, ODD), "--json", ...ON]);
  const { notes, rules, problems } = JSON.parse(stdout);
  assert.deepEqual([code, notes], [1, 8]);
  assert.equal(Object.values(rules).reduce((sum, n) => sum + n, 0), problems.length);
  for (const rule of ["probably-same", "frontmatter-invalid", "stale-note", "unresolved-link", "missing-subpath", "task-date-invalid"]) assert.ok(rules[rule] > 0, rule);
  for (const { path, line, column, severity, message } of problems) {
    assert.ok(path in ODD && line >= 1 && column >= 1 && message.length > 10, path);
    assert.ok(["error", "warning"].includes(severity));
  }
});

/** What SARIF 2.1.0 requires of each object, and the values that it allows, as its schema says. */
const REQUIRED = {
  log: ["version", "runs"],
  run: ["tool"],
  tool: ["driver"],
  driver: ["name"],
  rule: ["id"],
  result: ["message"],
};
const LEVELS = ["none", "note", "warning", "error"];

function has(object, type) {
  for (const key of REQUIRED[type]) assert.ok(object[key] !== undefined, `${type}.${key} is required`);
}

test("as SARIF 2.1.0", async (t) => {
  const { code, stdout } = await relata(["check", folderWith(t, ODD), "--sarif", "--all", ...ON]);
  const log = JSON.parse(stdout);
  assert.equal(code, 1);
  has(log, "log");
  assert.deepEqual([log.version, Object.keys(log).sort(), log.runs.length], ["2.1.0", ["$schema", "runs", "version"], 1]);
  const [run] = log.runs;
  for (const [object, type] of [[run, "run"], [run.tool, "tool"], [run.tool.driver, "driver"]]) has(object, type);
  assert.equal(run.columnKind, "utf16CodeUnits");
  const { rules } = run.tool.driver;
  for (const rule of rules) has(rule, "rule");
  assert.equal(new Set(rules.map(({ id }) => id)).size, rules.length, "each rule once");
  assert.ok(run.results.length > 3);
  for (const result of run.results) {
    has(result, "result");
    assert.equal(typeof result.message.text, "string");
    assert.equal(rules[result.ruleIndex].id, result.ruleId);
    assert.ok(LEVELS.includes(result.level), result.level);
    const { artifactLocation: { uri }, region } = result.locations[0].physicalLocation;
    assert.ok(decodeURIComponent(uri) in ODD && !/[ &"<>\\]/.test(uri), uri);
    assert.ok(Number.isInteger(region.startLine) && region.startLine >= 1 && region.startColumn >= 1);
  }
});

test("wrong use: code 2", async (t) => {
  const folder = folderWith(t, TEA);
  for (const [args, message] of [[["check"], /takes a folder/], [["check", folder, "--json", "--sarif"], /exclude each other/]]) {
    const { code, stdout, stderr } = await relata(args);
    assert.deepEqual([code, stdout], [2, ""]);
    assert.match(stderr, message);
  }
});
