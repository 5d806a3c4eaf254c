//! Changes of one file at a time. Each costs what the file touches: its own links, and the links that may mean it.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::by_key::ByKey;
use super::extra::{self, Extra};
use super::files::{self, FileId};
use super::fold::Key;
use super::kept::{Kept, Stamp};
use super::linktext::LinkFormat;
use super::names::{NameId, Names};
use super::{Change, Vault, path, resolve};
use crate::note::{self, Note};
use crate::order::{self, Order as _};

/// Links by their linkpaths and notes, sorted: what changes when files come and go.
pub(super) type Incoming = Vec<(NameId, FileId)>;

impl Vault {
    /// Adds or replaces a note. `path` must be [`path::normal`]. Nothing changes when the content is the same.
    pub fn set(&mut self, path: &str, content: &[u8]) -> Change {
        self.set_stamped(path, content, None)
    }

    /// As [`Vault::set`], with the time of the file's last change in milliseconds since 1970.
    pub fn set_stamped(&mut self, path: &str, content: &[u8], mtime: Option<i64>) -> Change {
        if self.ignores(path) {
            return self.delete(path).unwrap_or_default();
        }
        let Some(kept) = self.read(path, content, mtime) else {
            return Change::default();
        };
        // Who sets one note asks for it next.
        let kept = kept.with_detail(self.slate.take());
        let change = self.put(path, Some(kept));
        self.detailed.borrow_mut().extend(self.files.id(path));
        change
    }

    /// As [`Vault::set_stamped`], for loading many notes: gives the note when it is there and new, not what it touched.
    pub fn load(&mut self, path: &str, content: &[u8], mtime: Option<i64>) -> Option<&Note> {
        if self.ignores(path) {
            self.delete(path);
            return None;
        }
        let kept = self.read(path, content, mtime)?;
        match self.files.id(path) {
            Some(id) => self.exchange(id, Some(kept)),
            None => {
                self.files.unsort();
                self.insert(path.into(), Some(kept));
            }
        }
        Some(self.slate.last())
    }

    /// Reads a note that is to be kept; `None` when its content is what is kept already.
    fn read(&mut self, path: &str, content: &[u8], mtime: Option<i64>) -> Option<Box<Kept>> {
        let stamp = Stamp {
            mtime,
            ..Stamp::of(content)
        };
        let old = self.files.id(path).and_then(|id| self.files.note_mut(id));
        if let Some(old) = old
            && (old.stamp.size, old.stamp.hash) == (stamp.size, stamp.hash)
        {
            old.stamp = stamp;
            return None;
        }
        self.let_go();
        let mut slate = std::mem::take(&mut self.slate);
        let kept = Kept::new(note::decode(content), stamp, self.numbers(), &mut slate);
        self.slate = slate;
        Some(Box::new(kept))
    }

    /// Adds a file that is no note, such as an image: links may lead to it. A note at that path is replaced.
    pub fn set_file(&mut self, path: &str) -> Change {
        if self.ignores(path) {
            return self.delete(path).unwrap_or_default();
        }
        let known = self.files.id(path).and_then(|id| self.files.get(id));
        if known.is_some_and(|file| file.note.is_none()) {
            return Change::default();
        }
        self.let_go();
        self.put(path, None)
    }

    /// Removes a file; `None` when there is none.
    pub fn delete(&mut self, path: &str) -> Option<Change> {
        let id = self.files.id(path)?;
        self.let_go();
        let before = self.incoming(id);
        let file = self.take(id)?;
        let mut change = Change::of([path]);
        change.resolved = self.sources(&before, &[path]);
        drop(file);
        Some(change)
    }

    /// Moves a file and leaves all links as they are.
    pub(super) fn relocate(&mut self, from: &str, to: &str) -> Option<Change> {
        let id = self.files.id(from)?;
        if from == to {
            return Some(Change::default());
        }
        self.let_go();
        let there = self.files.id(to);
        let led_there = there.map(|there| self.incoming(there)).unwrap_or_default();
        let led_here = self.incoming(id);
        // The place of the moved file is the last one that becomes free, so that it gets its own number again.
        if let Some(there) = there {
            self.take(there);
        }
        let file = self.files.remove(id)?;
        for name in extra::of_path(from) {
            self.extras.remove(name, id);
        }
        self.files.add(to.into(), file.note);
        for name in extra::of_path(to) {
            self.extras.add(name, id);
        }
        let leads_there = self.incoming(id);
        let mut change = Change::of([from, to]);
        let mut all = turned(led_there, leads_there);
        all.extend(led_here);
        change.resolved = self.sources(&all, &[from, to]);
        Some(change)
    }

    /// Puts a file in its place.
    pub(super) fn put(&mut self, path: &str, kept: Option<Box<Kept>>) -> Change {
        let mut change = Change::of([path]);
        let Some(id) = self.files.id(path) else {
            let id = self.insert(path.into(), kept);
            change.resolved = self.sources(&self.incoming(id), &[path]);
            return change;
        };
        let stated = |kept: &Option<Box<Kept>>| kept.as_ref().map(|kept| kept.extras.clone()).unwrap_or_default();
        let same = self.files.note(id).map(|old| &*old.extras).unwrap_or_default() == &*stated(&kept);
        if same {
            self.exchange(id, kept);
            return change;
        }
        let before = self.incoming(id);
        self.exchange(id, kept);
        let after = self.incoming(id);
        change.resolved = self.sources(&turned(before, after), &[path]);
        change
    }

    /// Adds a file that is not there.
    pub(super) fn insert(&mut self, path: Arc<str>, kept: Option<Box<Kept>>) -> FileId {
        let names = extra::of_path(&path);
        let id = self.files.add(path, kept);
        names.into_iter().for_each(|name| self.extras.add(name, id));
        self.index(id);
        id
    }

    /// Takes a file out.
    fn take(&mut self, id: FileId) -> Option<files::File> {
        let file = self.files.remove(id)?;
        for name in extra::of_path(&file.path) {
            self.extras.remove(name, id);
        }
        if let Some(kept) = &file.note {
            self.forget(id, kept, &[], &[]);
        }
        Some(file)
    }

    fn exchange(&mut self, id: FileId, kept: Option<Box<Kept>>) {
        let old = self.files.replace(id, kept);
        self.index(id);
        let (names, tags) = self
            .files
            .note(id)
            .map_or_else(Default::default, |kept| (kept.names(), sorted(kept.tags.to_vec())));
        let extras: Box<[Extra]> = self.files.note(id).map(|kept| kept.extras.clone()).unwrap_or_default();
        if let Some(old) = old {
            self.forget(id, &old, &names, &tags);
        }
        extras.iter().for_each(|extra| self.extras.add(*extra, id));
    }

    /// Notes what a note uses.
    fn index(&mut self, id: FileId) {
        let Some(kept) = self.files.note(id) else { return };
        for link in &kept.links {
            self.link_names.used(link.name, id);
        }
        for tag in &kept.tags {
            self.tag_names.used(*tag, id);
        }
        for extra in &kept.extras {
            self.extras.add(*extra, id);
        }
    }

    pub(super) fn numbers(&mut self) -> Numbers<'_> {
        Numbers {
            names: &mut self.link_names,
            by_key: &mut self.links_by_key,
            written_so: &mut self.written_so,
            tags: &mut self.tag_names,
        }
    }

    /// Forgets what only a note that was not added uses.
    pub(super) fn drop_unused(&mut self, kept: &Kept) {
        let names: Vec<NameId> = kept.names();
        let unused =
            |ids: Vec<NameId>, known: &Names| ids.into_iter().filter(|id| known.users(*id).is_empty()).collect();
        let names: Vec<NameId> = unused(names, &self.link_names);
        let tags: Vec<NameId> = unused(sorted(kept.tags.to_vec()), &self.tag_names);
        names.into_iter().for_each(|name| self.forget_name(name, FileId::MAX));
        for tag in tags {
            self.tag_names.unused(tag, FileId::MAX);
        }
    }

    fn forget_name(&mut self, name: NameId, id: FileId) {
        let Some(text) = self.link_names.unused(name, id) else {
            return;
        };
        if let Some(written) = self.written_so.get_mut(LinkFormat::of(&text) as usize) {
            *written -= 1;
        }
        if let Some(key) = resolve::link_key(&text) {
            self.links_by_key.remove(key, name);
        }
    }

    /// Notes that a file does not use any more what `kept` does, but for `names` and `tags`.
    fn forget(&mut self, id: FileId, kept: &Kept, names: &[NameId], tags: &[NameId]) {
        for name in kept.names() {
            if names.binary_search(&name).is_err() {
                self.forget_name(name, id);
            }
        }
        let gone = kept.tags.iter().filter(|tag| tags.binary_search(tag).is_err());
        for tag in sorted(gone.copied().collect()) {
            self.tag_names.unused(tag, id);
        }
        for extra in &kept.extras {
            self.extras.remove(*extra, id);
        }
    }

    /// The links that lead to a file.
    pub(super) fn incoming(&self, id: FileId) -> Incoming {
        let Some(file) = self.files.get(id) else {
            return Incoming::new();
        };
        let resolver = self.resolver();
        let mut found = Incoming::new();
        for name in self.names_of(file) {
            let text = self.link_names.text(name);
            let users = self.link_names.users(name).iter().copied();
            let leads = |from: &FileId| {
                let leads = resolver.resolve(text, self.files.path(*from));
                leads.is_some_and(|leads| leads.file == id)
            };
            match resolver.everywhere(text) {
                Some(Some(leads)) if leads.file == id => found.extend(users.map(|from| (name, from))),
                Some(_) => {}
                None => found.extend(users.filter(leads).map(|from| (name, from))),
            }
        }
        if let Some(own) = self.link_names.id("")
            && self.link_names.users(own).binary_search(&id).is_ok()
        {
            found.push((own, id));
        }
        found.order();
        found
    }

    /// The linkpaths that may mean a file.
    pub(super) fn names_of(&self, file: &files::File) -> BTreeSet<NameId> {
        let mut keys = order::set(files::ends(&file.path).map(|(key, _)| key));
        keys.extend(
            path::without_md(&file.path)
                .into_iter()
                .flat_map(files::ends)
                .map(|(key, _)| key),
        );
        if !self.strict {
            keys.extend(extra::of_path(&file.path).iter().map(|extra| extra.key));
            let stated = file.note.iter().flat_map(|kept| &kept.extras);
            keys.extend(stated.map(|extra| extra.key));
        }
        let names = keys.into_iter().flat_map(|key| self.links_by_key.get(key));
        order::set(names.copied())
    }

    /// The paths of the notes of these links, sorted, without those that changed themselves.
    fn sources(&self, links: &[(NameId, FileId)], changed: &[&str]) -> Vec<String> {
        let ids = sorted(links.iter().map(|(_, from)| *from).collect());
        let files = ids.into_iter().filter_map(|id| self.files.get(id));
        let mut paths: Vec<&str> = files
            .map(|file| &*file.path)
            .filter(|path| !changed.contains(path))
            .collect();
        paths.order();
        paths.into_iter().map(str::to_owned).collect()
    }

    /// Lets go of the details of notes that were read before.
    pub(super) fn let_go(&mut self) {
        for id in std::mem::take(self.detailed.get_mut()) {
            if let Some(kept) = self.files.note_mut(id) {
                kept.detail.take();
            }
        }
    }
}

/// The links that are in one of both alone.
fn turned(mut before: Incoming, after: Incoming) -> Incoming {
    before.extend(after);
    before.order();
    let single = before.chunk_by(|a, b| a == b).filter(|same| same.len() == 1);
    single.flatten().copied().collect()
}

fn sorted(mut ids: Vec<NameId>) -> Vec<NameId> {
    ids.order();
    ids.dedup();
    ids
}

/// Gives numbers to the linkpaths and tags of a note that is about to be kept.
pub(super) struct Numbers<'v> {
    names: &'v mut Names,
    by_key: &'v mut ByKey,
    written_so: &'v mut [usize; 3],
    tags: &'v mut Names,
}

impl Numbers<'_> {
    /// The number of a linkpath, which is indexed when it is new.
    pub(super) fn name(&mut self, linkpath: &str) -> NameId {
        self.keyed_name(linkpath, resolve::link_key)
    }

    /// As [`Numbers::name`], where the key may be known already.
    pub(super) fn keyed_name<T>(&mut self, linkpath: T, key: impl FnOnce(&str) -> Option<Key>) -> NameId
    where
        T: AsRef<str> + Into<Arc<str>>,
    {
        let (id, new) = self.names.intern(linkpath);
        if new {
            let linkpath = self.names.text(id);
            if let Some(written) = self.written_so.get_mut(LinkFormat::of(linkpath) as usize) {
                *written += 1;
            }
            if let Some(key) = key(linkpath) {
                self.by_key.add(key, id);
            }
        }
        id
    }

    /// Makes room for as many linkpaths more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.names.reserve(count);
        self.by_key.reserve(count);
    }

    /// The number of a tag.
    pub(super) fn tag(&mut self, tag: &str) -> NameId {
        self.tags.intern(tag).0
    }
}
