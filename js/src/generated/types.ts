// Generated from the Rust types by `UPDATE_TYPES=1 cargo test -p relata types`. Do not edit.

/** A calendar day of the proleptic Gregorian calendar, years 0 to 9999, without time or zone. */
export type Day = string;

/** What is known of one entity on one day. */
export type Summary = {
  /** Version of this shape. */
  schemaVersion: number;
  /** The day on which it is seen; later notes are upcoming. */
  asOf: Day;
  /** Who or what it is about. */
  entity: EntityHead;
  /** The newest dated interaction, direct or via; where there is none, the newest mention. */
  lastContact: Contact | null;
  /** The newest direct one. */
  lastDirect: Contact | null;
  /** The newest one that is not direct: via another entity, or a mention. */
  lastVia: Contact | null;
  /** Interactions up to `asOf`, newest first, undated last; capped by the schema's limit. */
  context: Array<Contact>;
  /** How many there are without the cap. */
  contextTotal: number;
  /** Interactions after `asOf`, soonest first. */
  upcoming: Array<Contact>;
  /** How close the relationship is; see RELATIONSHIPS, strength. */
  strength: Strength;
  /** How regular contact is. */
  rhythm: Rhythm;
  /** Since when there has been direct contact; `null` before the first. */
  longevity: Longevity | null;
  /** Whether both sides have promised something. */
  twoWay: TwoWay;
  /** On how many people an organisation's relationship rests; `null` for others. */
  breadth: Breadth | null;
  /** Role, company and whatever else the notes state. */
  profile: Profile;
  /** Key facts. */
  facts: List;
  /** Decisions. */
  decisions: List;
  /** Opportunities. */
  opportunities: List;
  /** Blockers. */
  blockers: List;
  /** Topics. */
  topics: List;
  /** Tasks that are neither done nor cancelled. */
  openTasks: OpenTasks;
  /** People who share interactions with it, most shared first. */
  collaborators: Array<Person>;
  /** For organisations: its people, or who meet with it most, strongest first. */
  contacts: Array<Person>;
  /** The people whom its own note lists as related, then those with the strongest ties. */
  related: Array<Person>;
  /** Where notes disagree. */
  conflicts: Array<Conflict>;
};

/** Who or what a summary is about. */
export type EntityHead = {
  /** Its name. */
  name: string;
  /** Its kind, such as `person` or `customer`. */
  kind: string;
  /** Its other names. */
  aliases: Array<string>;
  /** Its own note; `null` for an implied entity. */
  path: string | null;
  /** Whether only part of the name is known. */
  incomplete: boolean;
  /** Whether its own note says `pinned: true`. Every figure is computed all the same. */
  pinned: boolean;
  /** Whether its own note says `muted: true`. Every figure is computed all the same. */
  muted: boolean;
};

/** A place in a note. */
export type Source = {
  /** Vault-relative path. */
  path: string;
  /** Line from 1, as editors count. */
  line: number;
  /** The heading it stands under. */
  heading: string | null;
};

/** One interaction as a summary shows it. */
export type Contact = {
  /** When; `null` when the notes do not say. */
  date: Day | null;
  /** Title of the note, or the link text of a context line. */
  title: string;
  /** One line on what happened. */
  summary: string;
  /** What it is filed under. */
  subject: string | null;
  /** How the entity has to do with it. */
  role: TouchRole;
  /** Through whom it concerns the entity; `null` unless the role is `via`. */
  via: string | null;
  /** Who took part. */
  participants: Array<string>;
  /** Who started it, where its note says so (`initiated_by`, `organizer`, `from`). */
  startedBy: string | null;
  /** Paths of all notes of the interaction; the link text where a note is missing. */
  notes: Array<string>;
};

/** A list of texts, merged from several notes. */
export type List = {
  /** Count without the cap. */
  total: number;
  /** The items, the entity's own first, then newest first. */
  items: Array<Item>;
};

/** One text of a list, with every place that says it. */
export type Item = {
  /** The newest wording. */
  text: string;
  /** Day of its oldest dated source. */
  first: Day | null;
  /** Day of its newest dated source. */
  last: Day | null;
  /** How often it was said. */
  count: number;
  /** Where. */
  sources: Array<Source>;
};

/** How close a relationship is. */
export type Strength = {
  /** 0 to 100; `null` when there is no dated touch. */
  score: number | null;
  /** `strong`, `steady`, `light`, `faint` or `unknown`. */
  band: string;
  /** The decayed sum behind the score. */
  activity: number;
  /** `warming`, `steady`, `cooling`, `new` (nothing was there a half-life ago) or `unknown`. */
  trend: string;
  /** `high` or `low`. */
  confidence: string;
  /** The parts that the score is made of, newest first. */
  explain: Array<Points>;
};

/** What one interaction adds to the score. */
export type Points = {
  /** Path of its first note, or the link text where it is missing. */
  path: string;
  /** Its day. */
  date: Day;
  /** What it was. */
  kind: TouchKind;
  /** How the entity has to do with it. */
  role: TouchRole;
  /** Its weight after the day's cap. */
  weight: number;
  /** Days before `asOf`. */
  ageDays: number;
  /** Its part of the score. */
  points: number;
};

/** What an interaction was to an entity. */
export type TouchKind = "meeting" | "message" | "mention";

/** How an entity has to do with an interaction. */
export type TouchRole = "direct" | "via" | "mention";

/** How regular contact is. */
export type Rhythm = {
  /** Median gap between days of direct contact; needs three gaps over 21 days. */
  medianDays: number | null;
  /** Days since the last direct contact. */
  silenceDays: number | null;
  /** `on rhythm`, `drifting`, `lapsed` or `unknown`. */
  state: string;
  /** Days with direct contact in the last 30, 90 and 365 days. */
  daysMet: DaysMet;
  /** Days between contacts as the entity's own note agrees them (`cadence: monthly`). */
  cadenceDays: number | null;
  /** By how many days the silence exceeds the agreed cadence; `null` when it does not, or when none is agreed. */
  overdueDays: number | null;
};

/** Days with direct contact. */
export type DaysMet = {
  /** In the last 30 days. */
  d30: number;
  /** In the last 90 days. */
  d90: number;
  /** In the last 365 days. */
  d365: number;
};

/** Since when there has been direct contact. */
export type Longevity = {
  /** Day of the first direct contact. */
  first: Day;
  /** Days from the first to the newest direct contact. */
  days: number;
};

/** Open promises of both sides. */
export type TwoWay = {
  /** Open agreed tasks of self. */
  iOwe: number;
  /** Open agreed tasks of the entity or its people. */
  theyOwe: number;
  /** Whether both sides have some. */
  both: boolean;
};

/** On how many people an organisation's relationship rests. */
export type Breadth = {
  /** Its people with a strength of at least 40, strongest first. */
  close: Array<string>;
  /** How many of its people are known. */
  known: number;
  /** Whether exactly one is close: the relationship hangs on them. */
  singleThreaded: boolean;
};

/** What notes state about the entity. */
export type Profile = {
  /** Role or title. */
  role?: Stated;
  /** Company. */
  company?: Stated;
  /** Relationship to self. */
  relationship?: Stated;
  /** Background lines. */
  background: Array<Stated>;
  /** Whatever else is stated; keys in camelCase. */
  [field: string]: Stated | Array<Stated> | undefined;
};

/** A value with the place that states it. */
export type Stated = {
  /** The value. */
  value: string;
  /** Where it is stated. */
  source: Source;
};

/** Open tasks by whose they are. */
export type OpenTasks = {
  /** Self has agreed to do it. */
  iOwe: Array<OpenTask>;
  /** The entity, or one of its people, has agreed to do it. */
  theyOwe: Array<OpenTask>;
  /** Someone else's, or nobody's. */
  others: Array<OpenTask>;
  /** Proposed, not agreed, whoever would do it. */
  proposed: Array<OpenTask>;
};

/** An open task. */
export type OpenTask = {
  /** What is to be done. */
  text: string;
  /** Who is to do it; empty for nobody. */
  owners: Array<string>;
  /** When it is due. */
  due: Day | null;
  /** `highest`, `high`, `medium`, `none`, `low` or `lowest`. */
  priority: string;
  /** Whether it was due before `asOf`. */
  overdue: boolean;
  /** Tags with their `#`. */
  tags: Array<string>;
  /** Where it stands. */
  source: Source;
};

/** Someone who shares interactions with the entity. */
export type Person = {
  /** Name. */
  name: string;
  /** Role, where known. */
  role: string | null;
  /** Company, where known. */
  company: string | null;
  /** Interactions shared. */
  shared: number;
  /** Day of the newest shared one. */
  last: Day | null;
  /** Their own strength on that day. */
  strength: number | null;
  /**
   * Strength of the tie between the two: the sum over interactions that both took part in of `2^(-age/90)/(n-1)`, with n
   * people in the room; 0 when there is none.
   */
  tie: number;
};

/** Two places that disagree. */
export type Conflict = {
  /** What they disagree on, such as `last_contact` or `role`. */
  field: string;
  /** What the entity's own note says. */
  stored: Stated;
  /** What newer notes say. */
  found: Stated;
};

/** One row of the table of entities. */
export type EntityRow = {
  /** Name. */
  name: string;
  /** Kind. */
  kind: string;
  /** Its own note; `null` for an implied entity. */
  path: string | null;
  /** Company, where known. */
  company: string | null;
  /** Newest interaction, direct or via; where there is none, the newest mention. */
  lastContact: Day | null;
  /** Newest direct interaction. */
  lastDirect: Day | null;
  /** How many interactions there are. */
  interactions: number;
  /** Strength score. */
  strength: number | null;
  /** State of the rhythm. */
  state: string;
  /** Open agreed tasks. */
  openTasks: number;
  /** By how many days the silence exceeds an agreed cadence. */
  overdueDays: number | null;
  /** Whether only part of the name is known. */
  incomplete: boolean;
  /** Whether its own note says `pinned: true`. */
  pinned: boolean;
  /** Whether its own note says `muted: true`. */
  muted: boolean;
};

/** Which entities to list. */
export type EntityQuery = {
  /** Only of this kind, case ignored. */
  kind?: string;
  /** Only in this state of rhythm. */
  state?: string;
  /** Only of this organisation now, by any of its names; the organisation itself too. */
  company?: string;
  /** Only with this tag, or one below it, in its own note; with or without `#`, case ignored. */
  tag?: string;
  /** Only with this text in a name, case ignored. */
  text?: string;
  /**
   * Column to sort by, `-` before it for descending: `name`, `kind`, `lastContact`, `strength`, `openTasks`,
   * `interactions`, `company`, `state`, `lastDirect`, `overdueDays`. Default `-lastContact`.
   */
  sort?: string;
};

/** What a change of one file touched. */
export type Change = {
  /** Paths of the notes (and other files) that were set, deleted or moved, sorted; empty when nothing changed. */
  notes: Array<string>;
  /**
   * Names of the entities whose summaries may have changed, sorted. Until something is first asked of the vault, those
   * that the notes themselves name.
   */
  entities: Array<string>;
  /** Paths of the other notes of which a link now leads elsewhere, sorted. */
  resolved: Array<string>;
  /** Tasks that came and went, by path and line; one that was edited did both, one that only moved neither. */
  tasks: Array<ChangedTask>;
};

/** A task that came or went. */
export type ChangedTask = {
  /** Path of its note. */
  path: string;
  /** Line from 1, as editors count; for one that went, as it was. */
  line: number;
  /** Whether it came or went. */
  change: TaskChange;
  /** Its line, without the spaces around it. */
  text: string;
};

/** Whether a task came or went. */
export type TaskChange = "removed" | "added";

/** What moving a file touched, and what is to be done. */
export type Renamed = {
  /** As in a `Change`. */
  notes: Array<string>;
  /** As in a `Change`. */
  entities: Array<string>;
  /** As in a `Change`. */
  resolved: Array<string>;
  /** As in a `Change`. */
  tasks: Array<ChangedTask>;
  /**
   * Edits that keep links leading where they led, by path and place. They are for the caller to write: the vault
   * itself has them once the notes are set again.
   */
  edits: Array<LinkEdit>;
};

/** A replacement in a note. */
export type LinkEdit = {
  /** Path of the note, after the move. */
  path: string;
  /** Where the replaced text begins in the file, in UTF-16 units. */
  start: number;
  /** Where it ends. */
  end: number;
  /** What to put there. */
  text: string;
};

/** A finding about a note, placed for people and editors. */
export type Finding = {
  /** Vault-relative path. */
  path: string;
  /** Line from 1. */
  line: number;
  /** Column from 1, in UTF-16 units. */
  column: number;
  /** `error`, `warning` or `info`. */
  severity: Severity;
  /** Stable name. */
  code: string;
  /** One sentence. */
  message: string;
};

/** What a link leads to. */
export type ResolvedLink = {
  /** Vault-relative path of the file. */
  path: string;
  /** The link's subpath from its first `#` on, as written; "" when it has none. */
  subpath: string;
  /**
   * Where the subpath leads in the note, the note's start for an empty one; `null` when it is not there or the file is no
   * note.
   */
  position: Loc | null;
  /** How the file was found. */
  by: ResolvedBy;
  /** Whether another file fits as well, and only lexicographic order decided. */
  ambiguous: boolean;
  /**
   * Paths of all files that the link may mean by name, in the order in which they are chosen where nothing else
   * decides.
   */
  candidates: Array<string>;
};

/** How a link found its file. All but the first two are Relata's own: the host does not resolve them. */
export type ResolvedBy = "path" | "name" | "alias" | "title" | "folder-note" | "entity";

/** A link that leads to a file, with what stands around it. */
export type Backlink = {
  /** Path of the note that holds it. */
  path: string;
  /** Where it is. */
  position: Pos;
  /** The whole line (or lines) that holds it. */
  text: string;
  /** The last heading at or before it, as written. */
  heading: string | null;
  /** How it leads to the file. */
  by: ResolvedBy;
  /** How it is written; a reference link stands where it is defined. */
  kind: LinkKind;
  /** Whether it is an embed. */
  embed: boolean;
};

/** How a link is written. */
export type LinkKind = "wikilink" | "markdown" | "reference";

/** A name in the prose of a note, without a link. */
export type UnlinkedMention = {
  /** Path of the note that holds it. */
  path: string;
  /** Where it is. */
  position: Pos;
  /** The whole line that holds it. */
  text: string;
  /** The last heading at or before it, as written. */
  heading: string | null;
};

/** A link that leads nowhere, or not surely where it was meant to. */
export type LinkProblem = {
  /** Path of the note that holds it. */
  path: string;
  /** Where it is. */
  position: Pos;
  /** What is wrong. */
  code: LinkProblemCode;
  /** Its target with its subpath. */
  target: string;
  /** Paths to choose from: those of nearly that name, or all that fit. */
  candidates: Array<string>;
};

/** What is wrong with a link. */
export type LinkProblemCode = "unresolved-link" | "ambiguous-link" | "missing-subpath";

/** A tag of the vault. */
export type TagCount = {
  /** With its `#`, in the case in which the first note (by path) writes it. */
  tag: string;
  /** How often it is written itself. */
  count: number;
  /** How often it or a tag below it (`#a/b` is below `#a`) is written. */
  nested: number;
};

/** By what a changed file is told from an unchanged one without reading it. */
export type FileStamp = {
  /** When the file was changed, in milliseconds since 1970; `null` where it was not told. */
  mtime: number | null;
  /** Bytes of the file. */
  size: number;
};

/** A task line. */
export type Task = {
  /** White space and quote marks before the list marker. */
  indentation: string;
  /** `-`, `*`, `+`, `1.` or `1)`. */
  listMarker: string;
  /** What stands in the box. */
  statusSymbol: string;
  /** What that means. */
  statusType: StatusType;
  /** Its name in the registry, `Unknown` when it has none. */
  statusName: string;
  /** The line without fields and block id. Tags stay; an owner stays only in the midst of a sentence. */
  description: string;
  /** How urgent its keeper says it is. */
  priority: Priority;
  /** Its dates. */
  dates: Dates;
  /** The recurrence rule. */
  recurrence: string | null;
  /** What to do with the line when done: `delete`, `keep`, or nothing said. */
  onCompletion: string;
  /** What other tasks call it. */
  id: string;
  /** Ids of the tasks that must be done before. */
  dependsOn: Array<string>;
  /** Tags with their `#`, in order. */
  tags: Array<string>;
  /** The block id with a space and `^` before it. */
  blockLink: string;
  /** Whether nothing is left to do: done, cancelled or no task. */
  isDone: boolean;
  /** The description without the tags before and after the sentence. */
  text: string;
  /** Who is to do it, each once, in order. */
  owners: Array<Owner>;
  /** Suggested, not agreed: kept apart from agreed work. */
  proposed: boolean;
  /** Whether the scheduled date was not written but given by [`ParseOptions::fallback_date`]. */
  scheduledIsInferred: boolean;
};

/** What a status means for the work. */
export type StatusType = "TODO" | "IN_PROGRESS" | "ON_HOLD" | "DONE" | "CANCELLED" | "NON_TASK";

/** The six levels, most urgent first; a task without a mark has [`Priority::None`], between medium and low. */
export type Priority = "Highest" | "High" | "Medium" | "None" | "Low" | "Lowest";

/** The six dates of a task. */
export type Dates = {
  /** When it was written down. */
  created: TaskDate | null;
  /** When it may begin. */
  start: TaskDate | null;
  /** When it is planned to be worked on. */
  scheduled: TaskDate | null;
  /** When it must be done. */
  due: TaskDate | null;
  /** When it was done. */
  done: TaskDate | null;
  /** When it was given up. */
  cancelled: TaskDate | null;
};

/** A date as it stands on the line. */
export type TaskDate = {
  /** The day; `null` when no such day exists. */
  value: Day | null;
  /** As written. */
  text: string;
  /** Whether the day exists. */
  valid: boolean;
};

/** Someone who is to do a task. */
export type Owner = {
  /** The name as written, without `@` and link brackets. */
  name: string;
  /** Whom it means. */
  kind: OwnerKind;
};

/** Whom an owner means. */
export type OwnerKind = "person" | "self" | "nobody";

/** The dates of one occurrence. A rule moves the reference date; the others keep their distance from it. */
export type Occurrence = {
  /** When it may begin. */
  start: Day | null;
  /** When it is planned. */
  scheduled: Day | null;
  /** When it is due. */
  due: Day | null;
};

/** What takes the place of a line. */
export type Toggled = {
  /** The new lines; none when the line goes. */
  lines: Array<string>;
  /** Whether the line was a task. */
  isTask: boolean;
  /** Where an editor puts the cursor. */
  cursor: Cursor;
};

/** A place in the new lines: where one part is absent the cursor keeps it. */
export type Cursor = {
  /** Line from 0. */
  line: number | null;
  /** Column from 0, in UTF-16 units. */
  ch: number | null;
};

/** Which tasks to find. All that is given must hold; what is absent asks nothing. */
export type TaskQuery = {
  /**
   * The text of a query block, which must hold as well. What it sorts and groups by comes first. The global query of the
   * Tasks plugin's settings comes before it, as in every block.
   */
  query?: string;
  /** Path of the note that holds that text, of which placeholders such as `{{query.file.folder}}` speak. */
  note?: string;
  /**
   * A name among the owners, in any case: as written, one of their entity, or of the organisation that they belong to; `me`
   * for the vault's owner, `none` for nobody.
   */
  owner?: string;
  /** A status type such as `TODO`, or `open`, `closed`, `proposed`, `agreed` (open and not proposed). */
  status?: string;
  /** When it is due: `today`, `before 2025-10-26`, `this week`, `2025-10-01 2025-10-31`, `none`, or a span of days. */
  due?: When;
  /** When it is scheduled, as `due`. */
  scheduled?: When;
  /** When it may begin, as `due`; tasks without a start date may begin at any time. */
  start?: When;
  /** When it was done, as `due`. */
  done?: When;
  /** A priority: `high`, `above none`. */
  priority?: string;
  /** A tag or a part of one, with its `#` or not. */
  tag?: string;
  /** A part of the path. */
  path?: string;
  /** A part of the heading. */
  heading?: string;
  /** A part of the description. */
  text?: string;
  /** The name of an entity that it concerns: one that owns it, that it names or links, or that its note is about. */
  entity?: string;
  /** Whether it waits for another task. */
  blocked?: boolean;
  /** Whether another task waits for it. */
  blocking?: boolean;
  /**
   * Whether a line that an entity's note has copied from another note is a task of its own, as in a query block. Left
   * out, it is where [`TaskQuery::query`] is given.
   */
  copies?: boolean;
  /** What to sort by, `-` before it for the other way round: `due`, `-urgency`, or a list of them. */
  sort?: TaskKeys;
  /** What to group by, `-` before it for the other way round, or a list, outermost first. */
  group?: TaskKeys;
  /** How many tasks at most. */
  limit?: number;
};

/** A test of a date. */
export type When = string | DaySpan;

/** From one day to another, both included; open where one is absent. */
export type DaySpan = {
  /** The first day. */
  from?: Day;
  /** The last day. */
  to?: Day;
};

/** What to sort or group by. */
export type TaskKeys = string | Array<string>;

/** What a task query found. Proposed work is kept apart from what was agreed. */
export type FoundTasks = {
  /** How many tasks match, without limits. */
  total: number;
  /** The tasks found, each once: agreed ones in the order of the groups, then proposed ones. */
  tasks: Array<FoundTask>;
  /** The agreed tasks, group by group; one group without headings when the query asks for none. */
  groups: Array<TaskGroup>;
  /** The proposed tasks, group by group; empty when there are none. */
  proposed: Array<TaskGroup>;
  /** What to show of them. */
  layout: TaskLayout;
  /** What the query means, line by line, when it asks with `explain`. */
  explanation: string | null;
};

/** A task that a query found. Its own fields stand beside those of its place. */
export type FoundTask = {
  /** Vault-relative path of its note. */
  path: string;
  /** Its line, from 1. */
  line: number;
  /** The heading it stands under. */
  heading: string | null;
  /** The line as it stands in the note. */
  markdown: string;
  /** Who is to do it, one for each owner that stands for somebody, as the vault knows them. */
  ownerEntities: Array<OwnerEntity>;
  /**
   * Names of the entities that it is about: its owners, those it names or links, whom its note is about, and those whose
   * notes hold a copy of it. The vault's owner is none of them.
   */
  entities: Array<string>;
  /** How many days it is past its due date; `null` when it is not, or nothing is left to do. */
  overdueDays: number | null;
  /** How urgent it is by the Tasks plugin's formula, to five decimals. */
  urgency: number;
  /** Whether it waits for another task. */
  isBlocked: boolean;
  /** Whether another task waits for it. */
  isBlocking: boolean;
  /** Where notes of entities, and other notes of its interaction, hold a copy of it. */
  copies: Array<TaskCopy>;
  /** Where the task stands that this one is a copy of. */
  copyOf: Source | null;
  /** White space and quote marks before the list marker. */
  indentation: string;
  /** `-`, `*`, `+`, `1.` or `1)`. */
  listMarker: string;
  /** What stands in the box. */
  statusSymbol: string;
  /** What that means. */
  statusType: StatusType;
  /** Its name in the registry, `Unknown` when it has none. */
  statusName: string;
  /** The line without fields and block id. Tags stay; an owner stays only in the midst of a sentence. */
  description: string;
  /** How urgent its keeper says it is. */
  priority: Priority;
  /** Its dates. */
  dates: Dates;
  /** The recurrence rule. */
  recurrence: string | null;
  /** What to do with the line when done: `delete`, `keep`, or nothing said. */
  onCompletion: string;
  /** What other tasks call it. */
  id: string;
  /** Ids of the tasks that must be done before. */
  dependsOn: Array<string>;
  /** Tags with their `#`, in order. */
  tags: Array<string>;
  /** The block id with a space and `^` before it. */
  blockLink: string;
  /** Whether nothing is left to do: done, cancelled or no task. */
  isDone: boolean;
  /** The description without the tags before and after the sentence. */
  text: string;
  /** Who is to do it, each once, in order. */
  owners: Array<Owner>;
  /** Suggested, not agreed: kept apart from agreed work. */
  proposed: boolean;
  /** Whether the scheduled date was not written but given by [`ParseOptions::fallback_date`]. */
  scheduledIsInferred: boolean;
};

/** A line that was copied from a task. */
export type TaskCopy = {
  /** Whether nothing is left to do by it. */
  isDone: boolean;
  /** Vault-relative path. */
  path: string;
  /** Line from 1, as editors count. */
  line: number;
  /** The heading it stands under. */
  heading: string | null;
};

/** A line of a task that is to change. It is for the caller to write. */
export type TaskEdit = {
  /** Vault-relative path of its note. */
  path: string;
  /** Its line, from 1. */
  line: number;
  /** The line as the vault has it, without its line end. */
  before: string;
  /** The lines that take its place; none where it goes. */
  after: Array<string>;
};

/** A task that is done in a copy and still open where it stands, as it is once it is done there too. */
export type SettledTask = {
  /** The copy that says so. */
  copy: Source;
  /** Vault-relative path of its note. */
  path: string;
  /** Its line, from 1. */
  line: number;
  /** The line as the vault has it, without its line end. */
  before: string;
  /** The lines that take its place; none where it goes. */
  after: Array<string>;
};

/** An owner as the vault knows them. */
export type OwnerEntity = {
  /** The name on the line. */
  name: string;
  /** The name of the entity; `null` when none has that name, or several have. */
  entity: string | null;
  /** Whether it is the vault's owner. */
  isSelf: boolean;
  /** The organisation that the person belongs to. */
  company: string | null;
};

/** Tasks under the same headings. */
export type TaskGroup = {
  /** One heading for each `group by`, outermost first. */
  headings: Array<string>;
  /** Indices in the list of tasks, in order. */
  tasks: Array<number>;
};

/** What to show of each task. Elements have the plugin's names, such as `due date` or `backlink`. */
export type TaskLayout = {
  /** Elements to leave out. */
  hidden: Array<string>;
  /** Elements to show that are not shown otherwise, such as `urgency` and `tree`. */
  shown: Array<string>;
  /** Show the marks of fields without their values. */
  shortMode: boolean;
};

/** How much a finding matters to the person who keeps the note. */
export type Severity = "error" | "warning" | "info";

/** Stable names of errors. */
export type CoreErrorCode = "unknown-name" | "ambiguous-name" | "empty-vault" | "invalid-options" | "invalid-template" | "invalid-path" | "snapshot-unknown" | "snapshot-version" | "snapshot-truncated" | "snapshot-damaged" | "invalid-query";

/** Why an answer is empty. */
export type EmptyReason = {
  /** Stable name of the reason. */
  code: EmptyCode;
  /** Why, with the counts; one sentence without a full stop. */
  message: string;
  /** What to do about it; one sentence without a full stop. */
  advice: string;
  /** What there is. */
  counts: EmptyCounts;
  /** What each filter of the question finds by itself, in order. */
  filters: Array<FilterCount>;
  /** What there is instead of what was asked for: kinds, states, companies, names, types. */
  candidates: Array<string>;
};

/** Stable names of reasons. */
export type EmptyCode = "no-notes" | "all-ignored" | "no-kind" | "only-owner" | "no-such-kind" | "no-match" | "no-tasks" | "no-contact" | "no-dated-notes" | "only-upcoming" | "no-ties" | "too-weak" | "no-pairs" | "no-such-note" | "ignored-note" | "nobody-named";

/** What there is. */
export type EmptyCounts = {
  /** Notes in the vault. */
  notes: number;
  /** Those of them that have a day of their own. */
  dated: number;
  /** Notes that the settings leave out. */
  ignored: number;
  /** Entities, the vault's owner not among them. */
  entities: number;
  /** Interactions that the question looks at. */
  interactions: number;
  /** Those of them without a day. */
  undated: number;
  /** Those of them that are later than the day asked for. */
  upcoming: number;
  /** Tasks that the question looks at. */
  tasks: number;
};

/** What one filter finds by itself. */
export type FilterCount = {
  /** The filter in words. */
  filter: string;
  /** How many it finds. */
  count: number;
};

/** A brief, as data and as Markdown. */
export type Brief = {
  /** The day on which it is written. */
  asOf: Day;
  /** Who it is about. */
  entity: EntityHead;
  /** Role, company and relationship in a line, as far as known, else the kind; of an organisation whom to talk to. */
  who: string;
  /** What is planned, the soonest first. */
  upcoming: Array<Contact>;
  /** The last interactions, newest first. */
  last: Array<Contact>;
  /** What the vault's owner owes them. */
  iOwe: Array<OpenTask>;
  /** What they owe. */
  theyOwe: Array<OpenTask>;
  /** Which of these tasks are done in a copy, though not where they stand. */
  doneInCopies: Array<DoneInCopy>;
  /** What has come to the notes since the last direct contact. */
  news: Array<News>;
  /** The newest decisions. */
  decided: Array<Item>;
  /** What to be careful about. */
  careful: Array<Careful>;
  /** All of it as Markdown. */
  markdown: string;
};

/** An open task that is done in a copy; settling tasks ticks it too. */
export type DoneInCopy = {
  /** Where the task stands. */
  source: Source;
  /** The copy. */
  copy: Source;
};

/** Something new since the last direct contact. */
export type News = {
  /** When. */
  date: Day;
  /** What. */
  text: string;
  /** Paths of the notes that say so; the link text where a note is missing. */
  notes: Array<string>;
};

/** Something to be careful about. */
export type Careful = {
  /** Why: `overdue`, `blocker`, `conflict`, `silence` or `incomplete-name`. */
  reason: string;
  /** What. */
  text: string;
  /** Where it stands, when one place says it. */
  source: Source | null;
};

/** Which part of the graph to give. */
export type GraphQuery = {
  /** Only entities of these kinds; all when absent. */
  kinds?: Array<string>;
  /** Only edges of at least this strength. */
  minStrength?: number;
  /** Only what is near this entity, given by name or path. */
  around?: string;
  /** How many edges away, with `around`; 1 when absent. */
  depth?: number;
};

/** Entities and what ties them. */
export type Graph = {
  /** The entities, by id. */
  nodes: Array<GraphNode>;
  /** The ties, by source and target. */
  edges: Array<GraphEdge>;
};

/** An entity in the graph. */
export type GraphNode = {
  /** What edges call it; the same number in the same vault, not across vaults. */
  id: number;
  /** Its name. */
  name: string;
  /** Its kind. */
  kind: string;
  /** Its own note. */
  path: string | null;
  /** Its own strength, 0 to 100. */
  strength: number | null;
};

/** A tie between two entities. */
export type GraphEdge = {
  /** The smaller id. */
  source: number;
  /** The larger id. */
  target: number;
  /** The decayed sum. */
  strength: number;
  /** Day of the newest shared interaction. */
  last: Day;
  /** What proves it, newest first. */
  interactions: Array<Proof>;
};

/** An interaction that two entities share. */
export type Proof = {
  /** Path of its first note, or the link text where it is missing. */
  path: string;
  /** Its day. */
  date: Day;
};

/** Two names that are probably the same. */
export type Suggestion = {
  /** The name to keep: the one with a note, else with more words, more interactions, more letters. */
  keep: string;
  /** The name that would become its alias. */
  alias: string;
  /** 0 to 1. */
  score: number;
  /**
   * Why, each a word for programs: `email`, `accents`, `order`, `title`, `suffix`, `nickname`, `initial`,
   * `address`, `spelling`, `first-name`, `first-name-in-company`, `company`.
   */
  reasons: Array<string>;
  /** What accepting it writes to `relata-names.yaml`, under `same`. */
  accept: string;
  /** What refusing it writes there, under `not-same`. */
  refuse: string;
};

/** A note brought up to date. */
export type Refreshed = {
  /** Vault-relative path. */
  path: string;
  /** The new text, with the byte-order mark where the old one had it; the old text itself when nothing is to be done. */
  content: string;
  /** The same as replacements in the old text, in order and apart from each other. */
  edits: Array<TextEdit>;
  /** What is done and why, and what is left undone and why. */
  changes: Array<NoteChange>;
};

/** A replacement in a text. */
export type TextEdit = {
  /** UTF-16 units before what is replaced. */
  from: number;
  /** UTF-16 units up to its end; the same as `from` for an insertion. */
  to: number;
  /** What stands there then. */
  text: string;
};

/** One thing that is done to a note, or left undone. */
export type NoteChange = {
  /** `property`, `added`, `removed`, `section` (a new one), or `skipped` for what could not be done. */
  kind: string;
  /** The heading under which it is. */
  section: string | null;
  /** The line of the old text, from 1. */
  line: number | null;
  /** What, in one line. */
  message: string;
};

/** An entity note that is behind the notes. */
export type Stale = {
  /** Vault-relative path. */
  path: string;
  /** The entity's name. */
  name: string;
  /** By what it is behind. */
  changes: Array<NoteChange>;
};

/** What the host app knows of a note. */
export type CachedMetadata = {
  /** Links to notes, in order. */
  links?: Array<LinkCache>;
  /** Embeds, in order. */
  embeds?: Array<LinkCache>;
  /** Tags of the body, in order. */
  tags?: Array<TagCache>;
  /** Headings outside other blocks, in order. */
  headings?: Array<HeadingCache>;
  /** Footnotes: inline ones in order, then definitions. */
  footnotes?: Array<FootnoteCache>;
  /** Uses of footnotes, in order. */
  footnoteRefs?: Array<FootnoteCache>;
  /** Definitions of reference links to notes. */
  referenceLinks?: Array<ReferenceLinkCache>;
  /** Blocks at the root, in order. */
  sections?: Array<SectionCache>;
  /** List items, nested ones included, in order. */
  listItems?: Array<ListItemCache>;
  /** Blocks with an id, by id in lower case. */
  blocks?: { [key in string]: BlockCache };
  /** The properties, in their written order. */
  frontmatter?: Properties;
  /** Links that are the whole of a property's text. */
  frontmatterLinks?: Array<FrontmatterLinkCache>;
  /** The properties block with its fences. */
  frontmatterPosition?: Pos;
};

/** A range of the note. */
export type Pos = {
  /** Its first character. */
  start: Loc;
  /** Behind its last character. */
  end: Loc;
};

/** A place in a text, as the host app gives it: all three from 0, columns and offsets in UTF-16 units. */
export type Loc = {
  /** Line, from 0. */
  line: number;
  /** UTF-16 units since the start of the line. */
  col: number;
  /** UTF-16 units since the start of the text. */
  offset: number;
};

/** A link or embed. */
export type LinkCache = {
  /** The target with its subpath. */
  link: string;
  /** As written. */
  original: string;
  /** What is shown for it. */
  displayText: string;
  /** Where it is. */
  position: Pos;
};

/** A link in a property. */
export type FrontmatterLinkCache = {
  /** The property, `people.0` for an item of a list. */
  key: string;
  /** The target with its subpath. */
  link: string;
  /** As written. */
  original: string;
  /** What is shown for it. */
  displayText: string;
};

/** A tag. */
export type TagCache = {
  /** With its `#`. */
  tag: string;
  /** Where it is. */
  position: Pos;
};

/** A heading. */
export type HeadingCache = {
  /** Its text as written, without the markers. */
  heading: string;
  /** 1 to 6. */
  level: number;
  /** Where it is. */
  position: Pos;
};

/** A footnote or a use of one. */
export type FootnoteCache = {
  /** Its label. */
  id: string;
  /** Where it is. */
  position: Pos;
};

/** A definition of a reference link. */
export type ReferenceLinkCache = {
  /** Its label. */
  id: string;
  /** Its target. */
  link: string;
  /** Where it is. */
  position: Pos;
};

/** A block at the root. */
export type SectionCache = {
  /** Its block id. */
  id?: string;
  /** `paragraph`, `list`, `callout`, … */
  type: string;
  /** Where it is. */
  position: Pos;
};

/** A list item. */
export type ListItemCache = {
  /** Its block id. */
  id?: string;
  /** The character in its box, when it is a task. */
  task?: string;
  /** The line of the item that it is nested in; else the negative line at which its list begins, -1 for line 0. */
  parent: number;
  /** Where it is, without the lists nested in it. */
  position: Pos;
};

/** A block with an id. */
export type BlockCache = {
  /** The id. */
  id: string;
  /** Where the block is. */
  position: Pos;
};

/** Properties as the host has them. Serialises as a map in written order. */
export type Properties = Record<string, unknown>;
