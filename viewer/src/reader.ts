import { el } from "./dom.ts";

/** Lines shown around the marked one; a note can be any size. */
const AROUND = 400;

/** Shows a note as the plain text that it is, with one line marked. */
export class Reader {
  readonly #title = el("h2", { id: "reader-title" });
  readonly #body = el("div", { class: "text", tabindex: 0, role: "region", "aria-labelledby": "reader-title" });
  readonly element = el(
    "dialog",
    { class: "reader", "aria-labelledby": "reader-title", click: (event: MouseEvent) => this.#clickedBeside(event) },
    el("header", {}, this.#title, el("button", { type: "button", class: "close", click: () => this.element.close() }, "Close")),
    this.#body,
  );

  async show(path: string, line: number | undefined, read: (path: string) => Promise<string | null>): Promise<void> {
    this.#title.textContent = line ? `${path}, line ${line}` : path;
    this.#body.replaceChildren(el("p", { class: "empty" }, "Reading…"));
    if (!this.element.open) this.element.showModal();
    const text = await read(path).catch(() => null);
    this.#body.replaceChildren(text === null ? missing() : lines(text, line));
    this.#body.scrollTop = 0;
    this.#body.querySelector(".here")?.scrollIntoView({ block: "center" });
    this.#body.focus();
  }

  #clickedBeside(event: MouseEvent): void {
    if (event.target === this.element) this.element.close();
  }
}

function missing(): HTMLElement {
  return el("p", { class: "empty" }, "This note is not in the folder any more.");
}

function lines(text: string, line: number | undefined): HTMLElement {
  const all = text.split(/\r\n|\r|\n/u);
  const first = Math.max(0, (line ?? 1) - 1 - AROUND);
  const some = all.slice(first, first + 2 * AROUND + 1);
  const list = el("ol", { start: first + 1 }, ...some.map((words, index) => oneLine(words, first + index + 1 === line)));
  return all.length > some.length ? el("div", {}, el("p", { class: "empty" }, `Lines ${first + 1} to ${first + some.length} of ${all.length}.`), list) : list;
}

function oneLine(words: string, here: boolean): HTMLElement {
  return el("li", { class: here ? "here" : null, "aria-current": here ? "true" : null }, words === "" ? "\u200b" : words);
}
