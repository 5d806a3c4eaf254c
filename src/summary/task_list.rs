//! Tasks that a query found, with what the vault knows of each.

use std::collections::HashMap;

use serde::Serialize;

use super::query::{Concerns, Dependencies, Layout, OwnerEntity, Query, QueryTask, TaskGroup};
use super::shape::Source;
use super::task_copy::TaskCopies;
use super::view::View;
use crate::note::Day;
use crate::note::task::{DateName, OwnerKind, Task};
use crate::relation::{EntityId, TaskRef};

/// A task that a query found. Its own fields stand beside those of its place.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundTask {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// Vault-relative path of its note.
    pub path: String,
    /// Its line, from 1.
    pub line: u32,
    /// The heading it stands under.
    pub heading: Option<String>,
    /// The line as it stands in the note.
    pub markdown: String,
    /// Who is to do it, one for each owner that stands for somebody, as the vault knows them.
    pub owner_entities: Vec<OwnerEntity>,
    /// Names of the entities that it is about: its owners, those it names or links, whom its note is about, and those whose
    /// notes hold a copy of it. The vault's owner is none of them.
    pub entities: Vec<String>,
    /// How many days it is past its due date; `None` when it is not, or nothing is left to do.
    pub overdue_days: Option<i32>,
    /// How urgent it is by the Tasks plugin's formula, to five decimals.
    pub urgency: f64,
    /// Whether it waits for another task.
    pub is_blocked: bool,
    /// Whether another task waits for it.
    pub is_blocking: bool,
    /// Where notes of entities, and other notes of its interaction, hold a copy of it.
    pub copies: Vec<TaskCopy>,
    /// Where the task stands that this one is a copy of.
    pub copy_of: Option<Source>,
}

/// A line that was copied from a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TaskCopy {
    /// Where it stands.
    #[serde(flatten)]
    pub source: Source,
    /// Whether nothing is left to do by it.
    pub is_done: bool,
}

/// All tasks of a vault, by note and line.
#[derive(Debug, Clone, Copy)]
pub struct AllTasks<'t> {
    /// The tasks.
    pub tasks: &'t [QueryTask<'t>],
    /// Which of them are copies.
    pub copies: &'t TaskCopies,
}

/// What a task query found. Proposed work is kept apart from what was agreed.
#[derive(Debug, Clone, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FoundTasks {
    /// How many tasks match, without limits.
    pub total: usize,
    /// The tasks found, each once: agreed ones in the order of the groups, then proposed ones.
    pub tasks: Vec<FoundTask>,
    /// The agreed tasks, group by group; one group without headings when the query asks for none.
    pub groups: Vec<TaskGroup>,
    /// The proposed tasks, group by group; empty when there are none.
    pub proposed: Vec<TaskGroup>,
    /// What to show of them.
    pub layout: Layout,
    /// What the query means, line by line, when it asks with `explain`.
    pub explanation: Option<String>,
}

/// Runs a query over the tasks of a vault. Unless it lists copies, a task stands once in what is found.
pub fn task_list(view: &View<'_>, query: &Query, all: AllTasks<'_>, lists_copies: bool) -> FoundTasks {
    let (whom, tasks) = (Whom { view, all }, all.tasks);
    let copies = (!lists_copies).then_some(all.copies);
    let result = query.run_with(tasks, &|at| whom.concerns(at), copies);
    let is_proposed = |index: &usize| tasks.get(*index).is_some_and(|at| at.task.proposed);
    let mut order = Order::default();
    let groups = order.groups(&result.groups, |index| !is_proposed(index));
    let mut proposed = order.groups(&result.groups, is_proposed);
    proposed.retain(|group| !group.tasks.is_empty());
    let dependencies = dependencies(tasks, &order.tasks);
    let found = order.tasks.iter().copied();
    FoundTasks {
        total: result.total,
        tasks: found.filter_map(|index| whom.found(index, &dependencies)).collect(),
        groups,
        proposed,
        layout: result.layout,
        explanation: result.explanation,
    }
}

/// How many tasks each filter of a query finds by itself, with its words.
pub fn task_counts(view: &View<'_>, query: &Query, all: AllTasks<'_>, lists_copies: bool) -> Vec<(String, usize)> {
    let whom = Whom { view, all };
    let copies = (!lists_copies).then_some(all.copies);
    query.counts(all.tasks, &|at| whom.concerns(at), copies)
}

/// The dependencies among all tasks, where one of those to show has any.
fn dependencies<'t>(tasks: &[QueryTask<'t>], shown: &[usize]) -> Dependencies<'t> {
    let is_linked = |at: &&QueryTask<'_>| !at.task.id.is_empty() || !at.task.depends_on.is_empty();
    let asked = shown
        .iter()
        .filter_map(|index| tasks.get(*index))
        .any(|at| is_linked(&at));
    match asked {
        true => Dependencies::of(tasks.iter().filter(is_linked).map(|at| at.task)),
        false => Dependencies::default(),
    }
}

/// The tasks to show, each once, and where each stands among them.
#[derive(Default)]
struct Order {
    tasks: Vec<usize>,
    places: HashMap<usize, usize>,
}

impl Order {
    /// The groups with the tasks that fit, numbered anew; groups that lose all their tasks go.
    fn groups(&mut self, groups: &[TaskGroup], fits: impl Fn(&usize) -> bool) -> Vec<TaskGroup> {
        let kept = groups.iter().map(|group| TaskGroup {
            headings: group.headings.clone(),
            tasks: group
                .tasks
                .iter()
                .filter(|index| fits(index))
                .map(|index| self.place(*index))
                .collect(),
        });
        kept.filter(|group| group.headings.is_empty() || !group.tasks.is_empty())
            .collect()
    }

    fn place(&mut self, index: usize) -> usize {
        let next = self.tasks.len();
        let place = *self.places.entry(index).or_insert(next);
        if place == next {
            self.tasks.push(index);
        }
        place
    }
}

/// Finds out whom tasks concern.
struct Whom<'v, 'a> {
    view: &'v View<'a>,
    all: AllTasks<'v>,
}

impl<'v, 'a> Whom<'v, 'a> {
    fn found(&self, index: usize, dependencies: &Dependencies<'_>) -> Option<FoundTask> {
        let at = self.all.tasks.get(index)?;
        let concerns = at.concerns.get_or_init(|| Box::new(self.concerns(at))).as_ref().clone();
        let line = self
            .place(at)
            .and_then(|place| Some(place.line.of(self.view.vault.text(at.path)?)));
        let copied = self.all.copies.copied(index);
        let speaks = copied.and_then(|copied| self.all.tasks.get(*copied.originals.first()?));
        Some(FoundTask {
            task: at.task.clone(),
            path: at.path.to_owned(),
            line: at.line,
            heading: at.heading.map(str::to_owned),
            markdown: line.unwrap_or("").to_owned(),
            owner_entities: concerns.owners,
            entities: concerns.entities,
            overdue_days: overdue_days(at.task, self.view.as_of),
            urgency: (at.task.urgency(self.view.as_of) * 1e5).round() / 1e5,
            is_blocked: dependencies.is_blocked(at.task),
            is_blocking: dependencies.is_blocking(at.task),
            copies: self.copies(index).map(copy).collect(),
            copy_of: speaks.map(QueryTask::source),
        })
    }

    /// The copies of a task.
    fn copies(&self, index: usize) -> impl Iterator<Item = &'v QueryTask<'v>> {
        let all = self.all;
        all.copies.of(index).iter().filter_map(move |copy| all.tasks.get(*copy))
    }

    /// The entities in whose notes copies of a task stand.
    fn copied_to(&self, at: &QueryTask<'_>) -> Vec<EntityId> {
        if self.all.copies.is_empty() {
            return Vec::new();
        }
        let place = (at.path, at.line);
        let index = self
            .all
            .tasks
            .binary_search_by(|task| (task.path, task.line).cmp(&place));
        let copies = index.into_iter().flat_map(|index| self.copies(index));
        copies
            .filter_map(|copy| self.view.relations.entities.by_path(copy.path))
            .collect()
    }

    fn concerns(&self, at: &QueryTask<'_>) -> Concerns {
        let somebody = at.task.owners.iter().filter(|owner| owner.kind != OwnerKind::Nobody);
        let (owners, mut ids): (Vec<_>, Vec<_>) = somebody
            .map(|owner| self.owner(&owner.name, owner.kind == OwnerKind::Myself))
            .unzip();
        ids.extend(self.named(at).into_iter().map(Some));
        ids.push(self.note_about(at.path));
        ids.extend(self.copied_to(at).into_iter().map(Some));
        let mut entities = Vec::new();
        for id in ids
            .into_iter()
            .flatten()
            .filter(|id| !self.view.relations.entities.is_self(*id))
        {
            let name = self.view.name(id).to_string();
            if !entities.contains(&name) {
                entities.push(name);
            }
        }
        Concerns { owners, entities }
    }

    fn owner(&self, name: &str, says_self: bool) -> (OwnerEntity, Option<EntityId>) {
        let relations = self.view.relations;
        let own = relations.entities.owner().filter(|_| says_self);
        let id = own.or_else(|| relations.entities.find(name, Some(self.view.schema.person_kind())));
        let company = id.and_then(|id| relations.company_on(id, Some(self.view.as_of)));
        let owner = OwnerEntity {
            name: name.to_owned(),
            entity: id.map(|id| self.view.name(id).to_string()),
            is_self: says_self || id.is_some_and(|id| relations.entities.is_self(id)),
            company: company.map(|id| self.view.name(id).to_string()),
        };
        (owner, id)
    }

    /// The entities that its line names or links, in order.
    fn named(&self, at: &QueryTask<'_>) -> Vec<EntityId> {
        let View { relations, vault, .. } = self.view;
        let mut ids = Vec::new();
        if let (Some(place), Some(text)) = (self.place(at), vault.text(at.path)) {
            relations.find_names(text, place.line, |id| ids.push(id));
            let links = place.links.iter();
            ids.extend(links.filter_map(|target| relations.link(target, at.path, vault)));
        }
        ids
    }

    /// Whom a note is about: its own entity, else the subject of its interaction or the only one who took part.
    fn note_about(&self, path: &str) -> Option<EntityId> {
        let View { relations, records, .. } = self.view;
        let own = relations.entities.by_path(path);
        own.or_else(|| {
            let interaction = relations.interaction_of(path, records)?;
            let others = || {
                let all = interaction.participants.iter().copied();
                all.filter(|id| !relations.entities.is_self(*id))
            };
            let only = others().next().filter(|_| others().nth(1).is_none());
            interaction.subject.or(only)
        })
    }

    fn place(&self, at: &QueryTask<'_>) -> Option<&'a TaskRef> {
        let tasks = &self.view.records.get(at.path)?.tasks;
        let index = tasks.binary_search_by_key(&at.line, |task| task.number).ok()?;
        tasks.get(index)
    }
}

impl QueryTask<'_> {
    /// Where it stands.
    pub fn source(&self) -> Source {
        Source {
            path: self.path.into(),
            line: self.line,
            heading: self.heading.map(Into::into),
        }
    }
}

fn copy(at: &QueryTask<'_>) -> TaskCopy {
    TaskCopy {
        source: at.source(),
        is_done: at.task.is_done,
    }
}

fn overdue_days(task: &Task, as_of: Day) -> Option<i32> {
    let due = task.dates.day(DateName::Due).filter(|_| !task.is_done)?;
    let days = as_of.days_since(due);
    (days > 0).then_some(days)
}
