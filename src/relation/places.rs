//! Where in a note a name is a mention.

use crate::note::{Note, SectionKind};
use crate::order::Order;
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
    hidden.order();
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

/// Where in a message an earlier one begins that it answers or hands on: behind `-----Original Message-----`. That is a quote.
pub(super) fn earlier_message(note: &Note) -> Option<u32> {
    let text = note.text.as_bytes();
    memchr::memmem::find_iter(text, b"\n----").find_map(|at| {
        let line = text
            .get(at + 1..)?
            .split(|byte| *byte == b'\n')
            .next()?
            .trim_ascii_end();
        let says_so = line.ends_with(b"---") && line.iter().any(u8::is_ascii_alphabetic);
        says_so.then(|| u32::try_from(at + 1).ok())?
    })
}

/// Which runs of prose are headings or parts of key–value lines: what stands there is form, not matter.
pub(super) fn labels(note: &Note, prose: &[Span]) -> Box<[u32]> {
    let (mut lines, mut fields, mut headings) = (Behind::default(), Behind::default(), Behind::default());
    let mut labels = Vec::new();
    let has_source = memchr::memmem::find(note.text.as_bytes(), b"Source").is_some();
    for (index, run) in (0..).zip(prose) {
        let field = fields.last(&note.fields, |field| field.span.start <= run.start);
        let heading = headings.last(&note.headings, |heading| heading.span.start <= run.start);
        let mut names_source = || {
            let line = lines.last(&note.line_starts, |start| *start <= run.start)?;
            let line = note.text.as_bytes().get(*line as usize..)?;
            let marks = line.iter().take_while(|byte| matches!(byte, b'*' | b'_' | b' '));
            Some(line.get(marks.count()..)?.starts_with(b"Source"))
        };
        if field.is_some_and(|field| run.start < field.span.end)
            || heading.is_some_and(|heading| heading.span.contains(*run))
            || has_source && names_source() == Some(true)
        {
            labels.push(index);
        }
    }
    labels.into()
}

/// How many of a sorted list lie behind, as one goes on.
#[derive(Default)]
struct Behind(usize);

impl Behind {
    /// The last of those that `is_behind`; never fewer than asked for before.
    fn last<'a, T>(&mut self, list: &'a [T], is_behind: impl Fn(&T) -> bool) -> Option<&'a T> {
        let ahead = list.get(self.0..).unwrap_or_default();
        self.0 += ahead.iter().take_while(|item| is_behind(item)).count();
        list.get(self.0.checked_sub(1)?)
    }
}

/// Whether a status symbol marks a task that is still to do or only proposed.
pub(super) fn is_open(symbol: char) -> bool {
    !matches!(symbol, 'x' | 'X' | '-')
}
