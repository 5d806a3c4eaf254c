//! Headings: `# text`, and a line underlined with `===` or `---`.

use super::line;
use super::{Block, Place, Reader};
use crate::note::{Context, Heading, SectionKind};
use crate::text::Span;

impl Reader<'_, '_> {
    /// An ATX heading.
    pub(super) fn atx_heading(&mut self, at: usize, place: Place) -> Option<Block> {
        let level = line::atx_level(self.of(at))?;
        let line = self.line(at);
        let lead = line::columns(self.of(at)).1 + usize::from(level);
        let text = without_closing(self.text, line.skip(lead).span());
        Some(self.heading(level, text, at, at + 1, place))
    }

    /// A setext heading: one line of text, then its underline.
    pub(super) fn setext_heading(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let level = (at + 1 < to).then(|| line::setext_level(self.of(at + 1)))??;
        let text = self.line(at).span().trim(self.text);
        Some(self.heading(level, text, at, at + 2, place))
    }

    fn heading(&mut self, level: u8, text: Span, at: usize, next: usize, place: Place) -> Block {
        let block = self.done(SectionKind::Heading, at, next);
        if place.depth == 0 {
            let span = block.span;
            self.note.headings.push(Heading { level, text, span });
        }
        self.inline_span(text, place.context.with(Context::HEADING));
        self.take_trailing_id(block.span, place);
        block
    }
}

/// A heading's text: trimmed, and without closing `#`s that white space sets apart.
fn without_closing(text: &str, span: Span) -> Span {
    let span = span.trim(text);
    let whole = span.of(text);
    let open = whole.trim_end_matches('#');
    if open.len() == whole.len() || !(open.is_empty() || open.ends_with([' ', '\t'])) {
        return span;
    }
    let end = span.start as usize + open.trim_end().len();
    Span::new(span.start as usize, end)
}
