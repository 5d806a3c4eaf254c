//! Entities named in prose: whole words, case as written, composed or decomposed letters, the longest name first.
//!
//! Only names that say by themselves who is meant are searched: names, aliases and file names of entities with a note, and full
//! names (two words or more) of implied ones. A first name alone is a mention only when an alias says so.
//!
//! A name can only begin where a word does, and few letters begin names; only there it is looked up among all names in
//! order. The last one that is not behind the text there, or one that it begins with itself, is the longest that fits.

use std::collections::HashMap;

use aho_corasick::AhoCorasick;
use unicode_normalization::UnicodeNormalization;

use super::entity::{Entities, Entity, EntityId};
use crate::order::Order;
use crate::text::{ByteSet, Span, word};

/// Finds names in text.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    /// In the order of their bytes.
    names: Vec<Name>,
    /// How each of them begins: most names are told apart by it, without going to where they stand.
    heads: Vec<u64>,
    starts: Starts,
}

/// A name that is one entity's alone.
#[derive(Debug)]
struct Name {
    text: Box<str>,
    owner: EntityId,
    /// The longest other name that it begins with.
    within: Option<usize>,
}

/// What a change of the names changes for the notes.
#[derive(Debug, Default)]
pub(super) struct Renamed {
    /// Entities of which a name is gone.
    pub losing: Vec<EntityId>,
    /// Names that are someone's now.
    pub gained: Vec<String>,
}

impl Mentions {
    /// Takes over the names of all entities; names that several entities share, and the owner's, are nobody's.
    pub(super) fn update(&mut self, entities: &Entities) -> Renamed {
        let mut now: HashMap<String, Option<EntityId>> = HashMap::new();
        for (id, entity) in entities.iter().filter(|(_, e)| !e.is_self && !e.incomplete) {
            for name in searched_names(entity) {
                let same = now.entry(name).or_insert(Some(id));
                if *same != Some(id) {
                    *same = None;
                }
            }
        }
        let old = std::mem::replace(self, Self::of(in_order(now)));
        compare(old.names, &self.names)
    }

    /// For names in order.
    fn of(names: Vec<Name>) -> Self {
        Self {
            heads: names.iter().map(|name| head(name.text.as_bytes())).collect(),
            starts: Starts::of(&names),
            names,
        }
    }

    /// Calls `found` for each name in `span` of `text`.
    pub(super) fn find(&self, text: &str, span: Span, mut found: impl FnMut(EntityId, Span)) {
        let end = (span.end as usize).min(text.len());
        let mut at = span.start as usize;
        while let Some(start) = self.starts.next(text, at, end) {
            at = start + 1;
            if let Some((id, name_end)) = self.longest(text, start, end) {
                found(id, Span::new(start, name_end));
                at = name_end;
            }
        }
    }

    /// The longest name that begins at `start`, where a word does.
    fn longest(&self, text: &str, start: usize, end: usize) -> Option<(EntityId, usize)> {
        let rest = text.as_bytes().get(start..end)?;
        let (from, to) = self.starts.names_with(rest)?;
        let (heads, begun) = (self.heads.get(from..to)?, head(rest));
        let alike = heads.partition_point(|head| *head < begun)..heads.partition_point(|head| *head <= begun);
        let (from, to) = (from + alike.start, from + alike.end);
        let behind = self
            .names
            .get(from..to)?
            .partition_point(|name| name.text.as_bytes() <= rest);
        let mut nearest = (from + behind).checked_sub(1);
        while let Some(name) = nearest.and_then(|index| self.names.get(index)) {
            let end = start + name.text.len();
            if rest.starts_with(name.text.as_bytes()) && word::ends(text, end) {
                return Some((name.owner, end));
            }
            nearest = name.within;
        }
        None
    }
}

/// Names that are someone's, in order.
fn in_order(owners: HashMap<String, Option<EntityId>>) -> Vec<Name> {
    let owned = owners.into_iter().filter_map(|(text, owner)| Some((text, owner?)));
    let mut names: Vec<Name> = owned
        .map(|(text, owner)| Name {
            text: text.into(),
            owner,
            within: None,
        })
        .collect();
    names.order_by(|a, b| a.text.cmp(&b.text));
    // All that the last name begins with, each with its index.
    let mut open: Vec<(usize, &str)> = Vec::new();
    let within = names.iter().enumerate().map(|(index, name)| {
        while open.pop_if(|(_, begun)| !name.text.starts_with(*begun)).is_some() {}
        let longest = open.last().map(|(index, _)| *index);
        open.push((index, &name.text));
        longest
    });
    let within: Vec<Option<usize>> = within.collect();
    names
        .iter_mut()
        .zip(within)
        .for_each(|(name, within)| name.within = within);
    names
}

/// What differs between two lists of names in order.
fn compare(old: Vec<Name>, new: &[Name]) -> Renamed {
    let mut renamed = Renamed::default();
    let mut old = old.into_iter().peekable();
    for name in new {
        while let Some(gone) = old.next_if(|old| old.text < name.text) {
            renamed.losing.push(gone.owner);
        }
        let before = old.next_if(|old| old.text == name.text).map(|old| old.owner);
        if before != Some(name.owner) {
            renamed.losing.extend(before);
            renamed.gained.push(name.text.to_string());
        }
    }
    renamed.losing.extend(old.map(|gone| gone.owner));
    renamed
}

/// The first bytes of a text as a number: where those of two texts differ, they compare as the texts do.
fn head(text: &[u8]) -> u64 {
    let mut head = [0; 8];
    match text.first_chunk() {
        Some(chunk) => head = *chunk,
        None => head.iter_mut().zip(text).for_each(|(place, byte)| *place = *byte),
    }
    u64::from_be_bytes(head)
}

/// The pairs of bytes that begin names.
#[derive(Debug)]
struct Starts {
    bytes: Box<ByteSet>,
    /// A bit for each pair, 64 of them together with how many of the pairs before begin names.
    pairs: Box<[(u64, u32); 1024]>,
    /// For each pair that begins names, in order: from where to where they stand.
    places: Vec<(usize, usize)>,
    /// Whether all names begin with a capital letter of ASCII or a letter beyond, as nearly all do.
    capital: bool,
}

impl Default for Starts {
    fn default() -> Self {
        Self {
            bytes: Box::new(ByteSet::of(&[])),
            pairs: Box::new([(0, 0); 1024]),
            places: Vec::new(),
            capital: true,
        }
    }
}

impl Starts {
    /// Of names in order.
    fn of(names: &[Name]) -> Self {
        let mut starts = Self::default();
        for (index, name) in names.iter().enumerate() {
            if let [a, b, ..] = *name.text.as_bytes() {
                starts.add(index, a, b);
            }
        }
        let mut before = 0;
        for (bits, count) in starts.pairs.iter_mut() {
            *count = before;
            before += bits.count_ones();
        }
        starts
    }

    /// Adds the name of an index, behind those before it, by the bytes with which it begins.
    fn add(&mut self, index: usize, a: u8, b: u8) {
        self.bytes.insert(a);
        self.capital &= is_capital(a);
        let Some((bits, _)) = self.pairs.get_mut(pair(a, b) / 64) else {
            return;
        };
        let bit = 1 << (pair(a, b) % 64);
        match self.places.last_mut().filter(|_| *bits & bit != 0) {
            Some((_, to)) => *to = index + 1,
            None => self.places.push((index, index + 1)),
        }
        *bits |= bit;
    }

    /// From where to where the names stand that begin with the same two bytes as a text.
    fn names_with(&self, text: &[u8]) -> Option<(usize, usize)> {
        let [a, b, ..] = *text else { return None };
        let (bits, before) = self.pairs.get(pair(a, b) / 64)?;
        let bit = 1_u64 << (pair(a, b) % 64);
        let rank = *before + (bits & (bit - 1)).count_ones();
        self.places.get(rank as usize).copied().filter(|_| bits & bit != 0)
    }

    /// The next place, from `at` on, where a word begins as a name does.
    fn next(&self, text: &str, at: usize, end: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = at;
        loop {
            let rest = bytes.get(at..end)?;
            let start = at
                + if self.capital {
                    self.bytes.first_passing(rest, is_capital)?
                } else {
                    self.bytes.first(rest)?
                };
            let first = *bytes.get(start)?;
            let next = *bytes.get(start + 1)?;
            let known = self.pairs.get(pair(first, next) / 64);
            if known.is_some_and(|(bits, _)| bits >> (pair(first, next) % 64) & 1 == 1) && word::begins(text, start) {
                return Some(start);
            }
            at = start + 1;
        }
    }
}

fn is_capital(byte: u8) -> bool {
    byte.is_ascii_uppercase() | !byte.is_ascii()
}

fn pair(a: u8, b: u8) -> usize {
    usize::from(a) << 8 | usize::from(b)
}

/// Tells whether a text has one of some names, if only as part of words.
pub(super) enum AnyOf {
    Few(Vec<memchr::memmem::Finder<'static>>),
    Many(Box<AhoCorasick>),
}

/// For these names; `None` when there is none.
pub(super) fn any_of(names: &[String]) -> Option<AnyOf> {
    /// One after the other is faster up to here.
    const FEW: usize = 8;
    match names.len() {
        0 => None,
        1..=FEW => {
            let finders = names.iter().map(|name| memchr::memmem::Finder::new(name).into_owned());
            Some(AnyOf::Few(finders.collect()))
        }
        _ => Some(AnyOf::Many(Box::new(AhoCorasick::new(names).ok()?))),
    }
}

impl AnyOf {
    pub(super) fn finds(&self, text: &str) -> bool {
        match self {
            Self::Few(finders) => finders.iter().any(|finder| finder.find(text.as_bytes()).is_some()),
            Self::Many(search) => search.is_match(text),
        }
    }
}

/// The names by which an entity is looked for, each as composed and as decomposed letters.
fn searched_names(entity: &Entity) -> impl Iterator<Item = String> {
    let says_who = |name: &str| entity.path.is_some() || name.split_whitespace().nth(1).is_some();
    let own = Some(&*entity.name).filter(|name| says_who(name));
    let names = own
        .into_iter()
        .chain(entity.aliases.iter().map(String::as_str))
        .chain(entity.file_name())
        .filter(|name| name.chars().count() > 1);
    names.flat_map(|name| {
        let composed: String = name.nfc().collect();
        let decomposed: String = name.nfd().collect();
        let other = (decomposed != composed).then_some(decomposed);
        std::iter::once(composed).chain(other)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn mentions(names: &[&str]) -> Mentions {
        let owners = (0..).zip(names).map(|(id, name)| ((*name).to_owned(), Some(id)));
        Mentions::of(in_order(owners.collect()))
    }

    fn found<'t>(mentions: &Mentions, text: &'t str) -> Vec<&'t str> {
        let mut found = Vec::new();
        mentions.find(text, Span::new(0, text.len()), |_, span| found.push(span.of(text)));
        found
    }

    #[test]
    fn the_longest_whole_name_is_found() {
        let names = mentions(&[
            "Ada",
            "Ada Berg",
            "Ada Berg of Lund",
            "Ada Bex",
            "Berg",
            "Émile",
            "van Dam",
        ]);
        for (text, expected) in [
            (
                "Ada Berg of Lund, Ada Berg of Oslo",
                &["Ada Berg of Lund", "Ada Berg"][..],
            ),
            ("Ada Berger met Adam and Ada B.", &["Ada", "Ada"]),
            ("Émile, van Dam (Berg)", &["Émile", "van Dam", "Berg"]),
            ("Ada Bergof Lund xBerg Bergé Ada\u{301}", &["Ada"]),
            ("", &[]),
        ] {
            assert_eq!(found(&names, text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn names_are_those_that_a_plain_search_finds(
            names in prop::collection::btree_set("[ABé]{1,2}( ?[ABb]){1,3}", 0..8),
            text in "[ABbé ]{0,40}",
        ) {
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let mut expected = Vec::new();
            let mut at = 0;
            while at < text.len() {
                let (_, rest) = text.split_at(at);
                let fits = |name: &&&str| rest.starts_with(**name) && word::ends(&text, at + name.len());
                let longest = names.iter().filter(fits).max_by_key(|name| name.len());
                match longest.filter(|_| word::begins(&text, at)) {
                    Some(name) => {
                        expected.push(*name);
                        at += name.len();
                    }
                    None => at += rest.chars().next().unwrap().len_utf8(),
                }
            }
            prop_assert_eq!(found(&mentions(&names), &text), expected);
        }
    }

    #[test]
    fn names_that_come_and_go_are_told() {
        let list = |owners: &[(&str, EntityId)]| {
            let owners = owners.iter().map(|(name, id)| ((*name).to_owned(), Some(*id)));
            in_order(owners.collect())
        };
        let renamed = compare(
            list(&[("Ada", 1), ("Bo", 2), ("Kim", 3), ("Zoe", 4)]),
            &list(&[("Ada", 1), ("Al", 5), ("Bo", 6), ("Zoe", 4)]),
        );
        assert_eq!(
            (renamed.losing, renamed.gained),
            (vec![2, 3], vec!["Al".to_owned(), "Bo".to_owned()])
        );
    }
}
