//! How fast relationships are computed, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench relation` makes vaults of 1,000 and 10,000 notes; `cargo bench --bench relation -- 100000` one of
//! that size. Each size is made twice: notes of customers, and a vault that is mostly about people; `-- --people` leaves the
//! first out. `-- --set COUNT` only sets notes, many times; `-- --only STEP COUNT` repeats one step of the vault of people,
//! in a function called `measured` for a profiler, `-- --customers --only STEP COUNT` one of the other vault.
//!
//! All steps take turns in one run; the table gives medians, and their ratio to P. "relations" reads what each
//! note says and brings it together; "all summaries" is all that comes after loading: that, and then the summary of each
//! entity. Changes are those of one note: another line of prose, a new note among known people, a name that no note had
//! before. Of the vault of people there is more: all that is asked once about everyone, and a change of a note that names
//! someone who is in every fifth meeting. The rows named
//! "eager" are of a vault that reads at once what the notes say and, at the end of loading, brings it together: "eager load"
//! is both.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options as Markdown, Parser};
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;
use relata::relation::{self, Batch, Entity, Records, Relations, Schema};
use relata::summary::GraphQuery;
use relata::vault::Vault;

mod support;

use support::people;

const STEPS: [&str; 13] = [
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
];

/// The same of a vault that reads at once what the notes say.
const EAGER: [&str; 4] = ["eager notes", "eager relations", "eager load", "eager all summaries"];

/// What else is measured of a vault of people.
const OF_PEOPLE: [&str; 8] = [
    "graph",
    "suggestions",
    "brief of the hub",
    "set: a note of the hub",
    "summary of the hub",
    "the same again",
    "brief of the hub again",
    "set: the hub's own note",
];

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--set", size] => return set_many(&support::vault(7, size.parse().unwrap())),
        ["--only", step, size] => return only(step, &Made::of_people(size.parse().unwrap())),
        ["--customers", "--only", step, size] => return only(step, &Made::of_customers(size.parse().unwrap())),
        _ => {}
    }
    let sizes: Vec<usize> = args.iter().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if sizes.is_empty() { vec![1000, 10_000] } else { sizes };
    for size in sizes {
        if args.iter().all(|arg| arg != "--people") {
            measure("notes", &Made::of_customers(size));
        }
        measure("notes about people", &Made::of_people(size));
    }
}

/// A made vault, and what of it is changed and asked for.
struct Made {
    notes: Vec<support::Note>,
    schema: Option<&'static str>,
    /// The note to change, and whom to ask for then; the first entity where nobody is given.
    change: (usize, Option<String>),
    /// A note of a meeting with the hub, and the hub's own.
    of_hub: Option<[usize; 2]>,
}

impl Made {
    fn of_customers(size: usize) -> Self {
        Self {
            notes: support::vault(7, size),
            schema: None,
            change: (0, None),
            of_hub: None,
        }
    }

    fn of_people(size: usize) -> Self {
        let made = people::vault(7, size);
        let own = format!("People/{}.md", people::HUB);
        let own = made.notes.iter().position(|note| note.path == own).unwrap();
        Self {
            notes: made.notes,
            schema: Some(people::SCHEMA),
            change: (made.seldom.1, Some(made.seldom.0)),
            of_hub: Some([made.of_hub, own]),
        }
    }

    fn engine(&self, eager: bool) -> Engine {
        let schema = self.schema.map(str::to_owned);
        Engine::new(&Options {
            schema,
            eager,
            ..Options::default()
        })
        .unwrap()
    }
}

fn as_of() -> Day {
    Day::parse("2025-12-31").unwrap()
}

fn measure(what: &str, made: &Made) {
    let notes = &made.notes;
    let bytes: usize = notes.iter().map(|note| note.text.len()).sum();
    let rounds = if notes.len() > 20_000 { 3 } else { 5 };
    let prepared = Prepared::new(made);
    let of_people = OF_PEOPLE.iter().filter(|_| made.of_hub.is_some());
    let steps: Vec<&str> = STEPS.iter().chain(of_people).chain(&EAGER).copied().collect();
    let mut times = vec![Vec::new(); steps.len()];
    for _ in 0..rounds {
        let round = round(made, &prepared);
        assert_eq!(round.len(), steps.len());
        round
            .into_iter()
            .zip(&mut times)
            .for_each(|(time, times)| times.push(time));
    }
    println!(
        "{} {what}, {:.1} MB, {} entities, {rounds} rounds",
        notes.len(),
        bytes as f64 / 1e6,
        prepared.names.len()
    );
    println!("{:<24} {:>12} {:>10}", "", "µs", "P");
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    for (step, time) in steps.iter().zip(&medians) {
        println!("{step:<24} {:>12.1} {:>10.5}", time * 1e6, time / medians[0]);
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
    vault: Vault,
    schema: Schema,
    records: Records,
    relations: Relations,
}

impl Prepared {
    fn new(made: &Made) -> Self {
        let schema = made
            .schema
            .map_or_else(Schema::default, |text| relation::parse_schema(text).unwrap());
        let (mut vault, mut records) = (Vault::default(), Records::default());
        for note in &made.notes {
            vault.set(&note.path, note.text.as_bytes());
            let parsed = vault.note(&note.path).unwrap();
            let record = relation::read(&note.path, parsed, &schema);
            records.insert(&note.path, record, &mut Batch::default());
        }
        let relations = Relations::new(&records, &vault, &schema);
        let entities = relations.entities.iter().filter(|(_, e)| !e.is_self);
        // What finds each: its name, or where others have it too, what tells it from them.
        let called = |e: &Entity| match (relations.entities.named(&e.name).len(), &e.path, &e.company) {
            (1, ..) => e.name.to_string(),
            (_, Some(path), _) => path.clone(),
            (_, None, company) => format!("{} ({})", e.name, company.as_ref().unwrap_or(&e.kind)),
        };
        Self {
            names: entities.map(|(_, e)| called(e)).collect(),
            vault,
            schema,
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

/// The one place from which measured steps are run.
#[inline(never)]
fn measured(step: &mut dyn FnMut()) {
    step();
    // Not the last call: its frame shall stay.
    black_box(());
}

/// Times steps, in order.
#[derive(Default)]
struct Watch(Vec<f64>);

impl Watch {
    fn time(&mut self, mut step: impl FnMut()) {
        let start = Instant::now();
        measured(&mut step);
        self.0.push(start.elapsed().as_secs_f64());
    }
}

fn round(made: &Made, prepared: &Prepared) -> Vec<f64> {
    let (notes, as_of) = (&made.notes, as_of());
    let names = &prepared.names;
    let mut engine = made.engine(false);
    let mut watch = Watch::default();
    watch.time(|| {
        for note in notes {
            black_box(Parser::new_ext(&note.text, Markdown::all()).into_offset_iter().count());
        }
    });
    watch.time(|| load(&mut engine, notes));
    watch.time(|| engine.bring_together());
    watch.time(|| all_summaries(&mut engine, names));
    let both = watch.0[2] + watch.0[3];
    watch.0.push(both);
    watch.time(|| {
        black_box(prepared.search());
    });
    watch.time(|| drop(black_box(engine.entities(&EntityQuery::default(), as_of))));
    let (changed, asked) = (&notes[made.change.0], made.change.1.as_ref().unwrap_or(&names[0]));
    let text = format!("{}\nOne line more about {asked}.\n", changed.text);
    watch.time(|| drop(engine.set(&changed.path, text.as_bytes())));
    watch.time(|| drop(black_box(engine.summary(asked, as_of))));
    watch.time(|| drop(black_box(engine.summary(asked, as_of))));
    watch.time(|| drop(engine.set("Meetings/2025-12-01 - New.md", notes[1].text.as_bytes())));
    let named = format!("{}\n- [ ] Greet them @Quillon Aversham\n", notes[2].text);
    watch.time(|| drop(engine.set(&notes[2].path, named.as_bytes())));
    watch.time(|| all_summaries(&mut engine, names));
    if let Some(of_hub) = made.of_hub {
        about_people(&mut engine, of_hub.map(|at| &notes[at]), &mut watch);
    }
    drop(engine);
    let mut engine = made.engine(true);
    watch.time(|| load(&mut engine, notes));
    watch.time(|| engine.bring_together());
    let both: f64 = watch.0.iter().rev().take(2).sum();
    watch.0.push(both);
    watch.time(|| all_summaries(&mut engine, names));
    watch.0
}

fn all_summaries(engine: &mut Engine, names: &[String]) {
    for name in names {
        black_box(engine.summary(name, as_of()).ok());
    }
}

/// What is asked of a vault of people, and a change of a note of a meeting with the hub, and of the hub's own note.
fn about_people(engine: &mut Engine, [meeting, own]: [&support::Note; 2], watch: &mut Watch) {
    let as_of = as_of();
    watch.time(|| drop(black_box(engine.graph(&GraphQuery::default(), as_of))));
    watch.time(|| drop(black_box(engine.suggestions())));
    watch.time(|| drop(black_box(engine.brief(people::HUB, as_of))));
    let line = |note: &support::Note| format!("{}\nOne line more about {}.\n", note.text, people::HUB);
    let (more_of_meeting, more_of_own) = (line(meeting), line(own));
    watch.time(|| drop(engine.set(&meeting.path, more_of_meeting.as_bytes())));
    watch.time(|| drop(black_box(engine.summary(people::HUB, as_of))));
    watch.time(|| drop(black_box(engine.summary(people::HUB, as_of))));
    watch.time(|| drop(black_box(engine.brief(people::HUB, as_of))));
    watch.time(|| drop(engine.set(&own.path, more_of_own.as_bytes())));
}

fn load(engine: &mut Engine, notes: &[support::Note]) {
    for note in notes {
        engine.load(&note.path, note.text.as_bytes(), None).unwrap();
    }
}

/// One step again and again, after all that has to come before it.
fn only(step: &str, made: &Made) {
    let (as_of, prepared) = (as_of(), Prepared::new(made));
    let mut watch = Watch::default();
    let mut engine = made.engine(step.starts_with("eager"));
    match step {
        "load" | "eager-load" => watch.time(|| load(&mut engine, &made.notes)),
        _ => load(&mut engine, &made.notes),
    }
    match step {
        "load" | "eager-load" => {}
        "p" => watch.time(|| {
            for note in &made.notes {
                black_box(Parser::new_ext(&note.text, Markdown::all()).into_offset_iter().count());
            }
        }),
        "relations" | "eager-relations" => watch.time(|| engine.bring_together()),
        "from-records" => watch.time(|| {
            drop(black_box(Relations::new(
                &prepared.records,
                &prepared.vault,
                &prepared.schema,
            )))
        }),
        _ => engine.bring_together(),
    }
    let [of_hub, own] = made.of_hub.unwrap_or_default().map(|at| &made.notes[at]);
    let (changed, asked) = (
        &made.notes[made.change.0],
        made.change.1.as_ref().unwrap_or(&prepared.names[0]),
    );
    match step {
        "p" | "load" | "eager-load" | "relations" | "eager-relations" | "from-records" => {}
        "summaries" => watch.time(|| all_summaries(&mut engine, &prepared.names)),
        "table" => watch.time(|| drop(black_box(engine.entities(&EntityQuery::default(), as_of)))),
        "graph" => watch.time(|| drop(black_box(engine.graph(&GraphQuery::default(), as_of)))),
        "suggestions" => watch.time(|| drop(black_box(engine.suggestions()))),
        "hub" => watch.time(|| drop(black_box(engine.summary(people::HUB, as_of)))),
        "set" | "set-hub" | "set-own" | "summary" | "summary-hub" => {
            let (note, name) = match step {
                "set-hub" | "summary-hub" => (of_hub, people::HUB),
                "set-own" => (own, people::HUB),
                _ => (changed, asked.as_str()),
            };
            all_summaries(&mut engine, &prepared.names);
            for count in 0..20 {
                let text = format!("{}\n{count} lines more about {name}.\n", note.text);
                let mut set = || drop(engine.set(&note.path, text.as_bytes()));
                if step.starts_with("set") {
                    watch.time(set)
                } else {
                    set()
                }
                let mut ask = || drop(black_box(engine.summary(name, as_of)));
                if step.starts_with("set") {
                    ask()
                } else {
                    watch.time(ask)
                }
            }
        }
        _ => return println!("there is no step called {step}"),
    }
    println!("{step}: {:.1} µs", median(&mut watch.0) * 1e6);
    std::mem::forget((engine, prepared));
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
