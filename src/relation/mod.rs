//! Stage `relation`: what notes say about entities: schema, entities, interactions, mentions.

mod context_line;
mod digest;
mod entity;
mod evidence;
mod exchange;
mod group;
mod interaction;
mod key;
mod leads;
mod listed;
mod membership;
mod mention;
mod misread;
mod name;
mod names_file;
mod naming;
mod nickname;
mod page;
mod part_map;
mod people;
mod places;
mod properties;
mod propose;
mod record;
mod records;
mod said;
mod schema;
mod schema_file;
mod settle;
mod sketch;
mod statement;
mod suggest;
mod target;
mod task_entry;
mod told;
mod touch;
mod update;
mod words;
mod yaml_de;

pub use context_line::{ContextLine, MENTIONED};
pub use digest::{Digest, Words};
pub use entity::{Entities, Entity, EntityId};
pub use group::InteractionId;
pub use interaction::{Claim, Interaction};
pub use key::{NumberMap, NumberSet};
pub use listed::{MARKS, line_span, task_number, unmarked};
pub use misread::misread;
pub use name::{link_name, name_key};
pub use names_file::read as read_names;
pub use page::Page;
pub use properties::{current_day, is_cancelled};
pub use propose::{is_of_no_kind, propose};
pub use record::{Channel, Class, Item, Listed, OpenTask, Record, Statement, TaskRef, read, text_of};
pub use records::{NoteId, Records};
pub use schema::{Kind, Limits, Nature, Part, Property, Refresh, Schema};
pub use schema_file::{SchemaError, parse as parse_schema};
pub use suggest::{Suggestion, suggestions};
pub use target::Target;
pub use task_entry::TaskEntry;
pub use touch::{Role, Touch};
pub use update::Batch;
pub use yaml_de::read as read_yaml;

use std::sync::Arc;

use crate::note::Day;
use crate::order::Order as _;
use crate::text::Span;
use crate::vault::Vault;
use group::Groups;
use key::NameKey;
use membership::Companies;
use mention::Mentions;
use said::Said;
use touch::Outline;

/// Where a task, list row or statement stands: a note and its index in that note's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At {
    /// The note.
    pub note: NoteId,
    /// Index in the record's list.
    pub index: u32,
}

/// Everything that the notes of a vault say about entities.
#[derive(Debug, Default)]
pub struct Relations {
    /// Who and what there is.
    pub entities: Entities,
    /// What happened.
    interactions: Vec<Option<Interaction>>,
    /// For each interaction, who has to do with it: the nearest first, and then by id.
    roles: Vec<Box<[(EntityId, Role)]>>,
    /// For each interaction, what is asked of it most.
    outlines: Vec<Outline>,
    /// For each entity, its interactions, newest first, undated last.
    touches: Vec<Vec<Touch>>,
    /// For each entity, the tasks that it owns or that name it and that are or were open.
    tasks: Vec<Vec<At>>,
    /// For each entity, where lists of people name it, by path.
    listed: Vec<Vec<At>>,
    /// The organisations of people over time.
    companies: Companies,
    mentions: Mentions,
    groups: Groups,
    /// The names of all files, and of some that went.
    files: NumberSet<NameKey>,
    /// What each note says by itself, once it is known who there is.
    said: Vec<Said>,
    /// How often the relations were changed.
    generation: u64,
    /// For each entity, the generation in which something of it changed last.
    changed: Vec<u64>,
}

impl Relations {
    /// Interactions of an entity, newest first.
    pub fn touches(&self, id: EntityId) -> impl Iterator<Item = (&Interaction, Role)> {
        let touches = self.touches.get(id as usize).into_iter().flatten();
        touches.filter_map(|t| Some((self.interaction(t.interaction)?, t.role)))
    }

    /// The same up to a day, without going to where the interactions are kept: newest first, undated last.
    pub fn past(&self, id: EntityId, day: Day) -> &[Touch] {
        self.parted(id, day).1
    }

    /// The same after a day, the latest first.
    pub fn upcoming(&self, id: EntityId, day: Day) -> &[Touch] {
        self.parted(id, day).0
    }

    fn parted(&self, id: EntityId, day: Day) -> (&[Touch], &[Touch]) {
        let touches = self.touches.get(id as usize).map_or(&[][..], Vec::as_slice);
        touches.split_at(touches.partition_point(|touch| touch.day > Some(day)))
    }

    /// The interaction of a touch.
    pub fn behind(&self, touch: &Touch) -> Option<&Interaction> {
        self.interaction(touch.interaction)
    }

    /// As [`Interaction::name`], of the interaction of a touch.
    pub(crate) fn name_behind(&self, touch: &Touch) -> Option<Arc<str>> {
        let outline = self.outlines.get(touch.interaction as usize);
        outline.map(|outline| Arc::clone(&outline.name))
    }

    /// The people, the owner of the vault left out, who have more than a mention in the interaction of a touch; whether each
    /// has to do with it directly.
    pub fn people_around(&self, touch: &Touch) -> &[(EntityId, bool)] {
        let outline = self.outlines.get(touch.interaction as usize);
        outline.map_or(&[], |outline| &outline.people)
    }

    /// Who of an organisation, on a day, a note only mentions.
    pub fn mentioned_of(&self, company: EntityId, note: NoteId, day: Option<Day>) -> impl Iterator<Item = EntityId> {
        let around = self.recorded_by(note).map_or(&[][..], |id| self.roles_of(id));
        let mentioned = around.iter().filter(|(_, role)| *role == Role::Mention);
        let people = mentioned.map(|(id, _)| *id);
        people.filter(move |person| self.company_on(*person, day) == Some(company))
    }

    /// Interactions of an entity with its role in each and everyone who has to do with it, the nearest first; newest
    /// first.
    pub fn shared(&self, id: EntityId) -> impl Iterator<Item = (&Interaction, Role, &[(EntityId, Role)])> {
        let touches = self.touches.get(id as usize).into_iter().flatten();
        touches.filter_map(|t| Some((self.interaction(t.interaction)?, t.role, self.roles_of(t.interaction))))
    }

    /// All interactions with everyone who has to do with each, newest first.
    pub fn all(&self) -> impl Iterator<Item = (&Interaction, &[(EntityId, Role)])> {
        let all = (0..).zip(&self.interactions);
        let mut all: Vec<_> = all
            .filter_map(|(id, i)| Some((i.as_ref()?, self.roles_of(id))))
            .collect();
        all.order_by(|(a, _), (b, _)| a.order(b));
        all.into_iter()
    }

    /// Whom a note is about: its own entity; else the subject of its interaction and then who took part, the owner of
    /// the vault left out.
    pub fn about(&self, path: &str, records: &Records) -> Vec<EntityId> {
        if let Some(own) = self.entities.by_path(path) {
            return vec![own];
        }
        let mut about = Vec::new();
        for id in self
            .interaction_of(path, records)
            .into_iter()
            .flat_map(|i| i.subject.iter().chain(&i.participants))
        {
            if !self.entities.is_self(*id) && !about.contains(id) {
                about.push(*id);
            }
        }
        about
    }

    /// The interaction that the note at `path` records.
    pub fn interaction_of(&self, path: &str, records: &Records) -> Option<&Interaction> {
        self.interaction(self.recorded_by(records.id(path)?)?)
    }

    fn recorded_by(&self, note: NoteId) -> Option<InteractionId> {
        let records = |id: &InteractionId| self.interaction(*id).is_some_and(|i| i.notes.contains(&note));
        self.groups.of_note(note).find(records)
    }

    /// The interaction of an entity for which a link in the note at `from` stands: that of the note that it leads to, else
    /// that of the missing note of its name.
    pub fn touch_behind(
        &self,
        id: EntityId,
        target: &str,
        from: &str,
        records: &Records,
        vault: &Vault,
    ) -> Option<(&Interaction, Role)> {
        let found = match vault.dest(target, from) {
            _ if target.is_empty() => None,
            Some(path) => self.recorded_by(records.id(path)?),
            None => self.groups.of_missing(target),
        }?;
        let roles = self.roles_of(found);
        let place = |nearness| roles.binary_search_by_key(&(nearness, id), |(id, role)| (role.nearness(), *id));
        let at = (0..Role::NEARNESSES).find_map(|nearness| place(nearness).ok())?;
        Some((self.interaction(found)?, roles.get(at)?.1))
    }

    /// Tasks that an entity owns or that name it and that are or were open, in no order.
    pub fn tasks(&self, id: EntityId) -> impl Iterator<Item = At> {
        self.tasks.get(id as usize).into_iter().flatten().copied()
    }

    /// The tasks of a note that are or were open, in their order.
    pub fn task_entries(&self, note: NoteId) -> &[TaskEntry] {
        self.said.get(note as usize).map_or(&[], |said| &said.tasks.entries)
    }

    /// One of these.
    pub fn task_entry(&self, at: At) -> Option<&TaskEntry> {
        let entries = self.task_entries(at.note);
        let place = entries.binary_search_by_key(&at.index, |entry| entry.index).ok()?;
        entries.get(place)
    }

    /// Who else than the owner of the vault is to do a task of a note.
    pub fn task_owners(&self, note: NoteId, task: &TaskEntry) -> impl Iterator<Item = EntityId> {
        let owners = self.said.get(note as usize).filter(|_| task.owned);
        let owners = owners.map_or(&[][..], |said| &said.tasks.owners);
        let before = owners.partition_point(|(of, _)| *of < task.index);
        let of_it = owners.iter().skip(before).take_while(|(of, _)| *of == task.index);
        of_it.map(|(_, owner)| *owner)
    }

    /// How often the relations were changed when what a note says was put in last.
    pub fn put_in(&self, note: NoteId) -> u64 {
        self.said.get(note as usize).map_or(0, |said| said.generation)
    }

    /// The organisation that a person belonged to on a day, or belongs to now.
    pub fn company_on(&self, person: EntityId, day: Option<Day>) -> Option<EntityId> {
        self.companies.on(person, day)
    }

    /// The people of an organisation on a day.
    pub fn people_of(&self, company: EntityId, day: Day) -> impl Iterator<Item = EntityId> {
        self.companies.people_of(company, day)
    }

    /// The organisations that brackets behind a person's name gave up to a day, each with the newest note that says so, by
    /// day; where nothing was said by then, the oldest one.
    pub fn stated_companies(&self, id: EntityId, day: Day) -> Vec<(EntityId, NoteId)> {
        self.companies.listed(id, day)
    }

    /// Where lists of people name someone, by path.
    pub fn listed(&self, id: EntityId) -> impl Iterator<Item = At> {
        self.listed.get(id as usize).into_iter().flatten().copied()
    }

    /// The entity that a link in the note at `from` leads to: by note first, then by name or alias.
    pub fn link(&self, target: &Target, from: &str, vault: &Vault) -> Option<EntityId> {
        let note = Some(target)
            .filter(|target| self.may_be_file(target))
            .and_then(|target| vault.dest(target.text(), from));
        match note.filter(|path| *path != from) {
            Some(path) => self.entities.by_path(path),
            None => self.link_by_name(target),
        }
    }

    /// Whether a file may have the name of a target; of those that none has, most need no more than this.
    fn may_be_file(&self, target: &Target) -> bool {
        self.files.contains(&target.file())
    }

    fn link_by_name(&self, target: &Target) -> Option<EntityId> {
        // Most links lead to nobody, and say nothing in brackets.
        let half = || {
            let text = Some(target.text()).filter(|text| text.contains('('))?;
            self.entities.find_half(link_name(text), None)
        };
        self.entities.by_key(target.name(), None).or_else(half)
    }

    /// Calls `found` for each entity named in `span` of `text`.
    pub fn find_names(&self, text: &str, span: Span, mut found: impl FnMut(EntityId)) {
        self.mentions.find(text, span, |id, _| found(id));
    }

    /// How often the relations were changed when something of an entity changed last.
    pub fn changed(&self, id: EntityId) -> u64 {
        self.changed.get(id as usize).copied().unwrap_or(0)
    }

    /// How often the relations were changed.
    pub fn generation(&self) -> u64 {
        self.generation
    }

    fn interaction(&self, id: InteractionId) -> Option<&Interaction> {
        self.interactions.get(id as usize)?.as_ref()
    }

    fn roles_of(&self, id: InteractionId) -> &[(EntityId, Role)] {
        self.roles.get(id as usize).map_or(&[], |roles| roles)
    }
}
