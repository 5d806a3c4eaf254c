//! How fast entity notes are brought up to date, measured against a bare `pulldown-cmark` event loop over the same notes (P).
//!
//! `cargo bench --bench render` makes a vault of 300 notes (`-- 10000` one of that size) and an entity note for each name in it, and brings them up
//! to date 10,000 times in all: as they are at first, and when there is nothing to be done.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options as Markdown, Parser};
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;

mod support;

const NOTES: usize = 300;
const REFRESHES: usize = 10_000;
const ROUNDS: usize = 1;
const STEPS: [&str; 6] = [
    "P over the old notes",
    "refresh, behind",
    "P over the new notes",
    "refresh, up to date",
    "stale, whole vault",
    "render",
];

fn main() {
    let size = std::env::args()
        .filter_map(|arg| arg.parse().ok())
        .next()
        .unwrap_or(NOTES);
    let as_of = Day::parse("2026-01-01").unwrap();
    let mut engine = Engine::new(&Options::default()).unwrap();
    for note in support::vault(7, size) {
        engine.set(&note.path, note.text.as_bytes()).unwrap();
    }
    let rows = engine.entities(&EntityQuery::default(), as_of).unwrap();
    let old: Vec<(String, String)> = rows
        .iter()
        .filter(|row| row.path.is_none())
        .map(|row| entity_note(&row.name))
        .collect();
    for (path, text) in &old {
        engine.set(path, text.as_bytes()).unwrap();
    }
    black_box(engine.about(&old[0].0));
    let mut new = Vec::new();
    let mut times = vec![Vec::new(); STEPS.len()];
    for _ in 0..ROUNDS {
        let mut time = |step: usize, run: &mut dyn FnMut()| {
            let start = Instant::now();
            run();
            times[step].push(start.elapsed().as_secs_f64());
        };
        time(0, &mut || parse(&old));
        time(1, &mut || new = refresh(&mut engine, &old, as_of));
        time(2, &mut || parse(&new));
        time(3, &mut || drop(refresh(&mut engine, &new, as_of)));
        time(4, &mut || drop(black_box(engine.stale(as_of))));
        time(5, &mut || {
            for (path, _) in old.iter().cycle().take(REFRESHES) {
                black_box(engine.render(path, None, as_of).unwrap());
            }
        });
    }
    let edited = old.iter().zip(&new).filter(|(old, new)| old.1 != new.1).count();
    let bytes: usize = new.iter().map(|(_, text)| text.len()).sum();
    println!(
        "{size} notes, {} entity notes of {} bytes once new, {edited} behind; {REFRESHES} of each",
        old.len(),
        bytes / new.len()
    );
    println!("{:<22} {:>10} {:>10} {:>8}", "", "ms", "us each", "P");
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (step, (name, seconds)) in STEPS.iter().zip(&medians).enumerate() {
        let measure = if step < 2 { medians[0] } else { medians[2] };
        let count = if step == 4 { old.len() } else { REFRESHES };
        println!(
            "{name:<22} {:>10.1} {:>10.2} {:>8.2}",
            seconds * 1e3,
            seconds * 1e6 / count as f64,
            seconds / measure
        );
    }
}

/// A note with the sections of a person, empty but for a line of its own.
fn entity_note(name: &str) -> (String, String) {
    let sections = [
        "Recent Context",
        "Key Facts",
        "Topics",
        "Key Decisions",
        "Open Tasks",
        "Related People",
    ];
    let sections: String = sections.iter().map(|title| format!("\n## {title}\n\n")).collect();
    let text = format!(
        "---\ntype: people\ntitle: {name}\nlast_contact: '2020-01-01'\n---\n\n# {name}\n{sections}\n## Related\n"
    );
    (format!("People/{name}.md"), text)
}

fn parse(notes: &[(String, String)]) {
    for (_, text) in notes.iter().cycle().take(REFRESHES) {
        black_box(Parser::new_ext(text, Markdown::all()).into_offset_iter().count());
    }
}

fn refresh(engine: &mut Engine, notes: &[(String, String)], as_of: Day) -> Vec<(String, String)> {
    let mut new = Vec::with_capacity(REFRESHES);
    for (path, text) in notes.iter().cycle().take(REFRESHES) {
        let refreshed = engine.refresh(path, Some(text.as_bytes()), as_of).unwrap();
        new.push((refreshed.path, refreshed.content));
    }
    new.truncate(notes.len());
    new
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
