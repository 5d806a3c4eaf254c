//! The text of a note with what places in it are named by: lines and headings, without reading the note again.

use std::borrow::Cow;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::note::{Note, plain_text};
use crate::text::Span;
use crate::vault::Text;

/// How many bytes of text one kept line number stands for.
const STEP: usize = 256;

/// The text of a note, its line numbers and headings.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub struct Page {
    /// Left out where a record is saved: the vault has it.
    #[serde(skip)]
    text: Text,
    /// Where the frontmatter ends.
    body: u32,
    /// How many lines have begun before each [`STEP`] of the text.
    lines: Box<[u32]>,
    /// Texts of the headings.
    headings: Box<[Span]>,
}

impl Page {
    /// Of a note.
    pub(super) fn new(note: &Note) -> Self {
        let steps = (0..=note.text.len()).step_by(STEP);
        let begun = |at: usize| note.line_starts.partition_point(|start| (*start as usize) < at);
        Self {
            text: Arc::clone(&note.text).into(),
            body: note.frontmatter.as_ref().map_or(0, |f| f.span.end),
            lines: steps.map(|at| u32::try_from(begun(at)).unwrap_or(u32::MAX)).collect(),
            headings: note.headings.iter().map(|heading| heading.text).collect(),
        }
    }

    /// Gives back the text that was left out.
    pub(crate) fn set_text(&mut self, text: Text) {
        self.text = text;
    }

    /// The text of the note.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text behind the frontmatter.
    pub fn body(&self) -> &str {
        self.text.get(self.body as usize..).unwrap_or_default()
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// The text of a span as a person reads it.
    pub fn plain(&self, span: Span) -> Cow<'_, str> {
        plain_text(self.slice(span))
    }

    /// The line, from 0, that holds byte `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        let offset = offset as usize;
        let step = offset / STEP;
        let from = step * STEP;
        let bytes = self.text.as_bytes();
        // A line begins behind LF, CRLF or a lone CR; the last one at `offset` itself.
        let passed = bytes.get(from.saturating_sub(1)..offset).unwrap_or_default();
        let ends = memchr::memchr_iter(b'\n', passed).count();
        let returns = memchr::memchr_iter(b'\r', passed).filter(|at| {
            let next = from.saturating_sub(1) + at + 1;
            bytes.get(next) != Some(&b'\n')
        });
        let since = ends + returns.count() + usize::from(from == 0);
        let before = self.lines.get(step).copied().unwrap_or(0);
        (before + u32::try_from(since).unwrap_or(0)).saturating_sub(1)
    }

    /// The line that holds byte `offset`, without its end.
    pub fn line_at(&self, offset: u32) -> Span {
        let (before, behind) = self
            .text
            .as_bytes()
            .split_at_checked(offset as usize)
            .unwrap_or_default();
        let start = memchr::memrchr2(b'\n', b'\r', before).map_or(0, |end| end + 1);
        let length = memchr::memchr2(b'\n', b'\r', behind).unwrap_or(behind.len());
        Span::new(start, before.len() + length)
    }

    /// The first line behind one that is not blank.
    pub(super) fn filled_line_behind(&self, line: Span) -> Option<Span> {
        let behind = self.text.get(line.end as usize..)?;
        let blank = behind.len() - behind.trim_start().len();
        (blank < behind.len()).then(|| self.line_at(line.end + u32::try_from(blank).unwrap_or(0)))
    }

    /// The text of the last heading that begins before byte `offset`, as read.
    pub fn heading_above(&self, offset: u32) -> Option<Cow<'_, str>> {
        let after = self.headings.partition_point(|text| text.start <= offset);
        let text = self.headings.get(after.checked_sub(1)?)?;
        Some(self.plain(*text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::parse;

    #[test]
    fn lines_are_those_of_the_note() {
        let long = "one line\nand another\r\nor\ra third\n\n".repeat(700);
        for text in ["", "a", "a\n", "a\r\nb\rc\n\nd", &long] {
            let note = parse(text.as_bytes());
            let page = Page::new(&note);
            for offset in 0..=u32::try_from(text.len()).unwrap() {
                assert_eq!(page.line_of(offset), note.line_of(offset), "{offset}");
            }
        }
    }
}
