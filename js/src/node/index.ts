// Entry `relata/node`: folders on disk.

export type { Skipped } from "../files.js";
export { readFolder, type FolderOptions, type FolderSource } from "./folder.js";
export * from "./write/index.js";
