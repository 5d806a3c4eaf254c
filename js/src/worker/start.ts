import { RelataError } from "../error.js";
import type { Answer, Port, Request } from "./protocol.js";

/** A worker of the browser, or a thread of Node's `node:worker_threads`. */
export type AnyWorker = Worker | NodeWorker;

/** What is used of Node's `Worker`. */
export interface NodeWorker {
  postMessage(message: unknown): void;
  // Each event has a value of its own kind.
  on(event: string, listener: (value: any) => void): unknown;
  terminate(): unknown;
}

/** One end of the line to a worker, the same for browsers and Node. */
export interface Connection extends Port {
  postMessage(message: Request): void;
  /** Tells of each answer, and of the worker's end. */
  listen(onAnswer: (answer: Answer) => void, onEnd: (reason: string) => void): void;
  terminate(): void;
}

/** Connects to a worker, which is started where there is none. */
export async function startWorker(worker: AnyWorker | undefined): Promise<Connection> {
  try {
    const started = worker ?? (typeof Worker === "function" ? startHere() : await startThread());
    return "addEventListener" in started ? toWorker(started) : toThread(started);
  } catch (cause) {
    throw new RelataError("internal", `the worker cannot be started: ${cause instanceof Error ? cause.message : String(cause)}`, { cause });
  }
}

function startHere(): Worker {
  return new Worker(new URL("./worker-shell.js", import.meta.url), { type: "module" });
}

async function startThread(): Promise<NodeWorker> {
  const threads = "node:worker_threads";
  const { Worker: Thread } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ threads)) as typeof import("node:worker_threads");
  return new Thread(new URL("./worker-shell.js", import.meta.url));
}

function toWorker(worker: Worker): Connection {
  return {
    postMessage: (message) => worker.postMessage(message),
    terminate: () => worker.terminate(),
    listen(onAnswer, onEnd) {
      worker.addEventListener("message", (event: MessageEvent<Answer>) => onAnswer(event.data));
      worker.addEventListener("messageerror", () => onEnd("its answer could not be read"));
      worker.addEventListener("error", (event) => {
        event.preventDefault();
        onEnd(event.message || "its script could not be loaded");
      });
    },
  };
}

function toThread(thread: NodeWorker): Connection {
  return {
    postMessage: (message) => thread.postMessage(message),
    terminate: () => void thread.terminate(),
    listen(onAnswer, onEnd) {
      thread.on("message", onAnswer);
      thread.on("messageerror", () => onEnd("its answer could not be read"));
      thread.on("error", (error: Error) => onEnd(error.message));
      thread.on("exit", (code: number) => onEnd(`it ended with code ${code}`));
    },
  };
}
