//! Strength: one sum, every point traceable to a note.
//!
//! ```text
//! w_i = k(kind_i) * r(role_i) * g(n_i)        all touches of one day together weigh at most 1
//! A   = sum over i of w_i * 2^(-(asOf - day_i) / H)
//! S   = 100 * A / (A + K)
//! ```
//!
//! Sources: Roth et al. 2010 (decayed interactions), Gilbert and Karahalios 2009 (linear models suffice),
//! Urena-Carrion et al. 2020 (days with contact beat counts).

use std::num::NonZeroU16;

use super::shape::{Points, Strength, TouchKind};
use super::view::View;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{Channel, EntityId, Nature, Role, Touch};

/// Half-life of activity, in days.
const HALF_LIFE: f64 = 90.0;
/// Activity at which the score is 50.
const HALF_SCORE: f64 = 3.0;
/// Weight of a mail or chat, against 1 for a meeting or call.
const MESSAGE: f64 = 0.5;
/// Weight of a dated mention.
const MENTION: f64 = 0.25;
/// Weight of a touch via one other entity, against 1 for a subject or participant.
const VIA: f64 = 0.25;

/// One dated touch with its weight.
struct Weighed<'a> {
    touch: &'a Touch,
    day: Day,
    weight: f64,
    /// What is left of the weight on the view's day.
    decayed: f64,
}

/// The strength of an entity on the view's day.
pub(super) fn strength(view: &View, id: EntityId) -> Strength {
    let touches: Vec<Weighed> = weighed(view, id);
    let activity = activity(&touches);
    let score = (!touches.is_empty()).then(|| 100.0 * activity / (activity + HALF_SCORE));
    Strength {
        score,
        band: band(score),
        activity,
        trend: trend(&touches, activity, view.as_of),
        confidence: confidence(view, id, &touches),
        explain: explain(view, &touches, score.unwrap_or(0.0), activity),
    }
}

/// The score alone.
pub(super) fn score(view: &View, id: EntityId) -> Option<f64> {
    view.cache.rest_on(id);
    view.cache.scores.get(id, view.relations, || {
        let touches = weighed(view, id);
        let activity = activity(&touches);
        (!touches.is_empty()).then(|| 100.0 * activity / (activity + HALF_SCORE))
    })
}

/// The dated touches up to the view's day, newest first, with the day's cap applied.
fn weighed<'a>(view: &View<'a>, id: EntityId) -> Vec<Weighed<'a>> {
    let person = view.nature(id) == Nature::Person;
    let weighed = |touch: &'a Touch| {
        let crowd = if person { crowd(touch.in_the_room) } else { 1.0 };
        Some(Weighed {
            touch,
            day: touch.day?,
            weight: kind_weight(touch) * crowd,
            decayed: 0.0,
        })
    };
    let mut touches: Vec<Weighed> = view.past(id).iter().map_while(weighed).collect();
    let days = touches.chunk_by_mut(|a, b| a.day == b.day);
    for day in days {
        if day.len() > 1 {
            cap(day);
        }
        let decay = day.first().map_or(0.0, |touch| decay(view.as_of.days_since(touch.day)));
        day.iter_mut().for_each(|touch| touch.decayed = touch.weight * decay);
    }
    touches
}

fn kind_weight(touch: &Touch) -> f64 {
    let channel = match touch.channel {
        Channel::Meeting => 1.0,
        Channel::Message => MESSAGE,
    };
    match touch.role {
        Role::Direct => channel,
        Role::Via(_) => channel * VIA,
        Role::Mention => MENTION,
    }
}

/// A crowd says less about one person: `1/sqrt(n-1)` for n people in the room; 1 when n is not known.
fn crowd(in_the_room: Option<NonZeroU16>) -> f64 {
    1.0 / others(in_the_room).sqrt()
}

/// How many others were in the room; 1 when that is not known.
fn others(in_the_room: Option<NonZeroU16>) -> f64 {
    f64::from(in_the_room.map_or(1, |n| n.get().saturating_sub(1).max(1)))
}

/// What one interaction adds to the tie of any two who took part in it: `2^(-age/90)/(n-1)`, with n people in the room.
///
/// Source: Newman 2001 (a crowd says less about any two).
pub(super) fn pair_weight(view: &View, in_the_room: Option<NonZeroU16>, day: Day) -> f64 {
    decay(view.as_of.days_since(day)) / others(in_the_room)
}

/// What is left of a touch after `days`: half of it every half-life.
fn decay(days: i32) -> f64 {
    (-f64::from(days) / HALF_LIFE).exp2()
}

/// Lets all touches of one day together weigh at most 1: the heaviest count first, equal ones share what is left.
fn cap(day: &mut [Weighed]) {
    let mut heaviest_first: Vec<&mut f64> = day.iter_mut().map(|touch| &mut touch.weight).collect();
    heaviest_first.order_by(|a, b| b.total_cmp(a));
    let mut left = 1.0_f64;
    for same in heaviest_first.chunk_by_mut(|a, b| a.total_cmp(b).is_eq()) {
        let count = same.len() as f64;
        let each = same.first().map_or(0.0, |heaviest| heaviest.min(left / count));
        same.iter_mut().for_each(|weight| **weight = each);
        left = (left - each * count).max(0.0);
    }
}

/// The decayed sum. Summed oldest first, so that it is bit-stable.
fn activity(touches: &[Weighed]) -> f64 {
    touches.iter().rev().map(|touch| touch.decayed).sum()
}

fn band(score: Option<f64>) -> &'static str {
    match score {
        None => "unknown",
        Some(s) if s >= 70.0 => "strong",
        Some(s) if s >= 40.0 => "steady",
        Some(s) if s >= 15.0 => "light",
        Some(_) => "faint",
    }
}

/// Activity now against that of a half-life ago.
fn trend(touches: &[Weighed], now: f64, as_of: Day) -> &'static str {
    if touches.is_empty() {
        return "unknown";
    }
    let then = as_of.plus_days(-(HALF_LIFE as i32));
    // Each touch that there was weighed twice as much then.
    let past = touches.iter().rev().filter(|touch| Some(touch.day) <= then);
    let before: f64 = past.map(|touch| 2.0 * touch.decayed).sum();
    if before <= 0.0 {
        return "new";
    }
    match now / before {
        ratio if ratio > 1.25 => "warming",
        ratio if ratio < 0.8 => "cooling",
        _ => "steady",
    }
}

/// Low under three touches, when over half are via, or when over a quarter of all are undated.
fn confidence(view: &View, id: EntityId, touches: &[Weighed]) -> &'static str {
    let undated = view
        .past(id)
        .iter()
        .rev()
        .take_while(|touch| touch.day.is_none())
        .count();
    let via = touches.iter().filter(|t| t.touch.role != Role::Direct).count();
    let low = touches.len() < 3 || via * 2 > touches.len() || undated * 4 > touches.len() + undated;
    if low { "low" } else { "high" }
}

fn explain(view: &View, touches: &[Weighed], score: f64, activity: f64) -> Vec<Points> {
    let points = |decayed: f64| match activity > 0.0 {
        true => score * decayed / activity,
        false => 0.0,
    };
    let explained = touches.iter().filter_map(|weighed| {
        let touch = weighed.touch;
        Some(Points {
            path: view.relations.name_behind(touch)?,
            date: weighed.day,
            kind: match (touch.role, touch.channel) {
                (Role::Mention, _) => TouchKind::Mention,
                (_, Channel::Meeting) => TouchKind::Meeting,
                (_, Channel::Message) => TouchKind::Message,
            },
            role: touch.role.into(),
            weight: weighed.weight,
            age_days: view.as_of.days_since(weighed.day),
            points: points(weighed.decayed),
        })
    });
    explained.collect()
}
