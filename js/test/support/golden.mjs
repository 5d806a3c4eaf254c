// The golden answers of tests/golden, which the core wrote, and the vaults that they are answers about.

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const TESTS = fileURLToPath(new URL("../../../tests", import.meta.url));

/**
 * The golden vaults: `name`, `folder` of the notes, `asOf`, the `entities` sorted by name, and the `summaries`.
 */
export function goldenVaults() {
  const vaults = readdirSync(`${TESTS}/golden`).filter((name) => existsSync(`${TESTS}/vaults/${name}`));
  return vaults.map((name) => {
    const folder = `${TESTS}/golden/${name}`;
    const read = (file) => JSON.parse(readFileSync(`${folder}/${file}`, "utf8"));
    const files = readdirSync(folder).filter((file) => file.endsWith(".json") && file !== "entities.json");
    const summaries = files.map(read);
    return { name, folder: `${TESTS}/vaults/${name}`, asOf: summaries[0].asOf, entities: read("entities.json"), summaries };
  });
}

/** What to call the entity of a summary so that no other one is meant. */
export function calling({ entity }) {
  return entity.path ?? entity.name;
}
