import { RelataError } from "../error.js";
import type { Answer, Failure, Request } from "./protocol.js";
import type { Connection } from "./start.js";

type Question = Request extends infer R ? (R extends Request ? Omit<R, "id"> : never) : never;

interface Waiting {
  resolve: (value: unknown) => void;
  reject: (error: RelataError) => void;
}

/** Requests to a worker, each with a promise that settles whatever becomes of the worker. */
export class Line {
  readonly #connection: Connection;
  readonly #waiting = new Map<number, Waiting>();
  #last = 0;
  #ended: RelataError | undefined;

  constructor(connection: Connection) {
    this.#connection = connection;
    connection.listen((answer) => this.#settle(answer), (reason) => this.#end(new RelataError("internal", `the worker failed: ${reason}`)));
  }

  /** Asks the worker. */
  ask(question: Question): Promise<unknown> {
    if (this.#ended) return Promise.reject(this.#ended);
    const id = (this.#last += 1);
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      try {
        this.#connection.postMessage({ ...question, id } as Request);
      } catch (cause) {
        this.#waiting.delete(id);
        reject(new RelataError("invalid-options", `an argument cannot be sent to the worker: ${String(cause)}`, { cause }));
      }
    });
  }

  /** Ends the worker; what is still waiting is rejected. */
  close(): void {
    this.#end(new RelataError("disposed", "this vault was disposed of: open a new one"));
  }

  #settle(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    this.#waiting.delete(answer.id);
    if ("value" in answer) waiting?.resolve(answer.value);
    else waiting?.reject(this.#failure(answer.error));
  }

  /** Behind an internal error the worker has no vault any more: it is ended, so that it keeps no program running. */
  #failure({ code, message, candidates }: Failure): RelataError {
    if (code === "internal") this.#end(new RelataError("internal", "this vault ended with an earlier internal error: open a new one and load it again"));
    return new RelataError(code, message, { candidates });
  }

  #end(reason: RelataError): void {
    if (this.#ended) return;
    this.#ended = reason;
    this.#connection.terminate();
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }
}
