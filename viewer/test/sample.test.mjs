// The page, served with the sample vault. Days and names were read off the notes by hand (see tests/vaults/README.md); for
// the rest the page should show what the package says.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { Vault } from "relata";
import { readFolder } from "relata/node";

import { serve } from "../serve.mjs";
import { launch, onPage, overflows, texts, visit } from "./browser.mjs";
import { HARBOR, HARBOR_DAY } from "./folder.mjs";

let browser;
let server;
let vault;
before(async () => {
  [browser, server, vault] = await Promise.all([launch(), serve({ folder: HARBOR, asOf: HARBOR_DAY }), Vault.open({ asOf: HARBOR_DAY })]);
  await vault.load(await readFolder(HARBOR));
});
after(() => Promise.all([browser?.close(), server?.close()]));

const ANSWERS = {
  "Ilse Brandvoort": { kind: "Person", last: ["22 Sep 2026, via Veltrane Systems", "Direct 2 weeks ago, 16 Sep 2026"] },
  "Ostrand Lines": { kind: "Customer", last: ["28 Sep 2026, via Monday Pipeline Review", "Direct 2 weeks ago, 16 Sep 2026"] },
  "Project Petrel": { kind: "Project", last: ["23 Sep 2026, direct", "Via Veltrane Systems 3 weeks ago, 8 Sep 2026"] },
  "Callowby Cellular": { kind: "Partner", last: ["2 Sep 2026, direct", "Via Ostrand Lines 8 months ago, 11 Feb 2026"] },
  "Cold Chain Roundtable": { kind: "Forum", last: ["10 Sep 2026, direct", "Via Ilse Brandvoort 13 months ago, 27 Aug 2025"] },
};

for (const [name, { kind, last }] of Object.entries(ANSWERS)) {
  test(`shows ${name}`, () =>
    onPage(browser, {}, async (page) => {
      await visit(page, server.url, name);
      assert.equal(await page.locator("main h1").innerText(), name);
      assert.match(await page.locator(".who").innerText(), new RegExp(`^${kind}`));
      assert.deepEqual(await texts(page, ".tile:first-child .detail"), last);
      assert.equal(await page.title(), `${name} · Relata`);
    }));

  test(`shows all that the package says of ${name}`, () =>
    onPage(browser, {}, async (page) => {
      const summary = vault.summary(name);
      await visit(page, server.url, name);
      await unfold(page);
      assert.equal(await page.locator(".context .entry").count(), summary.context.length);
      assert.deepEqual(await texts(page, ".context h2 .note"), summary.contextTotal > summary.context.length ? [`${summary.context.length} of ${summary.contextTotal}`] : []);
      assert.equal(await page.locator(".upcoming .entry").count(), summary.upcoming.length);
      for (const list of ["decisions", "blockers", "opportunities", "facts", "topics"]) {
        const said = (await texts(page, `.${list} .item .text`)).map(words);
        assert.deepEqual(said, summary[list].items.map(({ text }) => words(text)), list);
      }
      const shown = new Set();
      for (const group of ["contacts", "collaborators", "related"]) {
        const names = summary[group].map((person) => person.name).filter((name) => group !== "related" || !shown.has(name));
        assert.deepEqual(await texts(page, `.${group} .person .text`), names, group);
        names.forEach((name) => shown.add(name));
      }
      const tasks = Object.values(summary.openTasks).flat();
      assert.ok(tasks.length > 0);
      assert.deepEqual((await texts(page, ".task .text")).map(words).sort(), tasks.map(({ text }) => words(text)).sort());
    }));
}

/** Shows the rest of every list that is folded. */
async function unfold(page) {
  const more = page.locator(".columns .more");
  while ((await more.count()) > 0) await more.first().click();
}

/** Text as a page shows it: one blank between words, links as their text. */
function words(text) {
  return text.replace(/\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]/g, "$1").replace(/\s+/g, " ").trim();
}

test("marks what happened via someone else", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Ostrand Lines");
    const first = page.locator(".context .entry").first();
    assert.match(await first.getAttribute("class"), /\bvia\b/);
    assert.equal(await first.locator(".through").innerText(), "via Monday Pipeline Review");
    const direct = page.locator(".context .entry.direct").first();
    assert.equal(await direct.locator("time").getAttribute("datetime"), "2026-09-16");
    assert.equal(await direct.locator(".through").count(), 0);
  }));

test("keeps what was proposed apart from what is owed", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Callowby Cellular");
    await unfold(page);
    const tasks = (title) => page.locator(".group", { has: page.locator(`h3:text-is("${title}")`) }).locator(".task").count();
    const { iOwe, theyOwe, proposed } = vault.summary("Callowby Cellular").openTasks;
    assert.ok(iOwe.length > 0 && theyOwe.length > 0 && proposed.length > 0);
    assert.deepEqual([await tasks("I owe"), await tasks("Callowby Cellular owes"), await tasks("Proposed, not agreed")], [iOwe, theyOwe, proposed].map((list) => list.length));
  }));

test("says where a line comes from, and shows the note there", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Callowby Cellular");
    const task = page.locator(".task").first();
    const said = (await task.locator(".text").innerText()).slice(0, 30);
    await task.locator(".where").focus();
    assert.match(await task.locator(".where").getAttribute("title"), /\.md:\d+/);
    await page.keyboard.press("Enter");
    assert.equal(await task.locator(".where").getAttribute("aria-expanded"), "true");
    await task.locator(".place").click();
    const here = page.locator(".reader .here");
    await here.waitFor();
    assert.ok((await here.innerText()).includes(said), "the marked line should be the task's own");
    assert.ok(await here.isVisible());
    await page.keyboard.press("Escape");
    assert.equal(await page.locator(".reader").isVisible(), false);
  }));

test("shows from where the open note is linked to, and goes there", () =>
  onPage(browser, {}, async (page) => {
    const { path } = vault.summary("Ilse Brandvoort").entity;
    const links = vault.backlinks(path);
    const from = links.find((link) => vault.backlinks(link.path).length === 0) ?? links[0];
    await visit(page, server.url, "Ilse Brandvoort");
    await page.locator(".place", { hasText: path }).first().waitFor({ state: "attached" });
    await page.evaluate((own) => [...document.querySelectorAll(".place")].find((place) => place.textContent.startsWith(own)).click(), path);
    const list = page.locator(".reader .backlinks");
    await list.waitFor();
    assert.equal(await list.locator("h3").innerText(), `Linked from ${links.length} ${links.length === 1 ? "place" : "places"}`);
    const more = list.locator(".more");
    if (await more.isVisible()) await more.click();
    assert.deepEqual(await texts(page, ".reader .backlinks p"), links.map(({ text }) => text.trim()));
    await list.locator(".place").nth(links.indexOf(from)).click();
    const here = page.locator(".reader .here");
    await here.waitFor();
    assert.equal(await here.innerText(), from.text);
    assert.equal(await page.locator("#reader-title").innerText(), `${from.path}, line ${from.position.start.line + 1}`);
  }));

test("tells what a strength is made of, and the parts add up", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Project Petrel");
    assert.equal(await page.locator(".explain").isVisible(), false);
    await page.getByRole("button", { name: "What it is made of" }).click();
    const more = page.locator(".explain .more");
    if (await more.isVisible()) await more.click();
    const sum = (await texts(page, ".explain .amount")).reduce((total, points) => total + Number(points), 0);
    const score = Number.parseInt(await page.locator(".tile:nth-child(2) .value").innerText(), 10);
    assert.ok(Math.abs(sum - score) < 1.5, `${sum} should be about ${score}`);
  }));

test("searches, filters and sorts", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url);
    const names = () => texts(page, ".row .name");
    await page.getByRole("searchbox").fill("RENÉE");
    assert.deepEqual(await names(), ["Renée Falkström"]);
    await page.getByRole("searchbox").fill("zzz");
    assert.deepEqual(await names(), []);
    assert.equal(await page.locator("#nothing").innerText(), "None of the 30 entities has a name with “zzz” in it. Leave that filter out or change it.");
    const [pane, reason] = [await page.locator("#pane").boundingBox(), await page.locator("#nothing").boundingBox()];
    assert.deepEqual([reason.x, Math.abs(reason.width - pane.width) < 2], [pane.x, true], "the reason takes the list's place");
    await page.getByRole("searchbox").fill("");
    await page.locator("#show").selectOption("kind:partner");
    assert.deepEqual((await names()).sort(), ["Callowby Cellular", "Veltrane Systems"]);
    await page.locator("#show").selectOption("");
    await page.locator("#sort").selectOption("name");
    const all = await names();
    assert.ok(all.length > 20);
    assert.deepEqual(all, [...all].sort((a, b) => a.localeCompare(b, "en")));
    await page.locator("#show").selectOption("state:lapsed");
    assert.ok((await names()).includes("Mirkveld Terminals"));
  }));

test("leads by keyboard", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url);
    const names = await texts(page, ".row .name");
    const heading = () => page.locator("main h1").innerText();
    assert.equal(await heading(), names[0], "beside the list, the first one is shown from the start");
    await page.keyboard.press("ArrowDown");
    assert.equal(await heading(), names[1]);
    assert.equal(await page.evaluate(() => document.activeElement.getAttribute("aria-current")), "true");
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowUp");
    assert.equal(await heading(), names[0], "the list does not go round");
    await page.keyboard.press("End");
    assert.equal(await heading(), names.at(-1));
    await page.keyboard.press("/");
    assert.equal(await page.evaluate(() => document.activeElement.id), "search");
    await page.keyboard.type("petrel");
    await page.keyboard.press("Enter");
    assert.equal(await heading(), "Project Petrel");
    await page.keyboard.press("/");
    await page.keyboard.press("Escape");
    assert.equal(await page.getByRole("searchbox").inputValue(), "");
    assert.equal(await page.locator(".row").count(), names.length);
  }));

test("keeps the selected name in the address", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Ostrand Lines");
    await page.locator(".contacts").getByRole("link", { name: "Ilse Brandvoort" }).click();
    await page.locator("main h1", { hasText: "Ilse Brandvoort" }).waitFor();
    assert.equal(new URL(page.url()).hash, "#/Ilse%20Brandvoort");
    assert.equal(await page.locator(".row[aria-current] .name").innerText(), "Ilse Brandvoort");
    await page.goBack();
    await page.locator("main h1", { hasText: "Ostrand Lines" }).waitFor();
    await page.reload();
    await page.locator("main h1", { hasText: "Ostrand Lines" }).waitFor();
  }));

test("offers the nearest names for one that nobody has", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Ostrand Line");
    assert.equal(await page.locator("main h1").innerText(), "Nobody is called “Ostrand Line”");
    await page.locator(".near").getByRole("link", { name: "Ostrand Lines" }).click();
    await page.locator("main h1", { hasText: /^Ostrand Lines$/ }).waitFor();
  }));

test("sees the notes as of another day", () =>
  onPage(browser, {}, async (page) => {
    await visit(page, server.url, "Project Petrel");
    await page.locator("#as-of").fill("2025-12-31");
    await page.locator(".tile:first-child .value", { hasText: "Yesterday" }).waitFor();
    assert.match((await texts(page, ".tile:first-child .detail"))[0], /^30 Dec 2025/);
    assert.deepEqual(await page.locator(".context time").evaluateAll((times) => times.filter((time) => time.dateTime > "2025-12-31")), []);
  }));

test("fits a phone, one thing at a time", () =>
  onPage(browser, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true }, async (page) => {
    await visit(page, server.url);
    assert.ok(await page.locator("#pane").isVisible());
    assert.equal(await page.locator("main").isVisible(), false);
    assert.equal(await overflows(page), false);
    await page.locator(".row", { hasText: "Ostrand Lines" }).tap();
    await page.locator("main h1", { hasText: "Ostrand Lines" }).waitFor();
    assert.equal(await page.locator("#pane").isVisible(), false);
    await page.getByRole("button", { name: "What it is made of" }).tap();
    for (const where of await page.locator(".where").all()) await where.tap();
    assert.equal(await overflows(page), false);
    await page.getByRole("link", { name: "All names" }).tap();
    await page.locator("#pane").waitFor({ state: "visible" });
  }));
