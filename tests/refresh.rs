//! Bringing entity notes up to date, on whole vaults.

#![allow(clippy::unwrap_used)]

mod common;

use relata::engine::Engine;
use relata::note::Day;
use relata::render::{Refreshed, apply};

/// Brings every note that is behind up to date; says what changed.
fn refresh_all(engine: &mut Engine, as_of: Day) -> Vec<Refreshed> {
    let stale = engine.stale(as_of);
    let refreshed: Vec<Refreshed> = stale
        .iter()
        .map(|note| engine.refresh(&note.path, None, as_of).unwrap())
        .collect();
    for note in &refreshed {
        engine.set(&note.path, note.content.as_bytes()).unwrap();
    }
    refreshed.into_iter().filter(|note| !note.edits.is_empty()).collect()
}

#[test]
fn a_vault_brought_up_to_date_needs_nothing_more() {
    for (vault, day) in [("harbor", "2026-10-01"), ("seedlike", "2025-04-07")] {
        let as_of = Day::parse(day).unwrap();
        let folder = common::root(&format!("tests/vaults/{vault}"));
        let mut engine = common::open(&folder);
        let old: std::collections::BTreeMap<_, _> = common::files(&folder).into_iter().collect();
        let first = refresh_all(&mut engine, as_of);
        for note in &first {
            let text = String::from_utf8(old[&note.path].clone()).unwrap();
            assert_eq!(apply(&text, &note.edits), note.content);
            if std::env::var_os("SHOW").is_some() {
                println!("== {}", note.path);
                note.changes.iter().for_each(|c| {
                    println!(
                        "{:<9}{:<16}{:?} {}",
                        c.kind,
                        c.section.as_deref().unwrap_or(""),
                        c.line,
                        c.message
                    )
                });
            }
        }
        assert!(!first.is_empty(), "{vault} has notes that are behind");
        assert_eq!(refresh_all(&mut engine, as_of), [], "{vault}, the second time");
    }
}
