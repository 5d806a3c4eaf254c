//! Block quotes and callouts.

use super::line;
use super::{Block, Line, Place, Reader};
use crate::note::{Callout, Context, SectionKind, work};
use crate::text::Span;

impl Reader<'_, '_> {
    /// A block quote: lines with `>`, and lines that go on without one.
    pub(super) fn quote(&mut self, at: usize, to: usize, place: Place) -> Block {
        let base = self.lines.len();
        let mut next = at;
        while next < to {
            work::step(1);
            let line = self.line(next);
            match after_mark(line.of(self.bytes)) {
                Some(skip) => self.lines.push(line.skip(skip)),
                None if line::is_blank(self.of(next)) || self.interrupts_quote(next, to) => break,
                None => self.lines.push(line),
            }
            next += 1;
        }
        let mut block = self.done(SectionKind::Blockquote, at, next);
        let mut context = Context::QUOTE;
        if let Some(callout) = self.callout(self.line(base), block.span) {
            self.note.callouts.push(callout);
            block.kind = SectionKind::Callout;
            context = Context::CALLOUT;
        }
        let end = self.lines.len();
        self.blocks(base, end, place.inside(context));
        self.lines.truncate(base);
        block
    }

    /// The callout that a quote's first line opens.
    fn callout(&self, first: Line, span: Span) -> Option<Callout> {
        let text = first.span().of(self.text);
        let open = text.trim_start_matches([' ', '\t']);
        let inner = open.strip_prefix("[!")?;
        let (kind, rest) = inner.split_once(']')?;
        let fold = rest.chars().next().filter(|c| matches!(c, '+' | '-'));
        let title = rest.get(usize::from(fold.is_some())..).unwrap_or_default();
        let spaced = title.is_empty() || title.starts_with([' ', '\t']);
        if kind.is_empty() || kind.contains('[') || !spaced {
            return None;
        }
        let start = first.end as usize - inner.len();
        let kind = Span::new(start, start + kind.len());
        let title = Span::new(first.end as usize - title.len(), first.end as usize).trim(self.text);
        Some(Callout {
            kind,
            fold,
            title,
            span,
        })
    }
}

/// Bytes of a quote mark with the white space before it and one space after it.
fn after_mark(line: &[u8]) -> Option<usize> {
    let (_, lead) = line::columns(line);
    if line.get(lead) != Some(&b'>') {
        return None;
    }
    Some(lead + 1 + usize::from(line.get(lead + 1) == Some(&b' ')))
}
