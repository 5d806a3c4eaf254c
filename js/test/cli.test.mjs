// The command `relata`, run as people run it.

import assert from "node:assert/strict";
import { readFileSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import test from "node:test";

import { CLI, relata, run } from "./support/command.mjs";
import { source } from "./support/source.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const DAY = ["--as-of", "2026-10-01"];

test("summary: who was named since the last contact, beside it", async (t) => {
  const folder = folderWith(t, { ...TEA, "2026-09-30.md": "Wrote a card to Ada Quill.\n" });
  const { stdout } = await relata(["summary", folder, "ada", ...DAY]);
  assert.match(stdout, /\n\nLast contact {2}2026-09-01, 4 weeks ago\nLast mention {2}2026-09-30, yesterday\n/);
});

test("summary: one person, as text", async (t) => {
  const { code, stdout, stderr } = await relata(["summary", folderWith(t, TEA), "ada", ...DAY]);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.match(stdout, /^Ada Quill {2}person, as of 2026-10-01\nalso Ada\nPeople\/Ada Quill\.md\n\nLast contact {2}2026-09-01, 4 weeks ago\n/);
  for (const line of ["I owe", "  ☐ Send the oven's price", "Ada Quill owes", "  • Bakes at night.", "    People/Ada Quill.md:11"]) {
    assert.ok(stdout.includes(`\n${line}\n`), line);
  }
});

test("schema: a proposal to review", async (t) => {
  const notes = { "Clients/Bolt.md": "---\ntype: client\n---\n", "Clients/Nut.md": "---\ntype: client\n---\n" };
  const { code, stdout, stderr } = await relata(["schema", folderWith(t, notes)]);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.match(stdout, /^# A proposal for relata\.yaml/);
  assert.match(stdout, /\nkinds:\n {2}# 2 notes of type client, by the word\n {2}client:\n {4}nature: organisation\n/);
});

test("list: only what fits the filters, and why when nothing does", async (t) => {
  const folder = folderWith(t, TEA);
  const { stdout } = await relata(["list", folder, "--text", "crumb", ...DAY]);
  assert.match(stdout, /Crumb & Sons/);
  assert.doesNotMatch(stdout, /Ada Quill/);
  const none = await relata(["list", folder, "--tag", "vip", ...DAY]);
  assert.equal(none.code, 1);
  assert.match(none.stderr, /none of the 2 entities fits “tag: vip”; leave that filter out/);
});

test("tasks: what is still to do, agreed before proposed", async (t) => {
  const folder = folderWith(t, TEA);
  const { code, stdout, stderr } = await relata(["tasks", folder, "--sort", "due", ...DAY]);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.equal(
    stdout,
    [
      "  [ ] Bring the yellow tins",
      "      overdue by 11 days, due 2026-09-20 · @Ada Quill (Crumb & Sons)",
      "      People/Ada Quill.md:14",
      "  [ ] Send the oven's price",
      "      due 2026-10-05, in 4 days · medium priority · @Myself",
      "      Meetings/2026-09-01 - Tea.md:16",
      "",
      "Proposed, not agreed",
      "  [?] Paint the shop",
      "      @Ada Quill (Crumb & Sons) · Meetings/2026-09-01 - Tea.md:17",
      "",
      "3 tasks as of 2026-10-01",
      "",
    ].join("\n"),
  );
});

test("tasks: the lines of a query, from arguments or a file, in groups", async (t) => {
  const folder = folderWith(t, { ...TEA, "query.txt": "not done\ngroup by owner\nhide backlink\nshort mode\n" });
  const lines = ["not done", "group by owner", "hide backlink", "short mode"];
  const typed = await relata(["tasks", folder, ...lines, ...DAY]);
  assert.match(typed.stdout, /^Ada Quill {2}1\n {2}\[ \] Bring the yellow tins\n\nMyself {2}1\n {2}\[ \] Send/);
  const read = await relata(["tasks", folder, "--query-file", join(folder, "query.txt"), ...DAY]);
  assert.deepEqual(read, typed);
  const one = await relata(["tasks", folder, lines.join("\n"), "--json", ...DAY]);
  const { total, groups, layout } = JSON.parse(one.stdout);
  assert.deepEqual([total, groups.map(({ headings }) => headings[0]), layout.shortMode], [3, ["Ada Quill", "Myself"], true]);
});

test("tasks: nothing found, and what cannot be asked", async (t) => {
  const folder = folderWith(t, TEA);
  const cases = [
    [["--owner", "Crumb & Sons", "--due", "after 2027-01-01"], 1, /none of the 3 tasks fits/],
    [["--entity", "Ada Quil"], 1, /nearest: Ada Quill/],
    [["not done\nfilter by function true"], 2, /line 2: .*not supported/],
    [["--due", "someday"], 2, /due someday/],
    [["--limit", "few"], 2, /--limit takes a number, not "few"/],
    [["--query-file", join(folder, "none.txt")], 2, /cannot read the query/],
    [["done", "--query-file", "x"], 2, /not both/],
  ];
  for (const [args, exit, message] of cases) {
    const { code, stdout, stderr } = await relata(["tasks", folder, ...args, ...DAY]);
    assert.deepEqual([code, stdout], [exit, ""], args.join(" "));
    assert.match(stderr, message);
  }
  const none = await relata(["tasks", folderWith(t, { "a.md": "nothing" }), ...DAY]);
  assert.match(none.stderr, /there are no tasks in 1 note/);
});

test("list: everything, as a table", async (t) => {
  const { code, stdout, stderr } = await relata(["list", folderWith(t, TEA), ...DAY]);
  assert.equal(stderr, "");
  assert.equal(code, 0);
  assert.match(stdout, /^Name {10}Kind .*\nAda Quill {5}person .*\nCrumb & Sons {2}customer .*\n\n2 entries as of 2026-10-01\n$/);
});

test("--json prints what the package returns", async (t) => {
  const folder = folderWith(t, TEA);
  const summary = JSON.parse((await relata(["summary", folder, "Ada", "Quill", "--json", ...DAY])).stdout);
  assert.equal(summary.entity.name, "Ada Quill");
  assert.equal(summary.asOf, "2026-10-01");
  const rows = JSON.parse((await relata(["list", folder, "--json", "--kind=person", "--sort=-name", ...DAY])).stdout);
  assert.deepEqual(rows.map(({ name }) => name), ["Ada Quill"]);
});

test("--as-of gives the answer of that day", async (t) => {
  const { stdout } = await relata(["summary", folderWith(t, TEA), "Ada", "--json", "--as-of", "2026-08-15"]);
  const { lastContact, upcoming } = JSON.parse(stdout);
  assert.equal(lastContact.date, "2026-08-01");
  assert.deepEqual(upcoming.map(({ date }) => date), ["2026-09-01"]);
});

test("help and version", async () => {
  const { version } = JSON.parse(readFileSync(new URL("../package.json", import.meta.url), "utf8"));
  for (const args of [["--version"], ["-V"]]) assert.deepEqual(await relata(args), { code: 0, stdout: `${version}\n`, stderr: "" });
  for (const args of [["--help"], ["-h"], ["help"]]) assert.match((await relata(args)).stdout, /^relata: .*\n\nUsage\n/);
  for (const command of ["summary", "list", "tasks", "brief", "graph", "check", "schema", "refresh", "settle", "new", "repair", "suggestions", "undo"]) {
    for (const args of [[command, "--help"], ["help", command], [command, "x", "-h"]]) {
      const { code, stdout } = await relata(args);
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^relata ${command}: .*\\n\\nUsage\\n`));
      for (const line of stdout.split("\n")) assert.ok(line.length <= 100, line);
    }
  }
});

test("wrong use: code 2 and one line that says what to do", async (t) => {
  const folder = folderWith(t, TEA);
  const cases = [
    [["sumary"], /there is no command "sumary"/],
    [["constructor"], /there is no command "constructor"/],
    [["help", "me"], /there is no command "me"/],
    [["list"], /takes a folder/],
    [["list", folder, "more"], /"more" is too much/],
    [["summary", folder], /takes a folder and a name/],
    [["list", folder, "--kin=x"], /unknown option '--kin'; see `relata list --help`/],
    [["list", folder, "--as-of", "2026-02-30"], /there is no day "2026-02-30"; --as-of takes one that exists, as YYYY-MM-DD/],
    [["list", folder, "--as-of", "yesterday"], /not "yesterday"/],
    [["list", folder, "--sort", "age"], /cannot sort by "age"/],
    [["list", folder, "--sort", "-age"], /cannot sort by "-age"/],
    [["list", folder, "--sort", "--json"], /option '--sort' needs a value; see/],
    [["tasks", folder, "--limit", "-1"], /--limit takes a number, not "-1"/],
    [["list", join(folder, "none")], /none: it does not exist/],
    [["summary", join(folder, "Customers/Crumb.md"), "Crumb"], /it is not a folder/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await relata(args);
    assert.equal(code, 2, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.match(stderr, /^relata: [^\n]+\n$/, "one line");
  }
  const { code, stderr } = await relata([]);
  assert.equal(code, 2);
  assert.match(stderr, /Usage/);
});

test("a value may begin with a dash", async (t) => {
  const folder = folderWith(t, TEA);
  for (const [command, apart, together] of [
    ["list", ["--sort", "-name"], ["--sort=-name"]],
    ["tasks", ["--sort", "-due", "--group", "-owner"], ["--sort=-due", "--group=-owner"]],
  ]) {
    const [one, other] = await Promise.all([apart, together].map((options) => relata([command, folder, ...options, ...DAY])));
    assert.deepEqual([one.code, one.stdout, one.stderr], [0, other.stdout, ""]);
  }
});

test("kinds are found whatever their case", async (t) => {
  const folder = folderWith(t, TEA);
  for (const [command, kind] of [["list", "Person"], ["graph", "PERSON"]]) {
    const [as, is] = await Promise.all([kind, kind.toLowerCase()].map((one) => relata([command, folder, "--kind", one, "--json", ...DAY])));
    assert.deepEqual([as.code, as.stdout], [is.code, is.stdout]);
    assert.match(as.stdout, /Ada Quill/);
  }
});

test("nothing found: code 1 and one line that says why", async (t) => {
  const folder = folderWith(t, TEA);
  const empty = folderWith(t, { "picture.png": "x" });
  const nobody = folderWith(t, { "a.md": "just words" });
  const cases = [
    [["summary", folder, "Ada Quil"], /nothing is called "Ada Quil"; nearest: Ada Quill/],
    [["list", folder, "--kind", "ship"], /nothing is of the kind “ship”; there are: customer \(1\), person \(1\)/],
    [["list", empty], /there are no notes \(\.md files\)/],
    [["summary", empty, "x"], /there are no notes/],
    [["list", nobody], /no note says who it is about \(1 note, 0 dated, 0 left out\).*; give notes `type: person`/],
    [["summary", nobody, "x"], /no note says who it is about/],
  ];
  for (const [args, message] of cases) {
    const { code, stdout, stderr } = await relata(args);
    assert.equal(code, 1, args.join(" "));
    assert.equal(stdout, "");
    assert.match(stderr, message);
    assert.match(stderr, /^relata: [^\n]+\n$/, "one line");
  }
  const json = await relata(["list", nobody, "--json"]);
  assert.deepEqual([json.code, json.stdout], [1, "[]\n"]);
});

test("a name of several is told with all that match", async (t) => {
  const folder = folderWith(t, { ...TEA, "People/Other.md": "---\ntype: person\ntitle: Ada Quill\n---\n" });
  const { code, stderr } = await relata(["summary", folder, "Ada Quill"]);
  assert.equal(code, 1);
  assert.match(stderr, /People\/Ada Quill\.md.*People\/Other\.md/);
});

test("a file that cannot be read gets one line, and the rest goes on", async (t) => {
  const folder = folderWith(t, { ...TEA, "b.md": Buffer.from([0, 1, 2, 0, 0, 0]), "not\u001b[2Jice.md": Buffer.alloc(64) });
  symlinkSync("/", join(folder, "away"));
  symlinkSync(join(folder, "none.md"), join(folder, "gone.md"));
  const { code, stdout, stderr } = await relata(["summary", folder, "Ada", ...DAY]);
  assert.equal(code, 0);
  assert.match(stdout, /^Ada Quill/);
  assert.deepEqual(stderr.trimEnd().split("\n").sort(), [
    "relata: away: the link leads out of the folder and is not followed",
    "relata: b.md: the file holds no text",
    "relata: gone.md: the link leads nowhere",
    "relata: not␛[2Jice.md: the file holds no text",
  ]);
});

test("a schema that is not valid is told with its line", async (t) => {
  const { code, stderr } = await relata(["list", folderWith(t, { ...TEA, "relata.yaml": "self: [Me]\nlimits: many\n" })]);
  assert.equal(code, 2);
  assert.match(stderr, /^relata: .*line 2.*limits/);
});

test("control characters of notes never reach the terminal", async (t) => {
  const evil = "\u001b[31mred\u001b[0m \u0007bell \u009b2J \u202eback";
  const note = TEA["Meetings/2026-09-01 - Tea.md"].replace("We had tea", `We had ${evil}`).replace("Buy the", evil);
  const folder = folderWith(t, { ...TEA, "Meetings/2026-09-01 - Tea.md": note, "People/E\u001b]0;title\u0007vil.md": `---\ntype: person\n---\n# ${evil}\n` });
  for (const args of [["summary", folder, "Ada"], ["list", folder], ["summary", folder, "Ada", "--json"], ["summary", folder, evil]]) {
    const { stdout, stderr } = await relata([...args, ...DAY]);
    assert.ok((stdout + stderr).length > 100);
    assert.doesNotMatch(stdout + stderr, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/, args.join(" "));
  }
});

test("a reader that has seen enough is no error", async (t) => {
  const people = Array.from({ length: 3000 }, (_, i) => [`People/${i}.md`, `---\ntype: person\ntitle: Person ${i}\n---\n`]);
  const folder = folderWith(t, Object.fromEntries(people));
  const command = `"${process.execPath}" "${CLI}" list "${folder}" --json | head -n 1`;
  const { code, stdout, stderr } = await run("bash", ["-o", "pipefail", "-c", command]);
  assert.equal(stdout, "[\n");
  assert.equal(stderr, "");
  assert.equal(code, 0);
});

test("lines keep to the width of the terminal", async (t) => {
  const { width } = await source("cli/text.ts");
  const long = `${"many words ".repeat(30)}${"x".repeat(300)} 李雷 🦊`;
  const folder = folderWith(t, { ...TEA, "People/Ada Quill.md": `${TEA["People/Ada Quill.md"]}\n## Topics\n- ${long}\n`, [`Meetings/2026-09-02 - ${"long ".repeat(40)}.md`]: TEA["Meetings/2026-09-01 - Tea.md"].replaceAll("09-01", "09-02") });
  for (const columns of [40, 90]) {
    for (const args of [["summary", folder, "Ada"], ["list", folder]]) {
      const { stdout } = await relata([...args, ...DAY], { COLUMNS: String(columns) });
      const widest = Math.max(...stdout.split("\n").map(width));
      assert.ok(widest <= Math.max(columns, args[0] === "list" ? 68 : 0), `${args[0]}: ${widest} of ${columns} columns`);
    }
  }
});

test("colours are for terminals only, and NO_COLOR is honoured", async () => {
  const { medium } = await source("cli/main.ts");
  const on = (stdout, env = {}) => medium({ stdout, env }).colour;
  assert.equal(on({ isTTY: true, columns: 80 }), true);
  assert.equal(on({ isTTY: true, columns: 80 }, { NO_COLOR: "1" }), false);
  assert.equal(on({ isTTY: true, columns: 80 }, { NO_COLOR: "" }), true, "an empty NO_COLOR is none");
  assert.equal(on({ isTTY: true, columns: 80 }, { TERM: "dumb" }), false);
  assert.equal(on({}), false);
  assert.equal(medium({ stdout: { columns: 300 }, env: {} }).width, 100);
  assert.equal(medium({ stdout: {}, env: {} }).width, 80);
});

test("the progress bar is for terminals and long work only, and is cleared", async (t) => {
  const { progressBar } = await source("cli/progress.ts");
  let now = 0;
  t.mock.method(performance, "now", () => now);
  const written = (isTTY, upTo) => {
    let text = "";
    const bar = progressBar({ stderr: { isTTY, write: (part) => (text += part) }, env: {} }, "Reading notes");
    for (let done = 0; done <= upTo; done += 1, now += 10) bar.show(done, 1000);
    bar.clear();
    return text;
  };
  assert.equal(written(false, 1000), "");
  assert.equal(written(true, 20), "", "quick work shows no bar");
  const text = written(true, 1000);
  assert.match(text, /\rReading notes █+░+ \d+ of 1,000\u001b\[K/);
  assert.ok(text.split("\r").length < 150, "not drawn for every file");
  assert.ok(text.endsWith("\r\u001b[K"));
});
