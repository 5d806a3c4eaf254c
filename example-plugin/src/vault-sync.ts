// Keeps the state in step with the app's vault: reads all notes once, then follows the app's events.
//
// Events only mark paths as dirty; what a dirty path holds is looked up when its turn comes. So it does not matter in
// which order events arrive, whether some arrive twice, or whether they arrive while notes are still being read.

import { Component, debounce, TFolder } from "obsidian";
import type { App, TAbstractFile } from "obsidian";
import type { NoteFile } from "relata/inline";

import type { State } from "./state";

/** How many notes are read at a time; between two batches the app gets its turn. */
export const BATCH = 32;
/** A batch of long notes gives the app its turn earlier: after this many milliseconds. */
const SLICE_MS = 8;
/** How long changes are collected before the state learns of them, in milliseconds. */
const SETTLE_MS = 200;
/** A vault's own schema. */
const SCHEMA_PATH = "relata.yaml";
/** Settings of the app and of the Tasks plugin that say how notes are read, in the app's own folder. */
const APP_SETTINGS = ["app.json", "plugins/obsidian-tasks-plugin/data.json"];

/** What became of reading a path. */
type Read = NoteFile | "gone" | "unreadable";

/** Syncs from the moment it is loaded, as a plugin's child component, until it is unloaded. */
export class VaultSync extends Component {
  private readonly abort = new AbortController();
  /** Paths that the state holds. */
  private readonly known = new Set<string>();
  private readonly dirty = new Set<string>();
  private readonly settle = debounce(() => void this.apply(), SETTLE_MS);
  private applying = false;

  /**
   * @param defaultSchema for a vault without a `relata.yaml`.
   * @param onSchemaChange called when `relata.yaml` came, changed or went: everything has to be read anew.
   */
  constructor(
    private readonly app: App,
    private readonly state: State,
    private readonly defaultSchema: string | undefined,
    private readonly onSchemaChange: () => void,
  ) {
    super();
  }

  override onload(): void {
    // Before that, the app announces every existing file as created.
    this.app.workspace.onLayoutReady(() => {
      if (!this.abort.signal.aborted) void this.start();
    });
  }

  override onunload(): void {
    this.abort.abort();
    this.settle.cancel();
    this.state.close();
  }

  private async start(): Promise<void> {
    const { vault } = this.app;
    this.registerEvent(vault.on("create", (file) => this.touched(file)));
    this.registerEvent(vault.on("modify", (file) => this.touched(file)));
    this.registerEvent(vault.on("delete", (file) => this.touched(file)));
    this.registerEvent(vault.on("rename", (file, from) => this.renamed(file, from)));
    await this.readAll();
    await this.apply();
  }

  private async readAll(): Promise<void> {
    const paths = this.app.vault.getFiles().map((file) => file.path).filter(isNote);
    const [schema, settings] = [await this.schema(), await this.settings()];
    const total = settings.length + paths.length;
    await this.state.read(this.contents(settings, paths), { schema, total, signal: this.abort.signal });
  }

  /** The app hides these files: they are no part of what it tells of the vault, and are read when everything is. */
  private async settings(): Promise<NoteFile[]> {
    const { adapter, configDir } = this.app.vault;
    const read = async (name: string): Promise<NoteFile[]> => {
      const place = `${configDir}/${name}`;
      if (!(await adapter.exists(place))) return [];
      return [{ path: `.obsidian/${name}`, content: new Uint8Array(await adapter.readBinary(place)) }];
    };
    const found = await Promise.all(APP_SETTINGS.map((name) => read(name).catch(() => [])));
    return found.flat();
  }

  private async schema(): Promise<string | undefined> {
    const file = this.app.vault.getFileByPath(SCHEMA_PATH);
    return file ? this.app.vault.cachedRead(file) : this.defaultSchema;
  }

  private async *contents(settings: NoteFile[], paths: string[]): AsyncIterable<NoteFile> {
    yield* settings;
    for (let from = 0; from < paths.length; from += BATCH) {
      const batch = await this.readBatch(paths.slice(from, from + BATCH));
      let turn = performance.now();
      for (const [path, read] of batch) {
        if (typeof read !== "object") continue;
        this.known.add(path);
        yield read;
        if (performance.now() - turn < SLICE_MS) continue;
        await nextTurn();
        turn = performance.now();
      }
      await nextTurn();
    }
  }

  /** Bytes, because what is not valid UTF-8 is for the engine to judge. */
  private async readOne(path: string): Promise<Read> {
    const { vault } = this.app;
    const file = vault.getFileByPath(path);
    if (!file) return "gone";
    try {
      const content = new Uint8Array(await vault.readBinary(file));
      return file.path === path ? { path, content, mtime: file.stat.mtime } : "gone"; // renamed while it was being read
    } catch {
      if (!vault.getFileByPath(path)) return "gone";
      this.state.unreadable.add(path);
      return "unreadable";
    }
  }

  private readBatch(paths: string[]): Promise<[string, Read][]> {
    return Promise.all(paths.map(async (path): Promise<[string, Read]> => [path, await this.readOne(path)]));
  }

  private touched(file: TAbstractFile): void {
    if (file.path === SCHEMA_PATH) return this.onSchemaChange();
    this.mark(file.path);
    if (file instanceof TFolder) for (const note of this.knownBelow(file.path)) this.mark(note); // deleted as a whole
    this.settle();
  }

  private renamed(file: TAbstractFile, from: string): void {
    if (file.path === SCHEMA_PATH || from === SCHEMA_PATH) return this.onSchemaChange();
    this.renamedNote(from, file.path);
    if (file instanceof TFolder) {
      for (const note of this.knownBelow(from)) this.renamedNote(note, file.path + note.slice(from.length));
    }
    this.settle();
  }

  /** A note at rest is renamed without reading it again. */
  private renamedNote(from: string, to: string): void {
    const atRest = this.state.ready && !this.applying && !this.dirty.has(from) && !this.dirty.has(to);
    if (atRest && this.known.has(from) && !this.known.has(to) && isNote(to)) {
      this.state.rename(from, to);
      this.known.delete(from);
      this.known.add(to);
    } else if (!atRest || this.known.has(from) || !this.known.has(to)) {
      this.mark(from);
      this.mark(to);
    } // else it came with its folder
  }

  private knownBelow(folder: string): string[] {
    return [...this.known].filter((path) => path.startsWith(`${folder}/`));
  }

  private mark(path: string): void {
    if (isNote(path)) this.dirty.add(path);
  }

  /** Brings every dirty path up to date, those that become dirty meanwhile too. */
  private async apply(): Promise<void> {
    if (this.applying || !this.state.ready) return; // whoever is at it will see them
    this.applying = true;
    try {
      while (this.dirty.size > 0 && !this.abort.signal.aborted) await this.applyBatch();
    } catch (error) {
      this.state.fail(error);
    }
    this.applying = false;
    if (!this.abort.signal.aborted) this.state.changed();
  }

  private async applyBatch(): Promise<void> {
    const paths = [...this.dirty].slice(0, BATCH);
    for (const path of paths) this.dirty.delete(path);
    const batch = await this.readBatch(paths);
    if (this.abort.signal.aborted) return;
    for (const [path, read] of batch) this.store(path, read);
    await nextTurn();
  }

  private store(path: string, read: Read): void {
    if (read === "unreadable") return;
    if (read === "gone") {
      this.state.delete(path);
      this.known.delete(path);
    } else {
      this.state.set(read);
      this.known.add(path);
    }
  }
}

function isNote(path: string): boolean {
  return /\.md$/i.test(path);
}

/** Lets the app draw and answer input. A message, since timers are slowed down in hidden windows. */
function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
