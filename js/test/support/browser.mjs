// Pages in headless Chromium, served from memory and from folders.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize } from "node:path";

import { chromium } from "playwright-core";

const BROWSERS = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];
const ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"];
const TYPES = { ".html": "text/html", ".js": "text/javascript", ".wasm": "application/wasm", ".json": "application/json" };

/** Longest time, in milliseconds, that a test may take: a page that never answers shall fail, not hang. */
const LONGEST = 180_000;

/** Starts the browser; it is closed when the test ends, or takes too long. */
export async function launch(t) {
  const executablePath = process.env.CHROME_BIN || BROWSERS.find((path) => existsSync(path));
  if (!executablePath) throw new Error("set CHROME_BIN to a Chromium or Chrome");
  const browser = await chromium.launch({ executablePath, args: ARGS });
  const late = setTimeout(() => browser.close(), LONGEST);
  t.after(() => {
    clearTimeout(late);
    return browser.close();
  });
  return browser;
}

/** Serves `routes` ("/" → the page, other prefixes → a folder) on a port of its own; resolves to the address. */
export async function serve(t, routes) {
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
    const body = content(routes, path);
    response.writeHead(body === null ? 404 : 200, { "content-type": TYPES[extname(path)] ?? "text/html; charset=utf-8" });
    response.end(body ?? "not found");
  });
  await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
  t.after(() => {
    const closed = new Promise((resolve) => server.close(resolve));
    // A browser opens connections before it has a request for them, and such a one would be waited for.
    server.closeAllConnections();
    return closed;
  });
  return `http://127.0.0.1:${server.address().port}`;
}

function content(routes, path) {
  if (path === "/") return routes["/"];
  const prefix = Object.keys(routes).find((key) => key !== "/" && path.startsWith(key));
  if (!prefix) return null;
  const file = join(routes[prefix], normalize(`/${path.slice(prefix.length)}`));
  return existsSync(file) ? readFileSync(file) : null;
}

/** An empty page of the server, where every error and every line on the console fails the test. */
export async function openPage(t, browser, address) {
  const page = await browser.newPage();
  const odd = [];
  page.on("pageerror", (error) => odd.push(String(error)));
  page.on("console", (message) => odd.push(message.text()));
  t.after(() => {
    if (odd.length > 0) throw new Error(`the page said: ${odd.join("\n")}`);
  });
  await page.goto(address);
  return page;
}
