// A page of text as it grows: headings, labelled lines and list items, wrapped to the width, coloured where wanted.

import { cut, fit, width as columnsOf, wrap } from "./text.js";

const CODES = { bold: [1, 22], dim: [2, 22], red: [31, 39], green: [32, 39], yellow: [33, 39], cyan: [36, 39] } as const;

/** A way to print text. */
export type Style = keyof typeof CODES | "plain";

/** Text in one style. All text is clean before it gets here. */
export interface Run {
  text: string;
  style: Style;
}

/** Where a page is printed: its width, and whether colours are wanted. */
export interface Medium {
  width: number;
  colour: boolean;
  /** Whether a program reads it, not a screen: what is data there, such as a diff, holds every byte. */
  exact?: boolean;
}

/** Collects lines. */
export class Page {
  readonly #lines: string[] = [];

  constructor(readonly medium: Medium) {}

  /** An empty line, unless the page is empty or has just had one. */
  gap(): void {
    if (this.#lines.length > 0 && this.#lines.at(-1) !== "") this.#lines.push("");
  }

  /** A heading after an empty line, with a remark behind it. */
  heading(text: string, remark = ""): void {
    this.gap();
    this.line([run(text, "bold"), ...(remark === "" ? [] : [run(`  ${remark}`, "dim")])]);
  }

  /** One line as it is; `text` is not wrapped. */
  line(runs: readonly Run[]): void {
    this.#lines.push(runs.map((part) => paint(part, this.medium)).join("").trimEnd());
  }

  /** Text behind a `label`; later lines stand under the first. `lead` begins the text in its own style. */
  hanging(label: readonly Run[], text: string, style: Style = "plain", lead: Run = run("")): void {
    const indent = columns(label);
    const [first = "", ...rest] = wrap(lead.text + text, Math.max(20, this.medium.width - indent));
    const led = first.startsWith(lead.text) ? lead.text.length : 0;
    this.line([...label, run(first.slice(0, led), lead.style), run(first.slice(led), style)]);
    for (const line of rest) this.line([run(" ".repeat(indent)), run(line, style)]);
  }

  /** Remarks with the place they come from, on one line: what is too long of the place is cut. */
  remarks(indent: number, texts: readonly string[], place: string, style: Style = "dim"): void {
    const said = texts.filter((text) => text !== "").join(" · ");
    const lead = said === "" || place === "" ? said : `${said} · `;
    const room = this.medium.width - indent - columnsOf(lead);
    if (room >= 32 || lead === "") return this.hanging([run(" ".repeat(indent))], lead + shorten(place, room), style);
    this.hanging([run(" ".repeat(indent))], said, style);
    if (place !== "") this.remarks(indent, [], place, style);
  }

  /** Rows in columns of the given widths, two blanks apart. */
  row(cells: readonly Run[], widths: readonly number[]): void {
    const padded = cells.map((cell, index) => run(fit(cell.text, widths[index]!), cell.style));
    this.line(padded.flatMap((cell, index) => (index === 0 ? [cell] : [run("  "), cell])));
  }

  toString(): string {
    return this.#lines.map((line) => `${line}\n`).join("");
  }
}

/** Text as it is printed. */
export function paint({ text, style }: Run, { colour }: Medium): string {
  if (style === "plain" || !colour || text.trim() === "") return text;
  const [on, off] = CODES[style];
  return `\u001b[${on}m${text}\u001b[${off}m`;
}

/** A place in at most so many columns: first its folders go, then the middle of the file name. */
function shorten(place: string, room: number): string {
  if (columnsOf(place) <= room) return place;
  const [, folders = "", name = ""] = /^(.*\/)?(.*)$/su.exec(place) ?? [];
  const short = folders === "" ? name : `…/${name}`;
  const end = /(\.[^.\s]{1,8})?(:\d+)?( \(\+\d+\))?$/u.exec(short)?.[0] ?? "";
  if (columnsOf(short) <= room) return short;
  return cut(short.slice(0, short.length - end.length), Math.max(8, room - columnsOf(end))) + end;
}

/** How many columns runs take. */
function columns(runs: readonly Run[]): number {
  return runs.reduce((sum, part) => sum + columnsOf(part.text), 0);
}

/** Text in a style. */
export function run(text: string, style: Style = "plain"): Run {
  return { text, style };
}

/** "1 note", "2 notes". */
export function count(n: number, one: string, many = `${one}s`): string {
  return `${n.toLocaleString("en-US")} ${n === 1 ? one : many}`;
}
