//! The table of entities: one row each.

use std::cmp::Ordering;

use super::shape::EntityRow;
use super::view::View;
use super::{last_contact, newest, open_task, profile, rhythm, strength};
use crate::relation::{EntityId, Role};

/// A column that the table can be sorted by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Column {
    Name,
    Kind,
    LastContact,
    LastDirect,
    Strength,
    OpenTasks,
    Interactions,
    Company,
    State,
    OverdueDays,
}

impl Column {
    /// The column's name in JS, and itself.
    pub const ALL: [(&'static str, Self); 10] = [
        ("name", Self::Name),
        ("kind", Self::Kind),
        ("lastContact", Self::LastContact),
        ("lastDirect", Self::LastDirect),
        ("strength", Self::Strength),
        ("openTasks", Self::OpenTasks),
        ("interactions", Self::Interactions),
        ("company", Self::Company),
        ("state", Self::State),
        ("overdueDays", Self::OverdueDays),
    ];

    /// Orders two rows, ascending; rows without a value come last whatever the direction.
    pub fn compare(self, a: &EntityRow, b: &EntityRow, descending: bool) -> Ordering {
        let flip = |order: Ordering| if descending { order.reverse() } else { order };
        let order = match self {
            Self::Name => flip(a.name.to_lowercase().cmp(&b.name.to_lowercase())),
            Self::Kind => flip(a.kind.cmp(&b.kind)),
            Self::LastContact => {
                known(a.last_contact, b.last_contact).unwrap_or_else(|| flip(a.last_contact.cmp(&b.last_contact)))
            }
            Self::LastDirect => {
                known(a.last_direct, b.last_direct).unwrap_or_else(|| flip(a.last_direct.cmp(&b.last_direct)))
            }
            Self::Strength => known(a.strength, b.strength)
                .unwrap_or_else(|| flip(a.strength.unwrap_or(0.0).total_cmp(&b.strength.unwrap_or(0.0)))),
            Self::OpenTasks => flip(a.open_tasks.cmp(&b.open_tasks)),
            Self::Interactions => flip(a.interactions.cmp(&b.interactions)),
            Self::Company => {
                known(a.company.as_ref(), b.company.as_ref()).unwrap_or_else(|| flip(a.company.cmp(&b.company)))
            }
            Self::State => {
                let rank = |row: &EntityRow| STATES.iter().position(|state| *state == row.state);
                known(rank(a), rank(b)).unwrap_or_else(|| flip(rank(a).cmp(&rank(b))))
            }
            Self::OverdueDays => {
                known(a.overdue_days, b.overdue_days).unwrap_or_else(|| flip(a.overdue_days.cmp(&b.overdue_days)))
            }
        };
        order
            .then_with(|| a.name.cmp(&b.name))
            .then_with(|| a.kind.cmp(&b.kind))
            .then_with(|| a.path.cmp(&b.path))
    }
}

/// States of rhythm from good to bad; `unknown` is none of them.
const STATES: [&str; 3] = ["on rhythm", "drifting", "lapsed"];

/// The order when a value is missing on one side.
fn known<T>(a: Option<T>, b: Option<T>) -> Option<Ordering> {
    match (a.is_some(), b.is_some()) {
        (true, false) => Some(Ordering::Less),
        (false, true) => Some(Ordering::Greater),
        _ => None,
    }
}

/// The row of an entity; `None` when there is none of that id.
pub fn row(view: &View, id: EntityId) -> Option<EntityRow> {
    let entity = view.relations.entities.get(id)?;
    let past = view.past(id);
    let day = |at: Option<usize>| past.get(at?)?.day;
    let rhythm = rhythm::rhythm(view, id);
    Some(EntityRow {
        name: entity.name.clone(),
        kind: entity.kind.clone(),
        path: entity.path.clone(),
        company: profile::role_and_company(view, id).1,
        last_contact: day(last_contact(past)),
        last_direct: day(newest(past, |role| role == Role::Direct)),
        interactions: past.len(),
        strength: strength::score(view, id),
        state: rhythm.state,
        overdue_days: rhythm.overdue_days,
        pinned: view.marked(id, "pinned"),
        muted: view.marked(id, "muted"),
        open_tasks: open_task::count(view, id),
        incomplete: entity.incomplete,
    })
}
