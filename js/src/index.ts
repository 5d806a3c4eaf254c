// What every entry exports. The entries differ only in how the WebAssembly module arrives.

export { RelataError, type ErrorCode } from "./error.js";
export type * from "./generated/types.js";
export { init, type WasmInput } from "./load.js";
export { parseNote, repairText, type RepairedText, type TextRepair, version } from "./note.js";
export {
  nextOccurrence,
  parseTask,
  type ParsedTask,
  type ParseTaskOptions,
  setStatus,
  type TaskFormat,
  type TaskOptions,
  type TaskSettings,
  type TaskStatus,
  taskUrgency,
  toggleLine,
  type ToggleSettings,
  toggleTask,
  type ToggleTaskOptions,
  type VaultTaskOptions,
} from "./task.js";
export { today } from "./day.js";
export {
  Vault,
  type GraphFormat,
  type LinkCounts,
  type LoadOptions,
  type NoteFile,
  type NoteSource,
  type OpenOptions,
  type Progress,
  type RestoreOptions,
  type Stamps,
} from "./vault.js";
export type { Asked, Question, Questions } from "./why.js";
