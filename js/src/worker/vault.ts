import { RelataError } from "../error.js";
import type { WasmInput } from "../load.js";
import type { LoadOptions, NoteFile, NoteSource, OpenOptions, Vault } from "../vault.js";
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
  static async open({ worker, wasm, ...options }: WorkerOptions = {}): Promise<WorkerVault> {
    const line = new Line(await startWorker(worker));
    try {
      const input = wasm === undefined ? {} : { wasm: await sendable(await wasm) };
      await line.ask({ ask: "open", options: { ...options, ...input } });
    } catch (error) {
      line.close();
      throw error;
    }
    return new WorkerVault(line);
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
  async load(source: NoteSource, { onProgress, signal }: LoadOptions = {}): Promise<void> {
    let done = 0;
    const send = async (files: readonly NoteFile[]): Promise<void> => {
      await this.#line.ask({ ask: "setAll", files: files.map(({ path, content }) => [path, content]) });
      for (const { path } of files) onProgress?.({ done: (done += 1), total: source.total ?? null, path });
    };
    for await (const files of portions(source)) {
      signal?.throwIfAborted();
      await send(files);
    }
    signal?.throwIfAborted();
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

  /** As `Vault.proposeSchema`. */
  proposeSchema(...args: Args<"proposeSchema">): Result<"proposeSchema"> {
    return this.#call("proposeSchema", args);
  }

  /** As `Vault.tasks`. */
  tasks(...args: Args<"tasks">): Result<"tasks"> {
    return this.#call("tasks", args);
  }

  /** As `Vault.taskSettings`. */
  taskSettings(...args: Args<"taskSettings">): Result<"taskSettings"> {
    return this.#call("taskSettings", args);
  }

  /** As `Vault.suggestions`. */
  suggestions(...args: Args<"suggestions">): Result<"suggestions"> {
    return this.#call("suggestions", args);
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

  /** As `Vault.stale`. */
  stale(...args: Args<"stale">): Result<"stale"> {
    return this.#call("stale", args);
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
    files.push(file);
    size += typeof file.content === "string" ? file.content.length : file.content.byteLength;
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
