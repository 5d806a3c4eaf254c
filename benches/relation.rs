//! How fast relationships are computed, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench relation` makes vaults of 1,000 and 10,000 notes; `cargo bench --bench relation -- 100000` one of
//! that size. All steps take turns in one run; the table gives medians, and their ratio to P.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options as Markdown, Parser};
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;

mod support;

const STEPS: [&str; 8] = [
    "P",
    "load",
    "relations",
    "table",
    "all summaries",
    "set one note",
    "first summary after",
    "the same again",
];

fn main() {
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1000, 10_000] } else { sizes };
    sizes.into_iter().for_each(measure);
}

fn measure(size: usize) {
    let notes = support::vault(7, size);
    let bytes: usize = notes.iter().map(|note| note.text.len()).sum();
    let rounds = if size > 20_000 { 3 } else { 5 };
    let mut times = vec![Vec::new(); STEPS.len()];
    let mut entities = 0;
    for _ in 0..rounds {
        let round = round(&notes, &mut entities);
        round
            .into_iter()
            .zip(&mut times)
            .for_each(|(time, times)| times.push(time));
    }
    println!(
        "{size} notes, {:.1} MB, {entities} entities, {rounds} rounds",
        bytes as f64 / 1e6
    );
    println!("{:<22} {:>10} {:>8}", "", "ms", "P");
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (step, time) in STEPS.iter().zip(&medians) {
        println!("{step:<22} {:>10.3} {:>8.4}", time * 1e3, time / medians[0]);
    }
}

fn round(notes: &[support::Note], entities: &mut usize) -> Vec<f64> {
    let as_of = Day::parse("2025-12-31").unwrap();
    let mut times = Vec::new();
    let mut engine = Engine::new(&Options::default()).unwrap();
    let mut time = |step: &mut dyn FnMut()| {
        let start = Instant::now();
        step();
        times.push(start.elapsed().as_secs_f64());
    };
    time(&mut || {
        for note in notes {
            black_box(Parser::new_ext(&note.text, Markdown::all()).into_offset_iter().count());
        }
    });
    time(&mut || {
        for note in notes {
            engine.set(&note.path, note.text.as_bytes()).unwrap();
        }
    });
    time(&mut || {
        black_box(engine.about(&notes[0].path));
    });
    let mut names = Vec::new();
    time(&mut || {
        let rows = engine.entities(&EntityQuery::default(), as_of).unwrap();
        names = rows.into_iter().map(|row| row.name).collect();
    });
    *entities = names.len();
    time(&mut || {
        for name in &names {
            black_box(engine.summary(name, as_of).ok());
        }
    });
    let changed = format!("{}\nOne line more about {}.\n", notes[0].text, names[0]);
    time(&mut || {
        engine.set(&notes[0].path, changed.as_bytes()).unwrap();
    });
    for _ in 0..2 {
        time(&mut || {
            black_box(engine.summary(&names[0], as_of).ok());
        });
    }
    times
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
