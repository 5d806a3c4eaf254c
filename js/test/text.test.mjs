// Text for a terminal.

import assert from "node:assert/strict";
import test from "node:test";

import { source } from "./support/source.mjs";

const { clean, cut, fit, json, width, wrap } = await source("cli/text.ts");

test("nothing that a terminal obeys is left of a text", () => {
  const every = Array.from({ length: 0x3000 }, (_, code) => String.fromCharCode(code)).join("");
  assert.doesNotMatch(clean(every), /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/);
  assert.equal(clean("a\u001b[31mred\u0007"), "a␛[31mred␇");
  assert.equal(clean("two\r\nlines\tand more"), "two lines and more");
  assert.equal(clean("\u202egnp.exe"), "gnp.exe");
});

test("letters of every script are left as they are", () => {
  for (const text of ["Jürgen", "李雷", "שלום", "مرحبا", "👩‍🍳 bakes", "e\u0301"]) assert.equal(clean(text), text);
});

test("JSON holds the same value, with control characters escaped", () => {
  const value = { text: "\u001b[31m \u007f \u009b31m \u2028 \u202e ü 🦊", lone: "\ud800" };
  assert.deepEqual(JSON.parse(json(value)), value);
  assert.doesNotMatch(json(value), /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u202e]/);
});

test("columns are counted as a terminal shows them", () => {
  const cases = { "": 0, abc: 3, Jürgen: 6, "e\u0301": 1, 李雷: 4, "🦊": 2, "👩‍🍳": 2, "a\u200bb": 2, "✅": 2, "─": 1, "한글": 4 };
  for (const [text, columns] of Object.entries(cases)) assert.equal(width(text), columns, JSON.stringify(text));
});

test("fit fills or cuts to exactly so many columns", () => {
  assert.equal(fit("abc", 5), "abc  ");
  assert.equal(fit("abcdef", 4), "abc…");
  assert.equal(fit("李雷李雷", 4), "李… ", "a wide character is not cut in half");
  assert.equal(cut("👩‍🍳👩‍🍳👩‍🍳", 5), "👩‍🍳👩‍🍳…");
});

test("lines are broken at blanks, and long words inside", () => {
  assert.deepEqual(wrap("one two three", 7), ["one two", "three"]);
  assert.deepEqual(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
  assert.deepEqual(wrap("  ", 7), []);
  assert.deepEqual(wrap("李雷李雷", 5), ["李雷", "李雷"]);
});

test("characters that lie across portions are kept whole", () => {
  for (const shift of [0, 1, 2, 3, 4, 5]) assert.equal(width("x".repeat(250 + shift) + "👩‍🍳".repeat(200)), 250 + shift + 400);
});

test("work grows with the length of a line, not with its square", () => {
  const time = (length) => {
    const started = performance.now();
    wrap("ü".repeat(length), 80);
    return performance.now() - started;
  };
  time(20_000);
  const [short, long] = [time(20_000), time(320_000)];
  assert.ok(long < 80 * Math.max(1, short), `16 times the length took ${long} ms after ${short} ms`);
});
