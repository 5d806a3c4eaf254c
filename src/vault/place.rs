//! A place in a note as people and editors see it: its position, its line of text, the heading above.

use super::kept::Kept;
use crate::text::{Position, Span};

/// A place in a note.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'v> {
    /// Path of the note.
    pub path: &'v str,
    /// The bytes.
    pub span: Span,
    /// Its start, as the host counts.
    pub start: Position,
    /// The whole line (or lines) that holds it, without the line end.
    pub text: &'v str,
    /// The text of the last heading at or before it, as written.
    pub heading: Option<&'v str>,
}

impl<'v> Place<'v> {
    pub(super) fn new(path: &'v str, kept: &'v Kept, span: Span) -> Self {
        let text: &str = &kept.text;
        let before = text.get(..span.start as usize).unwrap_or_default();
        let line = line_start(before);
        let end = line_end(text, span.end as usize);
        Self {
            path,
            span,
            start: position(kept, before, line),
            text: text.get(line..end).unwrap_or_default(),
            heading: kept.heading_above(span.start),
        }
    }
}

/// Where `before` ends in the file; its last line begins at byte `line`.
fn position(kept: &Kept, before: &str, line: usize) -> Position {
    let in_line = before.get(line..).unwrap_or_default();
    let lost = kept.units_lost(before.len());
    Position {
        line: clamp(line_ends(before.as_bytes())),
        col: clamp(units(in_line.as_bytes())) + lost - kept.units_lost(line),
        offset: clamp(units(before.as_bytes())) + lost,
    }
}

/// UTF-16 units of the file before byte `at` of the note's text.
pub(super) fn offset(kept: &Kept, at: u32) -> u32 {
    let before = kept.text.get(..at as usize).unwrap_or_default();
    clamp(units(before.as_bytes())) + kept.units_lost(at as usize)
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// UTF-16 units of a text: one for each first byte of a character, two for those of four bytes.
fn units(bytes: &[u8]) -> usize {
    count(bytes, |b| u8::from(b & 0xC0 != 0x80) + u8::from(b >= 0xF0))
}

fn line_ends(bytes: &[u8]) -> usize {
    let feeds = count(bytes, |b| u8::from(b == b'\n'));
    let returns = memchr::memchr_iter(b'\r', bytes);
    // A return that a feed follows is the same line end; behind the last byte stands no feed, as a line holds the place.
    feeds + returns.filter(|at| bytes.get(at + 1) != Some(&b'\n')).count()
}

/// The sum of what each byte counts, two at most. Summed up in bytes, so that many are counted at once.
fn count(bytes: &[u8], of: impl Fn(u8) -> u8) -> usize {
    let chunks = bytes.chunks(127);
    chunks
        .map(|chunk| usize::from(chunk.iter().fold(0_u8, |sum, b| sum.wrapping_add(of(*b)))))
        .sum()
}

fn line_start(before: &str) -> usize {
    memchr::memrchr2(b'\n', b'\r', before.as_bytes()).map_or(0, |at| at + 1)
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
        let text = "# Größe\r\n\r\n## 📅 Zeit ##\rsiehe 📅 [[Ziel]] und\nmehr\n";
        vault.set("a.md", text.as_bytes());
        vault.set("Ziel.md", b"");
        let back = vault.backlinks("Ziel.md");
        let place = back[0].place;
        let positions = crate::text::Positions::new(text);
        assert_eq!(place.start, positions.position(place.span.start));
        assert_eq!((place.text, place.heading), ("siehe 📅 [[Ziel]] und", Some("📅 Zeit")));
        assert_eq!(place.span.of(text), "[[Ziel]]");
    }
}
