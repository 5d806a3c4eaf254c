//! The files of a vault by path and by name.

use std::cell::OnceCell;
use std::sync::Arc;

use super::fold::{Key, KeyMap, TextHash};
use super::group::{Group, Rank, Several};
use super::kept::Kept;
use crate::order::{Head, compare};

/// Number of a file; free numbers are used again.
pub(super) type FileId = u32;

/// A file of the vault.
#[derive(Debug)]
pub(super) struct File {
    pub path: Arc<str>,
    /// What is kept of a note; `None` for a file that is known by its path alone.
    pub note: Option<Box<Kept>>,
}

/// All files.
#[derive(Debug, Default)]
pub(super) struct Files {
    slots: Vec<Option<File>>,
    free: Vec<FileId>,
    by_path: KeyMap<FileId>,
    hash: TextHash,
    /// All files in the order of their paths, once that was asked for.
    sorted: OnceCell<Vec<FileId>>,
    /// By each end of a path on whole segments, and by whole path.
    by_end: KeyMap<Group>,
    notes: usize,
}

impl Files {
    /// Makes room for as many files more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.unsort();
        self.slots.reserve(count);
        self.by_path.reserve(count);
        // A name, mostly a folder, and the whole path.
        self.by_end.reserve(count * 3);
    }

    /// Adds a file that is not there yet.
    pub(super) fn add(&mut self, path: Arc<str>, note: Option<Box<Kept>>) -> FileId {
        self.notes += usize::from(note.is_some());
        let file = Some(File {
            path: Arc::clone(&path),
            note,
        });
        let id = match self.free.pop() {
            Some(id) => id,
            None => {
                self.slots.push(None);
                u32::try_from(self.slots.len() - 1).unwrap_or(u32::MAX)
            }
        };
        if let Some(slot) = self.slots.get_mut(id as usize) {
            *slot = file;
        }
        for (key, end) in ends(&path) {
            self.add_end(key, end, &path, id);
        }
        self.by_path.insert(self.hash.of(&path), id);
        let place = self.place(&path);
        if let (Err(at), Some(sorted)) = (place, self.sorted.get_mut()) {
            sorted.insert(at, id);
        }
        id
    }

    /// Where a path stands, or would stand, among the sorted ones; where nobody asked for their order, at the start.
    fn place(&self, path: &str) -> Result<usize, usize> {
        let sorted = self.sorted.get().map_or(&[][..], Vec::as_slice);
        sorted.binary_search_by(|id| compare(self.path(*id), path))
    }

    /// Leaves the order of paths to whoever asks for it next, as many files are to come.
    pub(super) fn unsort(&mut self) {
        self.sorted.take();
    }

    /// Takes the order in which files were added as that of their paths, which it is when all came at once.
    pub(super) fn are_in_order(&mut self) {
        let count = u32::try_from(self.slots.len()).unwrap_or(u32::MAX);
        self.sorted = OnceCell::from((0..count).collect::<Vec<FileId>>());
    }

    /// Whether there was never a file.
    pub(super) fn are_new(&self) -> bool {
        self.slots.is_empty()
    }

    fn add_end(&mut self, key: Key, end: &str, path: &Arc<str>, id: FileId) {
        let group = self.by_end.entry(key).or_insert(Group::One(id));
        if let Group::One(first) = *group {
            if first == id {
                return;
            }
            let Some(Some(file)) = self.slots.get(first as usize) else {
                *group = Group::One(id);
                return;
            };
            *group = Group::Many(Box::new(Several {
                ranks: [Rank::new(&file.path, first)].into(),
                mixed: false,
            }));
        }
        if let Group::Many(several) = group {
            several.mixed |= several.ranks.first().is_some_and(|first| !first.path.ends_with(end));
            several.ranks.insert(Rank::new(path, id));
        }
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, id: FileId) -> Option<File> {
        let place = self.place(&self.get(id)?.path);
        if let (Ok(at), Some(sorted)) = (place, self.sorted.get_mut()) {
            sorted.remove(at);
        }
        let file = self.slots.get_mut(id as usize)?.take()?;
        self.notes -= usize::from(file.note.is_some());
        self.by_path.remove(&self.hash.of(&file.path));
        let rank = Rank::new(&file.path, id);
        for (key, _) in ends(&file.path) {
            self.remove_end(key, &rank);
        }
        self.free.push(id);
        Some(file)
    }

    fn remove_end(&mut self, key: Key, rank: &Rank) {
        let empty = match self.by_end.get_mut(&key) {
            Some(Group::One(_)) => true,
            Some(Group::Many(several)) => {
                several.ranks.remove(rank);
                several.ranks.is_empty()
            }
            None => false,
        };
        if empty {
            self.by_end.remove(&key);
        }
    }

    /// Puts what is kept of a note in the place of what was kept of it.
    pub(super) fn replace(&mut self, id: FileId, note: Option<Box<Kept>>) -> Option<Box<Kept>> {
        let slot = self.slots.get_mut(id as usize)?.as_mut()?;
        let old = std::mem::replace(&mut slot.note, note);
        self.notes += usize::from(slot.note.is_some());
        self.notes -= usize::from(old.is_some());
        old
    }

    /// A file.
    pub(super) fn get(&self, id: FileId) -> Option<&File> {
        self.slots.get(id as usize)?.as_ref()
    }

    /// What is kept of a note.
    pub(super) fn note(&self, id: FileId) -> Option<&Kept> {
        self.get(id)?.note.as_deref()
    }

    /// For changes of what is kept.
    pub(super) fn note_mut(&mut self, id: FileId) -> Option<&mut Kept> {
        self.slots.get_mut(id as usize)?.as_mut()?.note.as_deref_mut()
    }

    /// The path of a file, "" when there is none.
    pub(super) fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("", |file| &file.path)
    }

    /// The number of the file at a path.
    pub(super) fn id(&self, path: &str) -> Option<FileId> {
        self.by_path.get(&self.hash.of(path)).copied()
    }

    /// The files under a key.
    pub(super) fn under(&self, key: Key) -> Option<&Group> {
        self.by_end.get(&key)
    }

    /// The paths of all files, in no order.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.slots.iter().flatten().map(|file| &*file.path)
    }

    /// All files, sorted by path.
    pub(super) fn sorted(&self) -> impl Iterator<Item = (FileId, &File)> {
        let ids = self.sorted.get_or_init(|| self.sort()).iter();
        ids.filter_map(|id| Some((*id, self.get(*id)?)))
    }

    fn sort(&self) -> Vec<FileId> {
        let files = self.slots.iter().zip(0..);
        let paths = files.filter_map(|(file, id)| Some((&*file.as_ref()?.path, id)));
        let mut sorted: Vec<(Head, &str, FileId)> = paths.map(|(path, id)| (Head::of(path), path, id)).collect();
        // Stable, as files mostly come in order, and then this compares each path once.
        sorted.sort_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(a.1, b.1)));
        sorted.into_iter().map(|(.., id)| id).collect()
    }

    /// All notes, sorted by path.
    pub(super) fn sorted_notes(&self) -> impl Iterator<Item = (FileId, &str, &Kept)> {
        self.sorted()
            .filter_map(|(id, file)| Some((id, &*file.path, file.note.as_deref()?)))
    }

    /// How many files there are.
    pub(super) fn count(&self) -> usize {
        self.slots.len() - self.free.len()
    }

    /// How many notes there are.
    pub(super) fn notes(&self) -> usize {
        self.notes
    }
}

/// The keys of a path: of each end on whole segments, with that end, and of the whole.
pub(super) fn ends(path: &str) -> impl Iterator<Item = (Key, &str)> {
    let mut key = Key::NONE;
    let mut start = path.len() + 1;
    let mut whole = false;
    std::iter::from_fn(move || {
        if start == 0 {
            return (!std::mem::replace(&mut whole, true)).then(|| (key.whole(), path));
        }
        let before = path.get(..start - 1)?;
        let segment = before.rsplit('/').next()?;
        start = before.len() - segment.len();
        key = key.under(segment);
        Some((key, path.get(start..)?))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_has_an_end_for_each_segment() {
        let found: Vec<&str> = ends("a/b/c.md").map(|(_, end)| end).collect();
        assert_eq!(found, ["c.md", "b/c.md", "a/b/c.md", "a/b/c.md"]);
        let (last, whole) = (ends("c.md").next(), ends("c.md").last());
        assert_eq!(last.map(|(key, _)| key.whole()), whole.map(|(key, _)| key));
    }

    #[test]
    fn files_are_sorted_whether_they_came_before_that_was_asked_or_after() {
        let mut files = Files::default();
        let paths = |files: &Files| {
            files
                .sorted()
                .map(|(_, file)| file.path.to_string())
                .collect::<Vec<_>>()
        };
        for path in ["b.md", "a.md", "d.md"] {
            files.add(path.into(), None);
        }
        assert_eq!(paths(&files), ["a.md", "b.md", "d.md"]);
        files.add("c.md".into(), None);
        files.remove(files.id("a.md").unwrap());
        assert_eq!(paths(&files), ["b.md", "c.md", "d.md"]);
        files.unsort();
        files.add("a.md".into(), None);
        assert_eq!(paths(&files), ["a.md", "b.md", "c.md", "d.md"]);
    }

    #[test]
    fn numbers_are_used_again() {
        let mut files = Files::default();
        let first = files.add("a.md".into(), None);
        files.remove(first);
        assert_eq!(files.add("b.md".into(), None), first);
        assert_eq!((files.sorted().count(), files.notes(), files.id("a.md")), (1, 0, None));
        assert!(files.under(Key::file("a.md", "")).is_none());
    }
}
