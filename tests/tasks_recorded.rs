//! Strict mode against recorded results of the Tasks plugin, where the recordings lie beside the checkout.
//!
//! Run with `cargo test --test tasks_recorded -- --nocapture` to see how many cases were compared.

#![allow(clippy::unwrap_used, clippy::indexing_slicing)] // tests may panic: that is how they fail

use std::fs;
use std::path::Path;

use relata::note::Day;
use relata::note::task::{self, Format, NoteDateOptions, ParseOptions, ToggleOptions};
use serde_json::{Value, json};

const FOLDER: &str = "../shared/conformance/tasks";

/// Runs `check` on every case of a file: it returns what differs. Without the folder there is nothing to compare.
fn compare(file: &str, check: impl Fn(&Value) -> Result<(), String>) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    if !folder.exists() {
        println!("{file}: no recordings, nothing compared");
        return;
    }
    let text = fs::read_to_string(folder.join(file)).unwrap();
    let recorded: Value = serde_json::from_str(&text).unwrap();
    let cases = recorded["cases"].as_array().unwrap();
    let differences: Vec<String> = cases.iter().filter_map(|case| check(case).err()).collect();
    println!("{file}: {} cases compared, {} differ", cases.len(), differences.len());
    assert!(!cases.is_empty(), "{file}: no case compared");
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Every field of `expected` must stand in `actual` with the same value.
fn same(expected: &Value, actual: &Value, what: &Value) -> Result<(), String> {
    let Some(fields) = expected.as_object().filter(|_| actual.is_object()) else {
        return if expected == actual {
            Ok(())
        } else {
            Err(format!("{what}\n  expected {expected}\n  actual   {actual}"))
        };
    };
    let differing = fields.iter().find(|(name, value)| actual.get(name) != Some(value));
    differing.map_or(Ok(()), |(name, value)| {
        Err(format!(
            "{what}\n  {name} expected {value}\n  {name} actual   {}",
            actual[name]
        ))
    })
}

fn strict(case: &Value) -> ParseOptions {
    let format = if case["format"] == "dataview" {
        Format::Dataview
    } else {
        Format::Emoji
    };
    ParseOptions {
        format,
        global_filter: case["globalFilter"].as_str().unwrap_or("").to_owned(),
        strict: true,
        ..ParseOptions::default()
    }
}

fn parsed(case: &Value) -> Result<(), String> {
    let line = case["line"].as_str().unwrap();
    let task = task::parse_and_write(line, &strict(case));
    same(&case["expected"], &serde_json::to_value(task).unwrap(), &case["line"])
}

fn day(value: &Value) -> Option<Day> {
    value.as_str().and_then(Day::parse)
}

#[test]
fn parse_emoji() {
    compare("parse-emoji.json", parsed);
}

#[test]
fn parse_dataview() {
    compare("parse-dataview.json", parsed);
}

#[test]
fn parse_global_filter() {
    compare("parse-global-filter.json", parsed);
}

#[test]
fn recurrence() {
    compare("recurrence.json", |case| {
        let rule = case["rule"].as_str().unwrap();
        let normalized = task::Rule::read(rule).map(|rule| rule.to_string());
        same(&case["normalized"], &json!(normalized), &case["rule"])?;
        let next = |today: &Value, dates: &Value| {
            let dates = serde_json::from_value(dates.clone()).unwrap();
            json!(task::next_occurrence(rule, day(today).unwrap(), dates))
        };
        for step in case["cases"].as_array().unwrap() {
            same(
                &step["next"],
                &next(&step["today"], &step["dates"]),
                &json!([rule, step]),
            )?;
        }
        for pair in case["chain"].as_array().unwrap_or(&Vec::new()).windows(2) {
            same(
                &pair[1],
                &next(&pair[0], &json!({ "due": pair[0] }))["due"],
                &json!([rule, pair]),
            )?;
        }
        Ok(())
    });
}

/// Relata's own mode reads every line that the plugin reads, and gives each back as it was.
#[test]
fn every_recorded_line_comes_back() {
    let given_back = |case: &Value| {
        let line = case["line"].as_str().unwrap();
        let read = task::parse(line, &ParseOptions::default());
        let missed = read.is_none() && case.get("expected").is_some_and(|task| !task.is_null());
        let changed = read.is_some_and(|task| task.line() != line);
        if missed || changed {
            Err(format!("missed {missed}, changed {changed}: {line:?}"))
        } else {
            Ok(())
        }
    };
    for file in [
        "parse-emoji.json",
        "parse-dataview.json",
        "parse-global-filter.json",
        "toggle.json",
        "urgency.json",
        "filename-dates.json",
    ] {
        compare(file, given_back);
    }
}

/// Relata's own toggle leaves the words, tags and owners of every recorded line alone.
#[test]
fn toggling_recorded_lines_leaves_their_text_alone() {
    let read = |line: &str| task::parse(line, &ParseOptions::default());
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    let options: ToggleOptions = serde_json::from_value(json!({ "today": "2025-06-10" })).unwrap();
    let left_alone = |case: &Value| {
        let line = case["line"].as_str().unwrap();
        let Some(before) = read(line) else { return Ok(()) };
        for toggled in task::toggle(line, &options).lines {
            let after = read(&toggled).ok_or_else(|| format!("{line:?} became {toggled:?}"))?;
            // Where a date is taken out, words on both sides of it may say something together.
            let unmarked = before.dates.done.is_none() && before.dates.cancelled.is_none();
            let same =
                words(&after.text) == words(&before.text) && after.tags == before.tags && after.owners == before.owners;
            if unmarked && !same {
                return Err(format!("{line:?} became {toggled:?}"));
            }
        }
        Ok(())
    };
    for file in ["parse-emoji.json", "parse-dataview.json", "toggle.json", "urgency.json"] {
        compare(file, left_alone);
    }
}

/// Relata's own toggle gives as many lines as the plugin, with the same status and dates, wherever the plugin's reading of the
/// line is Relata's too. Where the plugin writes `Invalid date` in place of what stood there, Relata keeps that.
#[test]
fn own_toggle_says_what_the_plugin_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let text = fs::read_to_string(folder.join("toggle.json")).unwrap_or_default();
    let recorded: Value = serde_json::from_str(&text).unwrap_or_default();
    compare("toggle.json", |case| {
        let statuses = &recorded["statusSets"][case["statuses"].as_str().unwrap()];
        let options = json!({
            "today": case["today"], "format": case["format"], "settings": case["settings"],
            "setStatusTo": case["setStatusTo"], "statuses": statuses,
        });
        let options: ToggleOptions = serde_json::from_value(options).unwrap();
        let line = case["line"].as_str().unwrap();
        let reading = ParseOptions {
            statuses: options.statuses.clone(),
            ..ParseOptions::default()
        };
        let strict = ParseOptions {
            statuses: options.statuses.clone(),
            ..strict(case)
        };
        let said = |task: task::Task| {
            json!([
                task.status_symbol,
                task.dates,
                task.recurrence,
                task.id,
                task.depends_on
            ])
        };
        let own = task::parse(line, &reading).map(said);
        let loses = case["output"].to_string().contains("Invalid date");
        if loses || own.is_none() || own != task::parse(line, &strict).map(said) {
            return Ok(());
        }
        let all = |lines: &[String]| {
            lines
                .iter()
                .map(|line| task::parse(line, &reading).map(said))
                .collect::<Vec<_>>()
        };
        let written: Vec<String> = serde_json::from_value(case["output"].clone()).unwrap();
        same(
            &json!(all(&written)),
            &json!(all(&task::toggle(line, &options).lines)),
            case,
        )
    });
}

#[test]
fn toggle() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    let text = fs::read_to_string(folder.join("toggle.json")).unwrap_or_default();
    let recorded: Value = serde_json::from_str(&text).unwrap_or_default();
    compare("toggle.json", |case| {
        let statuses = &recorded["statusSets"][case["statuses"].as_str().unwrap()];
        let options = json!({
            "today": case["today"], "format": case["format"], "settings": case["settings"],
            "setStatusTo": case["setStatusTo"], "statuses": statuses, "strict": true,
        });
        let options: ToggleOptions = serde_json::from_value(options).unwrap();
        let toggled = serde_json::to_value(task::toggle(case["line"].as_str().unwrap(), &options)).unwrap();
        same(&case["output"], &toggled["lines"], case)?;
        same(&case["isTask"], &toggled["isTask"], case)?;
        match case.get("cursor") {
            Some(cursor) => same(cursor, &toggled["cursor"], case),
            None => Ok(()),
        }
    });
}

#[test]
fn urgency() {
    compare("urgency.json", |case| {
        let today = day(&case["today"]).unwrap();
        let urgency = task::urgency(case["line"].as_str().unwrap(), today, &strict(case));
        let close = (urgency.unwrap() - case["urgency"].as_f64().unwrap()).abs() < 1e-9;
        if close {
            Ok(())
        } else {
            Err(format!("{case} actual {urgency:?}"))
        }
    });
}

#[test]
fn filename_dates() {
    compare("filename-dates.json", |case| {
        let options = NoteDateOptions {
            extra_format: case["extraFormat"].as_str().map(str::to_owned),
            only_folders: serde_json::from_value(case["onlyFolders"].clone()).unwrap(),
        };
        let date = task::note_date(case["path"].as_str().unwrap(), &options);
        same(&case["dateFromFileName"], &json!(date), &case["path"])?;
        let reading = ParseOptions {
            fallback_date: date,
            ..strict(case)
        };
        let read = task::parse_and_write(case["line"].as_str().unwrap(), &reading).unwrap();
        let scheduled = json!(read.task.dates.day(task::DateName::Scheduled));
        same(&case["scheduled"], &scheduled, case)?;
        same(
            &case["scheduledIsInferred"],
            &json!(read.task.scheduled_is_inferred),
            case,
        )?;
        same(&case["serialized"], &json!(read.serialized), case)
    });
}
