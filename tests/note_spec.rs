//! The readable examples in `tests/spec/note-*.md`.
//!
//! Each pair of fenced blocks is a test: a note, and what must be read from it. The expected JSON holds the host's
//! metadata, with positions written as `line:col-line:col`, and under `facts` what Relata reads beyond it. Objects may
//! hold more than is expected of them, lists may not; `null` means absent.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // tests may panic: that is how they fail

use std::fs;
use std::path::Path;

use relata::note::{self, Note};
use relata::text::Span;
use serde_json::{Value, json};

/// A fenced block: its language, its text, the heading above it.
struct Block {
    language: String,
    text: String,
    heading: String,
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks: Vec<Block> = Vec::new();
    let (mut heading, mut fence) = (String::new(), String::new());
    for line in text.lines() {
        let ticks: String = line.chars().take_while(|c| *c == '`').collect();
        if fence.is_empty() && ticks.len() >= 3 {
            blocks.push(Block {
                language: line.trim_start_matches('`').to_owned(),
                text: String::new(),
                heading: heading.clone(),
            });
            fence = ticks;
        } else if line == fence {
            fence.clear();
        } else if !fence.is_empty() {
            let block = blocks.last_mut().unwrap();
            block.text.push_str(line);
            block.text.push('\n');
        } else if line.starts_with('#') {
            heading = line.trim_start_matches(['#', ' ']).to_owned();
        }
    }
    blocks
}

fn run(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/spec").join(file);
    let blocks = blocks(&fs::read_to_string(path).unwrap());
    assert!(
        !blocks.is_empty() && blocks.len().is_multiple_of(2),
        "{file}: blocks come in pairs"
    );
    let failures: Vec<String> = blocks.chunks(2).filter_map(|pair| check(&pair[0], &pair[1])).collect();
    assert!(failures.is_empty(), "{file}:\n{}", failures.join("\n"));
    println!("{file}: {} examples", blocks.len() / 2);
}

/// What is wrong with an example.
fn check(given: &Block, expected: &Block) -> Option<String> {
    assert!(
        given.language == "md" && expected.language == "json",
        "{}: md, then json",
        given.heading
    );
    let wanted: Value = match serde_json::from_str(&expected.text) {
        Ok(wanted) => wanted,
        Err(error) => return Some(format!("## {}: {error}", given.heading)),
    };
    let note = note::parse(given.text.as_bytes());
    let mut actual = serde_json::to_value(note::metadata(&note)).unwrap();
    shorten(&mut actual);
    actual["facts"] = facts(&note);
    let mut wrong = Vec::new();
    compare("", &actual, &wanted, &mut wrong);
    (!wrong.is_empty()).then(|| format!("## {}\n{}{}", given.heading, given.text, wrong.join("\n")))
}

fn compare(at: &str, actual: &Value, wanted: &Value, wrong: &mut Vec<String>) {
    match (actual, wanted) {
        (Value::Object(_), Value::Object(fields)) => {
            for (name, wanted) in fields {
                compare(&format!("{at}.{name}"), &actual[name], wanted, wrong);
            }
        }
        (Value::Array(actual), Value::Array(wanted)) if actual.len() == wanted.len() => {
            for (index, (actual, wanted)) in actual.iter().zip(wanted).enumerate() {
                compare(&format!("{at}[{index}]"), actual, wanted, wrong);
            }
        }
        (Value::Number(a), Value::Number(b)) if a.as_f64() == b.as_f64() => {}
        _ if actual == wanted => {}
        _ => wrong.push(format!("  {at}\n    expected {wanted}\n    actual   {actual}")),
    }
}

/// Writes positions as `line:col-line:col`.
fn shorten(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(shorten),
        Value::Object(fields) if fields.len() == 2 && fields.contains_key("start") && fields.contains_key("end") => {
            let place = |at: &Value| format!("{}:{}", at["line"], at["col"]);
            *value = json!(format!("{}-{}", place(&fields["start"]), place(&fields["end"])));
        }
        Value::Object(fields) => fields.values_mut().for_each(shorten),
        _ => {}
    }
}

fn facts(note: &Note) -> Value {
    let text = |span: &Span| note.slice(*span).to_owned();
    let texts = |spans: &[Span]| spans.iter().map(text).collect::<Vec<_>>();
    let names = |context: note::Context| context.names().collect::<Vec<_>>();
    let links = note.links.iter().map(|link| {
        json!({ "kind": format!("{:?}", link.kind), "target": link.target, "display": link.display, "embed": link.embed,
            "context": names(link.context) })
    });
    let properties = note.frontmatter.iter().flat_map(|frontmatter| &frontmatter.links);
    let property_links =
        properties.map(|(key, link)| json!({ "key": key, "target": link.target, "display": link.display }));
    let tags = note
        .tags
        .iter()
        .map(|tag| json!({ "tag": text(&tag.span), "context": names(tag.context) }));
    let items = note
        .list_items
        .iter()
        .map(|item| json!({ "content": text(&item.content), "task": item.task, "context": names(item.context) }));
    let fields = note.fields.iter().map(
        |field| json!({ "kind": format!("{:?}", field.kind), "key": text(&field.key), "value": text(&field.value) }),
    );
    let tables = note.tables.iter().map(|table| {
        json!({ "header": texts(&table.header), "rows": table.rows.iter().map(|row| texts(row)).collect::<Vec<_>>() })
    });
    let callouts = note
        .callouts
        .iter()
        .map(|callout| json!({ "kind": text(&callout.kind), "fold": callout.fold, "title": text(&callout.title) }));
    json!({
        "links": links.collect::<Vec<_>>(),
        "propertyLinks": property_links.collect::<Vec<_>>(),
        "tags": tags.collect::<Vec<_>>(),
        "items": items.collect::<Vec<_>>(),
        "fields": fields.collect::<Vec<_>>(),
        "tables": tables.collect::<Vec<_>>(),
        "callouts": callouts.collect::<Vec<_>>(),
        "prose": texts(&note.prose),
        "plain": note.plain(Span::new(0, note.text.len())),
        "diagnostics": note.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
        "allTags": note::metadata::all_tags(note),
        "propertyTags": note::metadata::frontmatter_tags(note),
        "properties": note.frontmatter.as_ref().map(|frontmatter| json!(frontmatter.map)),
    })
}

#[test]
fn wikilinks() {
    run("note-wikilinks.md");
}

#[test]
fn markdown_links() {
    run("note-markdown-links.md");
}

#[test]
fn places() {
    run("note-places.md");
}

#[test]
fn tags() {
    run("note-tags.md");
}

#[test]
fn blocks_of_a_note() {
    run("note-blocks.md");
}

#[test]
fn lists() {
    run("note-lists.md");
}

#[test]
fn properties() {
    run("note-properties.md");
}

#[test]
fn fields() {
    run("note-fields.md");
}
