//! Who is told of a change: whose summaries may be others now.

use std::collections::BTreeSet;

use super::Relations;
use super::entity::EntityId;
use super::records::Records;
use super::update::Touched;
use crate::order;

/// Of how many interactions of each who was touched it is looked up first who shares them.
const FIRST: usize = 8;

impl Relations {
    /// The names of all whose summaries rest on something that was touched.
    pub(super) fn told(&self, touched: &Touched, records: &Records) -> BTreeSet<String> {
        let mut told = vec![false; self.entities.limit()];
        let mut tell = |id: EntityId| told.get_mut(id as usize).into_iter().for_each(|told| *told = true);
        for id in touched.iter() {
            tell(id);
            let lists = self.listed(id).map(|at| records.path(at.note));
            let lists = lists.filter_map(|path| self.entities.by_path(path));
            lists.chain(self.companies.on(id, None)).for_each(&mut tell);
        }
        self.tell_others(touched, &mut told);
        let ids = (0..).zip(told).filter(|(_, told)| *told).map(|(id, _)| id);
        let names = ids.filter_map(|id| self.entities.get(id)).filter(|e| !e.is_self);
        order::set(names.map(|e| e.name.to_string()))
    }

    /// Tells those who share an interaction with someone who was touched.
    fn tell_others(&self, touched: &Touched, told: &mut [bool]) {
        let roles = |interaction| self.roles_of(interaction).iter().map(|(id, _)| *id);
        let many: usize = touched.iter().map(|id| self.interactions_of(id).count()).sum();
        if many <= told.len() {
            let theirs = touched.iter().flat_map(|id| self.interactions_of(id));
            for id in theirs.flat_map(roles) {
                told.get_mut(id as usize).into_iter().for_each(|told| *told = true);
            }
            return;
        }
        // Where they have so many, most are found in the first few of each, and of the others nearly everyone has one that
        // they share among their own first few.
        let first = touched.iter().flat_map(|id| self.interactions_of(id).take(FIRST));
        for id in first.flat_map(roles) {
            told.get_mut(id as usize).into_iter().for_each(|told| *told = true);
        }
        for (id, told) in (0..).zip(told).filter(|(_, told)| !**told) {
            *told = self
                .interactions_of(id)
                .any(|interaction| roles(interaction).any(|id| touched.contains(id)));
        }
    }
}
