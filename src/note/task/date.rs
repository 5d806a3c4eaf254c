//! Dates of a task: when it is due, planned, begun, made, done or given up.

use std::ops::Range;

use serde::Serialize;

use crate::note::Day;

/// A date as it stands on the line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TaskDate {
    /// The day; `None` when no such day exists.
    pub value: Option<Day>,
    /// As written.
    pub text: String,
    /// Whether the day exists.
    pub valid: bool,
}

impl TaskDate {
    /// Reads `text`, keeping it whatever it is.
    pub(crate) fn read(text: &str) -> Self {
        let value = day_of(text);
        Self {
            value,
            text: text.to_owned(),
            valid: value.is_some(),
        }
    }
}

impl From<Day> for TaskDate {
    fn from(day: Day) -> Self {
        Self {
            value: Some(day),
            text: day.to_string(),
            valid: true,
        }
    }
}

/// The six dates of a task.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Dates {
    /// When it was written down.
    pub created: Option<TaskDate>,
    /// When it may begin.
    pub start: Option<TaskDate>,
    /// When it is planned to be worked on.
    pub scheduled: Option<TaskDate>,
    /// When it must be done.
    pub due: Option<TaskDate>,
    /// When it was done.
    pub done: Option<TaskDate>,
    /// When it was given up.
    pub cancelled: Option<TaskDate>,
}

/// Which of the six.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub enum DateName {
    Created,
    Start,
    Scheduled,
    Due,
    Done,
    Cancelled,
}

impl Dates {
    /// The date of that name.
    pub fn get(&self, name: DateName) -> Option<&TaskDate> {
        match name {
            DateName::Created => self.created.as_ref(),
            DateName::Start => self.start.as_ref(),
            DateName::Scheduled => self.scheduled.as_ref(),
            DateName::Due => self.due.as_ref(),
            DateName::Done => self.done.as_ref(),
            DateName::Cancelled => self.cancelled.as_ref(),
        }
    }

    /// The day of that name, where it exists.
    pub fn day(&self, name: DateName) -> Option<Day> {
        self.get(name)?.value
    }

    pub(crate) fn slot(&mut self, name: DateName) -> &mut Option<TaskDate> {
        match name {
            DateName::Created => &mut self.created,
            DateName::Start => &mut self.start,
            DateName::Scheduled => &mut self.scheduled,
            DateName::Due => &mut self.due,
            DateName::Done => &mut self.done,
            DateName::Cancelled => &mut self.cancelled,
        }
    }
}

/// Length of a written date at the start of `text`: a year of four digits, then month and day of one or two, all parted
/// by the same `-`, `/` or `.`; nothing when a digit follows.
pub(crate) fn date_len(text: &str) -> Option<usize> {
    shape(text.as_bytes()).map(|shape| shape.day.end)
}

/// Where month and day stand in a date; the year takes the first four bytes.
struct Shape {
    month: Range<usize>,
    day: Range<usize>,
}

fn shape(bytes: &[u8]) -> Option<Shape> {
    let digits = |from: usize, most: usize| {
        let run = bytes.iter().skip(from).take(most);
        run.take_while(|b| b.is_ascii_digit()).count()
    };
    let part = *bytes.get(4).filter(|b| matches!(b, b'-' | b'/' | b'.'))?;
    let month = 5..5 + digits(5, 2);
    let day = month.end + 1..month.end + 1 + digits(month.end + 1, 2);
    let shaped = digits(0, 4) == 4 && !month.is_empty() && !day.is_empty() && bytes.get(month.end) == Some(&part);
    let ends = !bytes.get(day.end).is_some_and(u8::is_ascii_digit);
    (shaped && ends).then_some(Shape { month, day })
}

/// The day that a text of the shape of [`date_len`] names.
fn day_of(text: &str) -> Option<Day> {
    let bytes = text.as_bytes();
    let shape = shape(bytes).filter(|shape| shape.day.end == bytes.len())?;
    let number = |digits: Range<usize>| {
        let digits = bytes.get(digits)?.iter();
        Some(digits.fold(0_u16, |number, digit| number * 10 + u16::from(digit - b'0')))
    };
    let (year, month, day) = (number(0..4)?, number(shape.month)?, number(shape.day)?);
    Day::new(i32::from(year), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_impossible_day_is_kept_as_written() {
        let date = TaskDate::read("2025-02-30");
        assert_eq!(
            (date.value, date.text.as_str(), date.valid),
            (None, "2025-02-30", false)
        );
    }

    #[test]
    fn knows_the_shape_of_a_date() {
        for (text, len) in [
            ("2025-06-20", Some(10)),
            ("2025-06-20 10:30", Some(10)),
            ("2025-6-2,", Some(8)),
            ("2025/06/20", Some(10)),
            ("2025-06/20", None),
            ("12025-06-20", None),
            ("2025-06-201", None),
            ("2025-", None),
            ("", None),
        ] {
            assert_eq!(date_len(text), len, "{text}");
        }
    }
}
