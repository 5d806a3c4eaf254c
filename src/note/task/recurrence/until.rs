//! The date after `until`, read as browsers read a date of plain words: `June 9, 2025`, `9 June`, `2025 6 9`.

use super::calendar::{civil, days_from_civil};

/// The last moment of a rule, in minutes since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Until {
    pub(super) minute: i64,
}

const MONTHS: [&str; 12] = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
];

/// Time zones that a date may name, with their hours from Greenwich.
const ZONES: [(&str, i64); 12] = [
    ("ut", 0),
    ("utc", 0),
    ("z", 0),
    ("gmt", 0),
    ("cdt", -5),
    ("cst", -6),
    ("edt", -4),
    ("est", -5),
    ("mdt", -6),
    ("mst", -7),
    ("pdt", -7),
    ("pst", -8),
];

impl Until {
    /// Reads a date; words before the first number are skipped, other words after it make it no date.
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut words = Words::default();
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            let word: &str = match c {
                '0'..='9' => run(rest, |c| c.is_ascii_digit()),
                'a'..='z' | 'A'..='Z' => run(rest, |c| c.is_ascii_alphabetic()),
                _ => rest.get(..c.len_utf8())?,
            };
            rest = rest.get(word.len()..)?;
            words.add(word, rest.starts_with(|c: char| c.is_ascii_digit()))?;
        }
        words.date()
    }

    /// Year, month and day of the day it falls on.
    pub(super) fn civil(self) -> (i64, u8, u8) {
        civil(self.minute.div_euclid(24 * 60))
    }
}

fn run(text: &str, among: impl Fn(char) -> bool) -> &str {
    let end = text.find(|c| !among(c)).unwrap_or(text.len());
    text.get(..end).unwrap_or("")
}

#[derive(Default)]
struct Words {
    numbers: Vec<i64>,
    month: Option<u8>,
    zone: i64,
}

impl Words {
    fn add(&mut self, word: &str, number_follows: bool) -> Option<()> {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            self.numbers.push(word.parse().unwrap_or(i64::MAX));
            return (self.numbers.len() <= 3).then_some(());
        }
        if !word.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(());
        }
        let lower = word.to_ascii_lowercase();
        let begun = !self.numbers.is_empty();
        let month = MONTHS.iter().position(|m| lower.starts_with(m));
        let zone = ZONES.iter().find(|z| z.0 == lower).filter(|_| begun);
        match (month, zone) {
            (Some(month), _) => self.month = u8::try_from(month + 1).ok(),
            (None, Some((_, hours))) => self.zone = *hours,
            (None, None) if begun || number_follows => return None,
            (None, None) => {}
        }
        Some(())
    }

    fn date(&self) -> Option<Until> {
        let at = |index: usize| self.numbers.get(index).copied().unwrap_or(1);
        let (first, second, third) = (*self.numbers.first()?, at(1), at(2));
        let is_day = (1..=31).contains(&first);
        let (year, month, day) = match self.month.map(i64::from) {
            None if is_day => (third, first, second),
            None => (first, second, third),
            Some(month) if is_day => (second, month, first),
            Some(month) => (first, month, second),
        };
        let year = match year {
            0..=49 => year + 2000,
            50..=99 => year + 1900,
            _ => year,
        };
        let exists = (1..=12).contains(&month) && (1..=31).contains(&day) && year <= 275_759;
        let first = days_from_civil(year, u8::try_from(month).ok().filter(|_| exists)?, 1);
        let minute = (first + day - 1) * 24 * 60 - self.zone * 60;
        // The very beginning of 1970 counts as no date, as zero does in JavaScript.
        (minute != 0).then_some(Until { minute })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(i64, u8, u8)> {
        Until::read(text).map(Until::civil)
    }

    #[test]
    fn reads_dates_of_plain_words() {
        for text in [
            " June 9, 2025",
            "9 June 2025",
            "Monday 9 jun 25",
            "2025 6 9",
            "6 9 2025",
            "June9 2025",
            "June 9 2025 EST",
        ] {
            assert_eq!(read(text), Some((2025, 6, 9)), "{text}");
        }
        assert_eq!(read("June 31 2025"), Some((2025, 7, 1)));
        assert_eq!(read("2025"), Some((2025, 1, 1)));
        assert_eq!(read("June 9"), Some((2001, 6, 9)));
    }

    #[test]
    fn what_is_no_date() {
        for text in [
            "",
            "January",
            "June 9th 2025",
            "13 1 2025",
            "0 June 2025",
            "20250609",
            "1 2 3 4",
            "foo9 June",
            "January 1 1970",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
