//! What a change of the vault touches, for those who show it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::relation::Record;
use crate::vault;

/// What a change of one file touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Paths of the notes (and other files) that were set, deleted or moved, sorted; empty when nothing changed.
    pub notes: Vec<String>,
    /// Names of the entities whose summaries may have changed, sorted.
    pub entities: Vec<String>,
    /// Paths of the other notes of which a link now leads elsewhere, sorted.
    pub resolved: Vec<String>,
}

impl Change {
    /// What a change of the vault touches: of entities, those that these old and new records name.
    pub(super) fn of<'r>(change: vault::Change, records: impl IntoIterator<Item = &'r Record>) -> Self {
        let named = records.into_iter().flat_map(Record::names);
        let entities: BTreeSet<String> = named.map(str::to_owned).collect();
        Self {
            notes: change.files,
            entities: entities.into_iter().collect(),
            resolved: change.resolved,
        }
    }
}
