//! Footnote definitions `[^label]: text`, and definitions of reference links `[label]: target`.

use super::line;
use super::{Block, Place, Reader};
use crate::note::{Context, Definition, Footnote, SectionKind, linktext, work};
use crate::text::Span;

impl Reader<'_, '_> {
    /// A footnote definition with the lines that are indented under it or go on without a break.
    pub(super) fn footnote(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let (_, lead) = line::columns(self.of(at));
        let label = label(line::trim_start(self.of(at)))?;
        let base = self.lines.len();
        let first = self.line(at);
        self.lines.push(first.skip(lead + label + 4));
        let mut next = at + 1;
        let mut end = next;
        while next < to {
            work::step(1);
            let line = self.line(next);
            let bytes = line.of(self.bytes);
            let (columns, white) = line::columns(bytes);
            let blank = white == bytes.len();
            if !blank && columns < 4 && (end < next || self.interrupts_footnote(next, to)) {
                break;
            }
            self.lines.push(line.skip(skip_four(bytes)));
            next += 1;
            if !blank {
                end = next;
            }
        }
        let block = self.done(SectionKind::FootnoteDefinition, at, end);
        let start = first.start as usize + lead + 2;
        let id = Span::new(start, start + label).of(self.text).into();
        self.note.footnotes.push(Footnote { id, span: block.span });
        let count = base + (end - at);
        self.blocks(base, count, place.inside(Context::FOOTNOTE));
        self.lines.truncate(base);
        Some(block)
    }

    /// A definition of a reference link.
    pub(super) fn definition(&mut self, at: usize, to: usize) -> Option<Block> {
        let next = self.definition_end(at, to)?;
        let block = self.done(SectionKind::Definition, at, next);
        let parts = parts(block.span.of(self.text))?;
        self.note.definitions.push(Definition {
            id: parts.label.into(),
            target: linktext::decode_target(parts.target).into(),
            span: block.span,
        });
        Some(block)
    }

    /// The line after the definition that line `at` begins; its target and title may each stand on a line of its own.
    pub(super) fn definition_end(&self, at: usize, to: usize) -> Option<usize> {
        if !line::trim_start(self.of(at)).starts_with(b"[") {
            return None;
        }
        let whole = |lines: usize| {
            let last = self.line(at + lines - 1);
            let span = Span {
                start: self.line(at).start,
                end: last.end,
            };
            !line::is_blank(self.of(at + lines - 1)) && parts(span.of(self.text)).is_some()
        };
        let most = to.saturating_sub(at).min(3);
        (1..=most).rev().find(|lines| whole(*lines)).map(|lines| at + lines)
    }
}

/// Bytes of the label in a footnote definition, without leading white space.
pub(super) fn label(line: &[u8]) -> Option<usize> {
    let rest = line.strip_prefix(b"[^")?;
    let end = rest.iter().position(|b| matches!(b, b']' | b' ' | b'\t'))?;
    let fits = end > 0 && rest.get(end) == Some(&b']') && rest.get(end + 1) == Some(&b':');
    fits.then_some(end)
}

/// Bytes of leading white space that take up to four columns.
fn skip_four(line: &[u8]) -> usize {
    let (mut columns, mut bytes) = (0, 0);
    for byte in line {
        columns += match byte {
            b' ' => 1,
            b'\t' => 4 - columns % 4,
            _ => break,
        };
        if columns > 4 {
            break;
        }
        bytes += 1;
    }
    bytes
}

/// A definition taken apart.
struct Parts<'t> {
    label: &'t str,
    target: &'t str,
}

/// Reads `[label]: target "title"`.
fn parts(text: &str) -> Option<Parts<'_>> {
    let rest = text.trim_start_matches([' ', '\t']).strip_prefix('[')?;
    let close = unescaped(rest, b']')?;
    let label = rest.get(..close)?;
    let rest = rest.get(close + 1..)?.strip_prefix(':')?;
    let rest = rest.trim_start_matches([' ', '\t', '\n', '\r']);
    let (target, rest) = match rest.strip_prefix('<') {
        Some(inner) => inner.split_once('>')?,
        None => rest.split_at(
            rest.find(|c: char| c.is_whitespace() || c == '[' || c == ']')
                .unwrap_or(rest.len()),
        ),
    };
    let ends = rest.trim_start();
    let titled = ends.is_empty() || ends.len() < rest.len() && is_title(ends.trim_end_matches([' ', '\t']));
    let fits = !label.is_empty() && !target.is_empty() && titled && !label.starts_with('^');
    fits.then_some(Parts { label, target })
}

/// Whether a text is a title between quotes or parentheses.
fn is_title(text: &str) -> bool {
    let close = match text.as_bytes().first() {
        Some(quote @ (b'"' | b'\'')) => *quote,
        Some(b'(') => b')',
        _ => return false,
    };
    let inner = text.get(1..).unwrap_or_default().as_bytes();
    memchr::memchr(close, inner) == inner.len().checked_sub(1)
}

/// Where `byte` stands first without a backslash before it.
fn unescaped(text: &str, byte: u8) -> Option<usize> {
    let mut escaped = false;
    text.bytes().position(|b| {
        let found = b == byte && !escaped;
        escaped = b == b'\\' && !escaped;
        found
    })
}
