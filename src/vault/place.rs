//! A place in a note as people and editors see it: its position, its line of text, the heading above.

use super::Vault;
use super::kept::{Kept, KeptHeading};
use super::mark;
use crate::text::{Position, Span, utf16_units};

/// A place in a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'v> {
    /// Path of the note.
    pub path: &'v str,
    /// The bytes.
    pub span: Span,
    /// Its start, as the host counts.
    pub start: Position,
    /// Its end, as the host counts.
    pub end: Position,
    /// The whole line (or lines) that holds it, without the line end.
    pub text: &'v str,
    /// The text of the last heading at or before it, as written.
    pub heading: Option<&'v str>,
}

impl<'v> Place<'v> {
    pub(super) fn new(path: &'v str, kept: &'v Kept, span: Span) -> Self {
        let text: &str = &kept.text;
        let line = line_start(text, span.start as usize);
        let start = position(kept, span.start as usize, line);
        Self {
            path,
            span,
            start,
            end: end(kept, span, start),
            text: text.get(line..line_end(text, span.end as usize)).unwrap_or_default(),
            heading: kept.heading_above(span.start),
        }
    }
}

impl Vault {
    /// A place in the note at `path`; `None` when there is no such note.
    pub fn place<'v>(&'v self, path: &'v str, span: Span) -> Option<Place<'v>> {
        let kept = self.files.note(self.files.id(path)?)?;
        Some(Place::new(path, kept, span))
    }

    /// Where byte `at` of the note at `path` is in its file, as the host counts.
    pub fn position(&self, path: &str, at: u32) -> Option<Position> {
        self.place(path, Span { start: at, end: at }).map(|place| place.start)
    }
}

/// Looks at what a place at byte `at` is made from, so that it is near when it is asked for; the number says nothing.
pub(super) fn look(kept: &Kept, at: u32) -> u32 {
    /// Bytes that come near together.
    const LINE: usize = 64;
    let (marked, mark) = mark::before(&kept.marks, at as usize);
    let text = kept.text.as_bytes();
    let bytes = (marked..at as usize + LINE).step_by(LINE).filter_map(|at| text.get(at));
    let headings = kept.headings.iter().step_by(LINE / size_of::<KeptHeading>());
    bytes.fold(mark.lines, |sum, byte| sum ^ u32::from(*byte)) ^ headings.fold(0, |sum, heading| sum ^ heading.start)
}

/// Where byte `at` is in the file; its line begins at byte `line`.
fn position(kept: &Kept, at: usize, line: usize) -> Position {
    let text = kept.text.as_bytes();
    let (marked, mark) = mark::before(&kept.marks, at);
    let lost = kept.units_lost(at);
    Position {
        line: mark.lines + clamp(mark::line_starts(text, marked, at)),
        col: (clamp(units(text, line, at)).saturating_add(lost)).saturating_sub(kept.units_lost(line)),
        offset: (mark.units + clamp(units(text, marked, at))).saturating_add(lost),
    }
}

/// Where a span ends that begins at `start`.
fn end(kept: &Kept, span: Span, start: Position) -> Position {
    let text = kept.text.as_bytes();
    let (from, to) = (span.start as usize, span.end as usize);
    let lines = mark::line_starts(text, from, to);
    if lines > 0 {
        return position(kept, to, line_start(&kept.text, to));
    }
    let width = clamp(units(text, from, to)).saturating_add(kept.units_lost(to));
    let width = width.saturating_sub(kept.units_lost(from));
    Position {
        line: start.line,
        col: start.col.saturating_add(width),
        offset: start.offset.saturating_add(width),
    }
}

/// UTF-16 units of the file before byte `at` of the note's text.
pub(super) fn offset(kept: &Kept, at: u32) -> u32 {
    let at = at as usize;
    let (marked, mark) = mark::before(&kept.marks, at);
    let units = mark.units + clamp(units(kept.text.as_bytes(), marked, at));
    units.saturating_add(kept.units_lost(at))
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn units(text: &[u8], from: usize, to: usize) -> usize {
    utf16_units(text.get(from..to).unwrap_or_default())
}

fn line_start(text: &str, at: usize) -> usize {
    let before = text.as_bytes().get(..at).unwrap_or_default();
    memchr::memrchr2(b'\n', b'\r', before).map_or(0, |at| at + 1)
}

fn line_end(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |at| from + at)
}

#[cfg(test)]
mod tests {
    use crate::vault::Vault;

    #[test]
    fn places_count_as_the_host_does() {
        let mut vault = Vault::default();
        let text = "# Größe\r\n\r\n## 📅 Zeit ##\rsiehe 📅 [[Ziel]] und\nmehr [üb\ner](Ziel.md) das\n";
        let text = format!("{text}{}{text}", "Größe 📅\r\n".repeat(400));
        vault.set("a.md", text.as_bytes());
        vault.set("Ziel.md", b"");
        let back = vault.backlinks("Ziel.md");
        let positions = crate::text::Positions::new(&text);
        assert_eq!(back.len(), 4);
        for place in back.iter().map(|link| link.place) {
            assert_eq!(place.start, positions.position(place.span.start));
            assert_eq!(place.end, positions.position(place.span.end));
        }
        let place = back[0].place;
        assert_eq!((place.text, place.heading), ("siehe 📅 [[Ziel]] und", Some("📅 Zeit")));
        assert_eq!(place.span.of(&text), "[[Ziel]]");
        assert_eq!(back[1].place.text, "mehr [üb\ner](Ziel.md) das");
    }
}
