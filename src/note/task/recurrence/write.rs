//! A recurrence rule as text.

use super::{Frequency, Rule, RuleDay};
use crate::note::date::{MONTHS, WEEKDAYS};
use crate::order::Order as _;

pub(super) fn rule(rule: &Rule) -> String {
    let mut words = vec!["every".to_owned()];
    match rule.frequency {
        Frequency::Yearly => yearly(rule, &mut words),
        Frequency::Monthly => monthly(rule, &mut words),
        Frequency::Weekly => weekly(rule, &mut words),
        Frequency::Daily => daily(rule, &mut words),
        Frequency::Hourly => counted(rule, "hour", &mut words),
        Frequency::Minutely => counted(rule, "minute", &mut words),
    }
    if let Some(until) = rule.until {
        let (year, month, day) = until.civil();
        words.push(format!("until {} {day}, {year}", month_name(month)));
    } else if let Some(count) = rule.count {
        words.push(format!("for {count} {}", plural(count, "time")));
    }
    if rule.when_done {
        words.push("when done".to_owned());
    }
    words.join(" ")
}

type Words = Vec<String>;

/// The interval, unless it is one, and its unit.
fn counted(rule: &Rule, unit: &str, words: &mut Words) {
    if rule.interval != 1 {
        words.push(rule.interval.to_string());
    }
    words.push(plural(rule.interval, unit));
}

fn yearly(rule: &Rule, words: &mut Words) {
    if rule.months.is_empty() {
        counted(rule, "year", words);
    } else {
        if rule.interval != 1 {
            words.push(format!("{} years", rule.interval));
        }
        words.push(months(rule));
    }
    days(rule, words);
    if !rule.weeks.is_empty() {
        let count = u64::try_from(rule.weeks.len()).unwrap_or(u64::MAX);
        let weeks = list(rule.weeks.iter().map(u64::to_string), "and");
        words.push(format!("in {} {weeks}", plural(count, "week")));
    }
}

fn monthly(rule: &Rule, words: &mut Words) {
    if rule.months.is_empty() {
        counted(rule, "month", words);
    } else {
        if rule.interval != 1 {
            words.push(format!("{} months", rule.interval));
            words.extend(is_plural(rule.interval).then(|| "in".to_owned()));
        }
        words.push(months(rule));
    }
    if rule.month_days.is_empty() && is_weekdays(rule) {
        words.push("on weekdays".to_owned());
    } else {
        days(rule, words);
    }
}

fn weekly(rule: &Rule, words: &mut Words) {
    let every = rule.interval == 1;
    if !every {
        words.push(format!("{} {}", rule.interval, plural(rule.interval, "week")));
    }
    if is_weekdays(rule) {
        words.push(if every { "weekday" } else { "on weekdays" }.to_owned());
    } else if is_every_day(rule) {
        words.push(plural(rule.interval, "day"));
    } else {
        words.extend(every.then(|| "week".to_owned()));
        in_months(rule, words);
        days(rule, words);
        at_hours(rule, words);
    }
}

fn daily(rule: &Rule, words: &mut Words) {
    counted(rule, "day", words);
    in_months(rule, words);
    days(rule, words);
    at_hours(rule, words);
}

fn in_months(rule: &Rule, words: &mut Words) {
    if !rule.months.is_empty() {
        words.push(format!("in {}", months(rule)));
    }
}

fn at_hours(rule: &Rule, words: &mut Words) {
    if !rule.hours.is_empty() {
        words.push(format!("at {}", list(rule.hours.iter().map(u64::to_string), "and")));
    }
}

/// Days of the month, or else of the week.
fn days(rule: &Rule, words: &mut Words) {
    let (every, some) = weekdays(rule);
    let names = |days: &[RuleDay]| days.iter().map(day_name).collect::<Vec<_>>();
    if !rule.month_days.is_empty() {
        let numbers = month_days(rule).into_iter().map(nth);
        words.push(match every.is_empty() {
            true => format!("on the {}", list(numbers, "and")),
            false => format!("on {} the {}", list(names(&every), "or"), list(numbers, "or")),
        });
        return;
    }
    if !every.is_empty() && !is_weekdays(rule) {
        words.push(format!("on {}", names(&every).join(", ")));
    }
    if !some.is_empty() {
        words.extend((!every.is_empty()).then(|| "and".to_owned()));
        words.push(format!("on the {}", list(names(&some), "and")));
    }
}

/// Weekdays without and with a number, each from Monday to Sunday.
fn weekdays(rule: &Rule) -> (Vec<RuleDay>, Vec<RuleDay>) {
    let (mut every, mut some): (Vec<RuleDay>, Vec<RuleDay>) = rule.weekdays.iter().partition(|d| d.nth.is_none());
    every.order_by_key(|d| d.weekday);
    some.order_by_key(|d| d.weekday);
    (every, some)
}

/// Days of the month from the first to the last: those counted from its end come after.
fn month_days(rule: &Rule) -> Vec<i32> {
    let mut days = rule.month_days.clone();
    days.order_by_key(|day| (*day < 0, day.abs()));
    days
}

fn has(rule: &Rule, weekday: u8) -> bool {
    rule.weekdays.iter().any(|d| d.weekday == weekday)
}

fn is_weekdays(rule: &Rule) -> bool {
    (0..5).all(|day| has(rule, day)) && !has(rule, 5) && !has(rule, 6)
}

fn is_every_day(rule: &Rule) -> bool {
    (0..7).all(|day| has(rule, day))
}

fn day_name(day: &RuleDay) -> String {
    let name = WEEKDAYS.get(usize::from(day.weekday)).copied().unwrap_or("");
    match day.nth {
        Some(number) => format!("{} {name}", nth(number)),
        None => name.to_owned(),
    }
}

fn months(rule: &Rule) -> String {
    list(rule.months.iter().map(|m| month_name(*m).to_owned()), "and")
}

fn month_name(month: u8) -> &'static str {
    let index = usize::from(month).saturating_sub(1);
    MONTHS.get(index).copied().unwrap_or("")
}

fn nth(number: i32) -> String {
    if number == -1 {
        return "last".to_owned();
    }
    let ending = match number.abs() {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    };
    let last = if number < 0 { " last" } else { "" };
    format!("{}{ending}{last}", number.abs())
}

fn is_plural(number: u64) -> bool {
    number % 100 != 1
}

fn plural(number: u64, word: &str) -> String {
    let s = if is_plural(number) { "s" } else { "" };
    format!("{word}{s}")
}

/// `1`, `1 and 2`, `1, 2 and 3`.
fn list(items: impl IntoIterator<Item = String>, last: &str) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    match items.pop() {
        Some(end) if items.is_empty() => end,
        Some(end) => format!("{} {last} {end}", items.join(", ")),
        None => String::new(),
    }
}
