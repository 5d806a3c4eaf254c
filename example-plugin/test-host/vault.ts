// A vault in memory.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";
import { Events } from "./component";
import type { EventRef } from "./component";

export abstract class TAbstractFile implements Agrees<api.TAbstractFile, "path" | "name"> {
  constructor(public path: string) {}

  get name(): string {
    return this.path.slice(this.path.lastIndexOf("/") + 1);
  }
}

export class TFile extends TAbstractFile implements Agrees<api.TFile, "basename" | "extension" | "stat"> {
  stat: api.FileStats = { ctime: Date.now(), mtime: Date.now(), size: 0 };
  #content = new Uint8Array();

  get content(): Uint8Array<ArrayBuffer> {
    return this.#content;
  }

  set content(content: Uint8Array<ArrayBuffer>) {
    this.#content = content;
    this.stat = { ...this.stat, mtime: Date.now(), size: content.length };
  }

  get extension(): string {
    return this.name.includes(".") ? this.name.slice(this.name.lastIndexOf(".") + 1) : "";
  }

  get basename(): string {
    return this.name.slice(0, this.name.length - this.extension.length).replace(/\.$/, "");
  }
}

/** Whether the app keeps quiet of a file, as it does of its own settings. */
function isHidden(file: TAbstractFile): boolean {
  return file.path.split("/").some((name) => name.startsWith("."));
}

export class TFolder extends TAbstractFile implements Agrees<api.TFolder, "path"> {}

type VaultMembers =
  | "configDir" | "getFiles" | "getFileByPath" | "cachedRead" | "readBinary" | "create" | "modify" | "process" | "delete" | "rename";

export class Vault extends Events implements Agrees<api.Vault, VaultMembers> {
  private readonly entries = new Map<string, TAbstractFile>();
  /** Called before each read; a test can hold reading up here. */
  beforeRead: (path: string) => Promise<void> | void = () => {};
  /** Called before a note is changed in one go; a test can change or refuse it here. */
  beforeProcess: (path: string) => Promise<void> | void = () => {};
  /** Whether a change of a folder is told for each note in it too; the app has done both. */
  tellsChildren = true;
  /** Notes as bytes read so far. */
  reads = 0;
  configDir = ".config";
  /** The file system, which knows hidden files too. */
  readonly adapter: Agrees<api.DataAdapter, "exists" | "readBinary"> = {
    exists: async (path) => this.entries.has(path),
    readBinary: async (path) => (this.entries.get(path) as TFile).content.slice().buffer,
  };

  on(name: "create" | "modify" | "delete", listener: (file: TAbstractFile) => unknown): EventRef;
  on(name: "rename", listener: (file: TAbstractFile, from: string) => unknown): EventRef;
  on(name: string, listener: (file: TAbstractFile, from: string) => unknown): EventRef {
    return this.listen(name, listener);
  }

  getFiles(): TFile[] {
    return [...this.entries.values()].filter((file) => file instanceof TFile).filter((file) => !isHidden(file));
  }

  getFileByPath(path: string): TFile | null {
    const file = this.entries.get(path);
    return file instanceof TFile && !isHidden(file) ? file : null;
  }

  async cachedRead(file: TFile): Promise<string> {
    return new TextDecoder().decode(await this.readBinary(file));
  }

  async readBinary(file: TFile): Promise<ArrayBuffer> {
    this.reads += 1;
    await this.beforeRead(file.path);
    if (this.entries.get(file.path) !== file) throw new Error(`ENOENT: ${file.path}`);
    return file.content.slice().buffer;
  }

  async create(path: string, data: string): Promise<TFile> {
    if (this.entries.has(path)) throw new Error("File already exists.");
    const file = this.put(path, new TextEncoder().encode(data));
    this.tell("create", file);
    return file;
  }

  async modify(file: TFile, data: string): Promise<void> {
    file.content = new TextEncoder().encode(data);
    this.tell("modify", file);
  }

  async process(file: TFile, change: (data: string) => string): Promise<string> {
    await this.beforeProcess(file.path);
    const data = change(new TextDecoder("utf-8", { ignoreBOM: true }).decode(file.content));
    await this.modify(file, data);
    return data;
  }

  async delete(file: TAbstractFile): Promise<void> {
    const below = this.below(file);
    for (const entry of [...below, file]) this.entries.delete(entry.path);
    for (const entry of this.tellsChildren ? [...below, file] : [file]) this.tell("delete", entry);
  }

  async rename(file: TAbstractFile, newPath: string): Promise<void> {
    const from = file.path;
    const moved = [file, ...this.below(file)].map((entry): [TAbstractFile, string] => [entry, entry.path]);
    for (const [entry, old] of moved) {
      this.entries.delete(old);
      entry.path = newPath + old.slice(from.length);
      this.addFolders(entry.path);
      this.entries.set(entry.path, entry);
    }
    for (const [entry, old] of this.tellsChildren ? moved : moved.slice(0, 1)) this.tell("rename", entry, old);
  }

  /** A file or folder, for those who change the vault from outside. */
  entry(path: string): TAbstractFile {
    const entry = this.entries.get(path);
    if (!entry) throw new Error(`nothing at ${path}`);
    return entry;
  }

  /** Puts a file there without telling, as it was before the app started. */
  put(path: string, content: Uint8Array<ArrayBuffer>): TFile {
    this.addFolders(path);
    const file = new TFile(path);
    file.content = content;
    this.entries.set(path, file);
    return file;
  }

  private addFolders(path: string): void {
    for (let at = path.indexOf("/"); at >= 0; at = path.indexOf("/", at + 1)) {
      const folder = path.slice(0, at);
      if (!this.entries.has(folder)) this.entries.set(folder, new TFolder(folder));
    }
  }

  private below(file: TAbstractFile): TAbstractFile[] {
    return [...this.entries.values()].filter((entry) => entry.path.startsWith(`${file.path}/`));
  }
}
