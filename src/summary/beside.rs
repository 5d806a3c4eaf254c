//! What is shown beside the strength and never mixed into it: longevity, two-way promises, breadth.

use std::sync::Arc;

use super::people::is_ranked_person;
use super::shape::{Breadth, Longevity, OpenTasks, TwoWay};
use super::strength::score;
use super::view::View;
use crate::order::Order as _;
use crate::relation::{EntityId, Nature, Role, Touch};

/// From which strength on a person of an organisation counts as close.
const CLOSE: f64 = 40.0;

/// From the first to the newest direct contact, of interactions up to the view's day, newest first.
pub(super) fn longevity(past: &[Touch]) -> Option<Longevity> {
    let direct = past.iter().filter(|touch| touch.role == Role::Direct);
    let mut days = direct.filter_map(|touch| touch.day);
    let newest = days.next()?;
    let first = days.next_back().unwrap_or(newest);
    Some(Longevity {
        first,
        days: newest.days_since(first),
    })
}

/// How many open promises each side has made.
pub(super) fn two_way(tasks: &OpenTasks) -> TwoWay {
    let (i_owe, they_owe) = (tasks.i_owe.len(), tasks.they_owe.len());
    TwoWay {
        i_owe,
        they_owe,
        both: i_owe > 0 && they_owe > 0,
    }
}

/// Which people of an organisation are close.
pub(super) fn breadth(view: &View, id: EntityId) -> Option<Breadth> {
    if view.nature(id) != Nature::Organisation {
        return None;
    }
    let people: Vec<EntityId> = view
        .relations
        .people_of(id, view.as_of)
        .filter(|who| is_ranked_person(view, *who) && view.is_known(*who))
        .collect();
    let scored = people
        .iter()
        .filter_map(|who| Some((score(view, *who)?, view.name(*who))));
    let mut close: Vec<(f64, Arc<str>)> = scored.filter(|(score, _)| *score >= CLOSE).collect();
    close.order_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(&b.1)));
    Some(Breadth {
        known: people.len(),
        single_threaded: close.len() == 1,
        close: close.into_iter().map(|(_, name)| name).collect(),
    })
}
