// Entry `relata/worker`: a vault that computes in a worker, so that a page goes on drawing.

export { RelataError, type ErrorCode } from "../error.js";
export { WorkerVault, type WorkerOptions } from "./vault.js";
