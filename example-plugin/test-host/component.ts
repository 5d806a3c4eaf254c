// Events, and things that clean up after themselves.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";
import { enter } from "./ledger";

/** A registration for an event, which the app keeps opaque; `end` gives it back. */
export interface EventRef extends api.EventRef {
  end(): void;
}

type Listener = (...data: never[]) => unknown;

export class Events {
  private readonly listeners = new Map<string, Set<Listener>>();

  protected listen(name: string, listener: Listener): EventRef {
    const all = this.listeners.get(name) ?? new Set();
    this.listeners.set(name, all.add(listener));
    const leave = enter("event");
    return {
      end() {
        all.delete(listener);
        leave();
      },
    };
  }

  protected tell(name: string, ...data: unknown[]): void {
    for (const listener of [...(this.listeners.get(name) ?? [])]) (listener as (...data: unknown[]) => unknown)(...data);
  }
}

type ComponentMembers =
  | "load" | "onload" | "unload" | "onunload" | "addChild" | "removeChild" | "register" | "registerEvent"
  | "registerInterval";

export class Component implements Agrees<api.Component, ComponentMembers> {
  private loaded = false;
  private readonly children: Component[] = [];
  private readonly cleanups: (() => unknown)[] = [];

  /** Settles when `onload` has. */
  load(): void | Promise<void> {
    if (this.loaded) return;
    this.loaded = true;
    const loading = this.onload();
    for (const child of this.children) void child.load();
    return loading;
  }

  onload(): void | Promise<void> {}

  unload(): void {
    if (!this.loaded) return;
    this.loaded = false;
    for (const child of this.children.splice(0)) child.unload();
    for (const cleanup of this.cleanups.splice(0)) cleanup();
    this.onunload();
  }

  onunload(): void {}

  addChild<T extends Component>(child: T): T {
    this.children.push(child);
    if (this.loaded) void child.load();
    return child;
  }

  removeChild<T extends Component>(child: T): T {
    const at = this.children.indexOf(child);
    if (at >= 0) this.children.splice(at, 1);
    child.unload();
    return child;
  }

  register(cleanup: () => unknown): void {
    this.cleanups.push(cleanup);
  }

  registerEvent(ref: api.EventRef): void {
    this.register(() => (ref as EventRef).end());
  }

  registerInterval(id: number): number {
    this.register(() => window.clearInterval(id));
    return id;
  }
}

/** The app's: calls once after `timeout` milliseconds, counted from the first or (`resetTimer`) from the last call. */
export function debounce<Args extends unknown[], Result>(
  call: (...args: Args) => Result,
  timeout = 0,
  resetTimer = false,
): api.Debouncer<Args, Result> {
  let timer: number | null = null;
  let last: Args | null = null;
  const stop = () => {
    if (timer !== null) window.clearTimeout(timer);
    timer = null;
  };
  const run = () => {
    stop();
    const args = last;
    last = null;
    return args === null ? undefined : call(...args);
  };
  const debounced = Object.assign(
    (...args: Args) => {
      last = args;
      if (resetTimer) stop();
      timer ??= window.setTimeout(run, timeout);
      return debounced;
    },
    {
      cancel: () => {
        stop();
        last = null;
        return debounced;
      },
      run,
    },
  ) as api.Debouncer<Args, Result>;
  return debounced;
}
