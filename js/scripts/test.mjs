// npm test: the types hold, then every test/*.test.mjs. Arguments choose among the files by name.

import { spawnSync } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";

process.chdir(fileURLToPath(new URL("..", import.meta.url)));

if (!existsSync("dist/index.js")) {
  console.error("js/dist is not there: run `npm run build` at the root of the project, which makes it.");
  process.exit(1);
}

const compiler = fileURLToPath(import.meta.resolve("typescript/package.json")).replace(/package\.json$/, "bin/tsc");
const wanted = process.argv.slice(2);
const names = readdirSync("test").filter((name) => name.endsWith(".test.mjs"));
const chosen = names.filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

run([compiler, "--noEmit"]);
run(["--test", "--test-reporter=spec", ...chosen.map((name) => `test/${name}`)]);

function run(args) {
  const { status } = spawnSync(process.execPath, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}
