//! Topics of an entity whose notes list none: key phrases of its direct interactions.
//!
//! RAKE (Rose, Engel, Cramer and Cowley 2010): candidate phrases stand between stop words and punctuation; a word scores
//! the length of the phrases it stands in over how often it stands; a phrase scores the sum of its words.

mod rake;
mod stop_words;

use std::collections::BTreeSet;

use super::list::direct_notes;
use super::shape::{Item, List, Source};
use super::view::View;
use crate::note::Day;
use crate::order::{self, Order as _};
use crate::relation::{EntityId, NoteId, Page, name_key};
use crate::text::Span;
use rake::{Phrase, phrases};

/// How many notes, newest first, and how many bytes of them are read.
const NOTES: usize = 30;
const BYTES: usize = 1 << 16;
/// A topic has at most this many words: longer candidates are clauses.
const WORDS: usize = 4;
/// How often a single word must stand to be a topic.
const OFTEN: usize = 3;
/// Fewer topics than this are filled up with phrases that stand only once.
const FEW: usize = 5;

/// A run of prose with where it stands.
struct Run<'a> {
    note: NoteId,
    page: &'a Page,
    span: Span,
    day: Option<Day>,
}

/// The topics that notes list; where none do, the key phrases of the direct interactions.
pub(super) fn or_key_phrases(listed: List, view: &View, id: EntityId) -> List {
    match listed.total {
        0 => key_phrases(view, id, view.schema.limits.topics),
        _ => listed,
    }
}

/// Key phrases of the newest direct interactions, the best first.
fn key_phrases(view: &View, id: EntityId, limit: usize) -> List {
    let runs = runs(view, id);
    let texts: Vec<&str> = runs.iter().map(|run| run.page.slice(run.span)).collect();
    let mut found: Vec<Phrase> = phrases(&texts);
    let names = names(view, id);
    let is_name = |phrase: &Phrase| key(&phrase.text).split(' ').any(|word| names.contains(word));
    let telling = |phrase: &Phrase| phrase.words > 1 || phrase.places.len() >= OFTEN;
    found.retain(|phrase| phrase.words <= WORDS && telling(phrase) && !is_name(phrase));
    // What stands more than once is a topic; what stands once only fills a short list.
    let repeated = found.iter().filter(|p| p.places.len() > 1).count();
    found.order_by_key(|phrase| phrase.places.len() == 1);
    found.truncate(repeated.max(FEW));
    List {
        total: found.len(),
        items: found
            .into_iter()
            .take(limit)
            .map(|phrase| item(view, &runs, phrase))
            .collect(),
    }
}

fn runs<'a>(view: &View<'a>, id: EntityId) -> Vec<Run<'a>> {
    let mut left = BYTES;
    let mut runs = Vec::new();
    for (note, day) in direct_notes(view, id).take(NOTES) {
        let Some(record) = view.record(note) else {
            continue;
        };
        let prose = (0_u32..).zip(&record.prose);
        for (_, span) in prose.filter(|(index, _)| record.labels.binary_search(index).is_err()) {
            if span.len() > left {
                return runs;
            }
            left -= span.len();
            runs.push(Run {
                note,
                page: &record.page,
                span: *span,
                day,
            });
        }
    }
    runs
}

/// The words of the names of everyone who has to do with the entity's interactions: who takes part is no topic.
fn names(view: &View, id: EntityId) -> BTreeSet<String> {
    let around = view.relations.shared(id).take(NOTES).flat_map(|(_, _, roles)| roles);
    let ids = order::set(around.map(|(id, _)| *id).chain([id]));
    let names = ids.into_iter().filter_map(|id| view.relations.entities.get(id));
    let words = names.flat_map(|e| e.names()).map(key);
    order::set(words.flat_map(|name| name.split(' ').map(str::to_owned).collect::<Vec<_>>()))
}

fn item(view: &View, runs: &[Run], phrase: Phrase) -> Item {
    let places: Vec<&Run> = phrase.places.iter().filter_map(|at| runs.get(*at)).collect();
    let mut seen = BTreeSet::new();
    let firsts = places.iter().filter(|run| seen.insert(run.note));
    let sources: Vec<Source> = firsts.map(|run| view.source(run.note, run.span)).collect();
    let days = || places.iter().filter_map(|run| run.day);
    Item {
        text: phrase.text,
        first: days().min(),
        last: days().max(),
        count: places.len(),
        sources,
    }
}

/// Whether two phrases are the same topic, as compared.
fn key(text: &str) -> String {
    name_key(text)
}
