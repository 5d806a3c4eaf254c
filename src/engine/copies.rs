//! Copies of tasks in the notes of entities: where a copy and its original say otherwise, and what brings them together.

use std::collections::BTreeSet;

use serde::Serialize;

use super::finding::{Finding, Places};
use super::{Engine, invalid, normal};
use crate::error::Error;
use crate::note::Day;
use crate::note::task::{self, ToggleOptions};
use crate::order::Order;
use crate::summary::query::QueryTask;
use crate::summary::{AllTasks, CopyState, DoneInCopy, Source, Summary, closed_on};
use crate::text::{Diagnostic, Severity, Span};

/// A line of a task that is to change. It is for the caller to write.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TaskEdit {
    /// Vault-relative path of its note.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The line as the vault has it, without its line end.
    pub before: String,
    /// The lines that take its place; none where it goes.
    pub after: Vec<String>,
}

/// A task that is done in a copy and still open where it stands, as it is once it is done there too.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SettledTask {
    /// What changes where it stands.
    #[serde(flatten)]
    pub edit: TaskEdit,
    /// The copy that says so.
    pub copy: Source,
}

impl Engine {
    /// Toggles the task on a line of a note, or sets its status, on a day: the line that changes, and then those of its
    /// copies, or of what it is a copy of. Nothing is stored: the caller writes the notes and then sets them.
    ///
    /// # Errors
    /// `invalid-path`; `invalid-options` when no task stands on that line.
    pub fn toggle_task(
        &mut self,
        path: &str,
        line: u32,
        status: Option<&str>,
        today: Day,
    ) -> Result<Vec<TaskEdit>, Error> {
        let path = normal(path)?;
        let mut options = self.toggling(today);
        options.set_status_to = status.map(str::to_owned);
        self.with_copies(|engine, all| {
            let index = all.tasks.binary_search_by(|at| (at.path, at.line).cmp(&(&path, line)));
            let index = index.map_err(|_| invalid(format!("there is no task on line {line} of {path}")))?;
            let symbol = engine
                .line_of(all, index)
                .and_then(|(_, before)| task::next_symbol(before, &options));
            let first = engine.toggled(all, index, &options);
            options.set_status_to = symbol;
            let others = beside(all, index).into_iter();
            let others = others.filter_map(|index| engine.toggled(all, index, &options));
            Ok(first.into_iter().chain(others).collect())
        })
    }

    /// The tasks that are done or given up in a copy and still open where they stand, with what makes them so there too: the
    /// copy's status, on the day that the copy names, else on `today`. Nothing is stored: the caller writes the notes and then
    /// sets them.
    pub fn settle_tasks(&mut self, today: Day) -> Vec<SettledTask> {
        let mut options = self.toggling(today);
        self.with_copies(|engine, all| {
            let mut done = BTreeSet::new();
            let mut settled = Vec::new();
            for (copy, index) in ticked(all).filter(|(_, index)| done.insert(*index)) {
                options.today = closed_on(copy.task).unwrap_or(today);
                options.set_status_to = Some(copy.task.status_symbol.to_string());
                settled.extend(engine.toggled(all, index, &options).map(|edit| SettledTask {
                    edit,
                    copy: copy.source(),
                }));
            }
            settled.order_by(|a, b| (&a.edit.path, a.edit.line).cmp(&(&b.edit.path, b.edit.line)));
            settled
        })
    }

    /// Which open tasks of the vault's owner and of the entity of a summary were done in a copy by its day, though not where
    /// they stand.
    pub(super) fn done_in_copies(&mut self, summary: &Summary) -> Vec<DoneInCopy> {
        let agreed = summary.open_tasks.i_owe.iter().chain(&summary.open_tasks.they_owe);
        let mut open: BTreeSet<Source> = agreed.map(|task| task.source.clone()).collect();
        if open.is_empty() {
            return Vec::new();
        }
        self.with_copies(|_, all| {
            let by_then = |copy: &QueryTask| closed_on(copy.task).is_none_or(|day| day <= summary.as_of);
            let copies = ticked(all).filter(|(copy, _)| by_then(copy));
            let done = copies.filter_map(|(copy, original)| {
                let source = open.take(&all.tasks.get(original)?.source())?;
                let copy = copy.source();
                Some(DoneInCopy { source, copy })
            });
            done.collect()
        })
    }

    /// Tasks that say otherwise in a copy than where they stand, in one note or in all. What bringing the note up to date
    /// sets right is said there.
    pub(super) fn copy_findings(&mut self, path: Option<&str>) -> Vec<Finding> {
        self.with_copies(|engine, all| {
            let ticked = ticked(all).map(|(copy, index)| (copy, index, true));
            let doubtful = all.copies.doubtful().iter();
            let doubtful = doubtful.filter_map(|(copy, index)| Some((all.tasks.get(*copy)?, *index, false)));
            let mut findings = Vec::new();
            for (copy, original, is_ticked) in ticked.chain(doubtful) {
                let note = engine
                    .vault
                    .note(copy.path)
                    .filter(|_| path.is_none_or(|path| path == copy.path));
                let (Some(note), Some(original)) = (note, all.tasks.get(original)) else {
                    continue;
                };
                let start = (copy.line as usize)
                    .checked_sub(1)
                    .and_then(|line| note.line_starts.get(line));
                let at = start.map_or(0, |start| *start as usize + copy.task.indentation.len());
                let found = differs(original, is_ticked, Span::new(at, at));
                findings.push(Places::new(copy.path, note).find(&found));
            }
            findings
        })
    }

    fn toggling(&self, today: Day) -> ToggleOptions {
        let settings = self.task_settings();
        ToggleOptions {
            today,
            format: settings.format,
            statuses: Some(settings.statuses),
            settings: settings.settings,
            set_status_to: None,
            global_filter: settings.global_filter,
            strict: false,
        }
    }

    /// The line of a task with its number.
    fn line_of<'e>(&'e self, all: AllTasks<'_>, index: usize) -> Option<(u32, &'e str)> {
        let at = all.tasks.get(index)?;
        let tasks = &self.records.get(at.path)?.tasks;
        let place = tasks.binary_search_by_key(&at.line, |task| task.number).ok()?;
        let line = tasks.get(place)?.line.of(self.vault.text(at.path)?);
        Some((at.line, line))
    }

    /// What toggling a task changes.
    fn toggled(&self, all: AllTasks<'_>, index: usize, options: &ToggleOptions) -> Option<TaskEdit> {
        let (line, before) = self.line_of(all, index)?;
        let after = task::toggle(before, options).lines;
        let changes = after.len() != 1 || after.first().is_some_and(|line| line != before);
        changes.then(|| TaskEdit {
            path: all.tasks.get(index).map_or("", |at| at.path).to_owned(),
            line,
            before: before.to_owned(),
            after,
        })
    }
}

/// The other lines of a task: its copies, or what it is a copy of, and all that are one with these.
fn beside(all: AllTasks<'_>, index: usize) -> BTreeSet<usize> {
    /// A copy leads to its task, that to its other copies, these to what else they stand for.
    const STEPS: usize = 3;
    let mut one = BTreeSet::from([index]);
    for _ in 0..STEPS {
        for (copy, copied) in all.copies.iter() {
            let lines = || copied.originals.iter().copied().chain([copy]);
            if lines().any(|line| one.contains(&line)) {
                one.extend(lines());
            }
        }
    }
    one.remove(&index);
    one
}

/// Copies that are done, each with what it was copied from and is not.
fn ticked<'t>(all: AllTasks<'t>) -> impl Iterator<Item = (&'t QueryTask<'t>, usize)> {
    let copies = all
        .copies
        .iter()
        .filter(|(_, copied)| copied.state == CopyState::Ticked);
    let pairs = copies.flat_map(|(copy, copied)| copied.originals.iter().map(move |original| (copy, *original)));
    pairs.filter_map(move |(copy, original)| Some((all.tasks.get(copy)?, original)))
}

/// The finding for a task that says otherwise than what it is, or may be, a copy of.
fn differs(original: &QueryTask<'_>, is_ticked: bool, span: Span) -> Diagnostic {
    let place = format!("{}:{}", original.path, original.line);
    let (code, message) = match is_ticked {
        true => (
            "task-done-in-copy",
            format!("this copy is done, but the task is still open in {place}"),
        ),
        false => (
            "task-done-elsewhere",
            format!("a task of these words is done in {place}; if this is a copy of it, it is done too"),
        ),
    };
    Diagnostic {
        code,
        severity: Severity::Warning,
        message,
        span,
    }
}

#[cfg(test)]
mod tests {
    use super::super::engine;
    use super::*;

    fn day() -> Day {
        Day::parse("2026-06-30").unwrap()
    }

    const MEETING: &str = "Meetings/2026-06-10 Call.md";
    const OPEN: &str = "---\ntype: customer\naccount: Acme\nparticipants: [Lee Orr]\n---\n- [ ] Send the deck @Kim Lund 📅 2026-07-10\n";
    const ACME: &str = "---\ntype: customer\n---\n# Acme\n## Open Tasks\n- [ ] Send the deck @Kim Lund 📅 2026-07-10\n";

    #[test]
    fn a_tick_in_a_meeting_is_seen_at_once_by_all_whom_its_copies_concern() {
        let people = [
            ("People/Kim Lund.md", "---\ntype: person\n---\n"),
            ("Customers/Acme.md", ACME),
        ];
        let mut engine = engine(&people);
        engine.set(MEETING, OPEN.as_bytes()).unwrap();
        let counts = |engine: &mut Engine| {
            let open = |engine: &mut Engine, name| engine.summary(name, day()).unwrap().open_tasks.they_owe.len();
            let listed = engine.tasks(&serde_json::from_str(r#"{"status": "open"}"#).unwrap(), day());
            (
                open(engine, "Kim Lund"),
                engine.summary("Acme", day()).unwrap().open_tasks.others.len(),
                listed.unwrap().total,
            )
        };
        assert_eq!(counts(&mut engine), (1, 1, 1));
        for (mark, left) in [("[x]", 0), ("[ ]", 1), ("[-]", 0)] {
            engine.set(MEETING, OPEN.replace("[ ]", mark).as_bytes()).unwrap();
            assert_eq!(counts(&mut engine), (left, left, left), "{mark}");
        }
        engine.delete(MEETING);
        assert_eq!(counts(&mut engine), (1, 1, 1), "what was copied is all that is left");
    }

    #[test]
    fn many_lines_of_the_same_words_take_no_longer_than_they_are_long() {
        let many = |head: &str, mark: &str| {
            format!(
                "{head}{}",
                format!("- [{mark}] Send the deck 📅 2026-07-10\n").repeat(3000)
            )
        };
        let head = OPEN.split("- [").next().unwrap();
        for (own, other) in [("x", " "), (" ", "x"), (" ", " ")] {
            let texts = [
                many(&ACME.replace("- [ ] Send the deck @Kim Lund 📅 2026-07-10\n", ""), own),
                many(head, other),
            ];
            let mut engine = engine(&[("Customers/Acme.md", &texts[0]), (MEETING, &texts[1])]);
            let found = engine.tasks(&Default::default(), day()).unwrap();
            assert_eq!(found.total, 3000);
            assert!(engine.settle_tasks(day()).len() <= 16);
            assert!(engine.toggle_task(MEETING, 6, None, day()).unwrap().len() <= 3016);
            assert_eq!(
                engine.summary("Acme", day()).unwrap().open_tasks.others.len(),
                usize::from(other == " ")
            );
        }
    }
}
