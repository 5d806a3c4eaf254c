//! Where in a note a name is a mention.

use super::listed::line_span;
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

/// Which runs of prose are headings or parts of key–value lines: what stands there is form, not matter.
pub(super) fn labels(note: &Note, prose: &[Span]) -> Box<[u32]> {
    let labels = (0_u32..).zip(prose).filter(|(_, run)| is_label(note, **run));
    labels.map(|(index, _)| index).collect()
}

fn is_label(note: &Note, run: Span) -> bool {
    let before = note.fields.partition_point(|field| field.span.start <= run.start);
    let field = before.checked_sub(1).and_then(|at| note.fields.get(at));
    let in_field = field.is_some_and(|field| run.start < field.span.end);
    let line = line_span(note, run.start);
    let source = note
        .slice(line)
        .trim_start_matches(['*', '_', ' '])
        .starts_with("Source");
    in_field
        || source
        || note
            .heading_above(run.start)
            .is_some_and(|heading| heading.span.contains(run))
}

/// Whether a status symbol marks a task that is still to do or only proposed.
pub(super) fn is_open(symbol: char) -> bool {
    !matches!(symbol, 'x' | 'X' | '-')
}
