//! `relata-names.yaml`: which names people have said to be the same, and which not.
//!
//! ```yaml
//! same:
//!   - [Ada Berg, Ada B., A. Berg]      # the first is the name that stays
//! not-same:
//!   - [Kim Lund, Kim Lunde]
//! ```

use std::collections::{BTreeMap, HashMap};

use super::group::Union;
use super::name::name_key;
use super::schema::Schema;
use super::schema_file::{SchemaError, line_at};
use crate::note::{Data, Entry, Value, parse_strict_yaml};
use crate::text::Span;

/// Adds the file's names to a schema.
///
/// # Errors
/// When the text is no YAML mapping of `same` and `not-same`, each a list of lists of names: the line, what is wrong with
/// it, and how it is written.
pub fn read(text: &str, schema: &mut Schema) -> Result<(), SchemaError> {
    let line = |offset| line_at(text, offset);
    let map = parse_strict_yaml(text).map_err(|d| SchemaError {
        line: line(d.span.start),
        message: d.message,
    })?;
    for entry in &map.entries {
        let wrong = |(span, message): (Span, String)| SchemaError {
            line: line(span.start),
            message: format!("\"{}\": {message}", entry.key),
        };
        let known = ["same", "not-same"].contains(&entry.key.as_str());
        if !known {
            let message = "unknown key; known here: same, not-same".to_owned();
            return Err(wrong((entry.key_span, message)));
        }
        let groups = groups(text, entry).map_err(wrong)?;
        if entry.key == "same" {
            schema.aliases.extend(joined(groups));
        } else {
            let distinct = groups.into_iter().flat_map(|(name, others)| pairs(&name, &others));
            schema.distinct.extend(distinct);
        }
    }
    schema.finish();
    Ok(())
}

/// The names of one list: the first, and the others.
type Group = (String, Vec<String>);

/// Lists that share a name as one, named as the first of them: what is the same as the same is the same.
fn joined(groups: Vec<Group>) -> Vec<Group> {
    let mut union = Union::of(groups.len());
    let mut first: HashMap<String, usize> = HashMap::new();
    for (at, (name, others)) in groups.iter().enumerate() {
        for name in others.iter().chain([name]) {
            union.join(*first.entry(name_key(name)).or_insert(at), at);
        }
    }
    let mut joined: BTreeMap<usize, Vec<String>> = BTreeMap::new();
    for (at, (name, others)) in groups.into_iter().enumerate() {
        let new = [name].into_iter().chain(others);
        // Every name is in one of them alone.
        let new = new.filter(|name| first.remove(&name_key(name)).is_some());
        joined.entry(union.root(at)).or_default().extend(new);
    }
    let groups = joined.into_values().map(Vec::into_iter);
    groups
        .filter_map(|mut names| Some((names.next()?, names.collect())))
        .collect()
}

/// Lists of names, or what is wrong and where.
fn groups(text: &str, entry: &Entry) -> Result<Vec<Group>, (Span, String)> {
    match &entry.value.data {
        Data::Null => Ok(Vec::new()),
        Data::List(lists) => lists.iter().map(|list| group(text, list)).collect(),
        _ => Err((
            entry.key_span,
            format!("a list of lists of names belongs here: {EXAMPLE}"),
        )),
    }
}

const EXAMPLE: &str = "[[Ada Berg, A. Berg], [Bo Lund, Bosse]]";

fn group(text: &str, list: &Value) -> Result<Group, (Span, String)> {
    let written = list.span.of(text).lines().next().unwrap_or("").trim_end();
    let Data::List(names) = &list.data else {
        let message = format!("{written} stands alone; names that belong together are a list of their own: {EXAMPLE}");
        return Err((list.span, message));
    };
    let name = |value: &Value| {
        let written = value.span.of(text).lines().next().unwrap_or("").trim_end();
        let message = match &value.data {
            Data::Text(name) => return Ok(name.clone()),
            Data::List(_) | Data::Map(_) => {
                format!("{written} has too many brackets around names, or too few quotes: {EXAMPLE}")
            }
            _ => format!("{written} is no text; put quotes around it if it is a name: \"{written}\""),
        };
        Err((value.span, message))
    };
    let mut names = names.iter().map(name).collect::<Result<Vec<_>, _>>()?.into_iter();
    match (names.next(), names.collect::<Vec<_>>()) {
        (Some(first), others) if !others.is_empty() => Ok((first, others)),
        _ => {
            let message =
                format!("{written} has fewer than two names; those that belong together are one list: {EXAMPLE}");
            Err((list.span, message))
        }
    }
}

/// All pairs among the names, as compared.
fn pairs(name: &str, others: &[String]) -> Vec<(String, String)> {
    let names: Vec<String> = std::iter::once(name)
        .chain(others.iter().map(String::as_str))
        .map(name_key)
        .collect();
    let with_later = |(at, a): (usize, &String)| names.iter().skip(at + 1).map(|b| ordered(a, b)).collect::<Vec<_>>();
    names.iter().enumerate().flat_map(with_later).collect()
}

/// Two names in the order in which pairs are kept.
pub(super) fn ordered(a: &str, b: &str) -> (String, String) {
    if a <= b {
        (a.to_owned(), b.to_owned())
    } else {
        (b.to_owned(), a.to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn same_names_become_aliases_and_others_stay_distinct() {
        let mut schema = Schema::default();
        read(
            "same:\n  - [Ada Berg, A. Berg]\nnot-same:\n  - [Kim Lunde, Kim Lund]\n",
            &mut schema,
        )
        .unwrap();
        assert_eq!(schema.canonical("a. berg"), "Ada Berg");
        assert!(schema.are_distinct("Kim Lund", "Kim Lunde"));
        read(
            "same: [[Bo Lund, Bosse], [Eva, \"E.\"]]\nnot-same: [[Kim, Tim]]\n",
            &mut schema,
        )
        .unwrap();
        read("same: [[Di Orr, D. Orr]]\nnot-same:\n", &mut schema).unwrap();
        assert_eq!(
            ["bosse", "e.", "D. Orr"].map(|name| schema.canonical(name)),
            ["Bo Lund", "Eva", "Di Orr"]
        );
    }

    #[test]
    fn what_does_not_fit_is_said_with_its_line_and_how_it_is_written() {
        for (text, line, said) in [
            (
                "same:\n  - [Ada, A.]\n  - [Ada Berg]\n",
                3,
                "\"same\": [Ada Berg] has fewer than two names",
            ),
            ("same: [[Ada]]\n", 1, "\"same\": [Ada] has fewer than two names"),
            ("same:\n- []\n", 2, "\"same\": [] has fewer than two names"),
            ("\nsame: [Ada, Bo]\n", 2, "\"same\": Ada stands alone"),
            ("same:\n  - Ada\n  - Bo\n", 2, "\"same\": Ada stands alone"),
            (
                "not-same:\n  - [[Ada, Bo]]\n",
                2,
                "\"not-same\": [Ada, Bo] has too many brackets",
            ),
            (
                "same:\n  - [Ada,\n     7]\n",
                3,
                "\"same\": 7 is no text; put quotes around it",
            ),
            ("same: x\n", 1, "\"same\": a list of lists of names belongs here: [["),
            ("same: {Ada: [Bo]}\n", 1, "\"same\": a list of lists"),
            ("\na: 1\n", 2, "\"a\": unknown key; known here: same, not-same"),
            ("same: [[Ada, Bo]\n", 2, ""),
        ] {
            let error = read(text, &mut Schema::default()).unwrap_err();
            assert_eq!(error.line, line, "{text}: {error:?}");
            assert!(error.message.starts_with(said), "{text}: {error:?}");
        }
    }
}
