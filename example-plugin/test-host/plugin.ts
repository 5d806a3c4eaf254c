// The app as plugins see it, and the plugin's own base class.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";
import { Component } from "./component";
import { enter } from "./ledger";
import { Vault } from "./vault";
import { View, Workspace } from "./workspace";
import type { WorkspaceLeaf } from "./workspace";

type ViewCreator = (leaf: WorkspaceLeaf) => View;

export class App implements Agrees<api.App, "vault" | "workspace"> {
  readonly vault = new Vault();
  readonly workspace: Workspace;
  readonly commands = new Map<string, api.Command>();
  readonly ribbon = new Map<string, () => void>();
  readonly settingTabs: SettingTab[] = [];
  private readonly viewTypes = new Map<string, ViewCreator>();

  constructor(root: HTMLElement, dock: HTMLElement) {
    this.workspace = new Workspace(this, root, dock);
  }

  createView(type: string, leaf: WorkspaceLeaf): View | null {
    return this.viewTypes.get(type)?.(leaf) ?? null;
  }

  addViewType(type: string, create: ViewCreator): () => void {
    this.viewTypes.set(type, create);
    return () => {
      this.viewTypes.delete(type);
      void this.workspace.viewTypeGone(type);
    };
  }
}

export abstract class SettingTab implements Agrees<api.SettingTab, "app" | "containerEl"> {
  readonly containerEl = document.createElement("div");

  constructor(readonly app: App) {}

  display(): void {}
  hide(): void {}
}

export abstract class PluginSettingTab extends SettingTab {
  constructor(app: App, _plugin: Plugin) {
    super(app);
  }
}

type PluginMembers = "app" | "manifest" | "addRibbonIcon" | "addCommand" | "registerView" | "loadData" | "saveData";

export abstract class Plugin extends Component implements Agrees<api.Plugin, PluginMembers> {
  settings?: unknown;
  /** What stands in `data.json`. */
  data: unknown = null;

  constructor(
    readonly app: App,
    readonly manifest: api.PluginManifest,
  ) {
    super();
  }

  onUserEnable(): void {}
  onExternalSettingsChange?(): unknown;

  addRibbonIcon(icon: string, title: string, callback: (event: MouseEvent) => unknown): HTMLElement {
    const el = document.createElement("div");
    el.addEventListener("click", callback);
    this.app.ribbon.set(title, () => el.click());
    this.giveBack("ribbon icon", () => this.app.ribbon.delete(title));
    el.dataset["icon"] = icon;
    return el;
  }

  addCommand(command: api.Command): api.Command {
    const id = `${this.manifest.id}:${command.id}`;
    this.app.commands.set(id, command);
    this.giveBack("command", () => this.app.commands.delete(id));
    return command;
  }

  addSettingTab(tab: SettingTab): void {
    this.app.settingTabs.push(tab);
    this.giveBack("setting tab", () => this.app.settingTabs.splice(this.app.settingTabs.indexOf(tab), 1));
  }

  registerView(type: string, create: ViewCreator): void {
    this.giveBack("view type", this.app.addViewType(type, create));
  }

  async loadData(): Promise<unknown> {
    return this.data;
  }

  async saveData(data: unknown): Promise<void> {
    this.data = JSON.parse(JSON.stringify(data));
  }

  private giveBack(kind: Parameters<typeof enter>[0], cleanup: () => unknown): void {
    const leave = enter(kind);
    this.register(() => {
      cleanup();
      leave();
    });
  }
}

/** How a click opens a note: in a new tab with the Cmd or Ctrl key. */
export class Keymap {
  static isModEvent(event?: api.UserEvent | null): api.PaneType | boolean {
    return event != null && "ctrlKey" in event && (event.ctrlKey || event.metaKey) ? "tab" : false;
  }
}
