//! What holds for any line at all: reading never fails, Relata's own mode gives every line back, time grows with length.

#![allow(clippy::unwrap_used)] // tests may panic: that is how they fail

use std::cell::OnceCell;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use relata::note::Day;
use relata::note::task::{self, Format, Occurrence, ParseOptions, Rule, ToggleOptions};
use relata::summary::query::{Query, QueryContext, QueryTask};
use serde_json::json;

/// Parts of which lines are made that come close to tasks.
const PARTS: [&str; 60] = [
    "- ",
    "* ",
    "1. ",
    "> ",
    "\t",
    "[ ]",
    "[x]",
    "[?]",
    " ",
    "  ",
    "\u{a0}",
    "\u{fe0f}",
    "\u{301}",
    "📅",
    "🗓",
    "⏳",
    "🛫",
    "➕",
    "✅",
    "❌",
    "🔁",
    "🏁",
    "🆔",
    "⛔",
    "🔺",
    "⏬",
    "2025-06-10",
    "2025-02-30",
    "2025-6-1",
    "[[2025-06-10]]",
    "every day",
    "every",
    "on the",
    "31st",
    "when done",
    "until",
    "for 2 times",
    "delete",
    "a1",
    "a,b",
    "#tag",
    "#",
    "@",
    "@Dana Ruiz",
    "@[[Dana]]",
    "[due:: 2025-06-10]",
    "(start::",
    "[owner:: Dana]",
    "[",
    "]",
    "(",
    ")",
    "[[",
    "]]",
    "`",
    "``",
    "^id",
    ",",
    "é",
    "word",
];

fn line() -> impl Strategy<Value = String> {
    let parts = prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24).prop_map(|parts| parts.concat());
    let task = prop::collection::vec(prop::sample::select(PARTS.to_vec()), 0..24)
        .prop_map(|parts| format!("- [ ] {}", parts.concat()));
    prop_oneof![any::<String>(), parts, task]
}

fn all_options() -> Vec<ParseOptions> {
    let mut all = Vec::new();
    for (strict, owner_links) in [(false, false), (false, true), (true, false)] {
        for format in [Format::Emoji, Format::Dataview] {
            all.push(ParseOptions {
                format,
                strict,
                owner_links,
                ..ParseOptions::default()
            });
        }
    }
    all
}

fn toggling(strict: bool) -> ToggleOptions {
    serde_json::from_value(json!({ "today": "2025-06-10", "strict": strict })).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_line_comes_back(line in line()) {
        for options in all_options() {
            let read = task::parse_and_write(&line, &options);
            if let Some(read) = read.filter(|_| !options.strict) {
                prop_assert_eq!(&read.serialized, &line);
                prop_assert!(read.reparses_equal);
            }
        }
    }

    #[test]
    fn toggling_leaves_the_text_alone(line in line()) {
        for strict in [false, true] {
            let toggled = task::toggle(&line, &toggling(strict));
            prop_assert!(toggled.lines.len() <= 2);
        }
        let words = |line: &str| {
            let task = task::parse(line, &ParseOptions::default())?;
            let words: Vec<String> = task.text.split_whitespace().map(str::to_owned).collect();
            Some((words, task.owners, task.tags))
        };
        let Some(task) = task::parse(&line, &ParseOptions::default()) else { return Ok(()) };
        let done = task::toggle(&line, &toggling(false));
        // Where a date was taken out, what stood on both sides of it may now say something together.
        let unmarked = task.dates.done.is_none() && task.dates.cancelled.is_none();
        if let ([only], true) = (done.lines.as_slice(), unmarked) {
            prop_assert_eq!(words(only), words(&line));
        }
    }

    #[test]
    fn a_rule_is_written_as_it_is_read(parts in prop::collection::vec(prop::sample::select(RULE_PARTS.to_vec()), 0..9)) {
        let text = format!("every {}", parts.join(" "));
        let Some(rule) = Rule::read(&text) else { return Ok(()) };
        let written = rule.to_string();
        let again = Rule::read(&written).map(|rule| rule.to_string());
        prop_assert!(again.is_some(), "{} is written as {}", text, written);
        let due = Day::parse("2025-01-31");
        let next = task::next_occurrence(&text, due.unwrap(), Occurrence { due, ..Occurrence::default() });
        prop_assert!(next.is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_query_is_run_or_refused(lines in prop::collection::vec(query_line(), 0..6)) {
        let task = task::parse("- [ ] call @Dana 📅 2025-06-10 #tag 🆔 a ⛔ b", &ParseOptions::default()).unwrap();
        let tasks = [QueryTask { task: &task, path: "a/b.md", heading: None, line: 1, concerns: &OnceCell::new() }];
        let context = QueryContext { today: Day::parse("2025-06-10").unwrap(), path: Some("q.md"), global_filter: "", global_query: "", presets: None };
        let text = lines.join("\n");
        match Query::parse(&text, &context) {
            Ok(query) => {
                let found: usize = query.run(&tasks).groups.iter().map(|group| group.tasks.len()).sum();
                prop_assert!(found <= tasks.len());
                prop_assert!(!query.explanation().is_empty());
            }
            Err(error) => prop_assert!((1..=lines.len()).contains(&(error.line as usize)), "{}", error),
        }
    }
}

fn query_line() -> impl Strategy<Value = String> {
    let words = prop::collection::vec(prop::sample::select(QUERY_WORDS.to_vec()), 0..10);
    prop_oneof![
        any::<String>().prop_map(|text| text.replace(['\n', '\r'], " ")),
        words.prop_map(|words| words.join(" "))
    ]
}

/// Words of queries.
const QUERY_WORDS: [&str; 48] = [
    "not",
    "done",
    "due",
    "starts",
    "happens",
    "has",
    "no",
    "date",
    "before",
    "on or after",
    "in",
    "today",
    "next week",
    "2025-W24",
    "2025-06-10",
    "14 October",
    "two weeks",
    "(",
    ")",
    "[",
    "]",
    "\"",
    "AND",
    "OR",
    "NOT",
    "XOR",
    "sort by",
    "group by",
    "tag",
    "tags",
    "priority",
    "is above",
    "high",
    "description",
    "includes",
    "regex matches",
    "/a|b/i",
    "/(/",
    "limit",
    "groups",
    "5",
    "hide",
    "show",
    "due date",
    "explain",
    "{{query.file.path}}",
    "\\",
    "#",
];

/// Words of recurrence rules.
const RULE_PARTS: [&str; 24] = [
    "2",
    "7",
    "day",
    "weeks",
    "month",
    "years",
    "hours",
    "on",
    "the",
    "1st",
    "31st",
    "last",
    "Monday",
    "Friday",
    "March",
    "and",
    ",",
    "at",
    "9",
    "for 3 times",
    "until June 9, 2026",
    "when done",
    "weekday",
    "in",
];

/// Lines whose reading would take a search that starts over at every mark far longer than a second.
#[test]
fn time_grows_with_length() {
    const MARKS: [&str; 22] = [
        "[",
        "]",
        "(",
        "[[",
        "`",
        "``` `` ` ",
        "@",
        "@A ",
        "@Ab ",
        "@ab@",
        "#",
        "#a",
        "📅",
        "📅 ",
        "🔁 ",
        "🔁 every ",
        "⛔ a,",
        "a, ",
        "[due:: ",
        "(due:: [due:: ",
        " ",
        "> ",
    ];
    let repeated = MARKS.iter().map(|mark| mark.repeat(100_000 / mark.len()));
    let counted =
        ["@N", "#t", "🔁 every day N", "[owner:: N"].map(|mark| (0..8_000).map(|n| format!("{mark}{n}] ")).collect());
    for tail in repeated.chain(counted) {
        let line = format!("- [ ] {tail}");
        let head: String = tail.chars().take(16).collect();
        let start = Instant::now();
        for options in all_options() {
            assert!(task::parse_and_write(&line, &options).is_some());
        }
        task::toggle(&line, &toggling(false));
        assert!(
            start.elapsed() < Duration::from_secs(20),
            "{head:?} took {:?}",
            start.elapsed()
        );
    }
}
