//! The list item that a task is: `> - [x] text ^id`.

use crate::text::Span;

/// A line split at its box. Spans point into the line and follow each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Item {
    /// White space and quote marks before the marker.
    pub(crate) indentation: Span,
    /// `-`, `*`, `+`, `1.` or `1)`.
    pub(crate) marker: Span,
    /// What stands between `[` and `]`.
    pub(crate) symbol: Span,
    /// All after `]`, trimmed, without the block id.
    pub(crate) body: Span,
    /// The block id with its `^`; empty when there is none.
    pub(crate) block_id: Span,
}

/// What may stand between the parts of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Spacing {
    /// As the Tasks plugin has it: spaces between marker and box, one character in the box.
    Plugin,
    /// Any white space between marker and box; the character in the box may carry a variation selector or accent.
    Any,
}

impl Item {
    /// Splits a line; `None` when it is no list item with a box.
    pub(crate) fn split(line: &str, spacing: Spacing) -> Option<Self> {
        let indentation = indentation(line);
        let marker = indentation + marker_len(line.get(indentation..)?)?;
        let after_marker = line.get(marker..)?;
        let gap = after_marker.len() - after_marker.trim_start_matches(|c| is_gap(c, spacing)).len();
        let symbol = marker + gap + 1;
        let inside = line.get(marker + gap..)?.strip_prefix('[')?;
        let symbol_len = symbol_len(inside, spacing)?;
        let after_box = inside.get(symbol_len..)?.strip_prefix(']')?;
        if gap == 0 {
            return None;
        }
        let (body, block_id) = split_block_id(after_box, line.len() - after_box.len());
        Some(Self {
            indentation: Span::new(0, indentation),
            marker: Span::new(indentation, marker),
            symbol: Span::new(symbol, symbol + symbol_len),
            body,
            block_id,
        })
    }

    /// Indentation, marker and rest of a line; the marker is empty where there is none.
    ///
    /// For the plugin a marker needs nothing after it, so that `**bold**` has one; else white space or the end must follow.
    pub(crate) fn start(line: &str, spacing: Spacing) -> (&str, &str, &str) {
        let at = indentation(line);
        let (indentation, rest) = line.split_at_checked(at).unwrap_or(("", line));
        let len = marker_len(rest).unwrap_or(0);
        let (marker, after) = rest.split_at_checked(len).unwrap_or(("", rest));
        let parted = after.is_empty() || after.starts_with(is_space);
        if spacing == Spacing::Plugin || parted {
            (indentation, marker, after)
        } else {
            (indentation, "", rest)
        }
    }
}

/// White space as JavaScript's `\s` and `trim` have it.
pub(crate) fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}

/// Bytes of white space and quote marks at the start of a line.
fn indentation(line: &str) -> usize {
    match line.as_bytes().first() {
        Some(b'-' | b'*' | b'+' | b'0'..=b'9') => 0,
        _ => line.len() - line.trim_start_matches(|c| c == '>' || is_space(c)).len(),
    }
}

fn trim_start(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_graphic() => text,
        _ => text.trim_start_matches(is_space),
    }
}

fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii_graphic() => text,
        _ => text.trim_end_matches(is_space),
    }
}

fn is_gap(c: char, spacing: Spacing) -> bool {
    match spacing {
        Spacing::Plugin => c == ' ',
        Spacing::Any => is_space(c),
    }
}

fn marker_len(text: &str) -> Option<usize> {
    if text.starts_with(['-', '*', '+']) {
        return Some(1);
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let closed = digits > 0 && text.get(digits..)?.starts_with(['.', ')']);
    closed.then_some(digits + 1)
}

/// Length of the one character of a box, with its variation selectors and accents where those are allowed.
fn symbol_len(inside: &str, spacing: Spacing) -> Option<usize> {
    let mut chars = inside.chars();
    let first = chars.next().filter(|c| !is_line_end(*c))?;
    let joined = |c: &char| spacing == Spacing::Any && matches!(c, '\u{300}'..='\u{36f}' | '\u{fe0e}' | '\u{fe0f}');
    let rest: usize = chars.take_while(joined).map(char::len_utf8).sum();
    Some(first.len_utf8() + rest)
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// Where a line ends, as JavaScript's `.` has it.
fn line_end(text: &str) -> usize {
    let bytes = text.as_bytes();
    // U+2028 and U+2029 begin with this byte.
    let ends = memchr::memchr3_iter(b'\n', b'\r', 0xe2, bytes);
    let is_end = |at: &usize| text.get(*at..).is_some_and(|t| t.starts_with(is_line_end));
    ends.into_iter().find(is_end).unwrap_or(text.len())
}

/// Splits what follows the box, which begins at byte `at` of the line, into text and block id.
fn split_block_id(after_box: &str, at: usize) -> (Span, Span) {
    let line = after_box.get(..line_end(after_box)).unwrap_or("");
    let body = trim_start(line);
    let lead = line.len() - body.len();
    let body = trim_end(body);
    let id = block_id_at(body.as_bytes());
    let text = trim_end(body.get(..id.unwrap_or(body.len())).unwrap_or(""));
    let start = at + lead;
    let end = start + body.len();
    let id = id.map_or(Span::new(end, end), |i| Span::new(start + i + 1, end));
    (Span::new(start, start + text.len()), id)
}

/// Where the space stands before the block id that ends a text.
fn block_id_at(body: &[u8]) -> Option<usize> {
    let allowed = |b: &u8| b.is_ascii_alphanumeric() || *b == b'-';
    let caret = body.iter().rposition(|b| !allowed(b))?;
    let space = caret.checked_sub(1)?;
    let marked = caret + 1 < body.len() && body.get(space..=caret) == Some(b" ^");
    marked.then_some(space)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str, spacing: Spacing) -> Option<[&str; 5]> {
        let item = Item::split(line, spacing)?;
        let spans = [item.indentation, item.marker, item.symbol, item.body, item.block_id];
        Some(spans.map(|s| s.of(line)))
    }

    #[test]
    fn splits_markers_quotes_and_block_ids() {
        let plugin = |line| parts(line, Spacing::Plugin);
        assert_eq!(plugin("- [ ] call"), Some(["", "-", " ", "call", ""]));
        assert_eq!(
            plugin("> > 12) [x]  call  ^a-1 "),
            Some(["> > ", "12)", "x", "call", "^a-1"])
        );
        assert_eq!(plugin("\t* [x]call"), Some(["\t", "*", "x", "call", ""]));
        assert_eq!(plugin("- [ ] ^only"), Some(["", "-", " ", "^only", ""]));
        assert_eq!(plugin("- [ ] no ^a_b"), Some(["", "-", " ", "no ^a_b", ""]));
        assert_eq!(plugin("- [ ] crlf\r"), Some(["", "-", " ", "crlf", ""]));
    }

    #[test]
    fn refuses_what_is_no_task() {
        for line in [
            "",
            "- item",
            "- [] x",
            "- [xx] x",
            "[ ] x",
            "-[ ] x",
            "– [ ] x",
            "(1) [ ] x",
            "- [ ",
            "1 [ ] x",
        ] {
            assert_eq!(parts(line, Spacing::Any), None, "{line}");
        }
    }

    #[test]
    fn any_spacing_takes_hard_spaces_and_accents() {
        for line in ["-\t[ ] x", "-\u{a0}[ ] x", "- [✔\u{fe0f}] x", "- [e\u{301}] x"] {
            assert_eq!(parts(line, Spacing::Plugin), None, "{line}");
            assert!(parts(line, Spacing::Any).is_some(), "{line}");
        }
    }
}
