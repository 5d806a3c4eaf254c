//! From what was read to the vault.

use std::sync::Arc;

use super::super::by_key::ByKey;
use super::super::kept::Kept;
use super::super::names::{NameId, Names};
use super::super::{LinkFormat, Vault};
use super::Absorbed;
use super::read::{Snapshot, Stored};

impl Vault {
    /// Takes over what was read.
    pub(super) fn take_over(&mut self, snapshot: Snapshot) -> Absorbed {
        self.let_go();
        self.files.reserve(snapshot.list.len());
        match self.files.are_new() && self.link_names.limit() == 0 && self.tag_names.limit() == 0 {
            true => self.begin(snapshot),
            false => self.add_all(snapshot),
        }
    }

    /// Takes over a snapshot where nothing is: its numbers and its order become those of the vault.
    fn begin(&mut self, snapshot: Snapshot) -> Absorbed {
        for name in snapshot.names.iter() {
            if let Some(written) = self.written_so.get_mut(LinkFormat::of(name) as usize) {
                *written += 1;
            }
        }
        self.link_names = Names::in_order(snapshot.names);
        self.links_by_key = ByKey::in_order(snapshot.keys, snapshot.keyed);
        self.tag_names = Names::in_order(snapshot.tags);
        for file in snapshot.list {
            self.insert(file.path, file.note);
        }
        self.files.are_in_order();
        Absorbed {
            parts: snapshot.parts,
            replaced: Vec::new(),
        }
    }

    /// Takes over a snapshot where something is.
    fn add_all(&mut self, snapshot: Snapshot) -> Absorbed {
        let mut replaced = Vec::new();
        let mut keys = vec![None; snapshot.names.count()];
        for (key, id) in snapshot.keys.into_iter().zip(snapshot.keyed) {
            if let Some(place) = keys.get_mut(id as usize) {
                *place = Some(key);
            }
        }
        self.numbers().reserve(snapshot.names.count());
        let mut names = Renumbered::new(snapshot.names.count());
        let mut tags = Renumbered::new(snapshot.tags.count());
        for Stored { path, mut note, .. } in snapshot.list {
            let mut numbers = self.numbers();
            if let Some(kept) = &mut note {
                for link in &mut kept.links {
                    let place = link.name as usize;
                    link.name = names.get(place, || match snapshot.names.get(place) {
                        Some(text) => numbers.keyed_name(text, |_| keys.get(place).copied().flatten()),
                        None => numbers.name(""),
                    });
                }
                for tag in &mut kept.tags {
                    let place = *tag as usize;
                    *tag = tags.get(place, || numbers.tag(snapshot.tags.get(place).unwrap_or_default()));
                }
            }
            let known = self.files.id(&path).is_some();
            if self.add(Arc::clone(&path), note) {
                replaced.extend(known.then(|| path.to_string()));
            } else {
                (names, tags) = (Renumbered::new(names.0.len()), Renumbered::new(tags.0.len()));
            }
        }
        Absorbed {
            parts: snapshot.parts,
            replaced,
        }
    }

    /// Adds a file; false when the one that is there stays.
    pub(super) fn add(&mut self, path: Arc<str>, kept: Option<Box<Kept>>) -> bool {
        let Some(id) = self.files.id(&path) else {
            self.insert(path, kept);
            return true;
        };
        let better = is_later(kept.as_deref(), self.files.note(id));
        match kept {
            kept if better => drop(self.put(&path, kept)),
            Some(kept) => self.drop_unused(&kept),
            None => {}
        }
        better
    }
}

/// Whether of two files at one path this one stays. The texts are looked at only where all else is the same.
fn is_later(kept: Option<&Kept>, than: Option<&Kept>) -> bool {
    match (kept, than) {
        (Some(kept), Some(than)) if kept.stamp == than.stamp => *kept.text > *than.text,
        (kept, than) => kept.map(|kept| kept.stamp) > than.map(|than| than.stamp),
    }
}

/// The vault's numbers of a snapshot's texts, as far as they are known.
struct Renumbered(Vec<Option<NameId>>);

impl Renumbered {
    fn new(count: usize) -> Self {
        Self(vec![None; count])
    }

    fn get(&mut self, place: usize, number: impl FnOnce() -> NameId) -> NameId {
        match self.0.get_mut(place) {
            Some(known) => *known.get_or_insert_with(number),
            None => number(),
        }
    }
}
