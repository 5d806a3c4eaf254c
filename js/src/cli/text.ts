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

const segmenter = new Intl.Segmenter(undefined, { granularity: "grapheme" });
/** Segmenting takes time that grows with the square of the length, so long texts are cut in portions. */
const PORTION = 256;

/** What a reader sees as characters. */
function* graphemes(text: string): Generator<string> {
  let open = "";
  for (let at = 0, end = 0; at < text.length; at = end) {
    end = borderAfter(text, at + PORTION);
    const parts = Array.from(segmenter.segment(open + text.slice(at, end)), ({ segment }) => segment);
    // The last one may go on in the next portion.
    const more = end < text.length && parts.at(-1)!.length < PORTION;
    open = more ? parts.pop()! : "";
    yield* parts;
  }
}

/** The next place that is not inside a surrogate pair. */
function borderAfter(text: string, at: number): number {
  const inside = /[\ud800-\udbff]/.test(text.charAt(at - 1)) && /[\udc00-\udfff]/.test(text.charAt(at));
  return inside ? at + 1 : at;
}

const WIDE = /[\p{Emoji_Presentation}\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]|\ufe0f/u;
const ASCII = /^[\x20-\x7e]*$/;
const EMPTY = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]*$/u;

/** How many columns a text takes. */
export function width(text: string): number {
  if (ASCII.test(text)) return text.length;
  let columns = 0;
  for (const grapheme of graphemes(text)) columns += graphemeWidth(grapheme);
  return columns;
}

function graphemeWidth(grapheme: string): number {
  if (ASCII.test(grapheme)) return grapheme.length;
  return WIDE.test(grapheme) ? 2 : EMPTY.test(grapheme) ? 0 : 1;
}

/** A text of exactly so many columns: filled with blanks, or cut. */
export function fit(text: string, columns: number): string {
  const short = cut(text, columns);
  return short + " ".repeat(Math.max(0, columns - width(short)));
}

/** A text of at most so many columns, with an ellipsis where it is cut. */
export function cut(text: string, columns: number): string {
  const [first = "", ...more] = pieces(text, columns);
  if (more.length === 0) return first;
  return `${(pieces(text, columns - 1)[0] ?? "").trimEnd()}…`;
}

/** Lines of at most so many columns, broken at blanks; a word that is too long is broken inside. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = [];
  let line: string[] = [];
  let used = 0;
  for (const word of text.split(" ").filter((part) => part !== "").flatMap((part) => pieces(part, columns))) {
    const wide = width(word);
    if (line.length > 0 && used + 1 + wide > columns) {
      lines.push(line.join(" "));
      line = [];
    }
    used = line.length === 0 ? wide : used + 1 + wide;
    line.push(word);
  }
  return line.length === 0 ? lines : [...lines, line.join(" ")];
}

/** A text in pieces of at most so many columns. */
function pieces(text: string, columns: number): string[] {
  const parts: string[] = [];
  let [part, used] = ["", 0];
  for (const grapheme of graphemes(text)) {
    const wide = graphemeWidth(grapheme);
    if (used + wide > columns && part !== "") {
      parts.push(part);
      [part, used] = ["", 0];
    }
    part += grapheme;
    used += wide;
  }
  return part === "" ? parts : [...parts, part];
}
