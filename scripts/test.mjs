// npm test [-- STEP…]: everything, or only the steps named.

import { add, countTests } from "./lib/counts.mjs";
import { duration, main, Stop } from "./lib/say.mjs";
import { build, setUp, setUpBrowser } from "./lib/steps.mjs";
import { suite } from "./lib/suite.mjs";

const NONE = { passed: 0, failed: 0, skipped: 0 };

await main(async () => {
  const steps = wanted(suite(), process.argv.slice(2));
  await setUp();
  if (needed(steps, "browser")) await setUpBrowser();
  const results = needed(steps, "build") ? [await attempt(buildStep())] : [];
  const built = results.every(({ ok }) => ok);
  for (const step of steps) results.push(built || !step.needs?.includes("build") ? await attempt(step) : notRun(step));
  report(results);
});

function wanted(steps, names) {
  const unknown = names.find((name) => !steps.some((step) => step.name === name));
  if (unknown) throw new Stop(`there is no step ${unknown}; the steps are: ${steps.map(({ name }) => name).join(", ")}.`);
  return names.length > 0 ? steps.filter(({ name }) => names.includes(name)) : steps;
}

function needed(steps, what) {
  return steps.some(({ needs }) => needs?.includes(what));
}

function buildStep() {
  return { name: "build", title: "wasm module and packages", work: () => build().then(() => ({ code: 0, output: "" })) };
}

/** Runs one step; a step that fails, or that should have run tests and ran none, counts as at least one failure. */
async function attempt(step) {
  console.log(`\n── ${step.name}: ${step.title} ──`);
  const started = performance.now();
  const { code, output } = await step.work({ echo: true, check: false }).catch(told);
  const counts = step.tests ? countTests(output) : NONE;
  const silent = step.tests && counts.passed + counts.failed === 0;
  if (silent && code === 0) console.error(`${step.name} ran no test.`);
  const ok = code === 0 && counts.failed === 0 && !silent;
  const failed = ok ? 0 : Math.max(1, counts.failed);
  return { step, ok, counts: { ...counts, failed }, time: (performance.now() - started) / 1000 };
}

/** What a step that could not even start says. */
function told(error) {
  console.error(`${error.output ?? ""}\n${error instanceof Stop ? error.message : error.stack}`);
  return { code: 1, output: "" };
}

function notRun(step) {
  return { step, ok: false, counts: { ...NONE, failed: 1 }, time: null };
}

function report(results) {
  const width = Math.max(...results.map(({ step }) => step.name.length));
  console.log("\n── what ran ──");
  for (const { step, ok, counts, time } of results) {
    const tests = step.tests && time !== null ? `${counts.passed} passed, ${counts.failed} failed` : "";
    const state = time === null ? "not run" : ok ? "ok" : "FAILED";
    console.log(`${step.name.padEnd(width)}  ${state.padEnd(7)}  ${(time === null ? "" : duration(time)).padStart(12)}  ${tests}`.trimEnd());
  }
  const total = add(...results.map(({ counts }) => counts));
  const skipped = total.skipped > 0 ? `, ${total.skipped} skipped` : "";
  console.log(`${total.passed} passed, ${total.failed} failed${skipped}`);
  if (results.some(({ ok }) => !ok)) process.exitCode = 1;
}
