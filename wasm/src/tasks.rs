//! Task queries over a vault.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{day_from_js, error_to_js, options_from_js, to_js};
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// The tasks that a query finds on the day `as_of`; `query` as the core's `TaskQuery`, or `undefined`.
    ///
    /// # Errors
    /// `invalid-query`, `invalid-options`; `unknown-name` and `ambiguous-name` for the entity.
    pub fn tasks(&mut self, query: JsValue, as_of: &str) -> Result<JsValue, JsValue> {
        room::read_tasks(&mut self.engine);
        let (query, day) = (options_from_js(query)?, day_from_js(as_of)?);
        to_js(&self.engine.tasks(&query, day).map_err(error_to_js)?)
    }

    /// What the vault says of task lines, as the core's `TaskSettings`.
    ///
    /// # Errors
    /// None of its own.
    #[wasm_bindgen(js_name = taskSettings)]
    pub fn task_settings(&self) -> Result<JsValue, JsValue> {
        to_js(&self.engine.task_settings())
    }
}
