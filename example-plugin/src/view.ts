// The side pane: the summary of the open note's entity, in step with notes and settings.

import { ItemView, Keymap, Notice } from "obsidian";
import type { ViewStateResult, WorkspaceLeaf } from "obsidian";

import { drawPane } from "./pane";
import type { PaneActions } from "./pane";
import { dayOf } from "./settings";
import type { Settings } from "./settings";
import type { State } from "./state";

export const VIEW_TYPE = "relata";
export const ICON = "contact";

/** How often the pane looks whether a new day has begun, in milliseconds. */
const DAY_CHECK_MS = 60_000;

/** The plugin, as the pane needs it. */
export interface PaneOwner {
  readonly state: State;
  readonly settings: Settings;
  /** Reads all notes again. */
  startSync(): void;
}

export class RelataView extends ItemView implements PaneActions {
  override navigation = false;
  override icon = ICON;
  private pinned: string | null = null;
  private choice: string | null = null;
  private note: string | null = null;
  private asOf = "";
  /** Sections that the user closed. */
  readonly closed = new Set<string>(["strength"]);

  constructor(
    leaf: WorkspaceLeaf,
    private readonly owner: PaneOwner,
  ) {
    super(leaf);
  }

  override getViewType(): string {
    return VIEW_TYPE;
  }

  override getDisplayText(): string {
    return "Relata";
  }

  override getState(): Record<string, unknown> {
    return { ...super.getState(), pinned: this.pinned };
  }

  override async setState(state: unknown, result: ViewStateResult): Promise<void> {
    const { pinned } = (state ?? {}) as Record<string, unknown>;
    this.pinned = typeof pinned === "string" ? pinned : null;
    await super.setState(state, result);
    this.draw();
  }

  protected override async onOpen(): Promise<void> {
    this.contentEl.addClass("relata-pane");
    this.registerEvent(this.app.workspace.on("file-open", () => this.draw()));
    this.register(this.owner.state.onChange(() => this.draw()));
    this.registerInterval(window.setInterval(() => this.drawOnNewDay(), DAY_CHECK_MS));
    this.draw();
  }

  protected override async onClose(): Promise<void> {
    this.contentEl.empty();
  }

  /** Stays with an entity, whatever note is open. */
  pin(name: string | null): void {
    this.pinned = name;
    this.app.workspace.requestSaveLayout();
    this.draw();
    this.contentEl.scrollTop = 0;
  }

  choose(name: string): void {
    this.choice = name;
    this.draw();
  }

  retry(): void {
    this.owner.startSync();
  }

  hasNote(path: string): boolean {
    return this.app.vault.getFileByPath(path) !== null;
  }

  async openNote(path: string, line: number | null, event: MouseEvent): Promise<void> {
    const file = this.app.vault.getFileByPath(path);
    if (!file) {
      new Notice("This note is no longer in the vault.");
      return;
    }
    const leaf = this.app.workspace.getLeaf(Keymap.isModEvent(event));
    await leaf.openFile(file, { active: true, eState: line === null ? {} : { line: line - 1 } });
  }

  private draw(): void {
    const note = this.app.workspace.getActiveFile()?.path ?? null;
    if (note !== this.note) this.choice = null;
    this.note = note;
    this.asOf = dayOf(this.owner.settings);
    const { state, settings } = this.owner;
    const shown = state.look({ note, pinned: this.pinned, choice: this.choice, asOf: this.asOf });
    const top = this.contentEl.scrollTop;
    this.contentEl.empty();
    drawPane(this.contentEl, shown, { actions: this, hidden: settings.hidden, unreadable: state.unreadable.size });
    this.contentEl.scrollTop = top;
  }

  private drawOnNewDay(): void {
    if (dayOf(this.owner.settings) !== this.asOf) this.draw();
  }
}
