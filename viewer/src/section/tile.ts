import { type Child, el } from "../dom.ts";

/** One figure at the top: what, its value, and up to two lines on it. */
export function tile(label: string, value: Child, ...notes: Child[]): HTMLElement {
  const lines = notes.filter((note) => note !== null && note !== "").map((note) => el("p", { class: "detail" }, note));
  return el("div", { class: "tile" }, el("h2", {}, label), el("p", { class: "value" }, value), ...lines);
}

/** `on rhythm` as a class name. */
export function stateClass(state: string): string {
  return state.replace(/[^a-z]+/gu, "-");
}
