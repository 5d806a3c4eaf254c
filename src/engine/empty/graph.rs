//! Why a graph has no edges.

use super::reason::{counted, listed, tally};
use super::{EmptyCode, EmptyCounts, EmptyReason};
use crate::engine::Engine;
use crate::error::Error;
use crate::lookup;
use crate::note::Day;
use crate::relation::Interaction;
use crate::summary::{GraphQuery, View};

impl Engine {
    pub(super) fn why_no_ties(&mut self, query: &GraphQuery, as_of: Day) -> Result<Option<EmptyReason>, Error> {
        if !self.graph(query, as_of)?.edges.is_empty() {
            return Ok(None);
        }
        if let Some(reason) = self.why_nobody() {
            return Ok(Some(reason));
        }
        let mut counts = self.counts();
        if let Some(reason) = self.why_no_kind(query.kinds.as_deref().unwrap_or_default(), counts) {
            return Ok(Some(reason));
        }
        let of_any_strength = GraphQuery {
            min_strength: None,
            ..query.clone()
        };
        let ties = self.graph(&of_any_strength, as_of)?.edges;
        if let Some(strongest) = ties.iter().map(|edge| edge.strength).max_by(f64::total_cmp) {
            let least = query.min_strength.unwrap_or(0.0);
            let message = match ties.len() {
                1 => format!("the only tie is weaker than {least}: it is {strongest:.2}"),
                some => format!("all {some} ties are weaker than {least}; the strongest is {strongest:.2}"),
            };
            let advice = "ask for a smaller `minStrength`";
            return Ok(Some(EmptyReason::new(EmptyCode::TooWeak, counts, message, advice)));
        }
        let view = self.view(as_of);
        let around = query
            .around
            .as_ref()
            .and_then(|name| lookup::find(&view.relations.entities, name).ok());
        let name = around.map(|id| view.name(id));
        match around {
            Some(id) => count(&mut counts, &view, view.relations.touches(id).map(|(i, _)| i)),
            None => count(&mut counts, &view, view.relations.all().map(|(i, _)| i)),
        }
        Ok(Some(
            nothing_dated(counts, name.as_deref(), as_of).unwrap_or_else(|| no_ties(counts, name.as_deref())),
        ))
    }

    /// Why nothing is of any of the kinds asked for; `None` where something is.
    fn why_no_kind(&self, asked: &[String], counts: EmptyCounts) -> Option<EmptyReason> {
        let entities = self.relations.iter().flat_map(|r| r.entities.iter());
        let kinds = entities.filter(|(_, e)| !e.is_self).map(|(_, e)| e.kind.clone());
        let there = tally(kinds);
        if asked.is_empty()
            || there
                .iter()
                .any(|(kind, _)| asked.iter().any(|asked| asked.eq_ignore_ascii_case(kind)))
        {
            return None;
        }
        let message = format!("nothing is of the kind “{}”", asked.join("” or “"));
        let advice = format!("there are: {}", listed(&there));
        let mut reason = EmptyReason::new(EmptyCode::NoSuchKind, counts, message, advice);
        reason.candidates = there.into_iter().map(|(kind, _)| kind).collect();
        Some(reason)
    }
}

/// Counts interactions, those without a day, and those later than the view's.
pub(super) fn count<'a>(counts: &mut EmptyCounts, view: &View, all: impl Iterator<Item = &'a Interaction>) {
    for interaction in all {
        counts.interactions += 1;
        counts.undated += usize::from(interaction.day.is_none());
        counts.upcoming += usize::from(view.is_future(interaction));
    }
}

/// Why nothing of what was counted happened on a known day up to `as_of`; `None` where something did.
pub(super) fn nothing_dated(counts: EmptyCounts, name: Option<&str>, as_of: Day) -> Option<EmptyReason> {
    let EmptyCounts {
        interactions,
        undated,
        upcoming,
        ..
    } = counts;
    if interactions > undated + upcoming {
        return None;
    }
    let with = name.map_or_else(String::new, |name| format!(" with {name}"));
    if interactions == 0 {
        let notes = counted(counts.notes, "note", "notes");
        let message = format!("none of the {notes} records an interaction{with}");
        let advice =
            "name who took part in `participants` of a note that has a `date`, or begin its file name with the day";
        return Some(EmptyReason::new(EmptyCode::NoContact, counts, message, advice));
    }
    let all = counted(interactions, "interaction", "interactions");
    let later = format!(
        "{upcoming} {} later than {as_of}",
        if upcoming == 1 { "is" } else { "are" }
    );
    let dayless = format!("{undated} {} no day", if undated == 1 { "has" } else { "have" });
    if upcoming == 0 {
        let message = format!("of {all}{with}, {dayless}");
        let advice = "give their notes a `date`, or begin their file names with the day";
        return Some(EmptyReason::new(EmptyCode::NoDatedNotes, counts, message, advice));
    }
    let message = match undated {
        0 => format!("of {all}{with}, {later}"),
        _ => format!("of {all}{with}, {later} and {dayless}"),
    };
    Some(EmptyReason::new(
        EmptyCode::OnlyUpcoming,
        counts,
        message,
        "ask for a later day",
    ))
}

fn no_ties(counts: EmptyCounts, name: Option<&str>) -> EmptyReason {
    let past = counts.interactions - counts.undated - counts.upcoming;
    let dated = counted(past, "dated interaction", "dated interactions");
    let message = match name {
        Some(name) => {
            format!("in none of the {dated} that {name} has to do with did somebody else take part who is shown")
        }
        None => format!("in none of the {dated} did two take part who are shown"),
    };
    let advice = "a tie comes from a dated note that names both as subject or in `participants`; the vault’s owner is never shown";
    EmptyReason::new(EmptyCode::NoTies, counts, message, advice)
}
