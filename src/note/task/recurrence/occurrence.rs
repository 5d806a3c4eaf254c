//! The days on which a rule falls.
//!
//! A rule is walked period by period (year, month, week, day, hour or minute, times its interval) from its first day; in
//! each period the days that pass all of its conditions count, as RFC 5545 has it.

use super::calendar::{civil, days_from_civil, month_len, weekday, year_len};
use super::{Frequency, Rule, RuleDay};
use crate::note::Day;

const MINUTES: i64 = 24 * 60;
const LAST_YEAR: i64 = 9999;

/// How many days one search may look at. Enough for all years there are; rules that fall on no day would not end otherwise.
const MOST_STEPS: u32 = 8_000_000;

/// Days since 1970-01-01.
type Number = i64;

impl Rule {
    /// The first day after `from` on which the rule falls, counting from `from`.
    ///
    /// A plain monthly or yearly rule never skips a period because it lacks the day: then an earlier day of `from` counts.
    pub(super) fn after(&self, from: Day) -> Option<Day> {
        let mut from = number(from);
        let mut steps = MOST_STEPS;
        let first_day = from;
        let mut next = Walk::new(self, first_day).after(from * MINUTES + MINUTES - 1, &mut steps)?;
        while self.skips_a_period(from, next) {
            from -= 1;
            next = Walk::new(self, from).after(from * MINUTES, &mut steps)?;
        }
        day(next)
    }

    fn skips_a_period(&self, from: Number, next: Number) -> bool {
        let (from_year, from_month, _) = civil(from);
        let (next_year, next_month, _) = civil(next);
        let years = next_year - from_year;
        let interval = i64::try_from(self.interval).unwrap_or(i64::MAX);
        // The text decides, as in the plugin: it is what users see, and months by name are no "months" in it.
        let text = self.to_string();
        if says(&text, "month") && !text.contains(" on ") {
            return years * 12 + i64::from(next_month) - i64::from(from_month) > interval;
        }
        says(&text, "year") && years > interval
    }
}

/// Whether a rule text begins `every month`, `every 2 months` and so on.
fn says(text: &str, unit: &str) -> bool {
    let rest = text.strip_prefix("every ").unwrap_or("");
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit()).trim_start();
    rest.starts_with(unit)
}

fn number(day: Day) -> Number {
    let (year, month, day) = day.date().to_calendar_date();
    days_from_civil(i64::from(year), u8::from(month), i64::from(day))
}

fn day(number: Number) -> Option<Day> {
    let (year, month, day) = civil(number);
    Day::new(i32::try_from(year).ok()?, month, day)
}

/// A walk through the periods of a rule.
struct Walk<'a> {
    rule: &'a Rule,
    /// Day and minute of that day; the day may lie past the end of its month while the walk counts months and years.
    year: i64,
    month: u8,
    first: Number,
    minute: i64,
    conditions: Conditions<'a>,
}

/// What a day must be. Empty lists say nothing.
struct Conditions<'a> {
    rule: &'a Rule,
    months: Vec<u8>,
    month_days: Vec<i32>,
    weekdays: Vec<u8>,
    nth_weekdays: Vec<(u8, i32)>,
}

impl<'a> Walk<'a> {
    fn new(rule: &'a Rule, first: Number) -> Self {
        let (year, month, _) = civil(first);
        Self {
            rule,
            year,
            month,
            first,
            minute: 0,
            conditions: Conditions::new(rule, first),
        }
    }

    /// The day of the first occurrence after a minute.
    fn after(mut self, after: i64, steps: &mut u32) -> Option<Number> {
        let begin = self.first * MINUTES;
        let mut left = self.rule.count;
        while self.year <= LAST_YEAR {
            for day in self.period() {
                *steps = steps.checked_sub(1)?;
                if !self.conditions.hold(day) {
                    continue;
                }
                for minute in self.minutes() {
                    let at = day.checked_mul(MINUTES)?.checked_add(minute)?;
                    if self.rule.until.is_some_and(|until| at > until.minute) {
                        return None;
                    }
                    if at > after {
                        return Some(at.div_euclid(MINUTES));
                    }
                    if at >= begin && left.is_some() {
                        left = left.and_then(|left| left.checked_sub(1)).filter(|left| *left > 0);
                        left?;
                    }
                }
            }
            self.advance()?;
        }
        None
    }

    /// The days of the period.
    fn period(&self) -> std::ops::Range<Number> {
        let from = |month: u8| days_from_civil(self.year, month, 1);
        match self.rule.frequency {
            Frequency::Yearly => from(1)..from(1) + year_len(self.year),
            Frequency::Monthly => from(self.month)..from(self.month) + month_len(self.year, self.month),
            Frequency::Weekly => self.first..self.first + 7 - weekday(self.first),
            Frequency::Daily | Frequency::Hourly | Frequency::Minutely => self.first..self.first + 1,
        }
    }

    /// The minutes of a day on which the rule falls, in written order.
    fn minutes(&self) -> Vec<i64> {
        let hours = &self.rule.hours;
        match self.rule.frequency {
            Frequency::Hourly | Frequency::Minutely => vec![self.minute],
            _ if hours.is_empty() => vec![0],
            _ => hours
                .iter()
                .map(|h| i64::try_from(*h).unwrap_or(i64::MAX).saturating_mul(60))
                .collect(),
        }
    }

    /// Goes to the next period; `None` past all years.
    fn advance(&mut self) -> Option<()> {
        let interval = i64::try_from(self.rule.interval).ok().filter(|i| *i < 1 << 40)?;
        match self.rule.frequency {
            Frequency::Yearly => self.year += interval,
            Frequency::Monthly => self.add_months(interval),
            Frequency::Weekly => self.set_day(self.first - weekday(self.first) + 7 * interval),
            Frequency::Daily => self.set_day(self.first + interval),
            Frequency::Hourly => self.add_minutes(60 * interval),
            Frequency::Minutely => self.add_minutes(interval),
        }
        Some(())
    }

    fn add_months(&mut self, months: i64) {
        let month = i64::from(self.month) - 1 + months;
        self.year += month.div_euclid(12);
        self.month = u8::try_from(month.rem_euclid(12) + 1).unwrap_or(1);
    }

    fn set_day(&mut self, day: Number) {
        self.first = day;
        (self.year, self.month, _) = civil(day);
    }

    /// Goes on in the day; a day that does not count is passed over whole.
    fn add_minutes(&mut self, minutes: i64) {
        let now = self.first * MINUTES + self.minute;
        let left_today = MINUTES - 1 - self.minute;
        let skipped = if self.conditions.hold(self.first) {
            0
        } else {
            left_today / minutes * minutes
        };
        let next = now + skipped + minutes;
        self.set_day(next.div_euclid(MINUTES));
        self.minute = next.rem_euclid(MINUTES);
    }
}

impl<'a> Conditions<'a> {
    /// A rule without days falls on the day it begins on.
    fn new(rule: &'a Rule, first: Number) -> Self {
        let (_, month, day) = civil(first);
        let free = rule.weeks.is_empty() && rule.month_days.is_empty() && rule.weekdays.is_empty();
        let by_month_day = matches!(rule.frequency, Frequency::Yearly | Frequency::Monthly);
        let mut conditions = Self {
            rule,
            months: rule.months.clone(),
            month_days: rule.month_days.clone(),
            weekdays: Vec::new(),
            nth_weekdays: Vec::new(),
        };
        for RuleDay { weekday, nth } in &rule.weekdays {
            match nth.filter(|_| by_month_day) {
                Some(nth) => conditions.nth_weekdays.push((*weekday, nth)),
                None => conditions.weekdays.push(*weekday),
            }
        }
        if free && rule.frequency == Frequency::Yearly && rule.months.is_empty() {
            conditions.months.push(month);
        }
        if free && by_month_day {
            conditions.month_days.push(i32::from(day));
        }
        if free && rule.frequency == Frequency::Weekly {
            conditions.weekdays.extend(u8::try_from(weekday(first)));
        }
        conditions
    }

    fn hold(&self, number: Number) -> bool {
        let (year, month, day) = civil(number);
        let from_end = i64::from(day) - month_len(year, month) - 1;
        let month_day = |d: &i32| *d == i32::from(day) || i64::from(*d) == from_end;
        let week_day = u8::try_from(weekday(number)).unwrap_or(0);
        (self.months.is_empty() || self.months.contains(&month))
            && (self.rule.weeks.is_empty() || self.in_weeks(number))
            && (self.weekdays.is_empty() || self.weekdays.contains(&week_day))
            && (self.nth_weekdays.is_empty() || self.is_nth_weekday(number, week_day))
            && (self.month_days.is_empty() || self.month_days.iter().any(month_day))
    }

    /// Whether a day is the nth of its weekday in its month; in its year for yearly rules without months.
    fn is_nth_weekday(&self, number: Number, week_day: u8) -> bool {
        let (year, month, _) = civil(number);
        let whole_year = self.rule.frequency == Frequency::Yearly && self.rule.months.is_empty();
        let (first, len) = match whole_year {
            true => (days_from_civil(year, 1, 1), year_len(year)),
            false => (days_from_civil(year, month, 1), month_len(year, month)),
        };
        let from_start = (number - first) / 7 + 1;
        let from_end = (number - first - len + 1) / 7 - 1;
        let is = |(weekday, nth): &(u8, i32)| {
            *weekday == week_day && (i64::from(*nth) == from_start || i64::from(*nth) == from_end)
        };
        self.nth_weekdays.iter().any(is)
    }

    /// Whether a day lies in one of the weeks; weeks begin on Monday and belong to the year that has most of their days.
    fn in_weeks(&self, number: Number) -> bool {
        let thursday = number - weekday(number) + 3;
        let (week_year, _, _) = civil(thursday);
        let week = (thursday - days_from_civil(week_year, 1, 1)) / 7 + 1;
        self.rule.weeks.iter().any(|w| i64::try_from(*w) == Ok(week))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chain(rule: &str, from: &str, len: usize) -> Vec<String> {
        let rule = Rule::read(rule).unwrap();
        let mut days = vec![Day::parse(from).unwrap()];
        while days.len() <= len {
            let Some(next) = rule.after(*days.last().unwrap()) else {
                break;
            };
            days.push(next);
        }
        days.iter().skip(1).map(Day::to_string).collect()
    }

    #[test]
    fn walks_weeks_and_months() {
        assert_eq!(
            chain("every 2 weeks on Monday, Thursday", "2025-06-09", 3),
            ["2025-06-12", "2025-06-23", "2025-06-26"]
        );
        assert_eq!(
            chain("every month on the 2nd last Friday", "2025-06-09", 2),
            ["2025-06-20", "2025-07-18"]
        );
        assert_eq!(
            chain("every year on the last Monday", "2025-06-09", 2),
            ["2025-12-29", "2026-12-28"]
        );
        assert_eq!(
            chain("every year in week 1", "2025-06-09", 2),
            ["2025-12-29", "2025-12-30"]
        );
        assert_eq!(chain("every 36 hours", "2025-06-09", 2), ["2025-06-10", "2025-06-11"]);
        assert_eq!(
            chain("every February on the 29th", "2025-06-09", 2),
            ["2028-02-29", "2032-02-29"]
        );
    }

    #[test]
    fn a_rule_that_never_falls_ends() {
        assert_eq!(
            chain("every month on the 1st Monday, Tuesday, 40th", "2025-06-09", 1),
            [""; 0]
        );
        assert_eq!(chain("every minute in February the 30th", "2025-06-09", 1), [""; 0]);
        assert_eq!(chain("every 2 years on the 29th in February", "2025-06-09", 1), [""; 0]);
    }
}
