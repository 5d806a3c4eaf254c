// The package in a page, in headless Chromium.

import assert from "node:assert/strict";
import test from "node:test";
import { fileURLToPath } from "node:url";

import { readFolder } from "relata/node";

import { launch, openPage, serve } from "./support/browser.mjs";
import { calling, goldenVaults } from "./support/golden.mjs";
import { folderWith, TEA } from "./support/temp.mjs";

const DIST = fileURLToPath(new URL("../dist/", import.meta.url));
const PAGE = '<!doctype html><meta charset="utf-8"><link rel="icon" href="data:,"><title>test</title><input id="folder" type="file" webkitdirectory><div id="drop" style="height: 300px">drop here</div>';

async function start(t) {
  const address = await serve(t, { "/": PAGE, "/dist/": DIST });
  const browser = await launch(t);
  return { address, browser, page: await openPage(t, browser, address) };
}

/** The files of a folder, to be handed to a page. */
async function files(folder) {
  const all = [];
  for await (const { path, content } of await readFolder(folder)) all.push([path, content && Buffer.from(content).toString("base64")]);
  return all;
}

for (const entry of ["index", "inline"]) {
  test(`dist/${entry}.js gives the golden answers in a page`, async (t) => {
    const { page } = await start(t);
    for (const { folder, asOf, entities, summaries } of goldenVaults()) {
      const found = await page.evaluate(answers, { entry, asOf, files: await files(folder), names: summaries.map(calling) });
      assert.deepEqual(found.entities, entities);
      assert.deepEqual(found.summaries, summaries);
    }
  });
}

/** Runs in the page: all answers about a vault. */
async function answers({ entry, asOf, files, names }) {
  const { Vault } = await import(`/dist/${entry}.js`);
  const bytes = (base64) => Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  const vault = await Vault.open({ asOf });
  await vault.load(files.map(([path, content]) => (content === undefined ? { path } : { path, content: bytes(content) })));
  const found = { entities: vault.entities({ sort: "name" }), summaries: names.map((name) => vault.summary(name)) };
  vault.dispose();
  return found;
}

test("errors in a page are RelataErrors with a code", async (t) => {
  const { browser, address } = await start(t);
  const page = await browser.newPage();
  await page.goto(address);
  const found = await page.evaluate(async () => {
    const { RelataError, Vault } = await import("/dist/index.js");
    const missing = await Vault.open({ wasm: "/dist/none.wasm" }).catch((error) => error);
    const vault = await Vault.open();
    vault.set("a.md", "---\ntype: person\ntitle: Ada Quill\n---\n");
    try {
      vault.summary("Ada Kwill");
    } catch (error) {
      return { missing: missing.code, ok: error instanceof RelataError, code: error.code, candidates: error.candidates };
    }
  });
  assert.deepEqual(found, { missing: "wasm-unavailable", ok: true, code: "unknown-name", candidates: ["Ada Quill"] });
});

test("a picked folder is read like one on disk", async (t) => {
  const { page } = await start(t);
  const folder = folderWith(t, { ...TEA, "relata.yaml": "self: [Me]\n", ".obsidian/x.md": "x", "b.md": Buffer.alloc(50), "c.png": "c" });
  await page.setInputFiles("#folder", folder);
  const found = await page.evaluate(async () => {
    const { readPicked } = await import("/dist/browser.js");
    const skipped = [];
    const source = readPicked(document.querySelector("#folder").files, { onSkip: (one) => skipped.push(one) });
    const files = [];
    for await (const { path, content, mtime } of source) files.push([path, content && new TextDecoder().decode(content), typeof mtime]);
    return { name: source.name, total: source.total, files, skipped };
  });
  assert.equal(found.name, folder.split("/").at(-1));
  assert.equal(found.total, 7);
  assert.deepEqual(found.skipped, [{ path: "b.md", code: "binary", message: "the file holds no text" }]);
  assert.deepEqual(found.files.map(([path]) => path), ["relata.yaml", ...Object.keys(TEA).sort(), "c.png"]);
  assert.deepEqual(found.files.at(-2), ["People/Ada Quill.md", TEA["People/Ada Quill.md"], "number"]);
});

test("a dropped folder is read like one on disk", async (t) => {
  const { page } = await start(t);
  const folder = folderWith(t, { ...TEA, ".obsidian/x.md": "x", ...Object.fromEntries(Array.from({ length: 250 }, (_, i) => [`many/${i}.md`, `${i}`])) });
  await page.evaluate(() => {
    const drop = document.querySelector("#drop");
    drop.addEventListener("dragover", (event) => event.preventDefault());
    drop.addEventListener("drop", (event) => event.preventDefault());
    return import("/dist/browser.js").then(({ readDropped }) => {
      drop.addEventListener("drop", (event) => (globalThis.dropped = readDropped(event.dataTransfer)));
    });
  });
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files: [folder], dragOperationsMask: 1 };
  for (const type of ["dragEnter", "dragOver", "drop"]) await session.send("Input.dispatchDragEvent", { type, x: 100, y: 150, data });
  const found = await page.evaluate(async () => {
    const source = await globalThis.dropped;
    const paths = [];
    for await (const { path } of source) paths.push(path);
    return { name: source.name, total: source.total, paths };
  });
  assert.equal(found.name, folder.split("/").at(-1));
  assert.equal(found.total, 254, "browsers give the children of a folder in portions of a hundred");
  assert.deepEqual(found.paths.filter((path) => !path.startsWith("many/")), Object.keys(TEA).sort());
});

test("a folder handle is read like one on disk", async (t) => {
  const { page } = await start(t);
  const found = await page.evaluate(async (files) => {
    const root = await navigator.storage.getDirectory();
    const vault = await root.getDirectoryHandle("notes", { create: true });
    for (const [path, content] of files) {
      const parts = path.split("/");
      let folder = vault;
      for (const name of parts.slice(0, -1)) folder = await folder.getDirectoryHandle(name, { create: true });
      const stream = await (await folder.getFileHandle(parts.at(-1), { create: true })).createWritable();
      await stream.write(content);
      await stream.close();
    }
    const { readDirectoryHandle } = await import("/dist/browser.js");
    const read = async (handle) => {
      const source = await readDirectoryHandle(handle);
      const paths = [];
      for await (const { path } of source) paths.push(path);
      return { name: source.name, paths };
    };
    return { notes: await read(vault), root: await read(root) };
  }, [...Object.entries(TEA), [".trash/x.md", "x"], [".obsidian/app.json", "{}"], [".obsidian/y.json", "{}"], ["c.png", "c"]]);
  assert.deepEqual(found.notes, { name: "notes", paths: [".obsidian/app.json", ...Object.keys(TEA).sort(), "c.png"] });
  const inside = ["c.png", ...Object.keys(TEA)].sort();
  assert.deepEqual(found.root.paths, inside.map((path) => `notes/${path}`), "settings of the host app stand at the root of a vault");
});

test("loading a large vault does not stop the page from drawing", async (t) => {
  const { page } = await start(t);
  const note = TEA["Meetings/2026-09-01 - Tea.md"].repeat(20);
  const frames = await page.evaluate(async (content) => {
    const { Vault } = await import("/dist/index.js");
    const vault = await Vault.open();
    let frames = 0;
    const draw = () => ((frames += 1), requestAnimationFrame(draw));
    requestAnimationFrame(draw);
    await vault.load(Array.from({ length: 500 }, (_, i) => ({ path: `${i}.md`, content })));
    return frames;
  }, note);
  assert.ok(frames >= 2, `${frames} frames`);
});

test("the page loads only what lies beside the entry", async (t) => {
  const { address, browser } = await start(t);
  const page = await browser.newPage();
  const asked = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await page.goto(address);
  await page.evaluate(async () => (await import("/dist/index.js")).init());
  assert.ok(asked.includes("/dist/relata.wasm"));
  assert.deepEqual(asked.filter((path) => path !== "/" && !path.startsWith("/dist/")), []);
});
