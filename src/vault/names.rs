//! Texts that many notes share, kept once: linkpaths with the notes that use them, and tags.

use std::sync::Arc;

use super::few::Few;
use super::files::FileId;
use super::fold::{KeyMap, TextHash};
use super::texts::Texts;

/// Number of a kept text; free numbers are used again.
pub(super) type NameId = u32;

/// Texts by number, each with the notes that use it.
#[derive(Debug, Default)]
pub(super) struct Names {
    slots: Vec<Name>,
    free: Vec<NameId>,
    /// Texts that came at once, in order.
    first: Texts,
    /// Not made as long as there are no others.
    by_text: Option<KeyMap<NameId>>,
    hash: TextHash,
}

#[derive(Debug)]
struct Name {
    /// None for one of the first texts, which has the same number there.
    text: Option<Arc<str>>,
    users: Few,
}

impl Names {
    /// Of texts that are in order, each once.
    pub(super) fn in_order(texts: Texts) -> Self {
        let unused = || Name {
            text: None,
            users: Few::default(),
        };
        Self {
            slots: std::iter::repeat_with(unused).take(texts.count()).collect(),
            first: texts,
            ..Self::default()
        }
    }

    /// Makes room for as many texts more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.slots.reserve(count);
        self.by_text().reserve(count);
    }

    /// The number of a text, new when it is not kept yet; whether it is new.
    pub(super) fn intern(&mut self, text: impl AsRef<str> + Into<Arc<str>>) -> (NameId, bool) {
        let key = self.hash.of(text.as_ref());
        if let Some(id) = self.by_text().get(&key) {
            return (*id, false);
        }
        let name = Name {
            text: Some(text.into()),
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
        self.by_text().insert(key, id);
        (id, true)
    }

    fn by_text(&mut self) -> &mut KeyMap<NameId> {
        let keys = self.first.iter().map(|text| self.hash.of(text));
        self.by_text.get_or_insert_with(|| keys.zip(0..).collect())
    }

    /// Notes that `file` uses a text.
    pub(super) fn used(&mut self, id: NameId, file: FileId) {
        if let Some(name) = self.slots.get_mut(id as usize) {
            name.users.insert(file);
        }
    }

    /// Notes that `file` does not use a text any more; the text when nobody does, which forgets it.
    pub(super) fn unused(&mut self, id: NameId, file: FileId) -> Option<Arc<str>> {
        if !self.slots.get_mut(id as usize)?.users.remove(file) {
            return None;
        }
        let own = self.slots.get_mut(id as usize)?.text.replace(Arc::default());
        let text = own.unwrap_or_else(|| self.first.get(id as usize).unwrap_or_default().into());
        let key = self.hash.of(&text);
        self.by_text().remove(&key)?;
        self.free.push(id);
        Some(text)
    }

    /// A text.
    pub(super) fn text(&self, id: NameId) -> &str {
        let own = self.slots.get(id as usize).and_then(|name| name.text.as_deref());
        own.or_else(|| self.first.get(id as usize)).unwrap_or_default()
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
        let Some(by_text) = &self.by_text else {
            return self.first.find(text);
        };
        by_text.get(&self.hash.of(text)).copied()
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

    #[test]
    fn texts_in_order_are_found_before_and_after_a_change() {
        let texts = Texts::new("abc".to_owned(), vec![0, 1, 2, 3]).unwrap();
        let mut names = Names::in_order(texts);
        let found = |names: &Names| ["a", "x", "c", ""].map(|text| names.id(text));
        assert_eq!(found(&names), [Some(1), None, Some(3), Some(0)]);
        names.used(3, 9);
        assert_eq!(names.unused(3, 9).as_deref(), Some("c"));
        assert_eq!(found(&names), [Some(1), None, None, Some(0)]);
        assert_eq!((names.intern("x"), names.intern("b")), ((3, true), (2, false)));
        assert_eq!([0, 1, 2, 3, 4].map(|id| names.text(id)), ["", "a", "b", "x", ""]);
        assert_eq!(found(&names), [Some(1), Some(3), None, Some(0)]);
    }
}
