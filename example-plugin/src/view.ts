// The side pane: the summary of the open note's entity, in step with notes and settings.

import { ItemView, Keymap, Notice } from "obsidian";
import type { ViewStateResult, WorkspaceLeaf } from "obsidian";

import type { Source } from "relata/inline";

import { drawPane } from "./pane";
import type { PaneActions } from "./pane";
import { dayOf } from "./settings";
import type { Settings } from "./settings";
import type { State } from "./state";
import { write } from "./tick";

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
  /** Nothing is computed for a pane that nobody sees, in a side dock that is closed or behind another tab. */
  private seen = false;
  private stale = true;
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
    this.update();
  }

  protected override async onOpen(): Promise<void> {
    this.contentEl.addClass("relata-pane");
    this.registerEvent(this.app.workspace.on("file-open", () => this.update()));
    this.register(this.owner.state.onChange(() => this.update()));
    this.registerInterval(window.setInterval(() => this.updateOnNewDay(), DAY_CHECK_MS));
    const sight = new IntersectionObserver((entries) => this.see(entries.at(-1)?.isIntersecting ?? false));
    sight.observe(this.contentEl);
    this.register(() => sight.disconnect());
  }

  protected override async onClose(): Promise<void> {
    this.contentEl.empty();
  }

  /** Stays with an entity, whatever note is open. */
  pin(name: string | null): void {
    this.pinned = name;
    this.app.workspace.requestSaveLayout();
    this.update();
    this.contentEl.scrollTop = 0;
  }

  choose(name: string): void {
    this.choice = name;
    this.update();
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

  doneIn(path: string, line: number): Source | null {
    return this.owner.state.doneIn(path, line);
  }

  async tick(path: string, line: number): Promise<boolean> {
    try {
      await write(this.app.vault, this.owner.state.tick(path, line));
      return true;
    } catch (error) {
      new Notice(`Relata: ${error instanceof Error ? error.message : String(error)}`);
      return false;
    }
  }

  private see(seen: boolean): void {
    this.seen = seen;
    if (seen && this.stale) this.draw();
  }

  private update(): void {
    this.stale = true;
    if (this.seen) this.draw();
  }

  private updateOnNewDay(): void {
    if (dayOf(this.owner.settings) !== this.asOf) this.update();
  }

  private draw(): void {
    this.stale = false;
    const note = this.app.workspace.getActiveFile()?.path ?? null;
    if (note !== this.note) this.choice = null;
    this.note = note;
    this.asOf = dayOf(this.owner.settings);
    const { state, settings } = this.owner;
    const shown = state.look({ note, pinned: this.pinned, choice: this.choice, asOf: this.asOf });
    const top = this.contentEl.scrollTop;
    const focused = this.focused();
    this.contentEl.empty();
    drawPane(this.contentEl, shown, { actions: this, hidden: settings.hidden, unreadable: state.unreadable.size });
    this.contentEl.scrollTop = top;
    if (focused !== null) this.focus(focused);
  }

  /** The text of what has the keyboard's focus, if that is in the pane. */
  private focused(): string | null {
    const { activeElement } = this.contentEl.ownerDocument;
    return activeElement && this.contentEl.contains(activeElement) ? activeElement.textContent : null;
  }

  private focus(text: string): void {
    const all = this.contentEl.querySelectorAll<HTMLElement>("a, summary");
    [...all].find((el) => el.textContent === text)?.focus({ preventScroll: true });
  }
}
