//! Dates of a task that cannot be read as they are written.

use super::date::date_len;
use super::field::{FieldName, symbol_at};
use super::pieces::PieceKind;
use super::serialize::Source;
use super::{DateName, Task};
use crate::note::date::{WEEKDAYS, begins_with, written_day};
use crate::text::{Diagnostic, Severity, Span, white};

/// Code and message for the text of a date that is none.
pub(super) fn date(text: &str) -> (&'static str, String) {
    if date_len(text) == Some(text.len()) {
        let message = format!("there is no day \"{text}\"; the task has no such date until it is corrected");
        return ("task-date-invalid", message);
    }
    let write = match written_day(text) {
        Some((_, Some(day))) => day.to_string(),
        _ => "YYYY-MM-DD".to_owned(),
    };
    let message = format!("\"{text}\" is no date of a task; write {write}");
    ("task-date-unreadable", message)
}

impl Task {
    /// What is odd in it, with dates that are so far from one that they count as words. Spans are bytes of the line.
    pub fn odd(&self) -> impl Iterator<Item = Diagnostic> {
        self.diagnostics.iter().cloned().chain(self.unread_dates())
    }

    /// Marks of a date behind which stands what only people read as one.
    fn unread_dates(&self) -> Vec<Diagnostic> {
        let Source::Line { line, pieces, .. } = &self.source else {
            return Vec::new();
        };
        let words = pieces.iter().filter(|piece| piece.kind == PieceKind::Text);
        words.flat_map(|piece| unread_in(line, piece.span)).collect()
    }
}

fn unread_in(line: &str, span: Span) -> Vec<Diagnostic> {
    let text = span.of(line);
    let marks = text.char_indices().filter(|(_, c)| !c.is_ascii());
    let found = marks.filter_map(|(at, _)| {
        let (FieldName::Date(name), _, mark) = symbol_at(text.get(at..)?)? else {
            return None;
        };
        let behind = text.get(at + mark..)?;
        let value = white::trim_start(behind);
        let len = written_len(value, name)?;
        let (code, message) = date(value.get(..len)?);
        let start = span.start as usize + at;
        Some(Diagnostic {
            code,
            severity: Severity::Warning,
            message,
            span: Span::new(start, start + mark + (behind.len() - value.len()) + len),
        })
    });
    found.collect()
}

/// Length of what people read as a date. The marks of what is done or new stand before other words too.
fn written_len(text: &str, name: DateName) -> Option<usize> {
    let written = written_day(text).map(|(len, _)| len);
    let planned = matches!(name, DateName::Due | DateName::Scheduled | DateName::Start);
    written.or_else(|| {
        let len = text.find(|c: char| !c.is_alphabetic()).unwrap_or(text.len());
        let word = text.get(..len)?;
        let weekday = len >= 3 && WEEKDAYS.iter().any(|day| begins_with(day, word));
        let day = weekday
            || ["today", "tomorrow", "next"]
                .iter()
                .any(|day| word.eq_ignore_ascii_case(day));
        (planned && day).then_some(len)
    })
}

#[cfg(test)]
mod tests {
    use super::super::{ParseOptions, parse};

    fn odd(text: &str) -> Vec<(&'static str, String, String)> {
        let line = format!("- [ ] {text}");
        let task = parse(&line, &ParseOptions::default()).unwrap();
        let odd = task.odd();
        odd.map(|found| (found.code, found.span.of(&line).to_owned(), found.message))
            .collect()
    }

    #[test]
    fn dates_in_other_forms_are_told_with_what_to_write() {
        for (text, at, write) in [
            ("call 📅 17.11.2026 @Ann", "📅 17.11.2026", "write 2026-11-17"),
            ("call 📅17/11/2026", "📅17/11/2026", "write 2026-11-17"),
            ("call 📅 11/03/2026", "📅 11/03/2026", "write YYYY-MM-DD"),
            ("call ⏳ 3.11.", "⏳ 3.11.", "write YYYY-MM-DD"),
            ("call ⏳ 3.11.26", "⏳ 3.11.26", "write 2026-11-03"),
            ("call 🛫 tomorrow", "🛫 tomorrow", "write YYYY-MM-DD"),
            (
                "call 📅\u{fe0f} Nov 17, 2026",
                "📅\u{fe0f} Nov 17, 2026",
                "write 2026-11-17",
            ),
            ("call ✅ 17.11.2026", "✅ 17.11.2026", "write 2026-11-17"),
            ("call [due:: 20.11.2026]", "[due:: 20.11.2026]", "write 2026-11-20"),
            ("call [due:: next week]", "[due:: next week]", "write YYYY-MM-DD"),
        ] {
            let odd = odd(text);
            let [(code, span, message)] = odd.as_slice() else {
                panic!("{text}: {odd:?}")
            };
            assert_eq!((*code, span.as_str()), ("task-date-unreadable", at), "{text}");
            assert!(message.contains(write), "{text}: {message}");
        }
        assert_eq!(odd("call 📅 2026-11-31")[0].0, "task-date-invalid");
    }

    #[test]
    fn marks_that_are_words_are_no_dates() {
        for text in [
            "✅ done",
            "❌ 3 items",
            "📅 Calendar for Ann",
            "ship ➕ 2 crates",
            "📅 2026-11-17",
            "⏳",
            "✅ today",
        ] {
            assert_eq!(odd(text), [], "{text}");
        }
    }
}
