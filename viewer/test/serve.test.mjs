import assert from "node:assert/strict";
import { symlink, writeFile } from "node:fs/promises";
import { request } from "node:http";
import { join } from "node:path";
import { test } from "node:test";

import { serve } from "../serve.mjs";
import { folderOf, serveFor } from "./folder.mjs";

const NOTES = {
  "People/Jo Varnell.md": "# Jo\n",
  "relata.yaml": "self: [Me]\n",
  "Sub/relata.yaml": "self: [Me]\n",
  ".obsidian/app.md": "hidden",
  "Files/plan.txt": "no note",
};

/** One request as it stands: nothing tidies the path or the headers. */
function ask(url, path, { method = "GET", headers = {} } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = request({ host: hostname, port, path, method, headers }, async (answer) => {
      const parts = [];
      for await (const part of answer) parts.push(part);
      resolve({ status: answer.statusCode, type: answer.headers["content-type"], headers: answer.headers, text: Buffer.concat(parts).toString() });
    });
    sent.on("error", reject).end();
  });
}

test("lists the notes and gives their bytes", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES), asOf: "2026-10-01" });
  const index = JSON.parse((await ask(url, "/vault.json")).text);
  assert.deepEqual(index.notes, [{ path: "relata.yaml" }, { path: "People/Jo Varnell.md" }]);
  assert.equal(index.asOf, "2026-10-01");
  const note = await ask(url, "/vault/People/Jo%20Varnell.md");
  assert.deepEqual([note.status, note.type, note.text], [200, "text/markdown; charset=utf-8", "# Jo\n"]);
});

test("gives all notes in one answer", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, { "b.md": "über\n", "a.md": "", "c.txt": "no" }) });
  const { text } = await ask(url, "/vault.notes");
  assert.equal(text, '{"path":"a.md","size":0}\n{"path":"b.md","size":6}\nüber\n');
});

test("gives each part of the page its type, and a strict policy", async (t) => {
  const { url } = await serveFor(t, {});
  const types = { "/": "text/html; charset=utf-8", "/viewer.js": "text/javascript; charset=utf-8", "/viewer.css": "text/css; charset=utf-8", "/relata.wasm": "application/wasm" };
  for (const [path, type] of Object.entries(types)) {
    const answer = await ask(url, path);
    assert.deepEqual([answer.status, answer.type], [200, type], path);
    assert.match(answer.headers["content-security-policy"], /^default-src 'none'; script-src 'self' 'wasm-unsafe-eval';/);
    assert.equal(answer.headers["x-content-type-options"], "nosniff");
  }
  assert.equal((await ask(url, "/vault.json")).status, 404, "without a folder there is no vault");
});

test("never leaves the folder", async (t) => {
  const folder = await folderOf(t, NOTES);
  const outside = await folderOf(t, { "secret.md": "secret" });
  await symlink(join(outside, "secret.md"), join(folder, "link.md"));
  await symlink(outside, join(folder, "linked"));
  const { url } = await serveFor(t, { folder });
  const name = outside.split("/").pop();
  const attempts = [
    `/vault/../${name}/secret.md`,
    `/vault/..%2f${name}%2fsecret.md`,
    `/vault/%2e%2e/${name}/secret.md`,
    `/vault/People/..%2f..%2f${name}/secret.md`,
    `/vault/People/..%5c..%5c${name}%5csecret.md`,
    `/vault/${encodeURIComponent(join(outside, "secret.md"))}`,
    "/vault/link.md",
    "/vault/linked/secret.md",
    "/vault/secret.md%00.md",
    "/vault/.obsidian/app.md",
    "/vault/Files/plan.txt",
    "/vault/Sub/relata.yaml",
    "/vault/People",
    "/vault/People/",
    "/vault/",
    "/../serve.mjs",
    "/serve.mjs",
    "/%2e%2e/package.json",
    "//vault/link.md",
    "/vault/%ff.md",
  ];
  for (const path of attempts) {
    const { status, text } = await ask(url, path);
    assert.ok(status >= 400 && status < 500, `${path} should be refused, not ${status}`);
    assert.doesNotMatch(text, /secret\n?$|hidden|# Jo/, path);
  }
  assert.doesNotMatch((await ask(url, "/vault.notes")).text, /secret|hidden/);
  const index = JSON.parse((await ask(url, "/vault.json")).text);
  assert.deepEqual(index.notes.map(({ path }) => path), ["relata.yaml", "People/Jo Varnell.md"]);
});

test("answers to its own name only", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES) });
  const { port } = new URL(url);
  for (const host of ["evil.example", `evil.example:${port}`, "127.0.0.1", `127.0.0.1.evil.example:${port}`, `localhost:${Number(port) + 1}`]) {
    for (const path of ["/", "/vault.json", "/vault.notes", "/vault/People/Jo%20Varnell.md"]) {
      const { status, text } = await ask(url, path, { headers: { host } });
      assert.equal(status, 421, `${host} ${path}`);
      assert.doesNotMatch(text, /Jo/);
    }
  }
  assert.equal((await ask(url, "/vault.json", { headers: { host: `localhost:${port}` } })).status, 200);
});

test("gives notes to no other page", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES) });
  for (const site of ["cross-site", "same-site"]) {
    const headers = { "sec-fetch-site": site };
    assert.equal((await ask(url, "/vault.json", { headers })).status, 404);
    assert.equal((await ask(url, "/vault.notes", { headers })).status, 404);
    assert.equal((await ask(url, "/vault/relata.yaml", { headers })).status, 404);
    assert.equal((await ask(url, "/", { headers })).status, 200, "a link elsewhere may lead to the page");
  }
  const { headers } = await ask(url, "/vault/relata.yaml");
  assert.equal(headers["cross-origin-resource-policy"], "same-origin");
  assert.equal(headers["access-control-allow-origin"], undefined);
});

test("only reads", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES) });
  for (const method of ["POST", "PUT", "DELETE", "OPTIONS"]) assert.equal((await ask(url, "/vault/relata.yaml", { method })).status, 405, method);
  const head = await ask(url, "/vault/relata.yaml", { method: "HEAD" });
  assert.deepEqual([head.status, head.text, head.headers["content-length"]], [200, "", "11"]);
});

test("reads a note as it is now, and an empty one", async (t) => {
  const folder = await folderOf(t, { "a.md": "old", "empty.md": "" });
  const { url } = await serveFor(t, { folder });
  await writeFile(join(folder, "a.md"), "newer");
  assert.equal((await ask(url, "/vault/a.md")).text, "newer");
  assert.deepEqual([(await ask(url, "/vault/empty.md")).status, (await ask(url, "/vault/empty.md")).text], [200, ""]);
});

test("refuses to start where it should not", async (t) => {
  const folder = await folderOf(t, NOTES);
  await assert.rejects(serve({ folder, host: "0.0.0.0" }), /not an address of this machine alone/);
  await assert.rejects(serve({ folder: join(folder, "none") }), /there is no folder/);
  await assert.rejects(serve({ folder: join(folder, "relata.yaml") }), /is not a folder/);
});
