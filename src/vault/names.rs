//! Texts that many notes share, kept once: linkpaths with the notes that use them, and tags.

use std::sync::Arc;

use super::few::Few;
use super::files::FileId;
use super::fold::{Key, KeyMap, TextHash};

/// Number of a kept text; free numbers are used again.
pub(super) type NameId = u32;

/// Texts by number, each with the notes that use it.
#[derive(Debug, Default)]
pub(super) struct Names {
    slots: Vec<Name>,
    free: Vec<NameId>,
    by_text: KeyMap<NameId>,
    hash: TextHash,
}

#[derive(Debug)]
struct Name {
    text: Arc<str>,
    users: Few,
}

impl Names {
    /// Makes room for as many texts more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.slots.reserve(count);
        self.by_text.reserve(count);
    }

    /// The number of a text, new when it is not kept yet; whether it is new.
    pub(super) fn intern(&mut self, text: impl AsRef<str> + Into<Arc<str>>) -> (NameId, bool) {
        let key = self.hash.of(text.as_ref());
        if let Some(id) = self.by_text.get(&key) {
            return (*id, false);
        }
        let name = Name {
            text: text.into(),
            users: Few::default(),
        };
        let id = match self.free.pop() {
            Some(id) => {
                if let Some(slot) = self.slots.get_mut(id as usize) {
                    *slot = name;
                }
                id
            }
            None => {
                self.slots.push(name);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        self.by_text.insert(key, id);
        (id, true)
    }

    /// Notes that `file` uses a text.
    pub(super) fn used(&mut self, id: NameId, file: FileId) {
        if let Some(name) = self.slots.get_mut(id as usize) {
            name.users.insert(file);
        }
    }

    /// Notes that `file` does not use a text any more; the text when nobody does, which forgets it.
    pub(super) fn unused(&mut self, id: NameId, file: FileId) -> Option<Arc<str>> {
        let name = self.slots.get_mut(id as usize)?;
        if !name.users.remove(file) {
            return None;
        }
        let text = std::mem::take(&mut name.text);
        self.by_text.remove(&self.hash.of(&text))?;
        self.free.push(id);
        Some(text)
    }

    /// A text.
    pub(super) fn text(&self, id: NameId) -> &str {
        self.slots.get(id as usize).map_or("", |name| &name.text)
    }

    /// The notes that use a text, by number.
    pub(super) fn users(&self, id: NameId) -> &[FileId] {
        self.slots.get(id as usize).map_or(&[], |name| name.users.as_slice())
    }

    /// One more than the highest number.
    pub(super) fn limit(&self) -> usize {
        self.slots.len()
    }

    /// The number of a text that is kept.
    pub(super) fn id(&self, text: &str) -> Option<NameId> {
        self.by_text.get(&self.hash.of(text)).copied()
    }
}

/// Numbers by key.
#[derive(Debug, Default)]
pub(super) struct ByKey(KeyMap<Few>);

impl ByKey {
    /// Makes room for as many keys more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.0.reserve(count);
    }

    pub(super) fn add(&mut self, key: Key, id: u32) {
        self.0.entry(key).or_default().insert(id);
    }

    pub(super) fn remove(&mut self, key: Key, id: u32) {
        if self.0.get_mut(&key).is_some_and(|few| few.remove(id)) {
            self.0.remove(&key);
        }
    }

    pub(super) fn get(&self, key: Key) -> &[u32] {
        self.0.get(&key).map_or(&[], Few::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_lives_as_long_as_it_is_used() {
        let mut names = Names::default();
        let (id, new) = names.intern("Note");
        names.used(id, 1);
        names.used(id, 2);
        assert!(new && names.intern("Note") == (id, false));
        assert_eq!(names.unused(id, 1), None);
        assert_eq!(names.unused(id, 2).as_deref(), Some("Note"));
        assert_eq!(names.intern("Other"), (id, true), "the number is free again");
    }
}
