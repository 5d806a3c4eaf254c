//! Texts that say a day, and do not: why, and what to write.

use super::figures::{Figures, short_year};
use super::named::{Words, month, year};
use super::{Day, digits, stated_day};

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

#[cfg(test)]
mod tests {
    use super::*;

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
}
