import { type FoundTasks, type Source, today, type Vault } from "relata";

import { backlinks } from "./backlinks.ts";
import type { Context } from "./context.ts";
import { Directory } from "./directory.ts";
import { el } from "./dom.ts";
import { List } from "./list.ts";
import { loadVault } from "./load.ts";
import type { Notes } from "./notes/notes.ts";
import type { Page } from "./page.ts";
import { type Query, SORTS, tally } from "./query.ts";
import { Reader, type Shown } from "./reader.ts";
import { addressOf, keyIn } from "./route.ts";
import { summaryView } from "./summary.ts";
import { answer } from "./task-query.ts";
import { message, Progress, welcome } from "./welcome.ts";
import { capital, count, sentence, why } from "./words.ts";

/** The page: one vault, its list, and the summary of the selected entity. */
export class App {
  readonly #list: List;
  readonly #reader = new Reader();
  #vault: Vault | null = null;
  #doneIn: ReadonlyMap<string, Source> | null = null;
  #notes: Notes | null = null;
  #directory = new Directory([]);
  #query: Query = { sort: "-lastContact" };
  #asOf = today();
  #loading: AbortController | null = null;

  constructor(
    readonly page: Page,
    readonly pick: () => void,
  ) {
    this.#list = new List(page.list);
    document.body.append(this.#reader.element);
    page.sort.append(...SORTS.map(([value, words]) => el("option", { value }, words)));
  }

  /** Says what the page is for, and why the last attempt failed if it did. */
  invite(problem: string | null = null): void {
    this.#view("welcome", welcome(this.pick, problem));
  }

  /** Reads `notes` and shows them in place of what was there. */
  async open(notes: Notes): Promise<void> {
    this.#loading?.abort();
    const loading = (this.#loading = new AbortController());
    const progress = new Progress();
    this.#view("welcome", progress.element);
    try {
      const vault = await loadVault(notes, loading.signal, (progressed) => progress.read(progressed));
      if (!loading.signal.aborted) this.#opened(notes, vault);
    } catch (error) {
      if (!loading.signal.aborted) this.invite(`${notes.name} could not be read: ${reason(error)}`);
    }
  }

  #opened(notes: Notes, vault: Vault): void {
    this.#vault?.dispose();
    this.#vault = vault;
    this.#doneIn = null;
    this.#notes = notes;
    this.#query = { sort: this.#query.sort };
    this.page.vaultName.textContent = notes.name;
    this.page.search.value = "";
    this.#count(vault.length, notes);
    this.asOf(notes.asOf ?? today());
  }

  #count(read: number, { skipped }: Notes): void {
    this.page.notesRead.textContent = skipped.length > 0 ? `${count(read, "note")}, ${skipped.length} left out` : count(read, "note");
    this.page.notesRead.title = skipped.map(({ path, message }) => `${path}: ${message}`).join("\n");
  }

  /** Sees the notes as of another day. */
  asOf(day: string): void {
    this.#asOf = day;
    this.page.asOf.value = day;
    this.#directory = new Directory(this.#vault?.entities({ asOf: day }) ?? []);
    this.#offer();
    this.#fill();
    this.route();
  }

  /** Puts the kinds and states that there are into the filter. */
  #offer(): void {
    const { rows } = this.#directory;
    const option = (column: string) => ([value, times]: [string, number]) => el("option", { value: `${column}:${value}` }, `${capital(value)} (${times})`);
    const states = tally(rows, (row) => row.state).filter(([state]) => state !== "unknown");
    this.page.show.replaceChildren(
      el("option", { value: "" }, `All kinds (${rows.length})`),
      el("optgroup", { label: "Kind" }, ...tally(rows, (row) => row.kind).map(option("kind"))),
      el("optgroup", { label: "Rhythm" }, ...states.map(option("state"))),
    );
    this.page.show.value = this.#query.kind ? `kind:${this.#query.kind}` : this.#query.state ? `state:${this.#query.state}` : "";
  }

  /** Filters and sorts the list. */
  ask(change: Partial<Query>): void {
    this.#query = { ...this.#query, ...change };
    this.#fill();
  }

  #fill(): void {
    const rows = this.#vault?.entities({ ...this.#query, asOf: this.#asOf }) ?? [];
    this.#list.show(rows, this.#directory, this.#asOf);
    this.page.status.textContent = `${rows.length} of ${this.#directory.rows.length} shown`;
    this.page.nothing.hidden = rows.length > 0;
    this.page.nothing.textContent = rows.length > 0 ? "" : why(this.#vault?.whyEmpty("entities", { ...this.#query, asOf: this.#asOf }));
  }

  /** Selects the entity `step` rows on. */
  move(step: number): void {
    const key = this.#list.next(step);
    if (key === null) return;
    history.replaceState(null, "", addressOf(key));
    this.route();
  }

  /** Moves the keyboard to the selected row. */
  focusList(): void {
    this.#list.focusSelected();
  }

  /** Shows what the address names. */
  route(): void {
    if (this.#vault === null) return;
    const key = keyIn(location.hash);
    const before = this.#list.select(null);
    if (this.#directory.rows.length === 0) this.#view("welcome", this.#nobody());
    else if (key !== null) this.#show(key);
    else if (wide.matches && this.#list.next(0) !== null) this.move(0);
    else this.#listAlone(before);
  }

  /** The list without a summary; the keyboard is where it was before. */
  #listAlone(before: string | null): void {
    this.#view("list", message("Choose someone from the list"));
    this.#list.focus(before);
  }

  #nobody(): HTMLElement {
    const element = this.#whyNobody();
    element.append(el("p", {}, el("button", { type: "button", class: "primary", click: this.pick }, "Open other notes")));
    return element;
  }

  #whyNobody(): HTMLElement {
    const reason = this.#vault?.whyEmpty("entities", { asOf: this.#asOf });
    if (reason?.code === "no-notes") return message("No notes here", sentence(reason.message), sentence(reason.advice));
    if (reason?.code === "all-ignored") return message("All notes are left out", sentence(reason.message), sentence(reason.advice));
    return message("Nobody here yet", ...(reason ? [sentence(reason.message), sentence(reason.advice)] : []));
  }

  #show(key: string): void {
    try {
      const summary = this.#vault?.summary(key, { asOf: this.#asOf });
      if (summary === undefined) return;
      document.title = `${summary.entity.name} · Relata`;
      this.#list.select(this.#directory.keyOf(summary.entity));
      const reason = summary.lastContact === null ? this.#vault?.whyEmpty("summary", { name: key, asOf: this.#asOf }) : null;
      this.#view("summary", summaryView(this.#context(summary.entity.name), summary, reason?.message));
      if (!wide.matches) this.page.main.querySelector("h1")?.focus();
    } catch (error) {
      this.#view("summary", this.#missing(key, error));
    }
  }

  #missing(key: string, error: unknown): HTMLElement {
    const context = this.#context(null);
    const near = candidates(error).map((name) => el("li", {}, el("a", { href: context.address(name) ?? addressOf(name) }, name)));
    const element = message(`Nobody is called “${key}”`);
    if (near.length > 0) element.append(el("p", { class: "lead" }, "Did you mean:"), el("ul", { class: "near" }, ...near));
    return element;
  }

  #context(shown: string | null): Context {
    return {
      asOf: this.#asOf,
      isShown: (name) => name === shown,
      address: (name) => (name === shown ? null : this.#directory.address(name)),
      has: (path) => this.#notes?.has(path) ?? false,
      doneIn: ({ path, line }) => this.#copies().get(`${path}:${line}`) ?? null,
      read: (path, line) => void this.#reader.show(path, line, this.#shown(shown)),
    };
  }

  /** The copies in which open tasks are done, by the place of the task; found when a task is first shown. */
  #copies(): ReadonlyMap<string, Source> {
    const settled = () => this.#vault?.settleTasks({ asOf: this.#asOf }) ?? [];
    return (this.#doneIn ??= new Map(settled().map(({ path, line, copy }) => [`${path}:${line}`, copy])));
  }

  #shown(shown: string | null): Shown {
    const run = (query: string, note: string) => (): FoundTasks => {
      if (this.#vault === null) throw new Error("the notes are closed");
      return this.#vault.tasks({ query, note, asOf: this.#asOf });
    };
    const none = (query: string, note: string) => (): string => why(this.#vault?.whyEmpty("tasks", { query, note, asOf: this.#asOf }));
    return {
      read: async (path) => (await this.#notes?.read(path)) ?? null,
      answer: (query, path) => answer(this.#context(shown), run(query, path), none(query, path)),
      backlinks: (path) => backlinks(this.#context(shown), this.#vault?.backlinks(path) ?? []),
    };
  }

  #view(view: "welcome" | "list" | "summary", content: HTMLElement): void {
    document.body.dataset["view"] = view;
    if (view !== "summary") document.title = "Relata";
    const back = view === "summary" ? el("a", { class: "back", href: "#" }, "All names") : null;
    this.page.main.replaceChildren(...(back ? [back, content] : [content]));
    this.page.main.scrollTop = 0;
  }
}

/** List and summary side by side, as in the style sheet. */
const wide = matchMedia("(min-width: 48rem)");

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function candidates(error: unknown): string[] {
  const list = (error as { candidates?: unknown } | null)?.candidates;
  return Array.isArray(list) ? list.filter((name) => typeof name === "string") : [];
}
