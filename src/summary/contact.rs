//! Interactions as a summary shows them.

use unicode_segmentation::UnicodeSegmentation;

use super::shape::Contact;
use super::view::View;
use crate::relation::{Interaction, NoteId, Role};

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
        notes: paths(view, interaction),
    }
}

/// Who started an interaction: the first of its notes that says so.
fn started_by(view: &View, interaction: &Interaction) -> Option<String> {
    let records = interaction.notes.iter().filter_map(|note| view.record(*note));
    let name = records.flat_map(|r| &r.started_by).next()?;
    let known = view.relations.entities.find(name, Some(view.schema.person_kind()));
    Some(known.map_or_else(|| name.to_string(), |id| view.name(id)))
}

/// The paths of an interaction's notes, then the link texts of those that are missing; where there is neither, the note
/// whose line of context says so.
fn paths(view: &View, interaction: &Interaction) -> Vec<String> {
    let notes = interaction.notes.iter().map(|note| view.records.path(*note).to_owned());
    let mut paths: Vec<String> = notes.chain(interaction.missing.iter().cloned()).collect();
    if paths.is_empty() {
        paths.push(interaction.name().to_owned());
    }
    paths
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
pub fn speaker(view: &View, interaction: &Interaction) -> Option<NoteId> {
    let says = |note: &&NoteId| view.record(**note).is_some_and(|record| !record.summary.is_empty());
    let found = interaction.notes.iter().find(says).or(interaction.notes.first());
    found.copied()
}

/// Title and one-line summary: of the first note that has something to say, else of the context line.
fn said(view: &View, interaction: &Interaction) -> (String, String) {
    if let Some(record) = speaker(view, interaction).and_then(|note| view.record(note)) {
        let summary = record.line(|text| shortened(text, view.schema.limits.summary));
        return (record.title.clone(), summary.to_owned());
    }
    let (title, summary) = interaction.line.clone().unwrap_or_default();
    (title, summary)
}

/// At most `limit` characters of a text and then `...`, never cut inside a character that people see as one.
fn shortened(text: &str, limit: usize) -> String {
    // No text has more characters than bytes.
    if text.len() <= limit {
        return text.to_owned();
    }
    // Between two ASCII characters of one line there is always a boundary.
    let cut = match text.get(..=limit) {
        Some(start) if start.is_ascii() => Some(limit),
        _ => text.grapheme_indices(true).nth(limit).map(|(cut, _)| cut),
    };
    match cut {
        Some(cut) => format!("{}...", text.get(..cut).unwrap_or(text)),
        None => text.to_owned(),
    }
}
