import type { Vault as Binding } from "../wasm/relata_wasm.js";

import { bytesOf, snapshotOf, type Content } from "./content.js";
import { today } from "./day.js";
import { applied } from "./edit.js";
import type {
  Backlink,
  Brief,
  CachedMetadata,
  Change,
  Day,
  EmptyReason,
  EntityQuery,
  EntityRow,
  Finding,
  FoundTasks,
  Graph,
  GraphQuery,
  Refreshed,
  Stale,
  LinkProblem,
  Renamed,
  ResolvedLink,
  SettledTask,
  Suggestion,
  Summary,
  TagCount,
  TaskEdit,
  TaskQuery,
  UnlinkedMention,
} from "./generated/types.js";
import { isObject, isOneOf, isSource, isQuery, isTime, optionalText, options as given, text, whole } from "./given.js";
import { Held } from "./held.js";
import { call, init } from "./load.js";
import type { GraphFormat, LinkCounts, LoadOptions, NoteFile, NoteSource, OpenOptions, RestoreOptions, Stamps } from "./options.js";
import { unpacked } from "./packed.js";
import { AS_OF, ENTITIES, GRAPH, LOAD, OPEN, PREPARE, QUESTIONS, RENDER, RESTORE, SET, TASKS, TOGGLE_AT, type AsOf } from "./shapes.js";
import { noting, sizeOf } from "./source.js";
import type { TaskSettings } from "./task.js";
import { Turn } from "./turn.js";
import type { Asked, Question } from "./why.js";

export type * from "./options.js";

/**
 * A vault of notes with what is computed from it. Every method but `load` returns at once.
 *
 * @example
 * const vault = await Vault.open();
 * vault.set("People/Ada Quill.md", "---\ntype: person\n---\n# Ada Quill\n");
 * vault.summary("Ada Quill").strength.score;
 */
export class Vault {
  readonly #held: Held;
  readonly #asOf: Day | undefined;
  /** Whether all is known at the end of a load that notes say about entities. */
  readonly #isEager: boolean;
  /** Counted when asked for, forgotten with every change. */
  #counts: { resolved?: LinkCounts; unresolved?: LinkCounts } = {};

  private constructor(binding: Binding, { asOf, eager = false, keepBytes = false }: RestoreOptions) {
    this.#held = new Held(binding, keepBytes);
    this.#asOf = asOf;
    this.#isEager = eager;
  }

  /**
   * An empty vault.
   *
   * @throws RelataError `invalid-options` for a schema that is not valid, `wasm-unavailable`.
   */
  static async open(options: OpenOptions = {}): Promise<Vault> {
    const { wasm, asOf, ...rest } = given(options, OPEN);
    await init(wasm);
    return call((binding) => new Vault(new binding.Vault(rest), { asOf, eager: rest.eager }));
  }

  /**
   * A vault from the bytes that `save` gave, with the settings that were among its files; options are those of `open`.
   * `update` brings it to what the files are now.
   *
   * @throws RelataError `snapshot-unknown`, `snapshot-version`, `snapshot-truncated`, `snapshot-damaged`: load the notes
   * instead; and as `open`.
   */
  static async restore(bytes: Uint8Array, options: RestoreOptions = {}): Promise<Vault> {
    const { wasm, asOf, keepBytes = false, ...rest } = given(options, RESTORE);
    const saved = snapshotOf(bytes);
    await init(wasm);
    return call(({ Vault: made }) => new Vault(keepBytes ? made.restoreKept(saved, rest) : made.restore(saved, rest), { asOf, eager: rest.eager, keepBytes }));
  }

  /** The day that questions are answered for when they name none. */
  get asOf(): Day {
    return this.#asOf ?? today();
  }

  /** How many notes there are. */
  get length(): number {
    return this.#call((binding) => binding.length);
  }

  /**
   * Adds or replaces every file of a source, in the source's order. Notes come in faster so than one by one with `set`.
   *
   * @throws RelataError as `set` does; what the source throws; the signal's reason.
   */
  async load(source: NoteSource, options: LoadOptions = {}): Promise<void> {
    const { onProgress, signal } = given(options, LOAD);
    isSource(source, "source");
    if (Array.isArray(source)) this.#call((binding) => binding.expectBytes(sizeOf(source)));
    let done = 0;
    const turn = new Turn();
    for await (const file of source) {
      signal?.throwIfAborted();
      this.#take(file);
      done += 1;
      onProgress?.({ done, total: source.total ?? null, path: file.path });
      if (turn.isOver) await turn.next();
    }
    signal?.throwIfAborted();
    if (this.#isEager) await this.prepare({ signal });
  }

  /**
   * Reads what the notes say about entities, in short pieces, and then brings it together, in one; the first question about
   * an entity does both otherwise. Other work of the thread has its turn in between, for a host that has no worker.
   *
   * @throws RelataError `disposed`; the signal's reason.
   */
  async prepare(options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = given(options, PREPARE);
    const turn = new Turn();
    while (this.#call((binding) => binding.prepare())) {
      signal?.throwIfAborted();
      if (turn.isOver) await turn.next();
    }
  }

  /**
   * As `load`; then removes all files that the source does not have. Files that it gives as `unchanged` stay as they are,
   * so that a restored vault costs only what changed:
   *
   * @example
   * const vault = await Vault.restore(bytes);
   * await vault.update(await readFolder("Notes", { known: vault.stamps() }));
   *
   * @throws RelataError as `load`; nothing is removed then.
   */
  async update(source: NoteSource, options: LoadOptions = {}): Promise<void> {
    isSource(source, "source");
    const paths: string[] = [];
    await this.load(noting(source, paths), options);
    this.#change((binding) => binding.retain(paths));
  }

  /**
   * Adds or replaces a note; tells what that touched. A file that is no note is known by its path alone, without
   * content, so that links may lead to it. Some files say how the others are read, whenever they come: `relata.yaml` sets
   * the schema and `relata-names.yaml` the names, unless `open` was given them; `.obsidian/app.json` what is left out and
   * how links are written.
   *
   * @throws RelataError `invalid-path` for a path that is empty, absolute or leaves the vault; `invalid-options` for a
   * schema that is not valid and for a note without content.
   */
  set(path: string, content?: Content, options: { mtime?: number | undefined } = {}): Change {
    const place = text(path, "path");
    const { mtime } = given(options, SET);
    if (content === undefined) return this.#change((binding) => binding.setFile(place) as Change);
    return this.#change((binding) => binding.set(place, bytesOf(content), mtime) as Change);
  }

  /** Removes a note or another file; tells what that touched, which is nothing when there was none. */
  delete(path: string): Change {
    return this.#change((binding) => binding.delete(text(path, "path")) as Change);
  }

  /**
   * Moves a note or another file; its content stays. A file that is at `to` already is replaced: ask `files()` before. The edits keep links in all notes leading where they led, in the
   * way in which the vault writes them. They are for the caller to write: the vault has them once those notes are set.
   *
   * @throws RelataError `invalid-path` as for `set`.
   */
  rename(from: string, to: string): Renamed {
    return this.#change((binding) => binding.rename(text(from, "from"), text(to, "to")) as Renamed);
  }

  /** What one note holds, in the shape of the host app's `CachedMetadata`; `null` when there is no such note. */
  note(path: string): CachedMetadata | null {
    return this.#call((binding) => binding.note(text(path, "path")) as CachedMetadata | null);
  }

  /**
   * The table of entities.
   *
   * @throws RelataError `invalid-options` for unknown keys, columns and states.
   */
  entities(query: EntityQuery & AsOf = {}): EntityRow[] {
    const { asOf, ...rest } = given(query, ENTITIES, "query");
    return this.#call((binding) => binding.entities(rest, this.#day(asOf)) as EntityRow[]);
  }

  /**
   * What is known of one entity, found by its name, an alias, or the path of its note.
   *
   * @throws RelataError `unknown-name` with the nearest names in `candidates`, `ambiguous-name` with all that match,
   * `empty-vault` when there is nothing to be found.
   */
  summary(name: string, options: AsOf = {}): Summary {
    return this.#call((binding) => binding.summary(text(name, "name"), this.#day(given(options, AS_OF).asOf)) as Summary);
  }

  /**
   * Names of whom a note is about: its own entity; else the subject of its interaction and then who took part, without
   * the vault's owner. Each name is one that `summary` takes. Empty for notes about nobody.
   */
  about(path: string): string[] {
    return this.#call((binding) => binding.about(text(path, "path")));
  }

  /**
   * The one-minute reading before a meeting: who, what was said last, what is open both ways, what is new.
   *
   * @throws RelataError as `summary`.
   */
  brief(name: string, options: AsOf = {}): Brief {
    return this.#call((binding) => binding.brief(text(name, "name"), this.#day(given(options, AS_OF).asOf)) as Brief);
  }

  /**
   * Who shares interactions with whom, how strongly, and which interactions prove it.
   *
   * @throws RelataError `invalid-options`; `unknown-name` and `ambiguous-name` for `around`.
   */
  graph(query: GraphQuery & AsOf = {}): Graph {
    const { asOf, ...rest } = given(query, GRAPH, "query");
    return this.#call((binding) => binding.graph(rest, this.#day(asOf)) as Graph);
  }

  /**
   * The tasks of the vault that a query finds, with their places, owners and whom they concern. The query is the text of a
   * ```` ```tasks ```` block, or an object; proposed work is kept apart in the result. Lines count as they stand now: the day only says which one is today.
   * A line that was copied into the note of an entity is listed as in such a block where a text is given, else with its task; `copies` says otherwise.
   *
   * @throws RelataError `invalid-query` with the line that cannot be run, `invalid-options`; `unknown-name` and
   * `ambiguous-name` for `entity`.
   */
  tasks(query: string | (TaskQuery & AsOf) = {}, options: AsOf = {}): FoundTasks {
    const { asOf, ...rest } = { ...asked(query, TASKS), ...given(options, AS_OF) };
    return this.#call((binding) => binding.tasks(rest, this.#day(asOf)) as FoundTasks);
  }

  /**
   * What toggling the task on a line of a note changes, or setting its status to `setStatusTo` (a symbol or a type): that
   * line first, then those of its copies in the notes of entities, or of the task that it is a copy of. They are for you to
   * write. `asOf` is the day on which it happens; the vault's own settings say how, as for `toggleTask` of a line alone.
   *
   * @throws RelataError `invalid-options` where no task stands on that line.
   */
  toggleTask(path: string, line: number, options: { setStatusTo?: string | undefined } & AsOf = {}): TaskEdit[] {
    const { asOf, setStatusTo } = given(options, TOGGLE_AT);
    const [at, on] = [text(path, "path"), whole(line, "line")];
    return this.#call((binding) => binding.toggleTask(at, on, setStatusTo, this.#day(asOf)) as TaskEdit[]);
  }

  /**
   * The tasks that somebody ticked in a copy, in the note of an entity, and that are still open where they stand: the lines as they
   * are once they are done there too. Nothing is changed; they are for you to write.
   */
  settleTasks(options: AsOf = {}): SettledTask[] {
    return this.#call((binding) => binding.settleTasks(this.#day(given(options, AS_OF).asOf)) as SettledTask[]);
  }

  /**
   * What the vault's own settings say of task lines, in the form that `toggleTask` takes:
   * `toggleTask(line, { ...vault.taskSettings(), today: today() })`.
   */
  taskSettings(): TaskSettings {
    return this.#call((binding) => binding.taskSettings() as TaskSettings);
  }

  /**
   * The same graph as text for other programs.
   *
   * @throws RelataError as `graph`.
   */
  exportGraph(format: GraphFormat, query: GraphQuery & AsOf = {}): string {
    const { asOf, ...rest } = given(query, GRAPH, "query");
    return this.#call((binding) => binding.exportGraph(text(format, "format"), rest, this.#day(asOf)));
  }

  /**
   * Why an answer is empty, with a stable `code`, the counts, and what to do about it; `null` where it is not empty. The
   * question is the method's name, with what that was asked:
   *
   * @example
   * const rows = vault.entities(query);
   * if (rows.length === 0) show(vault.whyEmpty("entities", query).message);
   * if (vault.summary(name).lastContact === null) show(vault.whyEmpty("summary", { name }).message);
   *
   * @throws RelataError as the method itself.
   */
  whyEmpty<Q extends Question>(question: Q, query?: Asked<Q>, options: AsOf = {}): EmptyReason | null {
    isOneOf(...Object.keys(QUESTIONS))(question, "question");
    const { asOf = given(options, AS_OF).asOf, ...rest } = question === "tasks" ? asked(query, TASKS) : given<AsOf>(query, QUESTIONS[question], "query");
    return this.#call((binding) => binding.whyEmpty(question, rest, this.#day(asOf)) as EmptyReason | null);
  }

  /** Names that are probably the same, the most certain first. Nothing is done about them. */
  suggestions(): Suggestion[] {
    return this.#call((binding) => binding.suggestions() as Suggestion[]);
  }

  /**
   * A schema proposed from what the notes hold (types, folders, fields, headings, who is probably the owner), as the text of
   * a `relata.yaml` to review; only what the schema in force does not know.
   */
  proposeSchema(): string {
    return this.#call((binding) => binding.proposeSchema());
  }

  /** What was odd, in one note or in all, by path and line. */
  diagnostics(path?: string): Finding[] {
    return this.#call((binding) => binding.diagnostics(optionalText(path, "path")) as Finding[]);
  }

  /**
   * The note of an entity brought up to date: its newest interactions, facts, people and tasks in the sections that it
   * has, and `last_contact`; every other byte stays. Nothing is stored: write the text, then `set` it. `content` is the
   * file as it is now; without it the vault's own text is taken.
   *
   * @throws RelataError `unknown-name` when no note there stands for an entity; `invalid-path`; `invalid-options` when
   * the content is not text, or is needed, as the file is damaged and the vault reads it repaired.
   */
  refresh(path: string, content?: Content, options: AsOf = {}): Refreshed {
    const now = content === undefined ? undefined : bytesOf(content);
    const day = this.#day(given(options, AS_OF).asOf);
    const refreshed = this.#call((binding) => binding.refresh(text(path, "path"), now, day) as Refreshed);
    // A string may hold halves of characters, which do not come back from the core: the edits leave them where they are.
    if (typeof now === "string") refreshed.content = applied(now, refreshed.edits);
    return refreshed;
  }

  /**
   * The whole note of an entity: by the text of a template, else by the template that the schema names for its kind, else
   * in the built-in layout. docs/TEMPLATES.md says what a template can do.
   *
   * @throws RelataError as `summary`; `invalid-template` with the file, the line and the expression.
   */
  render(name: string, options: AsOf & { template?: string | undefined } = {}): string {
    const { template, asOf } = given(options, RENDER);
    return this.#call((binding) => binding.render(text(name, "name"), template, this.#day(asOf)));
  }

  /** The entity notes that are behind the notes, by path, with what each lacks. */
  stale(options: AsOf = {}): Stale[] {
    return this.#call((binding) => binding.stale(this.#day(given(options, AS_OF).asOf)) as Stale[]);
  }

  /**
   * What a link leads to: its linkpath with or without subpath, as written in the note at `fromPath`; `null` when
   * nowhere. Beyond the host app's rules, and marked so in `by`: aliases, titles, folder notes, names of entities.
   */
  resolve(link: string, fromPath: string): ResolvedLink | null {
    return this.#call((binding) => binding.resolve(text(link, "link"), text(fromPath, "fromPath")) as ResolvedLink | null);
  }

  /** The links that lead to a file, by path and place, with the line and heading around each; its own left out. */
  backlinks(path: string): Backlink[] {
    return this.#call((binding) => unpacked(binding.backlinks(text(path, "path"))));
  }

  /** For each note the files it links to, with how often; as the host app's `metadataCache.resolvedLinks`. */
  get resolvedLinks(): LinkCounts {
    return (this.#counts.resolved ??= this.#call((binding) => binding.resolvedLinks() as LinkCounts));
  }

  /** For each note its linkpaths that lead nowhere, with how often; as the host app's `unresolvedLinks`. */
  get unresolvedLinks(): LinkCounts {
    return (this.#counts.unresolved ??= this.#call((binding) => binding.unresolvedLinks() as LinkCounts));
  }

  /**
   * Where notes have the name or an alias of an entity or a note in their prose, without a link.
   *
   * @throws RelataError `unknown-name`, `ambiguous-name`.
   */
  unlinkedMentions(name: string): UnlinkedMention[] {
    return this.#call((binding) => binding.unlinkedMentions(text(name, "name")) as UnlinkedMention[]);
  }

  /** Links that lead nowhere, not surely where they were meant to, or to no place in their note; of one note or of all. */
  linkProblems(path?: string): LinkProblem[] {
    return this.#call((binding) => binding.linkProblems(optionalText(path, "path")) as LinkProblem[]);
  }

  /** Paths of the notes that no other note links to and that link to no other file. */
  orphans(): string[] {
    return this.#call((binding) => binding.orphans() as string[]);
  }

  /** All tags with how often they are written; `#a` counts `#a/b` in `nested`. */
  tags(): TagCount[] {
    return this.#call((binding) => binding.tags() as TagCount[]);
  }

  /** Paths of all files, notes and others. */
  files(): string[] {
    return this.#call((binding) => binding.files() as string[]);
  }

  /** Size and time of each note, for a reader to tell which changed since. */
  stamps(): Stamps {
    return this.#call((binding) => binding.stamps() as Stamps);
  }

  /** The vault as bytes, with its settings but not its options: for `restore`, here or elsewhere. */
  save(): Uint8Array {
    return this.#call((binding) => binding.save());
  }

  /**
   * Adds the files of another vault, given as the bytes of its `save`. In whatever order shards of a vault are merged,
   * the result is that of loading it in one go; of two notes at one path the one changed later stays.
   *
   * @throws RelataError `snapshot-…` as `restore`; the vault is then as it was.
   */
  merge(bytes: Uint8Array): void {
    this.#change((binding) => binding.merge(snapshotOf(bytes)));
  }

  /** Gives the vault's memory back. Every later call but this one throws `disposed`. */
  dispose(): void {
    this.#held.free();
  }

  /** Takes a file in without telling what that touched. */
  #take(file: NoteFile): void {
    isObject(file, "a file");
    const { path, content, mtime, unchanged } = file;
    const place = text(path, "path");
    if (unchanged) return;
    if (content === undefined) return void this.set(place);
    if (mtime !== undefined) isTime(mtime, "mtime");
    const held = bytesOf(content);
    this.#change((binding) => (typeof held === "string" ? binding.loadText(place, held, mtime) : binding.loadBytes(place, held, mtime)));
  }

  #day(asOf: Day | undefined): Day {
    return asOf ?? this.asOf;
  }

  #change<T>(run: (binding: Binding) => T): T {
    this.#counts = {};
    return this.#call(run);
  }

  #call<T>(run: (binding: Binding) => T): T {
    return this.#held.call(run);
  }
}

/** A query as an object; a text is that of a query block. */
function asked(query: unknown, shape: typeof TASKS): TaskQuery & AsOf {
  if (typeof query === "string") return { query };
  if (query !== undefined) isQuery(query, "query");
  return given(query, shape, "query");
}
