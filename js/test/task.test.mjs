// Task lines through the package, and the recorded results of the Tasks plugin where they lie beside the checkout.

import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { before, test } from "node:test";

import { init, nextOccurrence, parseTask, setStatus, taskUrgency, toggleLine, toggleTask, Vault } from "relata";

const RECORDED = new URL("../../../shared/conformance/tasks/", import.meta.url);

before(() => init());

test("reads a line in either format, with its owner", () => {
  const task = parseTask("- [?] Send the quote @Ada Quill 📅 2026-10-05 ⏫ #sales");
  assert.equal(task.text, "Send the quote");
  assert.deepEqual(task.owners, [{ name: "Ada Quill", kind: "person" }]);
  assert.equal(task.dates.due.value, "2026-10-05");
  assert.equal(task.proposed, true);
  assert.equal(parseTask("- [ ] x [due:: 2026-02-30]").dates.due.valid, false);
  assert.equal(parseTask("no task"), null);
});

test("toggles to lines", () => {
  const today = "2026-10-05";
  assert.deepEqual(toggleTask("- [ ] Call", { today }), ["- [x] Call ✅ 2026-10-05"]);
  assert.deepEqual(toggleTask("- [ ] Call 🏁 delete", { today }), []);
  assert.equal(toggleLine("words", { today }).isTask, false);
  assert.throws(() => toggleTask("- [ ] Call", {}), { code: "invalid-options" });
});

test("sets a status by its symbol or its type", () => {
  const today = "2026-10-05";
  assert.deepEqual(setStatus("- [ ] Call", "/", { today }), ["- [/] Call"]);
  assert.deepEqual(setStatus("- [/] Call", "CANCELLED", { today }), ["- [-] Call ❌ 2026-10-05"]);
  assert.deepEqual(setStatus("words", "x", { today }), ["words"]);
});

test("toggles as the vault's own settings say", async () => {
  const vault = await Vault.open();
  const statuses = { customStatuses: [{ symbol: "w", name: "Waiting", nextStatusSymbol: "x", type: "ON_HOLD" }] };
  const settings = { taskFormat: "dataview", recurrenceOnNextLine: true, setCreatedDate: true, statusSettings: statuses };
  vault.set(".obsidian/plugins/obsidian-tasks-plugin/data.json", JSON.stringify(settings));
  const options = { ...vault.taskSettings(), today: "2026-10-05" };
  assert.deepEqual(toggleTask("- [w] Call [repeat:: every day] [due:: 2026-10-05]", options), [
    "- [x] Call [repeat:: every day] [due:: 2026-10-05]  [completion:: 2026-10-05]",
    "- [ ] Call [repeat:: every day] [due:: 2026-10-06]  [created:: 2026-10-05]",
  ]);
  assert.equal(setStatus("- [ ] Call", "ON_HOLD", options)[0], "- [w] Call");
  // The same settings fit where a line is only read.
  const task = parseTask("- [w] Call", vault.taskSettings());
  assert.deepEqual([task.statusType, task.statusName], ["ON_HOLD", "Waiting"]);
  assert.equal(typeof taskUrgency("- [w] Call", options), "number");
  assert.throws(() => parseTask("- [w] Call", { settings: { setDoneDay: true } }), { code: "invalid-options" });
  vault.dispose();
});

test("gives next dates and urgency", () => {
  const next = nextOccurrence("every month on the last", { today: "2026-10-31", due: "2026-10-31" });
  assert.equal(next.due, "2026-11-30");
  assert.equal(taskUrgency("- [ ] x 🔺", { today: "2026-10-05" }), 9);
});

test("gives what the plugin gives, case by case", { skip: !existsSync(RECORDED) && "no recordings on this machine" }, (t) => {
  const read = (file) => JSON.parse(readFileSync(new URL(file, RECORDED), "utf8"));
  let compared = 0;
  for (const file of ["parse-emoji.json", "parse-dataview.json", "parse-global-filter.json"]) {
    for (const { line, format, globalFilter, expected } of read(file).cases) {
      const options = { strict: true, ...(format && { format }), ...(globalFilter && { globalFilter }) };
      const task = parseTask(line, options);
      if (expected === null) assert.equal(task, null, line);
      for (const [name, value] of Object.entries(expected ?? {})) assert.deepEqual(task?.[name], value, `${name} of ${line}`);
      compared += 1;
    }
  }
  const toggles = read("toggle.json");
  assert.ok(compared > 0 && toggles.cases.length > 0);
  t.diagnostic(`${compared} recorded lines compared`);
});
