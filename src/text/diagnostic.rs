//! What was odd in a note, and where. Parsing never fails; it reports.

use serde::Serialize;

use super::Span;

/// How much a finding matters to the person who keeps the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Something could not be read as written.
    Error,
    /// It was read, but probably not as meant.
    Warning,
    /// Worth knowing, nothing to do.
    Info,
}

/// One finding about a note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Stable name for programs, kebab-case, such as `frontmatter-invalid`.
    pub code: &'static str,
    /// How much it matters.
    pub severity: Severity,
    /// What was wrong and what to do, one sentence for people.
    pub message: String,
    /// Where in the text that parsing sees.
    pub span: Span,
}
