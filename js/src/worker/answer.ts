// The worker's side: each request is answered, with a value or with an error.

import { RelataError } from "../error.js";
import { Vault } from "../vault.js";
import { METHODS, type Answer, type Failure, type Method, type Request } from "./protocol.js";

/** Makes a function that answers requests about one vault of its own. */
export function answerer(): (request: Request) => Promise<Answer> {
  let vault: Vault | undefined;

  async function value(request: Request): Promise<unknown> {
    if (request.ask === "open") {
      vault = await Vault.open(request.options);
      return null;
    }
    if (!vault) throw new RelataError("not-ready", "the vault is not open");
    if (request.ask === "length") return vault.length;
    if (request.ask === "setAll") return setAll(vault, request.files);
    return run(vault, request.ask, request.args);
  }

  return async (request) => {
    try {
      return { id: request.id, value: await value(request) };
    } catch (error) {
      return { id: request.id, error: failure(error) };
    }
  };
}

function setAll(vault: Vault, files: Parameters<Vault["set"]>[]): null {
  for (const [path, content] of files) vault.set(path, content);
  return null;
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
