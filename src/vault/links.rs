//! All links of the vault at once: the host's `resolvedLinks` and `unresolvedLinks`, backlinks, orphans.

use std::collections::BTreeMap;
use std::hint::black_box;

use super::kept::{Kept, KeptLink};
use super::names::NameId;
use super::place::{self, Place};
use super::{By, FileId, Vault};
use crate::note::{Context, LinkKind};
use crate::order::{Head, Order as _, compare};

/// For each note, how often it links to what; as the host's `resolvedLinks` and `unresolvedLinks`.
pub type LinkCounts<'v> = BTreeMap<&'v str, BTreeMap<&'v str, usize>>;

/// A link that leads to a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Backlink<'v> {
    /// Where it stands.
    pub place: Place<'v>,
    /// How it is written; a reference link stands where it is defined.
    pub kind: LinkKind,
    /// In what it stands, embeds among them.
    pub context: Context,
    /// How it leads to the file.
    pub by: By,
}

impl Vault {
    /// For each note the files it links to, with how often: links, embeds and properties, links to itself among them,
    /// as the host counts, whatever the mode of the vault.
    pub fn resolved_links(&self) -> LinkCounts<'_> {
        self.counts(|_, file| file.map(|id| self.files.path(id)))
    }

    /// For each note its linkpaths that lead nowhere, with how often, as the host counts, whatever the mode of the
    /// vault.
    pub fn unresolved_links(&self) -> LinkCounts<'_> {
        self.counts(|name, file| file.is_none().then_some(name))
    }

    /// Counts of the host's links of all notes, under the name that `key` gives; it gets the linkpath and its file.
    fn counts<'v>(&'v self, key: impl Fn(&'v str, Option<FileId>) -> Option<&'v str>) -> LinkCounts<'v> {
        let resolver = self.host();
        let mut known: Vec<Option<Option<Option<FileId>>>> = vec![None; self.link_names.limit()];
        let mut all = LinkCounts::new();
        for (_, path, kept) in self.files.sorted_notes() {
            let counts = all.entry(path).or_default();
            let counted = kept.links.iter().filter(|link| link.is_counted());
            let mut names: Vec<NameId> = counted.map(|link| link.name).collect();
            names.order();
            for same in names.chunk_by(|a, b| a == b) {
                let Some(id) = same.first() else { continue };
                let name = self.link_names.text(*id);
                let everywhere = || resolver.everywhere(name).map(|found| found.map(|found| found.file));
                let found = match known
                    .get_mut(*id as usize)
                    .and_then(|known| *known.get_or_insert_with(everywhere))
                {
                    Some(found) => found,
                    None => resolver.resolve(name, path).map(|found| found.file),
                };
                if let Some(key) = key(name, found) {
                    *counts.entry(key).or_default() += same.len();
                }
            }
        }
        all
    }

    /// The links that lead to the file at `path`, by path and place of their notes; links of a note to itself are left
    /// out.
    pub fn backlinks<'v>(&'v self, path: &str) -> Vec<Backlink<'v>> {
        let Some(id) = self.files.id(path) else {
            return Vec::new();
        };
        let incoming = self.incoming(id);
        let mut sources: Vec<(Head, &str, FileId)> = incoming
            .iter()
            .map(|(_, from)| (self.files.path(*from), *from))
            .map(|(path, from)| (Head::of(path), path, from))
            .collect();
        sources.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| compare(a.1, b.1)));
        sources.dedup();
        let mut names: Vec<(NameId, Option<By>)> = incoming.iter().map(|(name, _)| (*name, None)).collect();
        names.dedup();
        for (name, by) in &mut names {
            let everywhere = self.resolver().everywhere(self.link_names.text(*name));
            *by = everywhere.flatten().map(|found| found.by);
        }
        // The notes lie all over the memory. Each round asks the same of all of them, so that waiting for one overlaps
        // with waiting for the next; link by link it takes nearly twice as long.
        let others = sources.into_iter().filter(|(.., from)| *from != id);
        let notes: Vec<(&str, &Kept)> = others
            .filter_map(|(_, path, from)| Some((path, self.files.note(from)?)))
            .collect();
        let mut leading = Vec::with_capacity(notes.len());
        for (path, kept) in notes {
            let links = kept.links.iter();
            leading.extend(links.filter_map(|link| Some((path, kept, link, self.leads(link, path, id, &names)?))));
        }
        let near = leading.iter().map(|(_, kept, link, _)| place::look(kept, link.start));
        black_box(near.fold(0, u32::wrapping_add));
        let backlink = |(path, kept, link, by): (&'v str, &'v Kept, &KeptLink, By)| Backlink {
            place: Place::new(path, kept, kept.span(*link)),
            kind: link.kind(),
            context: link.context(),
            by,
        };
        leading.into_iter().map(backlink).collect()
    }

    /// How a link of the note at `path` leads to file `to`, if it does; `names` are the linkpaths that may lead there, with
    /// how they do where that is the same everywhere.
    fn leads(&self, link: &KeptLink, path: &str, to: FileId, names: &[(NameId, Option<By>)]) -> Option<By> {
        let at = names.binary_search_by_key(&link.name, |(name, _)| *name).ok()?;
        names.get(at)?.1.or_else(|| {
            let found = self.resolver().resolve(self.link_names.text(link.name), path)?;
            (found.file == to).then_some(found.by)
        })
    }

    /// The notes that no other note links to and that link to no other file, sorted by path.
    pub fn orphans(&self) -> Vec<&str> {
        let mut linked = std::collections::BTreeSet::new();
        for (id, path, kept) in self.files.sorted_notes() {
            for name in kept.names() {
                let found = self.resolver().resolve(self.link_names.text(name), path);
                if let Some(found) = found.filter(|found| found.file != id) {
                    linked.extend([id, found.file]);
                }
            }
        }
        let notes = self.files.sorted_notes();
        notes
            .filter(|(id, ..)| !linked.contains(id))
            .map(|(_, path, _)| path)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        let mut vault = Vault::default();
        vault.set(
            "a.md",
            b"---\nup: \"[[B]]\"\n---\n# H\n[[b]] and ![[pic.png]] [[#H]] [x](c%20d.md#T) [[nowhere#S]]",
        );
        vault.set("B.md", b"`[[a]]` %% [[a]] %%");
        vault.set("c d.md", b"alone but for a link from a");
        vault.set("e.md", b"[[e]]");
        vault.set_file("img/pic.png");
        vault
    }

    #[test]
    fn counts_are_as_the_host_has_them() {
        let vault = vault();
        let resolved = serde_json::to_value(vault.resolved_links()).unwrap();
        let expected = serde_json::json!({
            "B.md": {"a.md": 1},
            "a.md": {"B.md": 2, "a.md": 1, "c d.md": 1, "img/pic.png": 1},
            "c d.md": {},
            "e.md": {"e.md": 1},
        });
        assert_eq!(resolved, expected);
        assert_eq!(vault.unresolved_links()["a.md"], BTreeMap::from([("nowhere", 1)]));
    }

    #[test]
    fn backlinks_say_where_they_stand() {
        let vault = vault();
        let back = vault.backlinks("B.md");
        let found: Vec<_> = back
            .iter()
            .map(|b| (b.place.path, b.place.text, b.place.heading))
            .collect();
        let line = "[[b]] and ![[pic.png]] [[#H]] [x](c%20d.md#T) [[nowhere#S]]";
        assert_eq!(found, [("a.md", "up: \"[[B]]\"", None), ("a.md", line, Some("H"))]);
        assert!(vault.backlinks("img/pic.png")[0].context.intersects(Context::EMBED));
        assert!(vault.backlinks("e.md").is_empty(), "its own link is none");
    }

    #[test]
    fn orphans_have_no_link_from_or_to_others() {
        assert_eq!(vault().orphans(), ["e.md"]);
    }
}
