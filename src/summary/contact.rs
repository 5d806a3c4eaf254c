//! Interactions as a summary shows them.

use std::borrow::Cow;
use std::sync::Arc;

use unicode_segmentation::UnicodeSegmentation;

use super::shape::{Contact, TouchRole};
use super::view::View;
use crate::relation::{EntityId, Interaction, MENTIONED, NoteId, Part, Role, Touch};

/// One interaction, as seen from the entity `id`, which has `role` in it.
pub fn contact(view: &View, interaction: &Interaction, id: EntityId, role: Role) -> Contact {
    seen_as(took_part(view, interaction), view, interaction, (id, role))
}

/// The interaction of a touch, as seen from the entity `id`, whose touch it is.
pub(super) fn touched(view: &View, touch: &Touch, id: EntityId) -> Option<Contact> {
    let interaction = view.relations.behind(touch)?;
    let contact = view
        .cache
        .contact(touch, view.relations, || took_part(view, interaction));
    Some(seen_as(contact, view, interaction, (id, touch.role)))
}

/// An interaction as one sees it who took part.
fn took_part(view: &View, interaction: &Interaction) -> Contact {
    let (title, summary) = said(view, interaction);
    Contact {
        date: interaction.day,
        title,
        summary,
        subject: interaction.subject.map(|id| view.name(id)),
        role: TouchRole::Direct,
        via: None,
        started_by: started_by(view, interaction),
        participants: interaction.participants.iter().map(|id| view.name(*id)).collect(),
        notes: paths(view, interaction),
    }
}

/// The same as an entity sees it that has another role in it.
fn seen_as(contact: Contact, view: &View, interaction: &Interaction, (id, role): (EntityId, Role)) -> Contact {
    let (via, said) = match role {
        Role::Direct => return contact,
        Role::Via(between) => (Some(view.name(between)), None),
        // A note that only names someone may be a day's diary: the rest of it is about others.
        Role::Mention => (
            None,
            speaker(view, interaction).and_then(|note| said_of(view, interaction, note, id)),
        ),
    };
    Contact {
        role: role.into(),
        via,
        summary: said.map_or(contact.summary, Arc::from),
        ..contact
    }
}

/// Who started an interaction: the first of its notes that says so.
fn started_by(view: &View, interaction: &Interaction) -> Option<Arc<str>> {
    let records = interaction.notes.iter().filter_map(|note| view.record(*note));
    let name = records.flat_map(|r| &r.started_by).next()?;
    let known = view.relations.entities.find(name, Some(view.schema.person_kind()));
    Some(known.map_or_else(|| Arc::from(&**name), |id| view.name(id)))
}

/// The paths of an interaction's notes, then the link texts of those that are missing; where there is neither, the note
/// whose line of context says so.
fn paths(view: &View, interaction: &Interaction) -> Arc<[Arc<str>]> {
    if interaction.notes.is_empty() && interaction.missing.is_empty() {
        return [interaction.shared_name()].into();
    }
    let notes = interaction.notes.iter().map(|note| view.records.shared_path(*note));
    notes
        .chain(interaction.missing.iter().map(|missing| Arc::from(missing.as_str())))
        .collect()
}

/// The note of an interaction that speaks for it: the first that has something to say.
pub fn speaker(view: &View, interaction: &Interaction) -> Option<NoteId> {
    let says = |note: &&NoteId| view.record(**note).is_some_and(|record| !record.summary.is_empty());
    let found = interaction.notes.iter().find(says).or(interaction.notes.first());
    found.copied()
}

/// Title and one-line summary: of the first note that has something to say, else of the context line.
fn said(view: &View, interaction: &Interaction) -> (Arc<str>, Arc<str>) {
    if let Some(record) = speaker(view, interaction).and_then(|note| view.record(note)) {
        let summary = record.line(|text| shortened(text, view.schema.limits.summary).into());
        return (record.title.as_str().into(), Arc::clone(summary));
    }
    let (title, summary) = interaction
        .line
        .as_ref()
        .map_or(("", ""), |(title, summary)| (title, summary));
    (title.into(), summary.into())
}

/// What a note says where it names an entity first, or where it names someone of an organisation that it does not name;
/// `None` where it sums itself up.
fn said_of(view: &View, interaction: &Interaction, note: NoteId, id: EntityId) -> Option<String> {
    let (record, entity) = (view.record(note)?, view.relations.entities.get(id)?);
    let heading = record.page.heading_above(record.summary.start);
    if heading.is_some_and(|heading| view.schema.part(&heading) == Some(Part::Summary)) {
        return None;
    }
    let limit = view.schema.limits.summary;
    let line_of = |id| {
        view.cache.rest_on(id);
        record.naming_line(view.relations.entities.get(id)?, limit)
    };
    let by_people = || {
        let people = view.relations.mentioned_of(id, note, interaction.day);
        people.filter_map(line_of).min_by_key(|line| line.start)
    };
    let line = record.naming_line(entity, limit).or_else(by_people)?;
    let text = record.page.plain(line);
    let text = text.trim_start_matches(|c: char| c == '#' || c.is_whitespace());
    Some(shortened(without_via(without_marker(text)), limit).into_owned())
}

/// A line without `(via X)` or `(mentioned)` at its end: of another's context, it says how that one heard of it.
fn without_via(line: &str) -> &str {
    let line = line.strip_suffix(MENTIONED).map_or(line, str::trim_end);
    let cut = line.strip_suffix(')').and_then(|line| line.rfind("(via "));
    cut.and_then(|cut| line.get(..cut)).map_or(line, str::trim_end)
}

/// A line without the marker of a list item, and the box of a task.
fn without_marker(line: &str) -> &str {
    let number = line.trim_start_matches(|c: char| c.is_ascii_digit());
    let markers = ["- ", "* ", "+ "].map(|marker| line.strip_prefix(marker));
    let numbers = [". ", ") "].map(|end| number.strip_prefix(end).filter(|_| number.len() < line.len()));
    let Some(item) = markers.into_iter().chain(numbers).flatten().next() else {
        return line;
    };
    let item = item.trim_start();
    let mut chars = item.chars();
    let has_box = chars.next() == Some('[') && chars.next().is_some() && chars.next() == Some(']');
    if has_box { chars.as_str().trim_start() } else { item }
}

/// At most `limit` characters of a text and then `...`, never cut inside a character that people see as one.
fn shortened(text: &str, limit: usize) -> Cow<'_, str> {
    // No text has more characters than bytes.
    if text.len() <= limit {
        return text.into();
    }
    // Between two characters of one line before the first combining mark there is always a boundary.
    let is_alone = |c: char| c < '\u{300}';
    let cut = match text.get(..=limit) {
        Some(start) if start.is_ascii() => Some(limit),
        _ if text.chars().take(limit + 1).all(is_alone) => text.char_indices().nth(limit).map(|(cut, _)| cut),
        _ => text.grapheme_indices(true).nth(limit).map(|(cut, _)| cut),
    };
    match cut {
        Some(cut) => format!("{}...", text.get(..cut).unwrap_or(text)).into(),
        None => text.into(),
    }
}
