import type { Conflict, Contact, Day, EmptyReason, Item, List, OpenTask, Person, Profile, Stated, Strength, Summary } from "../generated/types.js";
import { COMMON, day, read, Usage } from "./args.js";
import { EXIT, medium, type Terminal } from "./main.js";
import { open } from "./open.js";
import { count, Page, run, type Medium, type Run } from "./page.js";
import { clean, fit, json, width } from "./text.js";
import { ago, bandStyle, bar, place, score, stateStyle } from "./words.js";

/** `relata summary <folder> <name>` */
export async function summary(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = read(args, COMMON, "summary");
  const [folder, ...words] = positionals;
  const name = words.join(" ");
  if (folder === undefined || name === "") throw new Usage("summary takes a folder and a name: relata summary <folder> <name>");
  const vault = await open(folder, day(values["as-of"]), terminal);
  const found = vault.summary(name);
  const reason = found.lastContact === null ? vault.whyEmpty("summary", { name }) : null;
  const hasTasks = Object.values(found.openTasks).some((tasks) => tasks.length > 0);
  const ticked = new Map((hasTasks ? vault.settleTasks() : []).map(({ path, line, copy }) => [`${path}:${line}`, `${copy.path}:${copy.line}`]));
  terminal.stdout.write(values.json ? `${json(found)}\n` : summaryText(found, medium(terminal), reason, ticked));
  return EXIT.done;
}

/** Places of open tasks that are done in a copy, each with that of the copy. */
type Ticked = ReadonlyMap<string, string>;

/** A summary as text for people; with why it knows of no contact, where it does not, and which of its tasks are done in a copy. */
export function summaryText(found: Summary, on: Medium, whyNone: EmptyReason | null = null, ticked: Ticked = new Map()): string {
  const page = new Page(on);
  head(page, found);
  overview(page, found, whyNone);
  contacts(page, "Coming up", found.upcoming, found.upcoming.length, found.asOf, planned);
  contacts(page, "Recent context", found.context, found.contextTotal, found.asOf, said);
  openTasks(page, found, ticked);
  items(page, "Facts", found.facts);
  items(page, "Decisions", found.decisions);
  items(page, "Blockers", found.blockers);
  items(page, "Opportunities", found.opportunities);
  topics(page, found.topics);
  peopleLists(page, found);
  conflicts(page, found.conflicts);
  return page.toString();
}

function head(page: Page, { entity, asOf }: Summary): void {
  const name = clean(entity.name) + (entity.incomplete ? " (incomplete name)" : "") + (entity.pinned ? " (pinned)" : "") + (entity.muted ? " (muted)" : "");
  page.line([run(name, "bold"), run(`  ${clean(entity.kind)}, as of ${asOf}`, "dim")]);
  if (entity.aliases.length > 0) page.hanging([run("also ", "dim")], clean(entity.aliases.join(", ")), "dim");
  page.remarks(0, [], entity.path === null ? "no note of its own" : clean(entity.path));
  page.gap();
}

/** One line of the overview: a label, and what is known. */
interface Known {
  label: string;
  text: string;
  /** Begins the text in its own style. */
  lead?: Run;
  /** The place that states it. */
  place?: string;
}

function overview(page: Page, found: Summary, whyNone: EmptyReason | null): void {
  const all = [...lastContacts(found, whyNone), strength(found.strength), ...rhythm(found), ...breadth(found), ...profile(found.profile)];
  const indent = Math.min(24, Math.max(...all.map(({ label }) => width(label))) + 2);
  for (const { label, text, lead = run(""), place: where = "" } of all) {
    const start = [run(fit(label, indent - 1), "cyan"), run(" ")];
    const oneLine = indent + width(lead.text + text) + 2 + width(where) <= page.medium.width;
    if (oneLine) page.line([...start, lead, run(text), run(where === "" ? "" : `  ${where}`, "dim")]);
    else {
      page.hanging(start, text, "plain", lead);
      if (where !== "") page.remarks(indent, [], where);
    }
  }
}

function lastContacts({ lastContact, lastDirect, lastVia, asOf }: Summary, whyNone: EmptyReason | null): Known[] {
  if (lastContact === null) return [{ label: "Last contact", text: whyNone === null ? "none that is dated" : clean(`none: ${whyNone.message}`) }];
  const last = { label: "Last contact", text: when(lastContact, asOf) };
  const known = [last];
  if (lastContact.role !== "direct" && lastDirect !== null) known.push({ label: "Last direct", text: when(lastDirect, asOf) });
  // To be named in a note is no contact; where it was later, it says what one thought of last.
  const mentionedSince = lastVia?.role === "mention" && (lastVia.date ?? "") > (lastContact.date ?? "");
  if (mentionedSince) known.push({ label: "Last mention", text: dated(lastVia, asOf) });
  return known;
}

function profile({ role, company, relationship, background, ...other }: Profile): Known[] {
  const known = (label: string, { value, source }: Stated): Known => ({ label, text: clean(value), place: place([source]) });
  const single = Object.entries({ role, company, relationship, ...other }).flatMap(([key, value]) =>
    value && !Array.isArray(value) ? [known(title(key), value)] : [],
  );
  return [...single, ...background.map((value) => known("Background", value))];
}

/** "lastReview" as "Last review". */
function title(key: string): string {
  const words = clean(key).replace(/([a-z])([A-Z])/g, "$1 $2").toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function when(contact: Contact, asOf: Day): string {
  return [dated(contact, asOf), how(contact)].filter((text) => text !== "").join(", ");
}

function dated({ date }: Contact, asOf: Day): string {
  return date === null ? "undated" : `${date}, ${ago(date, asOf)}`;
}

/** How an interaction concerns the entity, where it is not direct. */
function how({ role, via }: Contact): string {
  if (role === "mention") return "mentioned";
  return via === null ? "" : `via ${clean(via)}`;
}

function strength(found: Strength): Known {
  if (found.score === null) return { label: "Strength", text: "unknown: no dated contact" };
  const trend = found.trend === "unknown" ? "" : found.trend === "new" ? ", new" : `, trend ${found.trend}`;
  const confidence = found.confidence === "low" ? ", low confidence" : "";
  const lead = run(`${bar(found.score, 10)} ${score(found.score)} ${found.band}`, bandStyle(found.band));
  return { label: "Strength", text: trend + confidence, lead };
}

function rhythm({ rhythm: { medianDays, silenceDays, state, daysMet, cadenceDays, overdueDays }, longevity }: Summary): Known[] {
  const lead = medianDays === null ? run("too few meetings to tell") : run(state, stateStyle(state));
  const usual = medianDays === null ? "" : `, usually every ${count(Math.round(medianDays), "day")}`;
  const silence = silenceDays === null ? "" : silenceDays === 0 ? ", met today" : `, silent for ${count(silenceDays, "day")}`;
  const known = { label: "Rhythm", text: usual + silence, lead };
  const { d30, d90, d365 } = daysMet;
  const met = d365 > 0 ? [{ label: "Days met", text: `${d30} of the last 30, ${d90} of 90, ${d365} of 365` }] : [];
  const late = overdueDays === null ? "" : `, overdue by ${count(overdueDays, "day")}`;
  const agreed = cadenceDays === null ? [] : [{ label: "Agreed", text: `every ${count(cadenceDays, "day")}${late}` }];
  const since = longevity === null || longevity.days === 0 ? [] : [{ label: "In contact", text: `since ${longevity.first}` }];
  return [known, ...agreed, ...met, ...since];
}

function breadth({ breadth: found }: Summary): Known[] {
  if (found === null || found.known === 0) return [];
  const of = `${found.close.length} of ${count(found.known, "known person", "known people")} close`;
  const hangs = found.singleThreaded ? `, single-threaded: all hangs on ${clean(found.close[0]!)}` : "";
  return [{ label: "Breadth", text: of + hangs }];
}

/** What an interaction was about; a line that only leads on to what stands below it, such as "Agenda:", says less than the title. */
function said({ title, summary }: Contact): string {
  return summary === "" || summary.endsWith(":") ? title : summary;
}

/** What is to come, by its title, which a plan has before it has anything else; and what it says, where that is more. */
function planned(contact: Contact): string {
  const title = contact.title.replace(/^\d{4}-\d\d-\d\d[\s_:–—-]*/, "");
  const text = said(contact);
  if (title === "" || contact.role === "mention") return text;
  return text === contact.title ? title : `${title}: ${text}`;
}

function contacts(page: Page, heading: string, list: readonly Contact[], total: number, asOf: Day, text: (contact: Contact) => string): void {
  if (list.length === 0) return;
  page.heading(heading, total > list.length ? `${list.length} of ${total}` : "");
  for (const contact of list) {
    page.hanging([run(contact.date ?? "undated   ", "cyan"), run("  ")], clean(text(contact)));
    const date = contact.date === null ? "" : ago(contact.date, asOf);
    const [first = "", ...more] = contact.notes;
    page.remarks(12, [date, how(contact)], clean(more.length > 0 ? `${first} (+${more.length})` : first));
  }
}

function openTasks(page: Page, { openTasks: tasks, entity, asOf }: Summary, ticked: Ticked): void {
  const groups: [string, OpenTask[]][] = [
    ["I owe", tasks.iOwe],
    [`${clean(entity.name)} owes`, tasks.theyOwe],
    ["Others", tasks.others],
    ["Proposed, not agreed", tasks.proposed],
  ];
  const total = groups.reduce((sum, [, list]) => sum + list.length, 0);
  if (total === 0) return;
  const proposed = tasks.proposed.length;
  page.heading("Open tasks", `${total - proposed}${proposed > 0 ? ` and ${proposed} proposed` : ""}`);
  for (const [label, list] of groups) {
    if (list.length > 0) page.line([run(label, "cyan")]);
    for (const task of list) taskLines(page, task, asOf, list !== tasks.proposed, ticked);
  }
}

function taskLines(page: Page, task: OpenTask, asOf: Day, agreed: boolean, ticked: Ticked): void {
  page.hanging([run("  ☐ ")], clean(task.text));
  const due = task.due === null ? "" : `${task.overdue ? "overdue since" : "due"} ${task.due}, ${ago(task.due, asOf)}`;
  const priority = task.priority === "none" ? "" : `${task.priority} priority`;
  const owners = task.owners.map((owner) => clean(`@${owner}`));
  const copy = ticked.get(`${task.source.path}:${task.source.line}`);
  const done = copy === undefined ? "" : `done in its copy ${clean(copy)}; \`relata settle\` ticks it here`;
  page.remarks(4, [due, priority, ...owners, done], place([task.source]), task.overdue && agreed ? "red" : "dim");
}

function items(page: Page, heading: string, list: List): void {
  if (list.items.length === 0) return;
  page.heading(heading, list.total > list.items.length ? `${list.items.length} of ${list.total}` : "");
  for (const item of list.items) {
    page.hanging([run("  • ")], clean(item.text));
    page.remarks(4, itemFacts(item), place(item.sources));
  }
}

function itemFacts({ first, last, count: times }: Item): string[] {
  const days = first !== null && last !== null && first !== last ? `${first} to ${last}` : (last ?? "");
  return [days, times > 1 ? `said ${times} times` : ""];
}

function topics(page: Page, list: List): void {
  if (list.items.length === 0) return;
  page.heading("Topics", list.total > list.items.length ? `${list.items.length} of ${list.total}` : "");
  page.hanging([run("  ")], list.items.map((item) => clean(item.text)).join(" · "));
}

/** Each person once, in the first list that names them. */
function peopleLists(page: Page, found: Summary): void {
  const seen = new Set<string>();
  const fresh = (list: readonly Person[]): Person[] => list.filter(({ name }) => !seen.has(name) && seen.add(name));
  people(page, "Key contacts", fresh(found.contacts), found.asOf);
  people(page, "In the same interactions", fresh(found.collaborators), found.asOf);
  people(page, "Related", fresh(found.related), found.asOf);
}

function people(page: Page, heading: string, list: readonly Person[], asOf: Day): void {
  if (list.length === 0) return;
  page.heading(heading);
  const names = Math.min(28, Math.max(...list.map((person) => width(clean(person.name)))));
  for (const person of list) {
    const who = [person.role, person.company].filter((text): text is string => text !== null).join(", ");
    const shared = person.shared > 0 ? `${person.shared} shared` : "";
    const last = person.last === null ? "" : `last ${ago(person.last, asOf)}`;
    const strong = person.strength === null ? "" : `strength ${score(person.strength)}`;
    const facts = [who, shared, last, strong].filter((text) => text !== "").map(clean).join(" · ");
    const name = clean(person.name);
    page.hanging([run(`  ${name}${" ".repeat(Math.max(0, names - width(name)))}  `)], facts, "dim");
  }
}

function conflicts(page: Page, list: readonly Conflict[]): void {
  if (list.length === 0) return;
  page.heading("Notes disagree");
  for (const { field, stored, found } of list) {
    page.hanging([run("  ! ", "yellow")], `${clean(field)}: its own note says ${clean(stored.value)}, newer notes say ${clean(found.value)}`);
    page.remarks(4, [], place([stored.source]));
    page.remarks(4, [], place([found.source]));
  }
}
