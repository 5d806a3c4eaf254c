//! The text of inline content as if its lines followed one another.

use crate::text::Span;

/// Lines put together. Where they follow one another in the note anyway, nothing is copied.
pub(super) struct Logical<'a> {
    /// What is read.
    pub text: &'a str,
    /// The note's text.
    pub source: &'a str,
    /// Each line's place in the note.
    pieces: &'a [Span],
    /// Where each line begins in `text`; empty when nothing was copied.
    starts: &'a [u32],
    base: usize,
}

impl<'a> Logical<'a> {
    pub(super) fn new(source: &'a str, pieces: &'a [Span], joined: &'a mut String, starts: &'a mut Vec<u32>) -> Self {
        let first = pieces.first().copied().unwrap_or_default();
        let last = pieces.last().copied().unwrap_or_default();
        let base = first.start as usize;
        let whole = Span {
            start: first.start,
            end: last.end.max(first.start),
        };
        starts.clear();
        let follow = pieces.windows(2).all(|pair| follows(source, pair));
        if follow {
            return Self {
                text: whole.of(source),
                source,
                pieces,
                starts,
                base,
            };
        }
        joined.clear();
        for piece in pieces {
            if !starts.is_empty() {
                joined.push('\n');
            }
            starts.push(u32::try_from(joined.len()).unwrap_or(u32::MAX));
            joined.push_str(piece.of(source));
        }
        Self {
            text: joined,
            source,
            pieces,
            starts,
            base,
        }
    }

    /// The place in the note of byte `offset`.
    pub(super) fn at(&self, offset: usize) -> usize {
        let after = self.starts.partition_point(|start| *start as usize <= offset);
        let Some(index) = after.checked_sub(1) else {
            return self.base + offset;
        };
        let start = self.starts.get(index).copied().unwrap_or_default() as usize;
        let piece = self.pieces.get(index).copied().unwrap_or_default();
        (piece.start as usize + (offset - start)).min(piece.end as usize)
    }

    /// The place in the note of bytes `start..end`.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        let from = self.at(start);
        match end.checked_sub(1) {
            Some(last) if last >= start && self.starts.is_empty() => Span::new(from, self.base + end),
            Some(last) if last >= start => Span::new(from, self.end(last)),
            _ => Span::new(from, from),
        }
    }

    /// One past the place of the byte `last`.
    fn end(&self, last: usize) -> usize {
        let after = self.starts.partition_point(|start| *start as usize <= last);
        let index = after.saturating_sub(1);
        let start = self.starts.get(index).copied().unwrap_or_default() as usize;
        let piece = self.pieces.get(index).copied().unwrap_or_default();
        (piece.start as usize + (last - start) + 1).min(piece.end as usize)
    }

    /// Adds the places of bytes `start..end` to `runs`, without white space around, one run for each line that was
    /// copied.
    pub(super) fn runs(&self, start: usize, end: usize, runs: &mut Vec<Span>) {
        let mut push = |span: Span| {
            let span = span.trim(self.source);
            if !span.is_empty() {
                runs.push(span);
            }
        };
        if self.starts.is_empty() {
            push(Span::new(self.base + start, self.base + end));
            return;
        }
        let (from, to) = (self.at(start), self.end(end.saturating_sub(1)));
        let first = self.starts.partition_point(|s| *s as usize <= start).saturating_sub(1);
        for piece in self.pieces.get(first..).unwrap_or_default() {
            if piece.start as usize >= to {
                break;
            }
            push(Span::new(
                (piece.start as usize).max(from),
                (piece.end as usize).min(to),
            ));
        }
    }
}

/// Whether nothing but a line end is between two lines.
fn follows(source: &str, pair: &[Span]) -> bool {
    let [first, second] = pair else {
        return false;
    };
    let between = Span {
        start: first.end,
        end: second.start,
    };
    matches!(between.of(source), "\n" | "\r\n" | "\r")
}
