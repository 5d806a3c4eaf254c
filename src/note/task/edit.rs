//! Changing fields of a line without touching the rest of it.

use super::Format;
use super::field::FieldName;
use super::pieces::{Form, Piece, PieceKind};
use super::serialize::field;
use crate::order::Order as _;
use crate::text::Span;

/// Changes to a line, gathered and then made at once.
#[derive(Debug)]
pub(super) struct Edits<'a> {
    line: &'a str,
    pieces: &'a [Piece],
    format: Format,
    /// What takes the place of which bytes.
    edits: Vec<(Span, String)>,
}

impl<'a> Edits<'a> {
    /// No changes yet. New fields are written as the others on the line are, else in `format`.
    pub(super) fn new(line: &'a str, pieces: &'a [Piece], format: Format) -> Self {
        let form = pieces.iter().find_map(|piece| match piece.kind {
            PieceKind::Field(name, form, _) if name != FieldName::Owner => Some(form),
            _ => None,
        });
        Self {
            line,
            pieces,
            format: match form {
                Some(Form::Emoji) => Format::Emoji,
                Some(Form::Bracket | Form::Paren) => Format::Dataview,
                None => format,
            },
            edits: Vec::new(),
        }
    }

    pub(super) fn replace(&mut self, span: Span, text: &str) {
        self.edits.push((span, text.to_owned()));
    }

    /// Takes a field out wherever it stands, with the space beside it.
    pub(super) fn remove(&mut self, name: FieldName) {
        let found: Vec<Span> = self.fields(name).map(|(span, _)| span).collect();
        let first = self.pieces.first().map(|piece| piece.span);
        for span in found {
            let (start, end) = (span.start as usize, span.end as usize);
            let (before, after) = (self.line.get(..start).unwrap_or(""), self.line.get(end..).unwrap_or(""));
            let (before_space, after_space) = (before.trim_end().len(), self.line.len() - after.trim_start().len());
            let glued = !after.is_empty() && after_space == end;
            // What begins the text takes the space after it along, so that the one after the box stays. Words on both sides
            // must not become one.
            let (from, to, instead) = match () {
                () if Some(span) == first => (start, after_space, ""),
                () if !glued => (before_space, end, ""),
                () if before_space == start => (start, end, " "),
                () => (start, end, ""),
            };
            self.edits.push((Span::new(from, to), instead.to_owned()));
        }
    }

    /// Gives a field a value where it first stands, else adds the field at the end of the text.
    pub(super) fn set(&mut self, name: FieldName, value: &str) {
        let first = self.fields(name).next();
        if let Some((_, place)) = first {
            self.edits.push((place, value.to_owned()));
            return;
        }
        let text_end = self.pieces.last().map(|piece| piece.span.end as usize);
        let end = text_end.unwrap_or_else(|| self.line.trim_end().len());
        self.edits.push((Span::new(end, end), field(self.format, name, value)));
    }

    /// Places of a field and of its value.
    fn fields(&self, name: FieldName) -> impl Iterator<Item = (Span, Span)> {
        self.pieces.iter().filter_map(move |piece| match piece.kind {
            PieceKind::Field(field, _, value) if field == name => Some((piece.span, value)),
            _ => None,
        })
    }

    /// The line with all changes made.
    pub(super) fn apply(mut self) -> String {
        self.edits.order_by_key(|(span, _)| (span.start, span.end));
        let mut changed = String::with_capacity(self.line.len());
        let mut done = 0;
        for (span, text) in &self.edits {
            let start = (span.start as usize).max(done);
            changed.push_str(self.line.get(done..start).unwrap_or(""));
            changed.push_str(text);
            done = done.max(span.end as usize);
        }
        changed.push_str(self.line.get(done..).unwrap_or(""));
        changed
    }
}
