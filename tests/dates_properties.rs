//! What holds for every day, however it is written: what is read is the day that was written, and what is not is told with it.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, clippy::string_slice)]

use proptest::prelude::*;
use relata::note::Day;
use relata::note::date::{MONTHS, WEEKDAYS, WhyNoDay, leading_day, no_day, no_leading_day, stated_day, written_day};

const GERMAN_MONTHS: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];

const GERMAN_WEEKDAYS: [&str; 7] = [
    "Montag",
    "Dienstag",
    "Mittwoch",
    "Donnerstag",
    "Freitag",
    "Samstag",
    "Sonntag",
];

/// A day as its year, month and number in the month.
fn parts(day: Day) -> (i32, u8, u8) {
    let date = day.date();
    (date.year(), u8::from(date.month()), date.day())
}

fn suffix(number: u8) -> &'static str {
    match number {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// Every form in which a day is surely that one, whatever stands before it on its line left out.
fn sure_forms(day: Day) -> Vec<String> {
    let (y, m, d) = parts(day);
    let at = usize::from(m) - 1;
    let (english, german, end) = (MONTHS[at], GERMAN_MONTHS[at], suffix(d));
    let short = |name: &str| name.chars().take(3).collect::<String>();
    vec![
        format!("{y}-{m:02}-{d:02}"),
        format!("{y}/{m:02}/{d:02}"),
        format!("{y}.{m:02}.{d:02}"),
        format!("{y}_{m:02}_{d:02}"),
        format!("{y} {m:02} {d:02}"),
        format!("{y}{m:02}{d:02}"),
        format!("{y}{m:02}{d:02}T1430"),
        format!("{y}-{m:02}-{d:02}T14:30:00Z"),
        format!("{y}-{m}-{d}"),
        format!("{d:02}.{m:02}.{y}"),
        format!("{d}.{m}.{y}"),
        format!("{d}. {m}. {y}"),
        format!("{english} {d}, {y}"),
        format!("{english} {d}{end} {y}"),
        format!("{d} {english} {y}"),
        format!("{d}{end} of {english} {y}"),
        format!("{} {d}, {y}", short(english)),
        format!("{d} {} {y}", short(english).to_uppercase()),
        format!("{d}. {german} {y}"),
        format!("{d}. {}. {y}", short(german)),
        format!("{d}. {} {y}", german.replace('ä', "a\u{308}")),
        format!("{d}. {} {y}", german.to_uppercase()),
    ]
}

/// A day in figures with a mark between them that says nothing of their order.
fn unsure_forms(day: Day) -> Vec<String> {
    let (y, m, d) = parts(day);
    let marks = ['/', '-', '_'].into_iter();
    let forms = marks.flat_map(|mark| {
        [
            format!("{d}{mark}{m}{mark}{y}"),
            format!("{m}{mark}{d}{mark}{y}"),
            format!("{d:02}{mark}{m:02}{mark}{y}"),
            format!("{m:02}{mark}{d:02}{mark}{y}"),
        ]
    });
    forms.collect()
}

fn is_either(text: &str, day: Day) -> bool {
    matches!(no_day(text).map(|found| found.why), Some(WhyNoDay::Either(a, b)) if a != b && (a == day || b == day))
}

fn any_day() -> impl Strategy<Value = Day> {
    (0..73_049_i32).prop_map(|days| Day::new(1900, 1, 1).unwrap().plus_days(days).unwrap())
}

/// What stands in texts that begin as days do.
const PIECES: [&str; 30] = [
    "1",
    "03",
    "11",
    "26",
    "31",
    "2026",
    "0",
    "99999",
    ".",
    ". ",
    "-",
    "/",
    "_",
    " ",
    ",",
    "T",
    "st",
    "of",
    "May",
    "März",
    "Ma\u{308}rz",
    "Okt",
    "Mi",
    "Friday",
    "[[",
    "\"",
    "é",
    "🧁",
    "XX",
    "\u{a0}",
];

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_day_that_is_written_is_read_as_that_day(day in any_day()) {
        let weekday = usize::from(day.date().weekday().number_days_from_monday());
        for form in sure_forms(day) {
            prop_assert_eq!(leading_day(&form).map(|(day, _)| day), Some(day), "{}", form);
            let (english, german) = (WEEKDAYS[weekday], GERMAN_WEEKDAYS[weekday]);
            for text in [
                form.clone(),
                format!("[[{form}]]"),
                format!("\"{form}\""),
                format!(" {form} with Ann"),
                format!("{english}, {form}"),
                format!("{} {form}", &english[..3]),
                format!("{german}, {form}"),
                format!("{} {form}", &german[..2]),
            ] {
                prop_assert_eq!(stated_day(&text), Some(day), "{}", text);
                prop_assert_eq!(no_day(&text), None, "{}", text);
            }
            let name = format!("{form} Call");
            let (found, len) = leading_day(&name).unwrap();
            prop_assert_eq!((found, &name[..len]), (day, form.split("T1").next().unwrap()), "{}", name);
        }
    }

    #[test]
    fn a_day_whose_order_is_not_known_is_read_or_told(day in any_day()) {
        let (_, month, number) = parts(day);
        for form in unsure_forms(day) {
            match number > 12 || number == month {
                true => prop_assert_eq!(stated_day(&form), Some(day), "{}", form),
                false => prop_assert!(stated_day(&form).is_none() && is_either(&form, day), "{}", form),
            }
        }
    }

    #[test]
    fn a_year_of_two_figures_is_read_or_told(day in any_day()) {
        let (year, month, number) = parts(day);
        let short = year % 100;
        if year < 2000 {
            return Ok(());
        }
        for form in [format!("{number}.{month}.{short:02}"), format!("{number:02}.{month:02}.{short:02}"), format!("{number}. {month}. {short:02}")] {
            let one = form.starts_with(|c: char| c.is_ascii_digit()) && !form.as_bytes()[1].is_ascii_digit();
            let read = stated_day(&form);
            prop_assert!(read == Some(day) || !one && read.is_none() && is_either(&form, day), "{}", form);
            prop_assert_eq!(leading_day(&format!("{form} Call")).map(|(day, _)| day), read, "{}", form);
            prop_assert_eq!(no_leading_day(&format!("{form} Call")).is_none(), read.is_some(), "{}", form);
        }
    }

    #[test]
    fn a_month_is_no_day(day in any_day()) {
        let (year, month, _) = parts(day);
        let at = usize::from(month) - 1;
        for form in [
            format!("{year}-{month:02}"),
            format!("{year}/{month}"),
            format!("{month:02}.{year}"),
            format!("{month}/{year}"),
            format!("{} {year}", MONTHS[at]),
            format!("{}. {year}", &MONTHS[at][..3]),
            format!("{} {year}", GERMAN_MONTHS[at]),
        ] {
            prop_assert_eq!(stated_day(&form), None, "{}", form);
            let found = no_day(&form).unwrap();
            prop_assert_eq!((found.text, found.why), (form.as_str(), WhyNoDay::Month(u32::try_from(year).unwrap(), u32::from(month))));
            let write = format!("{year}-{month:02}-DD");
            prop_assert!(found.message().contains(&write), "{}", form);
        }
    }

    #[test]
    fn no_text_panics_and_each_is_read_or_told(pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..10), any in "\\PC{0,12}") {
        for text in [pieces.concat(), any.clone(), format!("{}{any}", pieces.concat())] {
            let (leading, stated, told) = (leading_day(&text), stated_day(&text), no_day(&text));
            if let Some((day, len)) = leading {
                prop_assert!(text.get(..len).is_some_and(|day| !day.is_empty()));
                prop_assert_eq!(written_day(&text), Some((len, Some(day))));
                prop_assert_eq!(no_leading_day(&text), None);
            }
            prop_assert!(written_day(&text).is_none_or(|(len, _)| text.get(..len).is_some()));
            if text.contains(char::is_alphanumeric) {
                prop_assert!(stated.is_some() != told.is_some(), "{}", text);
            }
            if let Some(found) = told.or(no_leading_day(&text)) {
                prop_assert!(text.contains(found.text) && !found.message().is_empty());
            }
        }
    }
}
