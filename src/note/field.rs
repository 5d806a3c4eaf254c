//! Keys with values in the body: `**Key**: value`, `key:: value`, `[key:: value]`, `(key:: value)`.

use super::{Field, FieldKind, Note};
use crate::text::Span;

/// A key is no longer than this; what is longer is a sentence.
const LONGEST_KEY: usize = 100;

/// Keeps the field that a line begins with, when it is `**Key**: value` or `**Key:** value`.
pub(super) fn bold_line(text: &str, line: Span, note: &mut Note) {
    let whole = line.of(text);
    if whole
        .as_bytes()
        .first()
        .is_none_or(|b| !matches!(b, b'*' | b' ' | b'\t' | b'_'))
    {
        return;
    }
    let line = line.trim(text);
    if let Some(field) = read_bold(text, line) {
        note.fields.push(field);
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

/// The field whose `::` stands at byte `at` of a line; `line` is the line without containers' markers.
pub(super) fn inline(text: &str, line: Span, at: usize) -> Option<Field> {
    let before = text.get(line.start as usize..at)?;
    let open = before
        .rfind(['[', '('])
        .filter(|open| !before.get(*open..).is_some_and(|b| b.contains([']', ')'])));
    let enclosed = open.and_then(|open| enclosed(text, line, line.start as usize + open, at));
    enclosed.or_else(|| on_its_own(text, line, at))
}

/// `[key:: value]` or `(key:: value)`.
fn enclosed(text: &str, line: Span, open: usize, at: usize) -> Option<Field> {
    let (kind, opens, closes) = match text.as_bytes().get(open)? {
        b'[' => (FieldKind::Bracket, b'[', b']'),
        _ => (FieldKind::Paren, b'(', b')'),
    };
    let key = key(text, open + 1, at)?;
    let rest = text.get(at + 2..line.end as usize)?;
    let mut depth = 0_usize;
    let length = rest.bytes().position(|b| {
        depth += usize::from(b == opens);
        let ends = b == closes && depth == 0;
        depth = depth.saturating_sub(usize::from(b == closes));
        ends
    })?;
    let close = at + 2 + length;
    Some(Field {
        kind,
        key,
        value: Span::new(at + 2, close).trim(text),
        span: Span::new(open, close + 1),
    })
}

/// `key:: value` on a line of its own.
fn on_its_own(text: &str, line: Span, at: usize) -> Option<Field> {
    let key = key(text, line.start as usize, at)?;
    let value = Span {
        start: Span::new(at + 2, at + 2).start,
        end: line.end,
    };
    Some(Field {
        kind: FieldKind::Line,
        key,
        value: value.trim(text),
        span: Span {
            start: line.start,
            end: line.end,
        },
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
