import { readFile } from "node:fs/promises";

import type { Day, FoundTask, FoundTasks, TaskGroup, TaskQuery } from "../generated/types.js";
import { COMMON, day, read, Usage } from "./args.js";
import { complain, EXIT, medium, type Terminal } from "./main.js";
import { open } from "./open.js";
import { count, Page, run, type Medium } from "./page.js";
import { clean, json } from "./text.js";
import { ago, why } from "./words.js";

const TEXT = { type: "string" } as const;
const FLAG = { type: "boolean" } as const;
const LIST = { type: "string", multiple: true } as const;

const OPTIONS = {
  ...COMMON,
  "query-file": TEXT,
  note: TEXT,
  all: FLAG,
  owner: TEXT,
  status: TEXT,
  due: TEXT,
  scheduled: TEXT,
  start: TEXT,
  done: TEXT,
  priority: TEXT,
  tag: TEXT,
  path: TEXT,
  heading: TEXT,
  text: TEXT,
  entity: TEXT,
  blocked: FLAG,
  blocking: FLAG,
  copies: FLAG,
  sort: LIST,
  group: LIST,
  limit: TEXT,
} as const;

/** `relata tasks <folder> [query]` */
export async function tasks(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, OPTIONS, "tasks");
  const { json: asJson, help: _, "as-of": asOf, "query-file": file, all = false, copies = false, limit, ...stated } = values;
  const [folder, ...lines] = positionals;
  if (folder === undefined) throw new Usage("tasks takes a folder: relata tasks <folder> [query]");
  if (file !== undefined && lines.length > 0) throw new Usage("give the query itself or --query-file, not both");
  const text = file === undefined ? lines.join("\n") : await queryIn(file);
  const most = limit === undefined ? {} : { limit: number(limit) };
  const query = withDefaults({ ...stated, ...most, copies, ...(text.trim() !== "" && { query: text }) }, all);
  const vault = await open(folder, day(asOf), terminal);
  const found = vault.tasks(query);
  if (asJson) terminal.stdout.write(`${json(found)}\n`);
  else if (found.tasks.length > 0 || found.explanation !== null) terminal.stdout.write(tasksText(found, vault.asOf, medium(terminal)));
  if (found.tasks.length > 0) return EXIT.done;
  complain(terminal, found.total > 0 ? `${count(found.total, "task")} found, and none shown: --limit is 0` : why(vault.whyEmpty("tasks", query)));
  return EXIT.nothing;
}

async function queryIn(file: string): Promise<string> {
  return readFile(file, "utf8").catch((cause: unknown) => {
    throw new Usage(`cannot read the query in ${file}: ${cause instanceof Error ? cause.message : String(cause)}`);
  });
}

function number(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new Usage(`--limit takes a number, not "${text}"`);
}

/** Where nothing says which states are meant, what is still to do is. */
function withDefaults(query: TaskQuery, all: boolean): TaskQuery {
  const says = all || query.query !== undefined || query.status !== undefined || query.done !== undefined;
  return says ? query : { ...query, status: "open" };
}

/** Tasks as text, group by group; proposed ones behind those that were agreed. */
export function tasksText(found: FoundTasks, asOf: Day, on: Medium): string {
  const page = new Page(on);
  for (const line of found.explanation?.split("\n") ?? []) page.hanging([], clean(line), "dim");
  for (const group of found.groups) taskGroup(page, group, found, asOf);
  if (found.proposed.length > 0) page.heading("Proposed, not agreed");
  for (const group of found.proposed) taskGroup(page, group, found, asOf);
  if (found.layout.hidden.includes("task count")) return page.toString();
  const all = found.tasks.length < found.total ? ` of ${found.total.toLocaleString("en-US")}` : "";
  page.gap();
  page.line([run(`${count(found.tasks.length, "task")}${all} as of ${asOf}`, "dim")]);
  return page.toString();
}

function taskGroup(page: Page, { headings, tasks }: TaskGroup, found: FoundTasks, asOf: Day): void {
  const title = headings.map(clean).join(" › ");
  if (title !== "") page.heading(title, String(tasks.length));
  for (const index of tasks) taskLines(page, found.tasks[index]!, found, asOf);
}

function taskLines(page: Page, task: FoundTask, { layout }: FoundTasks, asOf: Day): void {
  const shown = (element: string): boolean => !layout.hidden.includes(element);
  const tags = shown("tags") ? task.description : task.text;
  page.hanging([run(`  [${clean(task.statusSymbol)}] `)], clean(tags));
  if (layout.shortMode) return;
  const facts = [
    ...(shown("due date") ? [due(task, asOf)] : []),
    ...dates(task).filter(([element]) => shown(element)).map(([, text]) => text),
    shown("priority") && task.priority !== "None" ? `${task.priority.toLowerCase()} priority` : "",
    shown("recurrence rule") && task.recurrence !== null ? clean(task.recurrence) : "",
    ...(shown("owner") ? owners(task) : []),
    task.isBlocked && !task.isDone ? "blocked" : "",
    ...ticked(task),
    layout.shown.includes("urgency") ? `urgency ${task.urgency.toFixed(2)}` : "",
  ];
  const late = task.overdueDays !== null && !task.proposed;
  const place = shown("backlink") ? clean(`${task.path}:${task.line}`) : "";
  page.remarks(6, facts, place, late ? "red" : "dim");
}

function due(task: FoundTask, asOf: Day): string {
  const date = task.dates.due;
  if (date === null) return "";
  if (date.value === null) return `due ${clean(date.text)}, which is no day`;
  if (task.overdueDays !== null) return `overdue by ${count(task.overdueDays, "day")}, due ${date.value}`;
  return task.isDone ? `due ${date.value}` : `due ${date.value}, ${ago(date.value, asOf)}`;
}

/** The other dates, by the name of their element. */
function dates({ dates: all, scheduledIsInferred }: FoundTask): [element: string, text: string][] {
  const named = [["scheduled", "scheduled"], ["start", "starts"], ["done", "done"], ["cancelled", "cancelled"]] as const;
  return named.flatMap(([name, word]) => {
    const date = all[name];
    if (date === null || (name === "scheduled" && scheduledIsInferred)) return [];
    return [[`${name} date`, `${word} ${clean(date.text)}`] as [string, string]];
  });
}

/** Where an open task is done in a copy. */
function ticked({ isDone, copies }: FoundTask): string[] {
  return copies.filter((copy) => copy.isDone && !isDone).map(({ path, line }) => `done in its copy ${clean(`${path}:${line}`)}`);
}

/** Who is to do it: by the name of their entity, and of their organisation. */
function owners(task: FoundTask): string[] {
  return task.ownerEntities.map(({ name, entity, isSelf, company }) => {
    const who = clean(`@${isSelf ? name : (entity ?? name)}`);
    return company === null || isSelf ? who : `${who} (${clean(company)})`;
  });
}
