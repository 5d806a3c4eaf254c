//! How fast entity notes are brought up to date, measured against a bare `pulldown-cmark` event loop over the same notes (P).
//!
//! `cargo bench --bench render` makes a vault of 1,000 and one of 10,000 notes (`-- 3000` one of that size), with an entity note
//! for each name in them, and brings them up to date 10,000 times in each way: with empty sections, with a line too few, when
//! there is nothing to be done, and right after a note was written. P is taken over the notes as they are then.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice, missing_docs)]

use std::hint::black_box;
use std::time::Instant;

use pulldown_cmark::{Options as Markdown, Parser};
use relata::engine::{Engine, EntityQuery, Options};
use relata::note::Day;

mod support;

const SIZES: [usize; 2] = [1_000, 10_000];
const REFRESHES: usize = 10_000;

fn main() {
    let asked: Vec<usize> = std::env::args().filter_map(|arg| arg.parse().ok()).collect();
    let sizes = if asked.is_empty() { SIZES.to_vec() } else { asked };
    sizes.into_iter().for_each(measure);
}

/// All ways, at one size.
fn measure(size: usize) {
    let mut vault = Vault::new(size);
    let old = vault.notes.clone();
    let behind = timed(|| vault.refresh());
    let new = behind.1;
    let parsed = timed(|| parse(&new)).0;
    let stale = timed(|| vault.stale());
    vault.write(&new);
    vault.notes = new.iter().map(without_a_line).collect();
    let lacking = timed(|| vault.refresh());
    let is_whole = lacking.1.iter().zip(&new).all(|(a, b)| a.1.len() == b.1.len());
    assert!(is_whole, "the line that was taken out is put in again");
    vault.notes.clone_from(&new);
    let again = timed(|| vault.refresh());
    let edited = timed(|| vault.set_and_refresh());
    let fresh = timed(|| vault.stale());
    let rendered = timed(|| vault.render());

    let count = old.len();
    let changed = old.iter().zip(&new).filter(|(old, new)| old.1 != new.1).count();
    let bytes = |notes: &[(String, String)]| notes.iter().map(|(_, text)| text.len()).sum::<usize>() / count;
    let added = new
        .iter()
        .zip(&old)
        .map(|(new, old)| new.1.lines().count() - old.1.lines().count());
    println!(
        "{size} notes, {count} entity notes of {} bytes, {} when new; {changed} were behind, by {} lines each; {} still are",
        bytes(&old),
        bytes(&new),
        added.sum::<usize>() / count,
        fresh.1
    );
    assert_eq!(again.1, new, "doing it twice is doing it once");
    println!("{:<34} {:>8} {:>10} {:>10} {:>8}", "", "times", "ms", "us each", "P");
    for (name, times, seconds) in [
        ("P", REFRESHES, parsed),
        ("refresh, empty sections", REFRESHES, behind.0),
        ("refresh, a line too few", REFRESHES, lacking.0),
        ("refresh, nothing to do", REFRESHES, again.0),
        ("set, refresh, nothing to do", REFRESHES, edited.0),
        ("render", REFRESHES, rendered.0),
        ("stale, empty sections", count, stale.0),
        ("stale, nothing to do", count, fresh.0),
    ] {
        let measure = parsed * times as f64 / REFRESHES as f64;
        println!(
            "{name:<34} {times:>8} {:>10.1} {:>10.2} {:>8.2}",
            seconds * 1e3,
            seconds * 1e6 / times as f64,
            seconds / measure
        );
    }
    println!();
}

/// A vault with an entity note for each of its names.
struct Vault {
    engine: Engine,
    notes: Vec<(String, String)>,
    as_of: Day,
}

impl Vault {
    fn new(size: usize) -> Self {
        let as_of = Day::parse("2026-01-01").unwrap();
        let mut engine = Engine::new(&Options::default()).unwrap();
        for note in support::vault(7, size) {
            engine.set(&note.path, note.text.as_bytes()).unwrap();
        }
        let rows = engine.entities(&EntityQuery::default(), as_of).unwrap();
        let implied = rows.iter().filter(|row| row.path.is_none());
        let notes = implied.map(|row| entity_note(&row.name)).collect();
        let mut vault = Self { engine, notes, as_of };
        vault.write(&vault.notes.clone());
        vault
    }

    fn write(&mut self, notes: &[(String, String)]) {
        for (path, text) in notes {
            self.engine.set(path, text.as_bytes()).unwrap();
        }
        self.notes = notes.to_vec();
        black_box(self.engine.about(&notes[0].0));
    }

    /// Each note in turn, until it was done often enough; the new notes.
    fn refresh(&mut self) -> Vec<(String, String)> {
        let mut new = Vec::with_capacity(REFRESHES);
        for (path, text) in self.notes.iter().cycle().take(REFRESHES) {
            let refreshed = self.engine.refresh(path, Some(text.as_bytes()), self.as_of).unwrap();
            new.push((refreshed.path, refreshed.content));
        }
        new.truncate(self.notes.len());
        new
    }

    /// As after each save in an editor.
    fn set_and_refresh(&mut self) {
        for (path, text) in self.notes.iter().cycle().take(REFRESHES) {
            self.engine.set(path, text.as_bytes()).unwrap();
            black_box(self.engine.refresh(path, Some(text.as_bytes()), self.as_of).unwrap());
        }
    }

    fn render(&mut self) {
        for (path, _) in self.notes.iter().cycle().take(REFRESHES) {
            black_box(self.engine.render(path, None, self.as_of).unwrap());
        }
    }

    fn stale(&mut self) -> usize {
        self.engine.stale(self.as_of).len()
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

/// A note without the first line of its Recent Context.
fn without_a_line((path, text): &(String, String)) -> (String, String) {
    let heading = text.find("## Recent Context").unwrap();
    let mut text = text.clone();
    if let Some(item) = text[heading..].find("\n- ") {
        let from = heading + item + 1;
        let length = text[from..].find('\n').unwrap() + 1;
        text.replace_range(from..from + length, "");
    }
    (path.clone(), text)
}

fn parse(notes: &[(String, String)]) {
    for (_, text) in notes.iter().cycle().take(REFRESHES) {
        black_box(Parser::new_ext(text, Markdown::all()).into_offset_iter().count());
    }
}

fn timed<T>(run: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = run();
    (start.elapsed().as_secs_f64(), result)
}
