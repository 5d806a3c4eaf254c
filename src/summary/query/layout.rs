//! What to show of the tasks found, and how many.

use serde::Serialize;

use super::source::Words;

/// What to show of each task. Elements have the plugin's names, such as `due date` or `backlink`.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TaskLayout"))]
pub struct Layout {
    /// Elements to leave out.
    pub hidden: Vec<&'static str>,
    /// Elements to show that are not shown otherwise, such as `urgency` and `tree`.
    pub shown: Vec<&'static str>,
    /// Show the marks of fields without their values.
    pub short_mode: bool,
}

const ELEMENTS: [&str; 20] = [
    "backlink",
    "cancelled date",
    "created date",
    "depends on",
    "done date",
    "due date",
    "edit button",
    "id",
    "on completion",
    "owner",
    "postpone button",
    "priority",
    "recurrence rule",
    "scheduled date",
    "start date",
    "tags",
    "task count",
    "toolbar",
    "tree",
    "urgency",
];

impl Layout {
    /// Follows an instruction on layout; says whether it was one. The last word on an element counts.
    pub(super) fn instruction(&mut self, line: &str) -> bool {
        let words = Words::new(line);
        let element = |verb: &str| {
            let rest = Words::new(words.after(verb)?);
            ELEMENTS.into_iter().find(|element| rest.are(element))
        };
        if let Some(element) = element("hide") {
            self.shown.retain(|shown| *shown != element);
            add(&mut self.hidden, element);
        } else if let Some(element) = element("show") {
            self.hidden.retain(|hidden| *hidden != element);
            add(&mut self.shown, element);
        } else if words.are("short") || words.are("short mode") {
            self.short_mode = true;
        } else if words.are("full") || words.are("full mode") {
            self.short_mode = false;
        } else {
            return false;
        }
        true
    }
}

fn add(list: &mut Vec<&'static str>, element: &'static str) {
    if !list.contains(&element) {
        list.push(element);
    }
}

/// A limit on how many tasks are shown.
pub(super) struct Limit {
    pub(super) tasks: usize,
    /// Of each group, not of all.
    pub(super) of_groups: bool,
}

/// Reads `limit 10`, `limit to 10 tasks`, `limit groups to 10 tasks`.
pub(super) fn limit(line: &str) -> Option<Limit> {
    let rest = Words::new(line).after("limit")?;
    let groups = Words::new(rest).after("groups");
    let rest = groups.unwrap_or(rest);
    let rest = Words::new(rest).after("to").unwrap_or(rest);
    let (number, unit) = rest.split_once(char::is_whitespace).unwrap_or((rest, "tasks"));
    let unit = Words::new(unit);
    let counted = !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit());
    (counted && (unit.are("tasks") || unit.are("task"))).then(|| Limit {
        tasks: number.parse().unwrap_or(usize::MAX),
        of_groups: groups.is_some(),
    })
}
