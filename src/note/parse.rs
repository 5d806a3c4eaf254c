//! From bytes to a [`Note`].

use super::{Note, block, frontmatter};

/// Reads a note. Never fails: what is odd becomes a diagnostic.
pub fn parse(bytes: &[u8]) -> Note {
    let text: Box<str> = String::from_utf8_lossy(bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)).into();
    let mut note = Note {
        line_starts: line_starts(&text),
        ..Note::default()
    };
    let mut diagnostics = Vec::new();
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

/// Where each line begins; lines end with LF, CRLF or CR.
fn line_starts(text: &str) -> Vec<u32> {
    let bytes = text.as_bytes();
    let mut starts = vec![0];
    for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
        let pair = bytes.get(at) == Some(&b'\r') && bytes.get(at + 1) == Some(&b'\n');
        if !pair {
            starts.push(u32::try_from(at + 1).unwrap_or(u32::MAX));
        }
    }
    starts
}
