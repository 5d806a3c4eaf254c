//! Tables.

use super::line;
use super::{Block, Place, Reader};
use crate::note::{Context, SectionKind, Table, work};
use crate::text::Span;

impl Reader<'_, '_> {
    /// A table: a header, a delimiter row, and rows while lines hold a bar.
    pub(super) fn table(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        if !opens(self.of(at), self.of(at + 1), at + 1 < to) {
            return None;
        }
        let mut next = at + 2;
        while next < to && has_bar(self.of(next)) {
            work::step(1);
            next += 1;
        }
        let block = self.done(SectionKind::Table, at, next);
        let context = place.context.with(Context::TABLE);
        let header = self.row(at, 0, context);
        let columns = header.len();
        let rows = (at + 2..next).map(|index| self.row(index, columns, context)).collect();
        self.note.tables.push(Table {
            span: block.span,
            header,
            rows,
        });
        Some(block)
    }

    /// The cells of one row, about as many as there are `columns`, each read as inline content.
    fn row(&mut self, at: usize, columns: usize, context: Context) -> Vec<Span> {
        let mut cells = Vec::with_capacity(columns);
        push_cells(self.text, self.line(at).span(), &mut cells);
        for cell in &cells {
            self.inline_span(*cell, context);
        }
        cells
    }
}

/// Whether two lines are a table's header and delimiter row.
pub(super) fn opens(header: &[u8], delimiter: &[u8], follows: bool) -> bool {
    follows && is_delimiter(delimiter) && has_bar(header)
}

/// Whether a bar stands behind the first character.
fn has_bar(line: &[u8]) -> bool {
    memchr::memchr(b'|', line.get(1..).unwrap_or_default()).is_some()
}

/// Whether a line is a delimiter row: `| --- | :-: |`.
fn is_delimiter(line: &[u8]) -> bool {
    let first = line::trim_start(line).first().copied();
    if !matches!(first, Some(b'|' | b'-' | b':')) || !has_bar(line) {
        return false;
    }
    let (mut column, mut columns, mut bars) = (false, 0, 0);
    for byte in line {
        match byte {
            b'|' if !column && bars > 0 => return false,
            b'|' => {
                columns += usize::from(column);
                column = false;
                bars += 1;
            }
            b'-' | b':' => column = true,
            b if b.is_ascii_whitespace() => {}
            _ => return false,
        }
    }
    columns + usize::from(column) > 0
}

/// Adds the trimmed cells of a row. A bar after a backslash belongs to its cell.
fn push_cells(text: &str, line: Span, cells: &mut Vec<Span>) {
    let line = line.trim(text);
    let bytes = line.of(text).as_bytes();
    let base = line.start as usize;
    let mut start = usize::from(bytes.first() == Some(&b'|'));
    let mut at = start;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr::memchr2(b'|', b'\\', rest)) {
        at += found;
        if bytes.get(at) == Some(&b'\\') {
            at += 2;
            continue;
        }
        cells.push(Span::new(base + start, base + at).trim(text));
        at += 1;
        start = at;
    }
    if start < bytes.len() {
        cells.push(Span::new(base + start, base + bytes.len()).trim(text));
    }
}
