//! Why an answer is empty.

use relata::engine::Question;
use wasm_bindgen::prelude::{JsValue, wasm_bindgen};

use crate::convert::{day_from_js, error_to_js, invalid, options_from_js, required_from_js, to_js};
use crate::{Vault, room};

#[wasm_bindgen]
impl Vault {
    /// Why the answer to `question` is empty on the day `as_of`, as the core's `EmptyReason`; `null` where it is not. The
    /// question is the name of a method, with what that is asked: a query, `{ name }` or `{ path }`.
    ///
    /// # Errors
    /// `invalid-options`; those of the question itself.
    #[wasm_bindgen(js_name = whyEmpty)]
    pub fn why_empty(&mut self, question: &str, query: JsValue, as_of: &str) -> Result<JsValue, JsValue> {
        let question = question_from_js(question, query)?;
        match question {
            Question::Tasks(_) => room::read_tasks(&mut self.engine),
            _ => room::read(&mut self.engine),
        }
        let day = day_from_js(as_of)?;
        to_js(&self.engine.why_empty(&question, day).map_err(error_to_js)?)
    }
}

fn question_from_js(question: &str, query: JsValue) -> Result<Question, JsValue> {
    Ok(match question {
        "entities" => Question::Entities(options_from_js(query)?),
        "graph" => Question::Graph(options_from_js(query)?),
        "tasks" => Question::Tasks(options_from_js(query)?),
        "suggestions" => Question::Suggestions,
        "summary" => Question::Summary(required_from_js(query)?),
        "about" => Question::About(required_from_js(query)?),
        _ => {
            let message = format!(
                "there is no question \"{question}\"; there are entities, graph, tasks, suggestions, summary and about"
            );
            return Err(error_to_js(invalid(message)));
        }
    })
}
