//! What begins with `[`: Markdown links and images, links by reference.

use super::{Open, Scan};
use crate::note::{LinkKind, linktext};

/// A title is looked for no further than this.
const LONGEST_TITLE: usize = 2000;

impl Scan<'_> {
    /// Whatever `[` begins.
    pub(super) fn bracket(&mut self, at: usize) -> Option<usize> {
        match self.byte(at + 1) {
            b'[' => self.wikilink(at).or_else(|| self.markdown(at)),
            b'^' => self.footnote_ref(at),
            _ => self.markdown(at),
        }
    }

    /// `[text](target)`, `![alt](target)`, or a link by reference.
    fn markdown(&mut self, at: usize) -> Option<usize> {
        let embed = self.is_embed(at);
        if self.link_text.is_some() && !embed || self.label == Some(at) {
            return None;
        }
        let close = self.buffers.ahead.bracket(self.bytes, at)?;
        let start = at - usize::from(embed);
        if self.byte(close + 1) != b'(' {
            return self.reference(start, at, close, embed);
        }
        let (target, end) = self.target(close + 1)?;
        let target = linktext::decode_target(target).into();
        let shown = self.text.text.get(at + 1..close)?;
        let span = self.span(start, end);
        if self
            .text
            .text
            .get(close + 2..end - 1)
            .is_some_and(|t| !t.trim().is_empty())
        {
            self.push_link(LinkKind::Markdown, embed, span, target, Some(shown.into()));
        }
        Some(self.enter(start, at, Open { close, end }, embed))
    }

    /// Goes into a link's text; an image's is not read.
    fn enter(&mut self, start: usize, at: usize, open: Open, embed: bool) -> usize {
        if embed {
            return self.jump(start, open.end);
        }
        self.link_text = Some(open);
        self.jump(start, at + 1)
    }

    /// `(target "title")` from its parenthesis on: the target as written, and where it ends.
    fn target(&mut self, open: usize) -> Option<(&str, usize)> {
        let mut start = self.white(open + 1);
        let end;
        let after;
        if self.byte(start) == b'<' {
            start += 1;
            end = self.buffers.ahead.next(self.bytes, b'>', start)?;
            if self.text.text.get(start..end)?.contains(['\n', '\r']) {
                return None;
            }
            after = end + 1;
        } else {
            end = self.bare_target_end(open, start)?;
            after = end;
        }
        let next = self.white(after);
        let close = if next > after { self.title_end(next)? } else { next };
        (self.byte(close) == b')').then(|| (self.text.text.get(start..end).unwrap_or_default(), close + 1))
    }

    /// Where a target without angle brackets ends: before white space, or at the parenthesis that closes the link's.
    fn bare_target_end(&mut self, open: usize, start: usize) -> Option<usize> {
        let close = self.buffers.ahead.paren(self.bytes, open);
        let mut white = None;
        for byte in *b" \n\t\r" {
            let next = self.buffers.ahead.next(self.bytes, byte, start);
            white = [white, next].into_iter().flatten().min();
        }
        match (close, white) {
            (Some(close), Some(white)) => Some(close.min(white)),
            (close, white) => close.or(white),
        }
    }

    /// Where a title ends, and white space behind it; `at` itself when no title is there.
    fn title_end(&self, at: usize) -> Option<usize> {
        let close = match self.byte(at) {
            quote @ (b'"' | b'\'') => quote,
            b'(' => b')',
            _ => return Some(at),
        };
        let rest = self.bytes.get(at + 1..)?;
        let mut escaped = false;
        let length = rest.iter().take(LONGEST_TITLE).position(|b| {
            let ends = *b == close && !escaped;
            escaped = *b == b'\\' && !escaped;
            ends
        })?;
        Some(self.white(at + 1 + length + 1))
    }

    /// The first byte from `at` on that is no white space.
    fn white(&self, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        at + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
    }

    /// `[text][label]`, `[label][]` or `[label]`.
    fn reference(&mut self, start: usize, at: usize, close: usize, embed: bool) -> Option<usize> {
        let shown = self.text.text.get(at + 1..close)?;
        let mut label = shown;
        let mut end = close + 1;
        if self.byte(end) == b'[' {
            let second = self.buffers.ahead.bracket(self.bytes, end)?;
            let written = self.text.text.get(end + 1..second)?;
            label = if written.trim().is_empty() { label } else { written };
            self.label = Some(end);
            end = second + 1;
        }
        if label.len() > 999 || label.trim().is_empty() || label.contains(['[', ']']) {
            return None;
        }
        let (label, shown): (Box<str>, Box<str>) = (label.into(), shown.into());
        let span = self.span(start, end);
        self.buffers.references.push((self.note.links.len(), label));
        self.push_link(LinkKind::Reference, embed, span, "".into(), Some(shown));
        None
    }
}
