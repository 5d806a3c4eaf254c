//! A range of bytes in a note's text.

use serde::{Deserialize, Serialize};

use super::white;

/// A half-open range of bytes, `start..end`, in the text that parsing sees.
///
/// Spans are always on character borders. Offsets outside the core are UTF-16; the binding converts them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from byte offsets; texts over 4 GiB are not representable and saturate.
    pub fn new(start: usize, end: usize) -> Self {
        let clamp = |n| u32::try_from(n).unwrap_or(u32::MAX);
        Self {
            start: clamp(start),
            end: clamp(end),
        }
    }

    /// The text of this span, or "" when it does not fit `text`.
    #[inline]
    pub fn of<'a>(&self, text: &'a str) -> &'a str {
        text.get(self.range()).unwrap_or("")
    }

    /// As a range of `usize`.
    pub fn range(&self) -> std::ops::Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        self.end.saturating_sub(self.start) as usize
    }

    /// Whether it holds no byte.
    pub fn is_empty(&self) -> bool {
        self.end <= self.start
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same span without leading and trailing white space of `text`.
    pub fn trim(&self, text: &str) -> Span {
        let whole = self.of(text);
        let begun = white::trim_start(whole);
        let start = self.start as usize + (whole.len() - begun.len());
        Span::new(start, start + white::trim_end(begun).len())
    }
}
