//! Reading notes in WebAssembly with nothing made for JavaScript: what the core costs there, apart from the border.

use std::hint::black_box;

use pulldown_cmark::{Options, Parser};
use relata::vault::Vault;
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

/// A vault that knows links alone, and nothing of what notes say about entities.
#[wasm_bindgen]
#[derive(Debug, Default)]
pub struct Links {
    vault: Vault,
}

#[wasm_bindgen]
impl Links {
    /// An empty vault.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a note.
    pub fn load(&mut self, path: &str, content: &[u8]) {
        self.vault.load(path, content, None);
    }

    /// Where all links lead.
    #[must_use]
    pub fn resolved(&self) -> usize {
        self.vault.resolved_links().len()
    }

    /// How many links lead to a note.
    #[must_use]
    pub fn backlinks(&self, path: &str) -> usize {
        self.vault.backlinks(path).len()
    }
}
