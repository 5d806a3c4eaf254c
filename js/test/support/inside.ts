// The package with the parts that its entries keep to themselves.

import instantiate from "../../wasm/relata_wasm.js";

export { call, generation, init } from "../../src/load.js";
export { parseNote, version } from "../../src/note.js";
export { Vault } from "../../src/vault.js";

/** Bytes of the instance's memory. */
export async function memory(): Promise<number> {
  // The module is there already, so what is given here is not looked at.
  const { memory } = await instantiate(new Uint8Array());
  return memory.buffer.byteLength;
}
