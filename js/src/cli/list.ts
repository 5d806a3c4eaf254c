import type { Day, EntityRow } from "../generated/types.js";
import { COMMON, day, onlyFolder, read } from "./args.js";
import { kindsIn } from "./kinds.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { open } from "./open.js";
import { count, Page, run, type Medium, type Run } from "./page.js";
import { clean, json, width } from "./text.js";
import { ago, bar, score, stateStyle, why } from "./words.js";

const TEXT = { type: "string" } as const;

/** `relata list <folder>` */
export async function list(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = { ...COMMON, kind: TEXT, company: TEXT, tag: TEXT, state: TEXT, text: TEXT, sort: TEXT } as const;
  const { values, positionals } = read(args, options, "list");
  const folder = onlyFolder(positionals, "list");
  const vault = await open(folder, day(values["as-of"]), terminal);
  const asOf = vault.asOf;
  const { kind, company, tag, state, text, sort } = values;
  const filters = given({ kind: kind === undefined ? kind : kindsIn(vault, [kind])[0], company, tag, state, text });
  const rows = vault.entities({ ...filters, ...given({ sort }) });
  if (values.json) terminal.stdout.write(`${json(rows)}\n`);
  if (rows.length > 0) {
    if (!values.json) terminal.stdout.write(listText(rows, asOf, medium(terminal)));
    return EXIT.done;
  }
  complain(terminal, why(vault.whyEmpty("entities", filters)));
  return EXIT.nothing;
}

/** Only the options that were given. */
function given<T extends Record<string, string | undefined>>(options: T): { [K in keyof T]?: string } {
  return Object.fromEntries(Object.entries(options).filter(([, value]) => value !== undefined)) as { [K in keyof T]?: string };
}

/** The table of entities as text. */
export function listText(rows: readonly EntityRow[], asOf: Day, on: Medium): string {
  const page = new Page(on);
  const table = [HEAD, ...rows.map((row) => cells(row, asOf))];
  const shown = widthsIn(table, on.width);
  for (const line of table) page.row(line.filter((_, column) => shown.has(column)), [...shown.values()]);
  page.gap();
  page.line([run(`${count(rows.length, "entry", "entries")} as of ${asOf}`, "dim")]);
  return page.toString();
}

const HEAD = ["Name", "Kind", "Last contact", "", "Strength", "Rhythm", "Open"].map((title) => run(title, "bold"));
/** The column that goes first where there is little room. */
const AGO = 3;

/** Width of each column that is shown, by its number; names are cut where there is little room. */
function widthsIn(table: readonly Run[][], room: number): Map<number, number> {
  const widths = new Map(HEAD.map((_, column) => [column, Math.max(...table.map((line) => width(line[column]!.text)))]));
  const used = (): number => [...widths.values()].reduce((sum, columns) => sum + columns + 2, -2);
  if (used() > room) widths.delete(AGO);
  if (used() > room) widths.set(0, Math.max(12, widths.get(0)! - (used() - room)));
  return widths;
}

function cells(row: EntityRow, asOf: Day): Run[] {
  const { strength } = row;
  return [
    run(clean(row.incomplete ? `${row.name} (incomplete)` : row.name)),
    run(clean(row.kind), "dim"),
    run(row.lastContact ?? "never"),
    run(row.lastContact ? ago(row.lastContact, asOf) : "", "dim"),
    run(strength === null ? "" : `${score(strength).padStart(5)} ${bar(strength, 5)}`),
    run(row.state, stateStyle(row.state)),
    run(row.openTasks > 0 ? String(row.openTasks).padStart(4) : ""),
  ];
}
