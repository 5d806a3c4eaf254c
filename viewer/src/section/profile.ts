import type { Stated, Summary } from "relata";

import type { Context } from "../context.ts";
import { type Child, el } from "../dom.ts";
import { name, prose } from "../name.ts";
import { line, sourced } from "../source.ts";
import { capital } from "../words.ts";
import { section } from "./section.ts";

/** What the notes state; nothing when they state nothing. */
export function profile(context: Context, { profile: stated }: Summary): HTMLElement | null {
  const { background, ...fields } = stated;
  const rows = Object.entries(fields).filter((entry): entry is [string, Stated] => isStated(entry[1])).map(([key, value]) => row(context, key, value));
  const lines = background.map((value) => line(context, [value.source], "item", el("span", { class: "text" }, ...prose(context, value.value))));
  if (rows.length + lines.length === 0) return null;
  return section("profile", "Profile", null, rows.length > 0 ? el("dl", { class: "fields" }, ...rows) : null, lines.length > 0 ? el("ul", { class: "items" }, ...lines) : null);
}

function isStated(value: unknown): value is Stated {
  return typeof value === "object" && value !== null && "value" in value && "source" in value;
}

function row(context: Context, key: string, { value, source }: Stated): HTMLElement {
  const text: Child[] = key === "company" ? [name(context, value)] : prose(context, value);
  return el("div", { class: "line field" }, el("dt", {}, words(key)), el("dd", {}, ...sourced(context, [source], el("div", { class: "said" }, ...text))));
}

/** `accountStatus` as `Account status`. */
export function words(key: string): string {
  return capital(key.replace(/([a-z0-9])([A-Z])/gu, "$1 $2").replace(/[_-]+/gu, " ").toLowerCase());
}
