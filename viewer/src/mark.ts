import { el } from "./dom.ts";
import { initials } from "./words.ts";

/** A monogram: round for people, square for everything else, tinted by kind. Decoration only. */
export function mark(name: string, kind: string): HTMLElement {
  const element = el("span", { class: kind === "person" ? "mark round" : "mark", "aria-hidden": "true" }, initials(name));
  element.style.setProperty("--hue", String(hue(kind)));
  return element;
}

/** A hue in degrees, the same for the same kind in every vault. */
function hue(kind: string): number {
  let sum = 7;
  for (const char of kind) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 360;
  return sum;
}
