import type { CoreErrorCode } from "./generated/types.js";

/**
 * Stable names of what can go wrong: those of the core, and
 *
 * - `disposed`: a method was called after `dispose()`.
 * - `internal`: the WebAssembly instance ended; every vault that was open is gone, new ones can be opened.
 * - `locked`: another program is writing to the vault.
 * - `not-ready`: a function that returns at once was called before `init()` or `Vault.open()` had finished.
 * - `unreadable`: a folder of notes is missing or may not be read.
 * - `unwritable`: a folder of notes may not be written to, or its disk is full; nothing was changed.
 * - `wasm-unavailable`: the WebAssembly module could not be fetched, read or compiled.
 */
export type ErrorCode = CoreErrorCode | "disposed" | "internal" | "locked" | "not-ready" | "unreadable" | "unwritable" | "wasm-unavailable";

/** Every error that Relata throws: a stable `code` for programs, one sentence in `message` for people. */
export class RelataError extends Error {
  override readonly name = "RelataError";
  /** Stable name of what went wrong. */
  readonly code: ErrorCode;
  /** Names to choose from: the nearest ones for `unknown-name`, all that match for `ambiguous-name`, else empty. */
  readonly candidates: readonly string[];

  constructor(code: ErrorCode, message: string, options: { candidates?: readonly string[]; cause?: unknown } = {}) {
    super(message, "cause" in options ? { cause: options.cause } : undefined);
    this.code = code;
    this.candidates = options.candidates ?? [];
  }
}

/** What the binding throws on purpose, as a plain object. */
interface CoreError {
  code: CoreErrorCode;
  message: string;
  candidates: string[];
}

/** Tells the core's refusals from everything else that may be thrown. */
export function isCoreError(thrown: unknown): thrown is CoreError {
  if (typeof thrown !== "object" || thrown === null || thrown instanceof Error) return false;
  return "code" in thrown && "message" in thrown && "candidates" in thrown;
}
