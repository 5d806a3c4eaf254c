//! What the notes of a vault give for one entity, worked out when it is first asked for: a note that is brought up to date
//! is gone over more than once, and what the other notes say stays the same meanwhile.

use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

use super::tasks::Open;
use crate::relation::{EntityId, Part};
use crate::summary::Heard;

/// What the notes give.
#[derive(Default)]
pub(super) struct Noted {
    /// Texts by part, with how many were asked for.
    texts: [RefCell<(usize, Rc<[Heard]>)>; TEXTS.len()],
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
    /// The texts of a part, the newest first; at least as many as are asked for where there are as many.
    pub(super) fn texts(&self, part: Part, asked: usize, make: impl FnOnce() -> Vec<Heard>) -> Rc<[Heard]> {
        let at = TEXTS.iter().position(|text| *text == part);
        let Some(cell) = at.and_then(|at| self.texts.get(at)) else {
            return make().into();
        };
        let mut kept = cell.borrow_mut();
        if kept.0 < asked {
            *kept = (asked, make().into());
        }
        Rc::clone(&kept.1)
    }
}
