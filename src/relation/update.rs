//! Keeps relations up to date: what changed notes say is taken out and put in again, with what rests on it.
//!
//! What a note says by itself depends on its record, on whom names mean, and on where links lead. So besides the changed
//! notes those are looked at again that ask for a name or a file that came, went or changed. Making all relations is the
//! same with all notes changed.

use std::collections::{BTreeMap, BTreeSet};

use super::Relations;
use super::entity::{self, EntityId};
use super::group::InteractionId;
use super::key::NameKey;
use super::leads::Leads;
use super::membership::{Companies, Moved, Stated};
use super::mention::{self, Renamed};
use super::records::{NoteId, Records};
use super::said::{Met, Said};
use super::schema::Schema;
use super::touch::Places;
use crate::note::Day;
use crate::order::{self, Order};
use crate::vault::Vault;

/// Changes of a vault that belong together.
#[derive(Debug, Default)]
pub struct Batch {
    /// Notes that came or changed.
    pub notes: Vec<NoteId>,
    /// Notes that went; their numbers may be those of notes that came.
    pub gone: Vec<NoteId>,
    /// Paths of files, notes and others, that came or went, and of notes that became something else.
    pub files: Vec<String>,
    /// Whether that may change who there is.
    pub names: bool,
}

impl Batch {
    /// Whether nothing changed.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty() && self.gone.is_empty() && self.files.is_empty() && !self.names
    }
}

/// All that notes are looked up in.
#[derive(Clone, Copy)]
pub(super) struct Sources<'a> {
    pub(super) records: &'a Records,
    pub(super) vault: &'a Vault,
    pub(super) schema: &'a Schema,
}

/// What has to be done, as it turns out.
#[derive(Default)]
pub(super) struct Work<'a> {
    /// Notes to look at again, some of them more than once; whether their prose has to be searched.
    notes: Vec<(NoteId, bool)>,
    /// Entities of which something changed.
    pub(super) touched: Touched,
    /// Interactions whose roles may change.
    pub(super) roles: BTreeSet<InteractionId>,
    /// What changed of where people belong.
    pub(super) members: BTreeMap<EntityId, Moved>,
    /// Names of entities that are gone, or may have another one now.
    names: BTreeSet<String>,
    pub(super) met: Met,
    pub(super) leads: Leads<'a>,
    pub(super) places: Places,
}

/// Entities of which something changed, each once.
#[derive(Debug, Default)]
pub(super) struct Touched {
    all: Vec<EntityId>,
    /// By id.
    is: Vec<bool>,
}

impl Touched {
    pub(super) fn insert(&mut self, id: EntityId) {
        let index = id as usize;
        if self.is.len() <= index {
            self.is.resize(index + 1, false);
        }
        if let Some(is) = self.is.get_mut(index).filter(|is| !**is) {
            *is = true;
            self.all.push(id);
        }
    }

    pub(super) fn contains(&self, id: EntityId) -> bool {
        self.is.get(id as usize).copied().unwrap_or(false)
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = EntityId> + Clone {
        self.all.iter().copied()
    }
}

impl Extend<EntityId> for Touched {
    fn extend<I: IntoIterator<Item = EntityId>>(&mut self, ids: I) {
        ids.into_iter().for_each(|id| self.insert(id));
    }
}

impl Work<'_> {
    fn look_at(&mut self, notes: impl IntoIterator<Item = NoteId>) {
        self.notes.extend(notes.into_iter().map(|id| (id, false)));
    }

    fn search(&mut self, notes: impl IntoIterator<Item = NoteId>) {
        self.notes.extend(notes.into_iter().map(|id| (id, true)));
    }
}

impl Relations {
    /// Computes all relations of a vault.
    pub fn new(records: &Records, vault: &Vault, schema: &Schema) -> Self {
        let mut relations = Self::default();
        let all = Batch {
            notes: records.ids().map(|(_, id)| id).collect(),
            names: true,
            ..Batch::default()
        };
        let sources = Sources { records, vault, schema };
        relations.apply(&all, sources);
        relations
    }

    /// Takes over changes of a vault, which `records` and `vault` have taken over before. Gives the names of the entities
    /// whose summaries may have changed, sorted.
    pub fn update(&mut self, batch: &Batch, records: &Records, vault: &Vault, schema: &Schema) -> BTreeSet<String> {
        let sources = Sources { records, vault, schema };
        match self.apply(batch, sources) {
            Some(work) => {
                let mut told = self.told(&work.touched, records);
                told.extend(work.names);
                told
            }
            None => {
                // Another owner is another view of everything.
                let generation = self.generation;
                let mut names = order::set(self.entities.iter().map(|(_, e)| e.name.to_string()));
                *self = Self::new(records, vault, schema);
                self.generation = generation + 1;
                self.changed.fill(self.generation);
                self.said.iter_mut().for_each(|said| said.generation = generation + 1);
                names.extend(self.entities.iter().map(|(_, e)| e.name.to_string()));
                names
            }
        }
    }

    /// `None` when everything has to be made anew.
    fn apply<'a>(&mut self, batch: &Batch, sources: Sources<'a>) -> Option<Work<'a>> {
        let records = sources.records;
        let first = self.generation == 0;
        self.generation += 1;
        let mut work = Work::default();
        if first {
            self.groups.reserve(records.len());
            self.said.reserve(records.len());
            self.files.reserve(sources.vault.len());
            self.files.extend(sources.vault.each_file().map(NameKey::of_file));
        }
        let there = batch.files.iter().filter(|path| sources.vault.has_file(path));
        self.files.extend(there.map(|path| NameKey::of_file(path)));
        work.search(batch.notes.iter().copied());
        for path in &batch.files {
            work.look_at(asking(records, path));
        }
        for id in &batch.gone {
            self.withdraw(*id, None, records, &mut work);
        }
        if batch.names {
            self.update_entities(first, sources, &mut work)?;
        }
        let notes = std::mem::take(&mut work.notes);
        let notes = records.each_by_path(notes);
        let old: Vec<Said> = match first {
            true => Vec::new(),
            false => notes
                .iter()
                .map(|(path, id, _)| self.withdraw(*id, Some(path), records, &mut work))
                .collect(),
        };
        let mut old = old.into_iter();
        for (_, id, search) in notes {
            let named = old.next().filter(|_| !search).map(|old| old.named);
            self.deposit(id, named, sources, &mut work);
        }
        if first {
            self.tasks.iter_mut().for_each(|list| list.order());
        }
        self.compare_companies(&mut work);
        let regrouped = self.groups.regroup(records);
        self.exchange_interactions(regrouped, sources, &mut work);
        if first {
            self.changed.fill(self.generation);
        }
        for id in work.touched.iter() {
            if let Some(changed) = self.changed.get_mut(id as usize) {
                *changed = self.generation;
            }
        }
        Some(work)
    }

    /// Makes the table of entities anew, and finds what has to be looked at as it differs.
    fn update_entities(&mut self, first: bool, sources: Sources, work: &mut Work) -> Option<()> {
        let Sources { records, schema, .. } = sources;
        let evidence = records.evidence();
        let fresh = entity::collect(evidence.own(records), evidence.namings(records, schema), schema);
        let old = std::mem::replace(&mut self.entities, fresh);
        let difference = self.entities.settle(old, schema);
        if difference.owner && !first {
            return None;
        }
        let limit = self.entities.limit();
        self.touches.resize_with(limit, Vec::new);
        self.tasks.resize_with(limit, Vec::new);
        self.listed.resize_with(limit, Vec::new);
        self.changed.resize(limit, 0);
        let renamed = self.mentions.update(&self.entities);
        if first {
            return Some(());
        }
        for key in &difference.keys {
            work.look_at(evidence.asking(*key).iter().copied());
        }
        for path in &difference.paths {
            work.look_at(asking(records, path).chain(records.id(path)));
        }
        for folder in &difference.folders {
            work.look_at(records.below(folder));
        }
        for id in difference.changed {
            work.touched.insert(id);
            work.roles.extend(self.interactions_of(id));
        }
        work.touched.extend(difference.come);
        work.names.extend(difference.names);
        self.search_names(&renamed, records, work);
        Some(())
    }

    /// Finds the notes whose prose has to be searched as names came or went.
    fn search_names(&self, renamed: &Renamed, records: &Records, work: &mut Work) {
        for id in &renamed.losing {
            let interactions = self.interactions_of(*id).filter_map(|i| self.interaction(i));
            work.search(interactions.flat_map(|i| i.notes.iter().copied()));
            work.search(self.tasks(*id).map(|at| at.note));
        }
        let Some(search) = mention::any_of(&renamed.gained) else {
            return;
        };
        let found = records.ids().map(|(_, id)| id);
        let found = found.filter(|id| records.at(*id).is_some_and(|record| search.finds(record.page.text())));
        work.search(found);
    }

    pub(super) fn interactions_of(&self, id: EntityId) -> impl Iterator<Item = InteractionId> {
        let touches = self.touches.get(id as usize).into_iter().flatten();
        touches.map(|touch| touch.interaction)
    }

    /// Finds whose interactions count for another organisation now.
    fn compare_companies(&self, work: &mut Work) {
        let members = std::mem::take(&mut work.members);
        for (person, moved) in members {
            work.touched.insert(person);
            if moved.is_nothing() {
                continue;
            }
            let now = self.companies.all(person);
            let before = self.companies.all_before(person, moved);
            let then = |day: Option<Day>| Companies::newest(&before, day);
            // Any of them may show the person on some day.
            work.touched
                .extend(before.iter().chain(now).filter_map(Stated::company));
            let differ = self.interactions_of(person).filter(|id| {
                let day = self.interaction(*id).and_then(|interaction| interaction.day);
                then(day) != self.companies.on(person, day)
            });
            work.roles.extend(differ);
        }
    }
}

/// The notes that ask for a file.
fn asking<'a>(records: &'a Records, path: &str) -> impl Iterator<Item = NoteId> + use<'a> {
    records.evidence().asking(NameKey::of_file(path)).iter().copied()
}
