//! What notes say about entities, read when it is asked for.

use super::Engine;
use crate::note::Slate;
use crate::relation;

impl Engine {
    /// Reads what up to `most` notes say that were loaded and not asked for yet; whether there are more. All questions about
    /// entities and tasks do that by themselves; a host that wants to do something in between calls this before.
    pub fn read_ahead(&mut self, most: usize) -> bool {
        if let Some(saved) = self.saved.take() {
            self.take_saved(&saved);
        }
        let mut slate = Slate::default();
        self.records.reserve(most.min(self.pending.all().len()));
        for _ in 0..most {
            let Some(path) = self.pending.all().pop_first() else {
                break;
            };
            if let Some(note) = self.vault.read_note(&path, &mut slate) {
                let record = relation::read(&path, note, &self.schema);
                self.tasks.forget(&path);
                self.records.insert(&path, record, &mut self.batch);
            }
        }
        !self.pending.all().is_empty()
    }

    /// Brings together what all notes say, which the first question about an entity does otherwise; reads those that are
    /// not read yet. Costs nothing when that is done.
    pub fn bring_together(&mut self) {
        self.relations();
    }

    pub(super) fn read_pending(&mut self) {
        self.read_ahead(usize::MAX);
    }
}
