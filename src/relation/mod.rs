//! Stage `relation`: what notes say about entities: schema, entities, interactions, mentions.

mod context_line;
mod entity;
mod interaction;
mod listed;
mod membership;
mod mention;
mod name;
mod names_file;
mod nickname;
mod part_map;
mod places;
mod properties;
mod propose;
mod record;
mod schema;
mod schema_file;
mod sketch;
mod statement;
mod suggest;
mod touch;
mod yaml_de;

use std::collections::BTreeMap;

pub use context_line::ContextLine;
pub use entity::{Entities, Entity, EntityId};
pub use interaction::{Claim, Interaction};
pub use listed::line_span;
pub use name::{link_name, name_key};
pub use names_file::read as read_names;
pub use properties::current_day;
pub use propose::propose;
pub use record::{Channel, Class, Listed, Record, Statement, TaskRef, read};
pub use schema::{Kind, Limits, Nature, Part, Property, Refresh, Schema};
pub use schema_file::{SchemaError, parse as parse_schema};
pub use sketch::word_hash;
pub use suggest::{Suggestion, suggestions};
pub use touch::{Role, Touch};
pub use yaml_de::read as read_yaml;

use crate::note::Day;
use crate::text::Span;
use crate::vault::Vault;
use membership::{Companies, Membership};
use mention::Mentions;

/// Where a task, list row or statement stands: a note and its index in that note's record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct At<'a> {
    /// Path of the note.
    pub path: &'a str,
    /// Index in the record's list.
    pub index: usize,
}

/// Everything that the notes of a vault say about entities.
#[derive(Debug, Default)]
pub struct Relations {
    /// Who and what there is.
    pub entities: Entities,
    /// What happened, newest first, undated last.
    pub interactions: Vec<Interaction>,
    /// For each interaction, who has to do with it.
    roles: Vec<Vec<(EntityId, Role)>>,
    /// For each entity, its interactions in that order.
    touches: Vec<Vec<Touch>>,
    /// For each entity, the tasks that it owns or that name it: path and index in the record's tasks.
    tasks: Vec<Vec<(String, usize)>>,
    /// The organisations of people over time.
    companies: Companies,
    /// For each person, the organisations that brackets behind their name give, with the path of the newest note.
    stated_companies: BTreeMap<EntityId, Vec<(EntityId, String)>>,
    /// For each person, where lists of people name them: path and index in the record's `listed`.
    listed: BTreeMap<EntityId, Vec<(String, usize)>>,
    mentions: Mentions,
}

impl Relations {
    /// Computes all relations of a vault.
    pub fn new(records: &BTreeMap<String, Record>, vault: &Vault, schema: &Schema) -> Self {
        let in_order = records.iter().map(|(path, record)| (path.as_str(), record));
        let entities = entity::collect(in_order.clone(), schema);
        let mentions = Mentions::new(&entities);
        let known = interaction::Known {
            entities: &entities,
            schema,
            vault,
        };
        let interactions = interaction::collect(in_order, known);
        let mut relations = Self {
            touches: vec![Vec::new(); entities.len()],
            tasks: vec![Vec::new(); entities.len()],
            entities,
            interactions,
            mentions,
            ..Self::default()
        };
        relations.read_people(records, vault, schema);
        relations.read_touches(records, vault);
        relations.read_tasks(records, vault);
        relations
    }

    /// Interactions of an entity, newest first.
    pub fn touches(&self, id: EntityId) -> impl Iterator<Item = (&Interaction, Role)> {
        let touches = self.touches.get(id as usize).into_iter().flatten();
        touches.filter_map(|t| Some((self.interactions.get(t.interaction as usize)?, t.role)))
    }

    /// Interactions of an entity with everyone who has to do with each, newest first.
    pub fn shared(&self, id: EntityId) -> impl Iterator<Item = (&Interaction, &[(EntityId, Role)])> {
        let touches = self.touches.get(id as usize).into_iter().flatten();
        touches.filter_map(|t| {
            let index = t.interaction as usize;
            Some((self.interactions.get(index)?, self.roles.get(index)?.as_slice()))
        })
    }

    /// All interactions with everyone who has to do with each, sorted by id; newest first.
    pub fn all(&self) -> impl Iterator<Item = (&Interaction, &[(EntityId, Role)])> {
        self.interactions.iter().zip(self.roles.iter().map(Vec::as_slice))
    }

    /// Whom a note is about: its own entity; else the subject of its interaction and then who took part, the owner of
    /// the vault left out.
    pub fn about(&self, path: &str) -> Vec<EntityId> {
        if let Some(own) = self.entities.by_path(path) {
            return vec![own];
        }
        let mut about = Vec::new();
        let interaction = self
            .interactions
            .iter()
            .find(|i| i.notes.iter().any(|note| note == path));
        for id in interaction
            .into_iter()
            .flat_map(|i| i.subject.iter().chain(&i.participants))
        {
            if !self.entities.is_self(*id) && !about.contains(id) {
                about.push(*id);
            }
        }
        about
    }

    /// Tasks that an entity owns or that name it, by path and line.
    pub fn tasks(&self, id: EntityId) -> impl Iterator<Item = At<'_>> {
        let tasks = self.tasks.get(id as usize).into_iter().flatten();
        tasks.map(|(path, index)| At { path, index: *index })
    }

    /// The organisation that a person belonged to on a day, or belongs to now.
    pub fn company_on(&self, person: EntityId, day: Option<Day>) -> Option<EntityId> {
        self.companies.on(person, day)
    }

    /// The people of an organisation.
    pub fn people_of(&self, company: EntityId) -> impl Iterator<Item = EntityId> {
        self.companies.people_of(company)
    }

    /// The organisations that brackets behind a person's name give, each with a note that says so.
    pub fn stated_companies(&self, id: EntityId) -> impl Iterator<Item = (EntityId, &str)> {
        let stated = self.stated_companies.get(&id).into_iter().flatten();
        stated.map(|(company, path)| (*company, path.as_str()))
    }

    /// Where lists of people name someone.
    pub fn listed(&self, id: EntityId) -> impl Iterator<Item = At<'_>> {
        let listed = self.listed.get(&id).into_iter().flatten();
        listed.map(|(path, index)| At { path, index: *index })
    }

    /// The entity that a link in the note at `from` leads to: by note first, then by name or alias.
    pub fn link(&self, target: &str, from: &str, vault: &Vault) -> Option<EntityId> {
        let note = vault.dest(target, from).filter(|path| *path != from);
        match note {
            Some(path) => self.entities.by_path(path),
            None => self.entities.find(link_name(target), None),
        }
    }

    /// Calls `found` for each entity named in `span` of `text`.
    pub fn find_names(&self, text: &str, span: Span, mut found: impl FnMut(EntityId)) {
        self.mentions.find(text, span, |id, _| found(id));
    }

    /// Which lists name whom, and who belongs to which organisation: the newest statement wins.
    fn read_people(&mut self, records: &BTreeMap<String, Record>, vault: &Vault, schema: &Schema) {
        let mut membership = Membership::new(&self.entities, schema);
        for (path, record) in records {
            if let (Some(id), Some(note)) = (self.entities.by_path(path), vault.note(path)) {
                let stated = record.statements.iter().filter(|s| s.field == "company");
                stated.for_each(|s| membership.state(id, &s.value, current_day(note), None));
            }
            for named in &record.participants {
                if let Some(id) = self.entities.find_named(named, Some(schema.person_kind())) {
                    named
                        .qualifiers
                        .iter()
                        .for_each(|q| membership.state(id, q, record.day, Some(path)));
                }
            }
            for (index, listed) in record.listed.iter().enumerate() {
                if let Some(id) = self.entities.find_named(&listed.named, Some(schema.person_kind())) {
                    self.listed.entry(id).or_default().push((path.clone(), index));
                }
            }
        }
        (self.companies, self.stated_companies) = membership.finish();
    }

    fn read_touches(&mut self, records: &BTreeMap<String, Record>, vault: &Vault) {
        let mut touches = std::mem::take(&mut self.touches);
        let mut roles = Vec::with_capacity(self.interactions.len());
        for (index, interaction) in (0_u32..).zip(&self.interactions) {
            let named = interaction
                .notes
                .iter()
                .flat_map(|path| match (vault.note(path), records.get(path)) {
                    (Some(note), Some(record)) => touch::mentions(path, note, record, self, vault),
                    _ => Vec::new(),
                });
            let of_one = touch::roles(interaction, named, self);
            for (id, role) in &of_one {
                if let Some(list) = touches.get_mut(*id as usize) {
                    list.push(Touch {
                        interaction: index,
                        role: *role,
                    });
                }
            }
            roles.push(of_one.into_iter().collect());
        }
        self.touches = touches;
        self.roles = roles;
    }

    /// Which open tasks each entity owns, and which name it.
    fn read_tasks(&mut self, records: &BTreeMap<String, Record>, vault: &Vault) {
        let mut tasks = std::mem::take(&mut self.tasks);
        for (path, record) in records {
            let Some(note) = vault.note(path) else { continue };
            for (index, task) in record.tasks.iter().enumerate().filter(|(_, t)| t.open) {
                let mut ids: Vec<EntityId> = task.owners.iter().filter_map(|o| self.entities.find(o, None)).collect();
                self.find_names(&note.text, task.line, |id| ids.push(id));
                let links = note.links.iter().filter(|link| task.line.contains(link.span));
                ids.extend(links.filter_map(|link| self.link(&link.target, path, vault)));
                ids.sort_unstable();
                ids.dedup();
                for id in ids {
                    if let Some(list) = tasks.get_mut(id as usize) {
                        list.push((path.clone(), index));
                    }
                }
            }
        }
        self.tasks = tasks;
    }
}
