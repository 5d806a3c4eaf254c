import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./source.mjs";

const { records } = await load("src/notes/records.ts");

const NOTES = [
  { path: "a.md", text: "" },
  { path: "Zoë/b \n \"c\".md", text: "{\"path\":1}\nüber\n" },
  { path: "d.md", text: "x".repeat(5000) },
];
const STREAM = Buffer.concat(NOTES.flatMap(({ path, text }) => [`${JSON.stringify({ path, size: Buffer.byteLength(text) })}\n`, text].map(Buffer.from)));

async function read(bytes, size) {
  const chunks = new ReadableStream({
    start(control) {
      for (let at = 0; at < bytes.length; at += size) control.enqueue(new Uint8Array(bytes.subarray(at, at + size)));
      control.close();
    },
  });
  const notes = [];
  for await (const { path, content } of records(chunks)) notes.push({ path, text: Buffer.from(content).toString() });
  return notes;
}

test("notes come out of a stream as they went in, wherever it is cut", async () => {
  for (const size of [1, 2, 3, 7, 64, 4096, STREAM.length]) assert.deepEqual(await read(STREAM, size), NOTES, `cut every ${size} bytes`);
});

test("a stream that ends within a note is an error, not a shorter note", async () => {
  await assert.rejects(read(STREAM.subarray(0, STREAM.length - 1), 64), /ended too early/);
});
