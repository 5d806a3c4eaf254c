// The pane on the sample vaults: for every entity it says what the golden files say.

import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";

import { notesIn, startBrowser } from "../test-host/start.mjs";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
/** The sample vaults with the day on which the golden files see them. */
const VAULTS = { harbor: "2026-10-01", seedlike: "2025-04-07" };

let browser;
before(async () => void (browser = await startBrowser()));
after(() => browser.close());

for (const [vault, asOf] of Object.entries(VAULTS)) {
  test(`the pane on ${vault}`, async (t) => {
    const host = await browser.newHost({ notes: await notesIn(here(`../../tests/vaults/${vault}`)) });
    await host.start({ asOf });
    await host.page.waitForFunction(() => !document.querySelector(".relata-message")?.textContent.includes("Reading"));
    const summaries = await goldens(here(`../../tests/golden/${vault}`));
    for (const summary of summaries) {
      await show(host, summary.entity);
      assert.deepEqual(await host.page.evaluate(paneText), paneOf(summary), `${vault}: ${summary.entity.name}`);
    }
    assert.ok(summaries.length > 0);
    assert.deepEqual(host.complaints, []);
    t.diagnostic(`${summaries.length} summaries compared`);
  });
}

async function goldens(folder) {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".json") && name !== "entities.json").sort();
  return Promise.all(names.map(async (name) => JSON.parse(await readFile(`${folder}/${name}`, "utf8"))));
}

/** By its note, as users do; by name where it has none. */
function show(host, { name, path }) {
  return host.page.evaluate(
    async ([own, wanted]) => {
      const { workspace } = window.host.app;
      const { view } = await workspace.ensureSideLeaf("relata", "right");
      view.pin(own === null ? wanted : null);
      if (own !== null) await window.host.open(own);
    },
    [path, name],
  );
}

/** What the pane says; runs in the page. */
function paneText() {
  const pane = document.querySelector(".relata-pane");
  const sections = [...pane.querySelectorAll(".relata-section")].map((section) => [
    section.dataset.section,
    Number(section.querySelector(".relata-count").textContent),
    [...section.querySelectorAll(".relata-line")].map((line) => line.textContent),
  ]);
  const labels = [...pane.querySelectorAll(".relata-figures dt")];
  const figures = Object.fromEntries(labels.map((label) => [label.textContent, label.nextElementSibling.textContent]));
  return {
    name: pane.querySelector(".relata-name")?.textContent,
    lastContact: figures["Last contact"]?.split(" ")[0] ?? null,
    strength: figures.Strength ?? null,
    sections,
  };
}

/** What it should say. */
function paneOf(summary) {
  const { entity, openTasks, context, upcoming, strength, contacts, collaborators, related, profile, conflicts } = summary;
  const list = (id) => [id, summary[id].total, summary[id].items.map(({ text }) => text)];
  const tasks = [...openTasks.iOwe, ...openTasks.theyOwe, ...openTasks.others, ...openTasks.proposed].map(({ text }) => text);
  const people = [...new Set([...contacts, ...collaborators].map(({ name }) => name))];
  const points = strength.explain.map(({ path }) => path.slice(path.lastIndexOf("/") + 1).replace(/\.md$/, ""));
  const sections = [
    ["tasks", tasks.length, tasks],
    ["upcoming", upcoming.length, upcoming.map(({ title }) => title)],
    ["context", summary.contextTotal, context.map(({ title }) => title)],
    ...["decisions", "blockers", "opportunities", "facts", "topics"].map(list),
    ["people", people.length, people],
    ["related", related.length, related.map(({ name }) => name)],
    ["background", profile.background.length, profile.background.map(({ value }) => value)],
    ["strength", points.length, points],
    ["conflicts", conflicts.length, conflicts.flatMap(({ stored, found }) => [stored.value, found.value])],
  ];
  return {
    name: entity.name,
    lastContact: summary.lastContact?.date ?? null,
    strength: strength.score === null ? null : strengthOf(strength),
    sections: sections.filter(([, total]) => total > 0),
  };
}

function strengthOf({ score, band, trend }) {
  const direction = ["unknown", "steady"].includes(trend) ? "" : `, ${trend}`;
  return `${Math.round(score)} ${band}${direction}`;
}
