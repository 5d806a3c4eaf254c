//! Each rule of what is computed, on the smallest vault that would give another answer without it.
#![allow(clippy::unwrap_used)]

mod interactions;
mod lists;
mod mentions;
mod names;
mod notes;
mod people;
mod strength;

use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;
use relata::summary::{List, Summary};

const AS_OF: &str = "2026-06-30";

fn vault(notes: &[(&str, &str)]) -> Engine {
    with_schema("self: [Ada Berg]", notes)
}

fn with_schema(schema: &str, notes: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::new(&Options {
        schema: Some(schema.to_owned()),
        ..Options::default()
    })
    .unwrap();
    for (path, content) in notes {
        engine.set(path, content.as_bytes()).unwrap();
    }
    engine
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn summary_on(engine: &mut Engine, name: &str, as_of: Day) -> Summary {
    engine.summary(name, as_of).unwrap().as_ref().clone()
}

fn summary(engine: &mut Engine, name: &str) -> Summary {
    engine.summary(name, day(AS_OF)).unwrap().as_ref().clone()
}

fn texts(list: &List) -> Vec<&str> {
    list.items.iter().map(|item| item.text.as_str()).collect()
}

fn days(summary: &Summary) -> Vec<String> {
    let day = |d: Option<Day>| d.map_or("undated".to_owned(), |d| d.to_string());
    summary.context.iter().map(|c| day(c.date)).collect()
}

fn names(engine: &mut Engine) -> Vec<String> {
    let query = EntityQuery {
        sort: Some("name".to_owned()),
        ..EntityQuery::default()
    };
    engine
        .entities(&query, day(AS_OF))
        .unwrap()
        .into_iter()
        .map(|row| row.name.to_string())
        .collect()
}

const ACME: (&str, &str) = ("Acme.md", "---\ntype: customer\n---\n# Acme\n");
const KIM: (&str, &str) = ("Kim Lund.md", "---\ntype: person\n---\n");
