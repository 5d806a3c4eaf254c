//! Counted places of a text, so that a position is counted from the nearest one and not from the start.

use crate::note::Note;
use crate::text::{count_bytes, utf16_units};

/// Bytes between marks.
const STEP: usize = 256;

/// What stands before a byte of a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Mark {
    /// Lines that begin behind the text's start and at the byte or before it.
    pub lines: u32,
    /// UTF-16 units before the byte.
    pub units: u32,
}

/// Marks of a note at all multiples of [`STEP`] inside it, the start left out.
pub(super) fn of(note: &Note) -> Box<[Mark]> {
    let bytes = note.text.as_bytes();
    let ascii = bytes.len() > STEP && bytes.is_ascii();
    let mut units = 0;
    let mut starts = note.line_starts.iter().skip(1).peekable();
    let mut lines = 0;
    let steps = bytes
        .chunks(STEP)
        .zip(1_usize..)
        .take(bytes.len().saturating_sub(1) / STEP);
    steps
        .map(|(chunk, step)| {
            while starts.next_if(|start| **start as usize <= step * STEP).is_some() {
                lines += 1;
            }
            units += if ascii { chunk.len() } else { utf16_units(chunk) };
            Mark {
                lines,
                units: u32::try_from(units).unwrap_or(u32::MAX),
            }
        })
        .collect()
}

/// How many marks a text of as many bytes has.
pub(super) fn count(length: usize) -> usize {
    length.saturating_sub(1) / STEP
}

/// The last mark at or before byte `at`, and the byte it is for.
pub(super) fn before(marks: &[Mark], at: usize) -> (usize, Mark) {
    let last = (at / STEP).min(marks.len());
    let mark = last.checked_sub(1).and_then(|index| marks.get(index));
    mark.map_or((0, Mark::default()), |mark| (last * STEP, *mark))
}

/// Lines of a text that begin behind byte `from` and at byte `to` or before it.
pub(super) fn line_starts(text: &[u8], from: usize, to: usize) -> usize {
    let bytes = text.get(from..to).unwrap_or_default();
    let feeds = count_bytes(bytes, |b| u8::from(b == b'\n'));
    let returns = memchr::memchr_iter(b'\r', bytes);
    // A return that a feed follows is the same line end.
    feeds + returns.filter(|at| text.get(from + at + 1) != Some(&b'\n')).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_count_what_stands_before_them() {
        let line = "größer 📅 line\r\nand\rmore\n";
        for text in [
            line.repeat(300),
            "x\r\n".repeat(1000),
            "ab".repeat(2000),
            String::new(),
            "a".repeat(STEP),
        ] {
            let note = crate::note::parse(text.as_bytes());
            let marks = of(&note);
            assert_eq!(marks.len(), count(text.len()));
            for (index, mark) in marks.iter().enumerate() {
                let at = (index + 1) * STEP;
                assert_eq!(before(&marks, at), (at, *mark));
                assert_eq!(mark.units as usize, utf16_units(&text.as_bytes()[..at]));
                assert_eq!(mark.lines as usize, line_starts(text.as_bytes(), 0, at), "{at}");
            }
        }
    }
}
