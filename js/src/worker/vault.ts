import { snapshotOf } from "../content.js";
import { RelataError } from "../error.js";
import type { Day } from "../generated/types.js";
import { isObject, isSource, options as given, refuse, type Shape } from "../given.js";
import type { WasmInput } from "../load.js";
import type { LinkCounts, LoadOptions, NoteFile, NoteSource, OpenOptions, Vault } from "../vault.js";
import { LOAD, OPEN, PREPARE } from "../shapes.js";
import { noting } from "../source.js";
import type { Question } from "../why.js";
import { Line } from "./line.js";
import type { Method, Request } from "./protocol.js";
import { startWorker, type AnyWorker } from "./start.js";

/** How to open a vault in a worker. */
export interface WorkerOptions extends OpenOptions {
  /** The worker, where it is not to be started from `worker-shell.js` beside this file; it must run that script. */
  worker?: AnyWorker | undefined;
}

type Args<M extends Method> = Parameters<Vault[M]>;
type Result<M extends Method> = Promise<ReturnType<Vault[M]>>;

const START: Shape<WorkerOptions> = {
  ...OPEN,
  worker: (value, name) => {
    if (typeof (value as AnyWorker | null)?.postMessage !== "function") refuse(value, name, "a worker");
  },
};

/** Bytes that are sent to the worker at once while loading. */
const PORTION = 1 << 20;

/**
 * A vault in a worker: the interface of `Vault`, with a promise for every answer. Every promise settles, also when the
 * worker fails (`internal`) or the vault is disposed of (`disposed`).
 */
export class WorkerVault {
  readonly #line: Line;

  private constructor(line: Line) {
    this.#line = line;
  }

  /**
   * Starts a worker with an empty vault.
   *
   * @throws RelataError as `Vault.open`; `internal` when the worker cannot be started.
   */
  static open(options: WorkerOptions = {}): Promise<WorkerVault> {
    return WorkerVault.#start(options);
  }

  /**
   * Starts a worker with the vault whose bytes `save` gave, as `Vault.restore`.
   *
   * @throws RelataError as `Vault.restore`; `internal` when the worker cannot be started.
   */
  static async restore(bytes: Uint8Array, options: WorkerOptions = {}): Promise<WorkerVault> {
    return WorkerVault.#start(options, { bytes: snapshotOf(bytes) });
  }

  static async #start(wanted: WorkerOptions, snapshot: { bytes?: Uint8Array } = {}): Promise<WorkerVault> {
    const { worker, wasm, ...options } = given(wanted, START);
    const line = new Line(await startWorker(worker));
    try {
      const input = wasm === undefined ? {} : { wasm: await sendable(await wasm) };
      await line.ask({ ask: "open", options: { ...options, ...input }, ...snapshot });
    } catch (error) {
      line.close();
      throw error;
    }
    return new WorkerVault(line);
  }

  /** As `Vault.asOf`: the day where the worker runs, when `open` was given none. */
  get asOf(): Promise<Day> {
    return this.#line.ask({ ask: "asOf" }) as Promise<Day>;
  }

  /** How many notes there are. */
  get length(): Promise<number> {
    return this.#line.ask({ ask: "length" }) as Promise<number>;
  }

  /**
   * Adds or replaces every file of a source, in the source's order.
   *
   * @throws RelataError as `Vault.load`; what the source throws; the signal's reason.
   */
  async load(source: NoteSource, options: LoadOptions = {}): Promise<void> {
    const { onProgress, signal } = given(options, LOAD);
    isSource(source, "source");
    let done = 0;
    const send = async (files: readonly NoteFile[]): Promise<void> => {
      await this.#line.ask({ ask: "load", files: [...files] });
      for (const { path } of files) onProgress?.({ done: (done += 1), total: source.total ?? null, path });
    };
    for await (const files of portions(source)) {
      signal?.throwIfAborted();
      await send(files);
    }
    signal?.throwIfAborted();
  }

  /** As `Vault.prepare`; a signal is looked at before and behind the work, which it does not end. */
  async prepare(options: { signal?: AbortSignal | undefined } = {}): Promise<void> {
    const { signal } = given(options, PREPARE);
    signal?.throwIfAborted();
    await this.#line.ask({ ask: "prepare", args: [] });
    signal?.throwIfAborted();
  }

  /**
   * As `Vault.update`.
   *
   * @throws RelataError as `Vault.update`.
   */
  async update(source: NoteSource, options: LoadOptions = {}): Promise<void> {
    isSource(source, "source");
    const paths: string[] = [];
    await this.load(noting(source, paths), options);
    await this.#line.ask({ ask: "retain", paths });
  }

  /** As `Vault.set`. */
  set(...args: Args<"set">): Result<"set"> {
    return this.#call("set", args);
  }

  /** As `Vault.delete`. */
  delete(...args: Args<"delete">): Result<"delete"> {
    return this.#call("delete", args);
  }

  /** As `Vault.rename`. */
  rename(...args: Args<"rename">): Result<"rename"> {
    return this.#call("rename", args);
  }

  /** As `Vault.note`. */
  note(...args: Args<"note">): Result<"note"> {
    return this.#call("note", args);
  }

  /** As `Vault.entities`. */
  entities(...args: Args<"entities">): Result<"entities"> {
    return this.#call("entities", args);
  }

  /** As `Vault.summary`. */
  summary(...args: Args<"summary">): Result<"summary"> {
    return this.#call("summary", args);
  }

  /** As `Vault.brief`. */
  brief(...args: Args<"brief">): Result<"brief"> {
    return this.#call("brief", args);
  }

  /** As `Vault.graph`. */
  graph(...args: Args<"graph">): Result<"graph"> {
    return this.#call("graph", args);
  }

  /** As `Vault.exportGraph`. */
  exportGraph(...args: Args<"exportGraph">): Result<"exportGraph"> {
    return this.#call("exportGraph", args);
  }

  /** As `Vault.proposeSchema`. */
  proposeSchema(...args: Args<"proposeSchema">): Result<"proposeSchema"> {
    return this.#call("proposeSchema", args);
  }

  /** As `Vault.tasks`. */
  tasks(...args: Args<"tasks">): Result<"tasks"> {
    return this.#call("tasks", args);
  }

  /** As `Vault.toggleTask`. */
  toggleTask(...args: Args<"toggleTask">): Result<"toggleTask"> {
    return this.#call("toggleTask", args);
  }

  /** As `Vault.settleTasks`. */
  settleTasks(...args: Args<"settleTasks">): Result<"settleTasks"> {
    return this.#call("settleTasks", args);
  }

  /** As `Vault.taskSettings`. */
  taskSettings(...args: Args<"taskSettings">): Result<"taskSettings"> {
    return this.#call("taskSettings", args);
  }

  /** As `Vault.suggestions`. */
  suggestions(...args: Args<"suggestions">): Result<"suggestions"> {
    return this.#call("suggestions", args);
  }

  /** As `Vault.whyEmpty`. */
  whyEmpty<Q extends Question>(...args: Parameters<typeof Vault.prototype.whyEmpty<Q>>): Result<"whyEmpty"> {
    return this.#call("whyEmpty", args as Args<"whyEmpty">);
  }

  /** As `Vault.about`. */
  about(...args: Args<"about">): Result<"about"> {
    return this.#call("about", args);
  }

  /** As `Vault.diagnostics`. */
  diagnostics(...args: Args<"diagnostics">): Result<"diagnostics"> {
    return this.#call("diagnostics", args);
  }

  /** As `Vault.refresh`. */
  refresh(...args: Args<"refresh">): Result<"refresh"> {
    return this.#call("refresh", args);
  }

  /** As `Vault.render`. */
  render(...args: Args<"render">): Result<"render"> {
    return this.#call("render", args);
  }

  /** As `Vault.stale`. */
  stale(...args: Args<"stale">): Result<"stale"> {
    return this.#call("stale", args);
  }

  /** As `Vault.resolve`. */
  resolve(...args: Args<"resolve">): Result<"resolve"> {
    return this.#call("resolve", args);
  }

  /** As `Vault.backlinks`. */
  backlinks(...args: Args<"backlinks">): Result<"backlinks"> {
    return this.#call("backlinks", args);
  }

  /** As `Vault.resolvedLinks`. */
  get resolvedLinks(): Promise<LinkCounts> {
    return this.#line.ask({ ask: "resolvedLinks" }) as Promise<LinkCounts>;
  }

  /** As `Vault.unresolvedLinks`. */
  get unresolvedLinks(): Promise<LinkCounts> {
    return this.#line.ask({ ask: "unresolvedLinks" }) as Promise<LinkCounts>;
  }

  /** As `Vault.unlinkedMentions`. */
  unlinkedMentions(...args: Args<"unlinkedMentions">): Result<"unlinkedMentions"> {
    return this.#call("unlinkedMentions", args);
  }

  /** As `Vault.linkProblems`. */
  linkProblems(...args: Args<"linkProblems">): Result<"linkProblems"> {
    return this.#call("linkProblems", args);
  }

  /** As `Vault.orphans`. */
  orphans(...args: Args<"orphans">): Result<"orphans"> {
    return this.#call("orphans", args);
  }

  /** As `Vault.tags`. */
  tags(...args: Args<"tags">): Result<"tags"> {
    return this.#call("tags", args);
  }

  /** As `Vault.files`. */
  files(...args: Args<"files">): Result<"files"> {
    return this.#call("files", args);
  }

  /** As `Vault.stamps`. */
  stamps(...args: Args<"stamps">): Result<"stamps"> {
    return this.#call("stamps", args);
  }

  /** As `Vault.save`. */
  save(...args: Args<"save">): Result<"save"> {
    return this.#call("save", args);
  }

  /** As `Vault.merge`. */
  merge(...args: Args<"merge">): Result<"merge"> {
    return this.#call("merge", args);
  }

  /** Ends the worker. What is still being computed, and every later call, rejects with `disposed`. */
  dispose(): void {
    this.#line.close();
  }

  #call<M extends Method>(ask: M, args: Args<M>): Result<M> {
    return this.#line.ask({ ask, args } as Omit<Request & { ask: Method }, "id">) as Result<M>;
  }
}

/** The files of a source in portions of about the same size. */
async function* portions(source: NoteSource): AsyncGenerator<NoteFile[]> {
  let files: NoteFile[] = [];
  let size = 0;
  for await (const file of source) {
    isObject(file, "a file");
    files.push(file);
    size += typeof file.content === "string" ? file.content.length : (file.content?.byteLength ?? 0);
    if (size < PORTION && files.length < 256) continue;
    yield files;
    [files, size] = [[], 0];
  }
  if (files.length > 0) yield files;
}

/** Addresses and responses cannot be sent to a worker as they are. */
async function sendable(wasm: WasmInput): Promise<WasmInput> {
  if (typeof wasm === "string") return absolute(wasm);
  if (wasm instanceof URL) return wasm.href;
  if (typeof Response !== "function" || !(wasm instanceof Response)) return wasm;
  if (!wasm.ok) throw new RelataError("wasm-unavailable", `the WebAssembly module could not be loaded: ${wasm.status} ${wasm.url}`);
  return wasm.arrayBuffer();
}

// A worker takes an address to be relative to its own script.
function absolute(address: string): string {
  return typeof document === "undefined" ? address : new URL(address, document.baseURI).href;
}
