//! What was worked out on one day, so that asking again costs nothing.
//!
//! Each value is kept with the generation of the relations it was worked out from, and a summary with the entities whose
//! strength or role it shows: it holds as long as nothing of them has changed since.

use std::cell::RefCell;
use std::sync::Arc;

use super::shape::Summary;
use crate::relation::{EntityId, NumberMap, Relations};

/// Answers of one day.
#[derive(Debug, Default)]
pub struct Cache {
    pub(super) scores: Kept<Option<f64>>,
    pub(super) roles: Kept<(Option<String>, Option<String>)>,
    summaries: RefCell<NumberMap<EntityId, KeptSummary>>,
    /// Whom the summary that is being worked out rests on.
    rests_on: RefCell<Vec<EntityId>>,
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

    /// Notes that what is being worked out shows something of `id`.
    pub(super) fn rest_on(&self, id: EntityId) {
        self.rests_on.borrow_mut().push(id);
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
