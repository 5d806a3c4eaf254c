//! Summaries of the sample vaults, compared with `tests/golden/`, which every surface of Relata replays.
//!
//! `UPDATE_GOLDEN=1 cargo test --test golden` writes the files anew: review the difference before committing it.

#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use relata::engine::{Engine, EntityQuery};
use relata::note::Day;
use serde::Serialize;

/// The vaults with the day on which they are seen.
const VAULTS: [(&str, &str); 2] = [("harbor", "2026-10-01"), ("seedlike", "2025-04-07")];

#[test]
fn summaries_equal_the_golden_files() {
    for (vault, day) in VAULTS {
        let as_of = Day::parse(day).unwrap();
        let mut engine = common::open(&common::root(&format!("tests/vaults/{vault}")));
        let folder = common::root(&format!("tests/golden/{vault}"));
        let expected = written(&folder);
        let found = computed(&mut engine, as_of);
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            write(&folder, &expected, &found);
            continue;
        }
        let names = |files: &BTreeMap<String, String>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&found), names(&expected), "the golden files of {vault}");
        for (name, text) in &found {
            assert_eq!(text, &expected[name], "{vault}/{name}");
        }
        println!("{vault}: {} golden files compared", found.len());
    }
}

#[test]
fn the_order_in_which_notes_come_does_not_matter() {
    let folder = common::root("tests/vaults/harbor");
    let as_of = Day::parse("2026-10-01").unwrap();
    let forward = computed(&mut common::open(&folder), as_of);
    let schema = fs::read_to_string(folder.join("relata.yaml")).ok();
    let mut engine = Engine::new(&relata::engine::Options {
        schema,
        ..Default::default()
    })
    .unwrap();
    for (path, content) in common::files(&folder).into_iter().rev() {
        engine.set(&path, b"something else").unwrap();
        engine.set(&path, &content).unwrap();
    }
    assert_eq!(computed(&mut engine, as_of), forward);
}

/// The table, and the summary of each entity in it, by file name.
fn computed(engine: &mut Engine, as_of: Day) -> BTreeMap<String, String> {
    let query = EntityQuery {
        sort: Some("name".to_owned()),
        ..EntityQuery::default()
    };
    let rows = engine.entities(&query, as_of).unwrap();
    let mut files = BTreeMap::from([("entities.json".to_owned(), json(&rows))]);
    for row in rows {
        let name = row.path.clone().unwrap_or_else(|| row.name.to_string());
        let summary = engine.summary(&name, as_of).unwrap();
        files.insert(format!("{}.json", row.name), json(summary.as_ref()));
    }
    files
}

fn json(value: &impl Serialize) -> String {
    serde_json::to_string_pretty(value).unwrap() + "\n"
}

fn written(folder: &Path) -> BTreeMap<String, String> {
    if !folder.exists() {
        return BTreeMap::new();
    }
    let files = common::files(folder).into_iter();
    files
        .map(|(path, content)| (path, String::from_utf8(content).unwrap()))
        .collect()
}

fn write(folder: &Path, old: &BTreeMap<String, String>, new: &BTreeMap<String, String>) {
    fs::create_dir_all(folder).unwrap();
    for name in old.keys().filter(|name| !new.contains_key(*name)) {
        fs::remove_file(folder.join(name)).unwrap();
    }
    for (name, text) in new {
        fs::write(folder.join(name), text).unwrap();
    }
}
