//! Days as people and programs write them in properties, file names and text.
//!
//! | written | read as |
//! | --- | --- |
//! | `2025-09-15`, `2025-09-15T14:30:00Z`, `2025-09-15 14:30` | 2025-09-15 |
//! | `2025/09/15`, `2025.09.15`, `2025_09_15`, `2025-9-15` | 2025-09-15 |
//! | `15.09.2025`, `15.9.2025`, `15. 9. 2025` | 2025-09-15 |
//! | `15/09/2025`, `09/15/2025`, `15-09-2025` | 2025-09-15 |
//! | `20250915`, `20250915T1430`, `202509151430` | 2025-09-15 |
//! | `Oct 22nd, 2025`, `October 22, 2025` | 2025-10-22 |
//! | `22 October 2025`, `22nd of Oct 2025`, `22. Oktober 2025`, `Mittwoch, 22. Okt. 2025` | 2025-10-22 |
//! | `5.9.25` | 2025-09-05 |
//! | `[[2025-09-15]]`, `"2025-09-15"`, `Monday, 22 October 2025`, `Mo, 15.09.2025` | the day inside |
//!
//! Where dots stand between figures the day comes first, wherever people write so. `03/04/2025` and the like are not read:
//! which is the month differs between countries. They are where only one of the two can be it. A year of two figures is read
//! behind dots, of our century, and only where the first figure cannot be the year: `03.11.26` may begin with it. A month alone
//! (`August 2026`, `2026-08`) is no day.

mod figures;
mod named;
mod no_day;

pub use named::{MONTHS, WEEKDAYS, begins_with};
pub use no_day::{NoDay, WhyNoDay, no_day, no_leading_day};

use super::Day;
use figures::{figures, short_day};
use named::{is_weekday, named_month};

/// The day that `text` begins with, with the number of bytes it takes; `None` when it begins with none.
pub fn leading_day(text: &str) -> Option<(Day, usize)> {
    let found = numeric(text)
        .or_else(|| named_month(text))
        .or_else(|| figures(text))
        .or_else(|| short_day(text))?;
    let rest = text.get(found.1..).unwrap_or("");
    let glued = rest
        .chars()
        .next()
        .is_some_and(|c| c.is_alphanumeric() && !matches!(c, 'T' | 't'));
    (!glued).then_some(found)
}

/// The day that a property or a `**Date**:` line states; quotes, brackets and a weekday around it are ignored.
pub fn stated_day(text: &str) -> Option<Day> {
    let text = text.trim_start_matches(|c: char| matches!(c, '"' | '\'' | '[' | '(' | '*' | '_') || c.is_whitespace());
    let after_weekday = || {
        let (weekday, rest) = text.split_once(|c: char| c == ',' || c.is_whitespace())?;
        let apart = text.as_bytes().get(weekday.len()) == Some(&b',') && weekday.chars().all(char::is_alphabetic);
        (apart || is_weekday(weekday))
            .then(|| leading_day(rest.trim_start_matches([',', ' '])))
            .flatten()
    };
    leading_day(text).or_else(after_weekday).map(|(day, _)| day)
}

/// `YYYY-MM-DD`, with `-`, `/`, `.`, `_` or a space twice, or eight digits in a row.
fn numeric(text: &str) -> Option<(Day, usize)> {
    let year = digits(text, 0, 4)?;
    let sep = *text.as_bytes().get(4)?;
    if sep.is_ascii_digit() {
        return compact(text, year);
    }
    let same = text.as_bytes().get(7) == Some(&sep);
    if !same || !matches!(sep, b'-' | b'/' | b'.' | b'_' | b' ') {
        return None;
    }
    Some((day_of(year, digits(text, 5, 2)?, digits(text, 8, 2)?)?, 10))
}

/// `YYYYMMDD`, alone or with a time of four or six digits behind it.
fn compact(text: &str, year: u32) -> Option<(Day, usize)> {
    let run = text.bytes().take_while(u8::is_ascii_digit).count();
    if !matches!(run, 8 | 12 | 14) {
        return None;
    }
    Some((day_of(year, digits(text, 4, 2)?, digits(text, 6, 2)?)?, run))
}

/// Length of what a text begins with that people write for a day, and the day where it can be read: `17.11.2026`, `3.11.`,
/// `Nov 17, 2026`. One figure with something behind it, such as `3 items`, is none.
pub fn written_day(text: &str) -> Option<(usize, Option<Day>)> {
    if let Some((day, len)) = leading_day(text) {
        return Some((len, Some(day)));
    }
    let figures = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let first = figures(text);
    let behind = text.get(first..)?.strip_prefix(['.', '/', '-'])?;
    let second = figures(behind);
    let is_day = matches!(first, 1 | 2 | 4) && matches!(second, 1 | 2);
    let len = text
        .find(|c: char| !c.is_ascii_digit() && !matches!(c, '.' | '/' | '-'))
        .unwrap_or(text.len());
    let ends = !text.get(len..)?.starts_with(char::is_alphanumeric);
    (is_day && ends).then_some((len, None))
}

fn digits(text: &str, start: usize, len: usize) -> Option<u32> {
    let part = text.get(start..start + len)?;
    let all = part.bytes().all(|b| b.is_ascii_digit());
    all.then(|| part.parse().ok()).flatten()
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Day> {
    Day::new(
        i32::try_from(year).ok()?,
        u8::try_from(month).ok()?,
        u8::try_from(day).ok()?,
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_each_way_to_write_a_day() {
        let same = [
            "2025-10-22",
            "2025-10-22T14:30:00Z",
            "2025-10-22 14:30",
            "2025/10/22",
            "2025_10_22",
            "20251022",
            "20251022T1430",
            "202510221430",
            "Oct 22nd, 2025",
            "October 22, 2025",
            "22 October 2025",
            "22nd of Oct 2025",
            "[[2025-10-22]]",
            "\"2025-10-22\"",
            "Wednesday, 22 October 2025",
            "Wed Oct 22 2025",
            "22.10.2025",
            "22. 10. 2025 um 10 Uhr",
            "22.10.2025T10:00",
            "22/10/2025",
            "10/22/2025",
            "22-10-2025, 10:00",
            "Mi, 22.10.2025",
            "22. Oktober 2025",
            "Mittwoch, 22. Okt. 2025",
            "Mi 22.10.2025",
            "Mittwoch 22. OKTOBER 2025",
        ];
        for text in same {
            assert_eq!(
                stated_day(text).map(|d| d.to_string()).as_deref(),
                Some("2025-10-22"),
                "{text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_day() {
        for text in [
            "",
            "03/04/2025",
            "2025-02-30",
            "2025",
            "202510",
            "2025-10-221",
            "May",
            "Mayor 5, 2025",
            "call",
            "1234567890",
            "03.04.25",
            "3.4.255",
            "3/4/25",
            "3.13.25",
            "31.11.26",
            "3.4.25b",
            "3.4.25.1",
            "August 2026",
            "2026-08",
            "08/2026",
            "22. Oktol 2025",
            "22. Mä 2025",
            "22 jui 2025",
            "31.02.2025",
            "10.22.2025",
            "1.2.20255",
            "1.2/2025",
            "1..2025",
        ] {
            assert_eq!(stated_day(text), None, "{text}");
        }
    }

    #[test]
    fn one_figure_is_enough_and_the_same_day_is_no_question() {
        for (text, day) in [
            ("2025-9-5", "2025-09-05"),
            ("5.9.2025", "2025-09-05"),
            ("11/11/2025", "2025-11-11"),
            ("3.11.26", "2026-11-03"),
            ("3. 11. 26, 10:00", "2026-11-03"),
            ("15.02.30", "2030-02-15"),
            ("11.11.11", "2011-11-11"),
            ("3. März 2026", "2026-03-03"),
            ("3. MÄRZ 2026", "2026-03-03"),
            ("3. Ma\u{308}rz 2026", "2026-03-03"),
            ("Dez 1, 2025", "2025-12-01"),
            ("1er août 2026", "2026-08-01"),
            ("3 de\u{301}cembre 2026", "2026-12-03"),
            ("lundi 2 févr. 2026", "2026-02-02"),
            ("14 JUILLET 2026", "2026-07-14"),
            ("14 juin 2026", "2026-06-14"),
            ("1. Jänner 2026", "2026-01-01"),
        ] {
            assert_eq!(stated_day(text).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn a_file_name_begins_with_its_day() {
        for name in ["2025-09-15 - Call", "2025-09-15_143022_call", "2025-09-15 14 30 - Call"] {
            assert_eq!(leading_day(name).map(|(_, len)| len), Some(10), "{name}");
        }
        let short = leading_day("3.11.26 Call with Ann").map(|(day, len)| (day.to_string(), len));
        assert_eq!(short, Some(("2026-11-03".to_owned(), 7)));
        assert_eq!(leading_day("Call 2025-09-15"), None);
        assert_eq!(leading_day("03.11.26 Call with Ann"), None);
    }
}
