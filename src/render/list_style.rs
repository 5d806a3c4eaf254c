//! Lists as a section writes them: marker, indentation, marks before items, blank lines between them.

use super::scene::{Lines, Scene, Section, is_underlined, line_behind, line_text};
use crate::note::{Note, SectionKind};
use crate::relation::{MARKS, Part};
use crate::text::Span;

/// The list of a section.
pub(super) struct List<'n> {
    note: &'n Note,
    pub(super) style: ListStyle,
    /// Its items, those nested in them left out.
    pub(super) items: Vec<ItemLine<'n>>,
    /// The line before which it grows: the one behind its last, or that of an item in which a comment begins that goes
    /// on there.
    end: u32,
}

/// An item of the list.
pub(super) struct ItemLine<'n> {
    pub(super) line: u32,
    /// What stands behind the marker, a task's box included.
    pub(super) raw: &'n str,
    pub(super) content: Span,
    /// Whether the item is this line and nothing more.
    pub(super) alone: bool,
}

/// How items are written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ListStyle {
    indent: String,
    marker: Marker,
    gap: String,
    /// Whether blank lines stand between items.
    loose: bool,
    /// What stands before each text, with its space.
    pub(super) mark: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Marker {
    Bullet(char),
    /// The number of the next item, and what follows it.
    Number(u64, char),
    /// The same number before each item, and what follows it: `1.`, `1.`, `1.`.
    Same(u64, char),
}

/// What a list marker has digits for.
const HIGHEST: u64 = 999_999_999;

impl ListStyle {
    /// How a part is written where there is no list yet.
    pub(super) fn new(part: Part) -> Self {
        let mark = match part {
            Part::Decisions => "✅ ",
            Part::Blockers => "❌ ",
            _ => "",
        };
        Self {
            indent: String::new(),
            marker: Marker::Bullet('-'),
            gap: " ".to_owned(),
            loose: false,
            mark: mark.to_owned(),
        }
    }

    /// An item, in the n-th place behind the last one.
    pub(super) fn line(&self, content: &str, nth: u64) -> String {
        self.line_at(&self.indent, content, nth)
    }

    fn line_at(&self, indent: &str, content: &str, nth: u64) -> String {
        let marker = match self.marker {
            Marker::Bullet(bullet) => bullet.to_string(),
            Marker::Number(next, end) => format!("{}{end}", next.saturating_add(nth).min(HIGHEST)),
            Marker::Same(number, end) => format!("{number}{end}"),
        };
        format!("{indent}{marker}{}{content}", self.gap)
    }

    /// Whether each item has a number of its own.
    fn counts(&self) -> bool {
        matches!(self.marker, Marker::Number(..))
    }
}

impl<'n> List<'n> {
    /// The first list directly under a heading.
    pub(super) fn of(scene: &Scene<'n>, section: &Section) -> Option<Self> {
        let (note, comments) = (scene.note, scene.comments);
        let block = section.block(note, SectionKind::List)?;
        if is_underlined(note, block) {
            return None;
        }
        let from = note.list_items.partition_point(|item| item.span.start < block.start);
        let inside = note.list_items.iter().enumerate().skip(from);
        let inside = inside.take_while(|(_, item)| item.span.start < block.end);
        let parents: std::collections::HashSet<u32> = inside.clone().filter_map(|(_, item)| item.parent).collect();
        let is_seen = |item: &crate::note::ListItem| comments.around(item.span.start).is_none();
        let top = inside.filter(|(_, item)| item.parent.is_none() && is_seen(item));
        let items: Vec<ItemLine> = top
            .map(|(index, item)| {
                let line = note.line_of(item.span.start);
                let marker = marker(note.slice(item.span)).map_or(0, |(_, length)| length);
                let raw = note.slice(item.span).get(marker..).unwrap_or("").trim();
                let has_children = u32::try_from(index).is_ok_and(|index| parents.contains(&index));
                ItemLine {
                    line,
                    raw,
                    content: item.content,
                    alone: !has_children && line_behind(note, item.span) == line + 1,
                }
            })
            .collect();
        let style = style(note, &items, section.part)?;
        let mut end = line_behind(note, block);
        // A line of blanks is part of the list for the host, and keeps what follows apart from it.
        while end > items.last()?.line + 1 && line_text(note, end - 1).trim().is_empty() {
            end -= 1;
        }
        // More digits than a marker can have are text in most programs, which would go on with a line put above it.
        let behind = line_text(note, end).trim_start();
        if behind.starts_with(|c: char| c.is_ascii_digit()) && marker(behind).is_none() {
            return None;
        }
        let start = |line: u32| note.line_starts.get(line as usize).copied();
        while let Some(comment) = start(end)
            .and_then(|start| comments.around(start))
            .filter(|_| !style.counts())
        {
            let line = note.line_of(comment.start);
            end = items.iter().rev().map(|item| item.line).find(|item| *item <= line)?;
        }
        Some(Self {
            style,
            end,
            note,
            items,
        })
    }

    /// Puts items behind the last one.
    pub(super) fn append(&self, lines: &mut Lines, contents: impl Iterator<Item = String>) {
        for (nth, content) in (0..).zip(contents) {
            self.put(
                lines,
                self.end,
                self.style.line_at(self.indent(self.end), &content, nth),
            );
        }
    }

    /// Puts an item before the one at `index`; a list that counts only grows at its end, since people's own numbers
    /// would have to change. The item is the n-th there. Whether it went to the end.
    pub(super) fn insert(&self, lines: &mut Lines, index: usize, content: &str, nth: u64) -> bool {
        let before = self.items.get(index).filter(|_| !self.style.counts());
        let line = before.map_or(self.end, |item| item.line);
        self.put(lines, line, self.style.line_at(self.indent(line), content, nth));
        before.is_none()
    }

    /// The indentation of what is put before a line: that of the item there, else of the last one. With any other it might
    /// be nested in the item before it, or the next one in it.
    fn indent(&self, line: u32) -> &'n str {
        let there = self.items.iter().find(|item| item.line == line);
        let text = there
            .or(self.items.last())
            .map_or("", |item| line_text(self.note, item.line));
        let marker = text.trim_start_matches([' ', '\t']);
        text.get(..text.len() - marker.len()).unwrap_or("")
    }

    /// Puts a line before another, in a loose list with a blank one between it and the item beside it.
    fn put(&self, lines: &mut Lines, line: u32, text: String) {
        let before_item = self.items.binary_search_by_key(&line, |item| item.line).is_ok();
        if self.style.loose && !before_item {
            lines.insert(line, "");
        }
        lines.insert(line, text);
        if self.style.loose && before_item {
            lines.insert(line, "");
        }
    }

    /// Takes an item away, and in a loose list the blank line before it.
    pub(super) fn remove(&self, lines: &mut Lines, item: &ItemLine) {
        let before = item.line.checked_sub(1).filter(|_| self.style.loose);
        let is_first = self.items.first().is_some_and(|first| first.line == item.line);
        if let Some(blank) = before.filter(|line| !is_first && line_text(self.note, *line).trim().is_empty()) {
            lines.remove(blank);
        }
        lines.remove(item.line);
    }
}

/// The style of the items there are; `None` when they do not begin their lines, as in a quote.
fn style(note: &Note, items: &[ItemLine], part: Part) -> Option<ListStyle> {
    let first = items.first()?;
    let text = line_text(note, first.line);
    let item = text.trim_start_matches([' ', '\t']);
    let indent = text.get(..text.len() - item.len())?;
    let (kind, length) = marker(item)?;
    let after = item.get(length..)?;
    let gap = after.get(..after.len() - after.trim_start_matches([' ', '\t']).len())?;
    let kind = match kind {
        Marker::Number(first, end) => numbered(note, items, first, end)?,
        kind => kind,
    };
    let parted = |pair: &[ItemLine]| match pair {
        [_, next] => line_text(note, next.line.saturating_sub(1)).trim().is_empty(),
        _ => false,
    };
    Some(ListStyle {
        indent: indent.to_owned(),
        marker: kind,
        gap: if gap.is_empty() || gap.len() > 4 {
            " ".to_owned()
        } else {
            gap.to_owned()
        },
        loose: items.len() > 1 && items.windows(2).all(parted),
        mark: mark(items, part),
    })
}

/// How a list goes on whose first item has a number; `None` where one has more digits than a list marker can have.
fn numbered(note: &Note, items: &[ItemLine], first: u64, end: char) -> Option<Marker> {
    let number = |item: &ItemLine| match marker(line_text(note, item.line).trim_start()) {
        Some((Marker::Number(number, _), _)) => Some(number),
        _ => None,
    };
    let numbers: Vec<u64> = items.iter().map(number).collect::<Option<_>>()?;
    let highest = numbers.iter().max().copied().unwrap_or(first);
    Some(if numbers.len() > 1 && numbers.iter().all(|number| *number == first) {
        Marker::Same(first, end)
    } else {
        Marker::Number(highest.saturating_add(1), end)
    })
}

/// The mark that most items begin with.
fn mark(items: &[ItemLine], part: Part) -> String {
    let begin = |item: &&ItemLine| item.raw.starts_with(MARKS);
    let marked = items.iter().filter(begin).count();
    let Some(first) = items.iter().find(begin).filter(|_| marked * 2 > items.len()) else {
        let empty = items.iter().all(|item| item.raw.is_empty());
        return if empty {
            ListStyle::new(part).mark
        } else {
            String::new()
        };
    };
    let text = first.raw.trim_start_matches(MARKS).trim_start();
    first.raw.get(..first.raw.len() - text.len()).unwrap_or("").to_owned()
}

/// The marker that an item begins with, and the bytes that it takes.
fn marker(item: &str) -> Option<(Marker, usize)> {
    let first = item.chars().next()?;
    if matches!(first, '-' | '*' | '+') {
        return Some((Marker::Bullet(first), 1));
    }
    let digits = item.bytes().take_while(u8::is_ascii_digit).count();
    let end = item.get(digits..)?.chars().next().filter(|c| matches!(c, '.' | ')'))?;
    let number: u64 = item.get(..digits)?.parse().ok()?;
    (digits <= 9).then_some((Marker::Number(number, end), digits + 1))
}

/// Puts lines into a section that has no block of their kind yet: behind its last block, or behind the heading.
pub(super) fn place(note: &Note, section: &Section, lines: &mut Lines, texts: impl Iterator<Item = String>) -> u32 {
    let last = section.blocks(note).last().map(|block| block.span);
    let before = line_behind(note, last.unwrap_or(section.heading));
    let compact =
        last.is_none() && (before as usize) < note.line_starts.len() && !line_text(note, before).trim().is_empty();
    if !compact {
        lines.insert(before, "");
    }
    texts.for_each(|text| lines.insert(before, text));
    // A line of text would go on with what stands above it: in most programs that makes it part of a list or table.
    let next = line_text(note, before);
    if !next.trim().is_empty() && !next.trim_start().starts_with('#') {
        lines.insert(before, "");
    }
    before
}
