//! Any bytes are read as a note without a panic, and every place that comes out lies in its text.
//!
//! `cargo +nightly fuzz run parse_note`

#![no_main]

use libfuzzer_sys::fuzz_target;
use relata::note::{Note, metadata, parse};
use relata::text::Span;

fuzz_target!(|bytes: &[u8]| {
    let note = parse(bytes);
    spans(&note).for_each(|span| in_text(&note, span));
    in_order(&note);
    let whole = Span::new(0, note.text.len());
    assert!(!note.plain(whole).contains(['\n', '\r']), "plain text is one line");
    metadata(&note);
});

/// All places of a note.
fn spans(note: &Note) -> impl Iterator<Item = Span> {
    let mut spans = note.prose.clone();
    spans.extend(note.headings.iter().flat_map(|heading| [heading.text, heading.span]));
    spans.extend(note.sections.iter().map(|section| section.span));
    spans.extend(note.sections.iter().filter_map(|section| section.id));
    spans.extend(note.list_items.iter().flat_map(|item| [item.span, item.content]));
    spans.extend(note.links.iter().map(|link| link.span));
    spans.extend(note.tags.iter().map(|tag| tag.span));
    spans.extend(note.fields.iter().flat_map(|field| [field.key, field.value, field.span]));
    spans.extend(note.tables.iter().map(|table| table.span));
    spans.extend(note.tables.iter().flat_map(|table| table.rows.iter().flatten().chain(&table.header).copied()));
    spans.extend(note.callouts.iter().flat_map(|callout| [callout.kind, callout.title, callout.span]));
    spans.extend(note.blocks.iter().flat_map(|block| [block.id, block.span]));
    spans.extend(note.footnotes.iter().map(|footnote| footnote.span));
    spans.extend(note.footnote_refs.iter().flat_map(|used| [used.id, used.span]));
    spans.extend(note.definitions.iter().map(|definition| definition.span));
    spans.extend(note.diagnostics.iter().map(|diagnostic| diagnostic.span));
    if let Some(frontmatter) = &note.frontmatter {
        spans.extend(frontmatter.links.iter().map(|(_, link)| link.span));
        spans.extend(frontmatter.map.entries.iter().flat_map(|entry| [entry.key_span, entry.value.span]));
    }
    spans.into_iter()
}

fn in_text(note: &Note, span: Span) {
    assert!(note.text.get(span.range()).is_some(), "{span:?} is in the text, on character borders");
}

/// Blocks follow one another, and so do runs of prose within a line.
fn in_order(note: &Note) {
    let follow = note.sections.windows(2).all(|pair| pair[0].span.end <= pair[1].span.start);
    assert!(follow, "sections do not overlap");
    let items = note.list_items.windows(2).all(|pair| pair[0].span.start <= pair[1].span.start);
    assert!(items, "items are in order");
    let parents = note.list_items.iter().enumerate();
    let before = parents.filter_map(|(index, item)| Some((index, item.parent?))).all(|(i, p)| (p as usize) < i);
    assert!(before, "an item stands behind its parent");
}
