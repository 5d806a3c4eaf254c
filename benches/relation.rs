//! How fast relationships are computed, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench relation` makes vaults of 1,000 and 10,000 notes; `cargo bench --bench relation -- 100000` one of
//! that size; `-- --set COUNT` only sets notes, many times. All steps take turns in one run; the table gives medians, and their ratio to P. "relations" reads what each
//! note says and brings it together; "all summaries" is all that comes after loading: that, and then the summary of each
//! entity. Changes are those of one note: another line of
//! prose, a new note among known people, a name that no note had before. The rows named "eager" are the same for a vault that
//! reads at once what the notes say.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options as Markdown, Parser};
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;
use relata::relation::{self, Batch, Records, Relations, Schema};
use relata::vault::Vault;

mod support;

const STEPS: [&str; 17] = [
    "P",
    "load",
    "relations",
    "each summary",
    "all summaries",
    "mention search",
    "table",
    "set: a line more",
    "first summary after",
    "the same again",
    "set: a new note",
    "set: a new name",
    "all summaries again",
    "eager load",
    "eager relations",
    "eager each summary",
    "eager all summaries",
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [only, size] = &args[..]
        && only == "--set"
    {
        return set_many(&support::vault(7, size.parse().unwrap()));
    }
    let sizes: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1000, 10_000] } else { sizes };
    sizes.into_iter().for_each(measure);
}

fn measure(size: usize) {
    let notes = support::vault(7, size);
    let bytes: usize = notes.iter().map(|note| note.text.len()).sum();
    let rounds = if size > 20_000 { 3 } else { 5 };
    let prepared = Prepared::new(&notes);
    let mut times = vec![Vec::new(); STEPS.len()];
    for _ in 0..rounds {
        let round = round(&notes, &prepared);
        round
            .into_iter()
            .zip(&mut times)
            .for_each(|(time, times)| times.push(time));
    }
    println!(
        "{size} notes, {:.1} MB, {} entities, {rounds} rounds",
        bytes as f64 / 1e6,
        prepared.names.len()
    );
    println!("{:<22} {:>12} {:>10}", "", "µs", "P");
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (step, time) in STEPS.iter().zip(&medians) {
        println!("{step:<22} {:>12.1} {:>10.5}", time * 1e6, time / medians[0]);
    }
}

/// Gives many notes a line more, one at a time, with relations and the summary of one entity alive; for a profiler too.
fn set_many(notes: &[support::Note]) {
    let as_of = Day::parse("2025-12-31").unwrap();
    let mut engine = Engine::new(&Options::default()).unwrap();
    for note in notes {
        engine.load(&note.path, note.text.as_bytes(), None).unwrap();
    }
    let rows = engine.entities(&EntityQuery::default(), as_of).unwrap();
    let mut random = support::Random::new(5);
    let mut watch = Watch::default();
    for _ in 0..2000 {
        let (note, row) = (&notes[random.below(notes.len())], &rows[random.below(rows.len())]);
        let changed = format!("{}\nOne line more about {}.\n", note.text, row.name);
        watch.time(|| drop(engine.set(&note.path, changed.as_bytes())));
    }
    println!(
        "{} notes: a line more in {:.1} µs",
        notes.len(),
        median(&mut watch.0) * 1e6
    );
    std::mem::forget(engine);
}

/// What a round needs to know of the vault beforehand.
struct Prepared {
    names: Vec<String>,
    records: Records,
    relations: Relations,
}

impl Prepared {
    fn new(notes: &[support::Note]) -> Self {
        let (mut vault, mut records, schema) = (Vault::default(), Records::default(), Schema::default());
        for note in notes {
            vault.set(&note.path, note.text.as_bytes());
            let parsed = vault.note(&note.path).unwrap();
            let record = relation::read(&note.path, parsed, &schema);
            records.insert(&note.path, record, &mut Batch::default());
        }
        let relations = Relations::new(&records, &vault, &schema);
        let entities = relations.entities.iter().filter(|(_, e)| !e.is_self);
        Self {
            names: entities.map(|(_, e)| e.name.clone()).collect(),
            records,
            relations,
        }
    }

    /// Searches all prose for all names; how many were found.
    fn search(&self) -> usize {
        let mut found = 0;
        for record in self.records.values() {
            for span in &record.prose {
                self.relations.find_names(record.page.text(), *span, |_| found += 1);
            }
        }
        found
    }
}

/// Times steps, in order.
#[derive(Default)]
struct Watch(Vec<f64>);

impl Watch {
    fn time(&mut self, step: impl FnOnce()) {
        let start = Instant::now();
        step();
        self.0.push(start.elapsed().as_secs_f64());
    }
}

fn round(notes: &[support::Note], prepared: &Prepared) -> Vec<f64> {
    let as_of = Day::parse("2025-12-31").unwrap();
    let names = &prepared.names;
    let mut engine = Engine::new(&Options::default()).unwrap();
    let mut watch = Watch::default();
    let load = |engine: &mut Engine| {
        for note in notes {
            engine.load(&note.path, note.text.as_bytes(), None).unwrap();
        }
    };
    let all = |engine: &mut Engine| {
        for name in names {
            black_box(engine.summary(name, as_of).ok());
        }
    };
    watch.time(|| {
        for note in notes {
            black_box(Parser::new_ext(&note.text, Markdown::all()).into_offset_iter().count());
        }
    });
    watch.time(|| load(&mut engine));
    watch.time(|| drop(black_box(engine.about(&notes[0].path))));
    watch.time(|| all(&mut engine));
    let both = watch.0[2] + watch.0[3];
    watch.0.push(both);
    watch.time(|| {
        black_box(prepared.search());
    });
    watch.time(|| drop(black_box(engine.entities(&EntityQuery::default(), as_of))));
    let changed = format!("{}\nOne line more about {}.\n", notes[0].text, names[0]);
    watch.time(|| drop(engine.set(&notes[0].path, changed.as_bytes())));
    watch.time(|| drop(black_box(engine.summary(&names[0], as_of))));
    watch.time(|| drop(black_box(engine.summary(&names[0], as_of))));
    watch.time(|| drop(engine.set("Meetings/2025-12-01 - New.md", notes[1].text.as_bytes())));
    let named = format!("{}\n- [ ] Greet them @Quillon Aversham\n", notes[2].text);
    watch.time(|| drop(engine.set(&notes[2].path, named.as_bytes())));
    watch.time(|| all(&mut engine));
    drop(engine);
    let mut engine = Engine::new(&Options {
        eager: true,
        ..Options::default()
    })
    .unwrap();
    watch.time(|| load(&mut engine));
    watch.time(|| drop(black_box(engine.about(&notes[0].path))));
    watch.time(|| all(&mut engine));
    watch.0.push(watch.0[14] + watch.0[15]);
    watch.0
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
