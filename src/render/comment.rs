//! Comments as people mean them: from `<!--` to `-->`, and from `%%` to `%%`, however the lines between them would read.
//!
//! The host's grammar looks for lists and headings first, so a comment that begins in an item ends with it there. Whoever
//! wrote it took all of those lines out of the note, and nothing is written among them.

use memchr::{memchr2, memmem};

use crate::note::{Note, SectionKind};
use crate::order::Order as _;
use crate::text::Span;

/// The comments of a note, in order.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Comments(Vec<Span>);

impl Comments {
    /// Those of the body that are closed; one that is not, is either the rest of the note to the parser too, or text. Where
    /// one reaches into another they are one.
    pub(super) fn of(note: &Note) -> Self {
        let mut all = scan(note, &[Mark::Html, Mark::Percent]);
        all.extend(scan(note, &[Mark::Html]));
        all.order();
        let mut spans: Vec<Span> = Vec::with_capacity(all.len());
        for span in all {
            match spans.last_mut().filter(|last| span.start < last.end) {
                Some(last) => last.end = last.end.max(span.end),
                None => spans.push(span),
            }
        }
        Self(spans)
    }

    /// The comment that goes on at a byte offset: it begins before and ends behind it.
    pub(super) fn around(&self, offset: u32) -> Option<Span> {
        let at = self.0.partition_point(|comment| comment.end <= offset);
        self.0.get(at).copied().filter(|comment| comment.start < offset)
    }

    /// Whether a replacement would change what is inside a comment.
    pub(super) fn hold(&self, span: Span) -> bool {
        let at = self.0.partition_point(|comment| comment.end <= span.start);
        let reached = |comment: &Span| comment.start < span.end || self.around(span.start).is_some();
        self.0.get(at).is_some_and(reached)
    }
}

/// Comments between some marks, one behind the other.
fn scan(note: &Note, marks: &[Mark]) -> Vec<Span> {
    let mut at = note.frontmatter.as_ref().map_or(0, |f| f.span.end as usize);
    let mut spans = Vec::new();
    let mut unclosed = Vec::new();
    while let Some((start, mark)) = next(&note.text, at, marks) {
        at = start + mark.open().len();
        if unclosed.contains(&mark) || !opens(note, start, mark) {
            continue;
        }
        match mark.close(&note.text, at) {
            Some(end) => {
                spans.push(Span::new(start, end));
                at = end;
            }
            None => unclosed.push(mark),
        }
    }
    spans
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    Html,
    Percent,
}

impl Mark {
    fn open(self) -> &'static str {
        match self {
            Self::Html => "<!--",
            Self::Percent => "%%",
        }
    }

    /// The end of the comment whose text begins at `from`.
    fn close(self, text: &str, from: usize) -> Option<usize> {
        let close = match self {
            Self::Html => "-->",
            Self::Percent => "%%",
        };
        let found = memmem::find(text.as_bytes().get(from..)?, close.as_bytes())?;
        Some(from + found + close.len())
    }
}

/// The next of some marks.
fn next(text: &str, from: usize, marks: &[Mark]) -> Option<(usize, Mark)> {
    let bytes = text.as_bytes();
    let mut at = from;
    loop {
        at += memchr2(b'<', b'%', bytes.get(at..)?)?;
        let rest = bytes.get(at..)?;
        let mark = marks.iter().find(|mark| rest.starts_with(mark.open().as_bytes()));
        if let Some(mark) = mark {
            return Some((at, *mark));
        }
        at += 1;
    }
}

/// Whether a mark opens a comment: it is no code, and `100%%` is a number.
fn opens(note: &Note, start: usize, mark: Mark) -> bool {
    let at = u32::try_from(start).unwrap_or(u32::MAX);
    let line = note.line_starts.get(note.line_of(at) as usize).copied().unwrap_or(0);
    let before = note.slice(Span { start: line, end: at });
    if mark == Mark::Percent && before.ends_with(char::is_alphanumeric) {
        return false;
    }
    let block = note.sections.partition_point(|block| block.span.end <= at);
    match note
        .sections
        .get(block)
        .filter(|block| block.span.start <= at)
        .map(|block| block.kind)
    {
        Some(SectionKind::Code | SectionKind::Math) => false,
        Some(SectionKind::Html | SectionKind::Comment) => true,
        _ => begins_item(before) || in_prose(note, at),
    }
}

/// Bytes that the marks before a comment take at most: so a long line with many marks is not read again for each.
const DEEPEST: usize = 256;

/// Whether nothing but the marks of items and quotes stands before it.
fn begins_item(before: &str) -> bool {
    let mark = |c: char| matches!(c, ' ' | '\t' | '>' | '-' | '*' | '+' | '.' | ')') || c.is_ascii_digit();
    before.len() <= DEEPEST && before.chars().all(mark)
}

fn in_prose(note: &Note, at: u32) -> bool {
    let run = note.prose.partition_point(|run| run.end <= at);
    note.prose.get(run).is_some_and(|run| run.start <= at)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::parse;

    fn comments(text: &str) -> Vec<String> {
        let note = parse(text.as_bytes());
        let spans = Comments::of(&note).0;
        spans.iter().map(|span| note.slice(*span).to_owned()).collect()
    }

    #[test]
    fn comments_reach_over_items_and_headings() {
        assert_eq!(comments("- a <!-- x\n## h\n- b -->\n- c\n"), ["<!-- x\n## h\n- b -->"]);
        assert_eq!(comments("- a %% x\n- b\n%% c\n"), ["%% x\n- b\n%%"]);
        assert_eq!(
            comments("<!-- x -->\n\n1. <!-- y\n2. -->\n"),
            ["<!-- x -->", "<!-- y\n2. -->"]
        );
    }

    #[test]
    fn code_numbers_and_what_never_closes_are_none() {
        for text in [
            "- 100%% of it\n- 50%% of it\n",
            "```\n<!-- x\n```\n- b -->\n",
            "- `<!--` x\n- b -->\n",
            "- a <!-- x\n- b\n",
            "---\na: <!-- x\n---\n-->\n",
            "- a -->\n",
        ] {
            assert_eq!(comments(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_replacement_beside_a_comment_is_outside() {
        let comments = Comments(vec![Span::new(2, 6), Span::new(8, 9)]);
        for (start, end, inside) in [
            (0, 2, false),
            (2, 2, false),
            (3, 3, true),
            (6, 6, false),
            (1, 3, true),
            (6, 8, false),
            (5, 9, true),
        ] {
            assert_eq!(comments.hold(Span::new(start, end)), inside, "{start}..{end}");
        }
    }
}
