//! Why a task query finds nothing.

use super::reason::counted;
use super::{EmptyCode, EmptyReason, FilterCount};
use crate::engine::Engine;
use crate::error::Error;
use crate::lookup;
use crate::note::Day;
use crate::summary::query::TaskQuery;
use crate::summary::task_counts;

impl Engine {
    pub(super) fn why_no_tasks(&mut self, query: &TaskQuery, as_of: Day) -> Result<Option<EmptyReason>, Error> {
        if self.tasks(query, as_of)?.total > 0 {
            return Ok(None);
        }
        self.relations();
        if let Some(reason) = self.why_no_notes() {
            return Ok(Some(reason));
        }
        let mut counts = self.counts();
        let lists_copies = query.lists_copies();
        let found = self.with_tasks(query, as_of, |view, query, all| {
            (all.tasks.len(), task_counts(view, query, all, lists_copies))
        })?;
        counts.tasks = found.0;
        if counts.tasks == 0 {
            return Ok(Some(self.no_tasks(counts)));
        }
        let filters = found.1.into_iter().map(|(filter, count)| FilterCount { filter, count });
        let all = format!("the {}", counted(counts.tasks, "task", "tasks"));
        let mut reason = EmptyReason::of_filters(counts, &all, filters.collect());
        let is_none = |owner: &&String| {
            reason
                .filters
                .iter()
                .any(|f| f.count == 0 && f.filter == format!("owner is {owner}"))
        };
        if let Some(owner) = query.owner.as_ref().filter(is_none) {
            reason.candidates = self.owners_like(owner);
            if !reason.candidates.is_empty() {
                reason.advice = format!("nobody is called so; nearest: {}", reason.candidates.join(", "));
            }
        }
        Ok(Some(reason))
    }

    /// Who is called nearly as an owner that nobody is.
    fn owners_like(&self, owner: &str) -> Vec<String> {
        let entities = self.relations.as_ref().map(|relations| &relations.entities);
        let unknown = entities.filter(|entities| lookup::find(entities, owner).is_err());
        unknown
            .map(|entities| lookup::nearest(entities, owner))
            .unwrap_or_default()
    }

    fn no_tasks(&self, counts: super::EmptyCounts) -> EmptyReason {
        let notes = counted(counts.notes, "note", "notes");
        let filter = &self.schema.tasks.global_filter;
        let (message, advice) = match filter.is_empty() {
            true => (
                format!("there are no tasks in {notes}"),
                "a task is a list item with a box: `- [ ] Call back`".to_owned(),
            ),
            false => (
                format!("there are no tasks in {notes}; only lines with “{filter}” are tasks here"),
                format!(
                    "put “{filter}” on the lines that are tasks, or change the global filter in the Tasks plugin's settings"
                ),
            ),
        };
        EmptyReason::new(EmptyCode::NoTasks, counts, message, advice)
    }
}
