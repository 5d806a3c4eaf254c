import type { Terminal } from "./main.js";

/** Milliseconds before a bar appears, and between two drawings of it. */
const [PATIENCE, PAUSE] = [400, 80];
const CELLS = 24;

/** A bar on standard error, where that is a terminal; it appears only when the work takes its time. */
export function progressBar({ stderr, env }: Terminal, label: string) {
  const wanted = Boolean(stderr.isTTY) && env["TERM"] !== "dumb";
  let due = performance.now() + PATIENCE;
  let shown = false;
  return {
    show(done: number, total: number): void {
      if (!wanted || performance.now() < due) return;
      due = performance.now() + PAUSE;
      shown = true;
      const full = total > 0 ? Math.floor((done / total) * CELLS) : 0;
      const figures = `${done.toLocaleString("en-US")} of ${total.toLocaleString("en-US")}`;
      stderr.write(`\r${label} ${"█".repeat(full)}${"░".repeat(CELLS - full)} ${figures}\u001b[K`);
    },
    clear(): void {
      if (shown) stderr.write("\r\u001b[K");
      shown = false;
    },
  };
}
