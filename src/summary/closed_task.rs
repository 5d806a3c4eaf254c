//! Closed tasks that a line in an entity's note may have been copied from.

use std::collections::HashMap;

use memchr::memmem::Finder;

use super::view::View;
use crate::note::task::{self, Owner, Task};
use crate::order::Order as _;
use crate::relation::{Class, EntityId, NoteId, NumberSet, Role, TaskRef, task_number};

/// Closed tasks of the notes that concern an entity and may be one of `like`, by their number; of several the last by its
/// place.
pub fn closed_tasks<'t>(view: &View, id: EntityId, like: impl Iterator<Item = &'t Task>) -> HashMap<u64, Task> {
    let like = Like::of(like);
    let person = Some(view.schema.person_kind());
    let is_its = |owner: &Owner| view.relations.entities.find(&owner.name, person) == Some(id);
    let mut closed = HashMap::new();
    for (_, is_direct, note) in notes(view, id) {
        let lines = lines(view, note).filter(|(at, line)| like.may_be(at, line));
        for task in lines.filter_map(|(_, line)| task::parse(line, &view.schema.tasks)) {
            let number = task_number(&task);
            // A note that only names the entity has tasks of others.
            if like.numbers.contains(&number) && (is_direct || task.owners.iter().any(is_its)) {
                closed.insert(number, task);
            }
        }
    }
    closed
}

/// What is looked for.
struct Like {
    numbers: NumberSet<u64>,
    /// A word of each; `None` where they are so many that reading a line takes less time than searching it.
    words: Option<Vec<Finder<'static>>>,
}

impl Like {
    /// For how many tasks a line is searched before it is read.
    const SEARCHED: usize = 8;

    fn of<'t>(like: impl Iterator<Item = &'t Task>) -> Self {
        let (mut numbers, mut words) = (NumberSet::default(), Vec::new());
        for task in like {
            numbers.insert(task_number(task));
            if words.len() <= Self::SEARCHED {
                words.push(Finder::new(longest_word(&task.description)).into_owned());
            }
        }
        let words = Some(words).filter(|words| words.len() <= Self::SEARCHED);
        Self { numbers, words }
    }

    /// Whether a task may be one of them, as far as can be told before it is read.
    fn may_be(&self, at: &TaskRef, line: &str) -> bool {
        if let Some(said) = &at.said {
            return self.numbers.contains(&said.number);
        }
        let has = |word: &Finder| word.find(line.as_bytes()).is_some();
        self.words.as_ref().is_none_or(|words| words.iter().any(has))
    }
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

/// The closed tasks of a note that is no entity's own, with their lines.
fn lines<'a>(view: &View<'a>, note: NoteId) -> impl Iterator<Item = (&'a TaskRef, &'a str)> {
    let record = view.records.at(note).filter(|record| record.class != Class::Entity);
    record.into_iter().flat_map(|record| {
        let closed = record.tasks.iter().filter(|at| !at.open);
        closed.map(|at| (at, record.page.slice(at.line)))
    })
}

/// A word that stands in the line of every task of a description.
fn longest_word(description: &str) -> &str {
    let words = description.split(|c: char| !c.is_alphanumeric());
    words.max_by_key(|word| word.len()).unwrap_or("")
}
