import type { EntityRow } from "relata";

import type { Directory } from "./directory.ts";
import { bar, el, hidden } from "./dom.ts";
import { mark } from "./mark.ts";
import { addressOf } from "./route.ts";
import { stateClass } from "./section/tile.ts";
import { ago, date } from "./words.ts";

/** Rows put into the page at a time; the next ones follow when the end comes into view. */
const BATCH = 100;

/** The entities on the left, as links. */
export class List {
  #rows: EntityRow[] = [];
  #selected: string | null = null;
  #directory: Directory | null = null;
  #asOf = "";
  readonly #end = el("li", { class: "end", "aria-hidden": "true" });
  readonly #watch = new IntersectionObserver((entries) => {
    if (entries.some((entry) => entry.isIntersecting)) this.#more();
  });

  constructor(readonly element: HTMLElement) {
    this.#watch.observe(this.#end);
  }

  show(rows: EntityRow[], directory: Directory, asOf: string): void {
    this.#rows = rows;
    this.#directory = directory;
    this.#asOf = asOf;
    this.element.replaceChildren(this.#end);
    this.#more();
    this.select(this.#selected);
  }

  /** Marks the row of `key` and brings it into view; says which one was marked before. */
  select(key: string | null): string | null {
    const before = this.#selected;
    this.#selected = key;
    this.element.querySelector("[aria-current]")?.removeAttribute("aria-current");
    const link = key === null ? undefined : this.#link(this.#index(key));
    link?.setAttribute("aria-current", "true");
    link?.scrollIntoView({ block: "nearest" });
    return before;
  }

  /** The key `step` rows from the selected one, within the list; the first row when none is selected. */
  next(step: number): string | null {
    const at = this.#index(this.#selected);
    const to = at < 0 ? 0 : Math.max(0, Math.min(this.#rows.length - 1, at + step));
    const row = this.#rows[to];
    return row ? this.#key(row) : null;
  }

  /** Moves the keyboard to the row of `key`. */
  focus(key: string | null): void {
    if (key !== null) this.#link(this.#index(key))?.focus();
  }

  /** Moves the keyboard to the selected row. */
  focusSelected(): void {
    this.focus(this.#selected);
  }

  #key(row: EntityRow): string {
    return this.#directory?.key(row) ?? row.name;
  }

  #index(key: string | null): number {
    return this.#rows.findIndex((row) => this.#key(row) === key);
  }

  #link(index: number): HTMLElement | undefined {
    while (index >= this.#shown && this.#shown < this.#rows.length) this.#more();
    return this.element.children[index]?.querySelector("a") ?? undefined;
  }

  get #shown(): number {
    return this.element.children.length - 1;
  }

  #more(): void {
    const next = this.#rows.slice(this.#shown, this.#shown + BATCH);
    this.#end.before(...next.map((row) => el("li", {}, rowLink(row, this.#key(row), this.#asOf))));
  }
}

function rowLink(row: EntityRow, key: string, asOf: string): HTMLElement {
  const when = row.lastContact === null ? "no contact" : ago(row.lastContact, asOf);
  return el(
    "a",
    { class: "row", href: addressOf(key), title: row.lastContact ? date(row.lastContact) : null },
    mark(row.name, row.kind),
    el("span", { class: "name" }, row.name),
    el("span", { class: "strength" }, bar(row.strength), hidden(row.strength === null ? "strength unknown" : `strength ${Math.round(row.strength)} of 100`)),
    el("span", { class: "about" }, `${row.kind} · ${when}`),
    el("span", { class: "right" }, state(row.state)),
  );
}

function state(state: string): HTMLElement | null {
  return state === "unknown" ? null : el("span", { class: `state ${stateClass(state)}` }, state);
}
