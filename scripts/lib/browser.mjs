// The browser that tests run in, and the driver that steers it.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { install, isDebian } from "./debian.mjs";
import { capture, isProgram, root, which } from "./run.mjs";
import { Stop } from "./say.mjs";
import { cacheFolder } from "./stamp.mjs";

const BROWSERS = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];
const BROWSER_PLACES = ["/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium"];
const DRIVER_PLACES = ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver"];

let found = null;

/** Finds or installs browser and driver; says which browser it is. */
export async function prepareBrowser(report) {
  found ??= await locate(report);
  return `ready: ${capture(found.CHROME_BIN, ["--version"]) ?? found.CHROME_BIN}`;
}

/** The environment variables that tell tests where browser and driver are. */
export async function browserEnv() {
  await prepareBrowser();
  return found;
}

async function locate(report) {
  const missing = [findBrowser() ? "" : "chromium", findDriver() ? "" : "chromium-driver"].filter(Boolean);
  if (missing.length > 0 && isDebian()) await install(missing, "(browser tests)", report);
  const [browser, driver] = [findBrowser(), findDriver()];
  if (!browser) throw new Stop("install Chromium or Chrome, or set CHROME_BIN to it, then run this again.");
  if (!driver) throw new Stop("install ChromeDriver of your browser's version, or set CHROMEDRIVER to it, then run this again.");
  return { CHROME_BIN: browser, CHROMEDRIVER: driver, WASM_BINDGEN_TEST_WEBDRIVER_JSON: capabilities(browser) };
}

function findBrowser() {
  return named("CHROME_BIN") ?? firstOf(BROWSERS, BROWSER_PLACES);
}

function findDriver() {
  return named("CHROMEDRIVER") ?? firstOf(["chromedriver"], DRIVER_PLACES);
}

/** What an environment variable names. One that names nothing is a mistake to tell, not to pass over. */
function named(variable) {
  const value = process.env[variable];
  if (!value) return null;
  const path = isProgram(value) ? value : which(value);
  if (!path) throw new Stop(`${variable} is set to ${value}, which is no program: correct or unset it, then run this again.`);
  return path;
}

function firstOf(names, places) {
  return names.map((name) => which(name)).find(Boolean) ?? places.find(isProgram) ?? null;
}

/** A copy of webdriver.json that also names the browser; the driver would look for one of its own choice. */
function capabilities(browser) {
  const settings = JSON.parse(readFileSync(join(root, "webdriver.json"), "utf8"));
  settings["goog:chromeOptions"].binary = browser;
  const path = join(cacheFolder(), "webdriver.json");
  writeFileSync(path, JSON.stringify(settings));
  return path;
}
