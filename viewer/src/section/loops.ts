import type { OpenTask, Summary } from "relata";

import type { Context } from "../context.ts";
import { type Child, el, hidden, icon, join } from "../dom.ts";
import { names, prose } from "../name.ts";
import { line } from "../source.ts";
import { ago, date } from "../words.ts";
import { empty, folded, section } from "./section.ts";

const RING = "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11";

/** Promises in both directions; what was only proposed stands apart. */
export function loops(context: Context, { openTasks, entity }: Summary): HTMLElement {
  const { iOwe, theyOwe, others, proposed } = openTasks;
  const groups = [
    group(context, "I owe", iOwe, false),
    group(context, entity.kind === "person" ? "They owe" : `${entity.name} owes`, theyOwe, entity.kind !== "person"),
    group(context, "Others", others, true),
  ].filter((part) => part !== null);
  const agreed = groups.length > 0 ? el("div", { class: "loops" }, ...groups) : empty(settled(proposed.length > 0));
  return section("open-loops", "Open loops", null, agreed, proposals(context, proposed));
}

function settled(proposals: boolean): string {
  return proposals ? "Nothing agreed is open; there are only proposals." : "Nothing is open: no task waits for either side.";
}

function group(context: Context, title: string, tasks: OpenTask[], withOwners: boolean): HTMLElement | null {
  if (tasks.length === 0) return null;
  return el("div", { class: "group" }, el("h3", {}, title), ...taskList(context, tasks, withOwners, 6));
}

function proposals(context: Context, tasks: OpenTask[]): HTMLElement | null {
  if (tasks.length === 0) return null;
  return el("div", { class: "group proposed" }, el("h3", {}, "Proposed, not agreed"), ...taskList(context, tasks, true, 3));
}

function taskList(context: Context, tasks: OpenTask[], withOwners: boolean, limit: number): HTMLElement[] {
  const lines = tasks.map((task) => taskLine(context, task, withOwners));
  return folded(lines, limit, el("ul", { class: "tasks" }), "tasks");
}

function taskLine(context: Context, task: OpenTask, withOwners: boolean): HTMLElement {
  const owner = !withOwners ? null : task.owners.length > 0 ? el("span", {}, ...names(context, task.owners)) : "nobody yet";
  const copy = context.doneIn(task.source);
  const done = copy === null ? null : "done in its copy";
  const about = join([owner, due(context, task), priority(task.priority), done], " · ");
  const said = [icon(RING, "ring"), el("span", { class: "text" }, ...prose(context, task.text)), about.length > 0 ? el("p", { class: "meta" }, ...about) : null];
  return line(context, copy === null ? [task.source] : [task.source, copy], task.overdue ? "task overdue" : "task", ...said);
}

function due(context: Context, task: OpenTask): Child {
  if (task.due === null) return null;
  const words = task.overdue ? `was due ${ago(task.due, context.asOf)}` : `due ${ago(task.due, context.asOf)}`;
  return el("span", { class: "due", title: date(task.due) }, words, hidden(`, ${date(task.due)}`));
}

function priority(level: string): Child {
  if (level === "none") return null;
  return el("span", { class: `priority ${level}` }, `${level} priority`);
}
