//! Lists, their items and tasks.

use super::line;
use super::{Block, Children, Place, Reader};
use crate::note::{Context, ListItem, SectionKind, work};
use crate::text::Span;

/// The lines `first..next` of one item.
struct Item {
    first: usize,
    next: usize,
    /// Columns that a later line must have to belong to it.
    indent: usize,
}

/// A line as the list sees it.
struct Seen {
    /// Columns of white space, of a marker where it has one, and of the white space after it.
    size: usize,
    marker: Option<u8>,
    indented: bool,
}

impl Reader<'_, '_> {
    /// A list with all its items.
    pub(super) fn list(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let kind = line::marker(line::trim_start(self.of(at)))?.kind;
        let items = self.items(kind, at, to);
        let last = items.last()?;
        let block = self.done(SectionKind::List, at, last.next);
        for item in &items {
            self.item(item, block.span.start, place);
        }
        Some(block)
    }

    /// Finds the items: which lines belong to the list that line `at` begins, and to which of its items.
    fn items(&self, kind: u8, at: usize, to: usize) -> Vec<Item> {
        let mut items: Vec<Item> = Vec::with_capacity(8);
        let mut after_blank = false;
        for index in at..to {
            work::step(1);
            let bytes = self.of(index);
            let seen = see(bytes, items.last().map(|item| item.indent));
            let blank = seen.marker.is_none() && line::is_blank(bytes);
            if seen.marker.is_some_and(|marker| marker != kind)
                || matches!(seen.marker, Some(b'-' | b'*')) && line::is_rule(bytes)
            {
                break;
            }
            if seen.marker.is_some() {
                items.push(Item {
                    first: index,
                    next: index + 1,
                    indent: seen.size,
                });
            } else if let Some(item) = items.last_mut() {
                if seen.indented {
                    item.next = index + 1;
                } else if !blank {
                    if after_blank || self.interrupts_list(index) {
                        break;
                    }
                    item.next = index + 1;
                }
            }
            after_blank = blank;
        }
        items
    }

    /// Reads one item with what it holds.
    fn item(&mut self, item: &Item, list: u32, place: Place) {
        let base = self.lines.len();
        self.push_content(item);
        let task = self.take_task(base);
        let own = match task {
            Some(symbol) if is_done(symbol) => Context::DONE_TASK,
            Some(_) => Context::OPEN_TASK,
            None => Context::NONE,
        };
        let context = match task {
            Some(_) => place
                .context
                .without(Context::OPEN_TASK.with(Context::DONE_TASK))
                .with(own),
            None => place.context,
        };
        let index = u32::try_from(self.note.list_items.len()).unwrap_or(u32::MAX);
        let whole = self.done(SectionKind::List, item.first, item.next).span;
        let content = self.line(base).start;
        self.note.list_items.push(ListItem {
            span: whole,
            content: Span {
                start: content,
                end: whole.end,
            },
            task,
            parent: place.item,
            list,
            id: None,
            context,
        });
        let inside = Place {
            context,
            item: Some(index),
            in_item: true,
            ..place.inside(own)
        };
        let end = self.lines.len();
        let children = self.blocks(base, end, inside);
        self.lines.truncate(base);
        self.close_item(index, children);
    }

    /// An item ends where its own content ends, before the first list in it.
    fn close_item(&mut self, index: u32, children: Children) {
        let Some(item) = self.note.list_items.get_mut(index as usize) else {
            return;
        };
        if let Some(end) = children.before_list {
            item.span.end = end;
        }
        item.content.end = item.span.end;
        if children.has_list && children.before_list.is_none() {
            item.content.end = item.content.start;
        }
    }

    /// Pushes an item's lines without its marker and without the indentation they share.
    fn push_content(&mut self, item: &Item) {
        let first = self.line(item.first);
        let bullet = bullet(first.of(self.bytes));
        let strip = self.shared_indent(item, bullet.width);
        self.lines.push(first.skip(bullet.len));
        for index in item.first + 1..item.next {
            let line = self.line(index);
            let skip = strip.map_or(0, |columns| bytes_of_columns(line.of(self.bytes), columns));
            self.lines.push(line.skip(skip));
        }
    }

    /// How many columns the later lines of an item lose; none when one of them has no indentation at all.
    fn shared_indent(&self, item: &Item, most: usize) -> Option<usize> {
        let mut least = most;
        for index in item.first + 1..item.next {
            let bytes = self.of(index);
            let (columns, lead) = line::columns(bytes);
            if lead == bytes.len() {
                continue;
            }
            if columns == 0 {
                return None;
            }
            least = least.min(columns);
        }
        Some(least)
    }

    /// Takes `[c] ` off the item's first line.
    fn take_task(&mut self, base: usize) -> Option<char> {
        let first = self.lines.get_mut(base)?;
        let text = first.span().of(self.text);
        let mut inside = text.strip_prefix('[')?.chars();
        let symbol = inside.next()?;
        let rest = inside.as_str().strip_prefix(']')?;
        if !rest.starts_with([' ', '\t']) {
            return None;
        }
        *first = first.skip(text.len() - rest.len() + 1);
        Some(symbol)
    }
}

/// Whether a task status symbol says done or cancelled.
fn is_done(symbol: char) -> bool {
    matches!(symbol, 'x' | 'X' | '-')
}

/// What `line` is to a list whose current item needs `indent` columns.
fn see(line: &[u8], indent: Option<usize>) -> Seen {
    let (columns, lead) = line::columns(line);
    let belongs = |size: usize| indent.is_some_and(|indent| size >= indent);
    if belongs(columns) {
        return Seen {
            size: columns,
            marker: None,
            indented: true,
        };
    }
    let rest = line.get(lead..).unwrap_or_default();
    let (size, marker) = after_marker(rest, columns);
    Seen {
        size,
        marker,
        indented: indent.is_some() && marker.is_none() && (belongs(size) || size > 4),
    }
}

/// Columns up to the text after a list marker, and the marker. What only looks like a marker counts its columns too.
fn after_marker(rest: &[u8], columns: usize) -> (usize, Option<u8>) {
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let Some(kind) = rest.get(digits).copied() else {
        return (columns, None);
    };
    let fits = if digits == 0 {
        matches!(kind, b'-' | b'*' | b'+')
    } else {
        matches!(kind, b'.' | b')')
    };
    if !fits {
        return (columns, None);
    }
    let size = columns + digits + 1;
    let after = rest.get(digits + 1..).unwrap_or_default();
    match after.first() {
        None => (size, Some(kind)),
        Some(b'\t') => (size + 4 - size % 4, Some(kind)),
        Some(b' ') => (size + spaces_after(after), Some(kind)),
        Some(_) => (size, None),
    }
}

/// Spaces that belong to a marker: one to four, or one when more follow.
fn spaces_after(after: &[u8]) -> usize {
    let spaces = after.iter().take(5).take_while(|b| **b == b' ').count();
    if spaces > 4 { 1 } else { spaces }
}

/// An item's marker with the white space around it.
struct Bullet {
    /// Its bytes.
    len: usize,
    /// Columns it takes, where the text of its first line begins.
    width: usize,
}

/// The marker that begins an item's first line.
fn bullet(line: &[u8]) -> Bullet {
    let (_, lead) = line::columns(line);
    let rest = line.get(lead..).unwrap_or_default();
    let digits = rest.iter().take_while(|b| b.is_ascii_digit()).count();
    let after = rest.get(digits + 1..).unwrap_or_default();
    let gap = match after.first() {
        Some(b' ') => spaces_after(after),
        Some(b'\t') => 1,
        _ => 0,
    };
    let len = lead + digits + 1 + gap;
    // A one-digit number is as wide as a two-digit one where that makes the width even.
    let dotted = digits > 0 && rest.get(digits) == Some(&b'.');
    let number = rest.get(..digits).unwrap_or_default();
    let small = dotted && number.iter().rev().skip(1).all(|b| *b == b'0');
    let wider = usize::from(small && len % 2 == 1);
    let width = match line.get(..len).unwrap_or_default().contains(&b'\t') {
        true => {
            let space = std::iter::repeat_n(b' ', digits + 1 + wider);
            let before = line.get(..lead).unwrap_or_default().iter().copied();
            let behind = after.get(..gap).unwrap_or_default().iter().copied();
            before.chain(space).chain(behind).fold(0, next_column)
        }
        false => len + wider,
    };
    Bullet { len, width }
}

/// Where white space leads from a column.
fn next_column(column: usize, byte: u8) -> usize {
    if byte == b'\t' {
        (column + 4) / 4 * 4
    } else {
        column + 1
    }
}

/// Bytes of leading white space that make up at most `columns` columns; a tab that reaches further is taken whole.
fn bytes_of_columns(line: &[u8], columns: usize) -> usize {
    let mut reached = 0;
    let mut taken = 0;
    for (index, byte) in line.iter().enumerate() {
        if reached >= columns || !matches!(byte, b' ' | b'\t') {
            break;
        }
        reached = next_column(reached, *byte);
        taken = index + 1;
    }
    taken
}
