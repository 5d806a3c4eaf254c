// Turns: long work on a page leaves room for other work in between.

/** Longest time, in milliseconds, that work keeps a page from answering. */
const LONGEST = 40;

/** Ends a turn of long work once it has taken long enough. */
export class Turn {
  #began = performance.now();

  /** Whether other work is to have its turn now. */
  get isOver(): boolean {
    return performance.now() - this.#began >= LONGEST;
  }

  /** Lets timers, input and drawing have their turn; without waiting for the next tick of a timer where the host can do so. */
  async next(): Promise<void> {
    const { setImmediate } = globalThis as { setImmediate?: (run: () => void) => void };
    await new Promise<void>((resolve) => (setImmediate ?? setTimeout)(resolve));
    this.#began = performance.now();
  }
}
