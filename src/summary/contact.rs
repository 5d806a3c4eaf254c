//! Interactions as a summary shows them.

use unicode_segmentation::UnicodeSegmentation;

use super::shape::Contact;
use super::view::View;
use crate::note::Note;
use crate::relation::{Interaction, Role};

/// One interaction, as seen from an entity that has `role` in it.
pub fn contact(view: &View, interaction: &Interaction, role: Role) -> Contact {
    let (title, summary) = said(view, interaction);
    Contact {
        date: interaction.day,
        title,
        summary,
        subject: interaction.subject.map(|id| view.name(id)),
        role: role_name(role),
        via: match role {
            Role::Via(id) => Some(view.name(id)),
            Role::Direct | Role::Mention => None,
        },
        started_by: started_by(view, interaction),
        participants: interaction.participants.iter().map(|id| view.name(*id)).collect(),
        notes: interaction.notes.iter().chain(&interaction.missing).cloned().collect(),
    }
}

/// Who started an interaction: the first of its notes that says so.
fn started_by(view: &View, interaction: &Interaction) -> Option<String> {
    let records = interaction.notes.iter().filter_map(|path| view.records.get(path));
    let name = records.flat_map(|r| &r.started_by).next()?;
    let known = view.relations.entities.find(name, Some(view.schema.person_kind()));
    Some(known.map_or_else(|| name.to_string(), |id| view.name(id)))
}

/// The word for a role.
pub(super) fn role_name(role: Role) -> &'static str {
    match role {
        Role::Direct => "direct",
        Role::Via(_) => "via",
        Role::Mention => "mention",
    }
}

/// The note of an interaction that speaks for it: the first that has something to say.
pub fn speaker<'i>(view: &View, interaction: &'i Interaction) -> Option<&'i str> {
    let says = |path: &&String| view.note(path).is_some_and(|(_, record)| !record.summary.is_empty());
    let found = interaction.notes.iter().find(says).or(interaction.notes.first());
    found.map(String::as_str)
}

/// Title and one-line summary: of the first note that has something to say, else of the context line.
fn said(view: &View, interaction: &Interaction) -> (String, String) {
    if let Some((note, record)) = speaker(view, interaction).and_then(|path| view.note(path)) {
        let summary = one_line(note, record.summary, view.schema.limits.summary);
        return (record.title.clone(), summary);
    }
    let (title, summary) = interaction.line.clone().unwrap_or_default();
    (title, summary)
}

/// The text of a paragraph on one line, at most `limit` characters and then `...`, never cut inside a character that
/// people see as one.
fn one_line(note: &Note, span: crate::text::Span, limit: usize) -> String {
    let text = note.plain(span);
    match text.grapheme_indices(true).nth(limit) {
        Some((cut, _)) => format!("{}...", text.get(..cut).unwrap_or(&text)),
        None => text,
    }
}
