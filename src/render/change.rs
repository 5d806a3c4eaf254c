//! What bringing a note up to date changes: for people as a list, for editors as replacements.

use serde::Serialize;

use crate::note::Note;
use crate::order::Order as _;
use crate::text::{Positions, Span};

/// A note brought up to date.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Refreshed {
    /// Vault-relative path.
    pub path: String,
    /// The new text, with the byte-order mark where the old one had it; the old text itself when nothing is to be done.
    pub content: String,
    /// The same as replacements in the old text, in order and apart from each other.
    pub edits: Vec<Edit>,
    /// What is done and why, and what is left undone and why.
    pub changes: Vec<NoteChange>,
}

/// A replacement in a text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TextEdit"))]
pub struct Edit {
    /// UTF-16 units before what is replaced.
    pub from: u32,
    /// UTF-16 units up to its end; the same as `from` for an insertion.
    pub to: u32,
    /// What stands there then.
    pub text: String,
}

/// One thing that is done to a note, or left undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct NoteChange {
    /// `property`, `added`, `removed`, `section` (a new one), or `skipped` for what could not be done.
    pub kind: &'static str,
    /// The heading under which it is.
    pub section: Option<String>,
    /// The line of the old text, from 1.
    pub line: Option<u32>,
    /// What, in one line.
    pub message: String,
}

/// An entity note that is behind the notes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Stale {
    /// Vault-relative path.
    pub path: String,
    /// The entity's name.
    pub name: String,
    /// By what it is behind.
    pub changes: Vec<NoteChange>,
}

/// A replacement inside: bytes of the text that parsing sees.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Splice {
    pub(super) span: Span,
    pub(super) text: String,
}

/// What one part of a note needs.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Step {
    pub(super) splices: Vec<Splice>,
    pub(super) changes: Vec<NoteChange>,
}

impl NoteChange {
    /// The same as something that is left undone.
    pub(super) fn skipped(&self, reason: &str) -> Self {
        Self {
            kind: "skipped",
            message: format!("not written, as {reason}: {}", self.message),
            ..self.clone()
        }
    }
}

impl Step {
    /// The same with nothing done.
    pub(super) fn skipped(&self, reason: &str) -> Self {
        Self {
            splices: Vec::new(),
            changes: self.changes.iter().map(|change| change.skipped(reason)).collect(),
        }
    }
}

/// The splices of some steps as edits of `content`, of which `note` was read: in order, those that touch made one.
/// `None` when one would begin or end inside text that is broken in the file, or when two overlap.
pub(super) fn edits<'s>(content: &str, note: &Note, steps: impl Iterator<Item = &'s Step>) -> Option<Vec<Edit>> {
    let mut splices: Vec<&Splice> = steps.flat_map(|step| &step.splices).collect();
    splices.order_by_key(|splice| splice.span);
    let positions = Positions::new(&note.text);
    let mark = u32::from(content.starts_with('\u{feff}'));
    let outside = |offset: u32| {
        let broken = note
            .repairs
            .iter()
            .any(|r| r.span.start < offset && offset < r.span.end);
        (!broken).then(|| positions.utf16(offset) + note.units_lost(offset) + mark)
    };
    let mut edits: Vec<Edit> = Vec::with_capacity(splices.len());
    for splice in splices {
        let (from, to) = (outside(splice.span.start)?, outside(splice.span.end)?);
        match edits.last_mut() {
            Some(last) if last.to > from => return None,
            Some(last) if last.to == from => {
                last.to = to;
                last.text.push_str(&splice.text);
            }
            _ => edits.push(Edit {
                from,
                to,
                text: splice.text.clone(),
            }),
        }
    }
    Some(edits)
}

/// A text with edits applied that are in order and apart from each other.
pub fn apply(content: &str, edits: &[Edit]) -> String {
    let positions = Positions::new(content);
    let mut new = String::with_capacity(content.len() + edits.iter().map(|e| e.text.len()).sum::<usize>());
    let mut at = 0;
    for edit in edits {
        new.push_str(content.get(at..positions.byte(edit.from) as usize).unwrap_or_default());
        new.push_str(&edit.text);
        at = positions.byte(edit.to) as usize;
    }
    new.push_str(content.get(at..).unwrap_or_default());
    new
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::parse;

    fn step(start: usize, end: usize, text: &str) -> Step {
        Step {
            splices: vec![Splice {
                span: Span::new(start, end),
                text: text.to_owned(),
            }],
            changes: Vec::new(),
        }
    }

    #[test]
    fn edits_count_utf16_units_behind_a_mark_and_broken_text() {
        let content = "\u{feff}J√ºrgen 🔽\nend\n";
        let note = parse(content.as_bytes());
        let end = note.text.find("end").unwrap();
        let edits = edits(content, &note, [step(end, end + 3, "now")].iter()).unwrap();
        let units: Vec<u16> = content.encode_utf16().collect();
        let cut = &units[edits[0].from as usize..edits[0].to as usize];
        assert_eq!(String::from_utf16(cut).unwrap(), "end");
        assert_eq!(apply(content, &edits), "\u{feff}J√ºrgen 🔽\nnow\n");
    }

    #[test]
    fn edits_that_touch_become_one_and_overlaps_are_refused() {
        let note = parse(b"abcdef");
        let steps = [step(2, 2, "1"), step(2, 4, "2"), step(4, 4, "3")];
        let merged = edits("abcdef", &note, steps.iter()).unwrap();
        assert_eq!(apply("abcdef", &merged), "ab123ef");
        assert_eq!(merged.len(), 1);
        assert_eq!(edits("abcdef", &note, [step(1, 4, ""), step(3, 5, "")].iter()), None);
        let broken = "J√ºrgen";
        assert_eq!(edits(broken, &parse(broken.as_bytes()), [step(2, 2, "")].iter()), None);
    }
}
