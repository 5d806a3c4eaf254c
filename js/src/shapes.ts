// Which options there are, and what each must be. The types see to it that none is forgotten.

import type { Day, EntityQuery, GraphQuery, TaskQuery } from "./generated/types.js";
import {
  areStrings, isAnything, isBoolean, isCount, isDate, isFunction, isNumber, isShaped, isSignal, isString, isStringOrList, isTime,
  refuse, type Check, type Shape,
} from "./given.js";
import type { LoadOptions, OpenOptions, RestoreOptions } from "./vault.js";
import type { Question } from "./why.js";

/** The day that a question is for. */
export interface AsOf {
  asOf?: Day | undefined;
}

export const AS_OF: Shape<AsOf> = { asOf: isDate };
export const OPEN: Shape<OpenOptions> = { schema: isString, names: isString, strict: isBoolean, eager: isBoolean, asOf: isDate, wasm: isAnything };
export const RESTORE: Shape<RestoreOptions> = { ...OPEN, keepBytes: isBoolean };
export const LOAD: Shape<LoadOptions> = { onProgress: isFunction, signal: isSignal };
export const PREPARE: Shape<Pick<LoadOptions, "signal">> = { signal: isSignal };
export const SET: Shape<{ mtime?: number | undefined }> = { mtime: isTime };
export const RENDER: Shape<AsOf & { template?: string | undefined }> = { template: isString, ...AS_OF };
export const TOGGLE_AT: Shape<AsOf & { setStatusTo?: string | undefined }> = { setStatusTo: isString, ...AS_OF };

export const ENTITIES: Shape<EntityQuery & AsOf> = {
  kind: isString, state: isString, company: isString, tag: isString, text: isString, sort: isString, ...AS_OF,
};
export const GRAPH: Shape<GraphQuery & AsOf> = { kinds: areStrings, minStrength: isNumber, around: isString, depth: isCount, ...AS_OF };

/** A test of a date: in words, or a span. */
const isWhen: Check = (value, name) => {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null || Array.isArray(value)) refuse(value, name, 'words such as "before 2026-10-26", or { from, to }');
  return isShaped<{ from?: Day; to?: Day }>({ from: isDate, to: isDate })(value, name);
};

export const TASKS: Shape<TaskQuery & AsOf> = {
  query: isString, note: isString, owner: isString, status: isString,
  due: isWhen, scheduled: isWhen, start: isWhen, done: isWhen,
  priority: isString, tag: isString, path: isString, heading: isString, text: isString, entity: isString,
  blocked: isBoolean, blocking: isBoolean, copies: isBoolean, sort: isStringOrList, group: isStringOrList, limit: isCount, ...AS_OF,
};

/** What each question of `whyEmpty` may be asked. */
export const QUESTIONS: { readonly [Q in Question]: Shape<AsOf> } = {
  entities: ENTITIES,
  graph: GRAPH,
  tasks: TASKS,
  suggestions: AS_OF,
  summary: { name: isString, ...AS_OF } as Shape<AsOf>,
  about: { path: isString, ...AS_OF } as Shape<AsOf>,
};
