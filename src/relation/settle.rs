//! How a new table of entities takes the place of an old one: who stays keeps the id, and what changed is told.

use std::collections::{BTreeSet, HashMap};

use super::entity::{Entities, Entity, EntityId};
use super::key::{NameKey, TextMap};
use super::schema::{Nature, Schema};
use crate::order;

/// What differs between two tables of entities.
#[derive(Debug, Default)]
pub(super) struct Difference {
    /// Names that mean others now, or others of whom something changed.
    pub keys: Vec<NameKey>,
    /// Entities that stay, but changed, and those that are gone.
    pub changed: Vec<EntityId>,
    /// Their names before.
    pub names: Vec<String>,
    /// Entities that came.
    pub come: Vec<EntityId>,
    /// Paths that stand for another entity now.
    pub paths: BTreeSet<String>,
    /// Folders that hold the notes of another entity now.
    pub folders: BTreeSet<String>,
    /// Whether the vault's owner is another one.
    pub owner: bool,
}

/// Who an entity is: its note, else its name with what tells it from others.
fn identity(entity: &Entity) -> (u64, u64, &str) {
    if let Some(path) = &entity.path {
        return (0, 0, path);
    }
    if entity.is_self {
        return (0, 1, "");
    }
    let company = entity
        .company
        .as_deref()
        .map_or(0, |company| NameKey::of(company).raw());
    (NameKey::of(&entity.name).raw(), company.wrapping_add(2), &entity.kind)
}

impl Entities {
    /// Gives entities that were in `old` their ids, takes its place, and tells what differs.
    pub(super) fn settle(&mut self, old: Self, schema: &Schema) -> Difference {
        let difference = self.settled(old);
        let nature = |slot: &Option<Entity>| slot.as_ref().map_or(Nature::Undertaking, |e| schema.nature(&e.kind));
        self.natures = self.slots.iter().map(nature).collect();
        difference
    }

    fn settled(&mut self, mut old: Self) -> Difference {
        if old.slots.is_empty() {
            // All of them came, with ids in order.
            let come = self.order.clone();
            return Difference {
                come,
                owner: self.owner.is_some(),
                ..Difference::default()
            };
        }
        let ids = self.ids_after(&old);
        self.renumber(&ids, old.slots.len());
        let mut difference = self.compare(&mut old);
        difference.owner = self.owner != old.owner;
        difference
    }

    /// The id of each entity of this new table.
    fn ids_after(&self, old: &Self) -> Vec<EntityId> {
        let mut known: HashMap<_, EntityId> = old.iter().map(|(id, entity)| (identity(entity), id)).collect();
        let mut free = (0..)
            .zip(&old.slots)
            .filter(|(_, slot)| slot.is_none())
            .map(|(id, _)| id);
        let mut next = EntityId::try_from(old.slots.len()).unwrap_or(EntityId::MAX);
        let mut new_id = || {
            free.next().unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        };
        let kept = self.iter().map(|(_, entity)| known.remove(&identity(entity)));
        kept.map(|id| id.unwrap_or_else(&mut new_id)).collect()
    }

    fn renumber(&mut self, ids: &[EntityId], least: usize) {
        let id_of = |id: &EntityId| ids.get(*id as usize).copied().unwrap_or(EntityId::MAX);
        let limit = ids.iter().map(|id| *id as usize + 1).max().unwrap_or(0).max(least);
        let mut slots: Vec<Option<Entity>> = Vec::new();
        slots.resize_with(limit, || None);
        self.ranks = vec![u32::MAX; limit];
        for (rank, (entity, id)) in (0..).zip(self.slots.drain(..).zip(ids)) {
            if let (Some(slot), Some(place)) = (slots.get_mut(*id as usize), self.ranks.get_mut(*id as usize)) {
                (*slot, *place) = (entity, rank);
            }
        }
        self.slots = slots;
        self.order = ids.to_vec();
        let lists = self.by_key.values_mut().flatten();
        let all = lists
            .chain(self.by_path.values_mut())
            .chain(self.by_folder.values_mut());
        all.chain(&mut self.owner).for_each(|id| *id = id_of(id));
    }

    fn compare(&self, old: &mut Self) -> Difference {
        let mut difference = Difference::default();
        let mut differs = vec![false; self.slots.len()];
        for (id, (now, differs)) in (0..).zip(self.slots.iter().zip(&mut differs)) {
            let before = old.slots.get_mut(id as usize).and_then(Option::take);
            *differs = *now != before;
            match (now, before) {
                (_, Some(entity)) if *differs => {
                    difference.changed.push(id);
                    difference.names.push(entity.name.to_string());
                }
                (Some(_), None) => difference.come.push(id),
                _ => {}
            }
        }
        let touched = |ids: &[EntityId]| ids.iter().any(|id| differs.get(*id as usize).copied().unwrap_or(true));
        for (key, ids) in &self.by_key {
            if touched(ids) || old.by_key.get(key) != Some(ids) {
                difference.keys.push(*key);
            }
        }
        let gone = old.by_key.keys().filter(|key| !self.by_key.contains_key(key));
        difference.keys.extend(gone);
        difference.paths = unequal(&self.by_path, &old.by_path);
        difference.folders = unequal(&self.by_folder, &old.by_folder);
        difference
    }
}

/// The keys under which two maps differ.
fn unequal(a: &TextMap<String, EntityId>, b: &TextMap<String, EntityId>) -> BTreeSet<String> {
    let both = a.keys().chain(b.keys());
    order::set(both.filter(|key| a.get(*key) != b.get(*key)).cloned())
}
