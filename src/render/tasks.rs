//! Open tasks: those of the notes copied line for line, and copies taken away once the task is closed where it stands.

use std::collections::{HashMap, HashSet};

use super::change::Step;
use super::list_style::{ItemLine, List, ListStyle, place};
use super::scene::{Lines, Scene, Section};
use crate::note::task::{self, DateName, Task};
use crate::order::Order as _;
use crate::relation::{At, Class, Interaction, NoteId, Part, Role, TaskRef, name_key, task_number};
use crate::summary::{View, closed_tasks, goes_when_closed, is_same};

/// An open task of the notes, by where it stands.
pub(super) struct Open {
    /// The same for tasks with the same text, owners and due day.
    number: u64,
    note: NoteId,
    index: usize,
}

/// What the section needs: a line for each open task that the note does not hold anywhere; and away with lines that are,
/// but for their state, what a note has as done or cancelled.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let open = scene.noted.open.get_or_init(|| open(scene));
    let fresh = fresh(scene, open);
    let mut lines = Lines::new(scene.note);
    let Some(list) = List::of(scene, section) else {
        if fresh.is_empty() || !section.is_empty(scene.note) {
            return Step::default();
        }
        let style = ListStyle::new(Part::Tasks);
        let at = place(
            scene.note,
            section,
            &mut lines,
            fresh.iter().map(|task| style.line(task, 0)),
        );
        return lines.finish(fresh.iter().map(|task| section.change("added", at, task)).collect());
    };
    let mut changes = Vec::new();
    list.append(&mut lines, fresh.iter().cloned());
    let end = list.items.last().map_or(0, |item| item.line);
    changes.extend(fresh.iter().map(|task| section.change("added", end, task)));
    for item in closed(scene, &list, open) {
        list.remove(&mut lines, item);
        changes.push(section.change("removed", item.line, format!("{} (closed in its note)", item.raw)));
    }
    lines.finish(changes)
}

/// The tasks that a note holds, wherever and in whatever state, by what is the same for one task.
fn present(scene: &Scene) -> HashSet<u64> {
    let (scene, options) = (scene.outer.unwrap_or(scene), &scene.view.schema.tasks);
    let number = |at: &TaskRef| match &at.said {
        Some(said) => Some(said.number),
        None => task::parse(scene.note.slice(at.line), options).map(|task| task_number(&task)),
    };
    scene.record.tasks.iter().filter_map(number).collect()
}

/// What is written of the open tasks that the note does not hold anywhere, by their due day.
fn fresh(scene: &Scene, open: &[Open]) -> Vec<String> {
    let present = present(scene);
    let missing = open.iter().filter(|task| !present.contains(&task.number));
    let mut fresh: Vec<(Task, String)> = missing
        .filter_map(|task| {
            let line = line(scene.view, task.note, task.index)?;
            let task = task::parse(line, &scene.view.schema.tasks)?;
            let written = written(line, &task)?;
            Some((task, written))
        })
        .collect();
    fresh.order_by_key(|(task, _)| {
        let due = task.dates.day(DateName::Due);
        let owners: Vec<String> = task.owners.iter().map(|owner| name_key(&owner.name)).collect();
        (due.is_none(), due, name_key(&task.text), owners)
    });
    fresh.into_iter().map(|(_, written)| written).collect()
}

/// The open tasks of the notes that concern the entity; those in entity notes, which are copies or its own, left out. Of
/// several that are one, the first by its place.
fn open(scene: &Scene) -> Vec<Open> {
    let view = scene.view;
    let direct = past(scene).filter(|(_, role)| *role == Role::Direct);
    let notes = direct.flat_map(|(interaction, _)| interaction.notes.iter().copied());
    let all = |note| (0..view.records.at(note).map_or(0, |record| record.tasks.len())).map(move |at| (note, at));
    let is_past = |at: &At| {
        let record = view.records.at(at.note);
        record.is_some_and(|record| record.day.is_none_or(|day| day <= view.as_of))
    };
    let named = view.relations.tasks(scene.id).filter(is_past);
    let named = named.map(|at| (at.note, at.index as usize));
    let mut open: HashMap<u64, Open> = HashMap::new();
    for (note, index) in notes.flat_map(all).chain(named) {
        let record = view.records.at(note).filter(|record| record.class != Class::Entity);
        let task = record
            .and_then(|record| record.tasks.get(index))
            .filter(|task| task.open);
        let said = task.and_then(|task| task.said.as_ref());
        let Some(said) = said.filter(|said| !said.proposed) else {
            continue;
        };
        let place = |note, index| (view.records.path(note), index);
        let number = said.number;
        let first = open.entry(number).or_insert(Open { number, note, index });
        if (note, index) != (first.note, first.index) && place(note, index) < place(first.note, first.index) {
            *first = Open { number, note, index };
        }
    }
    open.into_values().collect()
}

/// The interactions of the entity up to the day.
fn past<'a>(scene: &Scene<'a>) -> impl Iterator<Item = (&'a Interaction, Role)> + use<'a> {
    let view = scene.view;
    let touches = view.relations.touches(scene.id);
    touches.filter(move |(interaction, _)| !view.is_future(interaction))
}

/// The line of an open task of a note that is no entity's own.
fn line<'a>(view: &View<'a>, note: NoteId, index: usize) -> Option<&'a str> {
    let record = view.records.at(note).filter(|record| record.class != Class::Entity)?;
    let at = record.tasks.get(index).filter(|at| at.open)?;
    Some(record.page.slice(at.line))
}

/// Items that are open here, closed in a note, and otherwise the same. Without a due day it may be another one of the same
/// words, such as `Send the notes`.
fn closed<'l, 'n>(scene: &Scene, list: &'l List<'n>, open: &[Open]) -> Vec<&'l ItemLine<'n>> {
    let open: HashSet<u64> = open.iter().map(|task| task.number).collect();
    let tasks = scene.record.tasks.iter();
    let here: HashMap<u32, u64> = tasks
        .filter_map(|at| Some((at.number, at.said.as_ref()?.number)))
        .collect();
    let copy = |item: &'l ItemLine<'n>| {
        let number = *here.get(&(item.line + 1)).filter(|number| !open.contains(number))?;
        let line = format!("- {}", item.raw);
        let task = task::parse(&line, &scene.view.schema.tasks).filter(|task| may_be_copy(&line, task))?;
        Some((number, item, task))
    };
    let copies: Vec<(u64, &ItemLine, Task)> = list.items.iter().filter(|item| item.alone).filter_map(copy).collect();
    if copies.is_empty() {
        return Vec::new();
    }
    let closed = closed_tasks(scene.view, scene.id, copies.iter().map(|(.., task)| task));
    let is_closed =
        |(number, _, task): &(u64, &ItemLine, Task)| closed.get(number).is_some_and(|other| is_same(task, other));
    copies.into_iter().filter(is_closed).map(|(_, item, _)| item).collect()
}

fn may_be_copy(line: &str, task: &Task) -> bool {
    line.starts_with("- [ ] ") && goes_when_closed(task) && written(line, task).is_some()
}

/// A task as the content of an item: its line from the box on, without a block id. `None` for one that must not stand
/// twice: with an id, with tasks it waits for, or with a rule by which it comes again.
fn written(line: &str, task: &Task) -> Option<String> {
    if !task.id.is_empty() || !task.depends_on.is_empty() || task.recurrence.is_some() {
        return None;
    }
    let text = line.get(line.find('[')?..)?.trim_end();
    // What would read otherwise in another note, or change how that note reads.
    let links_beside = text.match_indices("](").any(|(at, _)| {
        let target = text.get(at + 2..).unwrap_or("");
        !["http://", "https://", "obsidian://", "mailto:"]
            .iter()
            .any(|scheme| target.starts_with(scheme))
    });
    if links_beside || ["%%", "<!--", "[^"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let text = text.strip_suffix(task.block_link.trim()).unwrap_or(text).trim_end();
    Some(text.to_owned())
}
