//! The date in the name of a note, which can stand in for a scheduled date.
//!
//! See <https://publish.obsidian.md/tasks/Getting+Started/Use+Filename+as+Default+Date>.

use serde::Deserialize;

use super::moment;
use crate::note::Day;

/// Which names hold a date.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct NoteDateOptions {
    /// A further format of whole names, such as `MMM DD, YYYY`.
    pub extra_format: Option<String>,
    /// Only notes in these folders; empty for all.
    pub only_folders: Vec<String>,
}

/// The date in the name of the note at `path`: in the further format, else `YYYY-MM-DD` anywhere in it, else `YYYYMMDD`.
pub fn note_date(path: &str, options: &NoteDateOptions) -> Option<Day> {
    let inside = |folder: &String| {
        path.strip_prefix(folder.as_str())
            .is_some_and(|rest| rest.starts_with('/'))
    };
    if !options.only_folders.is_empty() && !options.only_folders.iter().any(inside) {
        return None;
    }
    let name = path.rsplit('/').next().unwrap_or(path);
    let name = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let formatted = || moment::read(name, options.extra_format.as_deref().filter(|f| !f.is_empty())?);
    formatted().or_else(|| first_date(name))
}

fn first_date(name: &str) -> Option<Day> {
    let parted = |w: &[u8]| matches!(w, [_, _, _, _, b'-', _, _, b'-', _, _]);
    let (year, month, day) = first(name, 10, parted, [0, 5, 8]).or_else(|| first(name, 8, |_| true, [0, 4, 6]))?;
    Day::new(year, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// The first place where a date of that shape stands; whether there is such a day is not asked.
fn first(name: &str, len: usize, shape: impl Fn(&[u8]) -> bool, starts: [usize; 3]) -> Option<(i32, i32, i32)> {
    let [year, month, day] = starts;
    name.as_bytes().windows(len).filter(|w| shape(w)).find_map(|window| {
        let number = |at: usize, len: usize| digits(window.get(at..at + len)?);
        Some((number(year, 4)?, number(month, 2)?, number(day, 2)?))
    })
}

fn digits(text: &[u8]) -> Option<i32> {
    let all = text.iter().all(u8::is_ascii_digit);
    all.then(|| text.iter().fold(0, |sum, b| sum * 10 + i32::from(b - b'0')))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(path: &str) -> Option<String> {
        note_date(path, &NoteDateOptions::default()).map(|day| day.to_string())
    }

    #[test]
    fn finds_a_date_in_the_name() {
        assert_eq!(date("Journal/2025-06-10 Tuesday.md").as_deref(), Some("2025-06-10"));
        assert_eq!(date("x20250610y.md").as_deref(), Some("2025-06-10"));
        assert_eq!(date("20240101 or 2025-06-10.md").as_deref(), Some("2025-06-10"));
        for path in [
            "2025-06-10/Plan.md",
            "2025-02-30.md",
            "2025-6-10.md",
            "Plan.md",
            "2025-13-01 20250610.md",
        ] {
            assert_eq!(date(path), None, "{path}");
        }
    }

    #[test]
    fn folders_and_formats_are_asked_first() {
        let options = NoteDateOptions {
            extra_format: Some("MMM DD, YYYY".to_owned()),
            only_folders: vec!["Daily".to_owned()],
        };
        let date = |path| note_date(path, &options).map(|day| day.to_string());
        assert_eq!(date("Daily/Jun 10, 2025.md").as_deref(), Some("2025-06-10"));
        assert_eq!(date("Daily/2025-06-10.md").as_deref(), Some("2025-06-10"));
        assert_eq!(date("Daily/June 10, 2025.md"), None);
        assert_eq!(date("Dailies/2025-06-10.md"), None);
    }
}
