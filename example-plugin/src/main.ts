// Life and death of the plugin. Everything is registered with the app, so that unloading undoes all of it.

import { Notice, Plugin } from "obsidian";

import { EntitySuggest } from "./entity-suggest";
import { dayOf, RelataSettingTab, schemaFrom, settingsFrom } from "./settings";
import type { Settings } from "./settings";
import { State } from "./state";
import { VaultSync } from "./vault-sync";
import { ICON, RelataView, VIEW_TYPE } from "./view";

export default class RelataPlugin extends Plugin {
  override settings: Settings = settingsFrom(null);
  readonly state = new State();
  private sync: VaultSync | null = null;

  override async onload(): Promise<void> {
    this.settings = settingsFrom(await this.loadData());
    this.registerView(VIEW_TYPE, (leaf) => new RelataView(leaf, this));
    this.addRibbonIcon(ICON, "Open Relata", () => void this.openPane());
    this.addCommand({ id: "open-pane", name: "Open pane", callback: () => void this.openPane() });
    this.addCommand({ id: "show-summary", name: "Show summary of…", callback: () => this.chooseEntity() });
    this.addSettingTab(new RelataSettingTab(this.app, this));
    this.startSync();
  }

  override onUserEnable(): void {
    void this.openPane();
  }

  override async onExternalSettingsChange(): Promise<void> {
    this.settings = settingsFrom(await this.loadData());
    this.startSync();
  }

  async applySettings(changed: Partial<Settings>): Promise<void> {
    const schema = schemaFrom(this.settings);
    this.settings = { ...this.settings, ...changed };
    await this.saveData(this.settings);
    if (schemaFrom(this.settings) !== schema) this.startSync();
    this.state.changed();
  }

  /** Starts to follow the vault, from the beginning if it did already. */
  startSync(): void {
    if (this.sync) this.removeChild(this.sync);
    this.sync = this.addChild(new VaultSync(this.app, this.state, schemaFrom(this.settings), () => this.startSync()));
  }

  private async openPane(): Promise<RelataView | null> {
    const leaf = await this.app.workspace.ensureSideLeaf(VIEW_TYPE, "right", { active: true, reveal: true });
    return leaf.view instanceof RelataView ? leaf.view : null;
  }

  private chooseEntity(): void {
    if (!this.state.ready) {
      new Notice("Relata is still reading your notes.");
      return;
    }
    const show = async (name: string) => (await this.openPane())?.pin(name);
    new EntitySuggest(this.app, this.state, dayOf(this.settings), (name) => void show(name)).open();
  }
}
