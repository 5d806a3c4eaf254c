//! Entities named in prose: whole words, case as written, composed or decomposed letters, the longest name first.
//!
//! Only names that say by themselves who is meant are searched: names and aliases of entities with a note, and full
//! names (two words or more) of implied ones. A first name alone is a mention only when an alias says so.
//!
//! A name can only begin where a word does, and few letters begin names; only there the automaton is asked. Names that
//! come later are in a small automaton of their own until they are many; a name that is gone is nobody's.

use std::collections::HashMap;

use aho_corasick::automaton::OverlappingState;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Anchored, Input, MatchKind, StartKind};
use unicode_normalization::UnicodeNormalization;

use super::entity::{Entities, Entity, EntityId};
use crate::text::{ByteSet, Span};

/// Later names are merged with the others when they are more than this, and more than an eighth of them.
const LATER: usize = 64;

/// Finds names in text.
#[derive(Debug, Default)]
pub(super) struct Mentions {
    names: HashMap<Box<str>, u32>,
    /// Whose each name is; nobody's where several share it, and where it is gone.
    owners: Vec<Option<EntityId>>,
    first: Automaton,
    later: Automaton,
    starts: Starts,
}

/// An automaton for some of the names.
#[derive(Debug, Default)]
struct Automaton {
    search: Option<AhoCorasick>,
    /// Number of its first name.
    from: u32,
}

/// The pairs of bytes that begin names.
#[derive(Debug)]
struct Starts {
    bytes: Box<ByteSet>,
    pairs: Box<[u64; 1024]>,
}

impl Default for Starts {
    fn default() -> Self {
        Self {
            bytes: Box::new(ByteSet::of(&[])),
            pairs: Box::new([0; 1024]),
        }
    }
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
        let mut renamed = Renamed::default();
        for (name, number) in &self.names {
            let owner = now.get(&**name).copied().flatten();
            if let Some(slot) = self.owners.get_mut(*number as usize)
                && *slot != owner
            {
                renamed.losing.extend(*slot);
                renamed.gained.extend(owner.map(|_| name.to_string()));
                *slot = owner;
            }
        }
        let mut new: Vec<(String, EntityId)> = now
            .into_iter()
            .filter_map(|(name, id)| Some((name, id?)))
            .filter(|(name, _)| !self.names.contains_key(name.as_str()))
            .collect();
        new.sort_unstable();
        if !new.is_empty() {
            self.add(&new);
        }
        renamed.gained.extend(new.into_iter().map(|(name, _)| name));
        renamed
    }

    fn add(&mut self, new: &[(String, EntityId)]) {
        for (name, id) in new {
            let number = u32::try_from(self.owners.len()).unwrap_or(u32::MAX);
            self.owners.push(Some(*id));
            self.names.insert(name.as_str().into(), number);
            self.starts.add(name);
        }
        let later = self.owners.len() - self.later.from as usize;
        if later > LATER.max(self.owners.len() / 8) {
            self.merge();
        }
        self.later = self.automaton(self.later.from);
    }

    /// Makes one automaton of all names that are still someone's.
    fn merge(&mut self) {
        let mut names: Vec<(Box<str>, EntityId)> = Vec::with_capacity(self.names.len());
        for (name, number) in self.names.drain() {
            let owner = self.owners.get(number as usize).copied().flatten();
            names.extend(owner.map(|id| (name, id)));
        }
        names.sort_unstable();
        self.starts = Starts::default();
        names.iter().for_each(|(name, _)| self.starts.add(name));
        self.owners = names.iter().map(|(_, id)| Some(*id)).collect();
        self.names = (0..).zip(names).map(|(number, (name, _))| (name, number)).collect();
        self.first = self.automaton(0);
        self.later.from = u32::try_from(self.owners.len()).unwrap_or(u32::MAX);
    }

    /// Of all names from a number on.
    fn automaton(&self, from: u32) -> Automaton {
        let mut names: Vec<(u32, &str)> = self.names.iter().map(|(name, number)| (*number, &**name)).collect();
        names.retain(|(number, _)| *number >= from);
        names.sort_unstable();
        let search = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .start_kind(StartKind::Anchored)
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(names.iter().map(|(_, name)| name));
        Automaton {
            // Only a set of names too large for memory is refused; then nothing is found in prose.
            search: search.ok().filter(|_| !names.is_empty()),
            from,
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

    /// The longest name that begins at `start`.
    fn longest(&self, text: &str, start: usize, end: usize) -> Option<(EntityId, usize)> {
        let mut best = None;
        for automaton in [&self.first, &self.later] {
            let Some(search) = &automaton.search else { continue };
            let input = Input::new(text).range(start..end).anchored(Anchored::Yes);
            let mut state = OverlappingState::start();
            loop {
                search.find_overlapping(input.clone(), &mut state);
                let Some(hit) = state.get_match() else { break };
                let number = hit.pattern().as_usize() + automaton.from as usize;
                let owner = self.owners.get(number).copied().flatten();
                let longer = best.is_none_or(|(_, end)| hit.end() > end);
                if let Some(id) = owner.filter(|_| longer && is_whole_word(text, start, hit.end())) {
                    best = Some((id, hit.end()));
                }
            }
        }
        best
    }
}

impl Starts {
    fn add(&mut self, name: &str) {
        if let [a, b, ..] = *name.as_bytes() {
            self.bytes.insert(a);
            if let Some(bits) = self.pairs.get_mut(pair(a, b) / 64) {
                *bits |= 1 << (pair(a, b) % 64);
            }
        }
    }

    /// The next place, from `at` on, where a word begins as a name does.
    fn next(&self, text: &str, at: usize, end: usize) -> Option<usize> {
        let bytes = text.as_bytes();
        let mut at = at;
        loop {
            let rest = bytes.get(at..end)?;
            let start = at + self.bytes.first(rest)?;
            let first = *bytes.get(start)?;
            let next = *bytes.get(start + 1)?;
            let known = self.pairs.get(pair(first, next) / 64);
            if known.is_some_and(|bits| bits >> (pair(first, next) % 64) & 1 == 1) && begins_word(text, start) {
                return Some(start);
            }
            at = start + 1;
        }
    }
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
fn is_whole_word(text: &str, start: usize, end: usize) -> bool {
    begins_word(text, start) && !text.get(end..).and_then(|t| t.chars().next()).is_some_and(in_word)
}

fn begins_word(text: &str, start: usize) -> bool {
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    text.is_char_boundary(start) && !before.is_some_and(in_word)
}

/// A combining mark belongs to the letter before it.
fn in_word(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}
