//! Entity notes written back.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{bytes_from_js, day_from_js, error_to_js, to_js};
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// The note of an entity brought up to date on the day `as_of`; `content` is its file as string or bytes, or
    /// `undefined`. Gives the core's `Refreshed`.
    ///
    /// # Errors
    /// `invalid-path`, `unknown-name`, `invalid-options`.
    pub fn refresh(&mut self, path: &str, content: &JsValue, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        let day = day_from_js(as_of)?;
        let bytes = match content.is_undefined() || content.is_null() {
            true => None,
            false => Some(bytes_from_js(content)?),
        };
        to_js(&self.engine.refresh(path, bytes.as_deref(), day).map_err(error_to_js)?)
    }

    /// The whole note of an entity on the day `as_of`, by the text of a template where one is given.
    ///
    /// # Errors
    /// `unknown-name`, `ambiguous-name`, `empty-vault`, `invalid-template`, `invalid-options`.
    pub fn render(&mut self, name: &str, template: Option<String>, as_of: &str) -> Result<String, JsValue> {
        room::read(&mut self.engine);
        let day = day_from_js(as_of)?;
        self.engine.render(name, template.as_deref(), day).map_err(error_to_js)
    }

    /// The entity notes that are behind the notes on the day `as_of`.
    ///
    /// # Errors
    /// `invalid-options`.
    pub fn stale(&mut self, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        to_js(&self.engine.stale(day_from_js(as_of)?))
    }
}
