// The worker's side: each request is answered, with a value or with an error.

import { RelataError } from "../error.js";
import { Vault } from "../vault.js";
import { METHODS, PROPERTIES, type Answer, type Failure, type Method, type Property, type Request } from "./protocol.js";

/** Makes a function that answers requests about one vault of its own. */
export function answerer(): (request: Request) => Promise<Answer> {
  let vault: Vault | undefined;

  async function value(request: Request): Promise<unknown> {
    if (request.ask === "open") {
      const { bytes, options } = request;
      // The bytes are the worker's own copy, unless their memory is shared.
      vault = await (bytes ? Vault.restore(bytes, { ...options, keepBytes: bytes.buffer instanceof ArrayBuffer }) : Vault.open(options));
      return null;
    }
    if (!vault) throw new RelataError("not-ready", "the vault is not open");
    if (request.ask === "load") return vault.load(request.files);
    if (request.ask === "retain") return vault.update(request.paths.map((path) => ({ path, unchanged: true })));
    return "args" in request ? run(vault, request.ask, request.args) : property(vault, request.ask);
  }

  return async (request) => {
    try {
      return { id: request.id, value: await value(request) };
    } catch (error) {
      return { id: request.id, error: failure(error) };
    }
  };
}

function property(vault: Vault, name: Property): unknown {
  if (!PROPERTIES.includes(name)) throw new RelataError("internal", `there is no property ${String(name)}`);
  return vault[name];
}

function run(vault: Vault, method: Method, args: unknown[]): unknown {
  if (!METHODS.includes(method)) throw new RelataError("internal", `there is no method ${String(method)}`);
  return (vault[method] as (...args: unknown[]) => unknown).apply(vault, args);
}

/** An error as it crosses over. */
export function failure(error: unknown): Failure {
  if (error instanceof RelataError) return { code: error.code, message: error.message, candidates: error.candidates };
  return { code: "internal", message: error instanceof Error ? error.message : String(error), candidates: [] };
}
