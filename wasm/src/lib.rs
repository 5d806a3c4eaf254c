//! WebAssembly binding of Relata: convert in, one core call, convert out.
//!
//! The only place that names wasm-bindgen, js-sys and serde-wasm-bindgen. The interface for people is the npm package
//! in `js/`, which documents and types what stands here.

mod convert;
mod empty;
mod graph;
mod links;
mod packed;
mod snapshot;
mod task;
mod tasks;

pub use task::{next_occurrence, parse_task, task_urgency, toggle_task};
mod render;
mod repaired;
mod room;

use std::sync::Weak;

use relata::engine::Engine;
use relata::note::{metadata, parse};
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use convert::{bytes_from_js, day_from_js, error_to_js, options_from_js, to_js};

/// Makes a panic say what happened on the console before the instance ends.
#[wasm_bindgen(start)]
pub fn start() {
    console_error_panic_hook::set_once();
}

/// Version of the binding, the same as that of the core and of the npm package.
#[wasm_bindgen]
#[must_use]
pub fn version() -> String {
    env!("CARGO_PKG_VERSION").to_owned()
}

/// Reads one note, given as string or bytes, in the shape of the host's `CachedMetadata`. Never throws for odd notes.
///
/// # Errors
/// `invalid-options` when `content` is neither string nor bytes.
#[wasm_bindgen(js_name = parseNote)]
pub fn parse_note(content: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&metadata(&parse(&bytes_from_js(content)?)))
}

/// UTF-8 that some program once took for another character set, read as it was meant: the text with each change.
///
/// # Errors
/// `invalid-options` when `content` is neither string nor bytes.
#[wasm_bindgen(js_name = repairText)]
pub fn repair_text(content: &JsValue) -> Result<JsValue, JsValue> {
    to_js(&repaired::of(&bytes_from_js(content)?))
}

/// A vault of notes with what is computed from it.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Vault {
    engine: Engine,
    /// What it was restored from, as long as something there is waiting to be read.
    kept: Option<Weak<snapshot::KeptBytes>>,
}

#[wasm_bindgen]
impl Vault {
    /// An empty vault; `options` as the core's `Options`, or `undefined`.
    ///
    /// # Errors
    /// `invalid-options` for unknown options and for a schema that is not valid.
    #[wasm_bindgen(constructor)]
    pub fn new(options: JsValue) -> Result<Vault, JsValue> {
        let engine = Engine::new(&options_from_js(options)?).map_err(error_to_js)?;
        Ok(Vault { engine, kept: None })
    }

    /// Adds or replaces a note, given as string or bytes, with the time of its last change in milliseconds since 1970;
    /// gives the `Change`.
    ///
    /// # Errors
    /// `invalid-path`; `invalid-options` when `content` is neither string nor bytes.
    pub fn set(&mut self, path: &str, content: &JsValue, mtime: Option<f64>) -> Result<JsValue, JsValue> {
        room::make();
        let bytes = bytes_from_js(content)?;
        let change = self.engine.set_stamped(path, &bytes, snapshot::millis(mtime));
        to_js(&change.map_err(error_to_js)?)
    }

    /// Removes a note; gives the `Change`, empty when there was none.
    ///
    /// # Errors
    /// None of its own.
    pub fn delete(&mut self, path: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.delete(path))
    }

    /// Moves a note or another file; gives the core's `Renamed`.
    ///
    /// # Errors
    /// `invalid-path`.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.rename(from, to).map_err(error_to_js)?)
    }

    /// One note in the shape of the host's `CachedMetadata`; `null` when there is none.
    ///
    /// # Errors
    /// None of its own.
    pub fn note(&self, path: &str) -> Result<JsValue, JsValue> {
        to_js(&self.engine.note(path).map(metadata))
    }

    /// The table of entities on the day `as_of`; `query` as the core's `EntityQuery`, or `undefined`.
    ///
    /// # Errors
    /// `invalid-options`.
    pub fn entities(&mut self, query: JsValue, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        let (query, day) = (options_from_js(query)?, day_from_js(as_of)?);
        to_js(&self.engine.entities(&query, day).map_err(error_to_js)?)
    }

    /// The summary of one entity on the day `as_of`.
    ///
    /// # Errors
    /// `unknown-name`, `ambiguous-name`, `empty-vault`, `invalid-options`.
    pub fn summary(&mut self, name: &str, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        let day = day_from_js(as_of)?;
        to_js(self.engine.summary(name, day).map_err(error_to_js)?.as_ref())
    }

    /// Names of whom the note at `path` is about: its own entity, or the subject and who took part.
    #[must_use]
    pub fn about(&mut self, path: &str) -> Vec<String> {
        room::read(&mut self.engine);
        self.engine.about(path)
    }

    /// What to read before meeting one entity, as of the day `as_of`.
    ///
    /// # Errors
    /// As `summary`.
    pub fn brief(&mut self, name: &str, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        let day = day_from_js(as_of)?;
        to_js(&self.engine.brief(name, day).map_err(error_to_js)?)
    }

    /// Who shares interactions with whom, as of the day `as_of`; `query` as the core's `GraphQuery`, or `undefined`.
    ///
    /// # Errors
    /// `invalid-options`; `unknown-name` and `ambiguous-name` for the entity in the middle.
    pub fn graph(&mut self, query: JsValue, as_of: &str) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        let (query, day) = (options_from_js(query)?, day_from_js(as_of)?);
        to_js(&self.engine.graph(&query, day).map_err(error_to_js)?)
    }

    /// Names that are probably the same, the most certain first.
    ///
    /// # Errors
    /// None of its own.
    pub fn suggestions(&mut self) -> Result<JsValue, JsValue> {
        room::read(&mut self.engine);
        to_js(&self.engine.suggestions())
    }

    /// A schema proposed from what the notes hold, as YAML to review.
    #[wasm_bindgen(js_name = proposeSchema)]
    #[must_use]
    pub fn propose_schema(&mut self) -> String {
        room::read(&mut self.engine);
        self.engine.propose_schema()
    }

    /// What was odd, in one note or in all.
    ///
    /// # Errors
    /// None of its own.
    pub fn diagnostics(&mut self, path: Option<String>) -> Result<JsValue, JsValue> {
        room::read_tasks(&mut self.engine);
        to_js(&self.engine.diagnostics(path.as_deref()))
    }

    /// How many notes there are.
    #[wasm_bindgen(getter)]
    #[must_use]
    pub fn length(&self) -> usize {
        self.engine.len()
    }
}
