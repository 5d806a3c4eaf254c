//! Filters on dates: `due before tomorrow`, `no start date`, `done in this week`.

use super::period::Period;
use super::source::Words;
use crate::note::Day;
use crate::note::task::{DateName, Task};
use crate::order::Order as _;

/// Which date of a task; `happens` is any of start, scheduled and due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateField {
    One(DateName),
    Happens,
}

/// Fields with their names in sorting, grouping and `has … date`; start dates are asked for with `starts`.
const FIELDS: [(&str, DateField); 7] = [
    ("due", DateField::One(DateName::Due)),
    ("scheduled", DateField::One(DateName::Scheduled)),
    ("start", DateField::One(DateName::Start)),
    ("created", DateField::One(DateName::Created)),
    ("done", DateField::One(DateName::Done)),
    ("cancelled", DateField::One(DateName::Cancelled)),
    ("happens", DateField::Happens),
];

/// What a date must be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct DateTest {
    pub(super) field: DateField,
    pub(super) must: Must,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Must {
    Exist,
    BeMissing,
    BeInvalid,
    Lie(Side, Period),
}

/// Where in relation to a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Before,
    After,
    UpTo,
    From,
    Within,
}

const SIDES: [(&str, Side); 8] = [
    ("on or before", Side::UpTo),
    ("in or before", Side::UpTo),
    ("on or after", Side::From),
    ("in or after", Side::From),
    ("before", Side::Before),
    ("after", Side::After),
    ("on", Side::Within),
    ("in", Side::Within),
];

impl DateField {
    pub(super) fn of_name(name: &str) -> Option<Self> {
        FIELDS.iter().find(|f| f.0.eq_ignore_ascii_case(name)).map(|f| f.1)
    }

    pub(super) fn name(self) -> &'static str {
        FIELDS.iter().find(|f| f.1 == self).map_or("", |f| f.0)
    }

    /// The days that a task has there; of several the earliest is first.
    pub(super) fn days(self, task: &Task) -> impl Iterator<Item = Day> {
        let mut days: Vec<Day> = self.names().iter().filter_map(|name| task.dates.day(*name)).collect();
        days.order();
        days.into_iter()
    }

    /// Whether the task has such a date, be it one that exists or not.
    pub(super) fn is_set(self, task: &Task) -> bool {
        self.names().iter().any(|name| task.dates.get(*name).is_some())
    }

    pub(super) fn is_invalid(self, task: &Task) -> bool {
        self.is_set(task) && self.days(task).next().is_none()
    }

    fn names(self) -> &'static [DateName] {
        match self {
            Self::One(DateName::Due) => &[DateName::Due],
            Self::One(DateName::Scheduled) => &[DateName::Scheduled],
            Self::One(DateName::Start) => &[DateName::Start],
            Self::One(DateName::Created) => &[DateName::Created],
            Self::One(DateName::Done) => &[DateName::Done],
            Self::One(DateName::Cancelled) => &[DateName::Cancelled],
            Self::Happens => &[DateName::Start, DateName::Scheduled, DateName::Due],
        }
    }
}

impl DateTest {
    /// Reads a date filter; `None` when the line is none.
    pub(super) fn read(line: &str, today: Day) -> Option<Result<Self, String>> {
        let words = Words::new(line);
        for (name, field) in FIELDS {
            let states = [
                (format!("has {name} date"), Must::Exist),
                (format!("no {name} date"), Must::BeMissing),
                (format!("{name} date is invalid"), Must::BeInvalid),
            ];
            if let Some((_, must)) = states.into_iter().find(|(text, _)| words.are(text)) {
                return Some(Ok(Self { field, must }));
            }
            let plural = if name == "start" { words.after("starts") } else { None };
            if let Some(rest) = plural.or_else(|| words.after(name)) {
                let must = lie(rest, today).ok_or_else(|| {
                    format!("there is no {name} date to be read in this; write a day as YYYY-MM-DD, or as in: {name} before tomorrow")
                });
                return Some(must.map(|must| Self { field, must }));
            }
        }
        None
    }

    pub(super) fn holds(self, task: &Task) -> bool {
        match self.must {
            Must::Exist => self.field.is_set(task),
            Must::BeMissing => !self.field.is_set(task),
            Must::BeInvalid => self.field.is_invalid(task),
            // What has no start date may begin at any time.
            Must::Lie(..) if self.allows_missing() && !self.field.is_set(task) => true,
            Must::Lie(side, period) => self.field.days(task).any(|day| side.holds(day, period)),
        }
    }

    pub(super) fn allows_missing(self) -> bool {
        self.field == DateField::One(DateName::Start)
    }
}

/// Reads `before tomorrow`; `in two weeks` is a day, not within a period of two weeks.
fn lie(text: &str, today: Day) -> Option<Must> {
    let words = Words::new(text);
    let found = SIDES
        .iter()
        .find_map(|(name, side)| words.after(name).map(|rest| (*side, rest)));
    let (side, rest) = found.unwrap_or((Side::Within, text));
    let period = Period::read(rest, today).or_else(|| Period::read(text, today));
    period.map(|period| Must::Lie(side, period))
}

impl Side {
    fn holds(self, day: Day, period: Period) -> bool {
        match self {
            Self::Before => day < period.start,
            Self::After => day > period.end,
            Self::UpTo => day <= period.end,
            Self::From => day >= period.start,
            Self::Within => (period.start..=period.end).contains(&day),
        }
    }
}
