import { type Child, el } from "../dom.ts";

/** A titled part of the summary; `note` stands beside the title. */
export function section(id: string, title: string, note: Child, ...content: Child[]): HTMLElement {
  const heading = el("h2", { id: `title-${id}` }, title, note ? el("span", { class: "note" }, note) : null);
  return el("section", { class: `part ${id}`, "aria-labelledby": `title-${id}` }, heading, ...content);
}

/** `10 of 31` when a list is capped; nothing otherwise. */
export function shown(items: number, total: number): string | null {
  return total > items ? `${items} of ${total.toLocaleString("en")}` : null;
}

/** Why a part is empty, in words. */
export function empty(text: string): HTMLElement {
  return el("p", { class: "empty" }, text);
}

/** The first `limit` of `items`, and a button for the rest. */
export function folded(items: HTMLElement[], limit: number, list: HTMLElement, what: string): HTMLElement[] {
  list.append(...items.slice(0, limit));
  if (items.length <= limit) return [list];
  const more = el("button", { type: "button", class: "more", click: () => unfold(items.slice(limit), list, more) }, `Show all ${items.length} ${what}`);
  return [list, more];
}

function unfold(rest: HTMLElement[], list: HTMLElement, more: HTMLElement): void {
  list.append(...rest);
  more.remove();
  rest[0]?.querySelector<HTMLElement>("a, button")?.focus();
}
