//! A note that is being brought up to date, with its sections.

use crate::note::{Note, SectionKind};
use crate::relation::{EntityId, Part, Record, Schema};
use crate::summary::View;
use crate::text::Span;

use super::change::{NoteChange, Splice, Step};
use super::comment::Comments;
use super::noted::Noted;

/// The note of an entity, as its file has it now, and the vault around it.
pub(super) struct Scene<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) id: EntityId,
    pub(super) path: &'a str,
    pub(super) note: &'a Note,
    /// What the note says now; the vault may still hold an older one.
    pub(super) record: &'a Record,
    /// What the other notes give.
    pub(super) noted: &'a Noted,
    /// What nothing is written into.
    pub(super) comments: &'a Comments,
    /// Parts that get a section of their own where they have none.
    pub(super) add: &'a [Part],
    /// Whether a whole note is made: then those who meet with an organisation most stand in for unknown contacts.
    pub(super) whole: bool,
    /// The note for which this one, a new section alone, is made.
    pub(super) outer: Option<&'a Scene<'a>>,
}

/// A section that is kept up to date: a heading and what stands directly under it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Section<'n> {
    pub(super) part: Part,
    /// The heading's text as written.
    pub(super) title: &'n str,
    pub(super) heading: Span,
    pub(super) level: u8,
    /// Up to the next heading of any level.
    pub(super) body: Span,
}

/// Parts whose lists are written.
pub(super) const WRITTEN: [Part; 10] = [
    Part::Context,
    Part::Facts,
    Part::Topics,
    Part::Contacts,
    Part::Opportunities,
    Part::Blockers,
    Part::Collaborators,
    Part::Decisions,
    Part::Related,
    Part::Tasks,
];

/// The sections of a note that are kept, in its order: for each part the first heading that names it. Headings inside
/// comments are none.
pub(super) fn sections<'n>(note: &'n Note, schema: &Schema, comments: &Comments) -> Vec<Section<'n>> {
    let mut found: Vec<Section> = Vec::new();
    let headings = || note.headings.iter().filter(|h| comments.around(h.span.start).is_none());
    let ends = headings().skip(1).map(|h| h.span.start);
    let ends = ends.chain([u32::try_from(note.text.len()).unwrap_or(u32::MAX)]);
    for (heading, end) in headings().zip(ends) {
        let title = note.slice(heading.text);
        let part = schema.part(title).filter(|part| WRITTEN.contains(part));
        if let Some(part) = part.filter(|part| found.iter().all(|section| section.part != *part)) {
            found.push(Section {
                part,
                title,
                heading: heading.span,
                level: heading.level,
                body: Span {
                    start: heading.span.end,
                    end,
                },
            });
        }
    }
    found
}

impl Section<'_> {
    /// The blocks directly under the heading.
    pub(super) fn blocks<'n>(&self, note: &'n Note) -> impl Iterator<Item = &'n crate::note::Section> + use<'n> {
        let body = self.body;
        let from = note.sections.partition_point(|block| block.span.start < body.start);
        let blocks = note.sections.iter().skip(from);
        blocks.take_while(move |block| block.span.start < body.end)
    }

    /// The first block of a kind.
    pub(super) fn block(&self, note: &Note, kind: SectionKind) -> Option<Span> {
        self.blocks(note)
            .find(|block| block.kind == kind)
            .map(|block| block.span)
    }

    /// Whether nothing but comments stands directly under the heading.
    pub(super) fn is_empty(&self, note: &Note) -> bool {
        self.blocks(note).all(|block| match block.kind {
            SectionKind::Comment => true,
            SectionKind::Html => note.slice(block.span).starts_with("<!--"),
            _ => false,
        })
    }

    /// Something that is done under this heading.
    pub(super) fn change(&self, kind: &'static str, line: u32, message: impl Into<String>) -> NoteChange {
        NoteChange {
            kind,
            section: Some(self.title.to_owned()),
            line: Some(line + 1),
            message: message.into(),
        }
    }
}

/// The line end of what is put before a line: that of the line above it, else that of the line itself.
pub(super) fn line_end(note: &Note, line: u32) -> &'static str {
    let start = |line: u32| note.line_starts.get(line as usize).copied();
    let above = line
        .min(u32::try_from(note.line_starts.len()).unwrap_or(u32::MAX))
        .saturating_sub(1);
    // The last line has no end: it takes that of the one above.
    let above = if start(above + 1).is_some() {
        above
    } else {
        above.saturating_sub(1)
    };
    let text = start(above)
        .and_then(|start| note.text.get(start as usize..))
        .unwrap_or("");
    let end = text.find(['\r', '\n']).and_then(|at| text.get(at..)).unwrap_or("");
    match end {
        _ if end.starts_with("\r\n") => "\r\n",
        _ if end.starts_with('\r') => "\r",
        _ => "\n",
    }
}

/// The text of a line, without its end; "" past the last one.
pub(super) fn line_text(note: &Note, line: u32) -> &str {
    let start = note.line_starts.get(line as usize).copied();
    start.map_or("", |start| note.slice(crate::relation::line_span(note, start)))
}

/// Whether a block ends in a line of text, for which the line behind it would be the underline of a heading in most
/// programs.
pub(super) fn is_underlined(note: &Note, block: Span) -> bool {
    let last = line_text(note, line_behind(note, block).saturating_sub(1));
    let is_text = last.starts_with(char::is_alphanumeric) && !last.starts_with(|c: char| c.is_ascii_digit());
    is_text && is_above_line(note, block)
}

/// Whether the line behind a block is drawn of `-` or `=`.
pub(super) fn is_above_line(note: &Note, block: Span) -> bool {
    is_drawn(line_text(note, line_behind(note, block)))
}

/// Whether a line is drawn of `-` or `=`.
pub(super) fn is_drawn(line: &str) -> bool {
    let line = line.trim();
    let is_of = |mark: char| !line.is_empty() && line.chars().all(|c| c == mark);
    is_of('-') || is_of('=')
}

/// Whether a place is in the lines right above a heading that is underlined, or between them and it. Most programs take
/// them for a part of that heading.
pub(super) fn joins_heading(note: &Note, at: u32) -> bool {
    let next = note.headings.partition_point(|heading| heading.span.start < at);
    let before = next.checked_sub(1).and_then(|last| note.headings.get(last));
    let before = before
        .map(|heading| heading.span)
        .or(note.frontmatter.as_ref().map(|f| f.span));
    let Some(heading) = note
        .headings
        .get(next)
        .filter(|h| !note.slice(h.span).trim_start().starts_with('#'))
    else {
        return false;
    };
    let from = before.map_or(0, |span| line_behind(note, span));
    let above = (from..note.line_of(heading.span.start)).rev();
    let first = above
        .take_while(|line| !line_text(note, *line).trim().is_empty())
        .last();
    first.is_some_and(|first| first <= note.line_of(at))
}

/// The line behind the last one of a block.
pub(super) fn line_behind(note: &Note, block: Span) -> u32 {
    note.line_of(block.end.saturating_sub(1).max(block.start)) + 1
}

/// Whole lines that come and go.
pub(super) struct Lines<'n> {
    note: &'n Note,
    removed: Vec<u32>,
    inserted: Vec<(u32, String)>,
}

impl<'n> Lines<'n> {
    pub(super) fn new(note: &'n Note) -> Self {
        Self {
            note,
            removed: Vec::new(),
            inserted: Vec::new(),
        }
    }

    /// Puts a line before line `before`, behind those put there already; past the last line at the end.
    pub(super) fn insert(&mut self, before: u32, text: impl Into<String>) {
        self.inserted.push((before, text.into()));
    }

    pub(super) fn remove(&mut self, line: u32) {
        self.removed.push(line);
    }

    /// As splices, with what is said about them.
    pub(super) fn finish(self, changes: Vec<NoteChange>) -> Step {
        let length = u32::try_from(self.note.text.len()).unwrap_or(u32::MAX);
        let start = |line: u32| self.note.line_starts.get(line as usize).copied();
        let removed = self.removed.iter().map(|line| Splice {
            span: Span {
                start: start(*line).unwrap_or(length),
                end: start(line + 1).unwrap_or(length),
            },
            text: String::new(),
        });
        let last = u32::try_from(self.note.line_starts.len()).unwrap_or(u32::MAX);
        let mut bare = self.removed.contains(&last.saturating_sub(1));
        let inserted = self.inserted.iter().map(|(line, text)| match start(*line) {
            Some(at) => Splice {
                span: Span { start: at, end: at },
                text: format!("{text}{}", line_end(self.note, *line)),
            },
            // The last line has no end: the new one brings it, unless that line goes.
            None => Splice {
                span: Span {
                    start: length,
                    end: length,
                },
                text: if std::mem::take(&mut bare) {
                    text.clone()
                } else {
                    format!("{}{text}", line_end(self.note, *line))
                },
            },
        });
        Step {
            splices: inserted.chain(removed).collect(),
            changes,
        }
    }
}
