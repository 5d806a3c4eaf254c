import { RelataError } from "../../error.js";
import { codeOf } from "./disk.js";

/**
 * Why one file was left alone:
 *
 * - `changed`: it is not what was read; somebody else wrote to it.
 * - `exists`: it was to be new, but is there.
 * - `missing`: it was there when it was read, and is no more.
 * - `link`: it is a symbolic link, or lies behind one.
 * - `path`: nothing is written to such a path.
 * - `no-file`: a folder or something else has its name.
 * - `unwritable`: the system did not let it be written.
 */
export type RefusalCode = "changed" | "exists" | "missing" | "link" | "path" | "no-file" | "unwritable";

/** A file that was left alone, and why. */
export interface Refusal {
  /** Vault-relative path. */
  path: string;
  code: RefusalCode;
  /** One sentence for people. */
  message: string;
}

/** Thrown where one file is to be left alone while the others go on. */
export class Refused extends Error {
  constructor(readonly code: RefusalCode, message: string) {
    super(message);
  }
}

// What stops one file only; everything else that a system may say stops the run.
const FOR_ONE: Record<string, string> = {
  EACCES: "permission denied",
  EPERM: "permission denied",
  EROFS: "it lies on a disk that is read-only",
  EBUSY: "another program has it open",
  ETXTBSY: "another program has it open",
  ENAMETOOLONG: "its name is too long here",
  ENOTDIR: "a file is where its folder should be",
};

/** An error as a refusal of one file; other errors are thrown on. */
export function refusalOf(path: string, error: unknown): Refusal {
  if (error instanceof Refused) return { path, code: error.code, message: error.message };
  const why = FOR_ONE[codeOf(error)];
  if (why === undefined) throw error;
  return { path, code: "unwritable", message: `it cannot be written: ${why}` };
}

const FOR_ALL: Record<string, string> = {
  ...FOR_ONE,
  ENOSPC: "the disk is full",
  EDQUOT: "your quota is used up",
  EIO: "the disk does not answer as it should",
  ENOENT: "its folder is gone",
};

/** An error in the midst of a run, where the other files have to go on whatever the system says. */
export function stepRefusal(path: string, error: unknown): Refusal {
  if (error instanceof Refused || codeOf(error) === "") return refusalOf(path, error);
  return { path, code: "unwritable", message: `it cannot be written: ${reason(error)}` };
}

/** An error that stopped the whole run, as people are told of it. */
export function stopped(folder: string, error: unknown): unknown {
  if (error instanceof RelataError || codeOf(error) === "") return error;
  return new RelataError("unwritable", `cannot write to ${folder}: ${reason(error)}; nothing was changed`, { cause: error });
}

function reason(error: unknown): string {
  return FOR_ALL[codeOf(error)] ?? (error as Error).message;
}
