//! Where in a note a name is a mention.

use crate::note::{Note, SectionKind};
use crate::text::Span;

/// Prose outside quotes and open tasks, in order.
pub(super) fn mention_prose(note: &Note) -> Vec<Span> {
    let quotes = note
        .sections
        .iter()
        .filter(|s| s.kind == SectionKind::Blockquote)
        .map(|s| s.span);
    let open = note
        .list_items
        .iter()
        .filter(|item| item.task.is_some_and(is_open))
        .map(|item| item.span);
    let mut hidden: Vec<Span> = quotes.chain(open).collect();
    hidden.sort_unstable();
    let mut hidden = hidden.into_iter().peekable();
    let mut prose = Vec::with_capacity(note.prose.len());
    for run in &note.prose {
        while hidden.peek().is_some_and(|h| h.end <= run.start) {
            hidden.next();
        }
        if hidden.peek().is_none_or(|h| h.start >= run.end) {
            prose.push(*run);
        }
    }
    prose
}

/// Whether a status symbol marks a task that is still to do or only proposed.
pub(super) fn is_open(symbol: char) -> bool {
    !matches!(symbol, 'x' | 'X' | '-')
}
