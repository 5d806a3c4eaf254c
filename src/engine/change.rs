//! What a change of the vault touches, for those who show it.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Engine;
use crate::order::{self, Order as _};
use crate::relation::Record;
use crate::vault::Edit;

/// What a change of one file touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Paths of the notes (and other files) that were set, deleted or moved, sorted; empty when nothing changed.
    pub notes: Vec<String>,
    /// Names of the entities whose summaries may have changed, sorted. Until something is first asked of the vault, those
    /// that the notes themselves name.
    pub entities: Vec<String>,
    /// Paths of the other notes of which a link now leads elsewhere, sorted.
    pub resolved: Vec<String>,
    /// Tasks that came and went, by path and line; one that was edited did both, one that only moved neither.
    pub tasks: Vec<ChangedTask>,
}

/// A task that came or went.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ChangedTask {
    /// Path of its note.
    pub path: String,
    /// Line from 1, as editors count; for one that went, as it was.
    pub line: u32,
    /// Whether it came or went.
    pub change: Came,
    /// Its line, without the spaces around it.
    pub text: String,
}

/// Whether a task came or went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TaskChange"))]
#[serde(rename_all = "kebab-case")]
pub enum Came {
    /// It was there and is not any more.
    Removed,
    /// It is new.
    Added,
}

/// What moving a file touched, and what is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Renamed {
    /// As in a `Change`.
    pub notes: Vec<String>,
    /// As in a `Change`.
    pub entities: Vec<String>,
    /// As in a `Change`.
    pub resolved: Vec<String>,
    /// As in a `Change`.
    pub tasks: Vec<ChangedTask>,
    /// Edits that keep links leading where they led, by path and place. They are for the caller to write: the vault
    /// itself has them once the notes are set again.
    pub edits: Vec<Edit>,
}

impl Renamed {
    pub(super) fn new(change: Change, edits: Vec<Edit>) -> Self {
        Self {
            notes: change.notes,
            entities: change.entities,
            resolved: change.resolved,
            tasks: change.tasks,
            edits,
        }
    }
}

/// Path, line from 1, text of a task.
type TaskLine = (String, u32, String);
/// Tasks of a note before or after a change.
pub(super) type TaskLines = Vec<TaskLine>;

impl Engine {
    /// The tasks of the note at `path`.
    pub(super) fn task_lines(&self, path: &str) -> TaskLines {
        let (Some(record), Some(text)) = (self.records.get(path), self.vault.text(path)) else {
            return TaskLines::new();
        };
        let tasks = record.tasks.iter().filter_map(|task| {
            let place = self.vault.position(path, task.line.start)?;
            Some((path.to_owned(), place.line + 1, task.line.of(text).trim().to_owned()))
        });
        tasks.collect()
    }
}

/// The tasks that are in one of both alone.
pub(super) fn changed_tasks(before: TaskLines, after: TaskLines) -> Vec<ChangedTask> {
    let mut gone: BTreeMap<(&str, &str), Vec<&TaskLine>> = BTreeMap::new();
    for task in before.iter().rev() {
        gone.entry((&task.0, &task.2)).or_default().push(task);
    }
    let mut changed = Vec::new();
    for task in &after {
        let same = gone.get_mut(&(task.0.as_str(), task.2.as_str())).and_then(Vec::pop);
        if same.is_none() {
            changed.push(changed_task(task, Came::Added));
        }
    }
    changed.extend(
        gone.into_values()
            .flatten()
            .map(|task| changed_task(task, Came::Removed)),
    );
    changed.order();
    changed
}

fn changed_task((path, line, text): &TaskLine, change: Came) -> ChangedTask {
    ChangedTask {
        path: path.clone(),
        line: *line,
        change,
        text: text.clone(),
    }
}

/// The entities that records name, sorted.
pub(super) fn entities_of<'r>(records: impl IntoIterator<Item = &'r Record>) -> Vec<String> {
    let named = records.into_iter().flat_map(Record::names);
    order::set(named).into_iter().map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    fn tasks(change: &[ChangedTask]) -> Vec<(u32, Came, &str)> {
        change
            .iter()
            .map(|task| (task.line, task.change, task.text.as_str()))
            .collect()
    }

    #[test]
    fn tasks_come_and_go() {
        use Came::{Added, Removed};
        let mut engine = Engine::new(&Options::default()).unwrap();
        let first = engine.set("a.md", b"- [ ] one\n- [ ] two\n- [ ] two\n").unwrap();
        assert_eq!(first.tasks.len(), 3);
        let change = engine.set("a.md", b"# New\n- [x] one\n- [ ] two\n").unwrap();
        let expected = [
            (2, Added, "- [x] one"),
            (1, Removed, "- [ ] one"),
            (3, Removed, "- [ ] two"),
        ];
        let mut found = tasks(&change.tasks);
        found.sort_by_key(|task| std::cmp::Reverse(task.1));
        assert_eq!(found, expected);
        assert!(
            engine
                .set("a.md", b"\n# New\n- [x] one\n- [ ] two\n")
                .unwrap()
                .tasks
                .is_empty()
        );
        assert_eq!(
            engine.set("a.md", b"\n# New\n- [x] one\n- [ ] two\n").unwrap(),
            Change::default()
        );
        assert_eq!(
            tasks(&engine.delete("a.md").tasks),
            [(3, Removed, "- [x] one"), (4, Removed, "- [ ] two")]
        );
    }
}
