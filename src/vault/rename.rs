//! Moving files: links in all notes go on leading where they led.

use std::collections::BTreeMap;

use serde::Serialize;

use super::files::{FileId, ends};
use super::kept::Seen;
use super::linktext::{self, LinkFormat};
use super::names::NameId;
use super::place::offset;
use super::resolve::By;
use super::{Change, Vault, extra, path};
use crate::note;
use crate::order::{self, Order as _};
use crate::text::Span;

/// What moving a file did, and what is to be done.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Moved {
    /// What it touched.
    pub change: Change,
    /// Edits that keep links right, by path and place. The vault does not apply them: once they are written, the notes
    /// are [`Vault::set`] again.
    pub edits: Vec<Edit>,
}

/// A replacement in a note.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LinkEdit"))]
#[serde(rename_all = "camelCase")]
pub struct Edit {
    /// Path of the note, after the move.
    pub path: String,
    /// Where the replaced text begins in the file, in UTF-16 units.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What to put there.
    pub text: String,
    /// The replaced bytes of the note's text.
    #[serde(skip)]
    #[cfg_attr(test, ts(skip))]
    pub span: Span,
}

/// Where links led: by linkpath and note.
type Led = BTreeMap<(NameId, FileId), (FileId, By)>;

impl Vault {
    /// Moves a file, a note or another; a file at `to` is replaced. `None` when there is none at `from`.
    /// At a path that the vault ignores it is not there any more.
    ///
    /// The edits are for links that would lead elsewhere or nowhere: to the moved file, from it, and to others that it
    /// hides at its new place. Links keep their kind (wikilink or Markdown) and their way of writing paths; a bare name
    /// is written in the vault's [`LinkFormat`]. A link that was written just as the file was called gets its new name.
    /// Where the new name cannot stand in a link (`#`, and in wikilinks `|`, `[[` and `]]`), links stay as they are.
    pub fn rename(&mut self, from: &str, to: &str) -> Option<Moved> {
        let id = self.files.id(from)?;
        if self.ignores(to) {
            let change = self.delete(from)?;
            return Some(Moved {
                change,
                edits: Vec::new(),
            });
        }
        let led = self.led(id, to);
        let change = self.relocate(from, to)?;
        let edits = if change.is_empty() {
            Vec::new()
        } else {
            self.edits(id, from, &led)
        };
        Some(Moved { change, edits })
    }

    /// Where the links lead that moving a file to `to` may turn: its own, and those that may mean it here or there.
    fn led(&self, id: FileId, to: &str) -> Led {
        let Some(file) = self.files.get(id) else {
            return Led::new();
        };
        let there = ends(to)
            .chain(path::without_md(to).into_iter().flat_map(ends))
            .map(|(key, _)| key);
        let there = there.chain(extra::of_path(to).into_iter().map(|extra| extra.key));
        let there = there.flat_map(|key| self.links_by_key.get(key)).copied();
        let mut names = self.names_of(file);
        names.extend(there);
        let users = names
            .iter()
            .flat_map(|name| self.link_names.users(*name).iter().map(|user| (*name, *user)));
        let own = file.note.iter().flat_map(|kept| kept.names()).map(|name| (name, id));
        let resolver = self.resolver();
        let led = users.chain(own).filter_map(|(name, user)| {
            let found = resolver.resolve(self.link_names.text(name), self.files.path(user))?;
            Some(((name, user), (found.file, found.by)))
        });
        order::map(led)
    }

    /// The edits after the file `id`, which was at `from`, has moved.
    fn edits(&self, id: FileId, from: &str, led: &Led) -> Vec<Edit> {
        let mut turned: BTreeMap<FileId, Vec<(NameId, FileId)>> = BTreeMap::new();
        for ((name, user), (dest, by)) in led {
            let gone = self.files.get(*dest).is_none() || self.files.get(*user).is_none();
            if !gone
                && (self.is_turned(*name, *user, *dest, *by) || *dest == id && self.is_old_name(*name, *by, id, from))
            {
                turned.entry(*user).or_default().push((*name, *dest));
            }
        }
        let mut edits: Vec<Edit> = turned
            .iter()
            .flat_map(|(user, links)| self.edits_of(*user, links))
            .collect();
        edits.order();
        edits
    }

    /// Whether a link does not lead where it led, or led there `by` the host's rules and does only by others now.
    fn is_turned(&self, name: NameId, user: FileId, dest: FileId, by: By) -> bool {
        let found = self
            .resolver()
            .resolve(self.link_names.text(name), self.files.path(user));
        found.is_none_or(|found| found.file != dest || by <= By::Name && found.by > By::Name)
    }

    /// Whether a link is written as the file `id` was called when it was at `from`, and is not called any more.
    fn is_old_name(&self, name: NameId, by: By, id: FileId, from: &str) -> bool {
        let written = path::file_name(self.link_names.text(name));
        let stem = |path| path::without_md(path).unwrap_or(path);
        let (old, new) = (stem(path::file_name(from)), stem(path::file_name(self.files.path(id))));
        by <= By::Name && old != new && stem(written) == old
    }

    fn edits_of(&self, user: FileId, links: &[(NameId, FileId)]) -> Vec<Edit> {
        let Some((file, kept)) = self
            .files
            .get(user)
            .and_then(|file| Some((file, file.note.as_deref()?)))
        else {
            return Vec::new();
        };
        let note = kept.read();
        let seen = Seen::all(&note);
        let edit = |link: &Seen| {
            let old = note::linkpath(link.target).trim();
            let name = self.link_names.id(old)?;
            let (_, dest) = links.iter().find(|(turned, _)| *turned == name)?;
            let new = self.written(*dest, &file.path, old)?;
            if !linktext::can_hold(link.kind, &new) {
                return None;
            }
            let (span, text) = linktext::edit(&kept.text, link, &new)?;
            Some(Edit {
                path: file.path.to_string(),
                start: offset(kept, span.start),
                end: offset(kept, span.end),
                text,
                span,
            })
        };
        seen.iter().filter_map(edit).collect()
    }

    /// The linkpath that leads from the note at `from` to a file, in place of `old`.
    fn written(&self, dest: FileId, from: &str, old: &str) -> Option<String> {
        let format = match LinkFormat::of(old) {
            LinkFormat::Shortest => self.link_format(),
            written => self.format.unwrap_or(written),
        };
        let to = self.files.path(dest);
        let leads = |way: &String| {
            let found = self.resolver().resolve(way, from);
            found.is_some_and(|found| found.file == dest && !found.tie)
        };
        linktext::ways(to, from, old, format).into_iter().find(leads)
    }

    /// How the vault writes linkpaths: as it was told, else as most of its linkpaths are written.
    pub fn link_format(&self) -> LinkFormat {
        let [shortest, relative, absolute] = self.written_so;
        self.format.unwrap_or(match () {
            () if relative > shortest.max(absolute) => LinkFormat::Relative,
            () if absolute > shortest => LinkFormat::Absolute,
            () => LinkFormat::Shortest,
        })
    }

    /// Tells how the vault writes linkpaths, as the host's setting `newLinkFormat` does.
    pub fn set_link_format(&mut self, format: Option<LinkFormat>) {
        self.format = format;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Notes with one text each, what is moved, and the texts that changed.
    fn moved(notes: &[(&str, &str)], from: &str, to: &str) -> Vec<(String, String)> {
        let mut vault = Vault::default();
        for (path, text) in notes {
            vault.set(path, text.as_bytes());
        }
        let edits = vault.rename(from, to).unwrap().edits;
        let mut texts: BTreeMap<String, String> = BTreeMap::new();
        for edit in edits.iter().rev() {
            let text = texts
                .entry(edit.path.clone())
                .or_insert_with(|| vault.text(&edit.path).unwrap().to_owned());
            text.replace_range(edit.span.range(), &edit.text);
        }
        texts.into_iter().collect()
    }

    fn pair(path: &str, text: &str) -> (String, String) {
        (path.to_owned(), text.to_owned())
    }

    #[test]
    fn links_get_the_new_name_in_their_own_way() {
        let notes = [
            ("Old.md", "[[Old#H]]"),
            ("a.md", "[[Old]] [[old|x]] [y](Old.md#H) `[[Old]]` [[Older]]"),
            ("b/c.md", "[[../Old]] ![[Old]]"),
        ];
        assert_eq!(
            moved(&notes, "Old.md", "b/New one.md"),
            [
                pair(
                    "a.md",
                    "[[New one]] [[New one|x]] [y](New%20one.md#H) `[[Old]]` [[Older]]"
                ),
                pair("b/New one.md", "[[New one#H]]"),
                pair("b/c.md", "[[New one]] ![[New one]]"),
            ]
        );
    }

    #[test]
    fn a_bare_name_stays_where_it_is_enough() {
        let notes = [("Note.md", ""), ("x.md", "[[Note]] [[./Note]]"), ("y/Other.md", "")];
        assert_eq!(
            moved(&notes, "Note.md", "y/Note.md"),
            [pair("x.md", "[[Note]] [[./y/Note]]")]
        );
    }

    #[test]
    fn a_moved_file_does_not_take_the_links_of_others() {
        let notes = [("a/Note.md", ""), ("x.md", "[[Note]]"), ("Draft.md", "")];
        assert_eq!(moved(&notes, "Draft.md", "Note.md"), [pair("x.md", "[[a/Note]]")]);
    }

    #[test]
    fn the_links_of_a_moved_note_go_on_leading_where_they_led() {
        let notes = [
            ("a/N.md", "[[T]] [[./T]] [z](../R.md)"),
            ("a/T.md", ""),
            ("T.md.md", ""),
            ("c/T.md", ""),
            ("R.md", ""),
        ];
        let after = moved(&notes, "a/N.md", "b/c/N.md");
        assert_eq!(after, [pair("b/c/N.md", "[[T]] [[../../a/T]] [z](../../R.md)")]);
        let notes = [("a/N.md", "[[T]]"), ("a/T.md", ""), ("b/T.md", "")];
        assert_eq!(moved(&notes, "a/N.md", "b/N.md"), [pair("b/N.md", "[[a/T]]")]);
    }

    #[test]
    fn links_that_only_a_title_would_still_lead_there_are_written_anew() {
        let notes = [("Ann.md", "# Ann"), ("n.md", "[[ann]] [[ANN|x]] [[Ann]]")];
        assert_eq!(
            moved(&notes, "Ann.md", "Bea.md"),
            [pair("n.md", "[[Bea]] [[Bea|x]] [[Bea]]")]
        );
    }

    #[test]
    fn a_name_that_no_link_can_hold_is_not_written() {
        let notes = [("Ann.md", ""), ("n.md", "[[Ann]] [q](Ann.md) [q](<Ann.md>)")];
        assert_eq!(moved(&notes, "Ann.md", "C# notes.md"), []);
        let markdown = [pair("n.md", "[[Ann]] [q](a|b.md) [q](<a|b.md>)")];
        assert_eq!(moved(&notes, "Ann.md", "a|b.md"), markdown);
    }

    #[test]
    fn the_settings_of_the_vault_come_first() {
        let mut vault = Vault::default();
        vault.set("Old.md", b"");
        vault.set("x/y.md", b"[[Old]]");
        vault.set_link_format(Some(LinkFormat::Relative));
        let edits = vault.rename("Old.md", "z/New.md").unwrap().edits;
        assert_eq!(edits[0].text, "../z/New");
        assert_eq!((edits[0].start, edits[0].end), (2, 5));
    }
}
