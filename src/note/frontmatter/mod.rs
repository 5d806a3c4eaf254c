//! The properties block at the top of a note.

mod block;
mod broken;
mod fast;
mod links;
mod scalar;
mod unread;
mod yaml;

use std::borrow::Cow;

use super::Link;
use crate::text::{Diagnostic, Severity, Span};
pub(super) use block::read;
pub(super) use links::{Found, in_value as links_in};
pub(super) use yaml::lists_in;

/// The properties of a note, in their written order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Frontmatter {
    /// The whole block with its fences.
    pub span: Span,
    /// The properties.
    pub map: Mapping,
    /// Links in property values, in order; each with the key path it stands under (`account`, `people.0`).
    pub links: Vec<(String, Link)>,
    /// Whether the block is no valid YAML mapping; the host then shows no properties, while `map` holds what could be
    /// read.
    pub broken: bool,
}

/// Keys with values, in their written order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Mapping {
    /// The entries; a key that stands twice is kept once, as the host keeps it.
    pub entries: Vec<Entry>,
}

/// One key with its value.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The key as text.
    pub key: String,
    /// Where the key is written.
    pub key_span: Span,
    /// Its value.
    pub value: Value,
}

/// A value with its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Value {
    /// Where it is written.
    pub span: Span,
    /// What it is.
    pub data: Data,
}

/// What a property holds. Dates stay text. An unquoted `[[X]]`, which is a list in a list to YAML, is kept as the text
/// `[[X]]` that was meant.
#[derive(Debug, Clone, PartialEq)]
#[allow(missing_docs)]
pub enum Data {
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Value>),
    Map(Mapping),
}

/// Reads a whole YAML text that holds a mapping, such as a configuration file; empty text gives an empty mapping.
///
/// # Errors
/// Where and why it is no YAML, or no mapping.
pub fn parse_yaml(text: &str) -> Result<Mapping, Diagnostic> {
    mapping(text, yaml::read(text, 0, &mut Vec::new()))
}

/// As [`parse_yaml`], but `[[A, B]]` is what YAML says: a list in a list, no wikilink.
///
/// # Errors
/// As [`parse_yaml`].
pub fn parse_strict_yaml(text: &str) -> Result<Mapping, Diagnostic> {
    mapping(text, yaml::read_strict(text))
}

fn mapping(text: &str, read: Result<Option<Value>, yaml::Error>) -> Result<Mapping, Diagnostic> {
    let refuse = |at: usize, message: String| Diagnostic {
        code: "yaml-invalid",
        severity: Severity::Error,
        message,
        span: Span::new(at.min(text.len()), at.min(text.len())),
    };
    match read.map(|value| value.map(|v| v.data)) {
        Ok(None | Some(Data::Null)) => Ok(Mapping::default()),
        Ok(Some(Data::Map(map))) => Ok(map),
        Ok(Some(_)) => Err(refuse(0, "it holds no `key: value` lines".to_owned())),
        Err(error) => Err(refuse(error.at, error.reason)),
    }
}

impl Mapping {
    /// The value of `key`, exact first, then ignoring ASCII case.
    pub fn get(&self, key: &str) -> Option<&Value> {
        let exact = self.entries.iter().find(|e| e.key == key);
        let folded = || self.entries.iter().find(|e| e.key.eq_ignore_ascii_case(key));
        exact.or_else(folded).map(|e| &e.value)
    }
}

impl Value {
    /// The text of a text value.
    pub fn as_text(&self) -> Option<&str> {
        match &self.data {
            Data::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The scalars of this value as text, one level deep: a list gives its items, a scalar itself, null nothing.
    pub fn texts(&self) -> Vec<String> {
        self.each_text().map(Cow::into_owned).collect()
    }

    /// As [`Value::texts`], one after the other.
    pub fn each_text(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let scalars = match &self.data {
            Data::List(items) => items.as_slice(),
            _ => std::slice::from_ref(self),
        };
        scalars.iter().filter_map(Self::scalar)
    }

    fn scalar(&self) -> Option<Cow<'_, str>> {
        match &self.data {
            Data::Null | Data::Map(_) | Data::List(_) => None,
            Data::Bool(value) => Some(if *value { "true" } else { "false" }.into()),
            Data::Number(value) => Some(value.to_string().into()),
            Data::Text(text) => Some(text.into()),
        }
    }
}

/// A number as people write it: whole numbers without a point.
pub(super) fn number_text(value: f64) -> String {
    value.to_string()
}
