//! From a YAML value to a Rust type, with the place of whatever does not fit.

use std::fmt;

use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, Expected, IntoDeserializer, MapAccess, SeqAccess,
    Unexpected, Visitor,
};

use crate::note::{Data, Entry, Mapping, Value, parse_yaml};
use crate::text::{Diagnostic, Severity, Span};

/// Why a value does not fit, and where.
#[derive(Debug)]
pub(super) struct Misfit {
    /// What was found and what was expected.
    pub(super) message: String,
    /// Where the innermost misfit stands; empty until a place is known.
    pub(super) span: Span,
}

impl Misfit {
    /// Adds the key under which it stands, unless a place is known already.
    fn under(self, entry: &Entry) -> Self {
        if !self.span.is_empty() {
            return self;
        }
        Self {
            message: format!("\"{}\": {}", entry.key, self.message),
            span: entry.key_span,
        }
    }
}

impl fmt::Display for Misfit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Misfit {}

impl de::Error for Misfit {
    fn custom<T: fmt::Display>(message: T) -> Self {
        Self {
            message: message.to_string(),
            span: Span::default(),
        }
    }

    fn invalid_type(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::custom(format_args!(
            "write {} here, not {}",
            wanted(&expected.to_string()),
            said(found)
        ))
    }

    fn invalid_value(found: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self::invalid_type(found, expected)
    }

    fn unknown_field(field: &str, known: &'static [&'static str]) -> Self {
        Self::custom(format_args!(
            "`{field}` is no key that is known; known here: {}",
            known.join(", ")
        ))
    }

    fn unknown_variant(word: &str, known: &'static [&'static str]) -> Self {
        Self::custom(format_args!("write one of {} here, not \"{word}\"", known.join(", ")))
    }
}

/// What is expected, in the words of people who write YAML.
fn wanted(expected: &str) -> &str {
    match expected {
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number",
        "f32" | "f64" => "a number",
        "a string" | "string" => "a text",
        "a boolean" => "true or false",
        "a sequence" => "a list",
        "a map" => "keys with values",
        other if other.starts_with("struct ") => "keys with values",
        other => other,
    }
}

/// What was found.
fn said(found: Unexpected<'_>) -> String {
    match found {
        Unexpected::Str(text) => format!("\"{text}\""),
        Unexpected::Bool(value) => value.to_string(),
        Unexpected::Unsigned(value) => value.to_string(),
        Unexpected::Float(value) => value.to_string(),
        Unexpected::Unit | Unexpected::Option => "nothing".to_owned(),
        Unexpected::Seq => "a list".to_owned(),
        Unexpected::Map => "keys with values".to_owned(),
        other => other.to_string(),
    }
}

/// Reads a YAML (or JSON) mapping.
///
/// # Errors
/// When it is none, or a value is not of the expected form: what and where.
pub fn read<T: DeserializeOwned>(text: &str) -> Result<T, Diagnostic> {
    let map = parse_yaml(text)?;
    T::deserialize(YamlMap(&map)).map_err(|misfit| Diagnostic {
        code: "settings-invalid",
        severity: Severity::Warning,
        message: misfit.message,
        span: misfit.span,
    })
}

/// A value as serde sees it.
pub(super) struct Yaml<'a>(pub(super) &'a Value);

impl<'de> Deserializer<'de> for Yaml<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match &self.0.data {
            Data::Null => visitor.visit_unit(),
            Data::Bool(value) => visitor.visit_bool(*value),
            Data::Number(value) => visit_number(*value, visitor),
            Data::Text(text) => visitor.visit_borrowed_str(text),
            Data::List(items) => visitor.visit_seq(Items(items.iter())),
            Data::Map(map) => YamlMap(map).deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        match self.0.data {
            Data::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match &self.0.data {
            Data::Text(text) => visitor.visit_enum(text.as_str().into_deserializer()),
            _ => Err(de::Error::custom("write one of the known words here")),
        }
    }

    /// A list gives no fields, as it would by their order.
    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        _fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Misfit> {
        match self.0.data {
            Data::List(_) => Err(de::Error::invalid_type(Unexpected::Seq, &visitor)),
            _ => self.deserialize_any(visitor),
        }
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct newtype_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

/// A whole number is given as one, so that counts can be read.
fn visit_number<'de, V: Visitor<'de>>(value: f64, visitor: V) -> Result<V::Value, Misfit> {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    if value.fract() == 0.0 && (0.0..EXACT).contains(&value) {
        return visitor.visit_u64(value as u64);
    }
    visitor.visit_f64(value)
}

struct Items<'a>(std::slice::Iter<'a, Value>);

impl<'de> SeqAccess<'de> for Items<'de> {
    type Error = Misfit;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Misfit> {
        self.0.next().map(|item| seed.deserialize(Yaml(item))).transpose()
    }
}

/// A mapping as serde sees it.
pub(super) struct YamlMap<'a>(pub(super) &'a Mapping);

impl<'de> Deserializer<'de> for YamlMap<'de> {
    type Error = Misfit;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Misfit> {
        visitor.visit_map(Entries {
            entries: self.0.entries.iter(),
            current: None,
        })
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, Entry>,
    current: Option<&'a Entry>,
}

impl<'de> MapAccess<'de> for Entries<'de> {
    type Error = Misfit;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Misfit> {
        let Some(entry) = self.entries.next() else {
            return Ok(None);
        };
        self.current = Some(entry);
        let key = seed.deserialize(entry.key.as_str().into_deserializer());
        key.map(Some).map_err(|misfit: Misfit| misfit.under(entry))
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Misfit> {
        let Some(entry) = self.current else {
            return Err(de::Error::custom("a value without a key"));
        };
        seed.deserialize(Yaml(&entry.value))
            .map_err(|misfit| misfit.under(entry))
    }
}
