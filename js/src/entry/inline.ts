// Entry `relata/inline`: the module's bytes are part of this file, for bundles that must be one file.

import bytes from "../../wasm/relata_wasm_bg.wasm";
import { setDefaultWasm } from "../load.js";

setDefaultWasm(() => bytes);

export * from "../index.js";
