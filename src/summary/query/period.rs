//! Days and periods in words, as queries have them: `today`, `next monday`, `in two weeks`, `14 October`, `this month`,
//! `2025-W24`.
//!
//! Weeks begin on Monday; `this`, `next` and `last` before a weekday count weeks that begin on Sunday, as the plugin's date
//! reader does.

use crate::note::Day;
use crate::note::date::{MONTHS, WEEKDAYS, begins_with};

/// Days from `start` to `end`, both included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Period {
    pub(super) start: Day,
    pub(super) end: Day,
}

impl Period {
    fn new(one: Day, other: Day) -> Self {
        Self {
            start: one.min(other),
            end: one.max(other),
        }
    }

    /// Reads a period: two dates, `last|this|next week|month|quarter|year`, `2025-W24`, `2025-06`, `2025-Q2`, `2025`, or
    /// one day.
    pub(super) fn read(text: &str, today: Day) -> Option<Self> {
        let text = text.trim().to_ascii_lowercase();
        relative(&text, today)
            .or_else(|| numbered(&text))
            .or_else(|| dates(&text))
            .or_else(|| day(&text, today).map(|day| Self::new(day, day)))
    }
}

/// Two dates, or one of them where the other does not exist.
fn dates(text: &str) -> Option<Period> {
    let mut words = text.split_whitespace();
    let (one, other) = (words.next()?, words.next()?);
    if words.next().is_some() || !is_dated(one) || !is_dated(other) {
        return None;
    }
    let (one, other) = (Day::parse(one), Day::parse(other));
    Some(Period::new(one.or(other)?, other.or(one)?))
}

fn is_dated(word: &str) -> bool {
    let shape = |(at, b): (usize, u8)| {
        if at == 4 || at == 7 {
            b == b'-'
        } else {
            b.is_ascii_digit()
        }
    };
    word.len() == 10 && word.bytes().enumerate().all(shape)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Unit {
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

fn unit(word: &str) -> Option<Unit> {
    let word = word.strip_suffix('s').unwrap_or(word);
    Some(match word {
        "day" => Unit::Day,
        "week" => Unit::Week,
        "month" => Unit::Month,
        "quarter" | "qtr" => Unit::Quarter,
        "year" | "yr" => Unit::Year,
        _ => return None,
    })
}

fn relative(text: &str, today: Day) -> Option<Period> {
    let (which, period) = text.split_once(' ')?;
    let steps = match which {
        "last" => -1,
        "this" => 0,
        "next" => 1,
        _ => return None,
    };
    let unit = unit(period.trim()).filter(|unit| *unit != Unit::Day && !period.ends_with('s'))?;
    around(shifted(first_of(today, unit)?, unit, steps)?, unit)
}

/// The period of that length which holds a day.
fn around(day: Day, unit: Unit) -> Option<Period> {
    let start = first_of(day, unit)?;
    let end = shifted(start, unit, 1)?.plus_days(-1)?;
    Some(Period::new(start, end))
}

fn first_of(day: Day, unit: Unit) -> Option<Day> {
    let date = day.date();
    let (year, month) = (date.year(), u8::from(date.month()));
    match unit {
        Unit::Day => Some(day),
        Unit::Week => day.plus_days(-i32::from(date.weekday().number_days_from_monday())),
        Unit::Month => Day::new(year, month, 1),
        Unit::Quarter => Day::new(year, (month - 1) / 3 * 3 + 1, 1),
        Unit::Year => Day::new(year, 1, 1),
    }
}

/// A day so many units later; in a month without that day, its last.
fn shifted(day: Day, unit: Unit, steps: i32) -> Option<Day> {
    let months = match unit {
        Unit::Day => return day.plus_days(steps),
        Unit::Week => return day.plus_days(steps.checked_mul(7)?),
        Unit::Month => steps,
        Unit::Quarter => steps.checked_mul(3)?,
        Unit::Year => steps.checked_mul(12)?,
    };
    let (year, month, number) = day.date().to_calendar_date();
    let month = (year * 12 + i32::from(u8::from(month)) - 1).checked_add(months)?;
    let (year, month) = (month.div_euclid(12), u8::try_from(month.rem_euclid(12) + 1).ok()?);
    (28..=number)
        .rev()
        .chain([number.min(28)])
        .find_map(|number| Day::new(year, month, number))
}

fn numbered(text: &str) -> Option<Period> {
    let (year, part) = text.split_at_checked(4)?;
    let digits = |text: &str| {
        text.bytes()
            .all(|b| b.is_ascii_digit())
            .then(|| text.parse::<u8>().ok())?
    };
    let first = Day::new(year.parse().ok().filter(|_| digits_only(year))?, 1, 1)?;
    let year = first.date().year();
    match part.as_bytes() {
        [] => around(first, Unit::Year),
        [b'-', b'q', b'1'..=b'4'] => around(Day::new(year, digits(part.get(2..)?)? * 3 - 2, 1)?, Unit::Quarter),
        [b'-', b'w', _, _] => {
            // The fourth of January lies in the first week.
            let week = digits(part.get(2..)?).filter(|week| (1..=53).contains(week))?;
            around(Day::new(year, 1, 4)?.plus_days(7 * (i32::from(week) - 1))?, Unit::Week)
        }
        [b'-', _, _] => around(Day::new(year, digits(part.get(1..)?)?, 1)?, Unit::Month),
        _ => None,
    }
}

fn digits_only(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// One day.
fn day(text: &str, today: Day) -> Option<Day> {
    match text {
        "today" | "now" | "tonight" => return Some(today),
        "tomorrow" | "tmr" => return today.plus_days(1),
        "yesterday" => return today.plus_days(-1),
        "the day after tomorrow" | "day after tomorrow" => return today.plus_days(2),
        "the day before yesterday" | "day before yesterday" => return today.plus_days(-2),
        _ => {}
    }
    Day::parse(&text.replace('/', "-"))
        .or_else(|| named_weekday(text, today))
        .or_else(|| counted(text, today))
        .or_else(|| named_month(text, today))
}

fn named_weekday(text: &str, today: Day) -> Option<Day> {
    let (which, name) = text.split_once(' ').unwrap_or(("", text));
    let name = name.trim();
    let wanted = WEEKDAYS.iter().position(|day| {
        day.eq_ignore_ascii_case(name) || (name.len() >= 3 && name.len() <= 5 && begins_with(day, name))
    })?;
    let from_sunday = (wanted + 1) % WEEKDAYS.len();
    let offset = i32::try_from(from_sunday).ok()? - i32::from(today.date().weekday().number_days_from_sunday());
    let days = match which {
        "this" => offset,
        "next" => offset + 7,
        "last" | "past" => offset - 7,
        // The nearest such day.
        "" | "on" => (offset + 3).rem_euclid(7) - 3,
        _ => return None,
    };
    today.plus_days(days)
}

/// `in two weeks`, `14 days ago`, `3 months from now`, `next 3 days`.
fn counted(text: &str, today: Day) -> Option<Day> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (sign, amount) = match words.as_slice() {
        ["in" | "within" | "next", amount @ ..] => (1, amount),
        ["last" | "past", amount @ ..] => (-1, amount),
        [amount @ .., "ago"] => (-1, amount),
        [amount @ .., "later"] | [amount @ .., "from", "now" | "today"] => (1, amount),
        _ => return None,
    };
    let [count, unit_word] = amount else { return None };
    shifted(today, unit(unit_word)?, count_of(count)?.checked_mul(sign)?)
}

fn count_of(word: &str) -> Option<i32> {
    const WORDS: [&str; 13] = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ];
    if matches!(word, "a" | "an") {
        return Some(1);
    }
    let named = || i32::try_from(WORDS.iter().position(|w| *w == word)?).ok();
    if digits_only(word) { word.parse().ok() } else { named() }
}

/// `14 October`, `October 14, 2025`, `25th of May 2025`, `May`; without a year, in the nearest one.
fn named_month(text: &str, today: Day) -> Option<Day> {
    let (mut number, mut month, mut year) = (None, None, None);
    for word in text.split([' ', ',']).filter(|word| !word.is_empty() && *word != "of") {
        let bare = word.strip_suffix('.').unwrap_or(word);
        if let Some(found) = MONTHS
            .iter()
            .position(|m| m.eq_ignore_ascii_case(bare) || (bare.len() >= 3 && bare.len() <= 4 && begins_with(m, bare)))
        {
            set(&mut month, u8::try_from(found + 1).ok()?)?;
        } else if bare.len() == 4 && digits_only(bare) {
            set(&mut year, bare.parse::<i32>().ok()?)?;
        } else {
            set(&mut number, ordinal(bare)?)?;
        }
    }
    let (month, number) = (month?, number.unwrap_or(1));
    let of_year = |year| Day::new(year, month, number);
    let this_year = today.date().year();
    let near = [this_year, this_year - 1, this_year + 1]
        .into_iter()
        .filter_map(of_year);
    match year {
        Some(year) => of_year(year),
        None => near.min_by_key(|day| day.days_since(today).abs()),
    }
}

fn set<T>(place: &mut Option<T>, value: T) -> Option<()> {
    place.replace(value).is_none().then_some(())
}

fn ordinal(word: &str) -> Option<u8> {
    let number = ["st", "nd", "rd", "th"]
        .into_iter()
        .find_map(|ending| word.strip_suffix(ending));
    let number = number.unwrap_or(word);
    (digits_only(number) && number.len() <= 2).then(|| number.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        // A Tuesday.
        let period = Period::read(text, Day::parse("2025-06-10").unwrap())?;
        let (start, end) = (period.start.to_string(), period.end.to_string());
        Some(if start == end { start } else { format!("{start} {end}") })
    }

    #[test]
    fn reads_days() {
        for (text, expected) in [
            ("2025-06-20", "2025-06-20"),
            ("Today", "2025-06-10"),
            ("tomorrow", "2025-06-11"),
            ("yesterday", "2025-06-09"),
            ("monday", "2025-06-09"),
            ("saturday", "2025-06-07"),
            ("fri", "2025-06-13"),
            ("next monday", "2025-06-16"),
            ("next tuesday", "2025-06-17"),
            ("last friday", "2025-06-06"),
            ("this sunday", "2025-06-08"),
            ("14 days ago", "2025-05-27"),
            ("in two weeks", "2025-06-24"),
            ("in a week", "2025-06-17"),
            ("3 months from now", "2025-09-10"),
            ("1 year ago", "2024-06-10"),
            ("14 October", "2025-10-14"),
            ("december 20", "2024-12-20"),
            ("October 14th, 2023", "2023-10-14"),
            ("25th of May 2023", "2023-05-25"),
            ("May", "2025-05-01"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn reads_periods() {
        for (text, expected) in [
            ("2025-06-20 2025-06-01", "2025-06-01 2025-06-20"),
            ("2025-02-30 2025-03-05", "2025-03-05"),
            ("this week", "2025-06-09 2025-06-15"),
            ("last week", "2025-06-02 2025-06-08"),
            ("next month", "2025-07-01 2025-07-31"),
            ("last quarter", "2025-01-01 2025-03-31"),
            ("next year", "2026-01-01 2026-12-31"),
            ("2025-W01", "2024-12-30 2025-01-05"),
            ("2024-02", "2024-02-01 2024-02-29"),
            ("2025-Q4", "2025-10-01 2025-12-31"),
            ("2023", "2023-01-01 2023-12-31"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_day() {
        for text in [
            "",
            "foo",
            "2025-02-30",
            "2025-13",
            "2025-W54",
            "two weeks",
            "next semester",
            "May June",
            "32 May",
            "999999999 years ago",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
