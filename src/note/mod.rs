//! Stage `note`: one note's text to a [`Note`]: frontmatter, headings, sections, links, tags, tasks, fields.

mod block;
mod context;
pub mod date;
mod day;
mod field;
mod frontmatter;
#[cfg(test)]
mod hostile;
mod inline;
mod linktext;
pub mod metadata;
mod parse;
mod plain;
mod tag;
pub mod task;
mod work;

pub use context::Context;
pub use day::Day;
pub use frontmatter::{Data, Entry, Frontmatter, Mapping, Value, parse_strict_yaml, parse_yaml};
pub(crate) use linktext::decode_target;
pub use linktext::{display_of, is_external, linkpath, subpath};
pub use metadata::{CachedMetadata, metadata};
pub use parse::{Slate, Source, decode, parse, read};
pub use plain::plain_text;

use std::sync::Arc;

use serde::Serialize;

use crate::text::{Diagnostic, Span};

/// Everything read from one note. Spans point into [`Note::text`].
#[derive(Debug, Clone, Default)]
pub struct Note {
    /// The text that parsing saw: decoded and repaired, line ends as in the file.
    pub text: Arc<str>,
    /// Runs of [`Note::text`] that are damaged in the file, in order.
    pub repairs: Vec<RepairedRun>,
    /// Byte offset of the start of each line, first 0. Lines end with LF, CRLF or CR.
    pub line_starts: Vec<u32>,
    /// The properties block at the top, when there is one.
    pub frontmatter: Option<Frontmatter>,
    /// All headings, in order.
    pub headings: Vec<Heading>,
    /// Top-level blocks in order, as the host app's `sections`.
    pub sections: Vec<Section>,
    /// All list items in order, nested ones included, as the host app's `listItems`.
    pub list_items: Vec<ListItem>,
    /// Links and embeds of the body, in order, in whatever context; frontmatter links are in [`Frontmatter::links`].
    pub links: Vec<Link>,
    /// Tags of the body, in order.
    pub tags: Vec<Tag>,
    /// Tables of the body.
    pub tables: Vec<Table>,
    /// Callouts of the body, nested ones included, in order.
    pub callouts: Vec<Callout>,
    /// Blocks that carry a block id, in order of their ids.
    pub blocks: Vec<Block>,
    /// Footnotes: inline ones and definitions, in order.
    pub footnotes: Vec<Footnote>,
    /// Uses of footnotes (`[^1]`), in order.
    pub footnote_refs: Vec<FootnoteRef>,
    /// Definitions of reference links (`[id]: target`), in order.
    pub definitions: Vec<Definition>,
    /// Inline fields (`key:: value`) and key–value lines (`**Role**: value`).
    pub fields: Vec<Field>,
    /// Runs of prose: body text that is not code, comment, math, HTML, URL or link syntax. Where names are searched.
    pub prose: Vec<Span>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// A run of the text that is damaged in the file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RepairedRun {
    /// Where it is, repaired.
    pub span: Span,
    /// By how many UTF-16 units the text is shorter than the file's up to the end of this run.
    pub lost: u32,
}

/// A heading, ATX or setext.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// The heading's source between the markers, trimmed (links and emphasis kept as written).
    pub text: Span,
    /// The whole heading.
    pub span: Span,
}

/// What a top-level block is; names as in the host's `SectionCache.type`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum SectionKind {
    Yaml,
    Heading,
    Paragraph,
    List,
    Blockquote,
    Callout,
    Code,
    Table,
    Html,
    Math,
    Comment,
    FootnoteDefinition,
    ThematicBreak,
    Definition,
}

/// A top-level block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// What it is.
    pub kind: SectionKind,
    /// Where it is.
    pub span: Span,
    /// Its block id, without the caret.
    pub id: Option<Span>,
}

/// A list item, task or not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListItem {
    /// From its marker to the end of its own content, nested items not included.
    pub span: Span,
    /// Its text after marker and task box, nested items not included.
    pub content: Span,
    /// The task status symbol, `None` when it is no task.
    pub task: Option<char>,
    /// Index in [`Note::list_items`] of the item it is nested in.
    pub parent: Option<u32>,
    /// Where the list that holds it begins.
    pub list: u32,
    /// Its block id, without the caret.
    pub id: Option<Span>,
    /// Where it stands; for a task, with its own state.
    pub context: Context,
}

/// How a link is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "kebab-case")]
pub enum LinkKind {
    /// `[[target]]`
    Wikilink,
    /// `[text](target)`, `<target>` or a bare URL.
    Markdown,
    /// `[text][id]`, `[id][]` or `[id]`, where `[id]: target` is in the note.
    Reference,
}

/// A link or embed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Link {
    /// How it is written.
    pub kind: LinkKind,
    /// With a leading `!`.
    pub embed: bool,
    /// The whole link as written.
    pub span: Span,
    /// The target with its subpath, decoded, as the host's `link`; may be a URL for Markdown links.
    pub target: Box<str>,
    /// The display text where it differs from the target.
    pub display: Option<Box<str>>,
    /// Where it stands.
    pub context: Context,
}

/// A tag in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tag {
    /// With its `#`.
    pub span: Span,
    /// Where it stands.
    pub context: Context,
}

/// A table with its cells.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Table {
    /// The whole table.
    pub span: Span,
    /// Header cells, trimmed.
    pub header: Vec<Span>,
    /// Body rows of trimmed cells.
    pub rows: Vec<Vec<Span>>,
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    /// `key:: value` on a line of its own.
    Line,
    /// `[key:: value]`
    Bracket,
    /// `(key:: value)`
    Paren,
    /// `**Key**: value` (or `**Key:** value`) that begins a line; the value ends with the line.
    Bold,
}

/// A key with a value, written in the body.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    /// How it is written.
    pub kind: FieldKind,
    /// The key, without markup.
    pub key: Span,
    /// The value, trimmed, possibly empty.
    pub value: Span,
    /// The whole field.
    pub span: Span,
}

/// A callout: `> [!kind] title`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Callout {
    /// The kind as written, without `[!` and `]`; it may carry metadata after a bar.
    pub kind: Span,
    /// `+` opens folded out, `-` folded in.
    pub fold: Option<char>,
    /// The title, empty when it has none of its own.
    pub title: Span,
    /// The whole callout.
    pub span: Span,
}

/// A block that a link can point to by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    /// The id, without the caret.
    pub id: Span,
    /// The block.
    pub span: Span,
}

/// A footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Footnote {
    /// The label, as written; for an inline footnote the host's own name for it.
    pub id: Box<str>,
    /// A definition, or what is between the brackets of an inline footnote.
    pub span: Span,
}

/// A use of a footnote.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FootnoteRef {
    /// The label, as written.
    pub id: Span,
    /// With its brackets.
    pub span: Span,
}

/// A definition of a reference link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Definition {
    /// The label, as written.
    pub id: Box<str>,
    /// The target, decoded.
    pub target: Box<str>,
    /// The whole definition.
    pub span: Span,
}

impl Note {
    /// Forgets all but the memory that it took.
    fn clear(&mut self) {
        let Self {
            text,
            repairs,
            line_starts,
            frontmatter,
            headings,
            sections,
            list_items,
            links,
            tags,
            tables,
            callouts,
            blocks,
            footnotes,
            footnote_refs,
            definitions,
            fields,
            prose,
            diagnostics,
        } = self;
        *text = Arc::default();
        *frontmatter = None;
        repairs.clear();
        line_starts.clear();
        headings.clear();
        sections.clear();
        list_items.clear();
        links.clear();
        tags.clear();
        tables.clear();
        callouts.clear();
        blocks.clear();
        footnotes.clear();
        footnote_refs.clear();
        definitions.clear();
        fields.clear();
        prose.clear();
        diagnostics.clear();
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        span.of(&self.text)
    }

    /// By how many UTF-16 units the text before byte `offset` is shorter than the file's, as broken text was repaired.
    pub fn units_lost(&self, offset: u32) -> u32 {
        let ended = self.repairs.partition_point(|run| run.span.end <= offset);
        ended
            .checked_sub(1)
            .and_then(|last| self.repairs.get(last))
            .map_or(0, |run| run.lost)
    }

    /// The line, from 0, that holds byte `offset`.
    pub fn line_of(&self, offset: u32) -> u32 {
        let after = self.line_starts.partition_point(|start| *start <= offset);
        u32::try_from(after.saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// What belongs to heading number `index`: from its end to the next heading of its level or above.
    pub fn heading_body(&self, index: usize) -> Span {
        let Some(heading) = self.headings.get(index) else {
            return Span::default();
        };
        let later = self.headings.iter().skip(index + 1);
        let next = later.filter(|h| h.level <= heading.level).map(|h| h.span.start).next();
        Span {
            start: heading.span.end,
            end: next.unwrap_or_else(|| u32::try_from(self.text.len()).unwrap_or(u32::MAX)),
        }
    }

    /// The last heading that begins before byte `offset`.
    pub fn heading_above(&self, offset: u32) -> Option<&Heading> {
        let after = self.headings.partition_point(|h| h.span.start <= offset);
        self.headings.get(after.checked_sub(1)?)
    }
}
