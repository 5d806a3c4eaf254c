//! How fast a vault is loaded, changed, asked and restored, and what it keeps beyond the text.
//!
//! `cargo bench --bench vault` makes vaults of 1,000 and 10,000 notes; `cargo bench --bench vault -- 100000` one of that
//! size; `-- FOLDER` takes the notes of a folder; `-- --write FILE COUNT` writes made notes to a file, and `-- --p FILE` prints P of
//! them in milliseconds; `-- --only load FILE` loads them once, for a profiler, `-- --only restore FILE` restores them 20 times. P is the time of a bare `pulldown-cmark` event loop over the same bytes;
//! it takes turns with the others in one run. All notes but the hub itself link to three others; 4,400 of them link to the
//! hub.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]

use std::alloc::System;
use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use cap::Cap;
use relata::engine::{Engine, Options};
use relata::vault::Vault;

mod support;

#[global_allocator]
static ALLOCATED: Cap<System> = Cap::new(System, usize::MAX);

const ROUNDS: usize = 5;
const HUB: &str = "Hub.md";
const HUB_LINKS: usize = 4400;

type Notes = Vec<(String, Vec<u8>)>;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    match args.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["--write", file, count] => return write(file, &made(count.parse().unwrap())),
        ["--p", file] => return print_p(&written(file)),
        ["--only", what, file] => return only(what, &written(file)),
        _ => {}
    }
    let (mut sizes, mut folders) = (Vec::new(), Vec::new());
    for arg in &args {
        match arg.parse::<usize>() {
            Ok(size) => sizes.push(size),
            Err(_) => folders.push(arg),
        }
    }
    if args.is_empty() {
        sizes = vec![1000, 10_000];
    }
    for size in sizes {
        measure(&format!("{size} made notes"), &made(size));
    }
    for folder in folders {
        let mut notes = Notes::new();
        read(Path::new(folder), "", &mut notes);
        measure(folder, &notes);
    }
}

/// Writes notes as path and text, each with its length before it.
fn write(file: &str, notes: &Notes) {
    let mut bytes = Vec::new();
    for part in notes.iter().flat_map(|(path, text)| [path.as_bytes(), text]) {
        bytes.extend(u32::try_from(part.len()).unwrap().to_le_bytes());
        bytes.extend(part);
    }
    std::fs::write(file, bytes).unwrap();
}

fn written(file: &str) -> Notes {
    let bytes = std::fs::read(file).unwrap();
    let mut rest = &bytes[..];
    let mut part = || {
        let (length, behind) = rest.split_first_chunk::<4>()?;
        let (part, behind) = behind.split_at(u32::from_le_bytes(*length) as usize);
        rest = behind;
        Some(part.to_vec())
    };
    let mut notes = Notes::new();
    while let (Some(path), Some(text)) = (part(), part()) {
        notes.push((String::from_utf8(path).unwrap(), text));
    }
    notes
}

/// One piece of work alone, for a profiler.
fn only(what: &str, notes: &Notes) {
    let (spent, ()) = time(|| match what {
        "nothing" => {}
        "p" => pulldown(notes),
        "parse" => notes.iter().for_each(|(_, text)| drop(relata::note::parse(text))),
        "load" => std::mem::forget(load(notes)),
        "restore" => {
            let saved: Arc<[u8]> = load_engine(notes).save().into();
            for _ in 0..20 {
                Engine::restore_shelved(Box::new(Arc::clone(&saved)), &Options::default()).unwrap();
            }
        }
        "records" => std::mem::forget(load_engine(notes)),
        "backlinks" => {
            let vault = load(notes);
            let times = (0..200).map(|_| time(|| drop(vault.backlinks(HUB))).0);
            println!("fastest: {:.3} ms", times.min().unwrap_or_default().as_secs_f64() * 1e3);
        }
        _ => println!("there is nothing called {what}"),
    });
    println!("{what}: {:.1} ms", spent.as_secs_f64() * 1e3);
}

fn print_p(notes: &Notes) {
    let mut times: Vec<Duration> = (0..3).map(|_| time(|| pulldown(notes)).0).collect();
    println!("{}", ms(&mut times));
}

/// Made notes with links between them, and a hub.
fn made(count: usize) -> Notes {
    let notes = support::vault(7, count);
    let stem = |path: &str| path.rsplit('/').next().unwrap().trim_end_matches(".md").to_owned();
    let stems: Vec<String> = notes.iter().map(|note| stem(&note.path)).collect();
    let mut random = support::Random::new(11);
    let mut made: Notes = Vec::new();
    for (index, note) in notes.into_iter().enumerate() {
        let mut text = note.text;
        let links: Vec<String> = (0..3).map(|_| format!("[[{}]]", stems[random.below(count)])).collect();
        text += &format!("\n## See also\n\n{}\n", links.join(", "));
        if index < HUB_LINKS {
            text += "\nAsked about it in [[Hub]].\n";
        }
        made.push((note.path, text.into_bytes()));
    }
    made.push((HUB.to_owned(), b"# Hub\n".to_vec()));
    made
}

/// The notes of a folder.
fn read(folder: &Path, prefix: &str, notes: &mut Notes) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = format!("{prefix}{}", path.file_name().unwrap().to_string_lossy());
        if path.is_dir() {
            read(&path, &format!("{name}/"), notes);
        } else if path.extension().is_some_and(|extension| extension == "md") {
            let bytes = std::fs::read(&path).unwrap();
            notes.extend(String::from_utf8(bytes).ok().map(|text| (name, text.into_bytes())));
        }
    }
}

fn load(notes: &Notes) -> Vault {
    let mut vault = Vault::default();
    for (path, text) in notes {
        vault.load(path, text, None);
    }
    vault
}

/// With what notes say about entities.
fn load_engine(notes: &Notes) -> Engine {
    let mut engine = Engine::new(&Options::default()).unwrap();
    for (path, text) in notes {
        engine.load(path, text, None).unwrap();
    }
    engine.about(HUB);
    engine
}

fn pulldown(notes: &Notes) {
    use pulldown_cmark::{Options, Parser};
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS
        | Options::ENABLE_MATH;
    for (_, bytes) in notes {
        let text = std::str::from_utf8(bytes).unwrap();
        for event in Parser::new_ext(text, options).into_offset_iter() {
            black_box(event);
        }
    }
}

fn time<T>(work: impl FnOnce() -> T) -> (Duration, T) {
    let start = Instant::now();
    let result = black_box(work());
    (start.elapsed(), result)
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn measure(name: &str, notes: &Notes) {
    let bytes: usize = notes.iter().map(|(_, text)| text.len()).sum();
    println!("{name}: {} notes, {:.1} MB", notes.len(), bytes as f64 / 1e6);
    memory(notes, bytes);
    let saved = load(notes).save();
    let with_records = load_engine(notes).save();
    let shelf = || Box::new(Arc::<[u8]>::from(&*with_records));
    let mut times: [Vec<Duration>; 7] = Default::default();
    for _ in 0..ROUNDS {
        times[0].push(time(|| pulldown(notes)).0);
        let (spent, vault) = time(|| load(notes));
        times[1].push(spent);
        drop(vault);
        times[2].push(time(|| Vault::restore(&saved).unwrap()).0);
        times[3].push(
            time(|| {
                black_box(notes)
                    .iter()
                    .map(|(_, t)| relata::note::parse(t).links.len())
                    .sum::<usize>()
            })
            .0,
        );
        times[4].push(time(|| load_engine(notes)).0);
        times[5].push(time(|| Engine::restore(&with_records, &Options::default()).unwrap()).0);
        let shelf = shelf();
        times[6].push(time(|| Engine::restore_shelved(shelf, &Options::default()).unwrap()).0);
    }
    let [p, load_time, restore, parse, engine, engine_restore, shelved] = times.map(|mut times| median(&mut times));
    for (what, spent) in [
        ("P", p),
        ("parse", parse),
        ("load", load_time),
        ("restore", restore),
        ("load, with records", engine),
        ("restore of that", engine_restore),
        ("restore, texts on a shelf", shelved),
    ] {
        let of_p = spent.as_secs_f64() / p.as_secs_f64();
        let of_load = spent.as_secs_f64() / load_time.as_secs_f64();
        println!(
            "  {what:<26}{:>9.1} ms{of_p:>8.2} P{of_load:>8.2} of load",
            spent.as_secs_f64() * 1e3
        );
    }
    asked(&load(notes));
    changed(notes);
}

/// What a loaded vault holds beyond the text.
fn memory(notes: &Notes, bytes: usize) {
    let before = ALLOCATED.allocated();
    let mut vault = load(notes);
    // A change lets the last note's detail go.
    vault.delete(&notes[0].0);
    vault.set(&notes[0].0, &notes[0].1);
    vault.set_file("pic.png");
    let held = ALLOCATED.allocated() - before;
    let index = held as f64 / bytes as f64 - 1.0;
    println!("  index beyond the text   {index:>9.3} bytes per byte");
    for (path, _) in notes {
        vault.delete(path);
    }
    for (path, text) in notes {
        vault.set(path, text);
    }
    vault.set_file("pic2.png");
    let again = ALLOCATED.allocated() - before;
    println!(
        "  after deleting and setting all again {:.3} of that",
        again as f64 / held as f64
    );
}

fn asked(vault: &Vault) {
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(|| vault.backlinks(HUB)).0).collect();
    println!(
        "  {:<24}{:>9.3} ms, {} links",
        "backlinks of the hub",
        ms(&mut times),
        vault.backlinks(HUB).len()
    );
    let mut times: Vec<Duration> = (0..ROUNDS).map(|_| time(|| vault.resolved_links().len()).0).collect();
    println!("  {:<24}{:>9.3} ms", "all resolved links", ms(&mut times));
}

fn ms(times: &mut [Duration]) -> f64 {
    median(times).as_secs_f64() * 1e3
}

/// Sets, deletes and moves notes one at a time.
fn changed(notes: &Notes) {
    let mut vault = load(notes);
    let mut random = support::Random::new(5);
    let (mut set, mut delete, mut add, mut rename) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for _ in 0..200.min(notes.len()) {
        let (path, text) = &notes[random.below(notes.len() - 1)];
        let mut edited = text.clone();
        edited.extend(b"\nOne more line about [[Hub]].\n");
        set.push(time(|| vault.set(path, &edited)).0);
        delete.push(time(|| vault.delete(path)).0);
        add.push(time(|| vault.set(path, text)).0);
        let to = format!("Moved/{}", path.rsplit('/').next().unwrap());
        rename.push(time(|| vault.rename(path, &to)).0);
        vault.rename(&to, path);
    }
    for (what, mut times) in [("set", set), ("delete", delete), ("add", add), ("rename", rename)] {
        let middle = ms(&mut times);
        let last = times[times.len() - 1].as_secs_f64() * 1e3;
        println!("  {what:<26}{middle:>9.3} ms, at most {last:.3} ms");
    }
    let (spent, moved) = time(|| vault.rename(HUB, "Moved/The hub.md"));
    let edits = moved.map_or(0, |moved| moved.edits.len());
    println!(
        "  {:<24}{:>9.3} ms, {edits} edits",
        "rename of the hub",
        spent.as_secs_f64() * 1e3
    );
}
