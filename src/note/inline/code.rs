//! What is not read: code spans, math. And comments, which are.

use super::{Scan, raw_links};
use crate::note::{Context, work};

impl Scan<'_> {
    /// A code span: a run of backticks up to the next run of the same length. A run without a partner is tried again
    /// without its first backtick.
    pub(super) fn code(&mut self, at: usize) -> Option<usize> {
        let count = self.backticks(at);
        let body = at + count;
        if self.buffers.ahead.lacks_code(count) {
            return None;
        }
        let Some(close) = self.code_close(body, count) else {
            self.buffers.ahead.no_code(count);
            return None;
        };
        Some(self.skip(at, close + count, Context::CODE))
    }

    fn code_close(&self, from: usize, count: usize) -> Option<usize> {
        let mut at = from;
        while let Some(found) = memchr::memchr(b'`', self.bytes.get(at..)?) {
            work::step(found + 1);
            at += found;
            let length = self.run_of(b'`', at);
            if length == count {
                return Some(at);
            }
            at += length;
        }
        None
    }

    /// The backticks from `at` on, which are counted once for a whole run.
    fn backticks(&mut self, at: usize) -> usize {
        if at >= self.backticks_end {
            self.backticks_end = at + self.run_of(b'`', at);
        }
        self.backticks_end - at
    }

    /// How often `byte` stands in a row from `at` on.
    pub(super) fn run_of(&self, byte: u8, at: usize) -> usize {
        let rest = self.bytes.get(at..).unwrap_or_default();
        rest.iter().take_while(|b| **b == byte).count()
    }

    /// Jumps over `at..end`, whose links are kept but which is not prose.
    pub(super) fn skip(&mut self, at: usize, end: usize, context: Context) -> usize {
        let context = self.here().with(context);
        raw_links(self.text.source, self.span(at, end), context, self.note);
        self.jump(at, end)
    }

    /// Math between `$` or `$$`: no white space inside the fences, no digit after a closing one.
    pub(super) fn math(&mut self, at: usize) -> Option<usize> {
        let double = self.byte(at + 1) == b'$';
        let body = at + 1 + usize::from(double);
        if matches!(self.byte(body), b' ' | b'\t') || self.buffers.ahead.lacks_math(double) {
            return None;
        }
        let Some(end) = self.math_end(body, double) else {
            self.buffers.ahead.no_math(double);
            return None;
        };
        Some(self.skip(at, end, Context::MATH))
    }

    fn math_end(&self, body: usize, double: bool) -> Option<usize> {
        let mut at = body;
        while let Some(found) = memchr::memchr2(b'$', b'\\', self.bytes.get(at..)?) {
            work::step(found + 1);
            at += found;
            if self.byte(at) == b'\\' {
                at += 2;
                continue;
            }
            let spaced = matches!(at.checked_sub(1).map(|before| self.byte(before)), Some(b' ' | b'\t'));
            let next = self.byte(at + 1);
            if !spaced && !next.is_ascii_digit() && (!double || next == b'$') {
                return Some(at + 1 + usize::from(double));
            }
            at += 1;
        }
        None
    }

    /// `%% comment %%`: read like other text, but marked.
    pub(super) fn comment(&mut self, at: usize) -> Option<usize> {
        if self.byte(at + 1) != b'%' || self.comment.is_some() || self.context.intersects(Context::COMMENT) {
            return None;
        }
        let close = self.comment_close(at + 2)?;
        self.flush(at);
        self.comment = Some(close + 2);
        self.edge = at + 2;
        Some(at + 2)
    }

    fn comment_close(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at = self.buffers.ahead.next(self.bytes, b'%', at)?;
            if self.byte(at + 1) == b'%' {
                return Some(at);
            }
            at += 1;
        }
    }
}
