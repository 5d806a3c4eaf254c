//! What a summary is computed from, and how places are named in it.

use std::sync::Arc;

use super::cache::Cache;
use super::shape::Source;
use crate::note::Day;
use crate::relation::{Entity, EntityId, Interaction, Nature, NoteId, Record, Records, Relations, Schema, Touch};
use crate::text::Span;
use crate::vault::Vault;

/// A vault with all that is known of it, seen on one day.
#[derive(Debug, Clone, Copy)]
pub struct View<'a> {
    /// The notes.
    pub vault: &'a Vault,
    /// What each note says.
    pub records: &'a Records,
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
    /// What a note says.
    pub(super) fn record(&self, note: NoteId) -> Option<&'a Record> {
        self.records.at(note)
    }

    /// Whether a note had its words at the end of the view's day: its file has not been changed since. `false` where nobody
    /// told when it was changed.
    pub(super) fn is_written(&self, note: NoteId) -> bool {
        /// In milliseconds; the file's time is UTC, and the day ends twelve hours later in the west.
        const LATEST: i64 = (24 + 12) * 3_600_000;
        let stamp = self.vault.stamp(self.records.path(note));
        let changed = stamp.and_then(|stamp| stamp.mtime);
        changed.is_some_and(|changed| changed < self.as_of.unix_millis() + LATEST)
    }

    /// The notes of an entity, its own first.
    pub(super) fn own_notes(&self, id: EntityId) -> impl Iterator<Item = NoteId> + use<'a> {
        let (records, entity) = (self.records, self.relations.entities.get(id));
        let paths = entity.into_iter().flat_map(Entity::paths);
        paths.filter_map(|path| records.id(path))
    }

    /// A place in a note as a source.
    pub(super) fn source(&self, note: NoteId, span: Span) -> Source {
        let page = self.record(note).map(|record| &record.page);
        Source {
            path: self.records.shared_path(note),
            line: page.map_or(0, |page| page.line_of(span.start)) + 1,
            heading: page.and_then(|page| page.heading_above(span.start)).map(Arc::from),
        }
    }

    /// The name of an entity.
    pub fn name(&self, id: EntityId) -> Arc<str> {
        let entity = self.relations.entities.get(id);
        entity.map_or_else(Arc::default, |entity| Arc::clone(&entity.name))
    }

    /// What an entity is.
    pub fn nature(&self, id: EntityId) -> Nature {
        self.relations.entities.nature(id)
    }

    /// What the entity's own notes state of it in a field, such as `cadence`; the first that does.
    pub(super) fn stated(&self, id: EntityId, field: &str) -> Option<&'a str> {
        let own = self.own_notes(id).filter_map(|note| self.record(note));
        let mut statements = own.flat_map(|r| &r.statements);
        statements.find(|s| s.field == field).map(|s| s.value.as_str())
    }

    /// Whether the entity's own notes say `true` to a field, such as `pinned`.
    pub(super) fn marked(&self, id: EntityId, field: &str) -> bool {
        self.stated(id, field)
            .is_some_and(|value| matches!(value.to_ascii_lowercase().as_str(), "true" | "yes"))
    }

    /// Whether the notes know of an entity on the day: by a note of its own, or something that has happened.
    pub(super) fn is_known(&self, id: EntityId) -> bool {
        let has_note = self
            .relations
            .entities
            .get(id)
            .is_some_and(|entity| entity.path.is_some());
        has_note || !self.past(id).is_empty()
    }

    /// What an entity has to do with up to the day, newest first, undated last.
    pub(super) fn past(&self, id: EntityId) -> &'a [Touch] {
        self.relations.past(id, self.as_of)
    }

    /// Whether an interaction lies after the day.
    pub fn is_future(&self, interaction: &Interaction) -> bool {
        interaction.day.is_some_and(|day| day > self.as_of)
    }
}
