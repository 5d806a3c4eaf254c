//! Open tasks of an entity, by whose they are.

use std::sync::Arc;

use super::closed_task::closed_tasks;
use super::shape::{OpenTask, OpenTasks, Source};
use super::task_copy::{closed_on, goes_when_closed, is_same};
use super::view::View;
use crate::note::Day;
use crate::note::task::{self, OwnerKind, Task};
use crate::order::Order as _;
use crate::relation::{At, Class, EntityId, NoteId, NumberMap, NumberSet, Part, Record, Role, TaskEntry, TaskRef};

/// The open tasks of an entity: those it owns, those that name it, those in its own note and its direct interactions.
pub(super) fn open_tasks(view: &View, id: EntityId) -> OpenTasks {
    let mut tasks = OpenTasks::default();
    for place in places(view, id) {
        let list = match whose(view, id, &place) {
            Whose::Mine => &mut tasks.i_owe,
            Whose::Theirs => &mut tasks.they_owe,
            Whose::Others => &mut tasks.others,
            Whose::Proposed => &mut tasks.proposed,
        };
        let at = At {
            note: place.note,
            index: place.task.index,
        };
        list.extend(view.cache.task(at, view.relations, || open_task(view, &place)));
    }
    tasks
}

/// How many open tasks an entity has, those that are only proposed left out.
pub(super) fn count(view: &View, id: EntityId) -> usize {
    let places = places(view, id);
    places.iter().filter(|place| !place.task.proposed).count()
}

enum Whose {
    Mine,
    Theirs,
    Others,
    Proposed,
}

/// A task that is open on the view's day, where it stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    note: NoteId,
    path: &'a str,
    task: &'a TaskEntry,
    /// Whether it stands in the note of an entity, where it may be a copy.
    is_own: bool,
}

impl Place<'_> {
    /// Of repeats the newest note's stays, and in a note the first one; a copy in an entity's note only where it is alone.
    fn stays_before(&self, other: &Self) -> bool {
        if self.is_own != other.is_own {
            return other.is_own;
        }
        let later = self.note != other.note && self.path > other.path;
        later || self.note == other.note && self.task.line < other.task.line
    }
}

/// A note with tasks.
struct OfNote<'a> {
    note: NoteId,
    path: &'a str,
    /// The day of the note, which what stands in the plan of a meeting is to do before.
    noted: Option<Day>,
    is_own: bool,
}

impl<'a> OfNote<'a> {
    fn new(view: &View<'a>, note: NoteId) -> Option<Self> {
        let record = view.record(note)?;
        Some(Self {
            note,
            path: view.records.path(note),
            noted: record.day.filter(|day| *day <= view.as_of || !view.is_written(note)),
            is_own: record.class == Class::Entity,
        })
    }

    /// `None` for a task that is not open on the view's day.
    fn place(&self, view: &View, task: &'a TaskEntry) -> Option<Place<'a>> {
        let place = Place {
            note: self.note,
            path: self.path,
            task,
            is_own: self.is_own,
        };
        task.is_open_on(view.as_of, self.noted).then_some(place)
    }
}

/// All open tasks that may be the entity's, each once though notes of one meeting repeat its tasks and entity notes copy
/// them; by day, urgency and place.
fn places<'a>(view: &View<'a>, id: EntityId) -> Vec<Place<'a>> {
    let mut found: NumberMap<u64, Place> = NumberMap::default();
    let mut add = |place: Place<'a>| {
        let kept = found.entry(place.task.number).or_insert(place);
        if place.stays_before(kept) {
            *kept = place;
        }
    };
    let direct = view.relations.touches(id).filter(|(_, role)| *role == Role::Direct);
    let notes = direct.flat_map(|(interaction, _)| interaction.notes.iter().copied());
    let mut notes: Vec<NoteId> = view.own_notes(id).chain(notes).collect();
    notes.sort_unstable();
    notes.dedup();
    for note in &notes {
        let tasks = view.relations.task_entries(*note);
        let Some(of_note) = OfNote::new(view, *note).filter(|_| !tasks.is_empty()) else {
            continue;
        };
        tasks
            .iter()
            .filter_map(|task| of_note.place(view, task))
            .for_each(&mut add);
    }
    let others = view.relations.tasks(id);
    for at in others.filter(|at| notes.binary_search(&at.note).is_err()) {
        let place = || OfNote::new(view, at.note)?.place(view, view.relations.task_entry(at)?);
        place().into_iter().for_each(&mut add);
    }
    let mut places: Vec<Place> = found.into_values().collect();
    leave_out_closed(view, &mut places);
    places.order_by_key(|place| {
        let due = place.task.due.map_or(i32::MAX, |due| due.days_since(view.as_of));
        (due, place.task.priority, place.path, place.task.line)
    });
    places
}

/// Leaves out copies whose original is closed, as bringing their note up to date would.
fn leave_out_closed(view: &View, places: &mut Vec<Place>) {
    let may_be_closed = |place: &Place| place.is_own && place.task.due.is_some() && is_listed(view, place);
    let mut own: Vec<(NoteId, u64, Task)> = Vec::new();
    for place in places.iter().filter(|place| may_be_closed(place)) {
        let line = task_at(view, place).map_or("", |(record, task)| record.page.slice(task.line));
        let copy = task::parse(line, &view.schema.tasks).filter(goes_when_closed);
        own.extend(copy.map(|copy| (place.note, place.task.number, copy)));
    }
    own.order_by_key(|(note, number, _)| (*note, *number));
    let mut closed = NumberSet::default();
    for of_note in own.chunk_by(|a, b| a.0 == b.0) {
        let Some(note) = of_note.first().map(|(note, ..)| *note) else {
            continue;
        };
        let Some(id) = view.relations.entities.by_path(view.records.path(note)) else {
            continue;
        };
        view.cache.rest_on(id);
        let originals = closed_tasks(view, id, of_note.iter().map(|(.., copy)| copy));
        let is_closed = |(_, number, copy): &&(NoteId, u64, Task)| {
            let original = originals.get(number).filter(|original| is_same(copy, original));
            original.is_some_and(|original| closed_on(original).is_none_or(|day| day <= view.as_of))
        };
        closed.extend(of_note.iter().filter(is_closed).map(|(_, number, _)| *number));
    }
    places.retain(|place| !place.is_own || !closed.contains(&place.task.number));
}

/// Whether a task stands where copies are written.
fn is_listed(view: &View, place: &Place) -> bool {
    let heading = task_at(view, place).and_then(|(_, task)| task.heading.as_deref());
    heading.and_then(|heading| view.schema.part(heading)) == Some(Part::Tasks)
}

/// A task as its note says it.
fn task_at<'a>(view: &View<'a>, place: &Place) -> Option<(&'a Record, &'a TaskRef)> {
    let record = view.record(place.note)?;
    Some((record, record.tasks.get(place.task.index as usize)?))
}

fn whose(view: &View, id: EntityId, place: &Place) -> Whose {
    if place.task.proposed {
        return Whose::Proposed;
    }
    if place.task.mine {
        return Whose::Mine;
    }
    let is_its = |who| who == id || view.relations.company_on(who, Some(view.as_of)) == Some(id);
    let mut owners = view.relations.task_owners(place.note, place.task);
    if owners.any(is_its) {
        Whose::Theirs
    } else {
        Whose::Others
    }
}

fn open_task(view: &View, place: &Place) -> Option<OpenTask> {
    let (_, task) = task_at(view, place)?;
    let (said, owners) = (task.said.as_ref()?, &task.owners);
    let is_named = |kind: &OwnerKind| *kind != OwnerKind::Nobody;
    let named = || owners.iter().zip(&said.owner_kinds).filter(|(_, kind)| is_named(kind));
    Some(OpenTask {
        text: Arc::clone(&said.text),
        owners: match said.owner_kinds.iter().all(is_named) {
            true => Arc::clone(owners),
            false => named().map(|(name, _)| name.clone()).collect(),
        },
        due: said.due,
        priority: said.priority.word(),
        overdue: said.due.is_some_and(|due| due < view.as_of),
        tags: Arc::clone(&said.tags),
        source: Source {
            path: view.records.shared_path(place.note),
            line: task.number,
            heading: task.heading.clone(),
        },
    })
}
