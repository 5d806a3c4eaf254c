//! Why a summary knows of no contact.

use super::EmptyReason;
use super::graph::{count, nothing_dated};
use crate::engine::Engine;
use crate::error::Error;
use crate::note::Day;

impl Engine {
    pub(super) fn why_no_contact(&mut self, name: &str, as_of: Day) -> Result<Option<EmptyReason>, Error> {
        let summary = self.summary(name, as_of)?;
        if summary.last_contact.is_some() {
            return Ok(None);
        }
        let mut counts = self.counts();
        let view = self.view(as_of);
        if let Ok(id) = crate::lookup::find(&view.relations.entities, name) {
            count(&mut counts, &view, view.relations.touches(id).map(|(i, _)| i));
        }
        Ok(nothing_dated(counts, Some(&summary.entity.name), as_of))
    }
}
