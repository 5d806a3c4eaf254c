//! Task queries, and the tasks of all notes kept for them.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::Serialize;

use super::finding::{Finding, Places};
use super::{Engine, invalid};
use crate::error::{Code, Error};
use crate::lookup;
use crate::note::Day;
use crate::note::task::{self, Format, Statuses, Task, ToggleSettings};
use crate::relation::Records;
use crate::summary::query::{Concerns, Dependencies, Query, QueryContext, QueryError, QueryTask, TaskQuery};
use crate::summary::{AllTasks, FoundTasks, TaskCopies, View, task_copies, task_list};
use crate::text::{Diagnostic, Severity, Span};

/// The tasks of notes, read when a query first asks for them and dropped when their note changes.
#[derive(Debug, Default)]
pub(super) struct TaskCache {
    notes: BTreeMap<String, Vec<Kept>>,
    /// The day for which it is known whom tasks concern; `None` since a note changed.
    day: Option<Day>,
    /// Which of them are copies; `None` since a note changed.
    copies: Option<TaskCopies>,
}

#[derive(Debug)]
struct Kept {
    task: Task,
    concerns: OnceCell<Box<Concerns>>,
}

impl TaskCache {
    /// Drops the tasks of one note.
    pub(super) fn forget(&mut self, path: &str) {
        self.notes.remove(path);
        self.copies = None;
    }

    /// Drops the tasks of all notes.
    pub(super) fn clear(&mut self) {
        self.notes.clear();
        self.copies = None;
    }

    /// Drops whom tasks concern, and which are copies.
    pub(super) fn forget_concerns(&mut self) {
        self.day = None;
        self.copies = None;
    }

    /// Drops whom tasks concern unless it is known for the day, and the tasks of notes that are gone.
    fn freshen(&mut self, day: Day, records: &Records) {
        if self.day.replace(day) != Some(day) {
            self.notes.retain(|path, _| records.contains_key(path));
            let all = self.notes.values_mut().flatten();
            all.for_each(|kept| drop(kept.concerns.take()));
        }
    }

    fn all<'a>(&'a self, records: &'a Records) -> Vec<QueryTask<'a>> {
        let notes = self
            .notes
            .iter()
            .filter_map(|(path, kept)| Some((path, kept, records.get(path)?)));
        let tasks = notes.flat_map(|(path, kept, record)| {
            kept.iter().zip(&record.tasks).map(|(kept, at)| QueryTask {
                task: &kept.task,
                path,
                heading: at.heading.as_deref(),
                line: at.number,
                concerns: &kept.concerns,
            })
        });
        tasks.collect()
    }
}

/// What the vault says of task lines, in the form that toggling takes.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskSettings {
    /// How fields are written.
    pub format: Format,
    /// Only lines with this text are tasks; empty for all.
    pub global_filter: String,
    /// The statuses, Relata's own among them.
    pub statuses: Statuses,
    /// What toggling writes.
    pub settings: ToggleSettings,
}

impl Engine {
    /// The tasks that a query finds on a day.
    ///
    /// # Errors
    /// `invalid-query` for the first line of [`TaskQuery::query`] that cannot be run, `invalid-options` for another part;
    /// `unknown-name` and `ambiguous-name` for [`TaskQuery::entity`].
    pub fn tasks(&mut self, query: &TaskQuery, as_of: Day) -> Result<FoundTasks, Error> {
        let lists_copies = query.lists_copies();
        self.with_tasks(query, as_of, |view, query, all| {
            task_list(view, query, all, lists_copies)
        })
    }

    /// Gives a query that was read, and all tasks, to `run`.
    pub(super) fn with_tasks<T>(
        &mut self,
        query: &TaskQuery,
        as_of: Day,
        run: impl FnOnce(&View<'_>, &Query, AllTasks<'_>) -> T,
    ) -> Result<T, Error> {
        let entity = query
            .entity
            .as_ref()
            .map(|name| self.entity_name(name, as_of))
            .transpose()?;
        let query = TaskQuery {
            entity,
            ..query.clone()
        };
        let context = QueryContext {
            today: as_of,
            path: query.note.as_deref(),
            global_filter: &self.schema.tasks.global_filter,
            global_query: &self.plugin.global_query,
            presets: Some(&self.plugin.presets),
        };
        let mut query = query.read(&context).map_err(refused)?;
        let entities = &self.relations().entities;
        query.look_up(&|name| {
            let id = lookup::find(entities, name).ok()?;
            entities.get(id).map(|entity| entity.name.to_string())
        });
        self.read_tasks();
        self.tasks.freshen(as_of, &self.records);
        // Lent to the query, as a view borrows the engine.
        let mut kept = std::mem::take(&mut self.tasks);
        let known = kept.copies.take();
        let view = self.view(as_of);
        let tasks = kept.all(view.records);
        let copies = known.unwrap_or_else(|| task_copies(view.relations, view.records, view.schema, &tasks));
        let all = AllTasks {
            tasks: &tasks,
            copies: &copies,
        };
        let found = run(&view, &query, all);
        kept.copies = Some(copies);
        self.tasks = kept;
        Ok(found)
    }

    /// Gives all tasks, and which of them are copies, to `run`.
    pub(super) fn with_copies<T>(&mut self, run: impl FnOnce(&Self, AllTasks<'_>) -> T) -> T {
        self.read_tasks();
        self.relations();
        let mut kept = std::mem::take(&mut self.tasks);
        let known = kept.copies.take();
        let tasks = kept.all(&self.records);
        let find = || {
            self.relations
                .as_ref()
                .map(|relations| task_copies(relations, &self.records, &self.schema, &tasks))
        };
        let copies = known.or_else(find).unwrap_or_default();
        let all = AllTasks {
            tasks: &tasks,
            copies: &copies,
        };
        let found = run(self, all);
        kept.copies = Some(copies);
        self.tasks = kept;
        found
    }

    /// The settings of the Tasks plugin that bear on reading and toggling task lines; its defaults where the vault has none.
    pub fn task_settings(&self) -> TaskSettings {
        TaskSettings {
            format: self.plugin.format(),
            global_filter: self.plugin.global_filter.clone(),
            statuses: self.schema.tasks.statuses.clone().unwrap_or_default(),
            settings: self.plugin.toggle_settings(),
        }
    }

    /// The name of the entity that someone means.
    fn entity_name(&mut self, name: &str, as_of: Day) -> Result<String, Error> {
        let view = self.view(as_of);
        let id = lookup::find(&view.relations.entities, name).map_err(|miss| miss.into_error(name))?;
        let entity = view.relations.entities.get(id);
        Ok(entity.map(|entity| entity.name.to_string()).unwrap_or_default())
    }

    /// What is odd in tasks, in one note or in all: fields that cannot be read, tasks that wait for themselves.
    pub(super) fn task_findings(&mut self, path: Option<&str>) -> Vec<Finding> {
        self.read_tasks();
        let asked = |at: &str| path.is_none_or(|path| path == at);
        let all = self.tasks.all(&self.records);
        let linked = |at: &&QueryTask<'_>| !at.task.depends_on.is_empty() || !at.task.id.is_empty();
        let waiting: Vec<&QueryTask<'_>> = all.iter().filter(linked).collect();
        let tasks: Vec<&Task> = waiting.iter().map(|at| at.task).collect();
        let cyclic = Dependencies::in_cycles(&tasks).into_iter();
        let cyclic = cyclic.filter_map(|index| waiting.get(index).map(|at| (*at, cycle(at.task))));
        let unread = all.iter().flat_map(|at| at.task.odd().map(move |found| (at, found)));
        let found = cyclic.chain(unread).filter(|(at, _)| asked(at.path));
        let mut places: Option<Places> = None;
        let placed = found.filter_map(|(at, mut found)| {
            if places.as_ref().is_none_or(|places| places.path != at.path) {
                places = Some(Places::new(at.path, self.vault.note(at.path)?));
            }
            let places = places.as_mut()?;
            // A place on the task's line becomes one in its note.
            let start = places.note.line_starts.get(at.line.checked_sub(1)? as usize)?;
            found.span = Span {
                start: start + found.span.start,
                end: start + found.span.end,
            };
            Some(places.find(&found))
        });
        placed.collect()
    }

    /// Reads the tasks of the notes that changed.
    fn read_tasks(&mut self) {
        self.read_pending();
        self.read_tasks_ahead(usize::MAX);
    }

    /// Reads the tasks of up to `most` notes that were read and have some; whether there are more. See
    /// [`Engine::read_ahead`].
    pub fn read_tasks_ahead(&mut self, most: usize) -> bool {
        let mut options = self.schema.tasks.clone();
        let mut left = most;
        for (path, record) in self.records.iter().filter(|(_, record)| !record.tasks.is_empty()) {
            if self.tasks.notes.contains_key(path) {
                continue;
            }
            let Some(rest) = left.checked_sub(1) else { return true };
            left = rest;
            let text = self.vault.text(path).unwrap_or("");
            options.fallback_date = self.plugin.note_day(path);
            let lines = record.tasks.iter().map(|at| at.line.of(text));
            let tasks = lines.filter_map(|line| task::parse(line, &options));
            let kept = tasks.map(|task| Kept {
                task,
                concerns: OnceCell::new(),
            });
            self.tasks.notes.insert(path.to_owned(), kept.collect());
            self.tasks.copies = None;
        }
        false
    }
}

/// The finding for a task that waits for itself; placed on its text.
fn cycle(task: &Task) -> Diagnostic {
    Diagnostic {
        code: "task-dependency-cycle",
        severity: Severity::Warning,
        message: format!(
            "this task waits for itself: it depends on {}, which in the end depends on it",
            task.depends_on.join(", ")
        ),
        span: Span::new(task.indentation.len(), task.indentation.len()),
    }
}

fn refused(error: QueryError) -> Error {
    match error.line {
        0 => invalid(error.to_string()),
        _ => Error {
            code: Code::InvalidQuery,
            message: error.to_string(),
            candidates: Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use crate::summary::query::Keys;

    fn engine(notes: &[(&str, &str)]) -> Engine {
        let mut engine = Engine::new(&Options {
            schema: Some("self: [Ada Quill]".to_owned()),
            ..Options::default()
        })
        .unwrap();
        for (path, text) in notes {
            engine.set(path, text.as_bytes()).unwrap();
        }
        engine
    }

    const NOTES: [(&str, &str); 5] = [
        (
            "Customers/Plover.md",
            "---\ntype: customer\n---\n# Plover\n## Next Steps\n- [ ] Renew the contract @Me 📅 2026-10-01 🆔 renew\n",
        ),
        (
            "People/Dana Ruiz.md",
            "---\ntype: person\naliases: [Dana]\ncompany: Plover\n---\n# Dana Ruiz\n",
        ),
        (
            "Meetings/2026-09-30 Plover.md",
            "---\ntype: customer\naccount: Plover\ndate: 2026-09-30\nparticipants: [Dana Ruiz, Ada Quill]\n---\n# Call\n\
             - [ ] Send the figures @Dana 📅 2026-10-05 ⛔ renew\n- [?] Visit the depot @Ada Quill\n- [x] Book a room @TBD ✅ 2026-09-29\n",
        ),
        ("Home.md", "- [ ] Thank [[Dana Ruiz]] 🔁 every week 📅 2026-10-09\n"),
        ("Loose.md", "nothing to do\n"),
    ];

    fn day() -> Day {
        Day::parse("2026-10-06").unwrap()
    }

    fn texts(found: &FoundTasks) -> Vec<&str> {
        found.tasks.iter().map(|task| task.task.text.as_str()).collect()
    }

    fn query(text: &str) -> TaskQuery {
        TaskQuery {
            query: Some(text.to_owned()),
            ..TaskQuery::default()
        }
    }

    #[test]
    fn tasks_know_their_place_and_whom_they_concern() {
        let mut engine = engine(&NOTES);
        let found = engine.tasks(&query("not done\nsort by due"), day()).unwrap();
        assert_eq!(
            texts(&found),
            [
                "Renew the contract",
                "Send the figures",
                "Thank [[Dana Ruiz]]",
                "Visit the depot"
            ]
        );
        assert_eq!(
            (found.groups[0].tasks.as_slice(), found.proposed[0].tasks.as_slice()),
            (&[0, 1, 2][..], &[3][..])
        );
        let [renew, send, thank, visit] = found.tasks.as_slice() else {
            panic!()
        };
        assert_eq!(
            (renew.line, renew.heading.as_deref(), renew.overdue_days),
            (6, Some("Next Steps"), Some(5))
        );
        assert_eq!(
            (renew.is_blocking, renew.is_blocked, send.is_blocked),
            (true, false, true)
        );
        assert_eq!(renew.entities, ["Plover"]);
        let owner = &renew.owner_entities[0];
        assert_eq!(
            (owner.name.as_str(), owner.entity.as_deref(), owner.is_self),
            ("Me", Some("Ada Quill"), true)
        );
        let owner = &send.owner_entities[0];
        assert_eq!(
            (owner.name.as_str(), owner.entity.as_deref(), owner.company.as_deref()),
            ("Dana", Some("Dana Ruiz"), Some("Plover"))
        );
        assert_eq!(send.entities, ["Dana Ruiz", "Plover"]);
        assert_eq!(
            (thank.overdue_days, thank.entities.as_slice()),
            (None, &["Dana Ruiz".to_owned()][..])
        );
        assert!(visit.owner_entities[0].is_self && visit.task.proposed);
        assert!(send.markdown.starts_with("- [ ] Send"));
    }

    #[test]
    fn owners_and_entities_are_found_by_any_of_their_names() {
        let mut engine = engine(&NOTES);
        let mut by = |query: TaskQuery| {
            let found = engine.tasks(&query, day()).unwrap();
            texts(&found).into_iter().map(str::to_owned).collect::<Vec<_>>()
        };
        let owner = |name: &str| TaskQuery {
            owner: Some(name.to_owned()),
            ..TaskQuery::default()
        };
        assert_eq!(by(owner("dana ruiz")), ["Send the figures"]);
        assert_eq!(by(owner("Plover")), ["Send the figures"]);
        assert_eq!(by(owner("me")), ["Renew the contract", "Visit the depot"]);
        assert_eq!(by(owner("none")).len(), 2);
        let entity = |name: &str| TaskQuery {
            entity: Some(name.to_owned()),
            sort: Some(Keys::One("path".to_owned())),
            ..TaskQuery::default()
        };
        assert_eq!(by(entity("Dana")), ["Thank [[Dana Ruiz]]", "Send the figures"]);
        assert_eq!(by(entity("plover")).len(), 4);
    }

    #[test]
    fn a_change_is_seen_at_once() {
        let mut engine = engine(&NOTES);
        let count = |engine: &mut Engine, text: &str| engine.tasks(&query(text), day()).unwrap().total;
        assert_eq!(
            (count(&mut engine, ""), count(&mut engine, "owner is dana ruiz")),
            (5, 1)
        );
        engine.set("Loose.md", b"- [ ] call @Dana").unwrap();
        assert_eq!(
            (count(&mut engine, ""), count(&mut engine, "owner is dana ruiz")),
            (6, 2)
        );
        engine
            .set("People/Dana Ruiz.md", b"---\ntype: person\n---\n# Dana Ruiz\n")
            .unwrap();
        assert_eq!(count(&mut engine, "owner is dana ruiz"), 0);
        engine.rename("Loose.md", "Later/Loose.md").unwrap();
        assert_eq!(count(&mut engine, "path includes later"), 1);
        engine.delete("Home.md");
        assert_eq!(count(&mut engine, ""), 5);
    }

    #[test]
    fn the_plugins_global_query_and_presets_hold_for_query_texts() {
        let mut engine = engine(&NOTES);
        let settings = br#"{"globalQuery": "not done\nsort by due", "presets": {"hers": "owner is dana ruiz"}}"#;
        engine.set(task::SETTINGS_PATH, settings).unwrap();
        let mut count = |text: &str| engine.tasks(&query(text), day()).unwrap().total;
        assert_eq!(
            (count(""), count("ignore global query"), count("preset hers")),
            (4, 5, 1)
        );
        assert_eq!(engine.tasks(&TaskQuery::default(), day()).unwrap().total, 5);
    }

    #[test]
    fn what_cannot_be_asked_is_refused() {
        let mut engine = engine(&NOTES);
        let mut refused = |query: TaskQuery| {
            let error = engine.tasks(&query, day()).unwrap_err();
            (error.code, error.message)
        };
        let (code, message) = refused(query("not done\nfilter by function true"));
        assert_eq!(code, Code::InvalidQuery);
        assert!(
            message.starts_with("line 2: ") && message.contains("not supported"),
            "{message}"
        );
        let sort = TaskQuery {
            sort: Some(Keys::One("mood".to_owned())),
            ..TaskQuery::default()
        };
        assert_eq!(refused(sort).0, Code::InvalidOptions);
        let entity = TaskQuery {
            entity: Some("Dena Ruiz".to_owned()),
            ..TaskQuery::default()
        };
        assert_eq!(refused(entity).0, Code::UnknownName);
    }

    #[test]
    fn dates_that_do_not_exist_and_circles_are_reported() {
        let mut engine = engine(&[
            ("a.md", "# A\n\n> - [ ] é one 📅 2025-02-30 🆔 a ⛔ b\n- [ ] two ⛔ a\n"),
            ("b.md", "- [ ] three 🆔 b ⛔ a\n- [ ] four 🔁 sometimes\n"),
        ]);
        let found = |engine: &mut Engine, path: Option<&str>| {
            let found = engine.diagnostics(path).into_iter();
            found
                .map(|f| format!("{}:{}:{} {}", f.path, f.line, f.column, f.code))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            found(&mut engine, None),
            [
                "a.md:3:3 task-dependency-cycle",
                "a.md:3:15 task-date-invalid",
                "b.md:1:1 task-dependency-cycle",
                "b.md:2:12 task-recurrence-unreadable"
            ]
        );
        assert_eq!(found(&mut engine, Some("b.md")).len(), 2);
        engine.set("b.md", b"- [ ] three \xf0\x9f\x86\x94 b\n").unwrap();
        assert_eq!(found(&mut engine, None), ["a.md:3:15 task-date-invalid"]);
    }
}
