// The readable examples of what is computed, asked of the package: the core is held to the same files.

import assert from "node:assert/strict";
import test from "node:test";

import { RelataError, Vault } from "relata";

import { differences, relationshipExamples } from "./support/examples.mjs";

const ASK = {
  summary: (vault, name, asOf) => vault.summary(name, { asOf }),
  brief: (vault, name, asOf) => vault.brief(name, { asOf }),
  entities: (vault, query, asOf) => vault.entities({ ...JSON.parse(query || "{}"), asOf }),
  graph: (vault, query, asOf) => vault.graph({ ...JSON.parse(query || "{}"), asOf }),
  tasks: (vault, query, asOf) => vault.tasks({ ...JSON.parse(query || "{}"), asOf }),
  toggleTask: (vault, asked, asOf) => {
    const [, path, line, setStatusTo] = /^(.*):(\d+)(?: (\S+))?$/.exec(asked);
    return vault.toggleTask(path, Number(line), { ...(setStatusTo && { setStatusTo }), asOf });
  },
  settleTasks: (vault, _, asOf) => vault.settleTasks({ asOf }),
  suggestions: (vault) => vault.suggestions(),
  about: (vault, path) => vault.about(path),
  diagnostics: (vault) => vault.diagnostics(),
  whyEmpty: (vault, asked, asOf) => {
    const [, question, query] = /^(\S+) ?(.*)$/.exec(asked);
    return vault.whyEmpty(question, JSON.parse(query || "{}"), { asOf });
  },
  refresh: (vault, path, asOf) => vault.refresh(path, undefined, { asOf }),
};

const examples = relationshipExamples();

for (const { name, files, question, expected } of examples) {
  test(name, async () => {
    const wrong = differences(await answer(files, question), expected);
    assert.ok(wrong.length === 0, `${wrong.join("\n")}\nin the answer to ${question}`);
  });
}

test("there are examples", () => {
  console.log(`${examples.length} examples of what is computed`);
  assert.ok(examples.length > 0);
});

async function answer(files, question) {
  const [asked, asOf = "2026-06-30"] = question.split(" @ ");
  const [, method, about] = /^(\S+) ?(.*)$/.exec(asked);
  const vault = await Vault.open();
  try {
    for (const file of files) vault.set(...file);
    return ASK[method](vault, about, asOf);
  } catch (error) {
    if (error instanceof RelataError) return { error };
    throw error;
  } finally {
    vault.dispose();
  }
}
