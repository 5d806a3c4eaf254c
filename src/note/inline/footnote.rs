//! Footnotes in text: `[^label]` and `^[text]`.

use super::{Open, Scan};
use crate::note::{Footnote, FootnoteRef};

/// A label is no longer than this (CommonMark's limit for link labels).
const LONGEST_LABEL: usize = 999;

impl Scan<'_> {
    /// `[^label]`
    pub(super) fn footnote_ref(&mut self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at + 2..)?;
        let stop = |b: &u8| matches!(b, b']' | b' ' | b'\t' | b'\n' | b'\r');
        let length = rest.iter().take(LONGEST_LABEL).position(stop)?;
        if length == 0 || rest.get(length) != Some(&b']') {
            return None;
        }
        let end = at + 2 + length + 1;
        let label: Box<str> = self.text.text.get(at + 2..end - 1)?.into();
        self.note.footnote_refs.push(FootnoteRef {
            id: self.text.span(at + 2, end - 1),
            span: self.text.span(at, end),
        });
        self.use_footnote(label);
        Some(self.jump(at, end))
    }

    /// `^[text]`
    pub(super) fn inline_footnote(&mut self, at: usize) -> Option<usize> {
        if self.byte(at + 1) != b'[' || self.footnote.is_some() {
            return None;
        }
        let close = self.buffers.ahead.bracket(self.bytes, at + 1)?;
        let id: Box<str> = format!("[inline{}", self.buffers.footnotes.len()).into();
        self.note.footnotes.push(Footnote {
            id: id.clone(),
            span: self.text.span(at + 2, close),
        });
        self.use_footnote(id);
        self.jump(at, at + 2);
        self.footnote = Some(Open { close, end: close + 1 });
        Some(at + 2)
    }

    fn use_footnote(&mut self, label: Box<str>) {
        self.buffers.footnotes.push(label);
    }
}
