//! What a note says by itself, put in where it belongs and taken out again.

use std::collections::BTreeSet;

use super::entity::EntityId;
use super::interaction::Known;
use super::record::Record;
use super::records::{NoteId, Records};
use super::schema::Schema;
use super::task_entry::Tasks;
use super::update::{Sources, Work};
use super::{At, Relations, membership};
use crate::note::Day;
use crate::order;

/// What a note says by itself, once it is known who there is.
#[derive(Debug, Default)]
pub(super) struct Said {
    /// Whom its links mention, in order.
    pub(super) linked: Box<[EntityId]>,
    /// Whom its prose mentions, in order.
    pub(super) named: Box<[EntityId]>,
    /// What its tasks say.
    pub(super) tasks: Tasks,
    /// Whom its lists of people name.
    pub(super) listed: Box<[(EntityId, u32)]>,
    /// Of whom it states an organisation, as of which day.
    pub(super) members: Box<[(EntityId, Option<Day>)]>,
    /// The generation in which it was put in.
    pub(super) generation: u64,
}

/// Entities as a note meets them, each once, in order.
#[derive(Default)]
pub(super) struct Met {
    all: Vec<EntityId>,
    /// For each entity, in which round it was met last.
    rounds: Vec<u32>,
    round: u32,
}

impl Met {
    pub(super) fn add(&mut self, id: EntityId) {
        let index = id as usize;
        if self.rounds.len() <= index {
            self.rounds.resize(index + 1, 0);
        }
        if let Some(round) = self.rounds.get_mut(index)
            && *round <= self.round
        {
            *round = self.round + 1;
            self.all.push(id);
        }
    }

    /// All that were met, and forgets them.
    pub(super) fn take(&mut self) -> Box<[EntityId]> {
        self.round += 1;
        let all = self.all.as_slice().into();
        self.all.clear();
        all
    }
}

impl Relations {
    /// Takes out what a note says; its path where it is still there.
    pub(super) fn withdraw(&mut self, id: NoteId, path: Option<&str>, records: &Records, work: &mut Work) -> Said {
        for interaction in self.groups.of_note(id) {
            let roles = self.roles.get(interaction as usize).into_iter().flatten();
            work.touched.extend(roles.map(|(id, _)| *id));
        }
        self.groups.remove(id);
        work.touched.extend(path.and_then(|path| self.entities.by_path(path)));
        let Some(said) = self.said.get_mut(id as usize).map(std::mem::take) else {
            return Said::default();
        };
        let of_note = |ids: &[(EntityId, u32)]| order::set(ids.iter().map(|(id, _)| *id));
        for entity in of_note(&said.tasks.named) {
            work.touched.insert(entity);
            if let Some(list) = self.tasks.get_mut(entity as usize) {
                take_out(list, id, |at| at.note < id);
            }
        }
        for entity in of_note(&said.listed) {
            work.touched.insert(entity);
            if let Some(list) = self.listed.get_mut(entity as usize) {
                take_out(list, id, |at| path.is_some_and(|path| records.path(at.note) < path));
            }
        }
        for (person, day) in &said.members {
            let gone = self.companies.remove(*person, id, (*day, path));
            work.members.entry(*person).or_default().gone.extend(gone);
        }
        said
    }

    /// Puts in what a note says; whom its prose names, where that is known.
    pub(super) fn deposit<'a>(
        &mut self,
        id: NoteId,
        named: Option<Box<[EntityId]>>,
        sources: Sources<'a>,
        work: &mut Work<'a>,
    ) {
        let Sources { records, schema, .. } = sources;
        let Some(record) = records.at(id) else { return };
        let path = records.shared_path(id);
        let known = Known {
            entities: &self.entities,
            schema,
        };
        let own = self.entities.by_path(&path);
        self.groups
            .add((id, &path), record, own.is_some(), known, &mut work.leads, sources);
        work.touched.extend(own);
        let members = membership::stated((id, &path), record, own, &self.entities, schema);
        let said = Said {
            linked: self.linked(&path, record, sources, work),
            named: named.unwrap_or_else(|| self.named(record, &mut work.met)),
            tasks: self.tasks_in(&path, record, sources, &mut work.leads),
            generation: self.generation,
            listed: self.people(record, schema),
            members: distinct(members.iter().map(|(person, stated)| (*person, stated.day()))),
        };
        for (person, stated) in members {
            // The first time nothing is there that could count for another organisation now.
            if self.generation > 1 {
                work.members.entry(person).or_default().come.push(stated.clone());
            }
            self.companies.add(person, stated);
        }
        for (entity, index) in &said.tasks.named {
            work.touched.insert(*entity);
            let at = At {
                note: id,
                index: *index,
            };
            if let Some(list) = self.tasks.get_mut(*entity as usize) {
                // The first time all are sorted in the end.
                let place = match self.generation {
                    1 => list.len(),
                    _ => list.partition_point(|other| *other < at),
                };
                list.insert(place, at);
            }
        }
        for (entity, index) in &said.listed {
            work.touched.insert(*entity);
            if let Some(list) = self.listed.get_mut(*entity as usize) {
                let place = |at: &At| (records.path(at.note), at.index) < (&path, *index);
                let at = match list.last() {
                    Some(last) if !place(last) => list.partition_point(place),
                    _ => list.len(),
                };
                list.insert(
                    at,
                    At {
                        note: id,
                        index: *index,
                    },
                );
            }
        }
        if self.said.len() <= id as usize {
            self.said.resize_with(id as usize + 1, Said::default);
        }
        if let Some(slot) = self.said.get_mut(id as usize) {
            *slot = said;
        }
    }

    fn linked<'a>(&self, path: &str, record: &'a Record, sources: Sources<'a>, work: &mut Work<'a>) -> Box<[EntityId]> {
        for link in &record.links {
            let id = work.leads.link(&link.target, path, self, sources);
            id.into_iter().for_each(|id| work.met.add(id));
        }
        work.met.take()
    }

    fn named(&self, record: &Record, met: &mut Met) -> Box<[EntityId]> {
        for span in &record.prose {
            self.find_names(record.page.text(), *span, |id| met.add(id));
        }
        met.take()
    }

    fn people(&self, record: &Record, schema: &Schema) -> Box<[(EntityId, u32)]> {
        let listed = (0..).zip(&record.listed);
        let find = |named| self.entities.find_named(named, Some(schema.person_kind()));
        listed
            .filter_map(|(index, listed)| Some((find(&listed.named)?, index)))
            .collect()
    }
}

/// Takes those of a note out of a list in which they stand side by side, behind those that are `before` them.
fn take_out(list: &mut Vec<At>, id: NoteId, before: impl Fn(&At) -> bool) {
    let start = list.partition_point(before);
    let behind = list.get(start..).unwrap_or_default();
    let count = behind.iter().take_while(|at| at.note == id).count();
    match count {
        // A note that is gone has no place any more.
        0 => list.retain(|at| at.note != id),
        _ => drop(list.drain(start..start + count)),
    }
}

/// Each once, in order.
fn distinct<T: Copy + Ord>(ids: impl Iterator<Item = T>) -> Box<[T]> {
    /// So few are searched sooner than kept in order.
    const FEW: usize = 32;
    let (mut all, mut seen): (Vec<T>, BTreeSet<T>) = (Vec::new(), BTreeSet::new());
    for id in ids {
        if all.len() == FEW && seen.is_empty() {
            seen.extend(&all);
        }
        let known = if all.len() < FEW {
            all.contains(&id)
        } else {
            !seen.insert(id)
        };
        if !known {
            all.push(id);
        }
    }
    all.into()
}
