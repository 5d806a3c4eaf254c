//! The graph of entities in the formats of other programs.

use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{day_from_js, error_to_js, options_from_js};
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// The graph as text in a `format` of other programs: `graphml`, `dot` or `csv`; the rest as for `graph`.
    ///
    /// # Errors
    /// As `graph`; `invalid-options` for an unknown format.
    #[wasm_bindgen(js_name = exportGraph)]
    pub fn export_graph(&mut self, format: &str, query: JsValue, as_of: &str) -> Result<String, JsValue> {
        room::read(&mut self.engine);
        let (query, day) = (options_from_js(query)?, day_from_js(as_of)?);
        self.engine.export_graph(format, &query, day).map_err(error_to_js)
    }
}
