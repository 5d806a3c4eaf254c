//! What was worked out on one day, so that asking again costs nothing.
//!
//! Each value is kept with the generation of the relations it was worked out from, and a summary with the entities whose
//! strength or role it shows: it holds as long as nothing of them has changed since.

use std::cell::{RefCell, RefMut};
use std::sync::Arc;

use super::shape::{Contact, OpenTask, Summary};
use crate::relation::{At, EntityId, InteractionId, NoteId, NumberMap, Relations, Touch};

/// Role and company of someone, where notes state them.
pub(super) type RoleAndCompany = (Option<Arc<str>>, Option<Arc<str>>);

/// Answers of one day.
#[derive(Debug, Default)]
pub struct Cache {
    pub(super) scores: Kept<Option<f64>>,
    pub(super) roles: Kept<RoleAndCompany>,
    /// Interactions as one sees them who took part, each with the generation of the relations that it is of: only those of
    /// the last one hold. Others stay until they are asked for again, since dropping them all takes longer than most answers.
    contacts: RefCell<NumberMap<InteractionId, (u64, Contact)>>,
    /// Open tasks of each note, with the generation of the relations that they are of.
    tasks: RefCell<NumberMap<NoteId, KeptTasks>>,
    summaries: RefCell<NumberMap<EntityId, KeptSummary>>,
    /// Whom the summary that is being worked out rests on.
    rests_on: RefCell<Vec<EntityId>>,
    /// For each entity where it stands in a list that is being made, one higher.
    places: RefCell<Vec<u32>>,
}

#[derive(Debug, Default)]
struct KeptTasks {
    generation: u64,
    /// By their indices.
    tasks: Vec<Option<Arc<OpenTask>>>,
}

#[derive(Debug)]
struct KeptSummary {
    generation: u64,
    rests_on: Box<[EntityId]>,
    summary: Arc<Summary>,
}

impl Cache {
    /// The summary of `id`, worked out when none that holds is kept.
    pub(super) fn summary(&self, id: EntityId, relations: &Relations, make: impl FnOnce() -> Summary) -> Arc<Summary> {
        if let Some(kept) = self.summaries.borrow().get(&id) {
            let holds = |id: &EntityId| relations.changed(*id) <= kept.generation;
            if holds(&id) && kept.rests_on.iter().all(holds) {
                return Arc::clone(&kept.summary);
            }
        }
        self.rests_on.borrow_mut().clear();
        let summary = Arc::new(make());
        let mut rests_on = self.rests_on.take();
        rests_on.sort_unstable();
        rests_on.dedup();
        let kept = KeptSummary {
            generation: relations.generation(),
            rests_on: rests_on.into(),
            summary: Arc::clone(&summary),
        };
        self.summaries.borrow_mut().insert(id, kept);
        summary
    }

    /// An interaction as one sees it who took part, worked out when it is not kept: it is shown to all who did.
    pub(super) fn contact(&self, touch: &Touch, relations: &Relations, make: impl FnOnce() -> Contact) -> Contact {
        let generation = relations.generation();
        if let Some((of, contact)) = self.contacts.borrow().get(&touch.interaction())
            && *of == generation
        {
            return contact.clone();
        }
        let contact = make();
        let kept = (generation, contact.clone());
        self.contacts.borrow_mut().insert(touch.interaction(), kept);
        contact
    }

    /// An open task as all show it whom it concerns, worked out when none that holds is kept.
    pub(super) fn task(
        &self,
        at: At,
        relations: &Relations,
        make: impl FnOnce() -> Option<OpenTask>,
    ) -> Option<Arc<OpenTask>> {
        let mut notes = self.tasks.borrow_mut();
        let of_note = notes.entry(at.note).or_default();
        if of_note.generation < relations.put_in(at.note) {
            of_note.tasks.clear();
        }
        of_note.generation = relations.generation();
        let index = at.index as usize;
        if of_note.tasks.len() <= index {
            of_note.tasks.resize(index + 1, None);
        }
        let kept = of_note.tasks.get_mut(index)?;
        if kept.is_none() {
            *kept = make().map(Arc::new);
        }
        kept.clone()
    }

    /// Where entities stand in a list that is being made, for ids below `limit`. Kept between summaries: making room for all
    /// entities anew for each of them would be as much work as there are pairs.
    pub(super) fn places(&self, limit: usize) -> Places<'_> {
        let mut places = self.places.borrow_mut();
        if places.len() < limit {
            places.resize(limit, 0);
        }
        Places(places)
    }

    /// Notes that what is being worked out shows something of `id`.
    pub(super) fn rest_on(&self, id: EntityId) {
        self.rests_on.borrow_mut().push(id);
    }
}

/// Where entities stand in a list that is being made.
pub(super) struct Places<'a>(RefMut<'a, Vec<u32>>);

impl Places<'_> {
    /// The place of an entity in the list, `next` where it has none yet.
    pub(super) fn of(&mut self, id: EntityId, next: usize) -> usize {
        let Some(place) = self.0.get_mut(id as usize) else {
            return next;
        };
        if *place == 0 {
            *place = u32::try_from(next + 1).unwrap_or(u32::MAX);
        }
        *place as usize - 1
    }

    /// Forgets all that stand in the list.
    pub(super) fn forget(mut self, all: impl Iterator<Item = EntityId>) {
        for id in all {
            if let Some(place) = self.0.get_mut(id as usize) {
                *place = 0;
            }
        }
    }
}

/// Values by entity, each with the generation of the relations it is of.
#[derive(Debug)]
pub(super) struct Kept<T>(RefCell<NumberMap<EntityId, (u64, T)>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Kept<T> {
    /// The value of `id`, worked out when none that holds is kept.
    pub(super) fn get(&self, id: EntityId, relations: &Relations, make: impl FnOnce() -> T) -> T {
        if let Some((generation, value)) = self.0.borrow().get(&id)
            && relations.changed(id) <= *generation
        {
            return value.clone();
        }
        let value = make();
        self.0.borrow_mut().insert(id, (relations.generation(), value.clone()));
        value
    }
}
