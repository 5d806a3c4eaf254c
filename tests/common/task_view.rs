//! What the examples of `tests/spec/tasks-*.md` drive: options stand above the line they are for, one a line, as
//! `name = value` or as a word.

use std::cell::OnceCell;

use relata::note::Day;
use relata::note::task::{self, Format, ParseOptions, Task, ToggleOptions};
use relata::summary::query::{Query, QueryContext, QueryTask};
use serde_json::{Map, Value, json};

const TODAY: &str = "2025-06-10";

/// Reads a task line and writes it as JSON, with the codes of its diagnostics.
pub(crate) fn read(bytes: &[u8]) -> String {
    let (options, line) = parts(bytes);
    let options = ParseOptions {
        strict: options.contains_key("strict"),
        format: if options.contains_key("dataview") {
            Format::Dataview
        } else {
            Format::Emoji
        },
        owner_links: options.contains_key("ownerLinks"),
        ..ParseOptions::default()
    };
    let Some(parsed) = task::parse_and_write(line, &options) else {
        return "null".to_owned();
    };
    let mut view = serde_json::to_value(&parsed).unwrap();
    view["diagnostics"] = parsed.task.diagnostics.iter().map(|d| d.code).collect();
    view.to_string()
}

/// Toggles a line and writes the lines that take its place.
pub(crate) fn toggle(bytes: &[u8]) -> String {
    let (mut settings, line) = parts(bytes);
    let strict = settings.remove("strict").is_some();
    let status = settings.remove("setStatusTo");
    let options = json!({ "today": TODAY, "settings": settings, "setStatusTo": status, "strict": strict });
    let options: ToggleOptions = serde_json::from_value(options).unwrap();
    task::toggle(line, &options).lines.join("\n")
}

/// The dates after a rule, as JSON.
pub(crate) fn next_occurrence(bytes: &[u8]) -> String {
    let (mut dates, rule) = parts(bytes);
    let today = serde_json::from_value(dates.remove("today").unwrap()).unwrap();
    let dates = serde_json::from_value(Value::Object(dates)).unwrap();
    json!(task::next_occurrence(rule, today, dates)).to_string()
}

/// Paths, headings and lines of the tasks that queries are run on.
const TASKS: [(&str, Option<&str>, &str); 8] = [
    ("Work/Plan.md", None, "- [/] Draft the plan 🛫 2025-06-20"),
    (
        "Work/Plan.md",
        Some("Offers"),
        "- [ ] Send the offer @Dana Ruiz 📅 2025-06-10 ⏫",
    ),
    ("Work/Plan.md", Some("Offers"), "- [x] Call the bank ✅ 2025-06-02"),
    ("Home.md", None, "- [ ] Pay the rent @Me 📅 2025-06-30 #home #money"),
    ("Home.md", Some("Spring"), "- [ ] Mow the lawn ⛔ fence"),
    (
        "Home.md",
        Some("Summer"),
        "- [ ] Water the plants 🔁 every sunday ⏳ 2025-06-15",
    ),
    ("Home.md", None, "- [ ] Fix the fence 🆔 fence"),
    ("Home.md", None, "- [?] Buy paint @Bo Lind #home"),
];

/// Runs a query and writes the headings and texts of what it finds, its explanation before them.
pub(crate) fn query(bytes: &[u8]) -> String {
    let text = std::str::from_utf8(bytes).unwrap();
    let tasks = TASKS.map(|(.., line)| task::parse(line, &ParseOptions::default()).unwrap());
    let unknown = TASKS.map(|_| OnceCell::new());
    let place = |((task, concerns), (path, heading, _)): (_, (_, _, &str))| QueryTask {
        task,
        path,
        heading,
        line: 1,
        concerns,
    };
    let all: Vec<QueryTask<'_>> = tasks.iter().zip(&unknown).zip(TASKS).map(place).collect();
    let context = QueryContext {
        today: Day::parse(TODAY).unwrap(),
        path: Some("Home.md"),
        global_filter: "",
        global_query: "",
        presets: None,
    };
    match Query::parse(text, &context) {
        Ok(query) => found(&query, &all, &tasks),
        Err(error) => error.to_string(),
    }
}

fn found(query: &Query, all: &[QueryTask<'_>], tasks: &[Task]) -> String {
    let result = query.run(all);
    let explanation = result.explanation.unwrap_or_default();
    let mut lines: Vec<String> = explanation.lines().map(|line| format!("> {line}")).collect();
    for group in result.groups {
        lines.extend((!group.headings.is_empty()).then(|| format!("# {}", group.headings.join(" / "))));
        lines.extend(group.tasks.iter().map(|index| tasks[*index].text.clone()));
    }
    lines.join("\n")
}

/// The options and the last line.
fn parts(bytes: &[u8]) -> (Map<String, Value>, &str) {
    let text = std::str::from_utf8(bytes).unwrap();
    let (options, line) = text.rsplit_once('\n').unwrap_or(("", text));
    let option = |line: &str| {
        let (name, value) = line.split_once(" = ").unwrap_or((line, "true"));
        let value = value.parse::<bool>().map_or_else(|_| json!(value), |yes| json!(yes));
        (name.to_owned(), value)
    };
    (options.lines().map(option).collect(), line)
}
