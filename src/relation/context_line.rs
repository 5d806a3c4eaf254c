//! A line of an entity note's Recent Context: `DATE: [[link]] - summary (via X)`, or `(mentioned)` behind it.

use serde::{Deserialize, Serialize};

use super::name::{Named, clean_name, link_name};
use super::page::Page;
use super::target::Target;
use crate::note::date::leading_day;
use crate::note::{Day, Link, Note};
use crate::text::Span;

/// One line of context: evidence of an interaction whose note may be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextLine {
    /// Its day, where it begins with one.
    pub day: Option<Day>,
    /// Target of its link, with its subpath; empty without one.
    pub target: Target,
    /// Whether the link stands within the text: then it names the note only where such a note is there.
    pub within: bool,
    /// Behind its day and link, where it says something of the interaction.
    said: Span,
    /// The entity between, when it says `(via X)`.
    pub via: Option<Named>,
    /// Whether it says `(mentioned)`: that the note only named the entity.
    pub mentioned: bool,
    /// The list item.
    pub span: Span,
}

impl ContextLine {
    /// Reads the content of a list item; `None` when it holds no link and no day.
    pub fn read(note: &Note, content: Span) -> Option<Self> {
        let text = note.slice(content);
        let dated = leading_day(text.trim_start());
        let behind = dated.map_or(0, |(_, len)| text.len() - text.trim_start().len() + len);
        let behind = text.get(behind..).unwrap_or("").trim_start_matches(is_separator);
        let behind = Span {
            start: content.end - u32::try_from(behind.len()).ok()?,
            end: content.end,
        };
        let link = first_link(note, content);
        let linked_day = link.and_then(|link| leading_day(link_name(&link.target)));
        let day = dated.or(linked_day)?.0;
        let within = link.is_some_and(|link| link.span.start != behind.start && linked_day.is_none());
        let said = match link.filter(|_| !within) {
            Some(link) => Span {
                start: link.span.end,
                end: content.end,
            },
            None => behind,
        };
        // Most say of nobody that they are between: a bracket would be read for that.
        let (via, mentioned) = match note.slice(said).contains('(') {
            true => split_role(&note.plain(said)).1,
            false => Default::default(),
        };
        Some(Self {
            day: Some(day),
            target: Target::read(link.map_or("", |link| &link.target)),
            within,
            said,
            via,
            mentioned,
            span: content,
        })
    }

    /// What it says of the interaction, possibly empty.
    pub fn summary(&self, page: &Page) -> String {
        clean_name(split_role(&page.plain(self.said)).0)
    }
}

/// What stands between the parts of a line.
fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':')
}

fn first_link(note: &Note, span: Span) -> Option<&Link> {
    let from = note.links.partition_point(|link| link.span.start < span.start);
    note.links.get(from).filter(|link| span.contains(link.span))
}

/// What stands behind the summary of whom the note only named.
pub const MENTIONED: &str = "(mentioned)";

/// Takes a trailing `(via X)` or `(mentioned)` off a summary: who is between, and whether the entity is only named.
fn split_role(text: &str) -> (&str, (Option<Named>, bool)) {
    let text = text.trim_start_matches(is_separator).trim_end();
    if let Some(before) = text.strip_suffix(MENTIONED) {
        return (before.trim_end(), (None, true));
    }
    let via = text.rsplit_once("(via ").and_then(|(before, via)| {
        let named = Named::read(via.strip_suffix(')')?)?;
        Some((before.trim_end(), (Some(named), false)))
    });
    via.unwrap_or((text, (None, false)))
}
