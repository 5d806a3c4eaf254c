// Entity notes brought up to date, as JavaScript sees it.

import assert from "node:assert/strict";
import test from "node:test";

import { Vault } from "relata";

const NOTE = "\ufeff---\r\ntype: person\r\ntitle: Ada Quill\r\nlast_contact: '2026-01-05' # by hand\r\n---\r\n# Ada Quill\r\n\r\n## Recent Context\r\n\r\n- 2026-01-05: [[2026-01-05 - Old]] - Met 🌷 at the mill\r\n\r\nHalf: \ud83c\r\n";

async function bakery() {
  const vault = await Vault.open({ asOf: "2026-10-01" });
  vault.set("People/Ada Quill.md", NOTE);
  vault.set("Meetings/2026-09-01 - Tea.md", "---\nparticipants: [Ada Quill]\n---\n## Summary\n\nTea and tins.\n");
  return vault;
}

/** What an editor does with edits. */
const applied = (text, edits) => edits.reduceRight((text, { from, to, text: put }) => text.slice(0, from) + put + text.slice(to), text);

test("a note is brought up to date by edits that an editor can apply", async () => {
  const vault = await bakery();
  const refreshed = vault.refresh("People/Ada Quill.md", NOTE);
  assert.equal(refreshed.path, "People/Ada Quill.md");
  const expected = NOTE.replace("2026-01-05' #", "2026-09-01' #").replace(
    "- 2026-01-05:",
    "- 2026-09-01: [[2026-09-01 - Tea]] - Tea and tins.\r\n- 2026-01-05:",
  );
  assert.equal(refreshed.content, expected);
  assert.equal(applied(NOTE, refreshed.edits), expected);
  assert.deepEqual(
    refreshed.changes.map(({ kind, section, line }) => [kind, section, line]),
    [
      ["property", null, 4],
      ["added", "Recent Context", 10],
    ],
  );
  vault.set("People/Ada Quill.md", expected);
  assert.deepEqual(vault.refresh("People/Ada Quill.md", expected), { path: "People/Ada Quill.md", content: expected, edits: [], changes: [] });
  assert.deepEqual(vault.stale(), []);
});

test("bytes come back as text with their mark, and the vault's own text does without", async () => {
  const vault = await bakery();
  const whole = NOTE.replace("\ud83c", "x");
  const { content } = vault.refresh("People/Ada Quill.md", new TextEncoder().encode(whole));
  assert.ok(content.startsWith("\ufeff---\r\n") && content.includes("[[2026-09-01 - Tea]]"));
  assert.ok(vault.refresh("People/Ada Quill.md").content.includes("[[2026-09-01 - Tea]]"));
  assert.deepEqual(vault.stale().map(({ path, name, changes }) => [path, name, changes.length]), [["People/Ada Quill.md", "Ada Quill", 2]]);
  assert.deepEqual(vault.stale({ asOf: "2026-01-10" }), []);
});

test("what cannot be refreshed is refused", async () => {
  const vault = await bakery();
  assert.throws(() => vault.refresh("None.md"), { code: "unknown-name" });
  assert.throws(() => vault.refresh("Meetings/2026-09-01 - Tea.md"), { code: "unknown-name" });
  assert.throws(() => vault.refresh("People/Ada Quill.md", new Uint8Array([0x61, 0xff])), { code: "invalid-options", message: /without loss/ });
  assert.throws(() => vault.refresh("../x.md"), { code: "invalid-path" });
});

test("a whole note is made, by the built-in layout or by a template", async () => {
  const vault = await bakery();
  const whole = vault.render("Ada Quill");
  assert.match(whole, /^---\ntype: person\ntitle: Ada Quill\n[^]*## Recent Context\n\n- 2026-09-01: \[\[2026-09-01 - Tea\]\] - Tea and tins\.\n/);
  assert.equal(vault.render("Ada Quill", { template: "{{ entity.name | link }} {{ today }}", asOf: "2026-09-02" }), "[[Ada Quill]] 2026-09-02");
  assert.throws(() => vault.render("Ada Quill", { template: "a\n{{ b }}" }), { code: "invalid-template", message: /line 2.*`b`/ });
  assert.throws(() => vault.render("Ada Quill", { template: "{{ 'x' * 10000000000 }}" }), { code: "invalid-template" });
  assert.throws(() => vault.render("Nobody"), { code: "unknown-name" });
});
