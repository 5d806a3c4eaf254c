//! Whole entity notes.

#![allow(clippy::unwrap_used)]

mod common;

use relata::engine::{Engine, Options};
use relata::note::Day;
use relata::relation::{Words, name_key, unmarked};

/// The text under each heading, with the heading.
fn sections(text: &str) -> Vec<(&str, &str)> {
    let text = text.split_once("\n## ").map_or("", |(_, sections)| sections);
    text.split("\n## ")
        .map(|section| section.split_once('\n').unwrap())
        .collect()
}

#[test]
fn real_notes_come_out_as_they_are() {
    let folder = common::root("../shared/seeds");
    if !folder.exists() {
        println!("real notes: not on this machine, 0 compared");
        return;
    }
    let mut compared = 0;
    for (path, content) in common::files(&folder) {
        let text = String::from_utf8(content).unwrap();
        let mut engine = Engine::default();
        engine.set(&path, text.as_bytes()).unwrap();
        let as_of = Day::parse("2026-01-03").unwrap();
        let Ok(rendered) = engine.render(&path, None, as_of) else {
            continue;
        };
        assert_eq!(rendered, text, "{path}");
        compared += sections(&text).len();
    }
    assert!(compared > 10);
    println!("real notes: {compared} sections compared");
}

/// A note of the interaction that a line of Recent Context stands for, as such notes are written.
fn meeting(nth: usize, line: &str, entity: (&str, &str), lists: &str) -> Option<(String, String)> {
    let rest = line.strip_prefix("- ")?;
    let (day, rest) = rest.split_once(": [[")?;
    let (link, said) = rest.split_once("]]")?;
    let said = said.strip_prefix(" - ").unwrap_or(said);
    let (said, via) = match said.strip_suffix(')').and_then(|said| said.rsplit_once(" (via ")) {
        Some((said, via)) => (said, Some(via)),
        None => (said, None),
    };
    // The line shows the first 100 characters; whatever came behind them.
    let summary = said
        .strip_suffix("...")
        .map_or(said.to_owned(), |said| format!("{said}and so on."));
    let (name, field) = entity;
    let filed = via.map_or(format!("{field}: \"{name}\""), |via| format!("person: \"{via}\""));
    let named = if via.is_some() {
        format!("\n## Notes\n\nAbout [[{name}]].\n")
    } else {
        String::new()
    };
    // Two notes of one day with nearly the same words would be one interaction.
    let own: String = (0..30).map(|word| format!("w{nth}x{word} ")).collect();
    let summary = if summary.is_empty() {
        summary
    } else {
        format!("## Summary\n\n{summary}\n")
    };
    let lists = if via.is_some() { "" } else { lists };
    Some((
        format!("Meetings/{link}.md"),
        format!("---\ndate: {day}\n{filed}\n---\n\n{summary}{lists}{named}\n```\n{own}\n```\n"),
    ))
}

/// A section without the lines that nearly repeat one above: of those the notes' wording is taken once.
fn without_repeats(section: &str) -> String {
    let words = |line: &str| Words::of(&name_key(unmarked(line.trim_start_matches("- "))));
    let mut kept: Vec<&str> = Vec::new();
    for line in section.trim().lines() {
        if !line.starts_with("- ") || kept.iter().all(|other| !words(other).near(&words(line))) {
            kept.push(line);
        }
    }
    kept.join("\n")
}

#[test]
fn notes_that_hold_the_facts_give_the_sections_of_real_notes() {
    let folder = common::root("../shared/seeds");
    if !folder.exists() {
        println!("real notes: not on this machine, 0 compared");
        return;
    }
    let mut compared = 0;
    for (path, content) in common::files(&folder) {
        let text = String::from_utf8(content).unwrap();
        let Some((head, _)) = text.split_once("\n## Recent Context") else {
            continue;
        };
        let name = head.rsplit_once("# ").unwrap().1.trim();
        let field = if text.contains("type: customer") {
            "account"
        } else {
            "person"
        };
        let stated = ["Account Status", "Profile"];
        let all = sections(&text);
        let own: String = all
            .iter()
            .filter(|(title, _)| stated.contains(title))
            .map(|(t, body)| format!("\n## {t}\n{body}"))
            .collect();
        let said = ["Key Facts", "Topics", "Opportunities", "Blockers", "Key Decisions"];
        let lists: String = all
            .iter()
            .filter(|(title, _)| said.contains(title))
            .map(|(t, body)| format!("\n## {t}\n{body}"))
            .collect();
        // A topic with commas in it reads as several, so that there are more than the usual fifteen.
        let mut engine = Engine::new(&Options {
            schema: Some("limits:\n  topics: 20\n".to_owned()),
            ..Options::default()
        })
        .unwrap();
        engine.set(&path, format!("{head}\n{own}").as_bytes()).unwrap();
        let (_, context) = all.iter().find(|(title, _)| *title == "Recent Context").unwrap();
        let lines: Vec<&str> = context.lines().filter(|line| line.starts_with("- ")).collect();
        let mut lists = lists.as_str();
        for (nth, line) in lines.iter().enumerate() {
            let (path, note) = meeting(nth, line, (name, field), lists).unwrap();
            engine.set(&path, note.as_bytes()).unwrap();
            if !line.ends_with(')') {
                lists = "";
            }
        }
        let rendered = engine.render(&path, None, Day::parse("2026-01-03").unwrap()).unwrap();
        let rendered = sections(&rendered);
        for (title, body) in all
            .iter()
            .filter(|(title, _)| said.contains(title) || stated.contains(title) || *title == "Recent Context")
        {
            let (_, found) = rendered
                .iter()
                .find(|(t, _)| t == title)
                .unwrap_or_else(|| panic!("{path}: {title}"));
            // Lines of one day have no order of their own; the notes' names give them one.
            let sorted = |text: &str| {
                let mut lines: Vec<String> = text.trim().lines().map(str::to_owned).collect();
                lines.sort();
                lines
            };
            if *title == "Recent Context" {
                assert_eq!(sorted(found), sorted(body), "{path}: {title}");
                let days = |text: &str| {
                    text.lines()
                        .filter_map(|l| l.get(2..12).map(str::to_owned))
                        .collect::<Vec<_>>()
                };
                assert_eq!(days(found), days(body), "{path}: {title}");
            } else {
                assert_eq!(found.trim(), without_repeats(body), "{path}: {title}");
            }
            compared += 1;
        }
    }
    assert!(compared > 8);
    println!("real notes: {compared} sections compared with what their meetings give");
}

/// For each kind one entity with a note, made from it and the other notes, and made anew from its properties and the
/// other notes; and entities that have no note.
const GOLDEN: [(&str, &str); 5] = [
    ("person", "People/Ilse Brandvoort.md"),
    ("customer", "Customers/Ostrand Lines/README.md"),
    ("project", "Projects/Project Petrel/README.md"),
    ("partner", "Partners/Callowby Cellular.md"),
    ("forum", "Forums/Cold Chain Roundtable.md"),
];

#[test]
fn whole_notes_equal_the_golden_files() {
    let as_of = Day::parse("2026-10-01").unwrap();
    let folder = common::root("tests/vaults/harbor");
    let mut engine = common::open(&folder);
    let mut found = Vec::new();
    for (kind, path) in GOLDEN {
        found.push((format!("{kind}.md"), engine.render(path, None, as_of).unwrap()));
        let text = std::fs::read_to_string(folder.join(path)).unwrap();
        let properties = text.split("\n---\n").next().unwrap();
        let mut engine = common::open(&folder);
        engine.set(path, format!("{properties}\n---\n").as_bytes()).unwrap();
        found.push((format!("{kind}-anew.md"), engine.render(path, None, as_of).unwrap()));
    }
    for (kind, name) in [("person", "Tom"), ("customer", "Fennimore Grain")] {
        found.push((format!("{kind}-implied.md"), engine.render(name, None, as_of).unwrap()));
    }
    let golden = common::root("tests/golden/render");
    for (name, text) in found {
        if std::env::var_os("UPDATE_GOLDEN").is_some() {
            std::fs::create_dir_all(&golden).unwrap();
            std::fs::write(golden.join(&name), &text).unwrap();
        }
        let expected = std::fs::read_to_string(golden.join(&name)).unwrap_or_default();
        assert_eq!(
            text, expected,
            "{name}: UPDATE_GOLDEN=1 cargo test --test render writes it anew"
        );
    }
}

#[test]
fn a_whole_note_needs_nothing_more() {
    let as_of = Day::parse("2026-10-01").unwrap();
    let mut engine = common::open(&common::root("tests/vaults/harbor"));
    let rows = engine.entities(&Default::default(), as_of).unwrap();
    assert!(rows.len() > 20);
    for row in rows {
        let name = row.path.clone().unwrap_or_else(|| row.name.to_string());
        let text = engine.render(&name, None, as_of).unwrap();
        let path = row.path.unwrap_or_else(|| format!("People/{}.md", row.name));
        let mut engine = common::open(&common::root("tests/vaults/harbor"));
        engine.set(&path, text.as_bytes()).unwrap();
        let again = engine.refresh(&path, Some(text.as_bytes()), as_of).unwrap();
        assert_eq!((again.changes, again.content), (Vec::new(), text.clone()), "{name}");
        assert_eq!(
            engine
                .render(&path, None, as_of)
                .unwrap()
                .replace("auto_created: true\n", ""),
            text.replace("auto_created: true\n", "")
        );
    }
}
