//! How fast task lines are read and queried, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench tasks` makes 100,000 task lines; `cargo bench --bench tasks -- 10000` as many. All steps take turns in
//! one run; the table gives medians, and their ratio to P.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::cell::OnceCell;
use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options, Parser};
use relata::note::Day;
use relata::note::task::{ParseOptions, Task, parse};
use relata::summary::query::{Concerns, Query, QueryContext, QueryTask};

mod support;

use support::Random;

const LINES: usize = 100_000;
const ROUNDS: usize = 7;

const QUERIES: [&str; 5] = [
    "not done",
    "not done\ndue before next month\nsort by due",
    "(due this month) OR (tags include #home)\npath includes note 1\ngroup by folder\ngroup by due\nlimit 50",
    "is blocked\nsort by description",
    "description regex matches /offer.*7/i",
];

const PATHS: [&str; 4] = ["Work/note 1.md", "Work/note 2.md", "Home/note 10.md", "note.md"];

fn main() {
    let count = std::env::args().find_map(|arg| arg.parse().ok()).unwrap_or(LINES);
    let mut random = Random::new(7);
    let lines: Vec<String> = (0..count).map(|number| line(&mut random, number)).collect();
    let text = lines.join("\n");
    println!("{count} task lines, {:.1} MB, {ROUNDS} rounds", text.len() as f64 / 1e6);
    let mut times = vec![Vec::new(); 3 + QUERIES.len()];
    let mut found = Vec::new();
    for _ in 0..ROUNDS {
        let (round, totals) = round(&text, &lines);
        round
            .into_iter()
            .zip(&mut times)
            .for_each(|(time, times)| times.push(time));
        found = totals;
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    println!("{:<12} {:>10} {:>8}", "", "ms", "P");
    let names = ["P", "read", "read strict"].into_iter().map(str::to_owned);
    let queries = QUERIES
        .iter()
        .zip(&found)
        .map(|(query, found)| format!("{found} found: {query:?}"));
    for (name, time) in names.chain(queries).zip(&medians) {
        println!("{name:<12} {:>10.3} {:>8.3}", time * 1e3, time / medians[0]);
    }
}

/// A task line of one of the kinds that real notes have.
fn line(random: &mut Random, number: usize) -> String {
    let day = format!("2025-{:02}-{:02}", random.below(12) + 1, random.below(28) + 1);
    match random.below(8) {
        0 => format!("- [ ] Send the offer number {number} to the bank @Dana Ruiz 📅 {day} ⏫ #task #sales/big"),
        1 => format!("- [x] Pay bill {number} ✅ {day}"),
        2 => format!(
            "  - [?] Confirm that topic {number} is feasible, and report back. @Myself 📅 {day} 🔽 #task #proposed"
        ),
        3 => format!("- [ ] Water the plants {number} 🔁 every 2 weeks on Monday 📅 {day}"),
        4 => format!("* [/] Draft [[Plan {number}]] [due:: {day}] [owner:: Bo Lind] (priority:: high)"),
        5 => format!("- [ ] something to do without any field, number {number}"),
        6 => format!("- [ ] Call `code {number}` 🆔 t{number} ⛔ t{} ➕ {day}", number + 8),
        _ => format!("> - [-] Give up {number} ❌ {day} #home ^b{number}"),
    }
}

fn round(text: &str, lines: &[String]) -> (Vec<f64>, Vec<usize>) {
    let mut times = Vec::new();
    time(&mut times, || {
        Parser::new_ext(text, Options::ENABLE_TASKLISTS)
            .into_offset_iter()
            .for_each(|event| drop(black_box(event)))
    });
    let tasks = time(&mut times, || read(lines, false));
    time(&mut times, || drop(black_box(read(lines, true))));
    let unknown: Vec<OnceCell<_>> = tasks.iter().map(|_| OnceCell::new()).collect();
    let all: Vec<QueryTask<'_>> = tasks
        .iter()
        .zip(&unknown)
        .enumerate()
        .map(|(at, (task, concerns))| place(task, at, concerns))
        .collect();
    let context = QueryContext {
        today: Day::parse("2025-06-10").unwrap(),
        path: None,
        global_filter: "",
    };
    let found = QUERIES.map(|text| time(&mut times, || Query::parse(text, &context).unwrap().run(&all).total));
    (times, found.to_vec())
}

fn read(lines: &[String], strict: bool) -> Vec<Task> {
    let options = ParseOptions {
        strict,
        ..ParseOptions::default()
    };
    lines.iter().filter_map(|line| parse(line, &options)).collect()
}

fn place<'a>(task: &'a Task, at: usize, concerns: &'a OnceCell<Box<Concerns>>) -> QueryTask<'a> {
    QueryTask {
        task,
        path: PATHS[at % PATHS.len()],
        heading: Some("Next Steps"),
        line: 1,
        concerns,
    }
}

fn time<T>(times: &mut Vec<f64>, step: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let value = black_box(step());
    times.push(start.elapsed().as_secs_f64());
    value
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}
