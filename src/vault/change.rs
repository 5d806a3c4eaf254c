//! What a change of the vault touches.

use crate::order;

use serde::Serialize;

/// What a change of the vault touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Paths of the files that were set, deleted or moved, sorted; empty when nothing changed.
    pub files: Vec<String>,
    /// Paths of the other notes of which a link now leads elsewhere, sorted.
    pub resolved: Vec<String>,
}

impl Change {
    /// Of files that changed themselves.
    pub(super) fn of<const N: usize>(files: [&str; N]) -> Self {
        let files = order::set(files);
        Self {
            files: files.into_iter().map(str::to_owned).collect(),
            resolved: Vec::new(),
        }
    }

    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty() && self.resolved.is_empty()
    }
}
