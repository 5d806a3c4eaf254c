//! People around an entity: who shares its interactions, who its contacts are, who is related.

use std::collections::{BTreeMap, BTreeSet};

use super::profile::role_and_company;
use super::shape::Person;
use super::strength::{pair_weight, score};
use super::view::View;
use crate::note::Day;
use crate::relation::{Entity, EntityId, Nature, Part, Role};

/// Most people in a list.
const MOST: usize = 50;
/// How many of those with the strongest ties are related where no note says so.
const RELATED: usize = 10;
/// How many of those who meet with an organisation most stand in for unknown contacts.
const STAND_INS: usize = 5;

/// The people around one entity.
pub(super) struct People {
    pub(super) collaborators: Vec<Person>,
    pub(super) contacts: Vec<Person>,
    pub(super) related: Vec<Person>,
}

/// Interactions shared with someone.
#[derive(Debug, Clone, Copy, Default)]
struct Shared {
    count: usize,
    last: Option<Day>,
    /// Pair strength; see [`pair_weight`].
    tie: f64,
}

/// Finds the people around `id`; the vault's owner is left out.
pub(super) fn people(view: &View, id: EntityId) -> People {
    let shared = shared(view, id);
    let person = |who: EntityId| person(view, who, shared.get(&who).copied().unwrap_or_default());
    let mut by_shared: Vec<EntityId> = shared.keys().copied().collect();
    by_shared.sort_by_key(|who| {
        let with = shared.get(who).copied().unwrap_or_default();
        (std::cmp::Reverse((with.count, with.last)), view.name(*who))
    });
    let collaborators: Vec<Person> = by_shared.iter().take(MOST).map(|who| person(*who)).collect();
    let related = related(view, id, &shared).into_iter().map(person).collect();
    People {
        contacts: contacts(view, id, &by_shared).into_iter().map(person).collect(),
        collaborators,
        related,
    }
}

/// Who has to do with the interactions of `id`, with how many. A mere mention shares nothing.
fn shared(view: &View, id: EntityId) -> BTreeMap<EntityId, Shared> {
    let mut shared: BTreeMap<EntityId, Shared> = BTreeMap::new();
    for (interaction, roles) in view.relations.shared(id).filter(|(i, _)| !view.is_future(i)) {
        let direct = |who: EntityId| roles.iter().any(|(id, role)| *id == who && *role == Role::Direct);
        let weight = interaction
            .day
            .filter(|_| direct(id))
            .map(|day| pair_weight(view, interaction, day));
        let others = roles.iter().filter(|(who, role)| *who != id && *role != Role::Mention);
        for (who, role) in others.filter(|(who, _)| is_ranked_person(view, *who)) {
            let with = shared.entry(*who).or_default();
            with.count += 1;
            with.last = with.last.max(interaction.day);
            if *role == Role::Direct {
                with.tie += weight.unwrap_or(0.0);
            }
        }
    }
    shared
}

pub(super) fn is_ranked_person(view: &View, id: EntityId) -> bool {
    view.nature(id) == Nature::Person && !view.relations.entities.is_self(id)
}

/// For organisations and undertakings: the listed contacts and the people of the company, else who meets with it most;
/// strongest first. For people: the listed contacts.
fn contacts(view: &View, id: EntityId, by_shared: &[EntityId]) -> Vec<EntityId> {
    let mut contacts: BTreeSet<EntityId> = own_list(view, id, Part::Contacts).into_iter().collect();
    if view.nature(id) != Nature::Person {
        contacts.extend(view.relations.people_of(id).filter(|who| is_ranked_person(view, *who)));
        if contacts.is_empty() {
            contacts.extend(by_shared.iter().take(STAND_INS));
        }
    }
    let mut contacts: Vec<(Option<f64>, String, EntityId)> = contacts
        .into_iter()
        .map(|who| (score(view, who), view.name(who), who))
        .collect();
    contacts.sort_by(|(a, a_name, _), (b, b_name, _)| {
        let strength = |s: &Option<f64>| s.unwrap_or(-1.0);
        strength(b).total_cmp(&strength(a)).then_with(|| a_name.cmp(b_name))
    });
    contacts.into_iter().take(MOST).map(|(_, _, who)| who).collect()
}

/// The people whom the own note lists as related, in its order; then those with the strongest ties.
fn related(view: &View, id: EntityId, shared: &BTreeMap<EntityId, Shared>) -> Vec<EntityId> {
    let mut related = own_list(view, id, Part::Related);
    let mut tied: Vec<(f64, String, EntityId)> = shared
        .iter()
        .filter(|(who, with)| with.tie > 0.0 && !related.contains(who))
        .map(|(who, with)| (with.tie, view.name(*who), *who))
        .collect();
    tied.sort_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    related.extend(tied.into_iter().take(RELATED).map(|(_, _, who)| who));
    related
}

/// The people that a part of the entity's own note lists, in its order, each once.
fn own_list(view: &View, id: EntityId, part: Part) -> Vec<EntityId> {
    let own = view.relations.entities.get(id).into_iter().flat_map(Entity::paths);
    let records = own.filter_map(|path| view.records.get(path));
    let entities = &view.relations.entities;
    let kind = view.schema.person_kind();
    let listed = records.flat_map(|r| &r.listed).filter(|l| l.part == part);
    let mut found: Vec<EntityId> = Vec::new();
    for who in listed.filter_map(|l| entities.find_named(&l.named, Some(kind))) {
        if !found.contains(&who) && who != id && !entities.is_self(who) {
            found.push(who);
        }
    }
    found
}

fn person(view: &View, id: EntityId, shared: Shared) -> Person {
    let (role, company) = role_and_company(view, id);
    Person {
        name: view.name(id),
        role,
        company,
        shared: shared.count,
        last: shared.last,
        tie: shared.tie,
        strength: score(view, id),
    }
}
