// Starts the test host in headless Chromium, with the built plugin at hand.

import { existsSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";

import { build } from "esbuild";
import { chromium } from "playwright-core";

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const ORIGIN = "http://host.test";
const CHROMIUMS = [process.env.CHROME_BIN, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGS = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync",
];

/** Everything that the pages of a test file share. */
export async function startBrowser() {
  const executablePath = CHROMIUMS.find((path) => path && existsSync(path));
  if (!executablePath) throw new Error("no Chromium found: install it, or set CHROME_BIN to its path");
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const files = await siteFiles();
  const plugin = { code: await readFile(here("../dist/main.js"), "utf8"), manifest: await manifest() };
  return {
    close: () => browser.close(),
    newHost: (options) => newHost(browser, files, plugin, options),
  };
}

async function siteFiles() {
  const bundle = await build({
    entryPoints: [here("page.ts")],
    bundle: true,
    write: false,
    format: "iife",
    target: "es2022",
    tsconfigRaw: {}, // types alone name the app's typings
  });
  return {
    "/": { contentType: "text/html", body: await readFile(here("page.html"), "utf8") },
    "/page.js": { contentType: "text/javascript", body: bundle.outputFiles[0].text },
    "/app.css": { contentType: "text/css", body: await readFile(here("app.css"), "utf8") },
    "/styles.css": { contentType: "text/css", body: await readFile(here("../dist/styles.css"), "utf8") },
  };
}

async function manifest() {
  return JSON.parse(await readFile(here("../dist/manifest.json"), "utf8"));
}

/** A page with an app in it. Whatever goes wrong there, and whatever is asked of the network, is kept in `complaints`. */
async function newHost(browser, files, { code, manifest: about }, { theme = "light", notes = [] } = {}) {
  const page = await browser.newPage({ viewport: { width: 900, height: 1000 } });
  page.setDefaultTimeout(10_000);
  const complaints = [];
  page.on("console", (message) => complaints.push(`console ${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  await page.route("**/*", async (route) => {
    const { origin, pathname } = new URL(route.request().url());
    const file = origin === ORIGIN ? files[pathname] : undefined;
    if (file) return route.fulfill(file);
    complaints.push(`request: ${route.request().url()}`);
    return route.abort();
  });
  await page.goto(`${ORIGIN}/`);
  const call = (method, ...args) => page.evaluate(([name, rest]) => window.host[name](...rest), [method, args]);
  await page.evaluate((name) => document.body.classList.add(`theme-${name}`), theme);
  await call("fill", notes);
  return {
    page,
    complaints,
    call,
    /** Starts the app with the plugin enabled; `data` is its `data.json`. */
    start: async (data = null) => {
      await page.evaluate(() => window.host.app.workspace.becomeReady());
      await call("enable", code, about, data);
    },
    enable: (data = null) => call("enable", code, about, data),
    pane: page.locator(".relata-pane"),
    name: page.locator(".relata-name"),
    section: (id) => page.locator(`.relata-section[data-section=${id}]`),
  };
}

/** The files of a folder as the host takes them; the app does not show dot folders to plugins. */
export async function notesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => `${entry.parentPath}/${entry.name}`);
  const shown = paths.map((path) => path.slice(folder.length + 1)).filter((path) => !/(^|\/)\./.test(path)).sort();
  return Promise.all(shown.map(async (path) => ({ path, base64: (await readFile(`${folder}/${path}`)).toString("base64") })));
}
