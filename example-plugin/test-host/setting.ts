// Rows of a settings tab.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";

type TextMembers = "inputEl" | "getValue";

abstract class AbstractText<E extends HTMLInputElement | HTMLTextAreaElement> {
  constructor(readonly inputEl: E) {}

  getValue(): string {
    return this.inputEl.value;
  }

  setValue(value: string): this {
    this.inputEl.value = value;
    return this;
  }

  setPlaceholder(placeholder: string): this {
    this.inputEl.placeholder = placeholder;
    return this;
  }

  onChange(callback: (value: string) => unknown): this {
    this.inputEl.addEventListener("input", () => callback(this.getValue()));
    return this;
  }
}

export class TextComponent extends AbstractText<HTMLInputElement> implements Agrees<api.TextComponent, TextMembers> {}

export class TextAreaComponent
  extends AbstractText<HTMLTextAreaElement>
  implements Agrees<api.TextAreaComponent, TextMembers> {}

export class ToggleComponent implements Agrees<api.ToggleComponent, "toggleEl" | "getValue"> {
  constructor(readonly toggleEl: HTMLInputElement) {
    toggleEl.type = "checkbox";
  }

  getValue(): boolean {
    return this.toggleEl.checked;
  }

  setValue(on: boolean): this {
    this.toggleEl.checked = on;
    return this;
  }

  onChange(callback: (on: boolean) => unknown): this {
    this.toggleEl.addEventListener("change", () => callback(this.getValue()));
    return this;
  }
}

export class Setting implements Agrees<api.Setting, "settingEl" | "nameEl" | "descEl" | "controlEl"> {
  readonly settingEl: HTMLElement;
  readonly nameEl: HTMLElement;
  readonly descEl: HTMLElement;
  readonly controlEl: HTMLElement;

  constructor(parent: HTMLElement) {
    this.settingEl = parent.createDiv({ cls: "setting-item" });
    this.nameEl = this.settingEl.createDiv({ cls: "setting-item-name" });
    this.descEl = this.settingEl.createDiv({ cls: "setting-item-description" });
    this.controlEl = this.settingEl.createDiv({ cls: "setting-item-control" });
  }

  setName(name: string): this {
    this.nameEl.setText(name);
    return this;
  }

  setDesc(text: string): this {
    this.descEl.setText(text);
    return this;
  }

  setHeading(): this {
    this.settingEl.addClass("setting-item-heading");
    return this;
  }

  addText(build: (component: TextComponent) => unknown): this {
    build(new TextComponent(this.controlEl.createEl("input", { type: "text" })));
    return this;
  }

  addTextArea(build: (component: TextAreaComponent) => unknown): this {
    build(new TextAreaComponent(this.controlEl.createEl("textarea")));
    return this;
  }

  addToggle(build: (component: ToggleComponent) => unknown): this {
    build(new ToggleComponent(this.controlEl.createEl("input")));
    return this;
  }
}
