//! Reading notes in WebAssembly with nothing made for JavaScript: what the core costs there, apart from the border.

use std::hint::black_box;

use pulldown_cmark::{Options, Parser};
use wasm_bindgen::prelude::wasm_bindgen;

/// A bare `pulldown-cmark` event loop.
#[wasm_bindgen]
pub fn pulldown(bytes: &[u8]) {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    let text = std::str::from_utf8(bytes).unwrap_or_default();
    for event in Parser::new_ext(text, options).into_offset_iter() {
        black_box(event);
    }
}

/// The facts that the vault needs.
#[wasm_bindgen]
pub fn facts(bytes: &[u8]) {
    black_box(relata::note::parse(bytes));
}

/// The full metadata of a note.
#[wasm_bindgen]
pub fn metadata(bytes: &[u8]) {
    black_box(relata::note::metadata(&relata::note::parse(bytes)));
}
