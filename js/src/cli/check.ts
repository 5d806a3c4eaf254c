import type { Conflict, Finding, LinkProblem, Severity, Stale, Suggestion } from "../generated/types.js";
import { RelataError } from "../error.js";
import type { Vault } from "../vault.js";
import { COMMON, day, onlyFolder, read, Usage } from "./args.js";
import { EXIT, medium, type Terminal } from "./main.js";
import { NAMES } from "./names.js";
import { open } from "./open.js";
import { count, Page, run, type Medium, type Style } from "./page.js";
import { sarif } from "./sarif.js";
import { reasonsOf } from "./suggestions.js";
import { clean, json, width } from "./text.js";

/** Something that a person should look at. */
export interface Problem {
  /** Stable name of what is wrong. */
  rule: string;
  severity: Severity;
  path: string;
  /** From 1, in UTF-16 units. */
  line: number;
  column: number;
  message: string;
}

const OPTIONS = { ...COMMON, sarif: { type: "boolean" }, all: { type: "boolean" } } as const;

/** `relata check <folder>` */
export async function check(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "check");
  const folder = onlyFolder(positionals, "check");
  if (values.json && values.sarif) throw new Usage("--json and --sarif exclude each other");
  const vault = await open(folder, day(values["as-of"]), terminal);
  const problems = problemsOf(vault).filter(({ severity }) => values.all || severity !== "info");
  if (values.sarif) terminal.stdout.write(`${json(sarif(problems))}\n`);
  else if (values.json) terminal.stdout.write(`${json({ notes: vault.length, rules: countsOf(problems), problems })}\n`);
  else terminal.stdout.write(checkText(problems, vault.length, medium(terminal)));
  return problems.length > 0 ? EXIT.nothing : EXIT.done;
}

/** Everything that is odd in a vault, by path and place. */
export function problemsOf(vault: Vault): Problem[] {
  const paths = new Map(vault.entities().map(({ name, path }) => [name, path]));
  const stale = vault.stale();
  const all = [
    ...vault.diagnostics().map(finding),
    ...vault.linkProblems().map(linkProblem),
    ...vault.suggestions().map((suggestion) => nameProblem(vault, suggestion, paths)),
    ...stale.map(staleProblem),
    ...conflictsOf(vault, new Set(stale.map(({ path }) => path))).map(conflictProblem),
  ];
  const key = ({ path, rule }: Problem): string => `${path}\0${rule}`;
  return all.sort((a, b) => compare(a.path, b.path) || a.line - b.line || a.column - b.column || compare(key(a), key(b)));
}

/** What entity notes say against newer ones. That a contact came after the last one which is noted is said of stale notes. */
function conflictsOf(vault: Vault, stale: ReadonlySet<string>): Conflict[] {
  const noted = vault.entities().flatMap(({ path }) => path ?? []);
  const told = (path: string, field: string): boolean => field === "last_contact" && stale.has(path);
  return noted.flatMap((path) => vault.summary(path).conflicts.filter(({ field }) => !told(path, field)));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function finding({ code, message, ...rest }: Finding): Problem {
  return { rule: code, ...rest, message: code === "task-done-in-copy" ? `${message}; \`relata settle\` shows it done there too` : message };
}

const LINKS: Record<LinkProblem["code"], string> = {
  "unresolved-link": "leads nowhere",
  "ambiguous-link": "may lead to several notes",
  "missing-subpath": "names a heading or block that its note does not have",
};

function linkProblem({ path, position: { start }, code, target, candidates }: LinkProblem): Problem {
  const choices = candidates.length === 0 ? "" : `${code === "unresolved-link" ? "; nearest" : ""}: ${candidates.join(", ")}`;
  return { rule: code, severity: "warning", path, line: start.line + 1, column: start.col + 1, message: `the link to ${target} ${LINKS[code]}${choices}` };
}

/** Two names have no place of their own: it is the note of one of them, else one that speaks of them. */
function nameProblem(vault: Vault, suggestion: Suggestion, paths: ReadonlyMap<string, string | null>): Problem {
  const { keep, alias } = suggestion;
  const own = paths.get(alias) ?? paths.get(keep);
  const { path, line } = own ? { path: own, line: 1 } : (placeIn(vault, alias) ?? placeIn(vault, keep) ?? { path: NAMES, line: 1 });
  const message = `${alias} is probably ${keep} (${reasonsOf(suggestion)}); \`relata suggestions\` settles it`;
  return { rule: "probably-same", severity: "warning", path, line, column: 1, message };
}

/** A place that speaks of somebody: the newest interaction, else a task. */
function placeIn(vault: Vault, name: string): { path: string; line: number } | undefined {
  try {
    const { context, upcoming, openTasks, facts } = vault.summary(name);
    const notes = [...context, ...upcoming].flatMap((contact) => contact.notes).map((path) => ({ path, line: 1 }));
    const tasks = Object.values(openTasks).flat().map(({ source }) => source);
    const places = [...notes, ...tasks, ...facts.items.flatMap(({ sources }) => sources)];
    return places.find(({ path }) => vault.note(path) !== null);
  } catch (error) {
    if (error instanceof RelataError && (error.code === "ambiguous-name" || error.code === "unknown-name")) return undefined;
    throw error;
  }
}

function staleProblem({ path, name, changes }: Stale): Problem {
  const [first, ...more] = changes;
  const what = [first?.section, first?.message].filter((part) => part).join(": ");
  const also = more.length > 0 ? `, and ${count(more.length, "more change")}` : "";
  return { rule: "stale-note", severity: "warning", path, line: first?.line ?? 1, column: 1, message: `the note on ${name} is behind the others: ${what}${also}; \`relata refresh\` shows it` };
}

function conflictProblem({ field, stored, found }: Conflict): Problem {
  const message = `${field}: this note says ${stored.value}, but ${found.source.path}:${found.source.line} says ${found.value}`;
  return { rule: "conflict", severity: "warning", path: stored.source.path, line: stored.source.line, column: 1, message };
}

/** How many there are of each rule. */
function countsOf(problems: readonly Problem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { rule } of problems) counts[rule] = (counts[rule] ?? 0) + 1;
  return counts;
}

const STYLES: Record<Severity, Style> = { error: "red", warning: "yellow", info: "dim" };

/** Problems as text, by note. */
export function checkText(problems: readonly Problem[], notes: number, on: Medium): string {
  const page = new Page(on);
  const places = Math.max(0, ...problems.map((problem) => width(placeOf(problem))));
  let path: string | undefined;
  for (const problem of problems) {
    if (problem.path !== path) page.heading(clean((path = problem.path)));
    const label = [run(`  ${placeOf(problem).padEnd(places)}  `, "dim"), run(problem.severity.padEnd(7), STYLES[problem.severity]), run("  ")];
    page.hanging(label, clean(`${problem.message} (${problem.rule})`));
  }
  page.gap();
  const counts = Object.entries(countsOf(problems)).sort(([a, n], [b, m]) => m - n || compare(a, b));
  const total = problems.length === 0 ? `Nothing to report in ${count(notes, "note")}.` : `${count(problems.length, "problem")} in ${count(notes, "note")}: `;
  page.hanging([], total + counts.map(([rule, n]) => `${n} ${rule}`).join(", "), "bold");
  return page.toString();
}

function placeOf({ line, column }: Problem): string {
  return `${line}:${column}`;
}
