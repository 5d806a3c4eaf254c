//! Tasks of a note that are or were open, with what most questions about them come down to.

use super::Relations;
use super::entity::EntityId;
use super::key::NameKey;
use super::leads::Leads;
use super::record::{OpenTask, Record, TaskRef, was_open};
use super::update::Sources;
use crate::note::Day;
use crate::note::task::{OwnerKind, Priority};

/// A task that is or was open.
#[derive(Debug, Clone, Copy)]
pub struct TaskEntry {
    /// Index in the record's list.
    pub index: u32,
    /// Its line, from 1.
    pub line: u32,
    /// As [`OpenTask::number`].
    pub number: u64,
    /// When it is due.
    pub due: Option<Day>,
    /// As [`OpenTask::created`].
    created: Option<Day>,
    /// As [`OpenTask::planned`].
    planned: Option<Day>,
    /// As [`OpenTask::closed`].
    closed: Option<Day>,
    /// How urgent it is.
    pub priority: Priority,
    /// Suggested, not agreed.
    pub proposed: bool,
    /// Whether the owner of the vault is to do it.
    pub mine: bool,
    /// Whether someone else is known who is to do it.
    pub(super) owned: bool,
}

impl TaskEntry {
    /// As [`TaskRef::is_open_on`].
    pub fn is_open_on(&self, day: Day, noted: Option<Day>) -> bool {
        was_open((self.created, self.planned, self.closed), day, noted)
    }
}

/// What the tasks of a note say, once it is known who there is.
#[derive(Debug, Default)]
pub(super) struct Tasks {
    /// Who owns which task that is or was open, or is named there.
    pub(super) named: Box<[(EntityId, u32)]>,
    /// Those that are or were open, in their order.
    pub(super) entries: Box<[TaskEntry]>,
    /// Who else than the owner of the vault is to do them, by task.
    pub(super) owners: Box<[(u32, EntityId)]>,
}

/// Whom an owner of a task means.
enum Owner {
    Myself,
    /// Among several of that name, the person.
    Other(EntityId),
}

impl Relations {
    /// What the tasks of the note at `path` say.
    pub(super) fn tasks_in<'a>(
        &self,
        path: &str,
        record: &'a Record,
        sources: Sources<'a>,
        leads: &mut Leads<'a>,
    ) -> Tasks {
        let person = Some(sources.schema.person_kind());
        let (mut named, mut entries, mut owners) = (Vec::new(), Vec::new(), Vec::new());
        for (index, task) in (0..).zip(&record.tasks) {
            let Some(said) = &task.said else { continue };
            let mut entry = entry(index, task, said);
            let mut ids: Vec<EntityId> = Vec::new();
            for (name, kind) in task.owners.iter().zip(&said.owner_kinds) {
                let (of_name, owner) = self.task_owner(name, *kind, person);
                ids.extend(of_name);
                match owner {
                    Some(Owner::Myself) => entry.mine = true,
                    Some(Owner::Other(id)) => {
                        entry.owned = true;
                        owners.push((index, id));
                    }
                    None => {}
                }
            }
            for run in &task.prose {
                self.find_names(record.page.text(), *run, |id| ids.push(id));
            }
            let links = task.links.iter();
            ids.extend(links.filter_map(|target| leads.link(target, path, self, sources)));
            ids.sort_unstable();
            ids.dedup();
            named.extend(ids.into_iter().map(|id| (id, index)));
            entries.push(entry);
        }
        Tasks {
            named: named.into(),
            entries: entries.into(),
            owners: owners.into(),
        }
    }

    /// The one entity that an owner's name means, and whom the owner means.
    fn task_owner(&self, name: &str, kind: OwnerKind, person: Option<&str>) -> (Option<EntityId>, Option<Owner>) {
        let entities = &self.entities;
        let (key, half) = (NameKey::of(name), |kind| entities.find_half(name, kind));
        let only = entities.by_key(key, None);
        let owner = match kind {
            OwnerKind::Nobody => None,
            OwnerKind::Myself => Some(Owner::Myself),
            _ if only.is_some_and(|id| entities.is_self(id)) => Some(Owner::Myself),
            _ => {
                let found = only.or_else(|| entities.by_key(key, person));
                found.or_else(|| half(person)).map(Owner::Other)
            }
        };
        (only.or_else(|| half(None)), owner)
    }
}

fn entry(index: u32, task: &TaskRef, said: &OpenTask) -> TaskEntry {
    TaskEntry {
        index,
        line: task.number,
        number: said.number,
        due: said.due,
        created: said.created,
        planned: said.planned,
        closed: said.closed,
        priority: said.priority,
        proposed: said.proposed,
        mine: false,
        owned: false,
    }
}
