//! How a list writes its days.

use crate::note::Day;
use crate::note::date::{MONTHS, leading_day};

/// One way to write a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum DayStyle {
    /// `2025-09-15`
    #[default]
    Iso,
    /// `2025/09/15`, `2025.09.15`, `2025_09_15`
    Numeric(char),
    /// `20250915`
    Compact,
    /// `Oct 22, 2025`, `October 22nd, 2025`
    MonthFirst { short: bool, ordinal: bool },
    /// `22 Oct 2025`, `22nd October 2025`
    DayFirst { short: bool, ordinal: bool },
}

impl DayStyle {
    /// The way in which `text` writes the day that it begins with, and the bytes that the day takes.
    pub(super) fn of(text: &str) -> Option<(Self, usize)> {
        let (day, len) = leading_day(text)?;
        let written = text.get(..len)?;
        let named = [(true, true), (true, false), (false, true), (false, false)];
        let month_first = named.map(|(short, ordinal)| Self::MonthFirst { short, ordinal });
        let day_first = named.map(|(short, ordinal)| Self::DayFirst { short, ordinal });
        let numeric = [
            Self::Iso,
            Self::Numeric('/'),
            Self::Numeric('.'),
            Self::Numeric('_'),
            Self::Compact,
        ];
        let mut all = numeric.into_iter().chain(month_first).chain(day_first);
        all.find(|style| style.write(day) == written).map(|style| (style, len))
    }

    /// A day in this way.
    pub(super) fn write(self, day: Day) -> String {
        let date = day.date();
        let (year, month, number) = (date.year(), u8::from(date.month()), date.day());
        let name = |short: bool| {
            let name = MONTHS.get(usize::from(month) - 1).copied().unwrap_or_default();
            if short { name.get(..3).unwrap_or(name) } else { name }
        };
        let end = |ordinal: bool| if ordinal { suffix(number) } else { "" };
        match self {
            Self::Iso => day.to_string(),
            Self::Numeric(sep) => format!("{year:04}{sep}{month:02}{sep}{number:02}"),
            Self::Compact => format!("{year:04}{month:02}{number:02}"),
            Self::MonthFirst { short, ordinal } => format!("{} {number}{}, {year}", name(short), end(ordinal)),
            Self::DayFirst { short, ordinal } => format!("{number}{} {} {year}", end(ordinal), name(short)),
        }
    }
}

fn suffix(number: u8) -> &'static str {
    match (number % 10, number / 10) {
        (_, 1) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_as_the_list_writes_it() {
        let day = Day::parse("2025-03-02").unwrap();
        for (like, written) in [
            ("2024-10-22: x", "2025-03-02"),
            ("2024/10/22 x", "2025/03/02"),
            ("20241022", "20250302"),
            ("Oct 22nd, 2024: x", "Mar 2nd, 2025"),
            ("October 22, 2024", "March 2, 2025"),
            ("22 October 2024", "2 March 2025"),
            ("11th Oct 2024", "2nd Mar 2025"),
        ] {
            let (style, _) = DayStyle::of(like).unwrap();
            assert_eq!(style.write(day), written, "{like}");
        }
        assert_eq!(DayStyle::of("soon"), None);
    }
}
