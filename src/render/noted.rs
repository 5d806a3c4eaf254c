//! What the notes of a vault give for one entity, worked out when it is first asked for: a note that is brought up to date
//! is gone over more than once, and what the other notes say stays the same meanwhile.

use std::cell::OnceCell;

use super::tasks::Open;
use super::texts::Candidate;
use crate::relation::{EntityId, Part};

/// What the notes give.
#[derive(Default)]
pub(super) struct Noted {
    /// By part, in the order of [`Part`]s that are lists of texts.
    texts: [OnceCell<Vec<Candidate>>; TEXTS.len()],
    /// Open tasks, by their due day.
    pub(super) open: OnceCell<Vec<Open>>,
    /// Who takes part where the entity does.
    pub(super) around: OnceCell<Vec<EntityId>>,
}

const TEXTS: [Part; 5] = [
    Part::Facts,
    Part::Topics,
    Part::Decisions,
    Part::Opportunities,
    Part::Blockers,
];

impl Noted {
    /// The texts of a part, the newest first.
    pub(super) fn texts(&self, part: Part, make: impl FnOnce() -> Vec<Candidate>) -> &[Candidate] {
        let at = TEXTS.iter().position(|text| *text == part);
        let cell = at.and_then(|at| self.texts.get(at));
        cell.map_or(&[], |cell| cell.get_or_init(make))
    }
}
