//! How fast task lines are read and queried, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench tasks` makes 100,000 task lines; `cargo bench --bench tasks -- 10000` as many. All steps take turns in
//! one run; the table gives medians, and their ratio to P. Last come queries of a vault that holds the lines, 20 to a note, in
//! which 200 people own them: first with the tasks of all notes to be read, then as they are kept.
//!
//! `cargo bench --bench tasks -- --write FOLDER` writes that vault, `-- --p FOLDER` prints P of its notes in milliseconds.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::cell::OnceCell;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use pulldown_cmark::{Options, Parser};
use relata::engine::Engine;
use relata::note::Day;
use relata::note::task::{ParseOptions, Task, parse};
use relata::summary::query::{Concerns, Query, QueryContext, QueryTask, TaskQuery};

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
    let args: Vec<String> = std::env::args().collect();
    let folder = |name: &str| Some(args.get(args.iter().position(|arg| arg == name)? + 1)?.as_str());
    if let Some(folder) = folder("--write") {
        return write(Path::new(folder));
    }
    if let Some(folder) = folder("--p") {
        return println!("{}", bare(folder) * 1e3);
    }
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
    in_a_vault(count);
}

/// Tasks of a note.
const IN_NOTE: usize = 20;

/// Notes that hold the lines, and those of their owners.
fn notes(count: usize) -> Vec<(String, String)> {
    let mut random = Random::new(11);
    let people = (0..200).map(|n| {
        (
            format!("People/Ada {}.md", name(n)),
            format!("---\ntype: person\n---\n# Ada {}\n", name(n)),
        )
    });
    let lines: Vec<String> = (0..count)
        .map(|n| line(&mut random, n).replace("Dana Ruiz", &format!("Ada {}", name(n % 200))))
        .collect();
    let notes = lines.chunks(IN_NOTE).enumerate();
    let notes = notes.map(|(n, lines)| (format!("Notes/{n}.md"), format!("# Note {n}\n\n{}\n", lines.join("\n"))));
    people.chain(notes).collect()
}

/// A surname of letters.
fn name(n: usize) -> String {
    let letter = |n: usize| char::from(b'a' + u8::try_from(n % 26).unwrap());
    format!("Qu{}{}ill", letter(n / 26), letter(n))
}

fn write(folder: &Path) {
    for (path, text) in notes(LINES) {
        let file = folder.join(path);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
}

fn bare(folder: &str) -> f64 {
    let texts: Vec<String> = ["Notes", "People"]
        .iter()
        .flat_map(|part| fs::read_dir(Path::new(folder).join(part)).unwrap())
        .map(|file| fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    let mut times = Vec::new();
    (0..ROUNDS).for_each(|_| time(&mut times, || texts.iter().for_each(|text| events(text))));
    median(&mut times)
}

fn events(text: &str) {
    Parser::new_ext(text, Options::ENABLE_TASKLISTS)
        .into_offset_iter()
        .for_each(|event| drop(black_box(event)));
}

fn in_a_vault(count: usize) {
    let notes = notes(count);
    let queries = [
        "not done\ndue before next month\nsort by due\nlimit 50",
        "owner is ada quacill",
        "group by owner\nlimit groups to 1",
    ];
    let mut times = vec![Vec::new(); 2 + 2 * queries.len()];
    for _ in 0..ROUNDS.min(3) {
        let mut engine = Engine::new(&relata::engine::Options::default()).unwrap();
        for (path, text) in &notes {
            engine.set(path, text.as_bytes()).unwrap();
        }
        engine.entities(&relata::engine::EntityQuery::default(), day()).unwrap();
        let mut round = Vec::new();
        time(&mut round, || notes.iter().for_each(|(_, text)| events(text)));
        let ask = |engine: &mut Engine, query: &str| {
            let query = TaskQuery {
                query: Some(query.to_owned()),
                ..TaskQuery::default()
            };
            engine.tasks(&query, day()).unwrap().total
        };
        time(&mut round, || ask(&mut engine, "path includes nowhere"));
        for query in queries {
            time(&mut round, || ask(&mut engine, query));
            time(&mut round, || ask(&mut engine, query));
        }
        round
            .into_iter()
            .zip(&mut times)
            .for_each(|(time, times)| times.push(time));
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    println!("\n{} notes in a vault", notes.len());
    let asked = queries
        .iter()
        .flat_map(|query| [format!("first: {query:?}"), format!("again: {query:?}")]);
    let names = ["P".to_owned(), "reads all tasks".to_owned()].into_iter().chain(asked);
    for (name, time) in names.zip(&medians) {
        println!("{:>10.3} ms {:>8.3} P  {name}", time * 1e3, time / medians[0]);
    }
}

fn day() -> Day {
    Day::parse("2025-06-10").unwrap()
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
    time(&mut times, || events(text));
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
        today: day(),
        path: None,
        global_filter: "",
        global_query: "",
        presets: None,
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
