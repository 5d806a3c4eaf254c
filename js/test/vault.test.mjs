// The vault in Node.

import assert from "node:assert/strict";
import test from "node:test";

import { parseNote, RelataError, repairText, today, Vault, version } from "relata";
import { readFolder } from "relata/node";

import { folderWith, TEA } from "./support/temp.mjs";

const DAY = "2026-10-01";

async function tea() {
  const vault = await Vault.open({ asOf: DAY });
  for (const [path, content] of Object.entries(TEA)) vault.set(path, content);
  return vault;
}

function refuses(code, run) {
  assert.throws(run, (error) => error instanceof RelataError && error.code === code, code);
}

test("a summary is found by name, alias and path", async () => {
  const vault = await tea();
  const found = vault.summary("Ada Quill");
  assert.equal(found.entity.name, "Ada Quill");
  assert.equal(found.lastContact.date, "2026-09-01");
  assert.equal(found.asOf, DAY);
  assert.deepEqual(vault.summary("Ada"), found);
  assert.deepEqual(vault.summary("People/Ada Quill.md"), found);
});

test("tasks are found by an object or the text of a query", async () => {
  const vault = await tea();
  const found = vault.tasks({ owner: "Ada Quill", status: "agreed" });
  const [tins] = found.tasks;
  assert.deepEqual([found.total, tins.text, tins.path, tins.line, tins.heading], [1, "Bring the yellow tins", "People/Ada Quill.md", 14, "Open Tasks"]);
  assert.deepEqual(tins.ownerEntities, [{ name: "Ada Quill", entity: "Ada Quill", isSelf: false, company: "Crumb & Sons" }]);
  assert.deepEqual([tins.overdueDays, tins.dates.due.value, tins.markdown], [11, "2026-09-20", "- [ ] Bring the yellow tins @Ada Quill 📅 2026-09-20"]);
  assert.equal(vault.tasks({ owner: "Ada Quill", asOf: "2026-09-19" }).tasks[0].overdueDays, null);

  const text = vault.tasks("not done\ngroup by owner\nhide backlink\nexplain");
  assert.deepEqual(text.groups, [{ headings: ["Ada Quill"], tasks: [0] }, { headings: ["Myself"], tasks: [1] }]);
  assert.deepEqual(text.proposed, [{ headings: ["Ada Quill"], tasks: [2] }]);
  assert.deepEqual(text.layout.hidden, ["backlink"]);
  assert.match(text.explanation, /^not done\n/);
  assert.deepEqual(vault.tasks({ query: "done", asOf: DAY }).tasks, []);
  assert.equal(vault.tasks("due before tomorrow", { asOf: "2026-10-04" }).total, 1);
  assert.equal(vault.tasks({ due: { from: "2026-09-20", to: "2026-10-05" }, sort: ["due"] }).total, 2);

  assert.throws(() => vault.tasks("not done\ndue sometimes"), { code: "invalid-query", message: /^line 2: / });
  refuses("invalid-options", () => vault.tasks({ mood: "high" }));
  refuses("invalid-options", () => vault.tasks({ sort: "mood" }));
  refuses("unknown-name", () => vault.tasks({ entity: "Ada Quail" }));
  refuses("invalid-options", () => vault.tasks({ asOf: "2026-13-01" }));
});

test("an empty answer has a reason, another has none", async () => {
  const vault = await tea();
  assert.deepEqual(vault.entities({ kind: "ship" }), []);
  const { code, message, advice, counts, candidates } = vault.whyEmpty("entities", { kind: "ship" });
  assert.deepEqual([code, message, candidates], ["no-such-kind", "nothing is of the kind “ship”", ["customer", "person"]]);
  assert.deepEqual([advice, counts.entities], ["there are: customer (1), person (1)", 2]);
  assert.equal(vault.whyEmpty("entities"), null);
  assert.equal(vault.whyEmpty("summary", { name: "Ada" }), null);
  assert.equal(vault.whyEmpty("summary", { name: "Ada" }, { asOf: "2020-01-01" }).code, "only-upcoming");
  assert.equal(vault.whyEmpty("summary", { name: "Ada", asOf: "2020-01-01" }).code, "only-upcoming");
  assert.deepEqual(vault.whyEmpty("tasks", "due before 2020-01-01").filters, [{ filter: "due before 2020-01-01", count: 0 }]);
  assert.equal(vault.whyEmpty("about", { path: "nowhere.md" }).code, "no-such-note");
  assert.equal((await Vault.open()).whyEmpty("graph").code, "no-notes");

  refuses("invalid-options", () => vault.whyEmpty("weather"));
  refuses("invalid-options", () => vault.whyEmpty("entities", { knid: "ship" }));
  refuses("invalid-options", () => vault.whyEmpty("summary"));
  refuses("unknown-name", () => vault.whyEmpty("summary", { name: "Ada Quil" }));
  refuses("invalid-query", () => vault.whyEmpty("tasks", "due sometimes"));
});

test("entities are filtered and sorted as asked", async () => {
  const vault = await tea();
  assert.deepEqual(vault.entities({ kind: "person" }).map(({ name }) => name), ["Ada Quill"]);
  const names = vault.entities({ sort: "name" }).map(({ name }) => name);
  assert.deepEqual(vault.entities({ sort: "-name" }).map(({ name }) => name), names.toReversed());
  assert.equal(vault.entities({ kind: undefined, asOf: undefined }).length, names.length);
});

test("an unknown name is refused with the nearest ones", async () => {
  const vault = await tea();
  const error = await thrown(() => vault.summary("Ada Quil"));
  assert.ok(error instanceof RelataError && error instanceof Error);
  assert.equal(error.name, "RelataError");
  assert.equal(error.code, "unknown-name");
  assert.deepEqual(error.candidates, ["Ada Quill"]);
});

async function thrown(run) {
  try {
    await run();
  } catch (error) {
    return error;
  }
  return assert.fail("should throw");
}

test("absent values are null, never undefined, and lists are arrays", async () => {
  const vault = await tea();
  const check = (value, path) => {
    assert.notEqual(value, undefined, path);
    if (value !== null && typeof value === "object") for (const [key, inner] of Object.entries(value)) check(inner, `${path}.${key}`);
  };
  const found = vault.summary("Crumb & Sons");
  check(found, "summary");
  check(vault.entities(), "entities");
  assert.equal(Object.getPrototypeOf(found), Object.prototype);
  assert.ok(Array.isArray(found.context));
});

test("set, delete and rename tell what they touched", async () => {
  const vault = await tea();
  assert.equal(vault.length, 4);
  const change = vault.set("Meetings/2026-09-30 - Flour.md", TEA["Meetings/2026-09-01 - Tea.md"].replaceAll("2026-09-01", "2026-09-30"));
  assert.deepEqual(change.notes, ["Meetings/2026-09-30 - Flour.md"]);
  assert.ok(change.entities.includes("Ada Quill"));
  assert.equal(vault.summary("Ada").lastContact.date, "2026-09-30");
  const moved = vault.rename("Meetings/2026-09-30 - Flour.md", "Old/2026-09-30 - Flour.md");
  assert.deepEqual(moved.notes, ["Meetings/2026-09-30 - Flour.md", "Old/2026-09-30 - Flour.md"]);
  vault.delete("Old/2026-09-30 - Flour.md");
  assert.equal(vault.summary("Ada").lastContact.date, "2026-09-01");
  assert.deepEqual(vault.delete("not there.md"), { notes: [], entities: [], resolved: [], tasks: [] });
});

test("text, bytes and buffers of any kind are one content", async () => {
  const vault = await Vault.open();
  const text = "---\ntitle: Jürgen 🦊\n---\n[[link]]\n";
  const bytes = new TextEncoder().encode(text);
  const padded = new Uint8Array(bytes.length + 2);
  padded.set(bytes, 1);
  const contents = [text, bytes, Buffer.from(text), bytes.buffer, padded.subarray(1, -1), new DataView(bytes.buffer)];
  for (const [i, content] of contents.entries()) vault.set(`${i}.md`, content);
  for (const i of contents.keys()) assert.deepEqual(vault.note(`${i}.md`), parseNote(text));
});

test("odd input of any kind is read without harm", async () => {
  const vault = await Vault.open();
  const odd = ["", "\ud800", "---\n", "a\u0000b", "\ufeff# x", Uint8Array.from({ length: 256 }, (_, i) => i), "[".repeat(5000), "> ".repeat(5000)];
  for (const content of odd) vault.set("odd \udfff.md", content);
  for (const content of odd) assert.equal(typeof parseNote(content), "object");
  assert.equal(vault.length, 1);
});

test("wrong use is refused with a code", async () => {
  const vault = await tea();
  refuses("invalid-options", () => vault.entities({ knid: "person" }));
  refuses("invalid-options", () => vault.entities({ sort: "age" }));
  refuses("invalid-options", () => vault.summary("Ada", { asOf: "yesterday" }));
  refuses("invalid-options", () => vault.summary("Ada", { asOf: 20261001 }));
  refuses("invalid-options", () => vault.summary(7));
  refuses("invalid-options", () => vault.set("a.md", 7));
  refuses("invalid-options", () => vault.set("a.md", null));
  refuses("invalid-options", () => parseNote({}));
  refuses("invalid-path", () => vault.set("../out.md", ""));
  refuses("invalid-path", () => vault.set("", ""));
  await assert.rejects(Vault.open({ shcema: "" }), { code: "invalid-options", message: /shcema/ });
  await assert.rejects(Vault.open({ schema: "kinds: 7" }), { code: "invalid-options" });
  await assert.rejects(Vault.open({ asOf: 7 }), { code: "invalid-options" });
});

test("a schema is proposed from what the notes hold", async () => {
  const vault = await Vault.open();
  vault.set("Clients/Bolt.md", "---\ntype: client\n---\n");
  vault.set("Clients/Nut.md", "---\ntype: client\n---\n");
  const proposal = vault.proposeSchema();
  assert.match(proposal, /^ {2}client:\n {4}nature: organisation$/m);
  const described = await Vault.open({ schema: proposal });
  described.set("Clients/Bolt.md", "---\ntype: client\n---\n");
  assert.equal(described.entities()[0].kind, "client");
});

test("brief, graph, suggestions and about answer for the same vault", async () => {
  const vault = await tea();
  vault.set("People/Ada Quil.md", "---\ntype: person\n---\n# Ada Quil\n");
  assert.equal(vault.brief("Ada").last[0].date, "2026-09-01");
  assert.match(vault.brief("Ada").markdown, /Ada Quill/);
  assert.deepEqual(vault.graph({ kinds: ["customer"] }).nodes.map(({ name }) => name), ["Crumb & Sons"]);
  assert.deepEqual(vault.suggestions().map(({ alias }) => alias), ["Ada Quil"]);
  assert.deepEqual(vault.about("Meetings/2026-09-01 - Tea.md"), ["Ada Quill"]);
  refuses("unknown-name", () => vault.brief("Nobody"));
  refuses("unknown-name", () => vault.graph({ around: "Nobody" }));
  refuses("invalid-options", () => vault.graph({ deep: 1 }));
});

test("misread text is repaired, other text is left alone", () => {
  const { text, changes } = repairText("J√ºrgen");
  assert.equal(text, "Jürgen");
  assert.deepEqual(changes.map(({ before, after, position }) => [before, after, position.start.offset]), [["√º", "ü", 1]]);
  assert.deepEqual(repairText(new TextEncoder().encode("√π and Zoë")), { text: "√π and Zoë", changes: [] });
});

test("without asOf, today is meant", async () => {
  const vault = await Vault.open();
  vault.set("a.md", TEA["People/Ada Quill.md"]);
  const before = today();
  const { asOf } = vault.summary("Ada");
  assert.ok([before, today()].includes(asOf), "the day may change while the test runs");
  assert.equal(vault.summary("Ada", { asOf: "2020-02-29" }).asOf, "2020-02-29");
  assert.equal(today(new Date(2026, 0, 5, 0, 0, 1)), "2026-01-05");
  assert.equal(today(new Date(2026, 11, 31, 23, 59, 59)), "2026-12-31");
});

test("a folder is loaded with progress and its own schema", async (t) => {
  const schema = "aliases:\n  Ada Quill: [Night Baker]\n";
  const folder = folderWith(t, { ...TEA, "relata.yaml": schema });
  const vault = await Vault.open({ asOf: DAY });
  const seen = [];
  await vault.load(await readFolder(folder), { onProgress: (progress) => seen.push(progress) });
  assert.equal(vault.length, 4);
  assert.equal(vault.summary("Night Baker").entity.name, "Ada Quill");
  assert.deepEqual(seen.map(({ done, total }) => [done, total]), [1, 2, 3, 4, 5].map((done) => [done, 5]));
  assert.equal(seen[0].path, "relata.yaml");
});

test("a schema given to open wins over the one in the folder", async () => {
  const vault = await Vault.open({ asOf: DAY, schema: "aliases:\n  Ada Quill: [Baker One]\n" });
  await vault.load(Object.entries({ "relata.yaml": "aliases:\n  Ada Quill: [Baker Two]\n", ...TEA }).map(([path, content]) => ({ path, content })));
  assert.equal(vault.summary("Baker One").entity.name, "Ada Quill");
  refuses("unknown-name", () => vault.summary("Baker Two"));
});

test("names that are the same are read beside the schema", async () => {
  const files = { "relata-names.yaml": "same:\n  - [Ada Quill, Ada Kwill]\n", "relata.yaml": "self: [Me]\n", ...TEA };
  const vault = await Vault.open({ asOf: DAY });
  for (const [path, content] of Object.entries(files)) vault.set(path, content);
  assert.equal(vault.summary("Ada Kwill").entity.name, "Ada Quill");
  vault.set("relata.yaml", "aliases:\n  Crumb & Sons: [Baker Street]\n");
  assert.equal(vault.summary("Baker Street").entity.name, "Crumb & Sons", "settings may come behind the notes");
  assert.equal(vault.summary("Ada Kwill").entity.name, "Ada Quill");
  await assert.rejects(Vault.open({ names: "same: 7" }), { code: "invalid-options" });
});

test("a schema that is not valid is refused with its line", async () => {
  const vault = await Vault.open();
  refuses("invalid-options", () => vault.set("relata.yaml", "limits:\n  context: many\n"));
  assert.match((await thrown(() => vault.set("relata.yaml", "limits:\n  context: many\n"))).message, /line 2/);
  vault.set("a.md", "still usable");
  assert.equal(vault.length, 1);
});

test("loading ends where the signal says so, and keeps what it has", async () => {
  const vault = await Vault.open();
  const stop = new AbortController();
  async function* endless() {
    for (let i = 0; ; i += 1) yield { path: `${i}.md`, content: "x" };
  }
  const onProgress = ({ done }) => done === 5 && stop.abort(new Error("enough"));
  await assert.rejects(vault.load(endless(), { onProgress, signal: stop.signal }), /enough/);
  assert.equal(vault.length, 5);
  await assert.rejects(vault.load([], { signal: AbortSignal.abort() }), { name: "AbortError" });
});

test("what a source throws comes through", async () => {
  const vault = await Vault.open();
  async function* broken() {
    yield { path: "a.md", content: "a" };
    throw new Error("disk gone");
  }
  await assert.rejects(vault.load(broken()), /disk gone/);
  assert.equal(vault.length, 1);
});

test("loading and preparing give other work its turn", async () => {
  const vault = await Vault.open();
  const note = TEA["Meetings/2026-09-01 - Tea.md"].repeat(20);
  const notes = Array.from({ length: 4000 }, (_, i) => ({ path: `${i}.md`, content: note }));
  for (const work of [() => vault.load(notes), () => vault.prepare()]) {
    let turns = 0;
    const timer = setInterval(() => (turns += 1), 1);
    await work();
    clearInterval(timer);
    assert.ok(turns > 0, String(work));
  }
  await assert.rejects(async () => {
    await vault.load(notes.map((file) => ({ ...file, content: `${file.content}\n` })));
    await vault.prepare({ signal: AbortSignal.abort() });
  }, { name: "AbortError" });
});

test("an eager vault answers as any other, however it is loaded", async () => {
  const [lazy, eager] = [await Vault.open(), await Vault.open({ eager: true })];
  const files = Object.entries(TEA).map(([path, content]) => ({ path, content }));
  const answers = (vault) => ({ entities: vault.entities(), ada: vault.summary("Ada Quill"), graph: vault.graph(), tasks: vault.tasks({}) });
  for (const some of [files.slice(1), files.slice(0, 2)]) {
    for (const vault of [lazy, eager]) await vault.load(some);
    assert.deepEqual(answers(eager), answers(lazy));
  }
  for (const vault of [lazy, eager]) await vault.update(files.slice(0, -1));
  assert.deepEqual(answers(eager), answers(lazy));
  const restored = await Vault.restore(eager.save(), { eager: true });
  for (const vault of [lazy, restored]) await vault.update(files);
  assert.deepEqual(answers(restored), answers(lazy));
});

test("a vault that was disposed of says so", async () => {
  const vault = await tea();
  const other = await tea();
  vault.dispose();
  vault.dispose();
  for (const call of [() => vault.length, () => vault.set("a.md", ""), () => vault.entities(), () => vault.summary("Ada"), () => vault.note("a.md")]) {
    refuses("disposed", call);
  }
  assert.equal(other.length, 4, "another vault is not touched");
});

test("the module's version is the package's", async () => {
  const { default: manifest } = await import("relata/package.json", { with: { type: "json" } });
  assert.equal(version(), manifest.version);
});
