// The page of the test host: an app with one vault and, as soon as it is enabled, one plugin.

import "./dom";

import { openEntries, watchListeners, watchTimers } from "./ledger";
import { notices } from "./modal";
import { obsidian } from "./obsidian";
import { App, Plugin } from "./plugin";
import type { TFile } from "./vault";

const root = document.createElement("main");
const dock = document.createElement("aside");
document.body.append(root, dock);
watchTimers();
watchListeners();

type PluginClass = new (app: App, manifest: Plugin["manifest"]) => Plugin;

/** Evaluates `main.js` as the app does: as the body of a function with `require`, `module` and `exports`. */
function evaluate(code: string): PluginClass {
  const module = { exports: {} as { default?: PluginClass } };
  const need = (name: string) => {
    if (name !== "obsidian") throw new Error(`Cannot find module '${name}'`);
    return obsidian;
  };
  new Function("require", "module", "exports", code)(need, module, module.exports);
  const { default: found } = module.exports;
  if (!found) throw new Error("main.js exports no plugin");
  return found;
}

/** How much is read between two turns of the page; a turn is a task of its own, as drawing and input are. */
class Turns {
  most = 0;
  number = 0;
  private readonly channel = new MessageChannel();

  constructor(private readonly reads: () => number) {}

  watch(): void {
    let before = this.reads();
    this.channel.port1.onmessage = () => {
      const now = this.reads();
      this.most = Math.max(this.most, now - before);
      if (now > before) this.number += 1;
      before = now;
      this.channel.port2.postMessage(null);
    };
    this.channel.port2.postMessage(null);
  }

  stop(): void {
    this.channel.port1.close();
  }
}

class Host {
  readonly app = new App(root, dock);
  readonly turns = new Turns(() => this.app.vault.reads);
  readonly notices = notices;
  readonly openEntries = openEntries;
  plugin: Plugin | null = null;
  private held: (() => void) | null = null;

  /** Puts notes there before the app starts; `content` in base64 for bytes. */
  fill(notes: { path: string; text?: string; base64?: string }[]): void {
    for (const { path, text, base64 } of notes) {
      const bytes = base64 === undefined ? new TextEncoder().encode(text ?? "") : fromBase64(base64);
      this.app.vault.put(path, bytes);
    }
  }

  async enable(code: string, manifest: Plugin["manifest"], data: unknown = null): Promise<void> {
    this.plugin = new (evaluate(code))(this.app, manifest);
    this.plugin.data = data;
    await this.plugin.load();
    this.plugin.onUserEnable();
  }

  disable(): void {
    this.plugin?.unload();
    this.plugin = null;
  }

  /** Lets the next reads wait from the `after`th on, until `release`. */
  hold(after: number): void {
    const until = new Promise<void>((resolve) => (this.held = resolve));
    const from = this.app.vault.reads + after;
    this.app.vault.beforeRead = () => (this.app.vault.reads > from ? until : undefined);
  }

  release(): void {
    this.app.vault.beforeRead = () => {};
    this.held?.();
  }

  /** Waits until so many reads have begun. */
  async untilReads(number: number): Promise<void> {
    while (this.app.vault.reads < number) await new Promise((resolve) => requestAnimationFrame(resolve));
  }

  async write(path: string, text: string): Promise<void> {
    const file = this.app.vault.getFileByPath(path);
    if (file) await this.app.vault.modify(file, text);
    else await this.app.vault.create(path, text);
  }

  async remove(path: string): Promise<void> {
    await this.app.vault.delete(this.app.vault.entry(path));
  }

  async move(from: string, to: string): Promise<void> {
    await this.app.vault.rename(this.app.vault.entry(from), to);
  }

  async open(path: string): Promise<void> {
    await this.app.workspace.getLeaf().openFile(this.app.vault.getFileByPath(path) as TFile);
  }

  run(command: string): void {
    this.app.commands.get(command)?.callback?.();
  }
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}

declare global {
  interface Window {
    host: Host;
  }
}
window.host = new Host();
