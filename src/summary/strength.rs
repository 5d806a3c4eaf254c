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

use std::collections::BTreeMap;

use super::contact::role_name;
use super::shape::{Points, Strength};
use super::view::View;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{Channel, EntityId, Interaction, Nature, Role};

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
    interaction: &'a Interaction,
    role: Role,
    day: Day,
    weight: f64,
}

/// The strength of an entity on the view's day.
pub(super) fn strength(view: &View, id: EntityId) -> Strength {
    let touches: Vec<Weighed> = weighed(view, id);
    let activity = activity(&touches, view.as_of);
    let score = (!touches.is_empty()).then(|| 100.0 * activity / (activity + HALF_SCORE));
    Strength {
        score,
        band: band(score),
        activity,
        trend: trend(&touches, activity, view.as_of),
        confidence: confidence(view, id, &touches),
        explain: explain(view.as_of, &touches, score.unwrap_or(0.0), activity),
    }
}

/// The score alone.
pub(super) fn score(view: &View, id: EntityId) -> Option<f64> {
    view.cache.rest_on(id);
    view.cache.scores.get(id, view.relations, || {
        let touches = weighed(view, id);
        let activity = activity(&touches, view.as_of);
        (!touches.is_empty()).then(|| 100.0 * activity / (activity + HALF_SCORE))
    })
}

/// The dated touches up to the view's day, newest first, with the day's cap applied.
fn weighed<'a>(view: &View<'a>, id: EntityId) -> Vec<Weighed<'a>> {
    let person = view.nature(id) == Nature::Person;
    let dated = view.relations.touches(id).filter(|(i, _)| !view.is_future(i));
    let mut touches: Vec<Weighed> = dated
        .filter_map(|(interaction, role)| {
            let crowd = if person { crowd(view, interaction) } else { 1.0 };
            Some(Weighed {
                interaction,
                role,
                day: interaction.day?,
                weight: kind_weight(interaction, role) * crowd,
            })
        })
        .collect();
    let mut days: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
    for (at, touch) in touches.iter().enumerate() {
        days.entry(touch.day).or_default().push(at);
    }
    days.into_values()
        .filter(|day| day.len() > 1)
        .for_each(|day| cap(&mut touches, day));
    touches
}

fn kind_weight(interaction: &Interaction, role: Role) -> f64 {
    let channel = match interaction.channel {
        Channel::Meeting => 1.0,
        Channel::Message => MESSAGE,
    };
    match role {
        Role::Direct => channel,
        Role::Via(_) => channel * VIA,
        Role::Mention => MENTION,
    }
}

/// A crowd says less about one person: `1/sqrt(n-1)` for n people in the room; 1 when n is not known.
fn crowd(view: &View, interaction: &Interaction) -> f64 {
    let n = in_the_room(view, interaction).unwrap_or(1);
    1.0 / (n.saturating_sub(1).max(1) as f64).sqrt()
}

/// How many people were in the room, the vault's owner and the person it is filed under included; `None` when the notes
/// do not name who took part.
fn in_the_room(view: &View, interaction: &Interaction) -> Option<usize> {
    let listed = &interaction.participants;
    let is_person = |id: &&EntityId| view.nature(**id) == Nature::Person;
    let people = listed.iter().filter(is_person).count();
    let met = |id: &&EntityId| is_person(id) && !listed.contains(id);
    let subject = interaction.subject.as_ref().filter(met);
    let with_self = listed
        .iter()
        .chain(subject)
        .any(|id| view.relations.entities.is_self(*id));
    let unlisted = usize::from(subject.is_some()) + usize::from(!with_self && view.schema.knows_self());
    (people > 0).then_some(people + unlisted)
}

/// What one interaction adds to the tie of any two who took part in it: `2^(-age/90)/(n-1)`, with n people in the room.
///
/// Source: Newman 2001 (a crowd says less about any two).
pub(super) fn pair_weight(view: &View, interaction: &Interaction, day: Day) -> f64 {
    let others = in_the_room(view, interaction).map_or(1, |n| n.saturating_sub(1).max(1));
    decay(view.as_of.days_since(day)) / others as f64
}

/// What is left of a touch after `days`: half of it every half-life.
fn decay(days: i32) -> f64 {
    (-f64::from(days) / HALF_LIFE).exp2()
}

/// Lets all touches of one day together weigh at most 1: the heaviest count first, equal ones share what is left.
fn cap(touches: &mut [Weighed], mut day: Vec<usize>) {
    let weight = |touches: &[Weighed], at: &usize| touches.get(*at).map_or(0.0, |t| t.weight);
    day.order_by(|a, b| weight(touches, b).total_cmp(&weight(touches, a)));
    let mut left = 1.0_f64;
    let mut rest = day.as_slice();
    while let Some(first) = rest.first() {
        let heaviest = weight(touches, first);
        let equal = rest
            .iter()
            .take_while(|at| weight(touches, at).total_cmp(&heaviest).is_eq())
            .count();
        let (same, lighter) = rest.split_at(equal);
        let each = heaviest.min(left / equal as f64);
        for at in same {
            if let Some(touch) = touches.get_mut(*at) {
                touch.weight = each;
            }
        }
        left = (left - each * equal as f64).max(0.0);
        rest = lighter;
    }
}

fn decayed(touch: &Weighed, as_of: Day) -> f64 {
    touch.weight * decay(as_of.days_since(touch.day))
}

/// The decayed sum on a day; touches after it do not count. Summed oldest first, so that it is bit-stable.
fn activity(touches: &[Weighed], as_of: Day) -> f64 {
    let past = touches.iter().rev().filter(|t| t.day <= as_of);
    past.map(|t| decayed(t, as_of)).sum()
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
    let before = as_of
        .plus_days(-(HALF_LIFE as i32))
        .map_or(0.0, |day| activity(touches, day));
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
    let undated = view.relations.touches(id).filter(|(i, _)| i.day.is_none()).count();
    let via = touches.iter().filter(|t| t.role != Role::Direct).count();
    let low = touches.len() < 3 || via * 2 > touches.len() || undated * 4 > touches.len() + undated;
    if low { "low" } else { "high" }
}

fn explain(as_of: Day, touches: &[Weighed], score: f64, activity: f64) -> Vec<Points> {
    let points = |touch: &Weighed| {
        if activity > 0.0 {
            score * decayed(touch, as_of) / activity
        } else {
            0.0
        }
    };
    touches
        .iter()
        .map(|touch| Points {
            path: touch.interaction.shared_name(),
            date: touch.day,
            kind: match (touch.role, touch.interaction.channel) {
                (Role::Mention, _) => "mention",
                (_, Channel::Meeting) => "meeting",
                (_, Channel::Message) => "message",
            },
            role: role_name(touch.role),
            weight: touch.weight,
            age_days: as_of.days_since(touch.day),
            points: points(touch),
        })
        .collect()
}
