// Counts what is registered and not yet given back, so that a test can see what a plugin leaves behind.

type Kind = "event" | "command" | "view type" | "view" | "ribbon icon" | "setting tab" | "modal" | "timer" | "DOM listener";

const open = new Map<Kind, number>();

/** Notes one more; what it gives back notes one less, however often it is called. */
export function enter(kind: Kind): () => void {
  open.set(kind, (open.get(kind) ?? 0) + 1);
  let done = false;
  return () => {
    if (!done) open.set(kind, (open.get(kind) ?? 0) - 1);
    done = true;
  };
}

/** What is open, without what is not. */
export function openEntries(): Record<string, number> {
  return Object.fromEntries([...open].filter(([, number]) => number > 0));
}

/** Timers of the page's window, as plugins start them. */
export function watchTimers(): void {
  const { setTimeout, clearTimeout, setInterval, clearInterval } = window;
  const running = new Map<number, () => void>();
  const end = (id: number | undefined) => {
    running.get(id ?? -1)?.();
    running.delete(id ?? -1);
  };
  window.setTimeout = ((handler: () => void, ms?: number) => {
    const id = setTimeout(() => {
      end(id);
      handler();
    }, ms);
    running.set(id, enter("timer"));
    return id;
  }) as typeof window.setTimeout;
  window.setInterval = ((handler: () => void, ms?: number) => {
    const id = setInterval(handler, ms);
    running.set(id, enter("timer"));
    return id;
  }) as typeof window.setInterval;
  window.clearTimeout = (id) => {
    end(id);
    clearTimeout(id);
  };
  window.clearInterval = (id) => {
    end(id);
    clearInterval(id);
  };
}

/** Listeners on what outlives every pane. */
export function watchListeners(): void {
  for (const target of [window, document, document.body]) watchTarget(target);
}

function watchTarget(target: EventTarget): void {
  const { addEventListener, removeEventListener } = target;
  const leave = new Map<unknown, () => void>();
  target.addEventListener = (...args: Parameters<typeof addEventListener>) => {
    if (!leave.has(args[1])) leave.set(args[1], enter("DOM listener"));
    addEventListener.apply(target, args);
  };
  target.removeEventListener = (...args: Parameters<typeof removeEventListener>) => {
    leave.get(args[1])?.();
    leave.delete(args[1]);
    removeEventListener.apply(target, args);
  };
}
