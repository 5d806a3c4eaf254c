// Entry `relata/inline`: the module's bytes, packed, are part of this file, for bundles that must be one file.

import packed from "../../wasm/relata_wasm_bg.wasm";
import { setDefaultWasm } from "../load.js";

setDefaultWasm(() => {
  const bytes = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Response(bytes).arrayBuffer();
});

export * from "../index.js";
