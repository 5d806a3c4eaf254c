//! Stage `vault`: notes to vault: paths and link resolution.

pub mod path;
mod resolve;

use std::collections::BTreeMap;

use crate::note::{self, Note};
use resolve::NameIndex;

/// Notes by path, with what is needed to resolve links between them.
#[derive(Debug, Default)]
pub struct Vault {
    notes: BTreeMap<String, Note>,
    names: NameIndex,
}

impl Vault {
    /// Adds or replaces a note. `path` must be [`path::normal`].
    pub fn set(&mut self, path: &str, content: &[u8]) {
        if self.notes.insert(path.to_owned(), note::parse(content)).is_none() {
            self.names.add(path);
        }
    }

    /// Removes a note and returns it.
    pub fn delete(&mut self, path: &str) -> Option<Note> {
        let note = self.notes.remove(path)?;
        self.names.remove(path);
        Some(note)
    }

    /// Moves a note; false when there is none at `from`. A note at `to` is replaced.
    pub fn rename(&mut self, from: &str, to: &str) -> bool {
        let Some(note) = self.delete(from) else { return false };
        if self.notes.insert(to.to_owned(), note).is_none() {
            self.names.add(to);
        }
        true
    }

    /// One note.
    pub fn note(&self, path: &str) -> Option<&Note> {
        self.notes.get(path)
    }

    /// All notes, sorted by path.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &Note)> {
        self.notes.iter().map(|(path, note)| (path.as_str(), note))
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// The path of the note that a link's target (with or without subpath) in the note at `from` leads to.
    pub fn resolve(&self, target: &str, from: &str) -> Option<&str> {
        self.names.resolve(note::linkpath(target), from)
    }
}
