//! Inline content: links, tags, code, math, comments, footnotes and fields in the text of a paragraph, heading or
//! table cell; and the runs of prose between them.
//!
//! One pass from left to right. A table says which bytes can begin a construct; each construct that fits is jumped
//! over, one that does not is prose. Whatever looks ahead for its end does so through memory of earlier looks
//! ([`ahead::Ahead`]), so the work is linear in the text.

mod ahead;
mod code;
mod footnote;
mod html;
mod link;
mod text;
mod wikilink;

use super::{Context, Field, Link, LinkKind, Note, Tag, field, tag, work};
use crate::text::{ByteSet, Span, seek};
use ahead::Ahead;
use text::Logical;
pub(super) use wikilink::{raw_links, starting as wikilink_at, whole};

/// Memory that is used again from one piece of inline content to the next.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    joined: String,
    starts: Vec<u32>,
    ahead: Ahead,
    /// Links by reference, to be resolved when all definitions are known: index in the note's links, label.
    references: Vec<(usize, Box<str>)>,
    /// Labels of footnotes used so far, each once; the host numbers inline footnotes by them.
    footnotes: Vec<Box<str>>,
}

impl Buffers {
    /// Forgets what was kept for one note.
    pub(super) fn begin(&mut self) {
        self.references.clear();
        self.footnotes.clear();
    }
}

/// Reads the inline content that stands on `pieces`, one per line, in `context`.
pub(super) fn scan(source: &str, pieces: &[Span], context: Context, buffers: &mut Buffers, note: &mut Note) {
    let mut first = None;
    if let [piece] = pieces {
        first = first_special(piece.of(source).as_bytes());
        if first.is_none() {
            return words(source, *piece, context, note);
        }
    }
    let mut joined = std::mem::take(&mut buffers.joined);
    let mut starts = std::mem::take(&mut buffers.starts);
    let text = Logical::new(source, pieces, &mut joined, &mut starts);
    buffers.ahead.reset();
    Scan {
        bytes: text.text.as_bytes(),
        text,
        context,
        buffers,
        note,
        prose: 0,
        edge: 0,
        link_text: None,
        footnote: None,
        comment: None,
        label: None,
        backticks_end: 0,
    }
    .run(first);
    buffers.joined = joined;
    buffers.starts = starts;
}

/// Keeps a piece that holds nothing but words, such as most cells of tables.
fn words(source: &str, piece: Span, context: Context, note: &mut Note) {
    work::step(piece.len());
    let words = piece.trim(source);
    if !words.is_empty() && !context.intersects(Context::COMMENT) {
        note.prose.push(words);
    }
}

/// Gives links by reference their targets, and drops those whose definition is nowhere.
pub(super) fn resolve_references(buffers: &mut Buffers, note: &mut Note) {
    if buffers.references.is_empty() {
        return;
    }
    let mut targets = std::collections::HashMap::new();
    for definition in &note.definitions {
        targets.entry(folded(&definition.id)).or_insert(&definition.target);
    }
    for (index, label) in buffers.references.drain(..) {
        if let (Some(link), Some(target)) = (note.links.get_mut(index), targets.get(&folded(&label))) {
            link.target = (*target).clone();
        }
    }
    note.links
        .retain(|link| link.kind != LinkKind::Reference || !link.target.is_empty());
}

/// A reference label as it is compared: without case, white space collapsed.
fn folded(label: &str) -> String {
    let mut folded = String::with_capacity(label.len());
    for word in label.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase));
    }
    folded
}

/// Bytes that can begin or end a construct.
const SPECIAL: ByteSet = ByteSet::of(b"#$%:<[\\]^`");

/// Where the first of them stands.
fn first_special(bytes: &[u8]) -> Option<usize> {
    let beyond = |byte| {
        let signs = seek::beyond(byte, b'#', b'%').min(seek::beyond(byte, b':', b'<'));
        signs.min(seek::beyond(byte, b'[', b'`'))
    };
    SPECIAL.first_passing(bytes, |byte| beyond(byte) == 0)
}

/// The text of a Markdown link or an inline footnote that is being read.
#[derive(Debug, Clone, Copy)]
struct Open {
    /// Where its text ends.
    close: usize,
    /// Where it ends.
    end: usize,
}

/// The state of one pass. All offsets are in the logical text.
struct Scan<'a> {
    text: Logical<'a>,
    bytes: &'a [u8],
    context: Context,
    buffers: &'a mut Buffers,
    note: &'a mut Note,
    /// Where the run of prose began that is being read.
    prose: usize,
    /// End of the last construct: a tag may stand right after it.
    edge: usize,
    link_text: Option<Open>,
    footnote: Option<Open>,
    /// Where the comment ends that is being read, with its `%%`.
    comment: Option<usize>,
    /// Where the label of a link by reference begins, which is no link itself.
    label: Option<usize>,
    /// Where the run of backticks ends that was met last.
    backticks_end: usize,
}

impl Scan<'_> {
    /// Reads everything; `first` is where the first special byte stands, if that is known.
    fn run(&mut self, first: Option<usize>) {
        let mut next = first.or_else(|| self.next_special(0));
        while let Some(at) = next {
            let end = self.leave(at).or_else(|| self.construct(at)).unwrap_or(at + 1);
            next = self.next_special(end);
            work::step(next.unwrap_or(self.bytes.len()).saturating_sub(at));
        }
        self.flush(self.bytes.len());
    }

    /// The next byte that can begin or end a construct.
    fn next_special(&self, from: usize) -> Option<usize> {
        Some(from + first_special(self.bytes.get(from..)?)?)
    }

    fn byte(&self, at: usize) -> u8 {
        self.bytes.get(at).copied().unwrap_or_default()
    }

    /// Reads the construct at `at`, if one is there, and says where it ends.
    fn construct(&mut self, at: usize) -> Option<usize> {
        match self.byte(at) {
            b'\\' => self.escape(at),
            b'`' => self.code(at),
            b'<' => self.angle(at),
            b'[' => self.bracket(at),
            b'#' => self.tag(at),
            b'$' => self.math(at),
            b'%' => self.comment(at),
            b'^' => self.inline_footnote(at),
            b':' => self.colon(at),
            _ => None,
        }
    }

    /// The end of the link text, footnote or comment that `at` closes or has passed.
    fn leave(&mut self, at: usize) -> Option<usize> {
        if let Some(open) = self.link_text.filter(|open| at >= open.close) {
            self.link_text = None;
            return Some(self.jump(open.close, open.end.max(at)));
        }
        if let Some(open) = self.footnote.filter(|open| at >= open.close) {
            self.footnote = None;
            return Some(self.jump(open.close, open.end.max(at)));
        }
        if let Some(end) = self.comment.filter(|end| at + 2 >= *end) {
            self.comment = None;
            self.prose = end;
            self.edge = end;
            return Some(end.max(at));
        }
        None
    }

    /// Ends the run of prose at `at` and begins the next at `end`.
    fn jump(&mut self, at: usize, end: usize) -> usize {
        self.flush(at);
        self.prose = end;
        self.edge = end;
        end
    }

    /// Keeps the prose up to `end`.
    fn flush(&mut self, end: usize) {
        if self.prose < end && self.comment.is_none() && !self.context.intersects(Context::COMMENT) {
            self.text.runs(self.prose, end, &mut self.note.prose);
        }
        self.prose = self.prose.max(end);
    }

    /// The context of what stands at the place being read.
    fn here(&self) -> Context {
        let mut here = self.context;
        if self.comment.is_some() {
            here = here.with(Context::COMMENT);
        }
        if self.footnote.is_some() {
            here = here.with(Context::FOOTNOTE);
        }
        here
    }

    fn span(&self, start: usize, end: usize) -> Span {
        self.text.span(start, end)
    }

    /// `\x`
    fn escape(&mut self, at: usize) -> Option<usize> {
        self.byte(at + 1).is_ascii_punctuation().then(|| {
            self.edge = at + 2;
            at + 2
        })
    }

    /// `#tag`
    fn tag(&mut self, at: usize) -> Option<usize> {
        let length = tag::name_len(self.text.text.get(at + 1..)?)?;
        let end = at + 1 + length;
        if !self.begins_tag(at) {
            return Some(end);
        }
        let (span, context) = (self.span(at, end), self.here());
        self.note.tags.push(Tag { span, context });
        self.edge = end;
        Some(end)
    }

    /// Whether a tag may begin at `at`: at the start, after white space, or right after another construct or an
    /// emphasis marker.
    fn begins_tag(&mut self, at: usize) -> bool {
        if at == self.edge {
            return true;
        }
        let before = self.text.text.get(..at).and_then(|text| text.chars().next_back());
        match before {
            None => true,
            Some(mark @ ('*' | '_' | '~' | '=')) => self.beside_emphasis(at, mark),
            Some(c) => c.is_whitespace(),
        }
    }

    /// Whether the marker before `at` opens or closes emphasis.
    fn beside_emphasis(&mut self, at: usize, mark: char) -> bool {
        let byte = u8::try_from(mark).unwrap_or_default();
        let before = self.bytes.get(..at).unwrap_or_default();
        let run = before.iter().rev().take_while(|b| **b == byte).count();
        let needed = if matches!(mark, '~' | '=') { 2 } else { 1 };
        let outside = at.checked_sub(run + 1).and_then(|i| self.bytes.get(i));
        let opens = outside.is_none_or(|b| b.is_ascii_whitespace() || b.is_ascii_punctuation());
        run >= needed && opens && self.buffers.ahead.next(self.bytes, byte, at).is_some()
    }

    /// `http://…`, or `key:: value`
    fn colon(&mut self, at: usize) -> Option<usize> {
        if self.byte(at + 1) == b':' {
            self.field(at);
            return Some(at + 2);
        }
        if self.byte(at + 1) == b'/' && self.byte(at + 2) == b'/' {
            return self.bare_url(at);
        }
        None
    }

    /// A field whose `::` is at `at`.
    fn field(&mut self, at: usize) {
        if self.context.intersects(Context::HEADING) {
            return;
        }
        let ahead = &mut self.buffers.ahead;
        let ends = [b'\n', b'\r'].map(|byte| ahead.next(self.bytes, byte, at));
        let line_end = ends.into_iter().flatten().min().unwrap_or(self.bytes.len());
        let around = field::Around::new(self.text.text, at, line_end);
        let close = around.open.and_then(|open| match self.bytes.get(open) {
            Some(b'[') => ahead.bracket(self.bytes, open),
            _ => ahead.paren(self.bytes, open),
        });
        let Some(found) = field::inline(self.text.text, &around, close) else {
            return;
        };
        let place = |span: Span| self.text.span(span.start as usize, span.end as usize);
        self.note.fields.push(Field {
            kind: found.kind,
            key: place(found.key),
            value: place(found.value),
            span: place(found.span),
        });
    }

    /// Keeps a link.
    fn push_link(&mut self, kind: LinkKind, embed: bool, span: Span, target: Box<str>, display: Option<Box<str>>) {
        let context = self.here();
        let context = if embed { context.with(Context::EMBED) } else { context };
        self.note.links.push(Link {
            kind,
            embed,
            span,
            target,
            display,
            context,
        });
    }
}

/// The links of a text that is no note, such as a property; spans are in `text`.
pub(super) fn links_in(text: &str) -> Vec<Link> {
    let Some((target, display, embed)) = whole(text) else {
        return scanned_links(text);
    };
    vec![Link {
        kind: LinkKind::Wikilink,
        embed,
        span: Span::new(0, text.len()),
        target: target.into(),
        display: display.map(Into::into),
        context: if embed { Context::EMBED } else { Context::NONE },
    }]
}

fn scanned_links(text: &str) -> Vec<Link> {
    let mut note = Note::default();
    let whole = Span::new(0, text.len());
    scan(text, &[whole], Context::NONE, &mut Buffers::default(), &mut note);
    note.links
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_text_that_is_one_wikilink_is_read_as_any_other(text in r"!?\[\[[\[\]!|# a\\`$%é\n]{0,6}\]\]") {
            prop_assert_eq!(links_in(&text), scanned_links(&text));
        }

        #[test]
        fn words_alone_are_read_as_any_other(text in r"[ \ta.é\u{a0}*-]{0,20}") {
            let prose = |pieces: &[Span]| {
                let mut note = Note::default();
                scan(&text, pieces, Context::NONE, &mut Buffers::default(), &mut note);
                note.prose
            };
            let whole = Span::new(0, text.len());
            // Only a single piece is read the short way.
            prop_assert_eq!(prose(&[whole]), prose(&[whole, Span::new(text.len(), text.len())]));
        }
    }
}
