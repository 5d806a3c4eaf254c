//! Which part of the schema each place of a note belongs to.

use super::schema::{Part, Schema};
use crate::note::Note;

/// The part of each heading: its own, else that of the nearest heading above it in the outline.
#[derive(Debug)]
pub(super) struct PartMap {
    /// Start of each heading with its part, in order.
    parts: Vec<(u32, Option<Part>)>,
}

impl PartMap {
    /// Reads the headings of `note`.
    pub(super) fn new(note: &Note, schema: &Schema) -> Self {
        let mut open: Vec<(u8, Option<Part>)> = Vec::new();
        let mut parts = Vec::with_capacity(note.headings.len());
        for heading in &note.headings {
            while open.last().is_some_and(|(level, _)| *level >= heading.level) {
                open.pop();
            }
            let inherited = open.last().and_then(|(_, part)| *part);
            let part = schema.part(note.slice(heading.text)).or(inherited);
            open.push((heading.level, part));
            parts.push((heading.span.start, part));
        }
        Self { parts }
    }

    /// The part that byte `offset` stands in.
    pub(super) fn at(&self, offset: u32) -> Option<Part> {
        let after = self.parts.partition_point(|(start, _)| *start <= offset);
        self.parts.get(after.checked_sub(1)?)?.1
    }

    /// Whether any heading begins `part`.
    pub(super) fn has(&self, part: Part) -> bool {
        self.parts.iter().any(|(_, p)| *p == Some(part))
    }
}
