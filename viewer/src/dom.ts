/** Elements made from code. Text goes in as text nodes only: notes are untrusted, and nothing here reads markup. */

export type Child = Node | string | number | null | undefined | false | Child[];

type Listener = (event: never) => void;
type Attributes = Record<string, string | number | boolean | null | undefined | Listener>;

/** An element; `true` sets an attribute, `false`, `null` and `undefined` leave it out, a function listens. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) set(element, name, value);
  append(element, children);
  return element;
}

function set(element: Element, name: string, value: Attributes[string]): void {
  if (typeof value === "function") element.addEventListener(name, value as EventListener);
  else if (value === true) element.setAttribute(name, "");
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value));
}

export function append(parent: ParentNode, children: Child[]): void {
  for (const child of children) {
    if (Array.isArray(child)) append(parent, child);
    else if (child instanceof Node) parent.append(child);
    else if (child !== null && child !== undefined && child !== false) parent.append(String(child));
  }
}

/** Children with `separator` between those that are there. */
export function join(children: Child[], separator: string): Child[] {
  const present = children.filter((child) => child !== null && child !== undefined && child !== false && child !== "");
  return present.flatMap((child, index) => (index === 0 ? [child] : [separator, child]));
}

const SVG = "http://www.w3.org/2000/svg";

/** A line drawing on a 16 by 16 grid, for decoration only. */
export function icon(path: string, name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path);
  svg.append(line);
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("class", `icon ${name}`);
  svg.setAttribute("aria-hidden", "true");
  return svg;
}

/** A thin bar, `value` of 100 full; beside a figure or a label that says the same. */
export function bar(value: number | null, className = "bar"): HTMLElement {
  const fill = el("span", { class: "fill" });
  fill.style.setProperty("--value", String(Math.max(0, Math.min(100, value ?? 0)) / 100));
  return el("span", { class: value === null ? `${className} none` : className, "aria-hidden": "true" }, fill);
}

/** Text for screen readers only. */
export function hidden(text: string): HTMLElement {
  return el("span", { class: "visually-hidden" }, text);
}
