//! From a link to the file it leads to, in the host app's order:
//!
//! 1. `./x` and `../x`: relative to the source, exact path only; `/x`: from the vault's root, exact path only.
//! 2. An exact path from the vault's root, even over a file beside the source.
//! 3. A file in the source's own folder.
//! 4. The shortest path string that ends with the link's segments; equal lengths in lexicographic order.
//!
//! A file that is named as the link is comes before one whose name is the link's and `.md`. Names compare as
//! [`super::fold`] says; at each step a file written exactly as the link comes before one that only folds to it.
//!
//! Beyond the host, and marked so: an alias, a title, a folder note.

use serde::Serialize;

use super::extra::Extras;
use super::files::{FileId, Files};
use super::fold::Key;
use super::group::{Group, Rank};
use super::path;
use crate::order::Order;

/// How a link found its file. All but the first two are Relata's own: the host does not resolve them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "ResolvedBy"))]
#[serde(rename_all = "kebab-case")]
pub enum By {
    /// By its whole path, from the vault's root or relative to the source.
    Path,
    /// By its name, or the end of its path.
    Name,
    /// By an alias that it states.
    Alias,
    /// By its `title` property or its first heading.
    Title,
    /// By the folder that it stands for: `Silk/README.md`, `Silk/index.md`, `Silk/Silk.md`.
    FolderNote,
    /// By the name of the entity it is about.
    Entity,
}

impl By {
    /// Its stable name, as it is serialised.
    pub fn name(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Name => "name",
            Self::Alias => "alias",
            Self::Title => "title",
            Self::FolderNote => "folder-note",
            Self::Entity => "entity",
        }
    }
}

/// What a link leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub file: FileId,
    pub by: By,
    /// Whether another file fits as well, and only lexicographic order decided.
    pub tie: bool,
}

/// How a linkpath is meant.
enum Form<'l> {
    /// The note itself.
    Own,
    /// One path, from the root.
    Whole(std::borrow::Cow<'l, str>),
    /// A name or the end of a path.
    End(&'l str),
    /// No file: it leaves the vault, or ends with a slash.
    Nothing,
}

fn form<'l>(linkpath: &'l str, from: &str) -> Form<'l> {
    let link = linkpath.trim();
    if link.is_empty() {
        return Form::Own;
    }
    if link.ends_with('/') {
        return Form::Nothing;
    }
    if is_relative(link) {
        let joined = path::join(path::folder(from), link);
        return joined.map_or(Form::Nothing, |path| Form::Whole(path.into()));
    }
    match link.strip_prefix('/') {
        Some(rooted) => Form::Whole(rooted.into()),
        None => Form::End(link),
    }
}

fn is_relative(link: &str) -> bool {
    link.starts_with("./") || link.starts_with("../")
}

/// The key of a linkpath that ends a path, with an extension added.
pub(super) fn end_key(link: &str, extension: &str) -> Key {
    let mut segments = link.rsplit('/');
    let name = segments.next().unwrap_or(link);
    segments.fold(Key::file(name, extension), Key::under)
}

/// The key under which a linkpath is found by the files and names it may mean: that of its part behind any `.` and
/// `..`. `None` for links that mean no file by name.
pub(super) fn link_key(linkpath: &str) -> Option<Key> {
    let link = linkpath.trim();
    let link = link.trim_end_matches('/');
    if !is_relative(link) {
        let link = link.strip_prefix('/').unwrap_or(link);
        return (!link.is_empty()).then(|| end_key(link, ""));
    }
    let mut named = link
        .rsplit('/')
        .take_while(|segment| !matches!(*segment, "" | "." | ".."));
    let first = Key::file(named.next()?, "");
    Some(named.fold(first, Key::under))
}

/// The vault's names, for resolving.
#[derive(Clone, Copy)]
pub(super) struct Resolver<'v> {
    pub files: &'v Files,
    /// Absent in strict mode.
    pub extras: Option<&'v Extras>,
}

const EXTENSIONS: [&str; 2] = ["", ".md"];

impl Resolver<'_> {
    /// What a linkpath in the file at `from` leads to.
    pub(super) fn resolve(self, linkpath: &str, from: &str) -> Option<Found> {
        self.host(linkpath, from).or_else(|| self.extra(linkpath))
    }

    /// As the host resolves.
    fn host(self, linkpath: &str, from: &str) -> Option<Found> {
        match form(linkpath, from) {
            Form::Own => Some(Found {
                file: self.files.id(from)?,
                by: By::Path,
                tie: false,
            }),
            Form::Whole(path) => {
                let mut keys = EXTENSIONS.iter().map(|ext| (end_key(&path, ext).whole(), ext));
                keys.find_map(|(key, ext)| self.pick(key, &path, ext, By::Path))
            }
            Form::End(link) => EXTENSIONS.iter().find_map(|ext| self.by_end(link, ext, from)),
            Form::Nothing => None,
        }
    }

    /// What a linkpath leads to from wherever it is written; `None` when that depends on the place.
    pub(super) fn everywhere(self, linkpath: &str) -> Option<Option<Found>> {
        let Form::End(link) = form(linkpath, "") else {
            return None;
        };
        let mut groups = EXTENSIONS
            .iter()
            .filter_map(|ext| Some((ext, self.files.under(end_key(link, ext))?)));
        match groups.next() {
            Some((extension, Group::One(_))) => Some(self.by_end(link, extension, "")),
            Some((_, Group::Many(_))) => None,
            None => Some(self.extra(linkpath)),
        }
    }

    fn by_end(self, link: &str, extension: &str, from: &str) -> Option<Found> {
        let key = end_key(link, extension);
        let slashes = |text: &str| text.bytes().filter(|b| *b == b'/').count();
        if let Group::One(file) = *self.files.under(key)? {
            let whole = slashes(self.files.path(file)) == slashes(link);
            let by = if whole { By::Path } else { By::Name };
            return Some(Found { file, by, tie: false });
        }
        let own = || key.in_folder(path::folder(from)).whole();
        self.pick(key.whole(), link, extension, By::Path)
            .or_else(|| self.pick(own(), link, extension, By::Name))
            .or_else(|| self.pick(key, link, extension, By::Name))
    }

    /// The first of the files under a key.
    fn pick(self, key: Key, link: &str, extension: &str, by: By) -> Option<Found> {
        let several = match self.files.under(key)? {
            Group::One(file) => {
                return Some(Found {
                    file: *file,
                    by,
                    tie: false,
                });
            }
            Group::Many(several) => several,
        };
        let first = several.ranks.first()?;
        let as_written = |rank: &&Rank| is_written(&rank.path, link, extension);
        let written = match several.mixed {
            true => several.ranks.iter().find(as_written),
            false => None,
        };
        let best = written.unwrap_or(first);
        let mut ties = several.ranks.range(best..).skip(1).take_while(|next| next.ties(best));
        let tie = ties.any(|next| written.is_none() || as_written(&next));
        let file = best.id;
        Some(Found { file, by, tie })
    }

    /// Beyond the host.
    fn extra(self, linkpath: &str) -> Option<Found> {
        let extras = self.extras?;
        let key = extra_key(linkpath)?;
        Extras::ORDER.into_iter().find_map(|by| {
            let mut ranks = extras.get(by, key).iter().filter_map(|id| self.rank(*id));
            let first = ranks.next()?;
            let mut tie = false;
            let best = ranks.fold(first, |best, rank| {
                tie = true;
                best.min(rank)
            });
            Some(Found { file: best.id, by, tie })
        })
    }

    fn rank(self, id: FileId) -> Option<Rank> {
        Some(Rank::new(&self.files.get(id)?.path, id))
    }

    /// All files that a linkpath may mean at its deciding step, in order: the one it leads to is among them.
    pub(super) fn candidates(self, linkpath: &str, from: &str) -> Vec<FileId> {
        let mut found: Vec<Rank> = Vec::new();
        let mut add = |key: Key| match self.files.under(key) {
            Some(Group::One(id)) => found.extend(self.rank(*id)),
            Some(Group::Many(several)) => found.extend(several.ranks.iter().cloned()),
            None => {}
        };
        match form(linkpath, from) {
            Form::Whole(path) => EXTENSIONS.iter().for_each(|ext| add(end_key(&path, ext).whole())),
            Form::End(link) => EXTENSIONS.iter().for_each(|ext| add(end_key(link, ext))),
            Form::Own | Form::Nothing => {}
        }
        if found.is_empty()
            && let (Some(extras), Some(key)) = (self.extras, extra_key(linkpath))
        {
            let ids = Extras::ORDER.iter().flat_map(|by| extras.get(*by, key));
            found.extend(ids.filter_map(|id| self.rank(*id)));
            found.order();
            found.dedup();
        }
        found.into_iter().map(|rank| rank.id).collect()
    }
}

/// The key by which a linkpath finds names beyond the host's; relative links find none.
fn extra_key(linkpath: &str) -> Option<Key> {
    let link = linkpath.trim();
    if is_relative(link) || link.starts_with('/') {
        return None;
    }
    link_key(link)
}

/// Whether a path ends with a link as it is written.
fn is_written(path: &str, link: &str, extension: &str) -> bool {
    let stem = path.get(..path.len().saturating_sub(extension.len()));
    stem.is_some_and(|stem| stem.ends_with(link))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(paths: &[&str], link: &str, from: &str) -> Option<String> {
        let mut files = Files::default();
        for path in paths {
            files.add((*path).into(), None);
        }
        let resolver = Resolver {
            files: &files,
            extras: None,
        };
        let found = resolver.resolve(link, from)?;
        Some(files.path(found.file).to_owned())
    }

    #[test]
    fn an_exact_path_wins_then_the_own_folder_then_the_shortest() {
        let paths = ["Note.md", "x/Note.md", "a/b/Deep.md", "zzzz/Deep.md", "zzzzz/Deep.md"];
        for (link, from, expected) in [
            ("Note", "x/From.md", Some("Note.md")),
            ("Deep", "zzzzz/From.md", Some("zzzzz/Deep.md")),
            ("Deep", "From.md", Some("a/b/Deep.md")),
            ("b/Deep", "From.md", Some("a/b/Deep.md")),
            ("eep", "From.md", None),
            ("", "x/Note.md", Some("x/Note.md")),
        ] {
            assert_eq!(resolve(&paths, link, from).as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn relative_and_rooted_links_are_exact() {
        let paths = ["a/Note.md", "Other.md"];
        for (link, expected) in [
            ("./Note", Some("a/Note.md")),
            ("../Other.md", Some("Other.md")),
            ("./Other", None),
            ("../../Other", None),
            ("/Other", Some("Other.md")),
            ("/Note", None),
        ] {
            assert_eq!(resolve(&paths, link, "a/From.md").as_deref(), expected, "{link}");
        }
    }

    #[test]
    fn case_and_normalisation_fold() {
        let paths = ["Zoe\u{308}.md", "LOG.md", "log.md"];
        assert_eq!(resolve(&paths, "Zoë", "x.md").as_deref(), Some("Zoe\u{308}.md"));
        assert_eq!(resolve(&paths, "log", "x.md").as_deref(), Some("log.md"));
        assert_eq!(resolve(&paths, "Log", "x.md").as_deref(), Some("LOG.md"));
    }

    #[test]
    fn a_relative_link_is_found_by_what_follows_its_dots() {
        assert_eq!(link_key("../../a/B"), Some(end_key("a/b", "")));
        assert_eq!(link_key("./x/../B"), Some(end_key("b", "")));
        assert_eq!(link_key("/a/B"), Some(end_key("a/b", "")));
        assert_eq!((link_key(""), link_key("./..")), (None, None));
    }
}
