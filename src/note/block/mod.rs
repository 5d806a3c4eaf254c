//! Blocks: lines to headings, lists, quotes, tables, code, and the inline content they hold.
//!
//! This is the one seam between the text and everything that is read from it: [`read`] fills the parts of a
//! [`Note`] that stand in its body. The grammar is the host app's own, which is an older dialect than CommonMark:
//! blocks are recognised container by container, each container handing on its lines without its own markers.
//! Differences that show in real notes: `- [ ] 1. x` holds a nested list, any character may stand in a task box, a
//! table or a reference definition never interrupts a paragraph, `%%` and `$$` fence blocks.
//!
//! Work is linear in the text: nesting beyond [`MAX_DEPTH`] is read as plain paragraphs.

mod fence;
mod footnote;
mod heading;
mod html;
mod id;
mod interrupt;
mod line;
mod list;
mod quote;
mod table;

use super::inline::{self, Buffers};
use super::{Context, Note, Section, SectionKind, field, work};
use crate::text::Span;
pub(super) use html::tag_len;
pub(super) use id::trailing_id;
use line::Line;

/// Containers nested deeper than this are read as paragraphs; people stay under ten.
const MAX_DEPTH: u32 = 64;

/// Memory that is used again from one note to the next.
#[derive(Debug, Default)]
pub(super) struct Desk {
    lines: Vec<Line>,
    pieces: Vec<Span>,
    inline: Buffers,
}

/// Reads the body, from byte `start` of the note's text, into `note`.
pub(super) fn read(text: &str, start: usize, note: &mut Note, desk: &mut Desk) {
    line::all(&note.line_starts, text, start, &mut desk.lines);
    desk.inline.begin();
    let count = desk.lines.len();
    let mut reader = Reader {
        text,
        bytes: text.as_bytes(),
        lines: &mut desk.lines,
        note,
        buffers: &mut desk.inline,
        pieces: &mut desk.pieces,
    };
    reader.reserve(count);
    reader.blocks(0, count, Place::ROOT);
    inline::resolve_references(reader.buffers, reader.note);
    id::finish(reader.note);
}

/// Where a run of blocks stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Containers around it.
    context: Context,
    /// How many containers.
    depth: u32,
    /// The nearest list item around it.
    item: Option<u32>,
    /// Whether `item` is its direct container.
    in_item: bool,
}

impl Place {
    const ROOT: Self = Self {
        context: Context::NONE,
        depth: 0,
        item: None,
        in_item: false,
    };

    /// The place inside one more container.
    fn inside(self, context: Context) -> Self {
        Self {
            context: self.context.with(context),
            depth: self.depth + 1,
            in_item: false,
            ..self
        }
    }
}

/// What the blocks of a container amount to, for the container's own span.
#[derive(Debug, Clone, Copy, Default)]
struct Children {
    /// End of the last block before the first list.
    before_list: Option<u32>,
    /// Whether a list was among them.
    has_list: bool,
    /// The last block, for a block id that stands on its own after it.
    last: Option<Span>,
}

impl Children {
    fn add(&mut self, kind: SectionKind, span: Span) {
        self.last = Some(span);
        if kind == SectionKind::List {
            self.has_list = true;
        } else if !self.has_list {
            self.before_list = Some(span.end);
        }
    }
}

/// The state of reading one note's body.
struct Reader<'t, 'n> {
    text: &'t str,
    bytes: &'t [u8],
    /// A stack: the lines of the root, then those of each container being read.
    lines: &'n mut Vec<Line>,
    note: &'n mut Note,
    buffers: &'n mut Buffers,
    /// Lines of the inline content about to be scanned.
    pieces: &'n mut Vec<Span>,
}

/// A block that was read: its kind, where it ends, and the line after it.
struct Block {
    kind: SectionKind,
    span: Span,
    next: usize,
}

impl<'t> Reader<'t, '_> {
    /// Makes room for what a note of so many lines usually holds.
    fn reserve(&mut self, lines: usize) {
        self.note.prose.reserve(lines);
        self.note.links.reserve(lines / 4);
        self.note.sections.reserve(lines / 2);
        self.note.headings.reserve(lines / 8);
        self.note.list_items.reserve(lines / 2);
    }

    /// Line `index` of the stack; an empty one past its end.
    fn line(&self, index: usize) -> Line {
        self.lines.get(index).copied().unwrap_or_default()
    }

    /// The bytes of line `index`.
    fn of(&self, index: usize) -> &'t [u8] {
        self.line(index).of(self.bytes)
    }

    /// Reads the blocks of lines `from..to`.
    fn blocks(&mut self, from: usize, to: usize, place: Place) -> Children {
        let mut children = Children::default();
        let mut at = from;
        while at < to {
            work::step(1);
            if line::is_blank(self.of(at)) {
                at += 1;
                continue;
            }
            let block = self.block(at, to, place);
            at = block.next.max(at + 1);
            if block.kind == SectionKind::Paragraph && self.take_lone_id(block.span, place, children.last) {
                continue;
            }
            children.add(block.kind, block.span);
            if place.depth == 0 {
                self.section(block.kind, block.span);
            }
        }
        children
    }

    /// Reads the block that begins at line `at`, which is not blank.
    fn block(&mut self, at: usize, to: usize, place: Place) -> Block {
        if place.depth >= MAX_DEPTH {
            return self.leaf(at, to, SectionKind::Paragraph, place);
        }
        let bytes = self.of(at);
        if line::is_indented_code(bytes) {
            return self.indented_code(at, to, place);
        }
        let first = bytes.iter().find(|b| !matches!(b, b' ' | b'\t')).copied();
        let found = match first.unwrap_or_default() {
            b'`' | b'~' => self.fenced_code(at, to, place),
            b'$' => self.math(at, to, place),
            b'%' => self.comment(at, to, place),
            b'>' => Some(self.quote(at, to, place)),
            b'#' => self.atx_heading(at, place),
            b'-' | b'*' | b'_' | b'+' | b'0'..=b'9' => self.rule(at).or_else(|| self.list(at, to, place)),
            _ => None,
        };
        if let Some(block) = found.or_else(|| self.setext_heading(at, to, place)) {
            return block;
        }
        let found = match first.unwrap_or_default() {
            b'<' => self.html(at, to, place),
            b'[' => self.footnote(at, to, place).or_else(|| self.definition(at, to)),
            _ => None,
        };
        if let Some(block) = found.or_else(|| self.table(at, to, place)) {
            return block;
        }
        self.paragraph(at, to, place)
    }

    /// A thematic break.
    fn rule(&self, at: usize) -> Option<Block> {
        line::is_rule(self.of(at)).then(|| self.done(SectionKind::ThematicBreak, at, at + 1))
    }

    /// A paragraph: lines up to a blank one or one that begins another block.
    fn paragraph(&mut self, at: usize, to: usize, place: Place) -> Block {
        let mut next = at + 1;
        while next < to {
            work::step(1);
            let bytes = self.of(next);
            // White space alone ends a paragraph, but for a tab, and at the very end.
            if line::is_blank(bytes) && !bytes.contains(&b'\t') {
                let last_of_all = next + 1 == to && !bytes.is_empty();
                next += usize::from(last_of_all);
                break;
            }
            if line::columns(bytes).0 < 4 && self.interrupts_paragraph(next, to) {
                break;
            }
            next += 1;
        }
        self.leaf(at, next, SectionKind::Paragraph, place)
    }

    /// A block of lines `at..next` that holds nothing but inline content.
    fn leaf(&mut self, at: usize, next: usize, kind: SectionKind, place: Place) -> Block {
        let block = self.done(kind, at, next);
        self.pieces.clear();
        for index in at..next {
            let line = self.line(index);
            self.pieces.push(Span {
                start: line.start,
                end: line.end,
            });
            field::bold_line(self.text, line.span(), self.note);
        }
        if let (Some(id), Some(last)) = (self.take_trailing_id(block.span, place), self.pieces.last_mut()) {
            last.end = last.end.min(id.start.saturating_sub(1));
        }
        self.inline(place.context);
        block
    }

    /// Reads `self.pieces` as inline content.
    fn inline(&mut self, context: Context) {
        inline::scan(self.text, self.pieces, context, self.buffers, self.note);
    }

    /// Reads one span as inline content.
    fn inline_span(&mut self, span: Span, context: Context) {
        self.pieces.clear();
        self.pieces.push(span);
        self.inline(context);
    }

    /// Keeps the links that stand in a span that is not prose.
    fn raw(&mut self, span: Span, context: Context) {
        inline::raw_links(self.text, span, context, self.note);
    }

    /// The block of lines `at..next`.
    fn done(&self, kind: SectionKind, at: usize, next: usize) -> Block {
        let span = Span {
            start: self.line(at).start,
            end: self.line(next.saturating_sub(1)).end,
        };
        Block { kind, span, next }
    }

    fn section(&mut self, kind: SectionKind, span: Span) {
        let id = self
            .note
            .blocks
            .last()
            .filter(|block| block.span == span)
            .map(|block| block.id);
        self.note.sections.push(Section { kind, span, id });
    }
}
