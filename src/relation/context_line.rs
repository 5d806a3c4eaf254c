//! A line of an entity note's Recent Context: `DATE: [[link]] - summary (via X)`.

use serde::{Deserialize, Serialize};

use super::name::{Named, clean_name};
use crate::note::date::leading_day;
use crate::note::{Day, Link, Note};
use crate::text::Span;

/// One line of context: evidence of an interaction whose note may be gone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContextLine {
    /// Its day, where it begins with one.
    pub day: Option<Day>,
    /// Target of its link, with its subpath.
    pub target: String,
    /// What it says of the interaction, possibly empty.
    pub summary: String,
    /// The entity between, when it says `(via X)`.
    pub via: Option<Named>,
    /// The list item.
    pub span: Span,
}

impl ContextLine {
    /// Reads the content of a list item; `None` when it holds no link and no day.
    pub fn read(note: &Note, content: Span) -> Option<Self> {
        let text = note.slice(content);
        let day = leading_day(text.trim_start()).map(|(day, _)| day);
        let link = first_link(note, content);
        let (rest, target) = match link {
            Some(link) => (
                Span {
                    start: link.span.end,
                    end: content.end,
                },
                link.target.to_string(),
            ),
            None => (content, String::new()),
        };
        day.or(link.and_then(|l| leading_day(&l.target)).map(|(day, _)| day))?;
        let said = note.plain(rest);
        let said = said.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | ':'));
        let (summary, via) = split_via(said);
        Some(Self {
            day: day.or_else(|| leading_day(&target).map(|(day, _)| day)),
            target,
            summary: clean_name(summary),
            via,
            span: content,
        })
    }
}

fn first_link(note: &Note, span: Span) -> Option<&Link> {
    let from = note.links.partition_point(|link| link.span.start < span.start);
    note.links.get(from).filter(|link| span.contains(link.span))
}

/// Takes a trailing `(via X)` off a summary.
fn split_via(text: &str) -> (&str, Option<Named>) {
    let text = text.trim_end();
    let Some((before, via)) = text.rsplit_once("(via ") else {
        return (text, None);
    };
    match via.strip_suffix(')').and_then(Named::read) {
        Some(named) => (before.trim_end(), Some(named)),
        None => (text, None),
    }
}
