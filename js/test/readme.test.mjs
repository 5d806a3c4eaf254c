// What the README tells people to type and to write: each command is there, each program runs.

import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import test from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { build } from "esbuild";

import { CLI, run } from "./support/command.mjs";
import { TEA } from "./support/temp.mjs";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(join(ROOT, "README.md"), "utf8");
const blocks = [...README.matchAll(/```(\w+)\n(.*?)```/gs)].map(([, language, text]) => ({ language, text }));
const code = (word) => blocks.find(({ language, text }) => language !== "sh" && text.includes(word)).text;

/** A folder inside the repository, so that `relata` is found as in a project that has installed it. */
function project(t) {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache/readme-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, content] of Object.entries(TEA)) {
    mkdirSync(dirname(join(folder, "Notes", path)), { recursive: true });
    writeFileSync(join(folder, "Notes", path), content);
  }
  return folder;
}

test("the commands of the repository are scripts of the repository", () => {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const commands = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.trim().split("\n"));
  const own = commands.filter((line) => line.startsWith("npm"));
  assert.ok(own.length >= 3, "the README shows its commands");
  for (const line of own) {
    const name = line.split(" ")[1] === "test" ? "test" : line.split(" ")[2];
    assert.ok(name in scripts, line);
  }
});

test("the terminal commands answer, in this order", async (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "Notes/Meetings/2026-09-02 - Mill.md"), "---\ndate: 2026-09-02\nparticipants: [A. Quill]\n---\n# Mill\n");
  const lines = blocks.filter(({ language }) => language === "sh").flatMap(({ text }) => text.trim().split("\n"));
  const commands = lines.filter((line) => line.startsWith("npx relata"));
  const shown = commands.map((line) => line.split(" ")[2]);
  for (const command of ["list", "summary", "brief", "graph", "check", "refresh", "settle", "new", "undo", "repair", "suggestions"]) assert.ok(shown.includes(command), command);
  for (const line of commands) {
    const args = line.match(/"[^"]*"|\S+/g).slice(2).map((word) => word.replaceAll('"', ""));
    const { code, stdout, stderr } = await run(process.execPath, [CLI, ...args], {}, { cwd: folder });
    const wanted = args[0] === "check" ? 1 : 0;
    assert.equal(code, wanted, `${line}\n${stdout}${stderr}`);
    if (!["repair", "settle"].includes(args[0])) assert.match(stdout, args[0] === "new" ? /Bo Finch/ : /A(da|\.) Quill/, line);
  }
});

test("the program for Node runs", async (t) => {
  const folder = project(t);
  writeFileSync(join(folder, "program.mjs"), code("relata/node"));
  const { code: exit, stdout, stderr } = await run(process.execPath, ["program.mjs"], {}, { cwd: folder });
  assert.equal(exit, 0, stderr);
  assert.match(stdout, /Ada Quill person \d{4}-\d\d-\d\d/);
});

test("the programs of the package's README run, and find what it says", async (t) => {
  const folder = project(t);
  const text = readFileSync(join(ROOT, "js/README.md"), "utf8");
  const programs = (title) => [...text.split(`\n## ${title}\n`)[1].split("\n## ")[0].matchAll(/```js\n(.*?)```/gs)].map(([, program]) => program);
  const [first, second] = programs("Links");
  const told = 'console.log(JSON.stringify([path, by, link.path, link.heading, vault.resolvedLinks["Tea.md"], vault.unlinkedMentions("Ada Quill").length]));\n';
  writeFileSync(join(folder, "links.mjs"), first + told + second);
  writeFileSync(join(folder, "saving.mjs"), programs("Saving a vault").join("\n") + "console.log(again.length);\n");
  const links = await run(process.execPath, ["links.mjs"], {}, { cwd: folder });
  const found = ["People/Ada Quill.md", "name", "Tea.md", "Tea", { "People/Ada Quill.md": 1, "img/tin.png": 1 }, 1];
  assert.equal(links.stdout, `${JSON.stringify(found)}\nTea.md 12 21 Ada Berg\n`, links.stderr);
  const saving = await run(process.execPath, ["saving.mjs"], {}, { cwd: folder });
  assert.equal(saving.stdout, `${Object.keys(TEA).length}\n`, saving.stderr);
});

test("the programs for a page and a plugin bundle, and call what is there", async (t) => {
  const folder = project(t);
  const { Vault } = await import("relata");
  // A plugin's program stands in a method of its class.
  const [imported, ...body] = code("relata/inline").split("\n");
  const plugin = `${imported}\nexport class Plugin { async onload() {\n${body.join("\n")}\n} }`;
  for (const [name, text] of [["page.ts", code("relata/browser")], ["plugin.ts", plugin]]) {
    writeFileSync(join(folder, name), text);
    const entry = { entryPoints: [join(folder, name)], outdir: folder, loader: { ".wasm": "file" } };
    const { errors } = await build({ ...entry, bundle: true, format: "esm", write: false, logLevel: "silent" });
    assert.deepEqual(errors, []);
    const methods = [...text.matchAll(/(?<!app\.)\bvault\.(\w+)\(/g)].map(([, method]) => method);
    assert.ok(methods.length > 0);
    for (const method of methods) assert.equal(typeof Vault.prototype[method], "function", method);
  }
});

test("the program for a plugin follows the vault, and bears a note about nobody", async (t) => {
  const folder = project(t);
  const [imported, ...body] = code("relata/inline").split("\n");
  writeFileSync(join(folder, "plugin.mjs"), `${imported}\nexport async function onload() {\n${body.join("\n")}\nreturn vault;\n}`);
  const { onload } = await import(pathToFileURL(join(folder, "plugin.mjs")));
  const bytes = (text) => new TextEncoder().encode(text).buffer;
  const file = (path) => ({ path, extension: path.split(".").at(-1), stat: { mtime: 1 } });
  const notes = { ...TEA, "Words.md": "just words" };
  const handlers = {};
  const host = {
    getMarkdownFiles: () => Object.keys(TEA).map(file),
    readBinary: async ({ path }) => (path.endsWith(".md") ? bytes(notes[path]) : assert.fail("only notes are read")),
    on: (event, handler) => (handlers[event] = handler),
  };
  const said = [];
  t.mock.method(console, "log", (text) => said.push(text));
  for (const active of ["People/Ada Quill.md", "Words.md", null]) {
    const workspace = { getActiveFile: () => active && file(active) };
    const vault = await onload.call({ app: { vault: host, workspace }, registerEvent() {} });
    await handlers.create(file("Words.md"));
    await handlers.create(file("tin.png"));
    await handlers.create({ path: "Folder", children: [] });
    assert.deepEqual(vault.files().sort(), Object.keys(notes).sort());
    handlers.delete(file("Words.md"));
    assert.equal(vault.length, Object.keys(TEA).length);
  }
  assert.deepEqual(said, ["2026-09-01"]);
});
