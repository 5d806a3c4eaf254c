import type { Progress as How } from "relata";

import { el } from "./dom.ts";
import { count } from "./words.ts";

/** What stands in the main part before any notes are there: an invitation, progress, or why it did not work. */
export function welcome(pick: () => void, problem: string | null): HTMLElement {
  return el(
    "div",
    { class: "welcome" },
    el("h1", {}, "Whom are your notes about?"),
    el("p", { class: "lead" }, "Open a folder of Markdown notes. Relata shows everyone in it: when you last spoke, what was said and decided, and what is still open between you."),
    el("p", {}, el("button", { type: "button", class: "primary", click: pick }, "Open your notes"), el("span", { class: "or" }, "or drop a folder anywhere on this page")),
    problem === null ? null : el("p", { class: "problem", role: "alert" }, problem),
    el("p", { class: "promise" }, "Nothing leaves this machine. The notes are read in this page, kept in its memory, and forgotten when you close it."),
  );
}

/** A line that says how far reading has come. */
export class Progress {
  readonly #bar = el("progress", { "aria-label": "Reading notes" });
  readonly #said = el("p", { role: "status" }, "Reading…");
  readonly element = el("div", { class: "welcome progress" }, el("h1", {}, "Reading your notes"), this.#bar, this.#said, el("p", { class: "promise" }, "Nothing leaves this machine."));

  read({ done, total }: How): void {
    if (total !== null) this.#bar.max = Math.max(1, total);
    if (total !== null) this.#bar.value = done;
    this.#said.textContent = total === null ? `${count(done, "file")} read` : `${done.toLocaleString("en")} of ${count(total, "file")} read`;
  }
}

/** A message in place of a summary. */
export function message(title: string, ...text: string[]): HTMLElement {
  return el("div", { class: "welcome" }, el("h1", {}, title), ...text.map((words) => el("p", { class: "lead" }, words)));
}
