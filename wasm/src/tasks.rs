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

    /// What toggling the task on a line of a note changes on the day `as_of`, there and in its copies; `status` is a symbol or
    /// a type, or `undefined` for the next one. Gives a list of the core's `TaskEdit`.
    ///
    /// # Errors
    /// `invalid-path`, `invalid-options`.
    #[wasm_bindgen(js_name = toggleTask)]
    pub fn toggle_task(
        &mut self,
        path: &str,
        line: u32,
        status: Option<String>,
        as_of: &str,
    ) -> Result<JsValue, JsValue> {
        room::read_tasks(&mut self.engine);
        let day = day_from_js(as_of)?;
        let edits = self.engine.toggle_task(path, line, status.as_deref(), day);
        to_js(&edits.map_err(error_to_js)?)
    }

    /// What makes done, on the day `as_of`, the tasks that are done in a copy and still open; a list of the core's
    /// `SettledTask`.
    ///
    /// # Errors
    /// `invalid-options`.
    #[wasm_bindgen(js_name = settleTasks)]
    pub fn settle_tasks(&mut self, as_of: &str) -> Result<JsValue, JsValue> {
        room::read_tasks(&mut self.engine);
        to_js(&self.engine.settle_tasks(day_from_js(as_of)?))
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
