// The browser for tests, and pages that must not complain.

import assert from "node:assert/strict";
import { existsSync } from "node:fs";

import { chromium } from "playwright-core";

const PLACES = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"];
const QUIET = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];

export function launch() {
  const executablePath = process.env.CHROME_BIN ?? PLACES.find((path) => existsSync(path));
  assert.ok(executablePath, "install Chromium, or set CHROME_BIN to it");
  const asRoot = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath, args: [...QUIET, ...asRoot] });
}

/** A page in a context of its own; `use` gets it, and it must not have complained when `use` is done. */
export async function onPage(browser, options, use) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 }, ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints = [];
  page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("request", (request) => isElsewhere(request.url()) && complaints.push(`asked for ${request.url()}`));
  page.on("dialog", (dialog) => complaints.push(`said ${dialog.message()}`) && dialog.dismiss());
  try {
    await use(page);
    assert.deepEqual(complaints, [], "the page should have nothing to complain of");
  } finally {
    await context.close();
  }
}

function isElsewhere(url) {
  return !/^(http:\/\/127\.0\.0\.1[:/]|data:|blob:)/.test(url);
}

/** Opens the page at `url`, at the entity called `name` where given, and waits until the notes are read. */
export async function visit(page, url, name) {
  await page.goto(name === undefined ? url : `${url}#/${encodeURIComponent(name)}`);
  await page.locator(".row").first().waitFor({ state: "attached" });
}

/** The texts of all elements that match. */
export function texts(page, selector) {
  return page.locator(selector).allInnerTexts();
}

/** Whether the page is wider than its window. */
export function overflows(page) {
  return page.evaluate(() => {
    const wide = (element) => element.scrollWidth > element.clientWidth + 1;
    return wide(document.documentElement) || wide(document.querySelector("main")) || wide(document.querySelector("#pane"));
  });
}
