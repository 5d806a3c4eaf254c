import assert from "node:assert/strict";
import { test } from "node:test";

import { load } from "./source.mjs";

const words = await load("src/words.ts");
const route = await load("src/route.ts");

test("days in words, as seen from another day", () => {
  const cases = {
    "2026-10-01": "today",
    "2026-09-30": "yesterday",
    "2026-10-02": "tomorrow",
    "2026-09-18": "13 days ago",
    "2026-09-17": "2 weeks ago",
    "2026-08-03": "8 weeks ago",
    "2026-08-02": "2 months ago",
    "2025-10-01": "12 months ago",
    "2024-10-01": "2 years ago",
    "2026-10-14": "in 13 days",
    "2027-03-01": "in 5 months",
  };
  for (const [day, said] of Object.entries(cases)) assert.equal(words.ago(day, "2026-10-01"), said, day);
});

test("days in figures", () => {
  assert.equal(words.date("2026-09-08"), "8 Sep 2026");
  assert.equal(words.dateInYear("2026-09-08"), "8 Sep");
  assert.equal(words.daysBetween("2026-02-27", "2026-03-01"), 2);
  assert.equal(words.daysBetween("2028-02-27", "2028-03-01"), 3);
});

test("amounts and lists", () => {
  assert.equal(words.count(1, "note"), "1 note");
  assert.equal(words.count(1200, "note"), "1,200 notes");
  assert.equal(words.list(["a", "b", "c"]), "a, b and c");
  assert.equal(words.list(["a"]), "a");
});

test("initials of names in any script", () => {
  const cases = { "Zoë Marchetand": "ZM", "Jo van der Lind": "JL", Tom: "T", "Ægir": "Æ", "王 小明": "王小", "🜁 club": "C", "": "?", "(—)": "?" };
  for (const [name, letters] of Object.entries(cases)) assert.equal(words.initials(name), letters, name);
});

test("titles without the date that begins them", () => {
  assert.equal(words.withoutDate("2026-09-16 - Kickoff"), "Kickoff");
  assert.equal(words.withoutDate("2026-09-16_143022_Kickoff"), "Kickoff");
  assert.equal(words.withoutDate("2026-05-18 14 30 - Call"), "Call");
  assert.equal(words.withoutDate("2026-09-16"), "2026-09-16");
  assert.equal(words.withoutDate("Plan for 2026"), "Plan for 2026");
});

test("names in the address and back", () => {
  for (const name of ["Jo", "A/B #1 100%", "Renée", "<img>", "a?b&c"]) assert.equal(route.keyIn(route.addressOf(name)), name);
  for (const hash of ["", "#", "#/", "#main", "#/%"]) assert.equal(route.keyIn(hash), null, hash);
});
