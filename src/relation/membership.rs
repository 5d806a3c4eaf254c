//! Which organisations people belong to.

use std::collections::BTreeMap;

use super::entity::{Entities, EntityId};
use super::schema::{Nature, Schema};
use crate::note::Day;

/// Statements that a person belongs to an organisation, as they are read.
pub(super) struct Membership<'a> {
    entities: &'a Entities,
    schema: &'a Schema,
    stated: BTreeMap<EntityId, Vec<Stated>>,
}

/// One statement.
struct Stated {
    day: Option<Day>,
    company: EntityId,
    /// The note whose list of participants says so; `None` for the person's own note.
    path: Option<String>,
}

/// Where participants lists give a person's organisations: each with the newest note that says so.
type Places = BTreeMap<EntityId, Vec<(EntityId, String)>>;

/// The organisations of people over time.
#[derive(Debug, Default)]
pub(super) struct Companies(BTreeMap<EntityId, Vec<(Option<Day>, EntityId)>>);

impl Companies {
    /// Where a person was on a day: by the newest statement up to it, else by the oldest; without a day, where they are now.
    pub(super) fn on(&self, person: EntityId, day: Option<Day>) -> Option<EntityId> {
        let stated = self.0.get(&person)?;
        let up_to = stated.iter().rev().find(|(since, _)| day.is_none() || *since <= day);
        up_to.or(stated.first()).map(|(_, company)| *company)
    }

    /// Who belongs to an organisation now.
    pub(super) fn people_of(&self, company: EntityId) -> impl Iterator<Item = EntityId> {
        let people = self
            .0
            .iter()
            .filter(move |(_, stated)| stated.last().is_some_and(|(_, c)| *c == company));
        people.map(|(person, _)| *person)
    }
}

impl<'a> Membership<'a> {
    pub(super) fn new(entities: &'a Entities, schema: &'a Schema) -> Self {
        Self {
            entities,
            schema,
            stated: BTreeMap::new(),
        }
    }

    /// Notes that someone said, on `day`, that `person` belongs to `company`; what is no known organisation is left out.
    pub(super) fn state(&mut self, person: EntityId, company: &str, day: Option<Day>, path: Option<&str>) {
        let Some(company) = self.entities.find(company, None) else {
            return;
        };
        let nature = |id| self.entities.get(id).map(|e| self.schema.nature(&e.kind));
        if nature(company) == Some(Nature::Organisation) && nature(person) == Some(Nature::Person) {
            let path = path.map(str::to_owned);
            self.stated
                .entry(person)
                .or_default()
                .push(Stated { day, company, path });
        }
    }

    /// The organisations of people over time, and where participants lists give them.
    pub(super) fn finish(self) -> (Companies, Places) {
        let (mut companies, mut places) = (Companies::default(), Places::new());
        for (person, mut stated) in self.stated {
            stated.sort_by_key(|s| s.day);
            companies
                .0
                .insert(person, stated.iter().map(|s| (s.day, s.company)).collect());
            let by_company: BTreeMap<EntityId, String> =
                stated.into_iter().filter_map(|s| Some((s.company, s.path?))).collect();
            places.insert(person, by_company.into_iter().collect());
        }
        (companies, places)
    }
}
