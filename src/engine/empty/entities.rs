//! Why a table of entities is empty.

use super::reason::{counted, listed, tally};
use super::{EmptyCode, EmptyReason, FilterCount};
use crate::engine::{Engine, EntityQuery};
use crate::error::Error;
use crate::lookup;
use crate::note::Day;
use crate::summary::{self, EntityRow};

impl Engine {
    pub(super) fn why_no_entities(&mut self, query: &EntityQuery, as_of: Day) -> Result<Option<EmptyReason>, Error> {
        if !self.entities(query, as_of)?.is_empty() {
            return Ok(None);
        }
        if let Some(reason) = self.why_nobody() {
            return Ok(Some(reason));
        }
        let counts = self.counts();
        let view = self.view(as_of);
        let entities = view.relations.entities.iter().filter(|(_, entity)| !entity.is_self);
        let rows: Vec<_> = entities
            .filter_map(|(id, entity)| Some((entity, summary::row(&view, id)?)))
            .collect();
        let parts = query.parts();
        let found = parts.iter().map(|(name, value, part)| FilterCount {
            filter: format!("{name}: {value}"),
            count: rows
                .iter()
                .filter(|(entity, row)| part.fits(entity, row, view.vault))
                .count(),
        });
        let filters: Vec<FilterCount> = found.collect();
        let none = filters.iter().position(|filter| filter.count == 0);
        let Some((name, value, _)) = none.and_then(|at| parts.get(at)) else {
            let all = format!("the {}", counted(counts.entities, "entity", "entities"));
            return Ok(Some(EmptyReason::of_filters(counts, &all, filters)));
        };
        let text = |of: fn(&EntityRow) -> Option<String>| tally(rows.iter().filter_map(|(_, row)| of(row)));
        let there = match *name {
            "kind" => text(|row| Some(row.kind.clone())),
            "state" => text(|row| Some(row.state.to_owned())),
            "company" => text(|row| row.company.as_deref().map(str::to_owned)),
            _ => Vec::new(),
        };
        let near = match *name {
            "text" => lookup::nearest(&view.relations.entities, value),
            _ => there.iter().map(|(text, _)| text.clone()).collect(),
        };
        let all = format!("the {}", counted(counts.entities, "entity", "entities"));
        let mut reason = EmptyReason::of_filters(counts, &all, filters);
        if *name == "kind" {
            reason.code = EmptyCode::NoSuchKind;
            reason.message = format!("nothing is of the kind “{value}”");
        }
        if *name == "text" {
            reason.message = format!("none of {all} has a name with “{value}” in it");
        }
        if !near.is_empty() {
            let shown = if there.is_empty() {
                near.join(", ")
            } else {
                listed(&there)
            };
            reason.advice = format!("there are: {shown}");
        }
        reason.candidates = near;
        Ok(Some(reason))
    }
}
