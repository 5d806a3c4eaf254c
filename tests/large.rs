//! Notes far larger than people write are read whole, without a panic or a hang.

use relata::note::{Note, metadata, parse};

/// A build without optimisation takes a tenth: it is twenty times slower.
const TENTHS: usize = if cfg!(debug_assertions) { 1 } else { 10 };

fn read(text: &str) -> Note {
    let note = parse(text.as_bytes());
    assert_eq!(&*note.text, text, "the text is kept");
    note
}

#[test]
fn a_line_of_fifty_megabytes() {
    let words = 5_000_000 * TENTHS / 13;
    let note = read(&"word [[Ada]] ".repeat(words));
    assert_eq!(note.links.len(), words);
    assert_eq!(note.sections.len(), 1);
}

#[test]
fn a_million_links() {
    let lines = 50_000 * TENTHS;
    let note = read(&"- [[Ada Lovelace|Ada]] met [Jo](Jo.md) #talk\n".repeat(lines));
    assert_eq!((note.links.len(), note.tags.len()), (2 * lines, lines));
    let cache = metadata(&note);
    assert_eq!((cache.links.len(), cache.list_items.len()), (2 * lines, lines));
    assert_eq!(
        cache.links.last().map(|link| link.position.start.line),
        u32::try_from(lines - 1).ok()
    );
}

#[test]
fn quotes_nested_a_hundred_thousand_deep() {
    let note = read(&(">".repeat(100_000) + " [[Ada]]"));
    assert_eq!((note.sections.len(), note.links.len()), (1, 1));
}

#[test]
fn lists_nested_as_deep_as_lines_allow() {
    let depth = 200 * TENTHS;
    let lines = (0..depth).map(|depth| "  ".repeat(depth) + "- [[Ada]]\n");
    let note = read(&lines.collect::<String>());
    assert_eq!((note.sections.len(), note.links.len()), (1, depth));
    let note = read(&("- ".repeat(100_000) + "[[Ada]]"));
    assert_eq!((note.sections.len(), note.links.len()), (1, 1));
}

#[test]
fn properties_of_every_size() {
    let many: String = (0..100_000).map(|n| format!("key{n}: value\n")).collect();
    let note = read(&format!("---\n{many}---\n"));
    assert_eq!(note.frontmatter.map(|fm| fm.map.entries.len()), Some(100_000));
    let long = "x".repeat(10_000_000);
    let note = read(&format!("---\na: {long}\nb: |\n  {long}\n---\n"));
    assert_eq!(note.frontmatter.map(|fm| fm.map.entries.len()), Some(2));
    let bomb: String = (1..40)
        .map(|n| format!("k{n}: &a{n} [*a{0}, *a{0}]\n", n - 1))
        .collect();
    let note = read(&format!("---\nk0: &a0 x\n{bomb}---\n"));
    assert_eq!(note.frontmatter.map(|fm| fm.map.entries.len()), Some(40));
    assert!(note.diagnostics.iter().any(|d| d.code == "frontmatter-alias"));
    let deep = "[".repeat(100_000) + &"]".repeat(100_000);
    let note = read(&format!("---\na: {deep}\nb: c\n---\n[[Ada]]\n"));
    assert!(note.diagnostics.iter().any(|d| d.code == "frontmatter-invalid"));
    assert_eq!(note.links.len(), 1);
}
