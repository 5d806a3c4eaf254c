// What the plugin knows and shows. Nothing here touches the app, so all of it can be tested without one.

import { RelataError, today, Vault } from "relata/inline";
import type { EmptyReason, EntityQuery, EntityRow, NoteFile, Source, Summary, TaskEdit } from "relata/inline";

/** How a vault is read. */
export interface ReadOptions {
  /** The vault's `relata.yaml`, or what the settings make of it. */
  schema?: string;
  /** How many notes are to come, for the progress. */
  total: number;
  signal: AbortSignal;
}

/** What a pane asks for. */
export interface Question {
  /** Path of the open note. */
  note: string | null;
  /** An entity to stay with, whatever note is open. */
  pinned: string | null;
  /** Which of the open note's entities to show. */
  choice: string | null;
  /** The day on which to see things, `YYYY-MM-DD`. */
  asOf: string;
}

/** What a pane shows. */
export type Shown =
  | { kind: "reading"; done: number; total: number }
  | { kind: "failed"; message: string }
  | { kind: "nothing"; note: string | null; missing: string | null; why: EmptyReason | null }
  | { kind: "summary"; summary: Summary; pinned: boolean; choices: string[]; noContact: EmptyReason | null };

type Stage = { kind: "reading"; done: number; total: number } | { kind: "failed"; message: string } | { kind: "ready" };

/** The engine's vault together with everybody who wants to know when it changes. */
export class State {
  private vault: Vault | null = null;
  private stage: Stage = { kind: "reading", done: 0, total: 0 };
  /** The copies in which open tasks are done, by the place of the task; null until asked for after a change. */
  private copies: ReadonlyMap<string, Source> | null = null;
  private readonly listeners = new Set<() => void>();
  /** Notes that are there but could not be read. */
  readonly unreadable = new Set<string>();

  /** Calls `listener` after every change; returns what ends that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  /** Tells all listeners. */
  changed(): void {
    this.copies = null;
    for (const listener of [...this.listeners]) listener();
  }

  get ready(): boolean {
    return this.stage.kind === "ready";
  }

  /** Reads a whole vault in place of the one before. Ends quietly when `signal` says so. */
  async read(notes: AsyncIterable<NoteFile>, options: ReadOptions): Promise<void> {
    if (options.signal.aborted) return;
    this.close();
    this.move({ kind: "reading", done: 0, total: options.total });
    let vault: Vault | null = null;
    try {
      vault = await Vault.open({ schema: options.schema, eager: true });
      await vault.load(this.counted(notes, options.total), { signal: options.signal });
      options.signal.throwIfAborted();
      this.vault = vault;
      this.move({ kind: "ready" });
    } catch (error) {
      vault?.dispose();
      if (!options.signal.aborted) this.fail(error);
    }
  }

  /** Gives up on the vault; the pane says why. */
  fail(error: unknown): void {
    this.close();
    this.move({ kind: "failed", message: messageOf(error) });
  }

  /** Forgets everything. */
  close(): void {
    this.vault?.dispose();
    this.vault = null;
    this.unreadable.clear();
    this.stage = { kind: "reading", done: 0, total: 0 };
  }

  set(note: NoteFile): void {
    this.unreadable.delete(note.path);
    this.vault?.set(note.path, note.content, { mtime: note.mtime });
  }

  delete(path: string): void {
    this.unreadable.delete(path);
    this.vault?.delete(path);
  }

  rename(from: string, to: string): void {
    this.vault?.rename(from, to);
  }

  entities(query: EntityQuery & { asOf: string }): EntityRow[] {
    return this.vault?.entities(query) ?? [];
  }

  /** Where the open task on a line, from 1, is done, if that is in a copy alone. */
  doneIn(path: string, line: number): Source | null {
    const settled = () => this.vault?.settleTasks() ?? [];
    this.copies ??= new Map(settled().map((task) => [`${task.path}:${task.line}`, task.copy]));
    return this.copies.get(`${path}:${line}`) ?? null;
  }

  /** What ticking the task on a line, from 1, changes there and in its copies, today. */
  tick(path: string, line: number): TaskEdit[] {
    return this.vault?.toggleTask(path, line, { asOf: today() }) ?? [];
  }

  /** Answers a pane. */
  look(question: Question): Shown {
    if (this.stage.kind !== "ready") return this.stage;
    if (!this.vault) return nothing(question.note);
    try {
      return question.pinned === null ? this.lookAtNote(this.vault, question) : this.lookAt(this.vault, question);
    } catch (error) {
      return { kind: "failed", message: messageOf(error) };
    }
  }

  private lookAt(vault: Vault, { pinned, note, asOf }: Question): Shown {
    const summary = summaryOf(vault, pinned ?? "", asOf);
    if (!summary) return { kind: "nothing", note, missing: pinned, why: null };
    return { kind: "summary", summary, pinned: true, choices: [], noContact: noContact(vault, summary, pinned ?? "") };
  }

  private lookAtNote(vault: Vault, { note, choice, asOf }: Question): Shown {
    const choices = note === null ? [] : vault.about(note);
    const name = choice !== null && choices.includes(choice) ? choice : choices[0];
    const summary = name === undefined ? null : summaryOf(vault, name, asOf);
    if (name === undefined || summary === null) return nothing(note, note === null ? null : vault.whyEmpty("about", { path: note }));
    return { kind: "summary", summary, pinned: false, choices, noContact: noContact(vault, summary, name) };
  }

  private async *counted(notes: AsyncIterable<NoteFile>, total: number): AsyncIterable<NoteFile> {
    let done = 0;
    for await (const note of notes) {
      yield note;
      done += 1;
      if (done % 100 === 0) this.move({ kind: "reading", done, total });
    }
  }

  private move(stage: Stage): void {
    this.stage = stage;
    this.changed();
  }
}

/** A summary, or nothing when no entity is called so. */
function summaryOf(vault: Vault, name: string, asOf: string): Summary | null {
  try {
    return vault.summary(name, { asOf });
  } catch (error) {
    if (error instanceof RelataError && (error.code === "unknown-name" || error.code === "empty-vault")) return null;
    throw error;
  }
}

/** Why a summary knows of no contact; null where it does. */
function noContact(vault: Vault, summary: Summary, name: string): EmptyReason | null {
  return summary.lastContact === null ? vault.whyEmpty("summary", { name }, { asOf: summary.asOf }) : null;
}

function nothing(note: string | null, why: EmptyReason | null = null): Shown {
  return { kind: "nothing", note, missing: null, why };
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
