//! `relata-names.yaml`: which names people have said to be the same, and which not.
//!
//! ```yaml
//! same:
//!   - [Ada Berg, Ada B., A. Berg]      # the first is the name that stays
//! not-same:
//!   - [Kim Lund, Kim Lunde]
//! ```

use super::name::name_key;
use super::schema::Schema;
use super::schema_file::{SchemaError, line_at};
use crate::note::{Data, Entry, Value, parse_yaml};

/// Adds the file's names to a schema.
///
/// # Errors
/// When the text is no YAML mapping of `same` and `not-same`, each a list of lists of names.
pub fn read(text: &str, schema: &mut Schema) -> Result<(), SchemaError> {
    let line = |offset| line_at(text, offset);
    let map = parse_yaml(text).map_err(|d| SchemaError {
        line: line(d.span.start),
        message: d.message,
    })?;
    for entry in &map.entries {
        let wrong = |message: &str| SchemaError {
            line: line(entry.key_span.start),
            message: format!("\"{}\": {message}", entry.key),
        };
        let groups = groups(entry).ok_or_else(|| wrong("expected a list of lists of at least two names"))?;
        match entry.key.as_str() {
            "same" => schema.aliases.extend(groups),
            "not-same" => schema
                .distinct
                .extend(groups.into_iter().flat_map(|(name, others)| pairs(&name, &others))),
            _ => return Err(wrong("unknown key; known here: same, not-same")),
        }
    }
    schema.finish();
    Ok(())
}

/// Lists of names, each as its first with the others.
fn groups(entry: &Entry) -> Option<Vec<(String, Vec<String>)>> {
    let lists = match &entry.value.data {
        Data::Null => return Some(Vec::new()),
        Data::List(lists) => lists,
        _ => return None,
    };
    let names = |value: &Value| match &value.data {
        Data::List(names) => names
            .iter()
            .map(|n| n.as_text().map(str::to_owned))
            .collect::<Option<Vec<String>>>(),
        _ => None,
    };
    let mut groups = Vec::new();
    for list in lists {
        let mut names = names(list)?.into_iter();
        let (first, others) = (names.next()?, names.collect::<Vec<_>>());
        groups.push((first, others));
    }
    groups.iter().all(|(_, others)| !others.is_empty()).then_some(groups)
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
        let error = read("same:\n  - [Ada Berg]\n", &mut schema).unwrap_err();
        assert_eq!(error.line, 1);
        assert!(read("a: 1\n", &mut schema).is_err() && read("same: x\n", &mut schema).is_err());
    }
}
