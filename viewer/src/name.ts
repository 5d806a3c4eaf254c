import type { Context } from "./context.ts";
import { type Child, el } from "./dom.ts";

/** A name, as a link to its summary where there is one. */
export function name(context: Context, text: string): Child {
  const address = context.address(text);
  return address === null ? text : el("a", { href: address }, text);
}

/** Names one after another. */
export function names(context: Context, texts: string[]): Child[] {
  return texts.flatMap((text, index) => (index === 0 ? [name(context, text)] : [", ", name(context, text)]));
}

const LINK = /!?\[\[([^\][|#]*)(#[^\][|]*)?(?:\|([^\][]*))?\]\]/gu;

/** Note text with its wikilinks as names; everything else stays the plain text that it is. */
export function prose(context: Context, text: string): Child[] {
  const parts: Child[] = [];
  let end = 0;
  for (const match of text.matchAll(LINK)) {
    parts.push(text.slice(end, match.index), linked(context, match));
    end = match.index + match[0].length;
  }
  parts.push(text.slice(end));
  return parts;
}

function linked(context: Context, [, target = "", subpath = "", display]: RegExpMatchArray): Child {
  const text = display || target || subpath.slice(1);
  const address = context.address(target.trim());
  return address === null ? text : el("a", { href: address }, text);
}
