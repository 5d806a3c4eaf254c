//! What a summary is computed from, and how places are named in it.

use std::collections::BTreeMap;

use super::cache::Cache;
use super::shape::Source;
use crate::note::{Day, Note};
use crate::relation::{Entity, EntityId, Interaction, Nature, Record, Relations, Schema};
use crate::text::Span;
use crate::vault::Vault;

/// A vault with all that is known of it, seen on one day.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The notes.
    pub vault: &'a Vault,
    /// What each note says.
    pub records: &'a BTreeMap<String, Record>,
    /// What they say together.
    pub relations: &'a Relations,
    /// How they are written.
    pub schema: &'a Schema,
    /// The day.
    pub as_of: Day,
    /// What was worked out on that day already.
    pub cache: &'a Cache,
}

impl<'a> View<'a> {
    /// A note with its record.
    pub fn note(&self, path: &str) -> Option<(&'a Note, &'a Record)> {
        Some((self.vault.note(path)?, self.records.get(path)?))
    }

    /// The name of an entity.
    pub fn name(&self, id: EntityId) -> String {
        self.relations
            .entities
            .get(id)
            .map(|e| e.name.clone())
            .unwrap_or_default()
    }

    /// What an entity is.
    pub fn nature(&self, id: EntityId) -> Nature {
        let kind = self.relations.entities.get(id).map_or("", |e| e.kind.as_str());
        self.schema.nature(kind)
    }

    /// What the entity's own notes state of it in a field, such as `cadence`; the first that does.
    pub(super) fn stated(&self, id: EntityId, field: &str) -> Option<&'a str> {
        let own = self.relations.entities.get(id).into_iter().flat_map(Entity::paths);
        let mut statements = own
            .filter_map(|path| self.records.get(path))
            .flat_map(|r| &r.statements);
        statements.find(|s| s.field == field).map(|s| s.value.as_str())
    }

    /// Whether the entity's own notes say `true` to a field, such as `pinned`.
    pub(super) fn marked(&self, id: EntityId, field: &str) -> bool {
        self.stated(id, field)
            .is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "true" | "yes"))
    }

    /// Whether an interaction lies after the day.
    pub fn is_future(&self, interaction: &Interaction) -> bool {
        interaction.day.is_some_and(|day| day > self.as_of)
    }
}

/// A place in a note as a source.
pub(super) fn source(path: &str, note: &Note, span: Span) -> Source {
    let heading = note.heading_above(span.start).map(|h| note.plain(h.text));
    Source {
        path: path.to_owned(),
        line: note.line_of(span.start) + 1,
        heading,
    }
}
