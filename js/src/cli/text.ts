// Text for a terminal: cleaned, measured, wrapped.

/**
 * Text from notes with nothing in it that a terminal would obey: control characters become visible signs, line ends
 * and tabs become blanks, and marks that reverse the reading direction are dropped.
 */
export function clean(text: string): string {
  return text
    .replace(/[\t\n\r\v\f\u0085\u2028\u2029]+/g, " ")
    .replace(/[\u0000-\u001f]/g, (character) => String.fromCharCode(0x2400 + character.charCodeAt(0)))
    .replace(/\u007f/g, "\u2421")
    .replace(/[\u0080-\u009f]/g, "\ufffd")
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, "");
}

/** JSON for a terminal: the same value, with the control characters escaped that JSON itself lets through. */
export function json(value: unknown): string {
  const escape = (character: string): string => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  return JSON.stringify(value, null, 2).replace(/[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g, escape);
}

const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });
const WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const EMPTY = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]*$/u;

/** How many columns a text takes. */
export function width(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let columns = 0;
  for (const { segment } of graphemes.segment(text)) columns += WIDE.test(segment) ? 2 : EMPTY.test(segment) ? 0 : 1;
  return columns;
}

/** A text of exactly so many columns: filled with blanks, or cut. */
export function fit(text: string, columns: number): string {
  const short = cut(text, columns);
  return short + " ".repeat(Math.max(0, columns - width(short)));
}

/** A text of at most so many columns, with an ellipsis where it is cut. */
export function cut(text: string, columns: number): string {
  if (width(text) <= columns) return text;
  let kept = "";
  for (const { segment } of graphemes.segment(text)) {
    if (width(kept) + width(segment) > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines of at most so many columns, broken at blanks; a word that is too long is broken inside. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ").filter((part) => part !== "").flatMap((part) => pieces(part, columns))) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (width(longer) <= columns) line = longer;
    else {
      if (line !== "") lines.push(line);
      line = word;
    }
  }
  return line === "" ? lines : [...lines, line];
}

function pieces(word: string, columns: number): string[] {
  if (width(word) <= columns) return [word];
  const parts = [""];
  for (const { segment } of graphemes.segment(word)) {
    if (width(parts.at(-1)! + segment) > columns && parts.at(-1) !== "") parts.push("");
    parts[parts.length - 1] += segment;
  }
  return parts;
}
