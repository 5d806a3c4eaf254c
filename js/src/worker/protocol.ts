// What the two sides of a worker say to each other.

import type { ErrorCode } from "../error.js";
import type { NoteFile, OpenOptions } from "../vault.js";

/** The methods of a vault that can be called from the other side. */
export const METHODS = [
  "prepare",
  "set",
  "delete",
  "rename",
  "note",
  "entities",
  "summary",
  "brief",
  "graph",
  "tasks",
  "toggleTask",
  "settleTasks",
  "taskSettings",
  "exportGraph",
  "suggestions",
  "whyEmpty",
  "proposeSchema",
  "about",
  "diagnostics",
  "refresh",
  "render",
  "stale",
  "resolve",
  "backlinks",
  "unlinkedMentions",
  "linkProblems",
  "orphans",
  "tags",
  "files",
  "stamps",
  "save",
  "merge",
] as const;

/** What can be asked of a vault without a call. */
export const PROPERTIES = ["asOf", "length", "resolvedLinks", "unresolvedLinks"] as const;

/** One of them. */
export type Method = (typeof METHODS)[number];

/** One of them. */
export type Property = (typeof PROPERTIES)[number];

/** One request; `id` is that of its answer. */
export type Request = { id: number } & (
  | { ask: "open"; options: OpenOptions; bytes?: Uint8Array }
  | { ask: "load"; files: NoteFile[] }
  | { ask: "retain"; paths: string[] }
  | { ask: Property }
  | { ask: Method; args: unknown[] }
);

/** The answer to the request of that `id`; there is exactly one for each. */
export type Answer = { id: number } & ({ value: unknown } | { error: Failure });

/** An error that can cross over. */
export interface Failure {
  code: ErrorCode;
  message: string;
  candidates: readonly string[];
}

/** What a side can be reached by: a `Worker` here, the worker's own scope there, or Node's message ports. */
export interface Port {
  postMessage(message: unknown): void;
}
