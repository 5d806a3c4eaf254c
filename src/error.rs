//! What a call of the engine can refuse. Reading notes never fails; see [`crate::text::Diagnostic`] for odd input.

use std::fmt;

use serde::Serialize;

/// A refused call: a stable code for programs, a sentence for people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Error {
    /// What went wrong.
    pub code: Code,
    /// What was wrong, where, and what to do; one sentence.
    pub message: String,
    /// Names to choose from: the nearest ones, or all that match.
    pub candidates: Vec<String>,
}

/// Stable names of errors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "CoreErrorCode"))]
#[serde(rename_all = "kebab-case")]
pub enum Code {
    /// No entity has that name.
    UnknownName,
    /// Several entities have that name.
    AmbiguousName,
    /// The vault holds no entity at all; the message says why.
    EmptyVault,
    /// An option or schema is not of the expected form.
    InvalidOptions,
    /// A template cannot be read, or gives up; the message names its file, line and expression.
    InvalidTemplate,
    /// A path leaves the vault or is empty.
    InvalidPath,
    /// The bytes are no snapshot of a vault.
    SnapshotUnknown,
    /// The snapshot was saved by another version.
    SnapshotVersion,
    /// The snapshot ends too early.
    SnapshotTruncated,
    /// The snapshot is not what was saved.
    SnapshotDamaged,
    /// The text of a task query cannot be run; the message names the line.
    InvalidQuery,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}
