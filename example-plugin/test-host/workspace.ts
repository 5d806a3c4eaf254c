// Leaves and views: one leaf for notes, and the right side dock.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";
import { Component, debounce, Events } from "./component";
import type { EventRef } from "./component";
import { enter } from "./ledger";
import type { App } from "./plugin";
import type { TFile } from "./vault";

type ViewMembers = "app" | "leaf" | "containerEl" | "icon" | "navigation" | "getViewType" | "getDisplayText" | "getState";

export abstract class View extends Component implements Agrees<api.View, ViewMembers> {
  readonly app: App;
  icon = "document";
  navigation = true;
  readonly containerEl = document.createElement("div");
  private leave = () => {};

  constructor(readonly leaf: WorkspaceLeaf) {
    super();
    this.app = leaf.app;
  }

  abstract getViewType(): string;
  abstract getDisplayText(): string;

  getState(): Record<string, unknown> {
    return {};
  }

  async setState(_state: unknown, _result: api.ViewStateResult): Promise<void> {}

  protected async onOpen(): Promise<void> {}
  protected async onClose(): Promise<void> {}

  async open(parent: HTMLElement): Promise<void> {
    this.leave = enter("view");
    parent.append(this.containerEl);
    await this.load();
    await this.onOpen();
  }

  async close(): Promise<void> {
    await this.onClose();
    this.unload();
    this.containerEl.remove();
    this.leave();
  }
}

export abstract class ItemView extends View implements Agrees<api.ItemView, "contentEl"> {
  readonly contentEl = this.containerEl.createDiv({ cls: "view-content" });
}

export class WorkspaceLeaf implements Agrees<api.WorkspaceLeaf, "openFile" | "setViewState" | "getViewState" | "detach"> {
  readonly el = document.createElement("div");
  /** Nobody's view, before any and after a plugin took its own away. */
  private shown: View | null = null;
  private type = "empty";

  constructor(
    readonly app: App,
    private readonly dock: WorkspaceLeaf[],
  ) {
    this.el.className = "workspace-leaf";
  }

  get view(): View | null {
    return this.shown;
  }

  async openFile(file: TFile, openState?: api.OpenViewState): Promise<void> {
    this.el.textContent = new TextDecoder().decode(file.content);
    this.app.workspace.opened(file, openState ?? {});
  }

  async setViewState({ type, state }: api.ViewState): Promise<void> {
    await this.shown?.close();
    this.shown = this.app.createView(type, this);
    this.type = type;
    this.el.textContent = this.shown ? "" : "Plugin no longer active";
    await this.shown?.open(this.el);
    await this.shown?.setState(state ?? {}, { history: false });
  }

  getViewState(): api.ViewState {
    return { type: this.type, state: this.shown?.getState() ?? {} };
  }

  detach(): void {
    void this.shown?.close();
    this.shown = null;
    this.el.remove();
    this.dock.splice(this.dock.indexOf(this), 1);
  }
}

type SideOptions = Parameters<api.Workspace["ensureSideLeaf"]>[2];
type WorkspaceMembers = "onLayoutReady" | "ensureSideLeaf" | "getLeaf" | "getActiveFile" | "requestSaveLayout" | "layoutReady";

export class Workspace extends Events implements Agrees<api.Workspace, WorkspaceMembers> {
  private readonly main: WorkspaceLeaf;
  private readonly right: WorkspaceLeaf[] = [];
  private readonly waiting: (() => unknown)[] = [];
  private file: TFile | null = null;
  layoutReady = false;
  /** Layout as it was saved last. */
  saved: api.ViewState[] = [];
  /** Where the last note was opened, from 0 as the app counts. */
  line: unknown = null;
  readonly requestSaveLayout = debounce(async () => void (this.saved = this.right.map((leaf) => leaf.getViewState())));

  constructor(
    private readonly app: App,
    root: HTMLElement,
    private readonly dock: HTMLElement,
  ) {
    super();
    this.main = new WorkspaceLeaf(app, []);
    root.append(this.main.el);
  }

  on(name: "file-open", listener: (file: TFile | null) => unknown): EventRef {
    return this.listen(name, listener);
  }

  onLayoutReady(callback: () => unknown): void {
    if (this.layoutReady) callback();
    else this.waiting.push(callback);
  }

  /** The layout is there now. */
  becomeReady(): void {
    this.layoutReady = true;
    for (const callback of this.waiting.splice(0)) callback();
  }

  async ensureSideLeaf(type: string, _side: api.Side, options?: SideOptions): Promise<WorkspaceLeaf> {
    const there = this.right.find((leaf) => leaf.view?.getViewType() === type);
    if (there) return there;
    const leaf = new WorkspaceLeaf(this.app, this.right);
    this.right.push(leaf);
    this.dock.append(leaf.el);
    await leaf.setViewState({ type, state: options?.state });
    return leaf;
  }

  getLeaf(_newLeaf?: api.PaneType | boolean | undefined): WorkspaceLeaf {
    return this.main;
  }

  getActiveFile(): TFile | null {
    return this.file;
  }

  /** A leaf shows a file now. */
  opened(file: TFile | null, { eState }: api.OpenViewState): void {
    this.file = file;
    this.line = eState?.["line"] ?? null;
    this.tell("file-open", file);
  }

  /** Views of a type that nobody stands for any more give way to a notice; their leaves stay, as the user put them. */
  async viewTypeGone(type: string): Promise<void> {
    for (const leaf of this.right) if (leaf.view?.getViewType() === type) await leaf.setViewState({ type: "gone" });
  }

  detachAll(): void {
    for (const leaf of [...this.right]) leaf.detach();
  }
}
