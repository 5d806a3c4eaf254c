//! Lists of texts, merged from the entity's own note and its direct interactions.

use std::collections::hash_map::Entry;

use super::alike::Alike;
use super::shape::{Item, List, Source};
use super::view::View;
use crate::note::Day;
use crate::relation::{self, Digest, EntityId, NoteId, NumberMap, Page, Part, Role, Touch};
use crate::text::Span;

/// Beyond this many different texts, later ones are only merged when they are the same word for word.
pub const COMPARED: usize = Alike::MOST;

/// The lists of some parts: the entity's own note first, then its direct interactions, newest first.
pub(super) fn lists<const N: usize>(view: &View, id: EntityId, parts: [(Part, usize); N]) -> [List; N] {
    let mut mergers = parts.map(|(part, most)| Merger::new(part, most));
    // About as many different texts of each part as there are notes.
    let notes = direct_touches(view, id).count();
    mergers.iter_mut().for_each(|merger| merger.by_number.reserve(notes));
    view.own_notes(id)
        .for_each(|note| add_note(&mut mergers, view, note, None));
    direct_notes(view, id).for_each(|(note, day)| add_note(&mut mergers, view, note, day));
    mergers.map(|merger| List {
        total: merger.total,
        items: merger.show(view),
    })
}

/// A text that the direct interactions of an entity give.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heard {
    /// What it says.
    pub digest: Digest,
    note: NoteId,
    span: Span,
}

impl Heard {
    /// Its newest wording.
    pub fn text(&self, view: &View) -> String {
        let record = view.record(self.note);
        record.map_or_else(String::new, |record| relation::text_of(&record.page, self.span))
    }
}

/// What the direct interactions of an entity say of a part, its own note left aside: newest first, repeats collapsed, no
/// more than `most`.
pub fn heard(view: &View, id: EntityId, part: Part, most: usize) -> Vec<Heard> {
    let mut merger = [Merger::new(part, most)];
    for (note, day) in direct_notes(view, id) {
        if merger.iter().all(|merger| merger.total >= most) {
            // Older notes only repeat these, and never change their wording.
            break;
        }
        add_note(&mut merger, view, note, day);
    }
    let [merger] = merger;
    let worded = merger.items.iter().take(most).map(|merged| merged.worded);
    let heard = worded.map(|place| Heard {
        digest: *place.item.digest(place.page),
        note: place.note,
        span: place.item.span,
    });
    heard.collect()
}

/// Whether the direct interactions of an entity say something of a part that `fits`, by what texts that are the same word
/// for word have in common.
pub fn is_heard(view: &View, id: EntityId, part: Part, fits: impl Fn(u64) -> bool) -> bool {
    let mut records = direct_notes(view, id).filter_map(|(note, _)| view.record(note));
    records.any(|record| {
        let mut items = record.items.iter().filter(|item| item.part == part);
        items.any(|item| fits(item.digest(&record.page).number()))
    })
}

/// The notes of the direct interactions of an entity up to the day, newest first, each with the day.
pub(super) fn direct_notes<'a>(view: &View<'a>, id: EntityId) -> impl Iterator<Item = (NoteId, Option<Day>)> + use<'a> {
    let relations = view.relations;
    let interactions = direct_touches(view, id).filter_map(|touch| relations.behind(touch));
    interactions.flat_map(|interaction| interaction.notes.iter().map(|note| (*note, interaction.day)))
}

fn direct_touches<'a>(view: &View<'a>, id: EntityId) -> impl Iterator<Item = &'a Touch> + use<'a> {
    view.past(id).iter().filter(|touch| touch.role == Role::Direct)
}

fn add_note<'a>(mergers: &mut [Merger<'a>], view: &View<'a>, note: NoteId, day: Option<Day>) {
    let Some(record) = view.record(note) else { return };
    for item in &record.items {
        if let Some(merger) = mergers.iter_mut().find(|merger| merger.part == item.part) {
            merger.add(Place {
                note,
                item,
                page: &record.page,
                day,
            });
        }
    }
}

/// Where a text stands.
#[derive(Clone, Copy)]
struct Place<'a> {
    note: NoteId,
    item: &'a relation::Item,
    page: &'a Page,
    day: Option<Day>,
}

/// A text with all places that say the same.
struct Merged<'a> {
    /// The place with the newest wording.
    worded: Place<'a>,
    first: Option<Day>,
    last: Option<Day>,
}

/// Collapses repeats and near-repeats.
struct Merger<'a> {
    part: Part,
    /// How many texts are shown.
    most: usize,
    /// How many different texts there are.
    total: usize,
    /// Those that are shown, and those that others are compared with.
    items: Vec<Merged<'a>>,
    /// Every place of those that are shown, with the index of its item.
    places: Vec<(usize, Place<'a>)>,
    /// What the first items say.
    alike: Alike,
    by_number: NumberMap<u64, usize>,
}

impl<'a> Merger<'a> {
    fn new(part: Part, most: usize) -> Self {
        Self {
            part,
            most,
            total: 0,
            items: Vec::new(),
            places: Vec::new(),
            alike: Alike::default(),
            by_number: NumberMap::default(),
        }
    }

    fn add(&mut self, place: Place<'a>) {
        let digest = place.item.digest(place.page);
        let at = match self.by_number.entry(digest.number()) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => *new.insert(near(&self.alike, &self.items, place).unwrap_or(self.total)),
        };
        if let Some(merged) = self.items.get_mut(at) {
            let newer = place.day.is_some() && place.day > merged.last;
            merged.first = merged.first.into_iter().chain(place.day).min();
            merged.last = merged.last.max(place.day);
            if newer {
                merged.worded = place;
                self.alike.set(at, *digest);
            }
        } else if at == self.total && at < COMPARED.max(self.most) {
            self.items.push(Merged {
                worded: place,
                first: place.day,
                last: place.day,
            });
            self.alike.set(at, *digest);
        }
        self.total = self.total.max(at + 1);
        if at < self.most {
            self.places.push((at, place));
        }
    }

    fn show(&self, view: &View) -> Vec<Item> {
        let shown = self.most.min(self.items.len());
        let mut sources = vec![Vec::new(); shown];
        for (at, place) in &self.places {
            if let Some(sources) = sources.get_mut(*at) {
                sources.push(view.source(place.note, place.item.span));
            }
        }
        let shown = self.items.iter().zip(sources);
        let item = |(merged, sources): (&Merged, Vec<Source>)| Item {
            text: merged.worded.item.text(merged.worded.page),
            first: merged.first,
            last: merged.last,
            count: sources.len(),
            sources,
        };
        shown.map(item).collect()
    }
}

/// The first text that says nearly the same.
fn near(alike: &Alike, items: &[Merged], place: Place) -> Option<usize> {
    let words = || place.item.words(place.page);
    let near = |other: Place| other.item.words(other.page).near(words());
    let mut may_be = alike.find(place.item.digest(place.page));
    may_be.find(|at| items.get(*at).is_some_and(|merged| near(merged.worded)))
}
