//! From bytes to a [`Note`].

use super::{Note, block, frontmatter};
use crate::text::{self, Lines};

/// Reads a note. Never fails: what is odd becomes a diagnostic.
pub fn parse(bytes: &[u8]) -> Note {
    let decoded = text::decode(bytes);
    let text: Box<str> = decoded.text.into();
    let mut note = Note {
        line_starts: Lines::new(&text).into_starts(),
        ..Note::default()
    };
    let mut diagnostics = decoded.diagnostics;
    note.frontmatter = frontmatter::read(&text, &mut diagnostics);
    note.diagnostics = diagnostics;
    let body = note.frontmatter.as_ref().map_or(0, |frontmatter| frontmatter.span.end);
    let line = note.line_starts.partition_point(|start| *start < body);
    if let Some(span) = note.frontmatter.as_ref().map(|frontmatter| frontmatter.span) {
        note.sections.push(super::Section {
            kind: super::SectionKind::Yaml,
            span,
            id: None,
        });
    }
    if let Some(start) = note.line_starts.get(line).copied() {
        block::read(&text, start as usize, &mut note);
    }
    note.text = text;
    note
}
