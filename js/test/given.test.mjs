// What callers may give wrong: every argument of every public function, refused by name, and the vault lives on.

import assert from "node:assert/strict";
import test, { before } from "node:test";

import * as relata from "relata";
import * as browser from "relata/browser";
import * as node from "relata/node";
import * as worker from "relata/worker";

import { run } from "./support/command.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const { init, RelataError, Vault } = relata;
const { WorkerVault } = worker;
const DAY = "2026-10-01";
const ADA = "People/Ada Quill.md";
const LINE = "- [ ] Call 📅 2026-10-05";

before(() => init());

const ANY = [5, -1.5, NaN, Infinity, 10n, true, Symbol("s"), "words", "", null, undefined, {}, { a: 1 }, [], [5], () => {}, new Date(0), new Map(), new Uint8Array(2)];
const isText = (value) => typeof value === "string";
const isBytes = (value) => value instanceof Uint8Array;
const isPlain = (value) => Object.prototype.toString.call(value) === "[object Object]";
const or = (...kinds) => (value) => kinds.some((kind) => kind(value));

/** What each kind of argument may be; everything else of the list above is wrong. A list goes with `absent`. */
const isAbsent = (value) => value === undefined;
const isNothing = (value) => value === undefined || value === null;
const MAY = {
  anything: () => true,
  text: isText,
  path: or(isText, isAbsent),
  content: or(isText, isBytes),
  bytes: isBytes,
  options: or(isPlain, isAbsent),
  dated: isPlain,
  query: or(isPlain, isText, isAbsent),
  source: or(Array.isArray, (value) => value instanceof Map, isBytes),
  line: (value) => Number.isInteger(value) && value >= 0,
};
/** What the value of an option may be. Nothing is as if the option were not there. */
const OPTION = {
  text: isText,
  flag: (value) => typeof value === "boolean",
  number: Number.isFinite,
  count: (value) => Number.isInteger(value) && value >= 0,
  day: () => false,
  when: or(isText, isPlain),
  texts: (value) => Array.isArray(value) && value.every(isText),
  keys: or(isText, (value) => Array.isArray(value) && value.every(isText)),
  call: (value) => typeof value === "function",
  signal: () => false,
  any: () => true,
  statuses: (value) => Array.isArray(value) && value.length === 0,
  settings: (value) => isPlain(value) && Object.keys(value).length === 0,
  known: isPlain,
  worker: () => false,
  word: () => false,
};

const ENTITIES = { kind: "text", state: "text", company: "text", tag: "text", text: "text", sort: "text", asOf: "day" };
const GRAPH = { kinds: "texts", minStrength: "number", around: "text", depth: "count", asOf: "day" };
const TASKS = {
  query: "text", note: "text", owner: "text", status: "text", due: "when", scheduled: "when", start: "when", done: "when", priority: "text",
  tag: "text", path: "text", heading: "text", text: "text", entity: "text", blocked: "flag", blocking: "flag", copies: "flag", sort: "keys", group: "keys",
  limit: "count", asOf: "day",
};
const AS_OF = { asOf: "day" };
const READ = { format: "word", globalFilter: "text", strict: "flag" };
const TOGGLE = { ...READ, today: "day", statuses: "statuses", settings: "settings", setStatusTo: "text" };
const PARSE = { ...READ, statuses: "statuses", fallbackDate: "day", ownerLinks: "flag", selfNames: "texts", nobodyNames: "texts" };
const OPEN = { schema: "text", names: "text", strict: "flag", asOf: "day", wasm: "any" };
const LOAD = { onProgress: "call", signal: "signal" };
const FOLDER = { onSkip: "call", known: "known" };

/** Each method: arguments that are good, the kind of each, and the options of the one that holds them. */
const METHODS = {
  load: [[[], {}], ["source", "options"], LOAD],
  update: [[[], {}], ["source", "options"], LOAD],
  prepare: [[{}], ["options"], { signal: "signal" }],
  set: [["x.md", "words", {}], ["text", "content", "options"], { mtime: "number" }],
  delete: [["none.md"], ["text"]],
  rename: [["none.md", "none.md"], ["text", "text"]],
  note: [["none.md"], ["text"]],
  entities: [[{}], ["options"], ENTITIES],
  summary: [["Ada", {}], ["text", "options"], AS_OF],
  about: [["none.md"], ["text"]],
  brief: [["Ada", {}], ["text", "options"], AS_OF],
  graph: [[{}], ["options"], GRAPH],
  tasks: [[{}, {}], ["query", "options"], TASKS],
  toggleTask: [[ADA, 14, {}], ["text", "line", "options"], { setStatusTo: "text", asOf: "day" }],
  settleTasks: [[{}], ["options"], AS_OF],
  exportGraph: [["dot", {}], ["text", "options"], GRAPH],
  whyEmpty: [["tasks", {}, {}], ["text", "query", "options"], TASKS, 1],
  diagnostics: [["none.md"], ["path"]],
  refresh: [[ADA, undefined, {}], ["text", "content", "options"], AS_OF],
  render: [["Ada", {}], ["text", "options"], { template: "text", asOf: "day" }],
  stale: [[{}], ["options"], AS_OF],
  resolve: [["Ada", "none.md"], ["text", "text"]],
  backlinks: [["none.md"], ["text"]],
  unlinkedMentions: [["Ada"], ["text"]],
  linkProblems: [["none.md"], ["path"]],
  merge: [[null], ["bytes"]],
};
const WITHOUT = ["taskSettings", "suggestions", "proposeSchema", "orphans", "tags", "files", "stamps", "save", "dispose"];
const GETTERS = ["asOf", "length", "resolvedLinks", "unresolvedLinks"];

const FUNCTIONS = {
  parseNote: [["words"], ["content"]],
  repairText: [["words"], ["content"]],
  parseTask: [[LINE, {}], ["text", "options"], PARSE],
  taskUrgency: [[LINE, { today: DAY }], ["text", "dated"], { ...READ, today: "day" }],
  toggleTask: [[LINE, { today: DAY }], ["text", "dated"], TOGGLE],
  toggleLine: [[LINE, { today: DAY }], ["text", "dated"], TOGGLE],
  setStatus: [[LINE, "x", { today: DAY }], ["text", "text", "dated"], TOGGLE],
  nextOccurrence: [["every day", { today: DAY }], ["text", "dated"], { today: "day", start: "day", scheduled: "day", due: "day" }],
};

/** Calls with one thing wrong: `[what, arguments, the name that the refusal must tell]`. */
function wrongCalls([good, kinds, options = {}, place = kinds.findIndex((kind) => ["options", "dated", "query"].includes(kind))]) {
  const calls = [];
  const replaced = (at, value) => good.map((one, index) => (index === at ? value : one));
  for (const [at, kind] of kinds.entries()) {
    const wrong = ANY.filter((value) => !MAY[kind](value) && !(kind === "content" && value === undefined));
    for (const value of wrong) calls.push([`argument ${at + 1}: ${String(typeof value)} ${inspect(value)}`, replaced(at, value)]);
    if (["options", "dated", "query"].includes(kind)) calls.push(["an unknown option", replaced(at, { ...good[at], asof: DAY }), /asof/]);
  }
  for (const [key, kind] of Object.entries(options)) {
    const wrong = ANY.filter((value) => !isNothing(value) && !OPTION[kind](value));
    for (const value of wrong) calls.push([`${key}: ${typeof value} ${inspect(value)}`, replaced(place, { ...good[place], [key]: value }), new RegExp(key)]);
  }
  return calls;
}

function inspect(value) {
  return typeof value === "symbol" ? "" : typeof value === "bigint" ? `${value}n` : JSON.stringify(value) ?? "";
}

/** What a call throws, be it at once or later. */
async function thrown(call) {
  try {
    await call();
  } catch (error) {
    return error;
  }
  return undefined;
}

async function refused(call, what, told = /./) {
  const error = await thrown(call);
  assert.ok(error instanceof RelataError, `${what}: ${error ? error.stack : "passed in silence"}`);
  assert.equal(error.code, "invalid-options", `${what}: ${error.message}`);
  assert.match(error.message, told, what);
  assert.doesNotMatch(error.message, /enum|usize|f64|expected a|variant|Reflect|is not iterable|undefined is not|read properties/, what);
}

async function tea(type) {
  const vault = await type.open({ asOf: DAY });
  await vault.load(Object.entries(TEA).map(([path, content]) => ({ path, content })));
  return vault;
}

test("the table has every public name", () => {
  const names = Object.getOwnPropertyNames(Vault.prototype).filter((name) => name !== "constructor");
  assert.deepEqual([...Object.keys(METHODS), ...WITHOUT, ...GETTERS].sort(), names.sort());
  const others = ["RelataError", "Vault", "init", "today", "version"];
  assert.deepEqual(Object.keys(relata).sort(), [...Object.keys(FUNCTIONS), ...others].sort());
  assert.deepEqual(Object.keys(node).sort(), ["contentHash", "readFolder", "recover", "undo", "writeNotes"]);
  assert.deepEqual(Object.keys(browser).sort(), ["readDirectoryHandle", "readDropped", "readPicked"]);
  assert.deepEqual(Object.keys(worker).sort(), ["RelataError", "WorkerVault"]);
});

for (const [name, type] of [["Vault", Vault], ["WorkerVault", WorkerVault]]) {
  test(`${name}: a wrong argument is refused, and the vault lives on`, async (t) => {
    const vault = await tea(type);
    t.after(() => vault.dispose());
    for (const [method, row] of Object.entries(METHODS)) {
      for (const [what, args, told] of wrongCalls(row)) {
        await refused(() => vault[method](...args), `${method}, ${what}`, type === Vault ? told : undefined);
      }
    }
    assert.equal(await vault.length, Object.keys(TEA).length);
    assert.equal((await vault.summary("Ada")).entity.name, "Ada Quill");
  });

  test(`${name}: so are the files of a source`, async (t) => {
    const vault = await tea(type);
    t.after(() => vault.dispose());
    const files = [5, null, undefined, "a.md", {}, { path: 5, content: "" }, { path: "a.md", content: 5 }, { path: "a.md", content: "", mtime: "now" }, { path: 5, unchanged: true }];
    for (const file of files) {
      await refused(() => vault.load([file]), `load [${inspect(file)}]`);
      await refused(() => vault.update([file]), `update [${inspect(file)}]`);
    }
    assert.equal(await vault.length, Object.keys(TEA).length);
  });

  test(`${name}: and opening`, async () => {
    const options = type === Vault ? OPEN : { ...OPEN, worker: "worker" };
    for (const [what, args, told] of wrongCalls([[{}], ["options"], options])) await refused(() => type.open(...args), `open, ${what}`, told);
    const saved = (await Vault.open()).save();
    for (const [what, args, told] of wrongCalls([[saved, {}], ["bytes", "options"], options])) await refused(() => type.restore(...args), `restore, ${what}`, told);
    await refused(() => type.restore(), "restore without bytes", /a saved vault/);
  });
}

test("functions that need no vault refuse as well, and open vaults live on", async () => {
  const vault = await tea(Vault);
  for (const [name, row] of Object.entries(FUNCTIONS)) {
    for (const [what, args, told] of wrongCalls(row)) await refused(() => relata[name](...args), `${name}, ${what}`, told);
  }
  for (const now of [5, "2026-10-01", null, new Date(NaN)]) await refused(() => relata.today(now), `today ${now}`, /now/);
  assert.equal(vault.summary("Ada").entity.name, "Ada Quill");
});

test("every question of whyEmpty refuses what its method refuses", async () => {
  const vault = await tea(Vault);
  const questions = { entities: ENTITIES, graph: GRAPH, suggestions: AS_OF, summary: { name: "text", asOf: "day" }, about: { path: "text", asOf: "day" } };
  for (const [question, options] of Object.entries(questions)) {
    const asked = Object.fromEntries(Object.entries({ name: "Ada", path: ADA }).filter(([key]) => key in options));
    for (const [what, args, told] of wrongCalls([[question, asked], ["text", "options"], options])) await refused(() => vault.whyEmpty(...args), `${question}, ${what}`, told);
  }
});

test("folders and what is written into them", async (t) => {
  const folder = folderWith(t, TEA);
  const write = { path: "x.md", content: "words", expected: null };
  const rows = {
    readFolder: [[folder, {}], ["text", "options"], FOLDER],
    writeNotes: [[folder, [write], {}], ["text", "source", "options"], { command: "text" }],
    undo: [[folder], ["text"]],
    recover: [[folder], ["text"]],
    contentHash: [["words"], ["content"]],
  };
  for (const [name, row] of Object.entries(rows)) {
    for (const [what, args, told] of wrongCalls(row)) await refused(() => node[name](...args), `${name}, ${what}`, told);
  }
  for (const odd of [5, null, {}, { ...write, path: 5 }, { ...write, content: 5 }, { ...write, expected: undefined }, { ...write, expected: 5 }, { ...write, expected: { hash: 5 } }]) {
    await refused(() => node.writeNotes(folder, [odd]), `writeNotes [${inspect(odd)}]`);
  }
  assert.equal((await node.undo(folder)).run, null, "nothing was written");
  await refused(() => node.contentHash(), "contentHash without content");
});

test("folders of a page", async () => {
  const handle = { name: "Notes", async *entries() {} };
  const rows = { readPicked: [[], (value) => Array.isArray(value) || value instanceof Map], readDropped: [{ items: [] }], readDirectoryHandle: [handle] };
  for (const [name, [good, isGood = () => false]] of Object.entries(rows)) {
    const wrong = ANY.filter((value) => !isGood(value) || value[0] === 5);
    for (const value of [...wrong, { items: 5 }, new Set([5])]) await refused(() => browser[name](value), `${name} ${inspect(value)}`);
    for (const [what, args, told] of wrongCalls([[good, {}], ["anything", "options"], FOLDER])) await refused(() => browser[name](...args), `${name}, ${what}`, told);
  }
});

test("refusals say in plain words what was wanted", async () => {
  const vault = await tea(Vault);
  const says = async (call, message) => assert.equal((await thrown(call)).message, message);
  await says(() => vault.diagnostics(5), "path must be a string, not 5");
  await says(() => vault.tasks(5), "query must be an object, or the text of a query, not 5");
  await says(() => vault.tasks({ limit: -1 }), "limit must be a whole number, 0 or more, not -1");
  await says(() => vault.tasks({ due: 5 }), 'due must be words such as "before 2026-10-26", or { from, to }, not 5');
  await says(() => vault.tasks({ due: { from: "soon" } }), 'due.from must be a day as YYYY-MM-DD, not "soon"');
  await says(() => vault.summary("Ada", { asof: DAY }), "unknown option `asof`; there are: asOf");
  await says(() => vault.summary("Ada", { asOf: "2026-02-30" }), 'asOf must be a day as YYYY-MM-DD, not "2026-02-30"');
  await says(() => relata.toggleTask(LINE, {}), "today must be a day as YYYY-MM-DD, not undefined");
  await says(() => relata.toggleTask(LINE, { today: DAY, settings: { setDoneDate: 1 } }), "settings.setDoneDate must be true or false, not 1");
  await says(() => vault.whyEmpty("weather"), 'question must be one of entities, graph, tasks, suggestions, summary, about, not "weather"');
});

test("options that are nothing are as if they were not there", async () => {
  const vault = await tea(Vault);
  assert.deepEqual(vault.entities({ kind: null, asOf: undefined }), vault.entities());
  assert.deepEqual(vault.tasks({ due: { from: null, to: "2026-12-31" }, limit: null }), vault.tasks({ due: { to: "2026-12-31" } }));
  assert.equal(relata.toggleTask(LINE, { today: DAY, settings: { setDoneDate: undefined }, setStatusTo: null }).length, 1);
});

test("a worker after an internal error says so, and keeps no program running", async (t) => {
  const shell = `
    const { parentPort } = require("node:worker_threads");
    const error = { code: "internal", message: "odd", candidates: [] };
    parentPort.on("message", ({ id, ask }) => parentPort.postMessage(ask === "open" ? { id, value: null } : { id, error }));`;
  const folder = folderWith(t, { "shell.cjs": shell });
  const program = `
    import { Worker } from "node:worker_threads";
    import { WorkerVault } from ${JSON.stringify(new URL("../dist/worker.js", import.meta.url).href)};
    const vault = await WorkerVault.open({ worker: new Worker("./shell.cjs") });
    const told = (promise) => promise.then(() => "none", ({ code, message }) => code + ": " + message);
    console.log(await told(vault.entities()));
    console.log(await told(vault.entities()));`;
  const { code, stdout, stderr } = await run(process.execPath, ["--input-type=module", "-e", program], {}, { cwd: folder, timeout: 60_000 });
  assert.equal(stdout, "internal: odd\ninternal: this vault ended with an earlier internal error: open a new one and load it again\n", stderr);
  assert.equal(code, 0, stderr);
});

test("a worker tells the day that it answers for", async (t) => {
  const vault = await tea(WorkerVault);
  t.after(() => vault.dispose());
  assert.equal(await vault.asOf, DAY);
});
