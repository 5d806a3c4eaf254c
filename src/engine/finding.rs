//! What was odd in a note, placed for people and editors.

use serde::Serialize;

use crate::note::Note;
use crate::text::Diagnostic;

/// A finding about a note, placed for people and editors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Vault-relative path.
    pub path: String,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in UTF-16 units.
    pub column: u32,
    /// `error`, `warning` or `info`.
    pub severity: crate::text::Severity,
    /// Stable name.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

/// What was odd in one note.
pub(super) fn findings(path: &str, note: &Note) -> impl Iterator<Item = Finding> {
    note.diagnostics.iter().map(|diagnostic| placed(path, note, diagnostic))
}

/// Something odd in a note, placed.
pub(super) fn placed(path: &str, note: &Note, diagnostic: &Diagnostic) -> Finding {
    let line = note.line_of(diagnostic.span.start);
    let start = note.line_starts.get(line as usize).copied().unwrap_or(0);
    let before = note
        .text
        .get(start as usize..diagnostic.span.start as usize)
        .unwrap_or("");
    let lost = note
        .units_lost(diagnostic.span.start)
        .saturating_sub(note.units_lost(start));
    Finding {
        path: path.to_owned(),
        line: line + 1,
        column: u32::try_from(before.encode_utf16().count() + 1).unwrap_or(u32::MAX) + lost,
        severity: diagnostic.severity,
        code: diagnostic.code,
        message: diagnostic.message.clone(),
    }
}
