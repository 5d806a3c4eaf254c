//! Open tasks of an entity, by whose they are.

use std::collections::{BTreeMap, BTreeSet};

use super::shape::{OpenTask, OpenTasks};
use super::view::{View, source};
use crate::note::task::{self, OwnerKind, Priority, Task};
use crate::relation::{Entity, EntityId, Role, name_key};

/// The open tasks of an entity: those it owns, those that name it, those in its own note and its direct interactions.
pub(super) fn open_tasks(view: &View, id: EntityId) -> OpenTasks {
    let mut seen = BTreeSet::new();
    let mut found: Vec<(Priority, OpenTask, Whose)> = Vec::new();
    for (path, index) in places(view, id) {
        let Some((note, record)) = view.note(path) else {
            continue;
        };
        let Some(at) = record.tasks.get(index).filter(|t| t.open) else {
            continue;
        };
        let Some(task) = task::parse(note.slice(at.line), &view.schema.tasks) else {
            continue;
        };
        // Notes of one meeting repeat its tasks, and entity notes copy them.
        let due = task.dates.due.as_ref().and_then(|d| d.value);
        if seen.insert((name_key(&task.text), owner_names(&task), due)) {
            let whose = whose(view, id, &task);
            found.push((
                task.priority,
                open_task(view, &task, source(path, note, at.line)),
                whose,
            ));
        }
    }
    let order = |(priority, task, _): &(Priority, OpenTask, Whose)| {
        (task.due.is_none(), task.due, *priority, task.source.clone())
    };
    found.sort_by_cached_key(order);
    let mut tasks = OpenTasks::default();
    for (_, task, whose) in found {
        match whose {
            Whose::Mine => tasks.i_owe.push(task),
            Whose::Theirs => tasks.they_owe.push(task),
            Whose::Others => tasks.others.push(task),
            Whose::Proposed => tasks.proposed.push(task),
        }
    }
    tasks
}

enum Whose {
    Mine,
    Theirs,
    Others,
    Proposed,
}

/// Paths and indices of all tasks that may be the entity's, each once, in order.
fn places<'a>(view: &View<'a>, id: EntityId) -> impl Iterator<Item = (&'a str, usize)> {
    let own = view.relations.entities.get(id).into_iter().flat_map(Entity::paths);
    let direct = view.relations.touches(id).filter(|(_, role)| *role == Role::Direct);
    let notes = direct.flat_map(|(interaction, _)| interaction.notes.iter().map(String::as_str));
    let mut places: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for path in own.chain(notes) {
        let count = view.records.get(path).map_or(0, |record| record.tasks.len());
        places.entry(path).or_default().extend(0..count);
    }
    for at in view.relations.tasks(id) {
        places.entry(at.path).or_default().insert(at.index);
    }
    // Newest first by path, so that of repeats the newest note's stays.
    places
        .into_iter()
        .rev()
        .flat_map(|(path, indices)| indices.into_iter().map(move |index| (path, index)))
}

fn whose(view: &View, id: EntityId, task: &Task) -> Whose {
    if task.proposed {
        return Whose::Proposed;
    }
    let entities = &view.relations.entities;
    let mut owners = task.owners.iter().filter(|o| o.kind != OwnerKind::Nobody).peekable();
    let is_self = |o: &task::Owner| {
        o.kind == OwnerKind::Myself || entities.find(&o.name, None).is_some_and(|id| entities.is_self(id))
    };
    if task.owners.iter().any(is_self) {
        return Whose::Mine;
    }
    let is_theirs = |o: &task::Owner| {
        let owner = entities.find(&o.name, Some(view.schema.person_kind()));
        owner.is_some_and(|owner| owner == id || view.relations.company_on(owner, None) == Some(id))
    };
    if owners.any(is_theirs) {
        Whose::Theirs
    } else {
        Whose::Others
    }
}

fn owner_names(task: &Task) -> Vec<String> {
    task.owners.iter().map(|owner| name_key(&owner.name)).collect()
}

fn open_task(view: &View, task: &Task, source: super::shape::Source) -> OpenTask {
    let due = task.dates.due.as_ref().and_then(|d| d.value);
    let named = task.owners.iter().filter(|o| o.kind != OwnerKind::Nobody);
    OpenTask {
        text: task.text.clone(),
        owners: named.map(|o| o.name.clone()).collect(),
        due,
        priority: task.priority.word(),
        overdue: due.is_some_and(|due| due < view.as_of),
        tags: task.tags.clone(),
        source,
    }
}
