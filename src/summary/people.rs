//! People around an entity: who shares its interactions, who its contacts are, who is related.

use super::profile::role_and_company;
use super::shape::Person;
use super::strength::{pair_weight, score};
use super::view::View;
use crate::note::Day;
use crate::order::{self, Order as _};
use crate::relation::{EntityId, Nature, Part, Role};

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
    count: u32,
    last: Option<Day>,
    /// Pair strength; see [`pair_weight`].
    tie: f64,
}

/// Finds the people around `id`; the vault's owner is left out.
pub(super) fn people(view: &View, id: EntityId) -> People {
    let shared = shared(view, id);
    let with = |who: EntityId| {
        let at = shared.binary_search_by_key(&who, |(who, _)| *who).ok();
        at.and_then(|at| shared.get(at)).map(|(_, with)| *with)
    };
    let person = |who: EntityId| person(view, who, with(who).unwrap_or_default());
    let by_shared = most_shared(view, &shared);
    let collaborators: Vec<Person> = by_shared.iter().map(|who| person(*who)).collect();
    let related = related(view, id, &shared).into_iter().map(person).collect();
    People {
        contacts: contacts(view, id, &by_shared).into_iter().map(person).collect(),
        collaborators,
        related,
    }
}

/// Who has to do with the interactions of `id`, with how many, by id. A mere mention of either shares nothing.
fn shared(view: &View, id: EntityId) -> Vec<(EntityId, Shared)> {
    let mut all: Vec<(EntityId, Shared)> = Vec::new();
    let mut places = view.cache.places(view.relations.entities.limit());
    for touch in view.past(id).iter().filter(|touch| touch.role != Role::Mention) {
        let direct_day = touch.day.filter(|_| touch.role == Role::Direct);
        let weight = direct_day.map_or(0.0, |day| pair_weight(view, touch.in_the_room, day));
        for (who, is_direct) in view.relations.people_around(touch) {
            let at = places.of(*who, all.len());
            if at == all.len() {
                all.push((*who, Shared::default()));
            }
            if let Some((_, with)) = all.get_mut(at) {
                with.count += 1;
                with.last = with.last.max(touch.day);
                with.tie += if *is_direct { weight } else { 0.0 };
            }
        }
    }
    places.forget(all.iter().map(|(who, _)| *who));
    all.retain(|(who, _)| *who != id);
    all.order_by(|(a, _), (b, _)| a.cmp(b));
    all
}

/// Those who share the most interactions, the most first.
fn most_shared(view: &View, shared: &[(EntityId, Shared)]) -> Vec<EntityId> {
    let label = |who: EntityId| view.relations.entities.label(who);
    let mut most: Vec<&(EntityId, Shared)> = shared.iter().collect();
    if most.len() > MOST {
        // Who shares fewer than so many do is not among them.
        let mut counts: Vec<_> = most.iter().map(|(_, with)| (with.count, with.last)).collect();
        counts.order();
        let least = counts.len().checked_sub(MOST).and_then(|at| counts.get(at)).copied();
        most.retain(|(_, with)| Some((with.count, with.last)) >= least);
    }
    most.order_by(|(a, with_a), (b, with_b)| {
        let order = (with_b.count, with_b.last).cmp(&(with_a.count, with_a.last));
        order.then_with(|| label(*a).cmp(&label(*b)))
    });
    most.into_iter().take(MOST).map(|(who, _)| *who).collect()
}

pub(super) fn is_ranked_person(view: &View, id: EntityId) -> bool {
    view.nature(id) == Nature::Person && !view.relations.entities.is_self(id)
}

/// For organisations and undertakings: the listed contacts and the people of the company, else who meets with it most;
/// strongest first. For people: the listed contacts.
fn contacts(view: &View, id: EntityId, by_shared: &[EntityId]) -> Vec<EntityId> {
    let mut contacts = order::set(own_list(view, id, Part::Contacts));
    if view.nature(id) != Nature::Person {
        let people = view.relations.people_of(id, view.as_of);
        contacts.extend(people.filter(|who| is_ranked_person(view, *who) && view.is_known(*who)));
        if contacts.is_empty() {
            contacts.extend(by_shared.iter().take(STAND_INS));
        }
    }
    let mut contacts: Vec<(Option<f64>, EntityId)> = contacts.into_iter().map(|who| (score(view, who), who)).collect();
    let label = |who: EntityId| view.relations.entities.label(who);
    contacts.order_by(|(a, a_id), (b, b_id)| {
        let strength = |s: &Option<f64>| s.unwrap_or(-1.0);
        let order = strength(b).total_cmp(&strength(a));
        order.then_with(|| label(*a_id).cmp(&label(*b_id)))
    });
    contacts.into_iter().take(MOST).map(|(_, who)| who).collect()
}

/// The people whom the own note lists as related, in its order; then those with the strongest ties.
fn related(view: &View, id: EntityId, shared: &[(EntityId, Shared)]) -> Vec<EntityId> {
    let mut related = own_list(view, id, Part::Related);
    let mut tied: Vec<(f64, EntityId)> = shared
        .iter()
        .filter(|(who, with)| with.tie > 0.0 && !related.contains(who))
        .map(|(who, with)| (with.tie, *who))
        .collect();
    let label = |who: EntityId| view.relations.entities.label(who);
    tied.order_by(|(a, a_id), (b, b_id)| b.total_cmp(a).then_with(|| label(*a_id).cmp(&label(*b_id))));
    related.extend(tied.into_iter().take(RELATED).map(|(_, who)| who));
    related
}

/// The people that a part of the entity's own note lists, in its order, each once.
fn own_list(view: &View, id: EntityId, part: Part) -> Vec<EntityId> {
    let records = view.own_notes(id).filter_map(|note| view.record(note));
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
        shared: shared.count as usize,
        last: shared.last,
        tie: shared.tie,
        strength: score(view, id),
    }
}
