import type { Day, EntityQuery, GraphQuery, TaskQuery } from "./generated/types.js";

/** The questions whose answer may be empty, each with what it is asked: the names are those of the vault's methods. */
export interface Questions {
  /** Empty when the list is. */
  entities: EntityQuery;
  /** Empty when it has no edge. */
  graph: GraphQuery;
  /** Empty when no task matches. */
  tasks: TaskQuery | string;
  /** Empty when the list is. */
  suggestions: Record<string, never>;
  /** Empty when it has no last contact. */
  summary: { name: string };
  /** Empty when the list is. */
  about: { path: string };
}

/** One of them. */
export type Question = keyof Questions;

/** What a question is asked, with the day for which it is. */
export type Asked<Q extends Question> = Questions[Q] & (string | { asOf?: Day | undefined });
