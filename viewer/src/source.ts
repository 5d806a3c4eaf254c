import type { Source } from "relata";

import type { Context } from "./context.ts";
import { type Child, el, icon } from "./dom.ts";
import { count } from "./words.ts";

/** A place that a line of the summary comes from; without a line number, a whole note. */
export type Place = Pick<Source, "path"> & Partial<Source>;

const PAGE = "M4.5 2.5h5l3 3v8h-8zM6.5 8h4M6.5 10.5h4";

let made = 0;

/** A list item that can show where its text comes from. */
export function line(context: Context, places: Place[], className: string, ...said: Child[]): HTMLLIElement {
  return el("li", { class: `line ${className}`.trim() }, ...sourced(context, places, el("div", { class: "said" }, ...said)));
}

/** `said`, the button that asks where it comes from, and the answer, hidden until asked for. */
export function sourced(context: Context, places: Place[], said: HTMLElement): HTMLElement[] {
  if (places.length === 0) return [said];
  const answer = placeList(context, places);
  return [said, button(places, answer), answer];
}

function button(places: Place[], answer: HTMLElement): HTMLElement {
  return el(
    "button",
    {
      type: "button",
      class: "where",
      title: places.map(words).join("\n"),
      "aria-label": `Where this comes from: ${count(places.length, "place")}`,
      "aria-expanded": "false",
      "aria-controls": answer.id,
      click: (event: MouseEvent) => toggle(event.currentTarget as HTMLElement, answer),
    },
    icon(PAGE, "page"),
  );
}

function toggle(control: HTMLElement, answer: HTMLElement): void {
  answer.hidden = !answer.hidden;
  control.setAttribute("aria-expanded", String(!answer.hidden));
}

function placeList(context: Context, places: Place[]): HTMLElement {
  const id = `places-${(made += 1)}`;
  return el("ul", { class: "places", id, hidden: true }, ...places.map((place) => el("li", {}, context.has(place.path) ? placeButton(context, place) : gone(place))));
}

function placeButton(context: Context, place: Place): HTMLElement {
  const heading = place.heading ? el("span", { class: "heading" }, place.heading) : null;
  const read = () => context.read(place.path, place.line);
  return el("button", { type: "button", class: "place", click: read }, el("span", { class: "path" }, position(place)), heading);
}

/** A note that others tell of, but that is not there. */
function gone(place: Place): HTMLElement {
  return el("span", { class: "gone" }, `${place.path} (not in this folder)`);
}

/** `People/Jo.md:12`. */
export function position(place: Place): string {
  return place.line ? `${place.path}:${place.line}` : place.path;
}

function words(place: Place): string {
  return place.heading ? `${position(place)} (${place.heading})` : position(place);
}
