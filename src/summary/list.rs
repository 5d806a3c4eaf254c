//! Lists of texts, merged from the entity's own note and its direct interactions.

use std::collections::HashMap;

use super::shape::{Item, List};
use super::view::View;
use crate::note::Day;
use crate::relation::{Digest, EntityId, NoteId, Part, Role, Words, unmarked};
use crate::text::Span;

/// Beyond this many different texts, later ones are only merged when they are the same word for word.
pub const COMPARED: usize = 256;

/// The list of one part: the entity's own note first, then its direct interactions, newest first.
pub(super) fn list(view: &View, id: EntityId, part: Part, limit: usize) -> List {
    let mut merger = Merger::default();
    view.own_notes(id)
        .for_each(|note| merger.add_note(view, note, part, None));
    merger.add_interactions(view, id, part);
    List {
        total: merger.items.len(),
        items: merger.items.iter().take(limit).map(|item| item.show(view)).collect(),
    }
}

/// What the direct interactions of an entity say of one part, its own note left aside: newest first, repeats collapsed,
/// without a cap.
pub fn heard(view: &View, id: EntityId, part: Part) -> Vec<Item> {
    let mut merger = Merger::default();
    merger.add_interactions(view, id, part);
    merger.items.iter().map(|item| item.show(view)).collect()
}

/// Where a text stands.
#[derive(Debug, Clone, Copy)]
struct Place {
    note: NoteId,
    span: Span,
    day: Option<Day>,
}

impl Place {
    fn text(self, view: &View) -> String {
        let record = view.record(self.note);
        record.map_or_else(String::new, |record| unmarked(&record.page.plain(self.span)).to_owned())
    }
}

/// A text with all places that say the same.
#[derive(Debug)]
struct Merged {
    /// The place with the newest wording.
    worded: Place,
    first: Option<Day>,
    last: Option<Day>,
    places: Vec<Place>,
}

impl Merged {
    fn show(&self, view: &View) -> Item {
        Item {
            text: self.worded.text(view),
            first: self.first,
            last: self.last,
            count: self.places.len(),
            sources: self.places.iter().map(|at| view.source(at.note, at.span)).collect(),
        }
    }
}

/// Collapses repeats and near-repeats.
#[derive(Default)]
struct Merger {
    items: Vec<Merged>,
    /// What the first of them say.
    digests: Vec<Digest>,
    by_number: HashMap<u64, usize>,
}

impl Merger {
    fn add_interactions(&mut self, view: &View, id: EntityId, part: Part) {
        let direct = view
            .relations
            .touches(id)
            .filter(|(i, role)| *role == Role::Direct && !view.is_future(i));
        for (interaction, _) in direct {
            interaction
                .notes
                .iter()
                .for_each(|note| self.add_note(view, *note, part, interaction.day));
        }
    }

    fn add_note(&mut self, view: &View, note: NoteId, part: Part, day: Option<Day>) {
        let Some(record) = view.record(note) else { return };
        for item in record.items.iter().filter(|item| item.part == part) {
            let place = Place {
                note,
                span: item.span,
                day,
            };
            self.add(view, place, item.digest);
        }
    }

    fn add(&mut self, view: &View, place: Place, digest: Digest) {
        let same = self.by_number.get(&digest.number()).copied();
        let at = same.or_else(|| self.near(view, place, digest));
        if let Some(merged) = at.and_then(|at| self.items.get_mut(at)) {
            let newer = place.day.is_some() && place.day > merged.last;
            if newer {
                merged.worded = place;
            }
            merged.first = merged.first.into_iter().chain(place.day).min();
            merged.last = merged.last.max(place.day);
            merged.places.push(place);
            let slot = at.and_then(|at| self.digests.get_mut(at));
            if let Some(slot) = slot.filter(|_| newer) {
                *slot = digest;
            }
        } else {
            self.items.push(Merged {
                worded: place,
                first: place.day,
                last: place.day,
                places: vec![place],
            });
            if self.digests.len() < COMPARED {
                self.digests.push(digest);
            }
        }
        self.by_number
            .insert(digest.number(), at.unwrap_or(self.items.len() - 1));
    }

    /// The first text that says nearly the same.
    fn near(&self, view: &View, place: Place, digest: Digest) -> Option<usize> {
        let mut words = None;
        let may_be = self
            .digests
            .iter()
            .enumerate()
            .filter(|(_, other)| other.may_be_near(&digest));
        may_be.map(|(at, _)| at).find(|at| {
            let words = words.get_or_insert_with(|| Words::of(&place.text(view)));
            let other = self.items.get(*at);
            other.is_some_and(|other| Words::of(&other.worded.text(view)).near(words))
        })
    }
}
