// Writing notes so that none is ever lost.

export { contentHash } from "./hash.js";
export { recover, type Recovered } from "./recover.js";
export type { Refusal, RefusalCode } from "./refusal.js";
export { undo, type Undone } from "./undo.js";
export { writeNotes, type Write, type WriteOptions, type Written } from "./write.js";
