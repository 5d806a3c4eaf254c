//! Days as people and programs write them in properties, file names and text.
//!
//! | written | read as |
//! | --- | --- |
//! | `2025-09-15`, `2025-09-15T14:30:00Z`, `2025-09-15 14:30` | 2025-09-15 |
//! | `2025/09/15`, `2025.09.15`, `2025_09_15` | 2025-09-15 |
//! | `20250915`, `20250915T1430`, `202509151430` | 2025-09-15 |
//! | `Oct 22nd, 2025`, `October 22, 2025` | 2025-10-22 |
//! | `22 October 2025`, `22nd of Oct 2025` | 2025-10-22 |
//! | `[[2025-09-15]]`, `"2025-09-15"`, `Monday, 22 October 2025` | the day inside |
//!
//! `03/04/2025` and the like are not read: which is the month differs between countries.

use super::Day;

/// The day that `text` begins with, with the number of bytes it takes; `None` when it begins with none.
pub fn leading_day(text: &str) -> Option<(Day, usize)> {
    let found = numeric(text).or_else(|| named_month(text))?;
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
        is_weekday(weekday)
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

/// `Oct 22nd, 2025` and `22 October 2025`.
fn named_month(text: &str) -> Option<(Day, usize)> {
    let mut words = Words { text, at: 0 };
    let first = words.next()?;
    if let Some(month) = month(first) {
        let day = ordinal(words.next()?)?;
        let year = year(words.next()?)?;
        return Some((day_of(year, month, day)?, words.at));
    }
    let day = ordinal(first)?;
    let mut word = words.next()?;
    if word.eq_ignore_ascii_case("of") {
        word = words.next()?;
    }
    let month = month(word)?;
    let year = year(words.next()?)?;
    Some((day_of(year, month, day)?, words.at))
}

/// Words of letters and digits, separated by spaces, commas and dots.
struct Words<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let word = rest.trim_start_matches([' ', ',', '.', '\u{a0}']);
        let end = word.find(|c: char| !c.is_alphanumeric()).unwrap_or(word.len());
        self.at += rest.len() - word.len() + end;
        word.get(..end).filter(|w| !w.is_empty())
    }
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

fn ordinal(word: &str) -> Option<u32> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(number.len()..)?;
    let known = suffix.is_empty() || ["st", "nd", "rd", "th"].iter().any(|s| suffix.eq_ignore_ascii_case(s));
    (known && number.len() <= 2).then(|| number.parse().ok()).flatten()
}

fn year(word: &str) -> Option<u32> {
    (word.len() == 4).then(|| digits(word, 0, 4)).flatten()
}

/// English names of the months.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// English names of the days of the week.
pub const WEEKDAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];

/// Whether a name begins with a word, in any case.
pub fn begins_with(name: &str, word: &str) -> bool {
    name.get(..word.len())
        .is_some_and(|begin| begin.eq_ignore_ascii_case(word))
}

/// A month by its English name or at least its first three letters.
fn month(word: &str) -> Option<u32> {
    let named = |name: &&str| begins_with(name, word) || word.eq_ignore_ascii_case("sept") && *name == "September";
    let at = MONTHS.iter().position(|name| word.len() >= 3 && named(name))?;
    u32::try_from(at + 1).ok()
}

fn is_weekday(word: &str) -> bool {
    word.len() >= 3 && WEEKDAYS.iter().any(|name| begins_with(name, word))
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
        ] {
            assert_eq!(stated_day(text), None, "{text}");
        }
    }

    #[test]
    fn a_file_name_begins_with_its_day() {
        for name in ["2025-09-15 - Call", "2025-09-15_143022_call", "2025-09-15 14 30 - Call"] {
            assert_eq!(leading_day(name).map(|(_, len)| len), Some(10), "{name}");
        }
        assert_eq!(leading_day("Call 2025-09-15"), None);
    }
}
