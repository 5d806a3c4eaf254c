//! Puts interactions that were brought together anew in the place of those before, with whom they touch.

use std::cmp::Ordering;

use super::Relations;
use super::entity::EntityId;
use super::group::{InteractionId, Regrouped};
use super::interaction::{self, Known};
use super::schema::Schema;
use super::touch::{self, Outline, Touch};
use super::update::{Sources, Work};
use crate::order::Order as _;

impl Relations {
    /// Puts interactions that were brought together anew in the place of those before.
    pub(super) fn exchange_interactions(&mut self, regrouped: Regrouped, sources: Sources, work: &mut Work) {
        let Sources { records, schema, .. } = sources;
        let known = Known {
            entities: &self.entities,
            schema,
        };
        let come = regrouped.come.iter();
        let mut come: Vec<_> = come
            .map(|(id, pieces)| (*id, interaction::assemble(pieces, known, records)))
            .collect();
        come.order_by(|(_, a), (_, b)| a.order(b));
        for id in &regrouped.gone {
            self.remove_touches(*id, work);
            work.roles.remove(id);
        }
        for id in &regrouped.gone {
            if let Some(slot) = self.interactions.get_mut(*id as usize) {
                *slot = None;
            }
            if let Some(slot) = self.outlines.get_mut(*id as usize) {
                *slot = Outline::default();
            }
        }
        let limit = come.iter().map(|(id, _)| *id as usize + 1).max().unwrap_or(0);
        let limit = limit.max(self.interactions.len());
        self.interactions.resize_with(limit, || None);
        self.roles.resize_with(limit, Box::default);
        self.outlines.resize_with(limit, Outline::default);
        let again: Vec<InteractionId> = work.roles.iter().copied().collect();
        for id in &again {
            self.remove_touches(*id, work);
        }
        let ids: Vec<InteractionId> = come.iter().map(|(id, _)| *id).collect();
        for (id, interaction) in come {
            if let Some(slot) = self.interactions.get_mut(id as usize) {
                *slot = Some(interaction);
            }
        }
        for id in ids.into_iter().chain(again) {
            self.add_touches(id, schema, work);
        }
    }

    fn remove_touches(&mut self, id: InteractionId, work: &mut Work) {
        let roles = self.roles.get_mut(id as usize).map(std::mem::take).unwrap_or_default();
        for (entity, _) in &roles {
            work.touched.insert(*entity);
            let at = self.place(*entity, id);
            if let Some(list) = self.touches.get_mut(*entity as usize) {
                match list.get(at) {
                    Some(touch) if touch.interaction == id => drop(list.remove(at)),
                    _ => list.retain(|touch| touch.interaction != id),
                }
            }
        }
    }

    fn add_touches(&mut self, id: InteractionId, schema: &Schema, work: &mut Work) {
        let Some(interaction) = self.interaction(id) else {
            return;
        };
        let said = interaction
            .notes
            .iter()
            .filter_map(|note| self.said.get(*note as usize));
        let named = said.flat_map(|said| said.linked.iter().chain(&said.named).copied());
        let roles = touch::roles(interaction, named, self, &mut work.places);
        let known = Known {
            entities: &self.entities,
            schema,
        };
        let in_the_room = known.in_the_room(interaction);
        let (day, channel) = (interaction.day, interaction.channel);
        let outline = Outline::new(interaction, &roles, &self.entities);
        if let Some(slot) = self.outlines.get_mut(id as usize) {
            *slot = outline;
        }
        if let Some(Some(interaction)) = self.interactions.get_mut(id as usize) {
            interaction.in_the_room = in_the_room;
        }
        for (entity, role) in &roles {
            work.touched.insert(*entity);
            let at = self.place(*entity, id);
            if let Some(list) = self.touches.get_mut(*entity as usize) {
                let touch = Touch {
                    interaction: id,
                    role: *role,
                    day,
                    channel,
                    in_the_room,
                };
                list.insert(at, touch);
            }
        }
        if let Some(slot) = self.roles.get_mut(id as usize) {
            *slot = roles;
        }
    }

    /// Where an interaction stands, or would stand, among those of an entity.
    fn place(&self, entity: EntityId, id: InteractionId) -> usize {
        let (Some(list), Some(interaction)) = (self.touches.get(entity as usize), self.interaction(id)) else {
            return 0;
        };
        let before = |touch: &Touch| match interaction.day.cmp(&touch.day) {
            Ordering::Equal => self.behind(touch).is_some_and(|other| other.order(interaction).is_lt()),
            order => order.is_lt(),
        };
        match list.last() {
            Some(last) if !before(last) => list.partition_point(before),
            _ => list.len(),
        }
    }
}
