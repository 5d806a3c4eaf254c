//! Every export of the binding, called from JavaScript's side: in Node, and in a browser where the environment asks for it.
#![cfg(target_arch = "wasm32")]

use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn version_is_that_of_the_package() {
    assert_eq!(relata_wasm::version(), env!("CARGO_PKG_VERSION"));
}
