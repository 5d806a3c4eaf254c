//! Lists of texts, merged from the entity's own note and its direct interactions.

use std::collections::HashMap;

use super::shape::{Item, List, Source};
use super::view::{View, source};
use crate::note::Day;
use crate::relation::{Entity, EntityId, Part, Role, name_key, word_hash};

/// From which Jaccard similarity of their words two texts say the same.
const NEAR: f64 = 0.8;
/// Beyond this many different texts, later ones are only merged when they are the same word for word.
pub const COMPARED: usize = 256;

/// Marks that lists put before an item, with the selector that makes a colour picture of them.
pub const MARKS: [char; 5] = ['✅', '❌', '✔', '✗', '\u{fe0f}'];

/// The list of one part: the entity's own note first, then its direct interactions, newest first.
pub(super) fn list(view: &View, id: EntityId, part: Part, limit: usize) -> List {
    let mut merger = Merger::default();
    let own = view.relations.entities.get(id).into_iter().flat_map(Entity::paths);
    own.for_each(|path| merger.add_note(view, path, part, None));
    merger.add_interactions(view, id, part);
    let total = merger.items.len();
    merger.items.truncate(limit);
    List {
        total,
        items: merger.items.into_iter().map(|(item, _)| item).collect(),
    }
}

/// What the direct interactions of an entity say of one part, its own note left aside: newest first, repeats collapsed,
/// without a cap.
pub fn heard(view: &View, id: EntityId, part: Part) -> Vec<Item> {
    let mut merger = Merger::default();
    merger.add_interactions(view, id, part);
    merger.items.into_iter().map(|(item, _)| item).collect()
}

/// Collapses repeats and near-repeats.
#[derive(Default)]
struct Merger {
    items: Vec<(Item, Words)>,
    by_key: HashMap<String, usize>,
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
                .for_each(|path| self.add_note(view, path, part, interaction.day));
        }
    }

    fn add_note(&mut self, view: &View, path: &str, part: Part, day: Option<Day>) {
        let Some((note, record)) = view.note(path) else { return };
        for (_, span) in record.items.iter().filter(|(p, _)| *p == part) {
            let text = unmarked(&note.plain(*span)).to_owned();
            if !text.is_empty() {
                self.add(text, day, source(path, note, *span));
            }
        }
    }

    fn add(&mut self, text: String, day: Option<Day>, source: Source) {
        let key = name_key(&text);
        let words = Words::of(&key);
        let same = self.by_key.get(&key).copied();
        let near = || {
            self.items
                .iter()
                .take(COMPARED)
                .position(|(_, other)| other.near(&words))
        };
        if let Some(at) = same.or_else(near) {
            self.by_key.insert(key, at);
            if let Some((item, kept)) = self.items.get_mut(at) {
                merge(item, kept, text, words, day, source);
            }
            return;
        }
        self.by_key.insert(key, self.items.len());
        let item = Item {
            text,
            first: day,
            last: day,
            count: 1,
            sources: vec![source],
        };
        self.items.push((item, words));
    }
}

/// Adds a source to an item; the newest wording stays.
fn merge(item: &mut Item, kept: &mut Words, text: String, words: Words, day: Option<Day>, source: Source) {
    if day.is_some() && day > item.last {
        item.text = text;
        *kept = words;
    }
    item.first = item.first.into_iter().chain(day).min();
    item.last = item.last.max(day);
    item.count += 1;
    item.sources.push(source);
}

/// A text without the marks that lists put before an item.
pub fn unmarked(text: &str) -> &str {
    text.trim().trim_start_matches(MARKS).trim_start()
}

/// The words of a text, to see whether another says the same.
#[derive(Debug, Default)]
pub struct Words {
    /// Hashes of the words, sorted, each once.
    all: Vec<u32>,
    /// Of those, the words that change what is said: figures and negations.
    telling: Vec<u32>,
}

impl Words {
    /// Of a text as compared; see [`name_key`].
    pub fn of(key: &str) -> Self {
        const NEGATIONS: [&str; 12] = [
            "not", "no", "never", "without", "cannot", "t", "nicht", "kein", "keine", "ne", "pas", "non",
        ];
        let words = || key.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
        let tells = |w: &&str| w.chars().any(char::is_numeric) || NEGATIONS.contains(w);
        let hashed = |words: &mut dyn Iterator<Item = &str>| {
            let mut hashes: Vec<u32> = words.map(word_hash).collect();
            hashes.sort_unstable();
            hashes.dedup();
            hashes
        };
        Self {
            all: hashed(&mut words()),
            telling: hashed(&mut words().filter(tells)),
        }
    }

    /// Whether both say the same: the same figures and negations, and nearly the same words.
    pub fn near(&self, other: &Self) -> bool {
        let (small, large) = (self.all.len().min(other.all.len()), self.all.len().max(other.all.len()));
        if small == 0 || (small as f64) < NEAR * large as f64 || self.telling != other.telling {
            return false;
        }
        let shared = self
            .all
            .iter()
            .filter(|hash| other.all.binary_search(hash).is_ok())
            .count();
        shared as f64 >= NEAR * (self.all.len() + other.all.len() - shared) as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> bool {
        Words::of(&name_key(a)).near(&Words::of(&name_key(b)))
    }

    #[test]
    fn near_repeats_say_the_same() {
        assert!(near(
            "The port wants two cranes by spring.",
            "The port wants two cranes, by the spring"
        ));
        assert!(!near(
            "The port wants 2 cranes by spring.",
            "The port wants 3 cranes by spring."
        ));
        assert!(!near(
            "They will renew the contract this year",
            "They will not renew the contract this year"
        ));
        assert!(!near("", ""));
    }
}
