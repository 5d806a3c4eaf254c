//! Between JavaScript values and the core's types.

use std::fmt;

use js_sys::{JSON, Uint8Array};
use relata::error::{Code, Error};
use relata::note::Day;
use serde::de::{DeserializeOwned, Deserializer, Visitor};
use serde::{Serialize, forward_to_deserialize_any};
use wasm_bindgen::{JsCast, JsValue};

/// As plain objects, arrays and strings; `None` as `null`. By way of JSON: making objects call by call takes several times
/// as long.
pub(crate) fn to_js<T: Serialize + ?Sized>(value: &T) -> Result<JsValue, JsValue> {
    let json = serde_json::to_string(value).map_err(|error| js_sys::Error::new(&error.to_string()))?;
    JSON::parse(&json)
}

/// An object with `code`, `message` and `candidates`.
pub(crate) fn error_to_js(error: Error) -> JsValue {
    to_js(&error).unwrap_or_else(|other| other)
}

/// The bytes of a note. A string may hold lone surrogates: they become U+FFFD.
pub(crate) fn bytes_from_js(content: &JsValue) -> Result<Vec<u8>, JsValue> {
    if let Some(bytes) = content.dyn_ref::<Uint8Array>() {
        return Ok(bytes.to_vec());
    }
    let text = content.as_string();
    text.map(String::into_bytes)
        .ok_or_else(|| error_to_js(invalid("the content of a note must be a string or a Uint8Array")))
}

/// A day as `YYYY-MM-DD`.
pub(crate) fn day_from_js(text: &str) -> Result<Day, JsValue> {
    Day::parse(text).ok_or_else(|| error_to_js(invalid(format!("asOf must be a day as YYYY-MM-DD, not \"{text}\""))))
}

/// An object of options; `undefined` and `null` give the defaults.
pub(crate) fn options_from_js<T: DeserializeOwned + Default>(value: JsValue) -> Result<T, JsValue> {
    if value.is_undefined() || value.is_null() {
        return Ok(T::default());
    }
    required_from_js(value)
}

/// An object of options, some of which must be given.
pub(crate) fn required_from_js<T: DeserializeOwned>(value: JsValue) -> Result<T, JsValue> {
    T::deserialize(EveryKey(value.into())).map_err(|error| error_to_js(invalid(message_of(error.into()))))
}

/// The message of a JavaScript error.
fn message_of(thrown: JsValue) -> String {
    let error = thrown.dyn_into::<js_sys::Error>();
    error.map_or_else(|other| format!("{other:?}"), |error| error.message().into())
}

/// The refusal of what was given.
pub(crate) fn invalid(message: impl fmt::Display) -> Error {
    Error {
        code: Code::InvalidOptions,
        message: message.to_string(),
        candidates: Vec::new(),
    }
}

/// Reads an object key by key, so that unknown keys are seen; by itself the deserializer asks for known ones only.
struct EveryKey(serde_wasm_bindgen::Deserializer);

impl<'de> Deserializer<'de> for EveryKey {
    type Error = serde_wasm_bindgen::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        self.0.deserialize_map(visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}
