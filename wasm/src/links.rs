//! Where links lead, tags, files.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{error_to_js, to_js};
use crate::packed::Packed;
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// What a link in the note at `from` leads to, as the core's `ResolvedLink`; `null` when nowhere.
    ///
    /// # Errors
    /// None of its own.
    pub fn resolve(&mut self, link: &str, from: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.resolve(link, from))
    }

    /// The links that lead to the file at `path`: the core's `Backlink`, packed, as a hub has thousands of them.
    #[must_use]
    pub fn backlinks(&self, path: &str) -> Packed {
        Packed::of(&self.engine.backlinks(path))
    }

    /// For each note how often it links to which file.
    ///
    /// # Errors
    /// None of its own.
    #[wasm_bindgen(js_name = resolvedLinks)]
    pub fn resolved_links(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.resolved_links())
    }

    /// For each note how often which of its linkpaths leads nowhere.
    ///
    /// # Errors
    /// None of its own.
    #[wasm_bindgen(js_name = unresolvedLinks)]
    pub fn unresolved_links(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.unresolved_links())
    }

    /// Where prose has a name of what `name` means without a link, as the core's `UnlinkedMention`.
    ///
    /// # Errors
    /// `unknown-name`, `ambiguous-name`.
    #[wasm_bindgen(js_name = unlinkedMentions)]
    pub fn unlinked_mentions(&mut self, name: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        to_js(&self.engine.unlinked_mentions(name).map_err(error_to_js)?)
    }

    /// Links that need a look, in one note or in all, as the core's `LinkProblem`.
    ///
    /// # Errors
    /// None of its own.
    #[wasm_bindgen(js_name = linkProblems)]
    pub fn link_problems(&self, path: Option<String>) -> Result<JsValue, JsValue> {
        to_js(&self.engine.link_problems(path.as_deref()))
    }

    /// The paths of the notes that no other note links to and that link to no other file.
    ///
    /// # Errors
    /// None of its own.
    pub fn orphans(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.orphans())
    }

    /// All tags, as the core's `TagCount`.
    ///
    /// # Errors
    /// None of its own.
    pub fn tags(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.tags())
    }

    /// The paths of all files.
    ///
    /// # Errors
    /// None of its own.
    pub fn files(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.files())
    }
}
