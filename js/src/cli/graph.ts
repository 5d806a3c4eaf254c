import type { Graph, GraphEdge, GraphNode } from "../generated/types.js";
import type { GraphFormat } from "../vault.js";
import { COMMON, day, onlyFolder, read, Usage } from "./args.js";
import { kindsIn } from "./kinds.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { open } from "./open.js";
import { count, Page, run, type Medium } from "./page.js";
import { clean, json, width } from "./text.js";
import { why } from "./words.js";

const OPTIONS = {
  ...COMMON,
  around: { type: "string" },
  depth: { type: "string" },
  kind: { type: "string", multiple: true },
  format: { type: "string" },
} as const;
const FORMATS = ["text", "json", "graphml", "dot", "csv"];

/** `relata graph <folder>` */
export async function graph(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "graph");
  const folder = onlyFolder(positionals, "graph");
  const format = values.format ?? (values.json ? "json" : "text");
  if (!FORMATS.includes(format)) throw new Usage(`--format takes ${FORMATS.slice(1).join(", ")} or text, not "${format}"`);
  if (values.json && format !== "json") throw new Usage("--json and another --format exclude each other");
  const near = { ...(values.around && { around: values.around }), ...depthOf(values.depth, values.around) };
  const vault = await open(folder, day(values["as-of"]), terminal);
  const query = { ...near, ...(values.kind && { kinds: kindsIn(vault, values.kind) }) };
  const found = vault.graph(query);
  if (format === "json") terminal.stdout.write(`${json(found)}\n`);
  else if (format === "text" && found.edges.length > 0) terminal.stdout.write(graphText(found, medium(terminal)));
  else if (format !== "text") terminal.stdout.write(printable(vault.exportGraph(format as GraphFormat, query)));
  if (found.edges.length > 0) return EXIT.done;
  complain(terminal, why(vault.whyEmpty("graph", query)));
  return EXIT.nothing;
}

function depthOf(value: string | undefined, around: string | undefined): { depth?: number } {
  if (value === undefined) return {};
  if (around === undefined) throw new Usage("--depth goes with --around: how many ties away from that name");
  if (!/^[1-9]\d{0,2}$/.test(value)) throw new Usage(`--depth takes a number from 1, not "${value}"`);
  return { depth: Number(value) };
}

/** Text of a format without what a terminal would obey. */
function printable(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, "");
}

/** The ties as a table, the strongest first. */
export function graphText({ nodes, edges }: Graph, on: Medium): string {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const name = (id: number): string => clean(byId.get(id)?.name ?? "");
  const sorted = edges.toSorted((a, b) => b.strength - a.strength || order(byId, a, b));
  const head = ["From", "To", "Strength", "Together", "Last"].map((title) => run(title, "bold"));
  const rows = sorted.map((edge) => [
    run(name(edge.source)),
    run(name(edge.target)),
    run(edge.strength.toFixed(2).padStart(8)),
    run(String(edge.interactions.length).padStart(8)),
    run(edge.last, "dim"),
  ]);
  const page = new Page(on);
  const widest = (column: number, most: number): number => Math.min(most, Math.max(...[head, ...rows].map((row) => width(row[column]!.text))));
  const names = Math.max(12, Math.floor((on.width - 34) / 2));
  for (const row of [head, ...rows]) page.row(row, [widest(0, names), widest(1, names), 8, 8, 10]);
  page.gap();
  page.line([run(`${count(edges.length, "tie")} between ${count(new Set(edges.flatMap((e) => [e.source, e.target])).size, "entry", "entries")}`, "dim")]);
  return page.toString();
}

function order(byId: Map<number, GraphNode>, a: GraphEdge, b: GraphEdge): number {
  const key = ({ source, target }: GraphEdge): string => `${byId.get(source)?.name}\0${byId.get(target)?.name}`;
  return key(a) < key(b) ? -1 : 1;
}
