//! The readable examples in `tests/spec/tasks-*.md`.
//!
//! A block is an input, the one after it what must come of it. The word after the fence says what is done with the input:
//! `task` reads a line, `toggle` toggles one, `next` gives the dates after a rule; more words are options.

#![allow(clippy::unwrap_used)] // tests may panic: that is how they fail
#![allow(clippy::panic)]

use std::fs;
use std::path::Path;

use relata::note::task::{self, Format, ParseOptions, ToggleOptions};
use serde_json::{Map, Value, json};

/// A fenced block: the words after its fence, and its lines.
struct Block<'a> {
    words: Vec<&'a str>,
    lines: Vec<&'a str>,
    heading: &'a str,
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut blocks: Vec<Block<'_>> = Vec::new();
    let (mut heading, mut open) = ("", false);
    for line in text.lines() {
        match line.strip_prefix("```") {
            Some(words) if !open => blocks.push(Block {
                words: words.split_whitespace().collect(),
                lines: Vec::new(),
                heading,
            }),
            None if open => blocks.last_mut().unwrap().lines.push(line),
            None if line.starts_with('#') => heading = line.trim_start_matches(['#', ' ']),
            _ => {}
        }
        open ^= line.starts_with("```");
    }
    blocks
}

fn run(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec").join(file);
    let text = fs::read_to_string(path).unwrap();
    let blocks = blocks(&text);
    assert!(
        !blocks.is_empty() && blocks.len().is_multiple_of(2),
        "{file}: blocks come in pairs"
    );
    let failures: Vec<String> = blocks.chunks(2).filter_map(|pair| check(pair).err()).collect();
    assert!(failures.is_empty(), "{file}:\n{}", failures.join("\n"));
    println!("{file}: {} examples", blocks.len() / 2);
}

fn check(pair: &[Block<'_>]) -> Result<(), String> {
    let [given, expected] = pair else { return Ok(()) };
    let [input] = given.lines.as_slice() else {
        return Err(format!("{}: one line is given", given.heading));
    };
    let (what, options) = given.words.split_first().unwrap();
    let actual = match *what {
        "task" => read(input, options),
        "toggle" => toggled(input, options),
        "next" => next(input, options),
        other => return Err(format!("{}: nothing is called {other}", given.heading)),
    };
    let wanted: Value = match expected.words.as_slice() {
        ["lines"] => json!(expected.lines),
        _ => serde_json::from_str(&expected.lines.join("\n")).map_err(|e| format!("{}: {e}", given.heading))?,
    };
    match holds(&actual, &wanted) {
        true => Ok(()),
        false => Err(format!(
            "## {}\n  {input}\n  expected {wanted}\n  actual   {actual}",
            given.heading
        )),
    }
}

/// Whether all of `wanted` stands in `actual`; objects may hold more.
fn holds(actual: &Value, wanted: &Value) -> bool {
    match (actual, wanted) {
        (Value::Object(actual), Value::Object(wanted)) => wanted
            .iter()
            .all(|(name, value)| actual.get(name).is_some_and(|actual| holds(actual, value))),
        (Value::Array(actual), Value::Array(wanted)) => {
            actual.len() == wanted.len() && actual.iter().zip(wanted).all(|(actual, wanted)| holds(actual, wanted))
        }
        _ => actual == wanted,
    }
}

fn read(line: &str, options: &[&str]) -> Value {
    let options = ParseOptions {
        strict: options.contains(&"strict"),
        format: if options.contains(&"dataview") {
            Format::Dataview
        } else {
            Format::Emoji
        },
        owner_links: options.contains(&"ownerLinks"),
        ..ParseOptions::default()
    };
    let Some(parsed) = task::parse_and_write(line, &options) else {
        return Value::Null;
    };
    let codes: Vec<&str> = parsed.task.diagnostics.iter().map(|d| d.code).collect();
    let mut value = serde_json::to_value(&parsed).unwrap();
    value
        .as_object_mut()
        .unwrap()
        .insert("diagnostics".to_owned(), json!(codes));
    value
}

fn toggled(line: &str, options: &[&str]) -> Value {
    let mut settings = values(options);
    let status = settings.remove("setStatusTo");
    let strict = options.contains(&"strict");
    let options = json!({ "today": "2025-06-10", "settings": settings, "setStatusTo": status, "strict": strict });
    let options: ToggleOptions = serde_json::from_value(options).unwrap();
    json!(task::toggle(line, &options).lines)
}

fn next(rule: &str, options: &[&str]) -> Value {
    let mut dates = values(options);
    let today = serde_json::from_value(dates.remove("today").unwrap()).unwrap();
    let dates = serde_json::from_value(Value::Object(dates)).unwrap();
    json!(task::next_occurrence(rule, today, dates))
}

/// Options of the form `name=value`.
fn values(options: &[&str]) -> Map<String, Value> {
    let pairs = options.iter().filter_map(|option| option.split_once('='));
    let value = |text: &str| text.parse::<bool>().map_or_else(|_| json!(text), |yes| json!(yes));
    pairs.map(|(name, text)| (name.to_owned(), value(text))).collect()
}

#[test]
fn fields() {
    run("tasks-fields.md");
}

#[test]
fn owners() {
    run("tasks-owners.md");
}

#[test]
fn recurrence() {
    run("tasks-recurrence.md");
}

#[test]
fn toggling() {
    run("tasks-toggle.md");
}
