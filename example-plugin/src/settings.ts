// What the user can set, and the tab where they set it.

import { PluginSettingTab, Setting } from "obsidian";
import type { App, Plugin } from "obsidian";
import { today } from "relata/inline";

import { SECTIONS } from "./pane";
import type { SectionId } from "./pane";

export interface Settings {
  /** The vault owner's names. */
  self: string[];
  /** A day to see everything from, `YYYY-MM-DD`; today when null. */
  asOf: string | null;
  /** Sections that the pane leaves out. */
  hidden: SectionId[];
}

/** The plugin, as the tab needs it. */
export interface Configurable extends Plugin {
  settings: Settings;
  /** Saves the settings and redraws; reads the vault again where that is needed. */
  applySettings(changed: Partial<Settings>): Promise<void>;
}

/** Settings from whatever is in `data.json`, which people edit and sync. */
export function settingsFrom(data: unknown): Settings {
  const { self, asOf, hidden } = (typeof data === "object" && data !== null ? data : {}) as Record<string, unknown>;
  return {
    self: strings(self),
    asOf: typeof asOf === "string" && isDay(asOf) ? asOf : null,
    hidden: SECTIONS.map((section) => section.id).filter((id) => strings(hidden).includes(id)),
  };
}

/** The schema that stands for the settings; JSON strings are YAML too. */
export function schemaFrom(settings: Settings): string | undefined {
  return settings.self.length > 0 ? `self: ${JSON.stringify(settings.self)}\n` : undefined;
}

/** The day to see everything from. */
export function dayOf(settings: Settings): string {
  return settings.asOf ?? today();
}

function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

function isDay(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
}

export class RelataSettingTab extends PluginSettingTab {
  constructor(
    app: App,
    private readonly plugin: Configurable,
  ) {
    super(app, plugin);
  }

  override display(): void {
    this.containerEl.empty();
    this.addSelf();
    this.addAsOf();
    new Setting(this.containerEl).setName("Sections of the pane").setHeading();
    for (const section of SECTIONS) this.addSection(section.id, section.title);
  }

  private addSelf(): void {
    new Setting(this.containerEl)
      .setName("Your names")
      .setDesc("One per line, as your notes call you. A vault with its own relata.yaml names you there instead.")
      .addTextArea((area) => {
        area.setPlaceholder("Myself").setValue(this.plugin.settings.self.join("\n"));
        // On change, not on every key: it reads the vault again.
        area.inputEl.addEventListener("change", () => void this.plugin.applySettings({ self: lines(area.getValue()) }));
      });
  }

  private addAsOf(): void {
    new Setting(this.containerEl)
      .setName("As of")
      .setDesc("See everything as it stood on a day. Empty means today.")
      .addText((text) => {
        text.inputEl.type = "date";
        text.setValue(this.plugin.settings.asOf ?? "");
        text.onChange((value) => void this.plugin.applySettings({ asOf: isDay(value) ? value : null }));
      });
  }

  private addSection(id: SectionId, title: string): void {
    const without = () => this.plugin.settings.hidden.filter((other) => other !== id);
    new Setting(this.containerEl).setName(title).addToggle((toggle) => {
      toggle.setValue(!this.plugin.settings.hidden.includes(id));
      toggle.onChange((on) => void this.plugin.applySettings({ hidden: on ? without() : [...without(), id] }));
    });
  }
}

function lines(text: string): string[] {
  return text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
}
