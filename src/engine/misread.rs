//! What a person meant to say and Relata does not read.

use super::Engine;
use super::finding::{Finding, Places};
use crate::order::Order as _;
use crate::relation::misread;

impl Engine {
    /// What notes say to no effect, in one note or in all.
    pub(super) fn misread(&mut self, path: Option<&str>) -> Vec<Finding> {
        self.read_pending();
        let asked = self
            .records
            .iter()
            .filter(|(at, _)| path.is_none_or(|path| path == *at));
        let found = asked.filter_map(|(path, record)| {
            let note = self.vault.note(path)?;
            let mut places = Places::new(path, note);
            let mut found = misread(path, note, record, &self.schema);
            found.order_by_key(|found| found.span.start);
            Some(found.iter().map(|found| places.find(found)).collect::<Vec<_>>())
        });
        found.flatten().collect()
    }
}
