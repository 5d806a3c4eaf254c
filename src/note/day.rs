//! A calendar day.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use time::{Date, Month};

/// A calendar day of the proleptic Gregorian calendar, years 0 to 9999, without time or zone.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "string"))]
pub struct Day(Date);

impl Day {
    /// A day that exists, else `None`.
    pub fn new(year: i32, month: u8, day: u8) -> Option<Self> {
        if !(0..=9999).contains(&year) {
            return None;
        }
        let month = Month::try_from(month).ok()?;
        Date::from_calendar_date(year, month, day).ok().map(Self)
    }

    /// Reads exactly `YYYY-MM-DD`; `None` for other shapes and days that do not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let bytes = text.as_bytes();
        let &[_, _, _, _, b'-', _, _, b'-', _, _] = bytes else {
            return None;
        };
        let number = |range: std::ops::Range<usize>| -> Option<u16> {
            let digits = text.get(range)?;
            let all = digits.bytes().all(|b| b.is_ascii_digit());
            all.then(|| digits.parse().ok()).flatten()
        };
        let month = u8::try_from(number(5..7)?).ok()?;
        let day = u8::try_from(number(8..10)?).ok()?;
        Self::new(i32::from(number(0..4)?), month, day)
    }

    /// Days from `earlier` to this day; negative when `earlier` is later.
    pub fn days_since(self, earlier: Day) -> i32 {
        self.0.to_julian_day() - earlier.0.to_julian_day()
    }

    /// The day `days` later (earlier when negative), where it is still in range.
    pub fn plus_days(self, days: i32) -> Option<Self> {
        let sum = self.0.to_julian_day().checked_add(days)?;
        let date = Date::from_julian_day(sum).ok()?;
        (0..=9999).contains(&date.year()).then_some(Self(date))
    }

    /// When it begins in UTC, in milliseconds since 1970.
    pub fn unix_millis(self) -> i64 {
        self.0.midnight().assume_utc().unix_timestamp() * 1000
    }

    /// The calendar date of the `time` crate.
    pub fn date(self) -> Date {
        self.0
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.0.to_calendar_date();
        write!(f, "{year:04}-{:02}-{day:02}", u8::from(month))
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Day::parse(&text).ok_or_else(|| D::Error::custom("expected a day as YYYY-MM-DD"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_and_writes_days() {
        let day = Day::parse("2025-09-05").unwrap();
        assert_eq!(day.to_string(), "2025-09-05");
        assert_eq!(Day::parse("2025-10-26").unwrap().days_since(day), 51);
        assert_eq!(day.plus_days(-5).unwrap().to_string(), "2025-08-31");
    }

    #[test]
    fn refuses_other_shapes_and_days_that_do_not_exist() {
        for text in [
            "2025-02-30",
            "2025-9-5",
            "25-09-05",
            "2025-09-05 ",
            "２０25-09-05",
            "",
            "+025-09-05",
        ] {
            assert_eq!(Day::parse(text), None, "{text}");
        }
    }
}
