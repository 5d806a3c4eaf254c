//! Templates of a vault's own, in Jinja syntax. A template is text from the vault and is trusted no more than a note:
//! it reads what it is given and nothing else, and is held to limits of length, steps and output.

mod bounds;
mod filter;
mod task_line;

use std::io;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, UndefinedBehavior, Value};

use super::layout::{Parts, parts};
use crate::relation::EntityId;
use crate::summary::{Summary, View, summarise};

/// Longest template, in bytes.
const LONGEST: usize = 1 << 16;
/// Most steps of one run.
const STEPS: u64 = 200_000;
/// Most bytes that come out of one run, or of one filter.
const OUTPUT: usize = 1 << 20;
/// How deep loops and calls go.
const DEPTH: usize = 64;

/// Why a template was refused or gave up: file, line, expression, reason.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TemplateError {
    /// What to tell people.
    pub message: String,
}

/// The note of an entity by the template `source`, which is called `name` in errors. `None` for an unknown entity.
pub fn render_template(view: &View, id: EntityId, name: &str, source: &str) -> Option<Result<String, TemplateError>> {
    let summary = summarise(view, id)?;
    let parts = parts(view, id)?;
    Some(run(name, source, &summary, &parts))
}

fn run(name: &str, source: &str, summary: &Summary, parts: &Parts) -> Result<String, TemplateError> {
    bounds::check(source, LONGEST).map_err(|(line, reason)| TemplateError {
        message: format!("{name}, line {line}: {reason}"),
    })?;
    let env = environment();
    let fail = |error: &minijinja::Error| explain(name, source, error);
    let template = env.template_from_named_str(name, source).map_err(|e| fail(&e))?;
    let mut out = Bounded(Vec::new());
    template
        .render_captured_to(context(summary, parts), &mut out)
        .map_err(|e| fail(&e))?;
    Ok(String::from_utf8(out.0).unwrap_or_default())
}

/// Only what cannot reach outside or grow without measure is known to templates.
fn environment<'s>() -> Environment<'s> {
    let mut env = Environment::empty();
    env.set_debug(true);
    env.set_fuel(Some(STEPS));
    env.set_recursion_limit(DEPTH);
    env.set_undefined_behavior(UndefinedBehavior::SemiStrict);
    env.set_auto_escape_callback(|_| AutoEscape::None);
    // Lines that hold a statement alone leave no line behind.
    let mut syntax = SyntaxConfig::builder();
    syntax.trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true);
    env.set_syntax(syntax.build().unwrap_or_default());
    env.set_formatter(|out, state, value| match value.is_none() {
        true => Ok(()),
        false => minijinja::escape_formatter(out, state, value),
    });
    filter::add(&mut env);
    env
}

/// The summary's fields by their names, `today`, the built-in `properties`, and `sections` as the built-in layout has them.
fn context(summary: &Summary, parts: &Parts) -> Value {
    let sections = parts
        .sections
        .iter()
        .map(|(part, body)| (part.key(), Value::from(body.as_str())));
    let extra = Value::from_pairs([
        ("today", Value::from(summary.as_of.to_string())),
        ("properties", Value::from(parts.properties.as_str())),
        ("sections", Value::from_pairs(sections)),
    ]);
    minijinja::value::merge_maps([extra, Value::from(Serde(summary))])
}

/// An error with the file, the line and the expression.
fn explain(name: &str, source: &str, error: &minijinja::Error) -> TemplateError {
    let mut reason = match error.kind() {
        minijinja::ErrorKind::OutOfFuel => format!("it takes more than {STEPS} steps"),
        minijinja::ErrorKind::WriteFailure => format!("more than {OUTPUT} bytes come out of it"),
        kind => error
            .detail()
            .map_or_else(|| kind.to_string(), |detail| format!("{kind}: {detail}")),
    };
    if let Some(expression) = error.range().and_then(|range| expression(source, range)) {
        let short: String = expression.chars().take(80).collect();
        reason.push_str(&format!(" (in `{}`)", short.lines().next().unwrap_or_default()));
    }
    let line = error.line().unwrap_or(1);
    TemplateError {
        message: format!("{}, line {line}: {reason}", error.name().unwrap_or(name)),
    }
}

/// What stands between the braces around a place.
fn expression(source: &str, place: std::ops::Range<usize>) -> Option<&str> {
    let before = source.get(..place.start)?;
    let start = before
        .rfind("{{")
        .max(before.rfind("{%"))
        .map_or(place.start, |at| at + 2);
    let behind = source.get(place.end..)?;
    let ends = [behind.find("}}"), behind.find("%}")].into_iter().flatten().min();
    let end = ends.map_or(place.end, |at| place.end + at);
    source
        .get(start..end)
        .map(|text| text.trim_matches(['-', '+', ' ']))
        .filter(|text| !text.is_empty())
}

/// Output up to the limit.
struct Bounded(Vec<u8>);

impl io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.0.len() + bytes.len() > OUTPUT {
            return Err(io::Error::other("too long"));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests;
