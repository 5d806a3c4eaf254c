// A vault in the core, as long as it can be asked.

import type { Vault as Binding } from "../wasm/relata_wasm.js";

import { RelataError } from "./error.js";
import { call, generation } from "./load.js";

/** Calls the core's vault, unless it was given back, its instance ended, or the bytes that it reads from were changed. */
export class Held {
  #binding: Binding | undefined;
  /** Whether it may still read from bytes that it was restored from. */
  readonly #keepsBytes: boolean;
  readonly #generation = generation();

  constructor(binding: Binding, keepsBytes: boolean) {
    this.#binding = binding;
    this.#keepsBytes = keepsBytes;
  }

  call<T>(run: (binding: Binding) => T): T {
    const binding = this.#binding;
    if (!binding) throw new RelataError("disposed", "this vault was disposed of: open a new one");
    if (this.#generation !== generation()) {
      throw new RelataError("internal", "this vault ended with an earlier internal error: open a new one and load it again");
    }
    if (!this.#keepsBytes) return call(() => run(binding));
    call(() => refuseDamaged(binding));
    try {
      return call(() => run(binding));
    } finally {
      // What was worked out from bytes that changed meanwhile is not given either.
      if (this.#generation === generation()) call(() => refuseDamaged(binding));
    }
  }

  /** Gives its memory back. */
  free(): void {
    if (this.#generation === generation()) this.#binding?.free();
    this.#binding = undefined;
  }
}

function refuseDamaged(binding: Binding): void {
  if (!binding.isDamaged()) return;
  throw new RelataError("snapshot-damaged", "The bytes that this vault was restored from were changed meanwhile; read the notes instead.");
}
