// The table of tests/spec/links.md as sections: files with their texts, and rows.

import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { parseNote } from "relata";

const FILE = fileURLToPath(new URL("../../../tests/spec/links.md", import.meta.url));

/** Sections: `name`, `files` as pairs of path and text, `rows` with `from`, `link`, `path`, `by`, `ambiguous`, `line`. */
export function linkTable() {
  const sections = [];
  let fenced = false;
  for (const line of readFileSync(FILE, "utf8").split("\n")) {
    const section = sections.at(-1);
    if (!fenced && line.startsWith("## ")) sections.push({ name: line.slice(3), files: [], rows: [] });
    else if (!section) continue;
    else if (line.startsWith("```")) fenced = !fenced;
    else if (fenced) section.files.at(-1)[1] += `${line}\n`;
    else if (line.startsWith("- ")) section.files.push([code(line.slice(2)), ""]);
    else if (line.startsWith("| `")) section.rows.push(row(cells(line)));
  }
  return sections;
}

const code = (cell) => cell.trim().replace(/^`|`$/g, "").replaceAll("\\|", "|");
const cells = (line) => line.trim().replace(/^\||\|$/g, "").split(/(?<!\\)\|/).map((cell) => cell.trim());

function row([from, link, path, by, line]) {
  const { links = [], embeds = [] } = parseNote(code(link));
  const [way, ambiguous] = by.split(", ");
  return {
    from: code(from),
    written: code(link),
    link: [...links, ...embeds][0].link,
    path: code(path) === "-" ? null : code(path),
    by: way || null,
    ambiguous: ambiguous === "ambiguous",
    line: line === undefined || line === "-" ? null : Number(line),
    hasLine: line !== undefined,
  };
}
