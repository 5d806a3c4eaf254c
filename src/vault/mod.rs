//! Stage `vault`: notes to vault: paths, link resolution, backlinks, updates in place.
//!
//! A vault keeps the text of each note and little else: interned linkpaths and tags with their places, and headings.
//! What a link leads to is never stored. It follows from the names of the files, which are indexed by every end of their
//! paths; so a change costs what it touches, and no state can disagree with the notes.

mod by_key;
mod change;
mod extra;
pub(crate) mod few;
mod files;
mod fold;
mod group;
mod ignore;
mod kept;
mod links;
mod linktext;
mod mark;
mod mention;
mod names;
pub mod path;
mod place;
mod problem;
mod rename;
mod resolve;
mod shelf;
mod snapshot;
pub mod subpath;
mod tag;
mod text;
mod texts;
mod update;

use std::cell::RefCell;

use crate::note::{self, Note, Slate};
use by_key::ByKey;
pub use change::Change;
use extra::Extras;
use files::{FileId, Files};
pub use ignore::{Configured, Ignore};
pub use kept::Stamp;
pub use links::{Backlink, LinkCounts};
pub use linktext::LinkFormat;
use names::Names;
pub use place::Place;
pub use problem::{LinkProblem, Wrong};
pub use rename::{Edit, Moved};
pub use resolve::By;
use resolve::Resolver;
pub use shelf::Shelf;
pub(crate) use snapshot::Reader;
pub use snapshot::{Absorbed, HEADER, Input, Out, Part, SavedPart, SnapshotError, whole};
pub use tag::TagCount;
pub(crate) use text::Text;

/// The files of a vault: notes with their text, other files by their path alone.
#[derive(Debug, Default)]
pub struct Vault {
    files: Files,
    /// Linkpaths, with the notes that link so.
    link_names: Names,
    /// The linkpaths by the key of what they may mean.
    links_by_key: ByKey,
    extras: Extras,
    tag_names: Names,
    strict: bool,
    ignore: Ignore,
    /// How linkpaths are to be written, where the vault's settings say it.
    format: Option<LinkFormat>,
    /// How many linkpaths are written in each [`LinkFormat`].
    written_so: [usize; 3],
    /// Notes that are held in detail now.
    detailed: RefCell<Vec<FileId>>,
    slate: Slate,
    /// Of the shelves that texts stand on.
    damage: shelf::Damage,
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Resolved<'v> {
    /// Path of the file.
    pub path: &'v str,
    /// The link's subpath from its first `#` on, as written; "" when it has none. It need not be in the file.
    pub subpath: &'v str,
    /// How the file was found.
    pub by: By,
    /// Whether another file fits as well, and only lexicographic order decided.
    pub ambiguous: bool,
}

impl Vault {
    /// An empty vault that resolves links exactly as the host does: no aliases, titles or folder notes.
    pub fn strict() -> Self {
        Self {
            strict: true,
            ..Self::default()
        }
    }

    /// Whether links resolve exactly as in the host.
    pub fn is_strict(&self) -> bool {
        self.strict
    }

    /// One note in all detail. It is read from its text when it was let go, which each change of the vault does.
    pub fn note(&self, path: &str) -> Option<&Note> {
        let id = self.files.id(path)?;
        let kept = self.files.note(id)?;
        if kept.detail.get().is_none() {
            self.detailed.borrow_mut().push(id);
        }
        Some(kept.note())
    }

    /// The text of a note.
    pub fn text(&self, path: &str) -> Option<&str> {
        Some(&self.files.note(self.files.id(path)?)?.text)
    }

    /// The text of a note, shared.
    pub(crate) fn shared_text(&self, path: &str) -> Option<Text> {
        Some(self.files.note(self.files.id(path)?)?.text.clone())
    }

    /// Bytes of the texts that stand on a shelf.
    pub(crate) fn waiting_bytes(&self) -> usize {
        let notes = self.files.sorted_notes();
        notes.map(|(.., kept)| kept.text.waiting()).sum()
    }

    /// A note in all detail, read from its text again and not held.
    pub fn read_note<'s>(&self, path: &str, slate: &'s mut Slate) -> Option<&'s Note> {
        Some(slate.read(self.files.note(self.files.id(path)?)?.source()))
    }

    /// All notes in detail, sorted by path; see [`Vault::paths`] for what needs no detail.
    pub fn notes(&self) -> impl Iterator<Item = (&str, &Note)> {
        self.paths().filter_map(|path| Some((path, self.note(path)?)))
    }

    /// The paths of all notes, sorted.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.sorted_notes().map(|(_, path, _)| path)
    }

    /// The paths of all files, notes and others, sorted.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.files.sorted().map(|(_, file)| &*file.path)
    }

    /// The paths of all files, in no order.
    pub(crate) fn each_file(&self) -> impl Iterator<Item = &str> {
        self.files.paths()
    }

    /// Whether there is a file at `path`, a note or another.
    pub fn has_file(&self, path: &str) -> bool {
        self.files.id(path).is_some()
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.files.notes()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The path of the file that a link's target (with or without subpath) in the note at `from` leads to, as the host
    /// app's `getFirstLinkpathDest` says.
    pub fn dest(&self, target: &str, from: &str) -> Option<&str> {
        let found = self.host().resolve(note::linkpath(target), from)?;
        Some(self.files.path(found.file))
    }

    /// As [`Vault::dest`], from wherever the link is written; `None` when that depends on the place.
    pub(crate) fn dest_everywhere(&self, target: &str) -> Option<Option<&str>> {
        let found = self.host().everywhere(note::linkpath(target))?;
        Some(found.map(|found| self.files.path(found.file)))
    }

    /// What a link's target (with or without subpath) in the note at `from` leads to.
    pub fn resolve<'v>(&'v self, target: &'v str, from: &str) -> Option<Resolved<'v>> {
        self.resolve_with(target, from, |_| None)
    }

    /// As [`Vault::resolve`], with `entity` asked last: it gives the path of the note of an entity by its name.
    pub fn resolve_with<'v>(
        &'v self,
        target: &'v str,
        from: &str,
        entity: impl FnOnce(&str) -> Option<&'v str>,
    ) -> Option<Resolved<'v>> {
        let linkpath = note::linkpath(target);
        let subpath = note::subpath(target);
        if let Some(found) = self.resolver().resolve(linkpath, from) {
            return Some(Resolved {
                path: self.files.path(found.file),
                subpath,
                by: found.by,
                ambiguous: found.tie,
            });
        }
        let path = Some(linkpath.trim()).filter(|_| !self.strict).and_then(entity)?;
        Some(Resolved {
            path,
            subpath,
            by: By::Entity,
            ambiguous: false,
        })
    }

    /// All files that a link's target in the note at `from` may mean by name, in the order in which they are chosen
    /// where nothing else decides.
    pub fn candidates(&self, target: &str, from: &str) -> Vec<&str> {
        let found = self.resolver().candidates(note::linkpath(target), from);
        found.into_iter().map(|id| self.files.path(id)).collect()
    }

    fn host(&self) -> Resolver<'_> {
        Resolver {
            files: &self.files,
            extras: None,
        }
    }

    fn resolver(&self) -> Resolver<'_> {
        Resolver {
            extras: (!self.strict).then_some(&self.extras),
            ..self.host()
        }
    }
}
