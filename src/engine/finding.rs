//! What was odd in a note, placed for people and editors.

use serde::Serialize;

use crate::note::Note;
use crate::text::{Diagnostic, utf16_units};

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
pub(super) fn findings<'n>(path: &'n str, note: &'n Note) -> impl Iterator<Item = Finding> + use<'n> {
    let mut places = Places::new(path, note);
    note.diagnostics.iter().map(move |diagnostic| places.find(diagnostic))
}

/// Gives what is odd in a note its place. One line may hold thousands, so columns are counted from the place before.
pub(super) struct Places<'n> {
    pub(super) path: &'n str,
    pub(super) note: &'n Note,
    /// Byte and column of the place before.
    last: (u32, u32),
}

impl<'n> Places<'n> {
    pub(super) fn new(path: &'n str, note: &'n Note) -> Self {
        let last = (0, 0);
        Self { path, note, last }
    }

    pub(super) fn find(&mut self, diagnostic: &Diagnostic) -> Finding {
        let (note, at) = (self.note, diagnostic.span.start);
        let line = note.line_of(at);
        let start = note.line_starts.get(line as usize).copied().unwrap_or(0);
        let (from, column) = Some(self.last)
            .filter(|(from, _)| (start..=at).contains(from))
            .unwrap_or((start, 0));
        let between = note.text.as_bytes().get(from as usize..at as usize).unwrap_or_default();
        let lost = note.units_lost(at).saturating_sub(note.units_lost(from));
        let column = column + lost + u32::try_from(utf16_units(between)).unwrap_or(u32::MAX);
        self.last = (at, column);
        Finding {
            path: self.path.to_owned(),
            line: line + 1,
            column: column + 1,
            severity: diagnostic.severity,
            code: diagnostic.code,
            message: diagnostic.message.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::engine::{Engine, Options};

    #[test]
    fn columns_count_utf16_units_of_the_file_whatever_stands_before_on_the_line() {
        let mut engine = Engine::new(&Options::default()).unwrap();
        let text = "# 🧁\n- [ ] 🧁 größer 📅 2026-02-30 J√ºrgen ➕ 2026-13-01 ⏳ 2026-02-30\n- [ ] b 📅 2026-04-31\n";
        engine.set("a.md", text.as_bytes()).unwrap();
        let found = engine.diagnostics(None);
        let dates = found.iter().filter(|found| found.code == "task-date-invalid");
        let places: Vec<(u32, u32)> = dates.map(|found| (found.line, found.column)).collect();
        let column = |line: usize, mark: &str| {
            let before = text.lines().nth(line - 1).and_then(|line| line.split(mark).next());
            u32::try_from(before.unwrap().encode_utf16().count() + 1).unwrap()
        };
        assert_eq!(
            places,
            [
                (2, column(2, "📅")),
                (2, column(2, "➕")),
                (2, column(2, "⏳")),
                (3, column(3, "📅"))
            ]
        );
    }
}
