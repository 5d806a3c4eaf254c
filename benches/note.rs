//! How fast notes are read, measured against a bare `pulldown-cmark` event loop over the same bytes (P).
//!
//! `cargo bench --bench note` reads a made vault of 1,000 notes; `cargo bench --bench note -- FOLDER` the notes of a folder.
//! All contenders take turns in one run; the table gives medians and their ratio to P. With `--once NAME` one contender
//! reads the vault once and nothing else, for instruction counts: `valgrind --tool=callgrind`. `--write FOLDER` writes the made vault,
//! and `--p FOLDER` prints P of a folder in milliseconds, for `js/bench/note.mjs`.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use relata::note;

mod support;

/// One way to read a note.
type Contender = (&'static str, fn(&[u8]));

const CONTENDERS: [Contender; 5] = [
    ("lines", lines),
    ("pulldown-cmark", pulldown),
    ("facts", facts),
    ("metadata", metadata),
    ("metadata as JSON", json),
];

fn lines(bytes: &[u8]) {
    black_box(memchr::memchr_iter(b'\n', bytes).count());
}

fn pulldown(bytes: &[u8]) {
    use pulldown_cmark::{Options, Parser};
    let text = std::str::from_utf8(bytes).unwrap();
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    for event in Parser::new_ext(text, options).into_offset_iter() {
        black_box(event);
    }
}

fn facts(bytes: &[u8]) {
    black_box(note::parse(bytes));
}

fn metadata(bytes: &[u8]) {
    black_box(note::metadata(&note::parse(bytes)));
}

fn json(bytes: &[u8]) {
    black_box(serde_json::to_vec(&note::metadata(&note::parse(bytes))).unwrap());
}

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [flag, folder] = args.as_slice()
        && flag == "--write"
    {
        return write_vault(Path::new(folder));
    }
    if let [flag, folder] = args.as_slice()
        && flag == "--p"
    {
        return print_p(&read_folder(Path::new(folder)));
    }
    let once = args.iter().position(|arg| arg == "--once");
    let folder = args.first().filter(|_| once != Some(0));
    let notes: Vec<Vec<u8>> = match folder {
        Some(folder) => read_folder(Path::new(folder)),
        None => support::vault(7, 1000)
            .into_iter()
            .map(|note| note.text.into_bytes())
            .collect(),
    };
    if let Some(at) = once {
        let name = &args[at + 1];
        let contender = CONTENDERS.iter().find(|(known, _)| known == name).unwrap();
        notes.iter().for_each(|note| (contender.1)(note));
        return;
    }
    measure(&notes);
}

/// Writes the made vault into a folder, for programs in other languages.
fn write_vault(folder: &Path) {
    for note in support::vault(7, 1000) {
        let path = folder.join(&note.path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, note.text).unwrap();
    }
}

/// Prints P of the notes in milliseconds: the best of three passes, after one that does not count.
fn print_p(notes: &[Vec<u8>]) {
    let pass = || {
        let start = Instant::now();
        notes.iter().for_each(|note| pulldown(note));
        start.elapsed().as_secs_f64() * 1e3
    };
    pass();
    println!("{}", (0..3).map(|_| pass()).fold(f64::MAX, f64::min));
}

fn measure(notes: &[Vec<u8>]) {
    let bytes: usize = notes.iter().map(Vec::len).sum();
    let mut times = vec![Vec::new(); CONTENDERS.len()];
    let began = Instant::now();
    while times[0].len() < 15 || began.elapsed() < Duration::from_secs(8) && times[0].len() < 101 {
        for (index, (_, read)) in CONTENDERS.iter().enumerate() {
            let start = Instant::now();
            notes.iter().for_each(|note| read(note));
            times[index].push(start.elapsed().as_secs_f64());
        }
    }
    let medians: Vec<f64> = times.iter_mut().map(|times| median(times)).collect();
    println!(
        "{} notes, {:.2} MB, {} rounds",
        notes.len(),
        bytes as f64 / 1e6,
        times[0].len()
    );
    println!("{:<18} {:>9} {:>8} {:>6}", "", "ms", "MB/s", "P");
    for ((name, _), median) in CONTENDERS.iter().zip(&medians) {
        let speed = bytes as f64 / 1e6 / median;
        println!(
            "{name:<18} {:>9.2} {speed:>8.0} {:>6.2}",
            median * 1e3,
            median / medians[1]
        );
    }
}

fn median(times: &mut [f64]) -> f64 {
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn read_folder(folder: &Path) -> Vec<Vec<u8>> {
    let mut notes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            notes.extend(read_folder(&path));
        } else if path.extension().is_some_and(|extension| extension == "md") {
            notes.push(std::fs::read(&path).unwrap());
        }
    }
    notes.retain(|note| std::str::from_utf8(note).is_ok());
    notes
}
