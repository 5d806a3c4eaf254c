// The entries of the pane's sections. All text goes in as text: notes are not trusted.

import type { Contact, Summary } from "relata/inline";

import type { PaneActions } from "./pane";
import { noteName, roleOf } from "./words";

type Item = Summary["facts"]["items"][number];
type Task = Summary["openTasks"]["iOwe"][number];
type Person = Summary["contacts"][number];
type Stated = Summary["profile"]["background"][number];
type Points = Summary["strength"]["explain"][number];
type Source = Item["sources"][number];

const TASK_GROUPS: [keyof Summary["openTasks"], string][] = [
  ["iOwe", "You owe"],
  ["theyOwe", "They owe"],
  ["others", "Others"],
  ["proposed", "Proposed"],
];

interface Link {
  text: string;
  cls: string;
  onClick: (event: MouseEvent) => void;
}

/** Something to click. Its target is never made of a note's text. */
export function link(parent: HTMLElement, { text, cls, onClick }: Link): HTMLElement {
  const el = parent.createEl("a", { text, cls, href: "#", attr: { dir: "auto" } });
  el.addEventListener("click", (event) => {
    event.preventDefault();
    onClick(event);
  });
  return el;
}

export function drawTasks(parent: HTMLElement, { openTasks, entity }: Summary, actions: PaneActions): void {
  for (const [group, title] of TASK_GROUPS) {
    const tasks = openTasks[group];
    if (tasks.length === 0) continue;
    parent.createDiv({ cls: "relata-group", text: title });
    const list = parent.createEl("ul", { cls: "relata-list" });
    // Who owes is said already where it is the reader, or the entity itself.
    const owners = (task: Task) => (group === "iOwe" ? [] : task.owners.filter((owner) => owner !== entity.name));
    for (const task of tasks) {
      const entry = list.createEl("li", { cls: "relata-entry" });
      drawTask(group === "proposed" ? entry : drawBox(entry, task, actions), task, owners(task), actions);
    }
  }
}

/** A box to tick beside what it returns. What was only proposed is nobody's to tick. */
function drawBox(entry: HTMLElement, { text, source }: Task, actions: PaneActions): HTMLElement {
  entry.addClass("relata-task");
  const attr = { type: "checkbox", "aria-label": `Done: ${text}`, title: "Tick it in its notes" };
  const box = entry.createEl("input", { cls: "task-list-item-checkbox", attr });
  box.addEventListener("click", async () => {
    box.disabled = true;
    if (await actions.tick(source.path, source.line)) return; // the pane is drawn anew once the notes are read
    box.checked = box.disabled = false;
  });
  return entry.createDiv();
}

function drawTask(entry: HTMLElement, task: Task, owners: string[], actions: PaneActions): void {
  drawSourced(entry, task.text, task.source, actions);
  const priority = task.priority === "none" ? "" : `${task.priority} priority`;
  const about = entry.createDiv({ cls: "relata-muted" });
  const due = task.due === null ? "" : `${task.overdue ? "overdue since" : "due"} ${task.due}`;
  if (due !== "") about.createSpan({ cls: task.overdue ? "relata-part relata-overdue" : "relata-part", text: due });
  for (const part of [owners.join(", "), priority]) if (part !== "") about.createSpan({ cls: "relata-part", text: part });
  const copy = actions.doneIn(task.source.path, task.source.line);
  if (copy !== null) drawPlace(entry.createDiv({ cls: "relata-muted relata-also", text: "done in its copy in " }), copy, actions);
}

export function drawContacts(parent: HTMLElement, contacts: readonly Contact[], actions: PaneActions): void {
  const list = parent.createEl("ul", { cls: "relata-list" });
  for (const contact of contacts) {
    const entry = list.createEl("li", { cls: "relata-entry" });
    drawNoteLink(entry, contact.title, contact.notes.find((note) => actions.hasNote(note)), actions);
    const about = entry.createDiv({ cls: "relata-muted" });
    for (const part of [contact.date ?? "day unknown", roleOf(contact)]) {
      if (part !== "") about.createSpan({ cls: "relata-part", text: part });
    }
    if (contact.summary !== "") entry.createDiv({ cls: "relata-muted", text: contact.summary, attr: { dir: "auto" } });
  }
}

export function drawItems(parent: HTMLElement, items: readonly Item[], actions: PaneActions): void {
  const list = parent.createEl("ul", { cls: "relata-list" });
  for (const item of items) {
    const entry = list.createEl("li", { cls: "relata-entry" });
    const [first, ...others] = item.sources;
    drawSourced(entry, item.text, first, actions);
    for (const source of others) drawAlso(entry, source, actions);
  }
}

export function drawStated(parent: HTMLElement, values: readonly Stated[], actions: PaneActions): void {
  const list = parent.createEl("ul", { cls: "relata-list" });
  for (const { value, source } of values) {
    drawSourced(list.createEl("li", { cls: "relata-entry" }), value, source, actions);
  }
}

export function drawPeople(parent: HTMLElement, people: readonly Person[], actions: PaneActions): void {
  const list = parent.createEl("ul", { cls: "relata-list" });
  for (const person of people) {
    const entry = list.createEl("li", { cls: "relata-entry" });
    link(entry, { text: person.name, cls: "relata-line", onClick: () => actions.pin(person.name) });
    const about = entry.createDiv({ cls: "relata-muted" });
    for (const part of [person.role, person.company, person.last]) {
      if (part !== null) about.createSpan({ cls: "relata-part", text: part, attr: { dir: "auto" } });
    }
  }
}

export function drawPoints(parent: HTMLElement, points: readonly Points[], actions: PaneActions): void {
  const list = parent.createEl("ul", { cls: "relata-list" });
  for (const { path, date, kind, role, points: amount } of points) {
    const entry = list.createEl("li", { cls: "relata-entry" });
    drawNoteLink(entry, noteName(path), actions.hasNote(path) ? path : undefined, actions);
    const about = entry.createDiv({ cls: "relata-muted" });
    for (const part of [date, kind, role, `${amount.toFixed(1)} points`]) about.createSpan({ cls: "relata-part", text: part });
  }
}

/** A text that opens its place when clicked; plain text when the note is not there. */
function drawSourced(parent: HTMLElement, text: string, source: Source | undefined, actions: PaneActions): void {
  if (source && actions.hasNote(source.path)) {
    const el = link(parent, { text, cls: "relata-line", onClick: (event) => openSource(source, actions, event) });
    el.setAttr("title", placeOf(source));
  } else {
    parent.createDiv({ cls: "relata-line", text, attr: { dir: "auto" } });
  }
}

function drawAlso(parent: HTMLElement, source: Source, actions: PaneActions): void {
  drawPlace(parent.createDiv({ cls: "relata-muted relata-also", text: "also in " }), source, actions);
}

/** The name of a note, which opens the place in it. */
function drawPlace(also: HTMLElement, source: Source, actions: PaneActions): void {
  if (!actions.hasNote(source.path)) {
    also.appendText(noteName(source.path));
    return;
  }
  const onClick = (event: MouseEvent) => openSource(source, actions, event);
  link(also, { text: noteName(source.path), cls: "relata-link", onClick }).setAttr("title", placeOf(source));
}

function drawNoteLink(parent: HTMLElement, text: string, path: string | undefined, actions: PaneActions): void {
  if (path === undefined) parent.createDiv({ cls: "relata-line", text, attr: { dir: "auto" } });
  else link(parent, { text, cls: "relata-line", onClick: (event) => void actions.openNote(path, null, event) });
}

function openSource(source: Source, actions: PaneActions, event: MouseEvent): void {
  void actions.openNote(source.path, source.line, event);
}

function placeOf({ path, line }: Source): string {
  return `${path}, line ${line}`;
}
