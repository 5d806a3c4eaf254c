//! Entities named in prose: whole words, case as written, composed or decomposed letters, the longest name first.
//!
//! Only names that say by themselves who is meant are searched: names and aliases of entities with a note, and full
//! names (two words or more) of implied ones. A first name alone is a mention only when an alias says so.

use std::collections::HashMap;

use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use unicode_normalization::UnicodeNormalization;

use super::entity::{Entities, Entity, EntityId};
use crate::text::Span;

/// Finds names in text.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    automaton: Option<AhoCorasick>,
    /// The entity of each pattern.
    entities: Vec<EntityId>,
}

impl Mentions {
    /// Of all names; names that several entities share, and the owner's, are left out.
    pub(super) fn new(entities: &Entities) -> Self {
        let mut owners: HashMap<String, Option<EntityId>> = HashMap::new();
        for (id, entity) in entities.iter().filter(|(_, e)| !e.is_self && !e.incomplete) {
            for name in searched_names(entity) {
                let same = owners.entry(name).or_insert(Some(id));
                if *same != Some(id) {
                    *same = None;
                }
            }
        }
        let mut patterns: Vec<(String, EntityId)> =
            owners.into_iter().filter_map(|(name, id)| Some((name, id?))).collect();
        patterns.sort_unstable();
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostLongest)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(patterns.iter().map(|(name, _)| name));
        Self {
            // Only a set of names too large for memory is refused; then nothing is found in prose.
            automaton: automaton.ok(),
            entities: patterns.into_iter().map(|(_, id)| id).collect(),
        }
    }

    /// Calls `found` for each name in `span` of `text`.
    pub(super) fn find(&self, text: &str, span: Span, mut found: impl FnMut(EntityId, Span)) {
        let Some(automaton) = &self.automaton else { return };
        let end = (span.end as usize).min(text.len());
        let mut at = span.start as usize;
        while at < end {
            let Some(hit) = automaton.find(Input::new(text).range(at..end)) else {
                return;
            };
            let place = Span::new(hit.start(), hit.end());
            if is_whole_word(text, place) {
                if let Some(id) = self.entities.get(hit.pattern().as_usize()) {
                    found(*id, place);
                }
                at = hit.end();
            } else {
                // The name is part of a longer word; a shorter name may still begin further on in it.
                at = hit.start()
                    + text
                        .get(hit.start()..)
                        .and_then(|t| t.chars().next())
                        .map_or(1, char::len_utf8);
            }
        }
    }
}

/// The names by which an entity is looked for, each as composed and as decomposed letters.
fn searched_names(entity: &Entity) -> impl Iterator<Item = String> {
    let says_who = |name: &str| entity.path.is_some() || name.split_whitespace().nth(1).is_some();
    let own = Some(&entity.name).filter(|name| says_who(name));
    let names = own
        .into_iter()
        .chain(&entity.aliases)
        .filter(|name| name.chars().count() > 1);
    names.flat_map(|name| {
        let composed: String = name.nfc().collect();
        let decomposed: String = name.nfd().collect();
        let other = (decomposed != composed).then_some(decomposed);
        std::iter::once(composed).chain(other)
    })
}

/// Whether letters and digits end on both sides of a place.
fn is_whole_word(text: &str, place: Span) -> bool {
    let before = text.get(..place.start as usize).and_then(|t| t.chars().next_back());
    let after = text.get(place.end as usize..).and_then(|t| t.chars().next());
    // A combining mark belongs to the letter before it.
    let in_word = |c: char| c.is_alphanumeric() || unicode_normalization::char::is_combining_mark(c);
    !before.is_some_and(in_word) && !after.is_some_and(in_word)
}
