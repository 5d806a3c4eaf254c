//! How entities are touched by interactions: directly, via one other entity, or as a mention.

use std::collections::BTreeMap;

use super::Relations;
use super::entity::EntityId;
use super::interaction::Interaction;

/// How an entity has to do with an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Subject or participant, or an organisation whose people took part.
    Direct,
    /// Named in an interaction that is filed under another entity.
    Via(EntityId),
    /// Named in a dated note that is filed under nobody.
    Mention,
}

/// One interaction of an entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// The interaction.
    pub(super) interaction: u32,
    /// How.
    pub role: Role,
}

/// Who has to do with an interaction, and how; the closest role of each.
pub(super) fn roles(
    interaction: &Interaction,
    named: impl Iterator<Item = EntityId>,
    relations: &Relations,
) -> BTreeMap<EntityId, Role> {
    let mut roles = BTreeMap::new();
    for id in interaction.subject.iter().chain(&interaction.participants) {
        closer(&mut roles, *id, Role::Direct, relations);
    }
    let between = between(interaction, relations);
    for id in named {
        let role = between.filter(|b| *b != id).map_or(Role::Mention, Role::Via);
        closer(&mut roles, id, role, relations);
    }
    for claim in &interaction.claims {
        let role = claim.via.map_or(Role::Direct, Role::Via);
        // The notes speak; a line adds only whom they leave out.
        if claim.via.is_some() || !roles.contains_key(&claim.entity) {
            closer(&mut roles, claim.entity, role, relations);
        }
    }
    // An organisation shares what its people do: where the notes say whose they were then, there alone.
    let shared: Vec<(EntityId, Role)> = roles
        .iter()
        .flat_map(|(id, role)| companies_then(interaction, *id, relations).map(|company| (company, *role)))
        .collect();
    for (company, role) in shared {
        let role = if role == Role::Via(company) { Role::Direct } else { role };
        closer(&mut roles, company, role, relations);
    }
    roles
}

/// The organisations of a person at the time of an interaction.
fn companies_then<'a>(
    interaction: &'a Interaction,
    person: EntityId,
    relations: &'a Relations,
) -> impl Iterator<Item = EntityId> + 'a {
    let stated = move || {
        interaction
            .companies
            .iter()
            .filter(move |(id, _)| *id == person)
            .map(|(_, company)| *company)
    };
    let usual = if stated().next().is_some() {
        None
    } else {
        relations.company_on(person, interaction.day)
    };
    stated().chain(usual)
}

fn closer(roles: &mut BTreeMap<EntityId, Role>, id: EntityId, role: Role, relations: &Relations) {
    let slot = roles.entry(id).or_insert(role);
    let nearness = |role: Role| match role {
        Role::Direct => (0, None),
        // Of two who are between, the one whose name comes first: ids say nothing.
        Role::Via(between) => (1, Some(relations.entities.label(between))),
        Role::Mention => (2, None),
    };
    if *slot != role && nearness(role) < nearness(*slot) {
        *slot = role;
    }
}

/// The one entity between: the subject, else the only participant besides the owner.
fn between(interaction: &Interaction, relations: &Relations) -> Option<EntityId> {
    let others = |id: &&EntityId| !relations.entities.is_self(**id);
    if let Some(subject) = interaction.subject.as_ref().filter(others) {
        return Some(*subject);
    }
    let mut others = interaction.participants.iter().filter(others);
    let first = others.next().copied();
    if others.next().is_some() { None } else { first }
}
