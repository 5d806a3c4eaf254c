//! Keys with values in the body: `**Key**: value`, `key:: value`, `[key:: value]`, `(key:: value)`.

use super::{Field, FieldKind, Note};
use crate::text::Span;

/// A key is no longer than this; what is longer is a sentence.
const LONGEST_KEY: usize = 100;

/// Keeps the field that a line begins with, when it is `**Key**: value` or `**Key:** value`.
#[inline]
pub(super) fn bold_line(text: &str, line: Span, note: &mut Note) {
    let first = text.as_bytes().get(line.start as usize);
    if matches!(first, Some(b'*' | b' ' | b'\t' | b'_')) {
        note.fields.extend(read_bold(text, line.trim(text)));
    }
}

fn read_bold(text: &str, line: Span) -> Option<Field> {
    let whole = line.of(text);
    let mark = whole.get(..2).filter(|mark| matches!(*mark, "**" | "__"))?;
    let inner = whole.get(2..)?;
    let close = inner.find(mark).filter(|close| (1..=LONGEST_KEY).contains(close))?;
    let (key, rest) = (inner.get(..close)?, inner.get(close + 2..)?);
    let (key_len, rest) = match key.strip_suffix(':') {
        Some(key) => (key.len(), rest),
        None => (
            key.len(),
            rest.trim_start()
                .strip_prefix(':')
                .filter(|rest| !rest.starts_with(':'))?,
        ),
    };
    let spaced = rest.is_empty() || rest.starts_with(char::is_whitespace);
    let start = line.start as usize + 2;
    let key = Span::new(start, start + key_len).trim(text);
    (spaced && !key.is_empty()).then(|| Field {
        kind: FieldKind::Bold,
        key,
        value: Span::new(line.end as usize - rest.len(), line.end as usize).trim(text),
        span: line,
    })
}

/// What is around a `::`.
pub(super) struct Around {
    /// Where the `::` stands.
    pub at: usize,
    /// Where its line begins, when that is near enough for a key.
    pub line_start: Option<usize>,
    /// Where its line ends.
    pub line_end: usize,
    /// The nearest open bracket or parenthesis before it.
    pub open: Option<usize>,
}

impl Around {
    /// Looks at `text` around the `::` at `at`, no further than a key can reach.
    pub(super) fn new(text: &str, at: usize, line_end: usize) -> Self {
        let mut from = at.saturating_sub(LONGEST_KEY + 8);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = text.get(from..at).unwrap_or_default();
        let line_break = before.rfind(['\n', '\r']).map(|found| from + found + 1);
        let line_start = line_break.or((from == 0).then_some(0));
        let same_line = text.get(line_start.unwrap_or(from)..at).unwrap_or_default();
        let open = same_line
            .rfind(['[', '(', ']', ')'])
            .map(|found| at - same_line.len() + found);
        Self {
            at,
            line_start,
            line_end,
            open: open.filter(|open| matches!(text.as_bytes().get(*open), Some(b'[' | b'('))),
        }
    }
}

/// A field whose places are in the text it was read from.
pub(super) struct Found {
    /// How it is written.
    pub kind: FieldKind,
    /// The key, without markup.
    pub key: Span,
    /// The value, trimmed.
    pub value: Span,
    /// The whole field.
    pub span: Span,
}

/// The field around a `::`; `close` is where the open bracket or parenthesis before it is closed.
pub(super) fn inline(text: &str, around: &Around, close: Option<usize>) -> Option<Found> {
    let enclosed = around.open.zip(close.filter(|close| *close < around.line_end));
    let enclosed = enclosed.filter(|(_, close)| *close >= around.at + 2);
    enclosed
        .and_then(|(open, close)| in_brackets(text, around.at, open, close))
        .or_else(|| on_its_own(text, around))
}

/// `[key:: value]` or `(key:: value)`.
fn in_brackets(text: &str, at: usize, open: usize, close: usize) -> Option<Found> {
    let bracket = text.as_bytes().get(open) == Some(&b'[');
    Some(Found {
        kind: if bracket { FieldKind::Bracket } else { FieldKind::Paren },
        key: key(text, open + 1, at)?,
        value: Span::new(at + 2, close).trim(text),
        span: Span::new(open, close + 1),
    })
}

/// `key:: value` on a line of its own; unlike in brackets, white space must follow, as `std::vec` is no field.
fn on_its_own(text: &str, around: &Around) -> Option<Found> {
    let start = around.line_start?;
    let apart = text.as_bytes().get(around.at + 2).is_none_or(u8::is_ascii_whitespace);
    apart.then_some(())?;
    Some(Found {
        kind: FieldKind::Line,
        key: key(text, start, around.at)?,
        value: Span::new(around.at + 2, around.line_end).trim(text),
        span: Span::new(start, around.line_end),
    })
}

/// A key without its emphasis, when it is one: letters, digits, spaces, `_`, `-`, `/`, emoji.
fn key(text: &str, start: usize, end: usize) -> Option<Span> {
    let span = Span::new(start, end).trim(text);
    let marked = span.of(text);
    let bare = marked.trim_matches(['*', '_']);
    let lead = marked.len() - marked.trim_start_matches(['*', '_']).len();
    let start = span.start as usize + lead;
    let fits = |c: char| c.is_alphanumeric() || !c.is_ascii() || matches!(c, ' ' | '_' | '-' | '/');
    (!bare.is_empty() && bare.len() <= LONGEST_KEY && bare.chars().all(fits))
        .then(|| Span::new(start, start + bare.len()))
}
