// What the scripts tell people: one line per step, and one sentence where they cannot go on.

/** A reason to stop that a person can act on. Printed as one line, without a stack. */
export class Stop extends Error {}

const live = process.stdout.isTTY === true && !process.env.CI;
const HEARTBEAT_MS = 30_000;

/**
 * Runs one step and prints one line for it when it is done. `work` gets `report(line)` for the newest line of a long
 * step, which a terminal shows in place and a log now and then, and returns what to say at the end ("ready").
 */
export async function step(name, work) {
  const started = performance.now();
  let newest = "";
  const heartbeat = setInterval(() => live || print(`${name} … ${seconds(started)} … ${newest}`), HEARTBEAT_MS);
  const report = (line) => {
    newest = line.trim();
    if (live) show(`${name} … ${newest}`);
  };
  try {
    const said = await work(report);
    print(`${name} ${said ?? "ready"} (${seconds(started)})`);
  } catch (error) {
    if (live) clearLine();
    throw error;
  } finally {
    clearInterval(heartbeat);
  }
}

/** Seconds since `started` (a value of `performance.now()`), as people read them: "0.1 s", "2 min 05 s". */
export function seconds(started) {
  return duration((performance.now() - started) / 1000);
}

/** A number of seconds as people read it. */
export function duration(total) {
  if (total < 59.95) return `${total.toFixed(1)} s`;
  const whole = Math.round(total);
  return `${Math.floor(whole / 60)} min ${String(whole % 60).padStart(2, "0")} s`;
}

/** Runs a script's main function; turns what it throws into a message and an exit code. */
export async function main(work) {
  try {
    requireNode();
    await work();
  } catch (error) {
    if (error.output) console.error(error.output.trimEnd());
    console.error(error instanceof Stop ? `relata: ${error.message}` : error);
    process.exitCode = 1;
  }
}

function requireNode() {
  const major = Number(process.versions.node.split(".")[0]);
  if (major < 20) throw new Stop(`this is Node ${process.versions.node}: install Node 20 or newer, then run this again.`);
}

function print(line) {
  if (live) clearLine();
  console.log(line);
}

function show(line) {
  clearLine();
  process.stdout.write(line.slice(0, (process.stdout.columns ?? 80) - 1));
}

function clearLine() {
  process.stdout.write("\r\x1b[2K");
}
