//! Dates in a format of Moment tokens, the way the host app and its plugins let users state formats.
//!
//! | token | stands for |
//! | --- | --- |
//! | `YYYY`, `YY` | year |
//! | `MMMM`, `MMM`, `MM`, `M` | month: January, Jan, 01, 1 |
//! | `DD`, `D`, `Do` | day of the month: 05, 5, 5th |
//! | `dddd`, `ddd`, `dd` | weekday: Monday, Mon, Mo |
//! | `[text]`, all else | itself |
//!
//! Source: <https://momentjs.com/docs/#/parsing/string-format/>, strict mode.

use time::{Month, Weekday};

use crate::note::Day;

/// Reads the whole of `text` in that format. `None` where it does not fit, or the format has tokens for other things than
/// a day, or no year.
pub(super) fn read(text: &str, format: &str) -> Option<Day> {
    let mut date = Date::default();
    let (mut text, mut format) = (text, format);
    while !format.is_empty() {
        let (token, rest) = token(format);
        text = date.take(token, text)?;
        format = rest;
    }
    if text.is_empty() { date.day() } else { None }
}

/// The first token of a format: text in brackets, a run of one letter, `Do`, or one other character.
fn token(format: &str) -> (Token<'_>, &str) {
    if let Some((literal, rest)) = format.strip_prefix('[').and_then(|f| f.split_once(']')) {
        return (Token::Literal(literal), rest);
    }
    if let Some(rest) = format.strip_prefix("Do") {
        return (Token::Part("Do"), rest);
    }
    let first = format.chars().next().unwrap_or(' ');
    let len = match first {
        'Y' | 'M' | 'D' | 'd' => format.chars().take_while(|c| *c == first).count().min(4),
        _ => first.len_utf8(),
    };
    let (token, rest) = format.split_at_checked(len).unwrap_or((format, ""));
    match first {
        'A'..='Z' | 'a'..='z' => (Token::Part(token), rest),
        _ => (Token::Literal(token), rest),
    }
}

enum Token<'a> {
    Literal(&'a str),
    Part(&'a str),
}

#[derive(Default)]
struct Date {
    year: Option<i32>,
    month: Option<u8>,
    day: Option<u8>,
    weekday: Option<Weekday>,
}

impl Date {
    /// Reads a token at the start of `text`; returns what follows.
    fn take<'a>(&mut self, token: Token<'_>, text: &'a str) -> Option<&'a str> {
        let part = match token {
            Token::Literal(literal) => return text.strip_prefix(literal),
            Token::Part(part) => part,
        };
        let (number, rest) = match part {
            "YYYY" => number(text, 4, 4)?,
            "YY" | "MM" | "DD" => number(text, 2, 2)?,
            "M" | "D" => number(text, 1, 2)?,
            "Do" => ordinal(text)?,
            "MMMM" | "MMM" => return self.named_month(part.len() == 4, text),
            "dddd" | "ddd" | "dd" => return self.named_weekday(part.len(), text),
            // Letters that mean nothing to Moment stand for themselves.
            _ if "BCFIJKOPRTUVbcfijnopqrtuv".contains(part) => return text.strip_prefix(part),
            _ => return None,
        };
        match part {
            "YYYY" => self.year = i32::try_from(number).ok(),
            "YY" => self.year = i32::try_from(number + if number > 68 { 1900 } else { 2000 }).ok(),
            "MM" | "M" => self.month = u8::try_from(number).ok(),
            _ => self.day = u8::try_from(number).ok(),
        }
        Some(rest)
    }

    fn named_month<'a>(&mut self, whole: bool, text: &'a str) -> Option<&'a str> {
        let months = std::iter::successors(Some(Month::January), |m| Some(m.next())).take(12);
        let (month, rest) = named(months, if whole { usize::MAX } else { 3 }, text)?;
        self.month = Some(u8::from(month));
        Some(rest)
    }

    fn named_weekday<'a>(&mut self, letters: usize, text: &'a str) -> Option<&'a str> {
        let days = std::iter::successors(Some(Weekday::Monday), |d| Some(d.next())).take(7);
        let (weekday, rest) = named(days, if letters == 4 { usize::MAX } else { letters }, text)?;
        self.weekday = Some(weekday);
        Some(rest)
    }

    fn day(&self) -> Option<Day> {
        let day = Day::new(self.year?, self.month.unwrap_or(1), self.day.unwrap_or(1))?;
        let fits = self.weekday.is_none_or(|weekday| day.date().weekday() == weekday);
        fits.then_some(day)
    }
}

/// The thing whose name, or the first `letters` of it, begins the text in any case.
fn named<T: std::fmt::Display>(all: impl Iterator<Item = T>, letters: usize, text: &str) -> Option<(T, &str)> {
    all.into_iter().find_map(|thing| {
        let name: String = thing.to_string().chars().take(letters).collect();
        let (start, rest) = text.split_at_checked(name.len())?;
        start.eq_ignore_ascii_case(&name).then_some((thing, rest))
    })
}

fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let len = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(len).filter(|_| len >= least)?;
    Some((digits.parse().ok()?, rest))
}

fn ordinal(text: &str) -> Option<(u32, &str)> {
    let (number, rest) = number(text, 1, 2)?;
    let rest = ["th", "st", "nd", "rd"]
        .into_iter()
        .find_map(|ending| rest.strip_prefix(ending))?;
    Some((number, rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_usual_formats() {
        for (text, format) in [
            ("2025-06-10", "YYYY-MM-DD"),
            ("Jun 10, 2025", "MMM DD, YYYY"),
            ("june 10th, 2025", "MMMM Do, YYYY"),
            ("10.6.25", "D.M.YY"),
            ("Tuesday 10 Jun 2025", "dddd D MMM YYYY"),
            ("Daily 20250610", "[Daily] YYYYMMDD"),
        ] {
            assert_eq!(read(text, format), Day::parse("2025-06-10"), "{text}");
        }
        assert_eq!(read("2025", "YYYY"), Day::parse("2025-01-01"));
    }

    #[test]
    fn the_whole_text_must_fit() {
        for (text, format) in [
            ("2025-06-10 x", "YYYY-MM-DD"),
            ("2025-6-10", "YYYY-MM-DD"),
            ("2025-02-30", "YYYY-MM-DD"),
            ("Monday 10 Jun 2025", "dddd D MMM YYYY"),
            ("June 10, 2025", "MMM DD, YYYY"),
            ("10:00 2025-06-10", "HH:mm YYYY-MM-DD"),
            ("Jun 10", "MMM DD"),
            ("", ""),
        ] {
            assert_eq!(read(text, format), None, "{text}");
        }
    }
}
