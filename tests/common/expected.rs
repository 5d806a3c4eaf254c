//! What the examples in `tests/spec/relationships*.md` say of an answer: a line each, `PLACE OPERATOR VALUE`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use serde_json::Value;

/// The lines that do not hold, each with what is there instead.
pub(crate) fn differences(answer: &Value, expected: &str) -> Vec<String> {
    let joined = expected.replace("\n  ", " ");
    let lines: Vec<&str> = joined.lines().filter(|line| !line.trim().is_empty()).collect();
    if lines.is_empty() {
        return vec!["nothing is said of the answer".to_owned()];
    }
    lines.into_iter().filter_map(|line| difference(answer, line)).collect()
}

fn difference(answer: &Value, line: &str) -> Option<String> {
    let operators = ["=", "≈", "contains", "lacks"];
    let found = operators
        .iter()
        .filter_map(|op| Some((line.find(&format!(" {op} "))?, *op)));
    let (at, operator) = found.min().unwrap_or_else(|| panic!("no operator in: {line}"));
    let written = &line[at + operator.len() + 2..];
    let value: Value = serde_json::from_str(written).unwrap_or_else(|e| panic!("{line}: {e}"));
    let found = match place(answer, &line[..at]) {
        Ok(found) => found,
        Err(missing) => return Some(format!("{line}\n  but {missing}")),
    };
    let agrees = match operator {
        "=" => holds(&found, &value, 1e-9),
        "≈" => holds(&found, &value, half_of_last_digit(written)),
        "contains" => contains(&found, &value),
        _ => !contains(&found, &value),
    };
    (!agrees).then(|| format!("{line}\n  but it is {found}"))
}

/// What stands at `a.b[0].c`; `[]` takes every item of a list, `[name=Kim Lund]` the first whose field is that text.
fn place(value: &Value, path: &str) -> Result<Value, String> {
    let path = path.strip_prefix('.').unwrap_or(path);
    if path.is_empty() {
        return Ok(value.clone());
    }
    if let Some((index, rest)) = path.strip_prefix('[').and_then(|path| path.split_once(']')) {
        let items = value
            .as_array()
            .ok_or_else(|| format!("there is no list, but {value}"))?;
        if index.is_empty() {
            return items.iter().map(|item| place(item, rest)).collect();
        }
        let item = match index.split_once('=') {
            Some((key, text)) => items.iter().find(|item| item[key] == text),
            None => items.get(index.parse::<usize>().map_err(|e| e.to_string())?),
        };
        return place(item.ok_or_else(|| format!("there is no [{index}] in {value}"))?, rest);
    }
    let end = path.find(['.', '[']).unwrap_or(path.len());
    let field = value.get(&path[..end]);
    place(
        field.ok_or_else(|| format!("there is no {} in {value}", &path[..end]))?,
        &path[end..],
    )
}

/// Whether `actual` has all that `expected` says: of an object only the keys that are given count.
fn holds(actual: &Value, expected: &Value, near: f64) -> bool {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => expected
            .iter()
            .all(|(key, value)| actual.get(key).is_some_and(|actual| holds(actual, value, near))),
        (Value::Array(actual), Value::Array(expected)) => {
            actual.len() == expected.len() && actual.iter().zip(expected).all(|(a, e)| holds(a, e, near))
        }
        (Value::Number(actual), Value::Number(expected)) => {
            (actual.as_f64().unwrap() - expected.as_f64().unwrap()).abs() <= near
        }
        _ => actual == expected,
    }
}

/// A text in a text, an item in a list, a key in an object.
fn contains(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::String(text), Value::String(part)) => text.contains(part),
        (Value::Array(items), _) => items.iter().any(|item| holds(item, expected, 1e-9)),
        (Value::Object(map), Value::String(key)) => map.contains_key(key),
        _ => panic!("{actual} cannot contain {expected}"),
    }
}

/// Half of one in the last digit behind the point of the first number that has a point.
fn half_of_last_digit(written: &str) -> f64 {
    let decimals = written.split_once('.').map_or("", |(_, behind)| behind);
    let digits = decimals.bytes().take_while(u8::is_ascii_digit).count();
    0.5 * 10_f64.powi(-i32::try_from(digits).unwrap()) + 1e-9
}
