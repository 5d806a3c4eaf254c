import type { App } from "./app.ts";

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -Infinity, End: Infinity };

/** `/` goes to the search box, arrow keys move through the list, Escape empties the search. */
export function listen(app: App): void {
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || document.querySelector("dialog[open]")) return;
    if (handle(app, event)) event.preventDefault();
  });
}

function handle(app: App, event: KeyboardEvent): boolean {
  const { search } = app.page;
  if (event.key === "/" && !typing(event.target)) return focusSearch(search);
  if (event.target === search) return inSearch(app, event);
  const step = STEPS[event.key];
  if (step === undefined || !inList(app, event.target)) return false;
  app.move(step);
  app.focusList();
  return true;
}

function inSearch(app: App, event: KeyboardEvent): boolean {
  const { search } = app.page;
  if (event.key === "Escape" && search.value !== "") return empty(app);
  if (event.key !== "ArrowDown" && event.key !== "Enter") return false;
  app.move(0);
  app.focusList();
  return true;
}

function focusSearch(search: HTMLInputElement): boolean {
  search.focus();
  search.select();
  return true;
}

function empty(app: App): boolean {
  app.page.search.value = "";
  app.ask({ text: "" });
  return true;
}

function typing(target: EventTarget | null): boolean {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement;
}

/** In the list, or nowhere in particular. */
function inList(app: App, target: EventTarget | null): boolean {
  return target === document.body || (target instanceof Node && app.page.list.contains(target));
}
