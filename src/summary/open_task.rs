//! Open tasks of an entity, by whose they are.

use std::sync::Arc;

use super::closed_task::closed_tasks;
use super::shape::{OpenTask, OpenTasks, Source};
use super::task_copy::{closed_on, goes_when_closed, is_same};
use super::view::View;
use crate::note::task::{self, OwnerKind, Task};
use crate::order::Order as _;
use crate::relation::{self, Class, EntityId, NoteId, NumberMap, NumberSet, Part, Role, TaskRef};

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
        list.push(open_task(view, &place));
    }
    tasks
}

/// How many open tasks an entity has, those that are only proposed left out.
pub(super) fn count(view: &View, id: EntityId) -> usize {
    let places = places(view, id);
    places.iter().filter(|place| !place.said.proposed).count()
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
    task: &'a TaskRef,
    said: &'a relation::OpenTask,
    /// Whether it stands in the note of an entity, where it may be a copy.
    is_own: bool,
}

impl<'a> Place<'a> {
    /// `None` for one that is not open on the view's day.
    fn new(view: &View<'a>, note: NoteId, task: &'a TaskRef) -> Option<Self> {
        // What stands in the plan of a meeting is to do before it.
        let record = view.record(note)?;
        let noted = record.day.filter(|day| *day <= view.as_of || !view.is_written(note));
        let is_open = task.is_open_on(view.as_of, noted);
        is_open.then_some(())?;
        Some(Self {
            note,
            path: view.records.path(note),
            task,
            said: task.said.as_ref()?,
            is_own: record.class == Class::Entity,
        })
    }

    /// Of repeats the newest note's stays, and in a note the first one; a copy in an entity's note only where it is alone.
    fn stays_before(&self, other: &Self) -> bool {
        if self.is_own != other.is_own {
            return other.is_own;
        }
        let later = self.note != other.note && self.path > other.path;
        later || self.note == other.note && self.task.number < other.task.number
    }
}

/// All open tasks that may be the entity's, each once though notes of one meeting repeat its tasks and entity notes copy
/// them; by day, urgency and place.
fn places<'a>(view: &View<'a>, id: EntityId) -> Vec<Place<'a>> {
    let mut found: NumberMap<u64, Place> = NumberMap::default();
    let mut add = |place: Place<'a>| {
        let kept = found.entry(place.said.number).or_insert(place);
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
        let tasks = view.record(*note).into_iter().flat_map(|record| &record.tasks);
        tasks
            .filter_map(|task| Place::new(view, *note, task))
            .for_each(&mut add);
    }
    for at in view
        .relations
        .tasks(id)
        .filter(|at| notes.binary_search(&at.note).is_err())
    {
        let task = view
            .record(at.note)
            .and_then(|record| record.tasks.get(at.index as usize));
        task.and_then(|task| Place::new(view, at.note, task))
            .into_iter()
            .for_each(&mut add);
    }
    let mut places: Vec<Place> = found.into_values().collect();
    leave_out_closed(view, &mut places);
    places.order_by_key(|place| {
        let due = (place.said.due.is_none(), place.said.due);
        (due, place.said.priority, place.path, place.task.number)
    });
    places
}

/// Leaves out copies whose original is closed, as bringing their note up to date would.
fn leave_out_closed(view: &View, places: &mut Vec<Place>) {
    let may_be_closed = |place: &Place| place.is_own && place.said.due.is_some() && is_listed(view, place);
    let mut own: Vec<(NoteId, u64, Task)> = Vec::new();
    for place in places.iter().filter(|place| may_be_closed(place)) {
        let line = view
            .record(place.note)
            .map_or("", |record| record.page.slice(place.task.line));
        let copy = task::parse(line, &view.schema.tasks).filter(goes_when_closed);
        own.extend(copy.map(|copy| (place.note, place.said.number, copy)));
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
    places.retain(|place| !place.is_own || !closed.contains(&place.said.number));
}

/// Whether a task stands where copies are written.
fn is_listed(view: &View, place: &Place) -> bool {
    let heading = place.task.heading.as_deref();
    heading.and_then(|heading| view.schema.part(heading)) == Some(Part::Tasks)
}

fn whose(view: &View, id: EntityId, place: &Place) -> Whose {
    if place.said.proposed {
        return Whose::Proposed;
    }
    let entities = &view.relations.entities;
    let owners = || {
        let named = place.task.owners.iter().zip(&place.said.owner_kinds);
        named.filter(|(_, kind)| **kind != OwnerKind::Nobody)
    };
    let is_self = |(name, kind): (&String, &OwnerKind)| {
        *kind == OwnerKind::Myself || entities.find(name, None).is_some_and(|id| entities.is_self(id))
    };
    if owners().any(is_self) {
        return Whose::Mine;
    }
    let is_theirs = |(name, _): (&String, _)| {
        let owner = entities.find_said(name, Some(view.schema.person_kind()));
        owner.is_some_and(|owner| owner == id || view.relations.company_on(owner, Some(view.as_of)) == Some(id))
    };
    if owners().any(is_theirs) {
        Whose::Theirs
    } else {
        Whose::Others
    }
}

fn open_task(view: &View, place: &Place) -> OpenTask {
    let (said, owners) = (place.said, &place.task.owners);
    let is_named = |kind: &OwnerKind| *kind != OwnerKind::Nobody;
    let named = || owners.iter().zip(&said.owner_kinds).filter(|(_, kind)| is_named(kind));
    OpenTask {
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
            line: place.task.number,
            heading: place.task.heading.clone(),
        },
    }
}
