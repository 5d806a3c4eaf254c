// Modals and notices.

import type * as api from "obsidian-api";

import type { Agrees } from "./agrees";
import { enter } from "./ledger";
import type { App } from "./plugin";

/** Messages shown as notices, oldest first. */
export const notices: string[] = [];

export class Notice {
  constructor(message: string | DocumentFragment) {
    notices.push(typeof message === "string" ? message : (message.textContent ?? ""));
  }
}

export class Modal implements Agrees<api.Modal, "app" | "containerEl" | "contentEl" | "open" | "close" | "onOpen" | "onClose"> {
  readonly containerEl = document.createElement("div");
  readonly contentEl = this.containerEl.createDiv({ cls: "modal" });
  private leave = () => {};

  constructor(readonly app: App) {
    this.containerEl.className = "modal-container";
  }

  open(): void {
    this.leave = enter("modal");
    document.body.append(this.containerEl);
    void this.onOpen();
  }

  close(): void {
    this.leave();
    this.onClose();
    this.containerEl.remove();
  }

  onOpen(): Promise<void> | void {}
  onClose(): void {}
}

type SuggestMembers =
  | "limit" | "emptyStateText" | "inputEl" | "resultContainerEl" | "setPlaceholder" | "getSuggestions" | "renderSuggestion"
  | "onChooseSuggestion";

export abstract class SuggestModal<T> extends Modal implements Pick<api.SuggestModal<T>, SuggestMembers> {
  limit = 100;
  emptyStateText = "";
  readonly inputEl = this.contentEl.createEl("input", { type: "text" });
  readonly resultContainerEl = this.contentEl.createDiv({ cls: "prompt-results" });

  override async onOpen(): Promise<void> {
    this.inputEl.addEventListener("input", () => void this.suggest());
    await this.suggest();
    this.inputEl.focus();
  }

  setPlaceholder(placeholder: string): void {
    this.inputEl.placeholder = placeholder;
  }

  abstract getSuggestions(query: string): T[] | Promise<T[]>;
  abstract renderSuggestion(value: T, el: HTMLElement): void;
  abstract onChooseSuggestion(value: T, event: MouseEvent | KeyboardEvent): void;

  private async suggest(): Promise<void> {
    const values = (await this.getSuggestions(this.inputEl.value)).slice(0, this.limit);
    this.resultContainerEl.empty();
    if (values.length === 0) this.resultContainerEl.createDiv({ text: this.emptyStateText });
    for (const value of values) this.addSuggestion(value);
  }

  private addSuggestion(value: T): void {
    const item = this.resultContainerEl.createDiv({ cls: "suggestion-item" });
    this.renderSuggestion(value, item);
    item.addEventListener("click", (event) => {
      this.close();
      this.onChooseSuggestion(value, event);
    });
  }
}
