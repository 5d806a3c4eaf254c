//! Copies of tasks: the note of an entity holds open tasks of other notes line for line, and both lines are one task; and so do
//! notes of one interaction.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::query::QueryTask;
use crate::note::Day;
use crate::note::task::{DateName, Owner, Task};
use crate::order::Order as _;
use crate::relation::{Class, EntityId, NoteId, Part, Record, Records, Relations, Role, Schema, task_number};

/// Which tasks of the notes of entities are copies, by index in the list of all tasks.
#[derive(Debug, Default)]
pub struct TaskCopies {
    copies: BTreeMap<usize, Copied>,
    /// The copies of each task that speaks for some.
    of: HashMap<usize, Vec<usize>>,
    /// Open tasks of such notes, each with the one that has its words and is done: it may be another one.
    doubtful: Vec<(usize, usize)>,
}

/// What a copy was made from.
#[derive(Debug)]
pub struct Copied {
    /// The tasks that it is a copy of, the one that speaks for them first.
    pub originals: Vec<usize>,
    /// How the two go together.
    pub state: CopyState,
}

/// How a copy and its original go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CopyState {
    /// Both are open, or neither is.
    Same,
    /// The copy is done or given up, the original is open.
    Ticked,
    /// The original is done or given up, the copy is open.
    Behind,
}

impl TaskCopies {
    /// What the task at `index` was copied from, where it is a copy.
    pub fn copied(&self, index: usize) -> Option<&Copied> {
        self.copies.get(&index)
    }

    /// All copies, in order.
    pub fn iter(&self) -> impl Iterator<Item = (usize, &Copied)> {
        self.copies.iter().map(|(index, copied)| (*index, copied))
    }

    /// The copies that the task at `index` speaks for, in order.
    pub fn of(&self, index: usize) -> &[usize] {
        self.of.get(&index).map_or(&[], Vec::as_slice)
    }

    /// Open tasks that may be copies, each with the one task that has its words and is done.
    pub fn doubtful(&self) -> &[(usize, usize)] {
        &self.doubtful
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.copies.is_empty()
    }

    /// Adds the lines of one task in the notes of one interaction.
    fn repeat(&mut self, lines: &[Other<'_, '_>]) {
        let speaks = lines.iter().rfind(|line| !line.task.is_done).or(lines.last());
        let Some(speaks) = speaks else { return };
        for line in lines.iter().filter(|line| line.index != speaks.index) {
            let is_ticked = line.task.is_done && !speaks.task.is_done;
            let there = |day| speaks.is_open_on(day);
            if is_ticked && !closed_on(line.task).is_none_or(there) {
                continue;
            }
            let state = if is_ticked { CopyState::Ticked } else { CopyState::Same };
            let originals = vec![speaks.index];
            self.of.entry(speaks.index).or_default().push(line.index);
            self.copies.insert(line.index, Copied { originals, state });
        }
    }

    /// Leaves each task that was found once: a copy stays only where none of its originals was found, and does not when it
    /// is open and they are not.
    pub(super) fn once<T>(&self, found: &mut Vec<(usize, T)>) {
        if self.is_empty() {
            return;
        }
        let there: HashSet<usize> = found.iter().map(|(index, _)| *index).collect();
        found.retain(|(index, _)| {
            self.copied(*index).is_none_or(|copied| {
                copied.state != CopyState::Behind && !copied.originals.iter().any(|at| there.contains(at))
            })
        });
    }
}

/// A task that stands in the list of tasks of an entity's own note, where copies are written.
struct Own<'t> {
    index: usize,
    task: &'t Task,
    entity: EntityId,
    number: u64,
}

/// A task of another note.
struct Other<'a, 't> {
    index: usize,
    /// Its place in the note.
    at: usize,
    task: &'t Task,
    note: NoteId,
    record: &'a Record,
}

impl Other<'_, '_> {
    /// Whether it was to do on a day.
    fn is_open_on(&self, day: Day) -> bool {
        let place = self.record.tasks.get(self.at);
        place.is_some_and(|place| place.is_open_on(day, self.record.day))
    }
}

/// How many tasks with the same words, owners and due day a copy may stand for: the newest ones.
const MOST: usize = 16;

/// Finds the copies among all tasks, which are in the order of their notes and lines, those of a note all there.
pub fn task_copies(relations: &Relations, records: &Records, schema: &Schema, tasks: &[QueryTask<'_>]) -> TaskCopies {
    let own = own_tasks(relations, records, schema, tasks);
    let mut found = TaskCopies::default();
    repeats(relations, records, tasks, &mut found);
    if own.is_empty() {
        return found;
    }
    let others = other_tasks(records, &own, tasks);
    let mut near: Option<Near> = None;
    let mut known: HashMap<u64, Vec<&Other>> = HashMap::new();
    for copy in &own {
        let Some(all) = others.get(&copy.number) else {
            continue;
        };
        if near.as_ref().is_none_or(|near| near.entity != copy.entity) {
            near = Some(Near::new(relations, copy.entity));
            known.clear();
        }
        let Some(near) = &near else { continue };
        let alike = known.entry(copy.number).or_insert_with(|| {
            let person = schema.person_kind();
            let mut alike: Vec<&Other> = all
                .iter()
                .filter(|other| near.concern(other, relations, person))
                .collect();
            // Of repeats the newest note's speaks, and in a note the first one, as in summaries.
            let place = |other: &Other| records.path(other.note);
            alike.order_by(|a, b| place(b).cmp(place(a)).then(a.at.cmp(&b.at)));
            alike.truncate(MOST);
            alike
        });
        match matched(copy.task, alike) {
            Match::Copy(originals, state) => {
                let originals: Vec<usize> = originals.iter().map(|other| other.index).collect();
                if let Some(speaks) = originals.first() {
                    let of = found.of.entry(*speaks).or_default();
                    of.push(copy.index);
                    of.order();
                }
                found.copies.insert(copy.index, Copied { originals, state });
            }
            Match::Doubtful(other) => found.doubtful.push((copy.index, other.index)),
            Match::None => {}
        }
    }
    found
}

/// Finds what one note of an interaction has of the tasks of another: the first line of each with its words, owners and due
/// day. As in summaries the note with the last path speaks, of those that are still open.
fn repeats(relations: &Relations, records: &Records, tasks: &[QueryTask<'_>], found: &mut TaskCopies) {
    let mut by_interaction: BTreeMap<NoteId, HashMap<u64, Vec<Other>>> = BTreeMap::new();
    for (first, path, of_note) in notes(tasks) {
        let interaction = relations.interaction_of(path, records);
        let Some([speaks, _, ..]) = interaction.map(|interaction| interaction.notes.as_slice()) else {
            continue;
        };
        let (Some(note), Some(record)) = (records.id(path), records.get(path)) else {
            continue;
        };
        let alike = by_interaction.entry(*speaks).or_default();
        for (at, task) in of_note.iter().enumerate() {
            let lines = alike.entry(number(record, at, task.task)).or_default();
            let is_first = lines.last().is_none_or(|last| last.note != note);
            if is_first && stands_twice(task.task) && !task.task.proposed {
                let (index, task) = (first + at, task.task);
                lines.push(Other {
                    index,
                    at,
                    task,
                    note,
                    record,
                });
            }
        }
    }
    let groups = by_interaction.into_values().flat_map(HashMap::into_values);
    groups
        .filter(|lines| lines.len() > 1)
        .for_each(|lines| found.repeat(&lines));
}

/// The tasks that copies are looked for among.
fn own_tasks<'t>(relations: &Relations, records: &Records, schema: &Schema, tasks: &[QueryTask<'t>]) -> Vec<Own<'t>> {
    let mut own = Vec::new();
    for (first, path, of_note) in notes(tasks) {
        let entity = relations.entities.by_path(path);
        let entity = entity.filter(|id| !relations.entities.is_self(*id));
        let record = records.get(path).filter(|record| record.class == Class::Entity);
        let (Some(entity), Some(record)) = (entity, record) else {
            continue;
        };
        let listed = |at: &QueryTask| at.heading.and_then(|heading| schema.part(heading)) == Some(Part::Tasks);
        let may_be = of_note
            .iter()
            .enumerate()
            .filter(|(_, at)| stands_twice(at.task) && !at.task.proposed);
        own.extend(may_be.filter(|(_, at)| listed(at)).map(|(at, task)| Own {
            index: first + at,
            task: task.task,
            entity,
            number: number(record, at, task.task),
        }));
    }
    own
}

/// The tasks of all other notes with a number that one of `own` has, by that number.
fn other_tasks<'a, 't>(
    records: &'a Records,
    own: &[Own<'_>],
    tasks: &[QueryTask<'t>],
) -> HashMap<u64, Vec<Other<'a, 't>>> {
    let wanted: HashSet<u64> = own.iter().map(|own| own.number).collect();
    let mut others: HashMap<u64, Vec<Other>> = HashMap::new();
    for (first, path, of_note) in notes(tasks) {
        let record = records.get(path).filter(|record| record.class != Class::Entity);
        let (Some(note), Some(record)) = (records.id(path), record) else {
            continue;
        };
        for (at, task) in of_note.iter().enumerate().filter(|(_, task)| !task.task.proposed) {
            let number = number(record, at, task.task);
            if wanted.contains(&number) {
                let (index, task) = (first + at, task.task);
                let other = Other {
                    index,
                    at,
                    task,
                    note,
                    record,
                };
                others.entry(number).or_default().push(other);
            }
        }
    }
    others
}

/// The tasks note by note, each with the index of its first one and its path.
fn notes<'a, 't>(tasks: &'a [QueryTask<'t>]) -> impl Iterator<Item = (usize, &'t str, &'a [QueryTask<'t>])> {
    let mut next = 0;
    tasks.chunk_by(|a, b| a.path == b.path).filter_map(move |of_note| {
        let first = next;
        next += of_note.len();
        Some((first, of_note.first()?.path, of_note))
    })
}

/// The same for tasks with the same text, owners and due day.
fn number(record: &Record, at: usize, task: &Task) -> u64 {
    let said = record.tasks.get(at).and_then(|place| place.said.as_ref());
    said.map_or_else(|| task_number(task), |said| said.number)
}

/// Which tasks may be copied into the note of an entity.
struct Near {
    entity: EntityId,
    direct: HashSet<NoteId>,
    /// Note and index of the tasks that name it.
    named: HashSet<(NoteId, usize)>,
}

impl Near {
    fn new(relations: &Relations, entity: EntityId) -> Self {
        let direct = relations.touches(entity).filter(|(_, role)| *role == Role::Direct);
        let notes = direct.flat_map(|(interaction, _)| interaction.notes.iter().copied());
        Self {
            entity,
            direct: notes.collect(),
            named: relations.tasks(entity).map(|at| (at.note, at.index as usize)).collect(),
        }
    }

    fn concern(&self, other: &Other, relations: &Relations, person: &str) -> bool {
        let is_its = |owner: &Owner| relations.entities.find(&owner.name, Some(person)) == Some(self.entity);
        let is_near = self.direct.contains(&other.note) || self.named.contains(&(other.note, other.at));
        is_near || other.task.owners.iter().any(is_its)
    }
}

/// What a task that may be a copy is, beside those with its words, owners and due day.
enum Match<'a, 'r, 't> {
    Copy(Vec<&'a Other<'r, 't>>, CopyState),
    Doubtful(&'a Other<'r, 't>),
    None,
}

fn matched<'a, 'r, 't>(copy: &Task, alike: &[&'a Other<'r, 't>]) -> Match<'a, 'r, 't> {
    let (closed, open): (Vec<&Other>, Vec<&Other>) = alike.iter().partition(|other| other.task.is_done);
    if copy.is_done {
        return ticked(copy, closed, open);
    }
    if !open.is_empty() {
        return Match::Copy(open, CopyState::Same);
    }
    let same: Vec<&Other> = closed
        .iter()
        .copied()
        .filter(|other| is_same(copy, other.task))
        .collect();
    if !same.is_empty() && goes_when_closed(copy) {
        return Match::Copy(same, CopyState::Behind);
    }
    match closed.as_slice() {
        [one] => Match::Doubtful(one),
        _ => Match::None,
    }
}

/// What a task is that is done: a copy of one that is done too, else of those that were open when it was done.
fn ticked<'a, 'r, 't>(copy: &Task, closed: Vec<&'a Other<'r, 't>>, open: Vec<&'a Other<'r, 't>>) -> Match<'a, 'r, 't> {
    let day = closed_on(copy);
    // Without a due day, what was done on two days was done twice.
    let fits = |other: &&Other| {
        let other = closed_on(other.task);
        copy.dates.due.is_some() || day.is_none() || other.is_none() || day == other
    };
    let closed: Vec<&Other> = closed.into_iter().filter(fits).collect();
    if !closed.is_empty() {
        return Match::Copy(closed, CopyState::Same);
    }
    let there = |other: &&Other| day.is_none_or(|day| other.is_open_on(day));
    let open: Vec<&Other> = open.into_iter().filter(there).collect();
    match open.is_empty() {
        true => Match::None,
        false => Match::Copy(open, CopyState::Ticked),
    }
}

/// The day on which a task was done or given up, where it says so.
pub fn closed_on(task: &Task) -> Option<Day> {
    let day = task
        .dates
        .day(DateName::Done)
        .or_else(|| task.dates.day(DateName::Cancelled));
    day.filter(|_| task.is_done)
}

/// Whether a task may stand in two notes: not one with an id, with tasks that it waits for, with a block id, with a rule by
/// which it comes again, or with something to do once it is done.
pub fn stands_twice(task: &Task) -> bool {
    let is_named = !task.id.is_empty() || !task.depends_on.is_empty() || !task.block_link.is_empty();
    !is_named && task.recurrence.is_none() && task.on_completion.is_empty()
}

/// Whether a copy goes from its note once its original is closed. Without a due day it may be another task of the same
/// words, such as `Send the notes`, and a state of its own is somebody's word.
pub fn goes_when_closed(copy: &Task) -> bool {
    copy.status_symbol == " " && !copy.is_done && copy.dates.due.is_some() && stands_twice(copy)
}

/// Whether two tasks with the same number say the same in all that a copy takes over.
pub fn is_same(copy: &Task, original: &Task) -> bool {
    let dates = [DateName::Created, DateName::Scheduled, DateName::Start, DateName::Due];
    original.description == copy.description
        && original.priority == copy.priority
        && dates
            .iter()
            .all(|name| original.dates.day(*name) == copy.dates.day(*name))
}
