// Notes are untrusted: whatever stands in them is text.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { launch, onPage, visit } from "./browser.mjs";
import { folderOf, serveFor } from "./folder.mjs";

let browser;
before(async () => void (browser = await launch()));
after(() => browser?.close());

const IMAGE = '<img src=x onerror="window.harmed=1">';
const SCRIPT = "<script>window.harmed=1</script>";
const LINK = "[click](javascript:window.harmed=1)";
const WIKILINK = "[[javascript:window.harmed=1|press]]";

const NOTES = {
  "People/Mallory.md": `---
type: person
title: "Mallory ${IMAGE.replaceAll('"', "'")}"
aliases: ["${SCRIPT}"]
role: "${SCRIPT}"
company: "javascript:alert(1)"
---

# Mallory

## Key Facts

- ${IMAGE} is a fact
- ${LINK} and ${WIKILINK}

## Topics

- ${SCRIPT}
`,
  "Meetings/2026-09-01 - Talk.md": `---
type: person
date: 2026-09-01
person: "Mallory ${IMAGE.replaceAll('"', "'")}"
participants: ["Eve ${SCRIPT}", "javascript:alert(1)"]
---

# Talk ${SCRIPT}

## Summary

They said ${IMAGE} aloud.

## Action Items

- [ ] Press ${LINK} ${IMAGE} @Eve 📅 2026-09-20
`,
};

test("shows markup of notes as the text that it is", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES), asOf: "2026-10-01" });
  await onPage(browser, {}, async (page) => {
    await visit(page, url);
    const rows = await page.locator(".row").count();
    assert.ok(rows >= 1);
    for (let row = 0; row < rows; row += 1) {
      await page.locator(".row").nth(row).click();
      await page.locator(".summary").waitFor();
      await assertHarmless(page);
    }
    await page.goto(`${url}#/People%2FMallory.md`);
    await page.locator(".summary").waitFor();
    const text = await page.locator("main").innerText();
    assert.ok(text.includes(IMAGE), "a tag should be shown letter by letter");
    assert.ok(text.includes("javascript:alert(1)"));
    for (const where of await page.locator(".where").all()) await where.click();
    await page.locator(".place").first().click();
    await page.locator(".reader li").first().waitFor();
    assert.ok((await page.locator(".reader").innerText()).includes("<script>window.harmed=1</script>"));
    await assertHarmless(page);
  });
});

test("a hostile address is a name that nobody has", async (t) => {
  const { url } = await serveFor(t, { folder: await folderOf(t, NOTES), asOf: "2026-10-01" });
  await onPage(browser, {}, async (page) => {
    await page.goto(`${url}#/${encodeURIComponent(IMAGE)}`);
    await page.locator("main h1", { hasText: "Nobody is called" }).waitFor();
    await assertHarmless(page);
  });
});

async function assertHarmless(page) {
  assert.equal(await page.evaluate(() => window.harmed), undefined);
  assert.equal(await page.locator("img, main script, iframe, object").count(), 0);
  const addresses = await page.locator("a").evaluateAll((links) => links.map((link) => link.getAttribute("href")));
  for (const address of addresses) assert.match(address, /^#/, "links stay within the page");
}
