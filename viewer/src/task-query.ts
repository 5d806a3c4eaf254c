import type { FoundTask, FoundTasks, TaskGroup } from "relata";

import type { Context } from "./context.ts";
import { type Child, el, join } from "./dom.ts";
import { names, prose } from "./name.ts";
import { position } from "./source.ts";
import { ago, count, date } from "./words.ts";

/** A ```` ```tasks ```` block of a note: the lines inside, and the number of the line that ends it, from 0. */
interface Block {
  query: string;
  end: number;
}

const FENCE = /^(?<prefix>[\s>]*(?:(?:[-*+]|\d+[.)])\s+)?)(?<marks>`{3,}|~{3,})\s*(?<info>.*)$/u;
const NONE: Record<string, string | undefined> = {};

/** The query blocks among the lines of a note; in quotes and callouts too. */
export function taskBlocks(lines: readonly string[]): Block[] {
  const blocks: Block[] = [];
  let open: { marks: string; isQuery: boolean; inside: string[] } | null = null;
  for (const [index, line] of lines.entries()) {
    const { marks = "", info = "" } = FENCE.exec(line)?.groups ?? NONE;
    if (open === null) {
      if (marks !== "" && !(marks.startsWith("`") && info.includes("`"))) open = { marks, isQuery: /^tasks\b/iu.test(info), inside: [] };
    } else if (marks.startsWith(open.marks) && info === "") {
      if (open.isQuery) blocks.push({ query: open.inside.join("\n"), end: index });
      open = null;
    } else {
      open.inside.push(line.replace(/^(?:\s*>)+ ?/u, ""));
    }
  }
  return blocks;
}

/** What a query finds now, or why it finds nothing or cannot be run. */
export function answer(context: Context, run: () => FoundTasks, none: () => string): HTMLElement {
  try {
    const found = run();
    return result(context, found, found.total === 0 ? none() : null);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return el("div", { class: "answer problem", role: "note" }, el("p", {}, `This query cannot be run: ${why}`));
  }
}

function result(context: Context, found: FoundTasks, none: string | null): HTMLElement {
  const groups = (all: readonly TaskGroup[]) => all.map((group) => taskGroup(context, group, found));
  const proposed = found.proposed.length > 0 ? el("div", { class: "proposed" }, el("h3", {}, "Proposed, not agreed"), ...groups(found.proposed)) : null;
  const explained = found.explanation === null ? null : el("p", { class: "explained" }, found.explanation);
  const total = found.tasks.length < found.total ? `${found.tasks.length} of ${count(found.total, "task")}` : count(found.total, "task");
  const counted = found.layout.hidden.includes("task count") ? null : el("p", { class: "count" }, total);
  return el("div", { class: "answer", role: "group", "aria-label": `What the query finds: ${total}` }, explained, ...groups(found.groups), proposed, none === null ? null : el("p", { class: "meta" }, none), counted);
}

function taskGroup(context: Context, { headings, tasks }: TaskGroup, found: FoundTasks): HTMLElement {
  const title = headings.length > 0 ? el("h4", {}, headings.join(" › ")) : null;
  const list = tasks.map((index) => taskLine(context, found.tasks[index]!, found));
  return el("div", { class: "group" }, title, list.length > 0 ? el("ul", {}, ...list) : null);
}

function taskLine(context: Context, task: FoundTask, { layout }: FoundTasks): HTMLElement {
  const shows = (element: string): boolean => !layout.hidden.includes(element);
  const text = shows("tags") ? task.description : task.text;
  const box = el("span", { class: "box", "aria-label": task.statusName }, `[${task.statusSymbol}]`);
  const facts = join(
    [
      shows("owner") ? el("span", {}, ...names(context, task.ownerEntities.map(({ name, entity }) => entity ?? name))) : null,
      shows("due date") ? due(task, context.asOf) : null,
      shows("priority") && task.priority !== "None" ? `${task.priority.toLowerCase()} priority` : null,
      shows("recurrence rule") ? task.recurrence : null,
      layout.shown.includes("urgency") ? `urgency ${task.urgency.toFixed(2)}` : null,
      shows("backlink") ? place(context, task) : null,
    ].filter((part) => !(part instanceof HTMLElement && part.childNodes.length === 0)),
    " · ",
  );
  const meta = layout.shortMode || facts.length === 0 ? null : el("p", { class: "meta" }, ...facts);
  const late = task.overdueDays !== null && !task.proposed;
  return el("li", { class: late ? "overdue" : null }, box, " ", ...prose(context, text), meta);
}

function due({ dates, overdueDays }: FoundTask, asOf: string): Child {
  if (dates.due === null) return null;
  const { value, text } = dates.due;
  if (value === null) return `due ${text}, which is no day`;
  return el("span", { class: "due", title: date(value) }, overdueDays !== null ? `was due ${ago(value, asOf)}` : `due ${ago(value, asOf)}`);
}

function place(context: Context, task: FoundTask): HTMLElement {
  const at = { path: task.path, line: task.line };
  return el("button", { type: "button", class: "place", click: () => context.read(task.path, task.line) }, position(at));
}
