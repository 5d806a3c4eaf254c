//! What each note of a vault says, by path and by number.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::evidence::Evidence;
use super::record::Record;
use super::update::Batch;
use crate::order::{self, Order as _};

/// Number of a note; free numbers are used again.
pub type NoteId = u32;

/// The records of a vault.
#[derive(Default)]
pub struct Records {
    slots: Vec<Option<Entry>>,
    free: Vec<NoteId>,
    by_path: BTreeMap<Arc<str>, NoteId>,
    evidence: Evidence,
}

#[derive(Debug)]
struct Entry {
    path: Arc<str>,
    record: Record,
}

impl std::fmt::Debug for Records {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl Records {
    /// The record of the note at `path`.
    pub fn get(&self, path: &str) -> Option<&Record> {
        self.at(self.id(path)?)
    }

    /// Whether there is a record for `path`.
    pub fn contains_key(&self, path: &str) -> bool {
        self.by_path.contains_key(path)
    }

    /// The number of the note at `path`.
    pub fn id(&self, path: &str) -> Option<NoteId> {
        self.by_path.get(path).copied()
    }

    /// The record of a note by its number.
    pub fn at(&self, id: NoteId) -> Option<&Record> {
        self.entry(id).map(|entry| &entry.record)
    }

    /// The path of a note, "" when there is none.
    pub fn path(&self, id: NoteId) -> &str {
        self.entry(id).map_or("", |entry| &entry.path)
    }

    /// The path of a note, shared.
    pub(crate) fn shared_path(&self, id: NoteId) -> Arc<str> {
        self.entry(id)
            .map_or_else(|| "".into(), |entry| Arc::clone(&entry.path))
    }

    /// All records, by path.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Record)> + Clone {
        self.ids().filter_map(|(path, id)| Some((path, self.at(id)?)))
    }

    /// All numbers, by path.
    pub fn ids(&self) -> impl Iterator<Item = (&str, NoteId)> + Clone {
        self.by_path.iter().map(|(path, id)| (&**path, *id))
    }

    /// The notes below a folder, by path.
    pub(super) fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = NoteId> + 'a {
        let from = std::ops::Bound::Excluded(folder);
        let later = self.by_path.range::<str, _>((from, std::ops::Bound::Unbounded));
        // Paths such as `folder-2/x` stand between `folder` and `folder/x`.
        let begun = later.take_while(move |(path, _)| path.starts_with(folder));
        let below = begun.filter(move |(path, _)| path.as_bytes().get(folder.len()) == Some(&b'/'));
        below.map(|(_, id)| *id)
    }

    /// Those of some notes that there are, each once and by path; whether anyone asks that its prose be searched.
    pub(super) fn each_by_path(&self, notes: Vec<(NoteId, bool)>) -> Vec<(&str, NoteId, bool)> {
        let there = notes.into_iter().filter_map(|(id, search)| {
            let entry = self.entry(id)?;
            Some((&*entry.path, id, search))
        });
        let mut each: Vec<(&str, NoteId, bool)> = there.collect();
        each.order_by(|a, b| order::compare(a.0, b.0));
        each.dedup_by(|other, first| {
            let same = other.1 == first.1;
            first.2 |= same && other.2;
            same
        });
        each
    }

    /// All records, by path.
    pub fn values(&self) -> impl Iterator<Item = &Record> {
        self.iter().map(|(_, record)| record)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.by_path.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.by_path.is_empty()
    }

    /// Who names whom.
    pub(super) fn evidence(&self) -> &Evidence {
        &self.evidence
    }

    /// Makes room for so many more at once.
    pub fn reserve(&mut self, more: usize) {
        self.slots.reserve(more.saturating_sub(self.free.len()));
    }

    /// Adds or replaces a record; gives the one that it replaces. What is to be done about it goes to `batch`.
    pub fn insert(&mut self, path: &str, record: Record, batch: &mut Batch) -> Option<Record> {
        let class = record.class;
        let known = self.id(path);
        let path: Arc<str> = match known.and_then(|id| self.entry(id)) {
            Some(entry) => Arc::clone(&entry.path),
            None => path.into(),
        };
        let id = known.or_else(|| self.free.pop()).unwrap_or_else(|| {
            self.slots.push(None);
            u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
        });
        let mut old = None;
        if let Some(slot) = self.slots.get_mut(id as usize) {
            let path = Arc::clone(&path);
            old = slot.replace(Entry { path, record }).map(|entry| entry.record);
        }
        self.by_path.insert(Arc::clone(&path), id);
        batch.names |= self.exchange(id, &path, old.as_ref());
        batch.notes.push(id);
        // What links to a note lead to is something else when the note is.
        let turned = old.as_ref().is_some_and(|old| old.class != class);
        batch.files.extend(turned.then(|| path.to_string()));
        old
    }

    /// All records, by path.
    pub fn into_records(self) -> impl Iterator<Item = Record> {
        let mut slots = self.slots;
        let ids = self.by_path.into_values();
        ids.filter_map(move |id| slots.get_mut(id as usize)?.take().map(|entry| entry.record))
    }

    /// Removes a record. What is to be done about it goes to `batch`.
    pub fn remove(&mut self, path: &str, batch: &mut Batch) -> Option<Record> {
        let (path, id) = self.by_path.remove_entry(path)?;
        let entry = self.slots.get_mut(id as usize)?.take()?;
        self.free.push(id);
        batch.names |= self.exchange(id, &path, Some(&entry.record));
        batch.gone.push(id);
        Some(entry.record)
    }

    fn exchange(&mut self, id: NoteId, path: &Arc<str>, old: Option<&Record>) -> bool {
        let mut evidence = std::mem::take(&mut self.evidence);
        let names = evidence.exchange(id, path, (old, self.at(id)), self);
        self.evidence = evidence;
        names
    }

    fn entry(&self, id: NoteId) -> Option<&Entry> {
        self.slots.get(id as usize)?.as_ref()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::parse;
    use crate::relation::{Schema, read};

    #[test]
    fn notes_below_a_folder() {
        let mut records = Records::default();
        for path in ["a/b/c.md", "a/b-2/c.md", "a/b.md", "a/b/d/e.md", "a/bc/d.md"] {
            records.insert(path, read(path, &parse(b""), &Schema::default()), &mut Batch::default());
        }
        let below: Vec<&str> = records.below("a/b").map(|id| records.path(id)).collect();
        assert_eq!(below, ["a/b/c.md", "a/b/d/e.md"]);
    }
}
