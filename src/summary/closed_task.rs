//! Closed tasks that a line in an entity's note may have been copied from.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::view::View;
use crate::note::task::{self, Owner, Task};
use crate::order::Order as _;
use crate::relation::{Class, EntityId, NoteId, Role, task_number};

/// Closed tasks of the notes that concern an entity and may be one of `like`, by their number; of several the last by its
/// place.
pub fn closed_tasks<'t>(view: &View, id: EntityId, like: impl Iterator<Item = &'t Task>) -> HashMap<u64, Task> {
    let words: Vec<Finder> = like.map(|task| Finder::new(longest_word(&task.description))).collect();
    let may_be = |line: &&str| words.iter().any(|word| word.find(line.as_bytes()).is_some());
    let person = Some(view.schema.person_kind());
    let is_its = |owner: &Owner| view.relations.entities.find(&owner.name, person) == Some(id);
    let mut closed = HashMap::new();
    for (_, is_direct, note) in notes(view, id) {
        for task in lines(view, note)
            .filter(may_be)
            .filter_map(|line| task::parse(line, &view.schema.tasks))
        {
            // A note that only names the entity has tasks of others.
            if is_direct || task.owners.iter().any(is_its) {
                closed.insert(task_number(&task), task);
            }
        }
    }
    closed
}

/// The notes that have tasks, of what an entity has to do with up to the day, and whether it has to do with it directly; by
/// path.
fn notes<'a>(view: &View<'a>, id: EntityId) -> Vec<(&'a str, bool, NoteId)> {
    let mut notes: Vec<(&str, bool, NoteId)> = Vec::new();
    for touch in view.past(id) {
        let of_it = view
            .relations
            .behind(touch)
            .into_iter()
            .flat_map(|behind| &behind.notes);
        let with_tasks = of_it.filter(|note| view.records.at(**note).is_some_and(|record| !record.tasks.is_empty()));
        notes.extend(with_tasks.map(|note| (view.records.path(*note), touch.role == Role::Direct, *note)));
    }
    notes.order_by_key(|(path, ..)| *path);
    notes
}

/// The lines of the closed tasks of a note that is no entity's own.
fn lines<'a>(view: &View<'a>, note: NoteId) -> impl Iterator<Item = &'a str> {
    let record = view.records.at(note).filter(|record| record.class != Class::Entity);
    record.into_iter().flat_map(|record| {
        let closed = record.tasks.iter().filter(|at| !at.open);
        closed.map(|at| record.page.slice(at.line))
    })
}

/// A word that stands in the line of every task of a description.
fn longest_word(description: &str) -> &str {
    let words = description.split(|c: char| !c.is_alphanumeric());
    words.max_by_key(|word| word.len()).unwrap_or("")
}
