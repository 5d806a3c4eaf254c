//! Task lines: reading, toggling, recurrence, urgency.

use relata::note::Day;
use relata::note::task::{self, Format, Occurrence, ParseOptions, Statuses};
use serde::Deserialize;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{options_from_js, required_from_js, to_js};

/// Reads a task line; `null` when it is none. `options` as the core's `ParseOptions`, or `undefined`.
///
/// # Errors
/// `invalid-options`.
#[wasm_bindgen(js_name = parseTask)]
pub fn parse_task(line: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let options: ParseOptions = options_from_js(options)?;
    to_js(&task::parse_and_write(line, &options))
}

/// Toggles a line or sets its status; gives the core's `Toggled`. `options` as its `ToggleOptions`.
///
/// # Errors
/// `invalid-options`.
#[wasm_bindgen(js_name = toggleTask)]
pub fn toggle_task(line: &str, options: JsValue) -> Result<JsValue, JsValue> {
    to_js(&task::toggle(line, &required_from_js(options)?))
}

/// A rule's dates after those given, when the task is done on `today`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NextOptions {
    today: Day,
    #[serde(default)]
    start: Option<Day>,
    #[serde(default)]
    scheduled: Option<Day>,
    #[serde(default)]
    due: Option<Day>,
}

/// The next dates of a recurring task; `null` when `rule` is no rule.
///
/// # Errors
/// `invalid-options`.
#[wasm_bindgen(js_name = nextOccurrence)]
pub fn next_occurrence(rule: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let options: NextOptions = required_from_js(options)?;
    let dates = Occurrence {
        start: options.start,
        scheduled: options.scheduled,
        due: options.due,
    };
    to_js(&task::next_occurrence(rule, options.today, dates))
}

/// How to read a line to find its urgency on a day.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct UrgencyOptions {
    today: Day,
    #[serde(default)]
    format: Format,
    #[serde(default)]
    global_filter: String,
    #[serde(default)]
    strict: bool,
    #[serde(default)]
    statuses: Option<Statuses>,
}

/// The urgency of a task line; `null` when it is none.
///
/// # Errors
/// `invalid-options`.
#[wasm_bindgen(js_name = taskUrgency)]
pub fn task_urgency(line: &str, options: JsValue) -> Result<JsValue, JsValue> {
    let options: UrgencyOptions = required_from_js(options)?;
    let reading = ParseOptions {
        format: options.format,
        global_filter: options.global_filter,
        strict: options.strict,
        statuses: options.statuses,
        ..ParseOptions::default()
    };
    to_js(&task::urgency(line, options.today, &reading))
}
