// Lets the user choose an entity by name.

import { SuggestModal } from "obsidian";
import type { App } from "obsidian";
import type { EntityRow } from "relata/inline";

import type { State } from "./state";

export class EntitySuggest extends SuggestModal<EntityRow> {
  constructor(
    app: App,
    private readonly state: State,
    private readonly asOf: string,
    private readonly choose: (name: string) => void,
  ) {
    super(app);
    this.setPlaceholder("Person, customer, project…");
    this.emptyStateText = "Nothing in your notes is called that.";
  }

  override getSuggestions(query: string): EntityRow[] {
    const text = query.trim();
    return this.state.entities({ asOf: this.asOf, ...(text === "" ? {} : { text }) }).slice(0, this.limit);
  }

  override renderSuggestion(row: EntityRow, el: HTMLElement): void {
    el.createDiv({ text: row.name });
    const about = [row.kind, row.company, row.lastContact].filter((part) => part !== null);
    el.createEl("small", { cls: "relata-muted", text: about.join(" · ") });
  }

  override onChooseSuggestion(row: EntityRow): void {
    this.choose(row.name);
  }
}
