//! Months and days of the week by their names, and the days that are written with them.

use super::{Day, day_of, digits};
use crate::text::case;

/// `Oct 22nd, 2025` and `22 October 2025`.
pub(super) fn named_month(text: &str) -> Option<(Day, usize)> {
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
pub(super) struct Words<'a> {
    pub(super) text: &'a str,
    pub(super) at: usize,
}

impl<'a> Iterator for Words<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.text.get(self.at..)?;
        let word = rest.trim_start_matches([' ', ',', '.', '\u{a0}']);
        // The dots of an `ä` may be a character of their own, as in names of files, and so may accents.
        let is_letter = |c: char| c.is_alphanumeric() || matches!(c, '\u{301}' | '\u{302}' | '\u{308}');
        let end = word.find(|c| !is_letter(c)).unwrap_or(word.len());
        self.at += rest.len() - word.len() + end;
        word.get(..end).filter(|w| !w.is_empty())
    }
}

fn ordinal(word: &str) -> Option<u32> {
    let number = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let suffix = word.get(number.len()..)?;
    let known = suffix.is_empty()
        || ["st", "nd", "rd", "th", "er"]
            .iter()
            .any(|s| suffix.eq_ignore_ascii_case(s));
    (known && number.len() <= 2).then(|| number.parse().ok()).flatten()
}

pub(super) fn year(word: &str) -> Option<u32> {
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

/// German and French names of months that do not begin as the English ones do.
const OTHER_MONTHS: [(&str, u32); 28] = [
    ("Jänner", 1),
    ("Feber", 2),
    ("März", 3),
    ("Ma\u{308}rz", 3),
    ("Maerz", 3),
    ("Mrz", 3),
    ("Mai", 5),
    ("Juni", 6),
    ("Juli", 7),
    ("Oktober", 10),
    ("Dezember", 12),
    ("Janvier", 1),
    ("Février", 2),
    ("Fe\u{301}vrier", 2),
    ("Fevrier", 2),
    ("Mars", 3),
    ("Avril", 4),
    ("Juin", 6),
    ("Juillet", 7),
    ("Août", 8),
    ("Aou\u{302}t", 8),
    ("Aout", 8),
    ("Septembre", 9),
    ("Octobre", 10),
    ("Novembre", 11),
    ("Décembre", 12),
    ("De\u{301}cembre", 12),
    ("Decembre", 12),
];

/// French names of the days of the week.
const FRENCH_WEEKDAYS: [&str; 7] = ["Lundi", "Mardi", "Mercredi", "Jeudi", "Vendredi", "Samedi", "Dimanche"];

/// German names of the days of the week, of which two letters are enough.
const GERMAN_WEEKDAYS: [&str; 8] = [
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonnabend",
    "Sonntag",
];

/// A month by its English, German or French name, or at least the first three letters of that; not `jui`, which is two.
pub(super) fn month(word: &str) -> Option<u32> {
    word.chars().nth(2)?;
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    if word.eq_ignore_ascii_case("jui") {
        return None;
    }
    let english = (1..).zip(MONTHS).find(|(_, name)| begins_with(name, word));
    let other = || {
        let begins = |name: &str| {
            name.get(..word.len())
                .is_some_and(|begin| case::same_lower(begin, word))
        };
        OTHER_MONTHS
            .iter()
            .find(|(name, _)| begins(name))
            .map(|(name, at)| (*at, *name))
    };
    english.or_else(other).map(|(at, _)| at)
}

pub(super) fn is_weekday(word: &str) -> bool {
    let begins = |names: &[&str], least: usize| word.len() >= least && names.iter().any(|name| begins_with(name, word));
    begins(&WEEKDAYS, 3) || begins(&GERMAN_WEEKDAYS, 2) || begins(&FRENCH_WEEKDAYS, 3)
}
