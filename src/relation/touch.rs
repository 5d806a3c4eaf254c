//! How entities are touched by interactions: directly, via one other entity, or as a mention.

use std::num::NonZeroU16;
use std::sync::Arc;

use super::Relations;
use super::entity::{Entities, EntityId};
use super::group::InteractionId;
use super::interaction::Interaction;
use super::record::Channel;
use super::schema::Nature;
use crate::note::Day;
use crate::order::Order;

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

impl Role {
    /// Whether it is a contact: who is only named in a note was not met in it.
    pub fn is_contact(self) -> bool {
        self != Self::Mention
    }

    /// How many there are.
    pub(super) const NEARNESSES: u8 = 3;

    /// How near it is, 0 for the nearest.
    pub(super) fn nearness(self) -> u8 {
        match self {
            Self::Direct => 0,
            Self::Via(_) => 1,
            Self::Mention => 2,
        }
    }
}

/// One interaction of an entity, with what most questions about it come down to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Touch {
    /// The interaction; see [`Relations::behind`].
    pub(super) interaction: InteractionId,
    /// How the entity has to do with it.
    pub role: Role,
    /// Its day; `None` when no note says.
    pub day: Option<Day>,
    /// How it took place.
    pub channel: Channel,
    /// As [`Interaction::in_the_room`].
    pub in_the_room: Option<NonZeroU16>,
}

impl Touch {
    /// The number of its interaction, which no other has as long as the relations stay as they are.
    pub fn interaction(&self) -> InteractionId {
        self.interaction
    }
}

/// What summaries ask of each interaction, close together: interactions themselves are large and lie far apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Outline {
    /// As [`Interaction::name`].
    pub(super) name: Arc<str>,
    /// The people, the owner of the vault left out, who have more than a mention in it; whether each has to do with it
    /// directly.
    pub(super) people: Box<[(EntityId, bool)]>,
}

impl Outline {
    pub(super) fn new(interaction: &Interaction, roles: &[(EntityId, Role)], entities: &Entities) -> Self {
        let near = roles.iter().take_while(|(_, role)| *role != Role::Mention);
        let people = near.filter(|(id, _)| entities.nature(*id) == Nature::Person && !entities.is_self(*id));
        Self {
            name: interaction.shared_name(),
            people: people.map(|(id, role)| (*id, *role == Role::Direct)).collect(),
        }
    }
}

/// Who has to do with an interaction, and how; the closest role of each, the nearest first and then by id.
pub(super) fn roles(
    interaction: &Interaction,
    named: impl Iterator<Item = EntityId>,
    relations: &Relations,
    places: &mut Places,
) -> Box<[(EntityId, Role)]> {
    let mut roles = Roles {
        all: Vec::new(),
        places,
        relations,
    };
    for id in interaction.subject.iter().chain(&interaction.participants) {
        roles.closer(*id, Role::Direct);
    }
    let between = between(interaction, relations);
    for id in named {
        let role = between.filter(|b| *b != id).map_or(Role::Mention, Role::Via);
        roles.closer(id, role);
    }
    for claim in &interaction.claims {
        let role = match claim.via {
            Some(via) => Role::Via(via),
            None if claim.mentioned => Role::Mention,
            None => Role::Direct,
        };
        // The notes speak; a line adds only whom they leave out.
        if claim.via.is_some() || !roles.has(claim.entity) {
            roles.closer(claim.entity, role);
        }
    }
    // An organisation shares what its people do: where the notes say whose they were then, there alone.
    let shared: Vec<(EntityId, Role)> = roles
        .all
        .iter()
        .flat_map(|(id, role)| companies_then(interaction, *id, relations).map(|company| (company, *role)))
        .collect();
    for (company, role) in shared {
        let role = if role == Role::Via(company) { Role::Direct } else { role };
        roles.closer(company, role);
    }
    roles.finish()
}

/// For each entity its place among the roles that are being collected, one higher; all 0 in between.
pub(super) type Places = Vec<u32>;

/// The roles of one interaction while they are collected.
struct Roles<'a> {
    all: Vec<(EntityId, Role)>,
    places: &'a mut Places,
    relations: &'a Relations,
}

impl Roles<'_> {
    fn has(&self, id: EntityId) -> bool {
        self.places.get(id as usize).is_some_and(|place| *place > 0)
    }

    /// Gives an entity a role where it has none that is as close.
    fn closer(&mut self, id: EntityId, role: Role) {
        if self.places.len() <= id as usize {
            self.places.resize(id as usize + 1, 0);
        }
        let Some(place) = self.places.get_mut(id as usize) else {
            return;
        };
        if *place == 0 {
            self.all.push((id, role));
            *place = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
            return;
        }
        let entities = &self.relations.entities;
        let nearness = |role: Role| {
            // Of two who are between, the one whose name comes first: ids say nothing.
            let between = match role {
                Role::Via(between) => Some(entities.label(between)),
                Role::Direct | Role::Mention => None,
            };
            (role.nearness(), between)
        };
        if let Some((_, slot)) = self.all.get_mut(*place as usize - 1)
            && *slot != role
            && nearness(role) < nearness(*slot)
        {
            *slot = role;
        }
    }

    fn finish(mut self) -> Box<[(EntityId, Role)]> {
        for (id, _) in &self.all {
            if let Some(place) = self.places.get_mut(*id as usize) {
                *place = 0;
            }
        }
        let place = |(id, role): &(EntityId, Role)| (role.nearness(), *id);
        self.all.order_by(|a, b| place(a).cmp(&place(b)));
        self.all.into()
    }
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
