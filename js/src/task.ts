import type { Day, Occurrence, Task, Toggled } from "./generated/types.js";
import { areStrings, isBoolean, isDate, isObject, isOneOf, isShaped, isString, options as given, refuse, text, type Check, type Shape } from "./given.js";
import { call } from "./load.js";

/** How fields are written: `📅 2026-10-05` or `[due:: 2026-10-05]`. */
export type TaskFormat = "emoji" | "dataview";

/** A status of the vault: what stands in the box and what it means. */
export interface TaskStatus {
  symbol: string;
  name: string;
  next: string;
  type: Task["statusType"];
}

/** How to read a task line. */
export interface TaskOptions {
  /** The format that strict mode reads; otherwise both are read. Default `emoji`. */
  format?: TaskFormat;
  /** Only lines with this text, often a tag, are tasks. */
  globalFilter?: string;
  /** Give exactly what the Tasks plugin gives: fields at the end of the line only, no owners. */
  strict?: boolean;
}

/** What toggling writes. */
export interface ToggleSettings {
  recurrenceOnNextLine?: boolean;
  setCreatedDate?: boolean;
  setDoneDate?: boolean;
  setCancelledDate?: boolean;
  removeScheduledDateOnRecurrence?: boolean;
}

/** What a vault says of task lines: {@link TaskSettings} fits wherever this is asked for. */
export interface VaultTaskOptions extends TaskOptions {
  /** The statuses of the vault. */
  statuses?: TaskStatus[];
  /** The plugin's settings that bear on toggling; where a line is only read they change nothing. */
  settings?: ToggleSettings;
}

/** How to read one line by itself. */
export interface ParseTaskOptions extends VaultTaskOptions {
  /** The scheduled day of a task without dates, such as the day in the name of its note. */
  fallbackDate?: Day;
  /** Whether a wikilink on the line is an owner. */
  ownerLinks?: boolean;
  /** Names of the vault's owner; default `Myself` and `Me`. */
  selfNames?: string[];
  /** Names that mean nobody; default `TBD`, `TBC`, `Nobody` and `Unassigned`. */
  nobodyNames?: string[];
}

/** How to toggle a line. */
export interface ToggleTaskOptions extends VaultTaskOptions {
  /** The day on which it happens. */
  today: Day;
  /** The symbol of the status to set; absent or null, the next one. */
  setStatusTo?: string | null;
}

/** What a vault's own settings say of task lines; see `Vault.taskSettings`. */
export type TaskSettings = Required<Pick<VaultTaskOptions, "format" | "globalFilter" | "statuses" | "settings">>;

/** A task with the line that it is written back as. */
export interface ParsedTask extends Task {
  /** The line. */
  serialized: string;
  /** Whether reading that line again gives the same task. */
  reparsesEqual: boolean;
}

const TYPES: readonly Task["statusType"][] = ["TODO", "IN_PROGRESS", "ON_HOLD", "DONE", "CANCELLED", "NON_TASK"];

/** Statuses as {@link TaskStatus}, or as the plugin's own settings have them, which say more of each. */
const areStatuses: Check = (value, name) => {
  if (!Array.isArray(value)) refuse(value, name, "a list of statuses");
  for (const [at, status] of (value as Partial<TaskStatus & { nextStatusSymbol: string }>[]).entries()) {
    isObject(status, `${name}[${at}]`);
    isString(status.symbol, `${name}[${at}].symbol`);
    isString(status.name, `${name}[${at}].name`);
    isString(status.next ?? status.nextStatusSymbol, `${name}[${at}].next`);
    isOneOf(...TYPES)(status.type, `${name}[${at}].type`);
  }
};

const SETTINGS: Shape<ToggleSettings> = {
  recurrenceOnNextLine: isBoolean, setCreatedDate: isBoolean, setDoneDate: isBoolean, setCancelledDate: isBoolean,
  removeScheduledDateOnRecurrence: isBoolean,
};
const READ: Shape<VaultTaskOptions> = {
  format: isOneOf("emoji", "dataview"), globalFilter: isString, strict: isBoolean, statuses: areStatuses, settings: isShaped(SETTINGS),
};
const PARSE: Shape<ParseTaskOptions> = { ...READ, fallbackDate: isDate, ownerLinks: isBoolean, selfNames: areStrings, nobodyNames: areStrings };
const TOGGLE: Shape<ToggleTaskOptions> = { ...READ, today: isDate, setStatusTo: isString };
const NEXT: Shape<{ today: Day } & Partial<Occurrence>> = { today: isDate, start: isDate, scheduled: isDate, due: isDate };
const URGENCY: Shape<{ today: Day } & VaultTaskOptions> = { ...READ, today: isDate };

/** Options for reading, which toggling has nothing to do with. */
function reading<T extends VaultTaskOptions>({ settings: _, ...options }: T): Omit<T, "settings"> {
  return options;
}

/** Options that must name the day. */
function dated<T extends { today: Day }>(options: T, shape: Shape<T>): T {
  const found = given(options, shape);
  isDate(found.today, "today");
  return found;
}

/**
 * Reads a task line, `null` when it is none. What the Tasks plugin knows has its names; owners and what else Relata reads
 * stand beside it. Needs `await init()` or an open vault before, as all functions here.
 */
export function parseTask(line: string, options?: ParseTaskOptions): ParsedTask | null {
  return call((binding) => binding.parseTask(text(line, "line"), reading(given(options, PARSE))) as ParsedTask | null);
}

/** Toggles a line, or sets its status: the lines that take its place, none when it goes. */
export function toggleTask(line: string, options: ToggleTaskOptions): string[] {
  return toggleLine(line, options).lines;
}

/**
 * Sets the status of a task: the lines that take its place, as {@link toggleTask} gives them. The status is a symbol such as
 * `/`, or a type such as `DONE`, which stands for the first status of that type. A line that is no task stays as it is, and so does one where the
 * vault has no status of that type, or the status is neither a type nor one character that a box can hold.
 */
export function setStatus(line: string, status: string, options: Omit<ToggleTaskOptions, "setStatusTo">): string[] {
  return toggleTask(line, { ...dated(options, TOGGLE), setStatusTo: text(status, "status") });
}

/** {@link toggleTask}, with whether the line was a task and where an editor puts the cursor. */
export function toggleLine(line: string, options: ToggleTaskOptions): Toggled {
  return call((binding) => binding.toggleTask(text(line, "line"), dated(options, TOGGLE)) as Toggled);
}

/** The next dates of a recurring task that is done on `today`; `null` when `rule` is no rule. */
export function nextOccurrence(rule: string, options: { today: Day } & Partial<Occurrence>): Occurrence | null {
  return call((binding) => binding.nextOccurrence(text(rule, "rule"), dated(options, NEXT)) as Occurrence | null);
}

/** How urgent a task is, by the plugin's published formula; `null` when the line is no task. */
export function taskUrgency(line: string, options: { today: Day } & VaultTaskOptions): number | null {
  return call((binding) => binding.taskUrgency(text(line, "line"), reading(dated(options, URGENCY))) as number | null);
}
