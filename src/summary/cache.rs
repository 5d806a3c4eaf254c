//! What was worked out on one day for one state of the notes, so that asking again costs nothing.

use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::Arc;

use super::shape::Summary;
use crate::relation::EntityId;

/// Answers of one day; to be thrown away when a note changes.
#[derive(Debug, Default)]
pub struct Cache {
    pub(super) scores: Kept<Option<f64>>,
    pub(super) roles: Kept<(Option<String>, Option<String>)>,
    pub(super) summaries: Kept<Arc<Summary>>,
}

/// Values by entity.
#[derive(Debug)]
pub(super) struct Kept<T>(RefCell<HashMap<EntityId, T>>);

impl<T> Default for Kept<T> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<T: Clone> Kept<T> {
    /// The value of `id`, worked out when it is not kept yet.
    pub(super) fn get(&self, id: EntityId, make: impl FnOnce() -> T) -> T {
        if let Some(value) = self.0.borrow().get(&id) {
            return value.clone();
        }
        let value = make();
        self.0.borrow_mut().insert(id, value.clone());
        value
    }
}
