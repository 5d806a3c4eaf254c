//! Blocks between fences: code, math, comments; and indented code.

use super::line;
use super::{Block, Place, Reader};
use crate::note::{Context, SectionKind, work};
use crate::text::Span;

impl Reader<'_, '_> {
    /// Code by indentation: indented lines, blank ones between them.
    pub(super) fn indented_code(&mut self, at: usize, to: usize, place: Place) -> Block {
        let mut next = at + 1;
        for index in at + 1..to {
            let bytes = self.of(index);
            if line::is_indented_code(bytes) {
                next = index + 1;
            } else if !line::is_blank(bytes) {
                break;
            }
        }
        self.raw_block(SectionKind::Code, at, next, place.context.with(Context::CODE))
    }

    /// Code between fences; without a closing fence it goes to the end of its container.
    pub(super) fn fenced_code(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let (marker, count) = line::code_fence(self.of(at))?;
        let close = self.find(at + 1, to, |bytes| line::closes_code(bytes, marker, count));
        let next = close.map_or(to, |close| close + 1);
        Some(self.raw_block(SectionKind::Code, at, next, place.context.with(Context::CODE)))
    }

    /// Math between `$$` fences.
    pub(super) fn math(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let count = line::math_fence(self.of(at)).filter(|_| at + 1 < to)?;
        let close = self.find(at + 1, to, |bytes| line::closes_math(bytes, count));
        let next = close.map_or(to, |close| close + 1);
        Some(self.raw_block(SectionKind::Math, at, next, place.context.with(Context::MATH)))
    }

    /// A comment between `%%`. Its links and tags are read, its blocks are not.
    pub(super) fn comment(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let close = self.comment_close(at, to)?;
        let block = self.done(SectionKind::Comment, at, close + 1);
        self.pieces.clear();
        for index in at..=close {
            let line = self.line(index);
            self.pieces.push(line.span());
        }
        let lead = line::columns(self.of(at)).1 + 2;
        if let Some(first) = self.pieces.first_mut() {
            first.start = first.start.saturating_add(u32::try_from(lead).unwrap_or(u32::MAX));
        }
        if let Some(last) = self.pieces.last_mut() {
            let inner = last.of(self.text);
            let mark = memchr::memmem::find(inner.as_bytes(), b"%%").unwrap_or(inner.len());
            last.end = last.start + u32::try_from(mark).unwrap_or(0);
        }
        self.inline(place.context.with(Context::COMMENT));
        Some(block)
    }

    /// The line that closes the comment block that line `at` opens.
    pub(super) fn comment_close(&self, at: usize, to: usize) -> Option<usize> {
        let rest = line::trim_start(self.of(at)).strip_prefix(b"%%")?;
        if let Some(mark) = memchr::memmem::find(rest, b"%%") {
            return line::is_blank(rest.get(mark + 2..).unwrap_or_default()).then_some(at);
        }
        self.find(at + 1, to, |bytes| memchr::memmem::find(bytes, b"%%").is_some())
    }

    /// The first line of `from..to` that fits.
    fn find(&self, from: usize, to: usize, fits: impl Fn(&[u8]) -> bool) -> Option<usize> {
        let lines = self.lines.get(from..to).unwrap_or_default();
        let found = lines.iter().position(|line| fits(line.of(self.bytes)));
        work::step(found.unwrap_or(lines.len()));
        found.map(|index| from + index)
    }

    /// A block whose text is not read, but for its links.
    pub(super) fn raw_block(&mut self, kind: SectionKind, at: usize, next: usize, context: Context) -> Block {
        let block = self.done(kind, at, next);
        for index in at..next {
            let line = self.line(index);
            self.raw(
                Span {
                    start: line.start,
                    end: line.end,
                },
                context,
            );
        }
        block
    }
}
