//! The readable examples in `tests/spec/*.md`: each pair of blocks in them is a test of its own.
//!
//! A file takes part when one of its lines names the function that its examples are for:
//!
//! ````md
//! Drives: `repair`
//!
//! ## A heading
//!
//! Prose, as much as it takes.
//!
//! ```input
//! G√ºnter
//! ```
//! ```expected
//! Günter
//! ```
//! ````
//!
//! - The line holds for all pairs below it, up to the next one. The functions are in [`DRIVERS`]: bytes in, text out.
//! - Prose may stand between the two blocks of a pair. A fence may be longer, or of tildes, so that blocks can hold fences.
//! - ```` ```expected ```` is compared as text, without the last line end. ```` ```json ```` is compared as JSON: of an object only
//!   the keys that are given count, all else must be equal.
//! - ```` ```same ```` in place of the second block, empty, says that the text comes back as it went in.
//! - `escaped` after the first word, as in ```` ```input escaped ````: in the block `\r`, `\n`, `\t`, `\0`, `\\`, `\xHH` (a byte) and
//!   `\u{H…}` stand for what they do in Rust, and line ends of the block stand for nothing.
//!
//! `cargo test --test spec` runs all, `cargo test --test spec repair` those whose file, heading or function has that word.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::panic, clippy::string_slice)]

use std::path::Path;
use std::process::ExitCode;

use libtest_mimic::{Arguments, Failed, Trial};
use serde_json::Value;

/// What an example drives: the bytes of its first block in, the text to compare out.
type Driver = fn(&[u8]) -> String;

/// What examples can be for.
const DRIVERS: &[(&str, Driver)] = &[
    ("decode", drivers::decode),
    ("repair", drivers::repair),
    ("repair-changes", drivers::repair_changes),
    ("note", note_view::read),
    ("task", task_view::read),
    ("toggle", task_view::toggle),
    ("next-occurrence", task_view::next_occurrence),
    ("query", task_view::query),
    ("refresh", refresh_view::read),
];

#[path = "common/note_view.rs"]
mod note_view;
#[path = "common/refresh_view.rs"]
mod refresh_view;
#[path = "common/task_view.rs"]
mod task_view;

mod drivers {
    use std::fmt::Write as _;

    /// What was read: encoding, mark, text and findings, a line each.
    pub(super) fn decode(bytes: &[u8]) -> String {
        let decoded = relata::text::decode(bytes);
        let mark = if decoded.bom { ", mark" } else { "" };
        let mut out = format!("{}{mark}: {:?}", decoded.encoding.name(), decoded.text);
        for found in decoded.diagnostics {
            write!(
                out,
                "\n{} {}..{}: {}",
                found.code, found.span.start, found.span.end, found.message
            )
            .unwrap();
        }
        out
    }

    /// The repaired text.
    pub(super) fn repair(bytes: &[u8]) -> String {
        let text = std::str::from_utf8(bytes).unwrap();
        relata::text::repair(text).map_or_else(|| text.to_owned(), |repaired| repaired.text)
    }

    /// A line for each change: where, what, what it is now, what it was misread as.
    pub(super) fn repair_changes(bytes: &[u8]) -> String {
        let text = std::str::from_utf8(bytes).unwrap();
        let changes = relata::text::repair(text).map(|repaired| {
            let line = |change: &relata::text::Repair| {
                let (before, after) = (change.before, change.after);
                let times = if change.times > 1 {
                    format!(" {} times", change.times)
                } else {
                    String::new()
                };
                format!(
                    "{}..{} {:?} is {:?}: {}{times}",
                    before.start,
                    before.end,
                    before.of(text),
                    after.of(&repaired.text),
                    change.charset.name()
                )
            };
            repaired.changes.iter().map(line).collect::<Vec<_>>().join("\n")
        });
        changes.unwrap_or_else(|| "none".to_owned())
    }
}

/// A fenced block: its info string's words and its text.
#[derive(Debug, Clone)]
struct Block {
    line: usize,
    kind: String,
    escaped: bool,
    text: String,
}

/// One pair.
#[derive(Debug)]
struct Case {
    name: String,
    driver: Driver,
    input: Block,
    expected: Block,
}

fn main() -> ExitCode {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    let mut trials = Vec::new();
    for file in files.iter().filter(|file| file.extension().is_some_and(|e| e == "md")) {
        let name = file.file_stem().unwrap().to_string_lossy();
        let text = std::fs::read_to_string(file).unwrap().replace("\r\n", "\n");
        trials.extend(cases(&name, &text).into_iter().map(trial));
    }
    libtest_mimic::run(&Arguments::from_args(), trials).exit_code()
}

fn trial(case: Case) -> Trial {
    Trial::test(case.name.clone(), move || check(&case))
}

fn check(case: &Case) -> Result<(), Failed> {
    let input = bytes(&case.input);
    let actual = (case.driver)(&input);
    let expected = match case.expected.kind.as_str() {
        "same" => String::from_utf8(input)?,
        _ => String::from_utf8(bytes(&case.expected))?,
    };
    let agrees = match case.expected.kind.as_str() {
        "json" => holds(&serde_json::from_str(&actual)?, &serde_json::from_str(&expected)?),
        _ => actual == expected,
    };
    agrees
        .then_some(())
        .ok_or_else(|| format!("expected:\n{expected}\nactual:\n{actual}\n").into())
}

/// Whether `actual` has all that `expected` says.
fn holds(actual: &Value, expected: &Value) -> bool {
    match (actual, expected) {
        (Value::Object(actual), Value::Object(expected)) => expected
            .iter()
            .all(|(key, value)| holds(actual.get(key).unwrap_or(&Value::Null), value)),
        (Value::Array(actual), Value::Array(expected)) => {
            actual.len() == expected.len() && actual.iter().zip(expected).all(|(a, e)| holds(a, e))
        }
        _ => actual == expected,
    }
}

/// The pairs of a file. A file that names a function but has no pair, or has half a pair, is an error.
fn cases(file: &str, text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut driver = None;
    let (mut heading, mut number) = (String::new(), 0);
    let mut input: Option<Block> = None;
    let mut lines = text.lines().enumerate();
    while let Some((index, line)) = lines.next() {
        if let Some(title) = line.strip_prefix('#') {
            (heading, number) = (title.trim_start_matches('#').trim().to_owned(), 0);
        } else if let Some(name) = line.strip_prefix("Drives: ") {
            driver = Some(find_driver(file, name.trim_matches(['`', '.', ' '])));
        } else if let Some(fence) = fence(line) {
            let block = block(index + 1, fence, line, &mut lines);
            let Some((word, driver)) = driver else { continue };
            match (block.kind.as_str(), input.take()) {
                ("input", None) => input = Some(block),
                ("expected" | "json" | "same", Some(input)) => {
                    number += 1;
                    cases.push(Case {
                        name: format!("{word}: {file}: {heading} {number} (line {})", input.line),
                        driver,
                        input,
                        expected: block,
                    });
                }
                (kind, _) => panic!("{file}.md line {}: ```{kind} is no half of a pair here", block.line),
            }
        }
    }
    assert!(input.is_none(), "{file}.md ends with half a pair");
    assert!(driver.is_none() || !cases.is_empty(), "{file}.md holds no pair");
    cases
}

fn find_driver(file: &str, name: &str) -> (&'static str, Driver) {
    let known = DRIVERS.iter().find(|(known, _)| *known == name);
    *known.unwrap_or_else(|| panic!("{file}.md: no function `{name}` is known to tests/spec.rs"))
}

/// The marks that open a fenced block.
fn fence(line: &str) -> Option<&str> {
    let mark = line.chars().next().filter(|c| matches!(c, '`' | '~'))?;
    let length = line.len() - line.trim_start_matches(mark).len();
    (length >= 3).then(|| &line[..length])
}

/// Reads up to the line that closes the fence.
fn block<'a>(line: usize, fence: &str, first: &str, lines: &mut impl Iterator<Item = (usize, &'a str)>) -> Block {
    let mut words = first[fence.len()..].split_whitespace();
    let kind = words.next().unwrap_or("").to_owned();
    let text: Vec<&str> = lines
        .map(|(_, line)| line)
        .take_while(|line| line.trim_end() != fence)
        .collect();
    Block {
        line,
        kind,
        escaped: words.next() == Some("escaped"),
        text: text.join("\n"),
    }
}

/// What a block stands for.
fn bytes(block: &Block) -> Vec<u8> {
    if !block.escaped {
        return block.text.clone().into_bytes();
    }
    let mut bytes = Vec::new();
    let mut parts = block.text.split('\n').collect::<String>();
    while let Some(c) = parts.chars().next() {
        let (unescaped, length) = if c == '\\' {
            unescape(&parts)
        } else {
            (c.to_string().into_bytes(), c.len_utf8())
        };
        bytes.extend(unescaped);
        parts.drain(..length);
    }
    bytes
}

/// The bytes that the escape at the start of `text` stands for, and its length.
fn unescape(text: &str) -> (Vec<u8>, usize) {
    let hex = |digits: &str| u32::from_str_radix(digits, 16).unwrap();
    match text.as_bytes()[1] {
        b'r' => (b"\r".to_vec(), 2),
        b'n' => (b"\n".to_vec(), 2),
        b't' => (b"\t".to_vec(), 2),
        b'0' => (b"\0".to_vec(), 2),
        b'\\' => (b"\\".to_vec(), 2),
        b'x' => (vec![u8::try_from(hex(&text[2..4])).unwrap()], 4),
        b'u' => {
            let end = text.find('}').unwrap();
            let c = char::from_u32(hex(&text[3..end])).unwrap();
            (c.to_string().into_bytes(), end + 1)
        }
        other => panic!("unknown escape \\{}", char::from(other)),
    }
}
