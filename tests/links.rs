//! The table of tests/spec/links.md, and link counts against what the host app itself recorded, where that is at hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic)]
use std::fs;
use std::path::Path;

use relata::vault::{Resolved, Vault};
use serde_json::Value;

/// One row of the table.
#[derive(Debug)]
struct Row {
    from: String,
    target: String,
    path: Option<String>,
    by: String,
    line: Option<String>,
}

/// A section: its files with their texts, and its rows.
#[derive(Debug, Default)]
struct Section {
    name: String,
    files: Vec<(String, String)>,
    rows: Vec<Row>,
}

fn code(cell: &str) -> String {
    cell.trim().trim_matches('`').replace("\\|", "|")
}

/// The cells of a table row; `\|` is part of its cell.
fn cells(line: &str) -> Vec<String> {
    let inner = line.trim().trim_matches('|').replace("\\|", "\0");
    inner.split('|').map(|cell| cell.trim().replace('\0', "\\|")).collect()
}

fn row(cells: &[String]) -> Row {
    let note = relata::note::parse(code(&cells[1]).as_bytes());
    let [link] = note.links.as_slice() else {
        panic!("one link is expected in {}", cells[1]);
    };
    let path = code(&cells[2]);
    Row {
        from: code(&cells[0]),
        target: link.target.to_string(),
        path: (path != "-").then_some(path),
        by: cells[3].clone(),
        line: cells.get(4).cloned(),
    }
}

fn sections(text: &str) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    let mut fenced = false;
    for line in text.lines() {
        if let Some(name) = line.strip_prefix("## ").filter(|_| !fenced) {
            sections.push(Section {
                name: name.to_owned(),
                ..Section::default()
            });
            continue;
        }
        let Some(section) = sections.last_mut() else { continue };
        if line.starts_with("```") {
            fenced = !fenced;
        } else if fenced {
            let (_, content) = section.files.last_mut().unwrap();
            content.push_str(line);
            content.push('\n');
        } else if let Some(path) = line.strip_prefix("- ") {
            section.files.push((code(path), String::new()));
        } else if line.starts_with("| `") {
            section.rows.push(row(&cells(line)));
        }
    }
    sections
}

fn open(mut vault: Vault, section: &Section) -> Vault {
    for (path, text) in &section.files {
        if relata::vault::path::without_md(path).is_some() {
            vault.set(path, text.as_bytes());
        } else {
            vault.set_file(path);
        }
    }
    vault
}

fn by(found: Option<Resolved>) -> String {
    let ambiguous = |found: &Resolved| if found.ambiguous { ", ambiguous" } else { "" };
    found.map_or(String::new(), |found| {
        format!("{}{}", found.by.name(), ambiguous(&found))
    })
}

#[test]
fn links_lead_where_the_table_says() {
    let text = include_str!("spec/links.md");
    let mut rows = 0;
    for section in sections(text) {
        let (vault, strict) = (open(Vault::default(), &section), open(Vault::strict(), &section));
        for row in &section.rows {
            rows += 1;
            let at = format!("{}: {row:?}", section.name);
            let found = vault.resolve(&row.target, &row.from);
            assert_eq!(found.map(|found| found.path), row.path.as_deref(), "{at}");
            assert_eq!(by(found), row.by, "{at}");
            let of_host = row.by.starts_with("path") || row.by.starts_with("name");
            let expected = row.path.as_deref().filter(|_| of_host);
            assert_eq!(
                strict.resolve(&row.target, &row.from).map(|found| found.path),
                expected,
                "strict, {at}"
            );
            assert_eq!(vault.dest(&row.target, &row.from), expected, "{at}");
            if let (Some(line), Some(found)) = (&row.line, found) {
                let place = vault.subpath(found.path, found.subpath);
                let place = place.map(|span| vault.note(found.path).unwrap().line_of(span.start) + 1);
                assert_eq!(place.map_or("-".to_owned(), |line| line.to_string()), *line, "{at}");
            }
        }
        assert!(!section.rows.is_empty(), "{} has no rows", section.name);
    }
    println!("{rows} links compared");
    assert!(rows > 60);
}

const RECORDED: &str = "../shared/conformance/obsidian-cache/vault-links.json";

#[test]
fn counts_are_what_the_host_recorded() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join(RECORDED);
    if !file.parent().is_some_and(Path::is_dir) {
        println!("no recordings at {RECORDED}: nothing compared");
        return;
    }
    let recorded: Value = serde_json::from_str(&fs::read_to_string(&file).unwrap()).unwrap();
    let mut vault = Vault::default();
    for path in recorded["files"].as_array().unwrap() {
        let path = path.as_str().unwrap();
        match path.ends_with(".md") {
            true => vault.set(path, b""),
            false => vault.set_file(path),
        };
    }
    let notes = recorded["notes"].as_array().unwrap();
    for note in notes {
        vault.set(
            note["path"].as_str().unwrap(),
            note["markdown"].as_str().unwrap().as_bytes(),
        );
    }
    let resolved = serde_json::to_value(vault.resolved_links()).unwrap();
    let unresolved = serde_json::to_value(vault.unresolved_links()).unwrap();
    let mut failures = Vec::new();
    for note in notes {
        let path = note["path"].as_str().unwrap();
        for (ours, theirs) in [
            (&resolved[path], &note["resolved"]),
            (&unresolved[path], &note["unresolved"]),
        ] {
            if ours != theirs {
                failures.push(format!("{path}:\n  ours   {ours}\n  theirs {theirs}"));
            }
        }
    }
    println!(
        "{} recorded notes compared, {} differences",
        notes.len(),
        failures.len()
    );
    assert!(!notes.is_empty(), "the file is there, but holds no note");
    assert!(failures.is_empty(), "{}", failures.join("\n"));
}
