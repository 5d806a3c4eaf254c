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

use super::Day;
use crate::text::case;

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

/// `3.11.26`, and `15.11.26`, of which only one figure can be the year or both give the same day.
fn short_day(text: &str) -> Option<(Day, usize)> {
    match short_year(text)? {
        (len, [Some(day), None]) => Some((day, len)),
        (len, [Some(one), Some(other)]) if one == other => Some((one, len)),
        _ => None,
    }
}

/// What `3.11.26` may stand for, with the bytes that it takes: the day of a year of two figures at its end, and at its start.
/// `3.11.26.1` is a version, or an address.
fn short_year(text: &str) -> Option<(usize, [Option<Day>; 2])> {
    let found = Figures::read(text).filter(|found| found.mark == b'.' && found.is_alone_in(text))?;
    let behind = text.get(found.len..).unwrap_or_default().strip_prefix('.');
    if behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let [first, second, third] = found.numbers;
    let days = match found.lengths {
        [1, 1 | 2, 2] => [day_of(2000 + third, second, first), None],
        [2, 1 | 2, 2] => [day_of(2000 + third, second, first), day_of(2000 + first, second, third)],
        _ => return None,
    };
    Some((found.len, days))
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

/// `15.09.2025`, `15/09/2025` and `2025-9-15`.
fn figures(text: &str) -> Option<(Day, usize)> {
    let figures = Figures::read(text)?;
    match figures.days() {
        [Some(day), None] | [None, Some(day)] => Some((day, figures.len)),
        [Some(one), Some(other)] if one == other => Some((one, figures.len)),
        _ => None,
    }
}

/// Three numbers with the same mark between them, as days are written in figures.
struct Figures {
    numbers: [u32; 3],
    lengths: [usize; 3],
    mark: u8,
    /// Bytes of the whole.
    len: usize,
}

impl Figures {
    /// Those that a text begins with; a space may stand behind a dot.
    fn read(text: &str) -> Option<Self> {
        let (bytes, mut at, mut mark) = (text.as_bytes(), 0, None);
        let (mut numbers, mut lengths) = ([0; 3], [0; 3]);
        for (index, (number, length)) in numbers.iter_mut().zip(&mut lengths).enumerate() {
            if index > 0 {
                let found = *bytes.get(at).filter(|b| matches!(b, b'-' | b'/' | b'.' | b'_'))?;
                if *mark.get_or_insert(found) != found {
                    return None;
                }
                at += if found == b'.' && bytes.get(at + 1) == Some(&b' ') {
                    2
                } else {
                    1
                };
            }
            let rest = bytes.get(at..).unwrap_or_default();
            *length = rest.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
            *number = digits(text, at, *length).filter(|_| matches!(length, 1 | 2 | 4))?;
            at += *length;
        }
        let mark = mark?;
        Some(Self {
            numbers,
            lengths,
            mark,
            len: at,
        })
    }

    /// The days that they may stand for: with the day before the month, and behind it.
    fn days(&self) -> [Option<Day>; 2] {
        let [first, second, third] = self.numbers;
        match self.lengths {
            [4, 1 | 2, 1 | 2] => [None, day_of(first, second, third)],
            [1 | 2, 1 | 2, 4] => [
                day_of(third, second, first),
                day_of(third, first, second).filter(|_| self.mark != b'.'),
            ],
            _ => [None, None],
        }
    }

    /// Whether nothing is written onto them.
    fn is_alone_in(&self, text: &str) -> bool {
        let rest = text.get(self.len..).unwrap_or_default();
        !rest.starts_with(|c: char| c.is_alphanumeric() && !matches!(c, 'T' | 't'))
    }

    /// The year, where four figures give one of our time.
    fn year(&self) -> Option<u32> {
        let years = self.numbers.into_iter().zip(self.lengths);
        let mut years = years.filter(|(number, length)| *length == 4 && (1900..2100).contains(number));
        years.next().map(|(year, _)| year)
    }
}

/// A text that says a day, and does not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoDay<'t> {
    /// What was to be the day.
    pub text: &'t str,
    /// Why it is none.
    pub why: WhyNoDay,
}

/// Why a text is no day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyNoDay {
    /// The calendar has no such day.
    Missing,
    /// It is one of these, depending on the country.
    Either(Day, Day),
    /// It is a month, of this year: which day of it is not said.
    Month(u32, u32),
    /// It is written in a way that is not known.
    Unknown,
}

impl NoDay<'_> {
    /// Its stable name.
    pub fn code(&self) -> &'static str {
        match self.why {
            WhyNoDay::Missing => "date-invalid",
            WhyNoDay::Either(..) => "date-ambiguous",
            WhyNoDay::Month(..) => "date-incomplete",
            WhyNoDay::Unknown => "date-unreadable",
        }
    }

    /// What is wrong with it, and what to write.
    pub fn message(&self) -> String {
        let text = self.text;
        match self.why {
            WhyNoDay::Missing => format!("there is no day \"{text}\""),
            WhyNoDay::Either(one, other) => {
                format!("\"{text}\" means another day in another country; write {one} or {other}")
            }
            WhyNoDay::Month(year, month) => {
                format!("\"{text}\" is a month without a day; write the day too, as {year}-{month:02}-DD")
            }
            WhyNoDay::Unknown => format!("\"{text}\" is no day that can be read; write it as YYYY-MM-DD"),
        }
    }
}

/// Why [`stated_day`] reads no day in a text; `None` where it reads one, and where nothing is stated.
pub fn no_day(text: &str) -> Option<NoDay<'_>> {
    let bare = text.trim_matches(|c: char| matches!(c, '"' | '\'' | '[' | ']' | '*' | '_') || c.is_whitespace());
    if !bare.contains(char::is_alphanumeric) || stated_day(text).is_some() {
        return None;
    }
    let figures = Figures::read(bare);
    if let Some((len, year, month)) = month_alone(bare).filter(|_| figures.is_none()) {
        let text = bare.get(..len)?;
        return Some(NoDay {
            text,
            why: WhyNoDay::Month(year, month),
        });
    }
    let text = figures.as_ref().and_then(|found| bare.get(..found.len)).unwrap_or(bare);
    let short = short_year(bare).map(|(_, days)| days);
    let why = match figures.map(|found| (found.lengths, short.unwrap_or_else(|| found.days()))) {
        Some(([2, ..], [Some(one), Some(other)])) if short.is_some() => WhyNoDay::Either(one, other),
        Some((_, [Some(one), Some(other)])) => WhyNoDay::Either(other, one),
        Some(_) if short.is_some() => WhyNoDay::Missing,
        Some(([4, ..] | [.., 4], _)) => WhyNoDay::Missing,
        _ => WhyNoDay::Unknown,
    };
    Some(NoDay { text, why })
}

/// As [`no_day`], of a text that may begin with something else than a day: only where it begins with figures that are
/// written as those of a day in our time, or with a month.
pub fn no_leading_day(text: &str) -> Option<NoDay<'_>> {
    let of_our_time = |found: Figures| found.year().is_some() && found.is_alone_in(text);
    let written = Figures::read(text).is_some_and(of_our_time)
        || matches!(short_year(text), Some((_, [Some(_), Some(_)])))
        || month_alone(text).is_some();
    written.then(|| no_day(text)).flatten()
}

/// A month with its year that a text begins with, as the bytes that it takes, the year and the month: `August 2026`,
/// `2026-08`, `08/2026`.
fn month_alone(text: &str) -> Option<(usize, u32, u32)> {
    let mut words = Words { text, at: 0 };
    let mut named = || {
        let month = month(words.next()?)?;
        let year = year(words.next()?)?;
        Some((words.at, year, month))
    };
    let figures = || {
        let run = |from: usize| text.bytes().skip(from).take_while(u8::is_ascii_digit).count();
        let first = run(0);
        text.get(first..)?.strip_prefix(['-', '/', '.', '_'])?;
        let second = run(first + 1);
        let [one, other] = [digits(text, 0, first)?, digits(text, first + 1, second)?];
        let (year, month) = match [first, second] {
            [4, 1 | 2] => (one, other),
            [1 | 2, 4] => (other, one),
            _ => return None,
        };
        Some((first + 1 + second, year, month))
    };
    let (len, year, month) = named().or_else(figures)?;
    let behind = text.get(len..)?;
    let more = behind.strip_prefix(['-', '/', '.', '_']);
    let glued = behind.starts_with(char::is_alphanumeric)
        || more.is_some_and(|more| more.starts_with(|c: char| c.is_ascii_digit()));
    (!glued && (1900..2100).contains(&year) && (1..=12).contains(&month)).then_some((len, year, month))
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
        // The dots of an `ä` may be a character of their own, as in names of files.
        let is_letter = |c: char| c.is_alphanumeric() || c == '\u{308}';
        let end = word.find(|c| !is_letter(c)).unwrap_or(word.len());
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

/// German names of months that do not begin as the English ones do.
const GERMAN_MONTHS: [(&str, u32); 11] = [
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
];

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

/// A month by its English or German name, or at least the first three letters of that.
fn month(word: &str) -> Option<u32> {
    word.chars().nth(2)?;
    if word.eq_ignore_ascii_case("sept") {
        return Some(9);
    }
    let english = (1..).zip(MONTHS).find(|(_, name)| begins_with(name, word));
    let german = || {
        let begins = |name: &str| {
            name.get(..word.len())
                .is_some_and(|begin| case::same_lower(begin, word))
        };
        GERMAN_MONTHS
            .iter()
            .find(|(name, _)| begins(name))
            .map(|(name, at)| (*at, *name))
    };
    english.or_else(german).map(|(at, _)| at)
}

fn is_weekday(word: &str) -> bool {
    let begins = |names: &[&str], least: usize| word.len() >= least && names.iter().any(|name| begins_with(name, word));
    begins(&WEEKDAYS, 3) || begins(&GERMAN_WEEKDAYS, 2)
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
            ("1. Jänner 2026", "2026-01-01"),
        ] {
            assert_eq!(stated_day(text).map(|d| d.to_string()).as_deref(), Some(day), "{text}");
        }
    }

    #[test]
    fn says_why_a_text_is_no_day() {
        let why = |text| no_day(text).map(|found| (found.text, found.why));
        let [march, november] = ["2026-03-11", "2026-11-03"].map(|day| Day::parse(day).unwrap());
        assert_eq!(
            why("11/03/2026 10:00"),
            Some(("11/03/2026", WhyNoDay::Either(november, march)))
        );
        assert_eq!(why("2026-09-31"), Some(("2026-09-31", WhyNoDay::Missing)));
        assert_eq!(why("[[31.09.2026]]"), Some(("31.09.2026", WhyNoDay::Missing)));
        let early = Day::parse("2003-11-26").unwrap();
        assert_eq!(why("03.11.26"), Some(("03.11.26", WhyNoDay::Either(november, early))));
        assert_eq!(why("3.13.26"), Some(("3.13.26", WhyNoDay::Missing)));
        assert_eq!(why("3/11/26"), Some(("3/11/26", WhyNoDay::Unknown)));
        let month = |text| why(text).map(|(of, why)| (of.to_owned(), why));
        for (text, of) in [
            ("August 2026", "August 2026"),
            ("2026-08", "2026-08"),
            ("2026-08-XX", "2026-08"),
            ("08/2026", "08/2026"),
            ("8.2026, Berlin", "8.2026"),
            ("Aug. 2026", "Aug. 2026"),
            ("[[2026-8]]", "2026-8"),
        ] {
            assert_eq!(month(text), Some((of.to_owned(), WhyNoDay::Month(2026, 8))), "{text}");
        }
        for text in ["2026-13", "1.26", "Mayor 2026", "2026-08b", "1850-08", "2026", "August"] {
            assert_eq!(why(text).map(|(_, why)| why), Some(WhyNoDay::Unknown), "{text}");
        }
        assert_eq!(why("next week"), Some(("next week", WhyNoDay::Unknown)));
        assert_eq!([why("2026-11-03"), why(" - "), why("")], [None, None, None]);
    }

    #[test]
    fn what_begins_with_other_figures_was_to_be_no_day() {
        let told = |text| no_leading_day(text).is_some();
        assert!(told("2026-09-31 Call") && told("03-11-2026 Call") && told("2026_13_01_call"));
        assert!(told("03.11.26 Call") && told("2026-08 Review") && told("August 2026"));
        for text in [
            "2026-09-30 Call",
            "1234-56-78 part",
            "3-4-5 rule",
            "2026-02-30b",
            "Call",
            "192.168.2000.1",
            "3.11.26 Call",
            "10.11.12.13 host",
            "24/7 support",
        ] {
            assert!(!told(text), "{text}");
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
