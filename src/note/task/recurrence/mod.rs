//! Recurrence: a rule such as `every 2 weeks on Monday when done`, and the dates that come next.
//!
//! The Tasks plugin leaves rules to the JavaScript library `rrule`; rule texts and dates here are the same. See
//! <https://publish.obsidian.md/tasks/Getting+Started/Recurring+Tasks> for what users are told.

mod calendar;
mod occurrence;
mod read;
mod token;
mod until;
mod write;

use serde::{Deserialize, Serialize};

use self::until::Until;
use super::{DateName, Dates};
use crate::note::Day;

/// The unit that a rule counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Frequency {
    Yearly,
    Monthly,
    Weekly,
    Daily,
    Hourly,
    Minutely,
}

/// A weekday of a rule: every one, or the nth of the month or year, from its end when negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct RuleDay {
    /// 0 for Monday.
    weekday: u8,
    nth: Option<i32>,
}

/// A recurrence rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    frequency: Frequency,
    interval: u64,
    months: Vec<u8>,
    month_days: Vec<i32>,
    weekdays: Vec<RuleDay>,
    weeks: Vec<u64>,
    hours: Vec<u64>,
    count: Option<u64>,
    until: Option<Until>,
    /// Whether the next date counts from the day the task is done, not from its own date.
    when_done: bool,
}

/// The dates of one occurrence. A rule moves the reference date; the others keep their distance from it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Occurrence {
    /// When it may begin.
    pub start: Option<Day>,
    /// When it is planned.
    pub scheduled: Option<Day>,
    /// When it is due.
    pub due: Option<Day>,
}

impl Rule {
    /// Reads a rule as the plugin does: in any case, ignoring what follows the last thing understood. `None` when it is
    /// no rule.
    pub fn read(text: &str) -> Option<Self> {
        read::rule(text)
    }

    /// Length of the longest start of `text` that is a rule and nothing more: whole words, all of which count.
    pub(crate) fn prefix_len(text: &str) -> Option<usize> {
        read::prefix_len(text)
    }
}

impl std::fmt::Display for Rule {
    /// The rule as the plugin writes it. Not all that was read is said again: hours of a weekday rule are not.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&write::rule(self))
    }
}

/// The dates after `dates`, when the task is done on `today`. `None` when `rule` is no rule.
///
/// A rule that has run out (`until`, `for 3 times`) gives no dates. Without any date there are none next either.
pub fn next_occurrence(rule: &str, today: Day, dates: Occurrence) -> Option<Occurrence> {
    let rule = Rule::read(rule)?;
    Some(rule.next(today, &dates.into(), false).days())
}

impl From<Occurrence> for Dates {
    fn from(from: Occurrence) -> Self {
        Self {
            start: from.start.map(Into::into),
            scheduled: from.scheduled.map(Into::into),
            due: from.due.map(Into::into),
            ..Self::default()
        }
    }
}

/// A date of the next occurrence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Next {
    /// The task has no such date.
    Nothing,
    /// It has, but the rule gives none.
    Exhausted,
    /// On that day.
    On(Day),
}

/// The next occurrence of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct NextDates {
    pub(crate) start: Next,
    pub(crate) scheduled: Next,
    pub(crate) due: Next,
}

impl NextDates {
    /// The dates by name.
    pub(crate) fn each(self) -> [(DateName, Next); 3] {
        [
            (DateName::Start, self.start),
            (DateName::Scheduled, self.scheduled),
            (DateName::Due, self.due),
        ]
    }

    /// Whether any of them is that.
    pub(crate) fn any(self, next: Next) -> bool {
        self.each().into_iter().any(|(_, date)| date == next)
    }

    fn days(self) -> Occurrence {
        let day = |next| match next {
            Next::On(day) => Some(day),
            Next::Nothing | Next::Exhausted => None,
        };
        Occurrence {
            start: day(self.start),
            scheduled: day(self.scheduled),
            due: day(self.due),
        }
    }
}

impl Rule {
    /// Whether there is a day to count from: the reference date exists, or none is needed.
    pub(crate) fn can_count(&self, dates: &Dates) -> bool {
        let reference = reference(dates, false).and_then(|name| dates.get(name));
        self.when_done || reference.is_none_or(|date| date.valid)
    }

    /// The next dates of a task that is done on `today`. `drop_scheduled`: the next one has no scheduled date unless it is
    /// the only date.
    pub(crate) fn next(&self, today: Day, dates: &Dates, drop_scheduled: bool) -> NextDates {
        let reference = reference(dates, drop_scheduled).and_then(|name| dates.get(name));
        let reference_day = reference.and_then(|date| date.value);
        let from = if self.when_done {
            today
        } else {
            reference_day.unwrap_or(today)
        };
        let next = self.after(from);
        let moved = |name| match (dates.get(name), next) {
            (None, _) => Next::Nothing,
            (Some(_), None) => Next::Exhausted,
            (Some(date), Some(next)) => {
                let distance = date
                    .value
                    .zip(reference_day)
                    .map_or(0, |(day, from)| day.days_since(from));
                next.plus_days(distance).map_or(Next::Exhausted, Next::On)
            }
        };
        let others = dates.start.is_some() || dates.due.is_some();
        NextDates {
            start: moved(DateName::Start),
            scheduled: if drop_scheduled && others {
                Next::Nothing
            } else {
                moved(DateName::Scheduled)
            },
            due: moved(DateName::Due),
        }
    }
}

/// The date that a rule moves: due, else scheduled, else start; a scheduled date that will be dropped comes last.
fn reference(dates: &Dates, drop_scheduled: bool) -> Option<DateName> {
    let order = match drop_scheduled {
        false => [DateName::Due, DateName::Scheduled, DateName::Start],
        true => [DateName::Due, DateName::Start, DateName::Scheduled],
    };
    order.into_iter().find(|name| dates.get(*name).is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn next_due(rule: &str, due: &str) -> Option<String> {
        let dates = Occurrence {
            due: Some(day(due)),
            ..Occurrence::default()
        };
        let next = next_occurrence(rule, day(due), dates).unwrap();
        next.due.map(|d| d.to_string())
    }

    #[test]
    fn other_dates_keep_their_distance() {
        let dates = Occurrence {
            start: Some(day("2025-03-01")),
            scheduled: Some(day("2025-03-12")),
            due: Some(day("2025-03-10")),
        };
        let next = next_occurrence("every week", day("2025-05-05"), dates).unwrap();
        assert_eq!(next.start, Some(day("2025-03-08")));
        assert_eq!(next.scheduled, Some(day("2025-03-19")));
        assert_eq!(next.due, Some(day("2025-03-17")));
        let next = next_occurrence("every week when done", day("2025-05-05"), dates).unwrap();
        assert_eq!(next.due, Some(day("2025-05-12")));
        assert_eq!(next.start, Some(day("2025-05-03")));
    }

    #[test]
    fn months_without_that_day_end_earlier() {
        assert_eq!(next_due("every month", "2025-01-31").unwrap(), "2025-02-28");
        assert_eq!(next_due("every month on the 31st", "2025-01-31").unwrap(), "2025-03-31");
        assert_eq!(next_due("every month on the last", "2025-01-31").unwrap(), "2025-02-28");
        assert_eq!(next_due("every year", "2024-02-29").unwrap(), "2025-02-28");
    }

    #[test]
    fn a_rule_can_run_out() {
        assert_eq!(
            next_due("every day until March 2, 2025", "2025-03-01").unwrap(),
            "2025-03-02"
        );
        assert_eq!(next_due("every day until March 2, 2025", "2025-03-02"), None);
        assert_eq!(next_due("every day for 1 time", "2025-03-02"), None);
        assert_eq!(next_due("every 900000 years", "2025-03-02"), None);
    }

    #[test]
    fn no_rule_no_dates() {
        assert_eq!(
            next_occurrence("weekly", day("2025-03-01"), Occurrence::default()),
            None
        );
        let next = next_occurrence("every day", day("2025-03-01"), Occurrence::default());
        assert_eq!(next, Some(Occurrence::default()));
    }
}
