//! WebAssembly binding of Relata: convert in, one core call, convert out.

use wasm_bindgen::prelude::wasm_bindgen;

/// Version of the binding, the same as that of the core it was built with.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}
