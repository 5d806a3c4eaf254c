// Draws what a pane shows. All text goes in as text: notes are not trusted.

import type { Contact, EmptyReason, Source, Summary } from "relata/inline";

import { drawContacts, drawItems, drawPeople, drawPoints, drawStated, drawTasks, link } from "./parts";
import type { Shown } from "./state";
import { ago, count, roleOf, sentence } from "./words";

/** What can be done from a pane. */
export interface PaneActions {
  /** Opens a note, at a line from 1 when given. */
  openNote(path: string, line: number | null, event: MouseEvent): Promise<void>;
  /** Whether there is such a note. */
  hasNote(path: string): boolean;
  /** Stays with an entity; null follows the open note again. */
  pin(name: string | null): void;
  /** Shows another entity of the open note. */
  choose(name: string): void;
  /** Where the open task on a line from 1 is done, if that is in a copy alone. */
  doneIn(path: string, line: number): Source | null;
  /** Ticks the task on a line from 1, in all notes that hold it; whether it is done. */
  tick(path: string, line: number): Promise<boolean>;
  /** Reads all notes again. */
  retry(): void;
  /** Sections that are closed. */
  readonly closed: Set<string>;
}

export interface PaneOptions {
  actions: PaneActions;
  hidden: readonly SectionId[];
  /** How many notes could not be read. */
  unreadable: number;
}

export type SectionId = (typeof SECTIONS)[number]["id"];

interface Section {
  /** How many entries there are; a section without any is left out. */
  total(summary: Summary): number;
  draw(parent: HTMLElement, summary: Summary, actions: PaneActions): void;
}

/** The sections in the order of the pane. */
export const SECTIONS = [
  { id: "tasks", title: "Open tasks" },
  { id: "upcoming", title: "Upcoming" },
  { id: "context", title: "Recent context" },
  { id: "decisions", title: "Decisions" },
  { id: "blockers", title: "Blockers" },
  { id: "opportunities", title: "Opportunities" },
  { id: "facts", title: "Key facts" },
  { id: "topics", title: "Topics" },
  { id: "people", title: "People" },
  { id: "related", title: "Related" },
  { id: "background", title: "Background" },
  { id: "strength", title: "What the strength is made of" },
  { id: "conflicts", title: "Where notes disagree" },
] as const;

const BACK = "Back to the open note";

const DRAWN: Record<SectionId, Section> = {
  tasks: { total: taskTotal, draw: drawTasks },
  upcoming: contacts((summary) => summary.upcoming, (summary) => summary.upcoming.length),
  context: contacts((summary) => summary.context, (summary) => summary.contextTotal),
  decisions: items((summary) => summary.decisions),
  blockers: items((summary) => summary.blockers),
  opportunities: items((summary) => summary.opportunities),
  facts: items((summary) => summary.facts),
  topics: items((summary) => summary.topics),
  people: {
    total: (summary) => peopleOf(summary).length,
    draw: (parent, summary, actions) => drawPeople(parent, peopleOf(summary), actions),
  },
  related: {
    total: (summary) => summary.related.length,
    draw: (parent, summary, actions) => drawPeople(parent, summary.related, actions),
  },
  background: {
    total: (summary) => summary.profile.background.length,
    draw: (parent, summary, actions) => drawStated(parent, summary.profile.background, actions),
  },
  strength: {
    total: (summary) => summary.strength.explain.length,
    draw: (parent, summary, actions) => drawPoints(parent, summary.strength.explain, actions),
  },
  conflicts: {
    total: (summary) => summary.conflicts.length,
    draw: (parent, { conflicts }, actions) => {
      for (const { field, stored, found } of conflicts) {
        parent.createDiv({ cls: "relata-group", text: field.replaceAll("_", " ") });
        drawStated(parent, [stored, found], actions);
      }
    },
  },
};

export function drawPane(parent: HTMLElement, shown: Shown, options: PaneOptions): void {
  if (shown.kind === "summary") drawShownSummary(parent, shown, options);
  else drawMessage(parent, shown, options.actions);
  if (options.unreadable > 0) {
    parent.createDiv({ cls: "relata-foot", text: `${count(options.unreadable, "note")} could not be read.` });
  }
}

function drawMessage(parent: HTMLElement, shown: Exclude<Shown, { kind: "summary" }>, actions: PaneActions): void {
  const message = parent.createDiv({ cls: "relata-message", attr: { role: "status" } });
  if (shown.kind === "reading") {
    message.setText(shown.total > 0 ? `Reading notes: ${shown.done} of ${shown.total}` : "Reading notes…");
    const { done, total } = shown;
    parent.createEl("progress", { cls: "relata-progress", attr: { value: done, max: Math.max(total, 1) } });
  } else if (shown.kind === "failed") {
    message.setText(`Relata had to stop: ${shown.message}`);
    drawAction(parent, "Read the notes again", () => actions.retry());
  } else if (shown.missing !== null) {
    message.setText(`Nothing in your notes is called “${shown.missing}” any more.`);
    drawAction(parent, BACK, () => actions.pin(null));
  } else {
    message.setText(
      shown.note === null
        ? "Open a note about a person, a customer or a project, or about a meeting with them."
        : "This note is not about anyone or anything that Relata knows.",
    );
    if (shown.why !== null) drawWhy(parent, shown.why);
  }
}

/** Why there is nothing to show, and what to do about it. */
function drawWhy(parent: HTMLElement, { message, advice }: EmptyReason): void {
  parent.createDiv({ cls: "relata-muted relata-why", text: `${sentence(message)} ${sentence(advice)}`, attr: { dir: "auto" } });
}

function drawShownSummary(
  parent: HTMLElement,
  shown: Extract<Shown, { kind: "summary" }>,
  { actions, hidden }: PaneOptions,
): void {
  const { summary } = shown;
  if (shown.pinned) drawAction(parent, BACK, () => actions.pin(null));
  if (shown.choices.length > 1) drawChoices(parent, shown.choices, summary.entity.name, actions);
  drawHead(parent, summary, actions);
  if (shown.noContact !== null) drawWhy(parent, shown.noContact);
  for (const { id, title } of SECTIONS) {
    const total = DRAWN[id].total(summary);
    if (total > 0 && !hidden.includes(id)) drawSection(parent, id, `${title} `, total, summary, actions);
  }
}

function drawAction(parent: HTMLElement, text: string, onClick: () => void): void {
  link(parent.createDiv({ cls: "relata-bar" }), { text, cls: "relata-link", onClick });
}

function drawChoices(parent: HTMLElement, choices: string[], chosen: string, actions: PaneActions): void {
  const bar = parent.createEl("nav", { cls: "relata-bar", attr: { "aria-label": "In this note" } });
  for (const name of choices) {
    const cls = name === chosen ? "relata-choice is-active" : "relata-choice";
    const choice = link(bar, { text: name, cls, onClick: () => actions.choose(name) });
    if (name === chosen) choice.setAttr("aria-current", "true");
  }
}

function drawHead(parent: HTMLElement, summary: Summary, actions: PaneActions): void {
  const { entity } = summary;
  const head = parent.createEl("header", { cls: "relata-head" });
  const name = head.createEl("h2", { cls: "relata-name", attr: { dir: "auto" } });
  const { path } = entity;
  if (path !== null && actions.hasNote(path)) {
    link(name, { text: entity.name, cls: "relata-link", onClick: (event) => void actions.openNote(path, null, event) });
  } else {
    name.setText(entity.name);
  }
  head.createDiv({ cls: "relata-muted", text: aboutEntity(summary), attr: { dir: "auto" } });
  drawFigures(head, summary, actions);
}

function aboutEntity({ entity, profile }: Summary): string {
  const name = entity.incomplete ? "name not fully known" : undefined;
  return [entity.kind, profile.role?.value, profile.company?.value, name].filter((part) => part).join(" · ");
}

function drawFigures(parent: HTMLElement, summary: Summary, actions: PaneActions): void {
  const { asOf, lastContact, lastDirect, lastVia, strength } = summary;
  const list = parent.createEl("dl", { cls: "relata-figures" });
  if (lastContact) drawLast(list, "Last contact", lastContact, asOf, actions);
  if (lastContact?.role !== "direct" && lastDirect) drawLast(list, "Last direct", lastDirect, asOf, actions);
  const mentionedSince = lastVia?.role === "mention" && (lastVia.date ?? "") > (lastContact?.date ?? "");
  if (mentionedSince) drawLast(list, "Last mention", lastVia, asOf, actions);
  if (strength.score !== null) {
    const value = figure(list, "Strength");
    value.createEl("meter", { cls: "relata-meter", attr: { min: 0, max: 100, value: strength.score } });
    const trend = ["unknown", "steady"].includes(strength.trend) ? "" : `, ${strength.trend}`;
    value.createSpan({ text: `${Math.round(strength.score)} ${strength.band}${trend}` });
  }
  const rhythm = rhythmOf(summary);
  if (rhythm !== "") figure(list, "Rhythm").setText(rhythm);
}

function rhythmOf({ rhythm }: Summary): string {
  const every = rhythm.medianDays === null ? "" : `every ${count(Math.round(rhythm.medianDays), "day")}`;
  const state = rhythm.state === "unknown" ? "" : rhythm.state;
  return [every, state].filter((part) => part !== "").join(", ");
}

function drawLast(list: HTMLElement, label: string, contact: Contact, asOf: string, actions: PaneActions): void {
  const value = figure(list, label);
  const path = contact.notes.find((note) => actions.hasNote(note));
  const day = contact.date ?? "day unknown";
  if (path === undefined) value.createSpan({ text: day });
  else link(value, { text: day, cls: "relata-link", onClick: (event) => void actions.openNote(path, null, event) });
  const when = contact.date === null ? "" : ` ${ago(contact.date, asOf)}`;
  const role = roleOf(contact);
  value.createSpan({ cls: "relata-muted", text: role === "" ? when : `${when}, ${role}` });
}

function figure(list: HTMLElement, label: string): HTMLElement {
  list.createEl("dt", { cls: "relata-muted", text: label });
  return list.createEl("dd");
}

function drawSection(
  parent: HTMLElement,
  id: SectionId,
  title: string,
  total: number,
  summary: Summary,
  actions: PaneActions,
): void {
  const details = parent.createEl("details", { cls: "relata-section", attr: { "data-section": id } });
  details.open = !actions.closed.has(id);
  const head = details.createEl("summary", { cls: "relata-section-head", text: title });
  head.createSpan({ cls: "relata-count", text: String(total) });
  details.addEventListener("toggle", () => actions.closed[details.open ? "delete" : "add"](id));
  DRAWN[id].draw(details.createDiv({ cls: "relata-section-body" }), summary, actions);
}

function contacts(of: (summary: Summary) => Contact[], total: (summary: Summary) => number): Section {
  return { total, draw: (parent, summary, actions) => drawContacts(parent, of(summary), actions) };
}

function items(of: (summary: Summary) => Summary["facts"]): Section {
  return {
    total: (summary) => of(summary).total,
    draw: (parent, summary, actions) => drawItems(parent, of(summary).items, actions),
  };
}

function taskTotal({ openTasks }: Summary): number {
  return Object.values(openTasks).reduce((total, tasks) => total + tasks.length, 0);
}

/** An organisation's contacts first, then whom else one meets with it. */
function peopleOf({ contacts: own, collaborators }: Summary): Summary["contacts"] {
  const names = new Set(own.map((person) => person.name));
  return [...own, ...collaborators.filter((person) => !names.has(person.name))];
}
