// The steps that setup, build, demo and test share, each with its line of progress.

import { prepareBrowser } from "./browser.mjs";
import { prepareNpm } from "./npm.mjs";
import { buildPackage, allPackages } from "./packages.mjs";
import { prepareRust } from "./rust.mjs";
import { step } from "./say.mjs";
import { buildWasm } from "./wasm.mjs";

/** Compiler and npm dependencies: what building needs. */
export async function setUp() {
  await step("Rust and its wasm target", prepareRust);
  await step("npm dependencies", prepareNpm);
}

/** The browser, which only tests need. */
export async function setUpBrowser() {
  await step("browser for tests", prepareBrowser);
}

/** The wasm module, then the packages in the order in which they use each other. */
export async function build() {
  await step("wasm module", buildWasm);
  for (const { folder, name } of allPackages()) {
    await step(`package ${name}`, (report) => buildPackage(folder, report));
  }
}
