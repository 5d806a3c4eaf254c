//! Names that the host does not resolve but people use: aliases, titles, folder notes.

use super::by_key::ByKey;
use super::files::FileId;
use super::fold::{Key, alike};
use super::resolve::{By, end_key};
use super::{files, path};
use crate::note::{Data, Note};
use crate::order::Order as _;

/// A name of a note beyond its path.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Extra {
    /// What kind of name.
    pub by: By,
    /// The name.
    pub key: Key,
}

/// The aliases and titles that a note states, each once.
pub(super) fn stated(note: &Note) -> Box<[Extra]> {
    let mut extras: Vec<Extra> = Vec::new();
    let mut add = |by, name: &str| {
        if let Some(key) = name_key(name) {
            extras.push(Extra { by, key });
        }
    };
    aliases(note).iter().for_each(|alias| add(By::Alias, alias));
    titles(note).iter().for_each(|title| add(By::Title, title));
    extras.order();
    extras.dedup();
    extras.into()
}

/// The values of `aliases` and `alias`.
pub(super) fn aliases(note: &Note) -> Vec<String> {
    let Some(frontmatter) = &note.frontmatter else {
        return Vec::new();
    };
    let values = ["aliases", "alias"].iter().filter_map(|key| frontmatter.map.get(key));
    values.flat_map(crate::note::Value::texts).collect()
}

/// The property `title`.
pub(super) fn title_property(note: &Note) -> Vec<String> {
    let map = note.frontmatter.as_ref().map(|frontmatter| &frontmatter.map);
    let property = map
        .and_then(|map| map.get("title"))
        .filter(|value| !matches!(value.data, Data::List(_)));
    property.map(crate::note::Value::texts).unwrap_or_default()
}

/// The property `title`, and the first heading of level 1.
pub(super) fn titles(note: &Note) -> Vec<String> {
    let mut titles = title_property(note);
    let first = note.headings.iter().find(|heading| heading.level == 1);
    titles.extend(first.map(|heading| note.plain(heading.text).into_owned()));
    titles
}

/// The names that a path gives its folder: `Silk/README.md`, `Silk/index.md` and `Silk/Silk.md` stand for `Silk`.
pub(super) fn of_path(path: &str) -> Vec<Extra> {
    let (folder, name) = (path::folder(path), path::file_name(path));
    let Some(stem) = path::without_md(name).filter(|_| !folder.is_empty()) else {
        return Vec::new();
    };
    // No other letters fold to those of these two.
    let usual = ["README", "index"].iter().any(|name| stem.eq_ignore_ascii_case(name));
    if !usual && !alike(stem, path::file_name(folder)) {
        return Vec::new();
    }
    let ends = files::ends(folder).filter(|(_, end)| !end.is_empty());
    let mut extras: Vec<Extra> = ends
        .map(|(key, _)| Extra {
            by: By::FolderNote,
            key,
        })
        .collect();
    // The last key is that of the whole path, which links by name do not use.
    extras.pop();
    extras
}

/// The key by which a link finds a stated name; `None` when no link can be written so.
fn name_key(name: &str) -> Option<Key> {
    let name = name.trim();
    (!name.is_empty() && !name.starts_with(['/', '.'])).then(|| end_key(name, ""))
}

/// Which files have which names.
#[derive(Debug, Default)]
pub(super) struct Extras {
    aliases: ByKey,
    titles: ByKey,
    folder_notes: ByKey,
}

impl Extras {
    /// In the order in which they count.
    pub(super) const ORDER: [By; 3] = [By::Alias, By::Title, By::FolderNote];

    pub(super) fn add(&mut self, extra: Extra, id: FileId) {
        if let Some(map) = self.map(extra.by) {
            map.add(extra.key, id);
        }
    }

    pub(super) fn remove(&mut self, extra: Extra, id: FileId) {
        if let Some(map) = self.map(extra.by) {
            map.remove(extra.key, id);
        }
    }

    /// The files of a name, by number.
    pub(super) fn get(&self, by: By, key: Key) -> &[FileId] {
        match by {
            By::Alias => self.aliases.get(key),
            By::Title => self.titles.get(key),
            By::FolderNote => self.folder_notes.get(key),
            _ => &[],
        }
    }

    fn map(&mut self, by: By) -> Option<&mut ByKey> {
        match by {
            By::Alias => Some(&mut self.aliases),
            By::Title => Some(&mut self.titles),
            By::FolderNote => Some(&mut self.folder_notes),
            _ => None,
        }
    }
}
