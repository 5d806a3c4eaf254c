// The script that runs in the worker.

import "../entry/web.js";

import { answerer, failure } from "./answer.js";
import type { Port, Request } from "./protocol.js";

const answer = answerer();

function reply(port: Port, request: Request): void {
  const sent = answer(request).then((message) => port.postMessage(message));
  sent.catch((error: unknown) => port.postMessage({ id: request.id, error: failure(error) }));
}

if ("WorkerGlobalScope" in globalThis) {
  const scope = globalThis as unknown as Port & EventTarget;
  scope.addEventListener("message", (event) => reply(scope, (event as MessageEvent<Request>).data));
} else {
  // Held in a variable, so that bundlers for pages do not look for Node's modules.
  const threads = "node:worker_threads";
  const { parentPort } = (await import(/* @vite-ignore */ /* webpackIgnore: true */ threads)) as typeof import("node:worker_threads");
  parentPort?.on("message", (request: Request) => reply(parentPort, request));
}
