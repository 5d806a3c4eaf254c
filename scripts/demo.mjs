// npm run demo [-- FOLDER [NAME]] [--once]: builds, prints the summary of one entity, and serves the viewer.

import { parseArgs } from "node:util";

import { chooseName, notesFolder, printSummary, SAMPLE, serveViewer } from "./lib/demo.mjs";
import { main, Stop } from "./lib/say.mjs";
import { build, setUp } from "./lib/steps.mjs";

const USAGE = "usage: npm run demo [-- FOLDER [NAME]] [--once] [--port N] (your own notes, print and exit, port of the viewer)";

await main(async () => {
  const { folder, name, asOf, once, port, help } = options();
  if (help) return console.log(USAGE);
  await setUp();
  await build();
  console.log();
  await printSummary(folder, name ?? (await chooseName(folder)), asOf);
  if (!once && !process.exitCode) await serveViewer(folder, port, asOf);
});

function options() {
  const { values, positionals } = parse();
  const [path, name] = positionals;
  const port = Number(values.port ?? 0);
  if (positionals.length > 2 || !Number.isInteger(port) || port < 0 || port > 65535) throw new Stop(USAGE);
  const chosen = path === undefined ? SAMPLE : { folder: notesFolder(path), name };
  return { ...chosen, once: values.once, port, help: values.help };
}

function parse() {
  const known = { once: { type: "boolean" }, port: { type: "string" }, help: { type: "boolean", short: "h" } };
  try {
    return parseArgs({ options: known, allowPositionals: true });
  } catch (error) {
    throw new Stop(`${error.message.split(". ")[0]}; ${USAGE}`);
  }
}
