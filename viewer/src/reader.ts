import { el } from "./dom.ts";
import { taskBlocks } from "./task-query.ts";

/** Lines shown around the marked one; a note can be any size. */
const AROUND = 400;

/** Where a note's text comes from, what the queries in it find, and from where it is linked to. */
export interface Shown {
  read(path: string): Promise<string | null>;
  answer(query: string, path: string): HTMLElement;
  backlinks(path: string): HTMLElement | null;
}

/** Shows a note as the plain text that it is, with one line marked, below each task query what it finds, and at its end who links to it. */
export class Reader {
  readonly #title = el("h2", { id: "reader-title" });
  readonly #body = el("div", { class: "text", tabindex: 0, role: "region", "aria-labelledby": "reader-title" });
  readonly element = el(
    "dialog",
    { class: "reader", "aria-labelledby": "reader-title", click: (event: MouseEvent) => this.#clicked(event) },
    el("header", {}, this.#title, el("button", { type: "button", class: "close", click: () => this.element.close() }, "Close")),
    this.#body,
  );

  async show(path: string, line: number | undefined, { read, answer, backlinks }: Shown): Promise<void> {
    this.#title.textContent = line ? `${path}, line ${line}` : path;
    this.#body.replaceChildren(el("p", { class: "empty" }, "Reading…"));
    if (!this.element.open) this.element.showModal();
    const text = await read(path).catch(() => null);
    const shown = text === null ? missing() : lines(text, line, (query) => answer(query, path));
    this.#body.replaceChildren(...[shown, backlinks(path)].filter((part) => part !== null));
    this.#body.scrollTop = 0;
    this.#body.querySelector(".here")?.scrollIntoView({ block: "center" });
    this.#body.focus();
  }

  #clicked(event: MouseEvent): void {
    // A name leads to a summary, which stands behind the note.
    if (event.target === this.element || event.target instanceof HTMLAnchorElement) this.element.close();
  }
}

function missing(): HTMLElement {
  return el("p", { class: "empty" }, "This note is not in the folder any more.");
}

function lines(text: string, line: number | undefined, answer: (query: string) => HTMLElement): HTMLElement {
  const all = text.split(/\r\n|\r|\n/u);
  const first = Math.max(0, (line ?? 1) - 1 - AROUND);
  const some = all.slice(first, first + 2 * AROUND + 1);
  const list = el("ol", { start: first + 1 }, ...some.map((words, index) => oneLine(words, first + index + 1 === line)));
  for (const { query, end } of taskBlocks(all)) {
    if (end >= first) list.children[end - first]?.append(answer(query));
  }
  return all.length > some.length ? el("div", {}, el("p", { class: "empty" }, `Lines ${first + 1} to ${first + some.length} of ${all.length}.`), list) : list;
}

function oneLine(words: string, here: boolean): HTMLElement {
  return el("li", { class: here ? "here" : null, "aria-current": here ? "true" : null }, words === "" ? "\u200b" : words);
}
