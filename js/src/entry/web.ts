// Entry `relata`: relata.wasm lies beside this file; fetched in a page or worker, read from disk in Node.

import { setDefaultWasm } from "../load.js";

setDefaultWasm(() => new URL("./relata.wasm", import.meta.url));

export * from "../index.js";
