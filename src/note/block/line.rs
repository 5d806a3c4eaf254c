//! Lines of a container, and what one can tell from a line alone.

use crate::text::Span;

/// A line without the markers of the containers around it and without its line end.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// First byte after the containers' markers.
    pub start: u32,
    /// End of the line, before its line end.
    pub end: u32,
}

impl Line {
    /// Its bytes.
    pub(super) fn of<'t>(&self, bytes: &'t [u8]) -> &'t [u8] {
        bytes.get(self.start as usize..self.end as usize).unwrap_or_default()
    }

    /// Its span.
    pub(super) fn span(&self) -> Span {
        Span {
            start: self.start,
            end: self.end,
        }
    }

    /// The line without its first `count` bytes.
    pub(super) fn skip(&self, count: usize) -> Line {
        let count = u32::try_from(count).unwrap_or(u32::MAX);
        Line {
            start: self.start.saturating_add(count).min(self.end),
            end: self.end,
        }
    }
}

/// Gives `lines` all of `text` from byte `start` on, which begins a line, and no others.
pub(super) fn all(line_starts: &[u32], text: &str, start: usize, lines: &mut Vec<Line>) {
    let bytes = text.as_bytes();
    let skipped = line_starts.partition_point(|s| (*s as usize) < start);
    let starts = line_starts.get(skipped..).unwrap_or_default();
    lines.clear();
    lines.reserve(starts.len() + 16);
    let mut first = None;
    for next in starts.iter().copied() {
        let end = before_line_end(bytes, next);
        lines.extend(first.map(|start| Line { start, end }));
        first = Some(next);
    }
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    lines.extend(first.map(|start| Line { start, end }));
}

/// Where the line before a line start ends, without LF, CRLF or CR.
fn before_line_end(bytes: &[u8], next: u32) -> u32 {
    let end = next.saturating_sub(1);
    let before = bytes.get(..end as usize).and_then(<[u8]>::last);
    let pair = before == Some(&b'\r') && bytes.get(end as usize) == Some(&b'\n');
    end - u32::from(pair)
}

/// Columns of leading white space, and the bytes that take them. A tab goes to the next multiple of four.
pub(super) fn columns(line: &[u8]) -> (usize, usize) {
    let mut columns = 0;
    for (index, byte) in line.iter().enumerate() {
        match byte {
            b' ' => columns += 1,
            b'\t' => columns += 4 - columns % 4,
            _ => return (columns, index),
        }
    }
    (columns, line.len())
}

/// The line without leading spaces and tabs.
pub(super) fn trim_start(line: &[u8]) -> &[u8] {
    let at = line.iter().position(|b| !matches!(b, b' ' | b'\t'));
    at.and_then(|at| line.get(at..)).unwrap_or_default()
}

/// Whether a line holds nothing but spaces and tabs.
pub(super) fn is_blank(line: &[u8]) -> bool {
    line.iter().all(|b| matches!(b, b' ' | b'\t'))
}

/// Whether a line that is not blank is indented code.
pub(super) fn is_indented_code(line: &[u8]) -> bool {
    line.starts_with(b"    ") || line.starts_with(b"\t")
}

/// Whether a line is a thematic break: three or more of one of `-*_`, with spaces between.
pub(super) fn is_rule(line: &[u8]) -> bool {
    let line = trim_start(line);
    let Some(marker @ (b'-' | b'*' | b'_')) = line.first() else {
        return false;
    };
    let mut count = 0;
    for byte in line {
        match byte {
            b if b == marker => count += 1,
            b' ' => {}
            _ => return false,
        }
    }
    count >= 3
}

/// A code fence that opens: its character and length.
pub(super) fn code_fence(line: &[u8]) -> Option<(u8, usize)> {
    let line = trim_start(line);
    let marker = *line.first().filter(|b| matches!(b, b'`' | b'~'))?;
    let count = line.iter().take_while(|b| **b == marker).count();
    let info = line.get(count..).unwrap_or_default();
    (count >= 3 && (marker == b'~' || !info.contains(&b'`'))).then_some((marker, count))
}

/// Whether a line closes a code fence of `count` times `marker`.
pub(super) fn closes_code(line: &[u8], marker: u8, count: usize) -> bool {
    let spaces = line.iter().take_while(|b| **b == b' ').count();
    let line = line.get(spaces..).unwrap_or_default();
    let found = line.iter().take_while(|b| **b == marker).count();
    spaces < 4 && found >= count && is_blank(line.get(found..).unwrap_or_default())
}

/// The dollars of a math fence that opens; what follows them holds no dollar.
pub(super) fn math_fence(line: &[u8]) -> Option<usize> {
    let spaces = line.iter().take_while(|b| **b == b' ').count();
    let line = line.get(spaces..).unwrap_or_default();
    let count = line.iter().take_while(|b| **b == b'$').count();
    let rest = line.get(count..).unwrap_or_default();
    (count >= 2 && !rest.contains(&b'$')).then_some(count)
}

/// Whether a line closes a math fence: its only dollars end it.
pub(super) fn closes_math(line: &[u8], count: usize) -> bool {
    let end = line.iter().rposition(|b| *b != b' ').map_or(0, |last| last + 1);
    let line = line.get(..end).unwrap_or_default();
    let found = line.iter().rev().take_while(|b| **b == b'$').count();
    let before = line.get(..line.len() - found).unwrap_or_default();
    found >= count && !before.contains(&b'$')
}

/// The level of an ATX heading.
pub(super) fn atx_level(line: &[u8]) -> Option<u8> {
    let line = trim_start(line);
    let count = line.iter().take_while(|b| **b == b'#').count();
    let next = line.get(count);
    let spaced = next.is_none_or(|b| matches!(b, b' ' | b'\t'));
    (matches!(count, 1..=6) && spaced).then_some(u8::try_from(count).unwrap_or(6))
}

/// Whether a line underlines a setext heading, and its level.
pub(super) fn setext_level(line: &[u8]) -> Option<u8> {
    let marker = *line.first()?;
    let level = match marker {
        b'=' => 1,
        b'-' => 2,
        _ => return None,
    };
    line.iter().all(|b| *b == marker).then_some(level)
}

/// A list marker at the start of a line, after white space.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Marker {
    /// `-`, `*`, `+`, `.` or `)`.
    pub kind: u8,
    /// Bytes of the marker itself, digits included.
    pub len: usize,
    /// Whether it may interrupt a paragraph: a bullet, or number one.
    pub interrupts: bool,
}

/// The list marker that `line`, without leading white space, begins with; something must separate it from text.
pub(super) fn marker(line: &[u8]) -> Option<Marker> {
    let digits = line.iter().take_while(|b| b.is_ascii_digit()).count();
    let kind = *line.get(digits)?;
    let fits = if digits == 0 {
        matches!(kind, b'-' | b'*' | b'+')
    } else {
        matches!(kind, b'.' | b')')
    };
    let next = line.get(digits + 1);
    let separated = next.is_none_or(|b| matches!(b, b' ' | b'\t'));
    let interrupts = digits == 0 || line.first() == Some(&b'1') && digits == 1;
    (fits && separated).then_some(Marker {
        kind,
        len: digits + 1,
        interrupts,
    })
}
