// Entry `relata/browser`: folders that a person picks or drops on a page.

export type { Skipped } from "../files.js";
export { readDirectoryHandle, readDropped, readPicked, type FolderOptions, type FolderSource } from "./folder.js";
