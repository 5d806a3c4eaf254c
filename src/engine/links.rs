//! Where links lead, and what leads where: the vault's answers as they leave the core.

use serde::Serialize;

use super::{Engine, normal};
use crate::error::Error;
use crate::lookup;
use crate::note::metadata::Pos;
use crate::note::{Context, LinkKind, linkpath};
use crate::relation::link_name;
use crate::text::Position;
use crate::vault::{By, LinkCounts, Place, TagCount};

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct ResolvedLink {
    /// Vault-relative path of the file.
    pub path: String,
    /// The link's subpath from its first `#` on, as written; "" when it has none.
    pub subpath: String,
    /// Where the subpath leads in the note, the note's start for an empty one; `None` when it is not there or the file is no
    /// note.
    pub position: Option<Position>,
    /// How the file was found.
    pub by: By,
    /// Whether another file fits as well, and only lexicographic order decided.
    pub ambiguous: bool,
    /// Paths of all files that the link may mean by name, in the order in which they are chosen where nothing else
    /// decides.
    pub candidates: Vec<String>,
}

/// A link that leads to a file, with what stands around it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Backlink<'v> {
    /// Path of the note that holds it.
    pub path: &'v str,
    /// Where it is.
    pub position: Pos,
    /// The whole line (or lines) that holds it.
    pub text: &'v str,
    /// The last heading at or before it, as written.
    pub heading: Option<&'v str>,
    /// How it leads to the file.
    pub by: By,
    /// How it is written; a reference link stands where it is defined.
    pub kind: LinkKind,
    /// Whether it is an embed.
    pub embed: bool,
}

/// A name in the prose of a note, without a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct UnlinkedMention<'v> {
    /// Path of the note that holds it.
    pub path: &'v str,
    /// Where it is.
    pub position: Pos,
    /// The whole line that holds it.
    pub text: &'v str,
    /// The last heading at or before it, as written.
    pub heading: Option<&'v str>,
}

impl Engine {
    /// What a link's target (linkpath with or without subpath) in the note at `from` leads to: a file by its path or name;
    /// beyond the host, and not in strict mode, by an alias, a title, the folder it stands for, and last by the name of
    /// the entity that it is about.
    pub fn resolve(&mut self, target: &str, from: &str) -> Option<ResolvedLink> {
        let from = crate::vault::path::normal(from).unwrap_or_default();
        let known = self.vault.resolve(target, &from).is_some();
        let entity = if known { None } else { self.note_of_entity(target) };
        let found = self.vault.resolve_with(target, &from, |_| entity.as_deref())?;
        let place = self.vault.subpath(found.path, found.subpath);
        Some(ResolvedLink {
            position: place.and_then(|span| self.vault.position(found.path, span.start)),
            path: found.path.to_owned(),
            subpath: found.subpath.to_owned(),
            by: found.by,
            ambiguous: found.ambiguous,
            candidates: self.candidates(target, &from, found.path),
        })
    }

    fn candidates(&self, target: &str, from: &str, found: &str) -> Vec<String> {
        let candidates = self.vault.candidates(target, from);
        if candidates.is_empty() {
            return vec![found.to_owned()];
        }
        candidates.into_iter().map(str::to_owned).collect()
    }

    /// The note of the entity that a link's target names.
    fn note_of_entity(&mut self, target: &str) -> Option<String> {
        if self.vault.is_strict() || linkpath(target).trim().is_empty() {
            return None;
        }
        let entities = &self.relations().entities;
        let id = entities.find(link_name(target), None)?;
        entities.get(id)?.path.clone()
    }

    /// The links that lead to the file at `path`, by path and place of their notes, with the line and the heading around
    /// each. Links of the note to itself are left out, as are those that only the name of an entity leads there.
    pub fn backlinks(&self, path: &str) -> Vec<Backlink<'_>> {
        let Ok(path) = normal(path) else {
            return Vec::new();
        };
        let found = self.vault.backlinks(&path).into_iter();
        found
            .map(|link| Backlink {
                path: link.place.path,
                position: pos(&link.place),
                text: link.place.text,
                heading: link.place.heading,
                by: link.by,
                kind: link.kind,
                embed: link.context.intersects(Context::EMBED),
            })
            .collect()
    }

    /// For each note the files it links to, with how often, as the host counts.
    pub fn resolved_links(&self) -> LinkCounts<'_> {
        self.vault.resolved_links()
    }

    /// For each note its linkpaths that lead nowhere, with how often, as the host counts.
    pub fn unresolved_links(&self) -> LinkCounts<'_> {
        self.vault.unresolved_links()
    }

    /// Where prose has the name, or an alias, of an entity or a note without a link, by path and place. `name` is a name,
    /// an alias, or the path of a note; notes that stand for the entity itself are left out.
    ///
    /// # Errors
    /// `unknown-name`, `ambiguous-name`.
    pub fn unlinked_mentions(&mut self, name: &str) -> Result<Vec<UnlinkedMention<'_>>, Error> {
        let (names, own) = self.names_of(name)?;
        let own: Vec<&str> = own.iter().map(String::as_str).collect();
        let found = self.vault.mentions_of(&names, &own).into_iter();
        Ok(found
            .map(|place| UnlinkedMention {
                path: place.path,
                position: pos(&place),
                text: place.text,
                heading: place.heading,
            })
            .collect())
    }

    /// The names of what `name` means, and the paths of its own notes.
    fn names_of(&mut self, name: &str) -> Result<(Vec<String>, Vec<String>), Error> {
        let path = normal(name).ok().filter(|path| self.vault.has_file(path));
        let entities = &self.relations().entities;
        let (mut names, mut own) = (Vec::new(), Vec::new());
        match (lookup::find(entities, path.as_deref().unwrap_or(name)), &path) {
            (Ok(id), _) => {
                let entity = entities.get(id);
                names.extend(entity.into_iter().flat_map(|e| e.names()).map(str::to_owned));
                own.extend(entity.into_iter().flat_map(|e| e.paths()).map(str::to_owned));
            }
            (Err(_), Some(path)) => own.push(path.clone()),
            (Err(miss), None) => match self.vault.resolve(name, "") {
                Some(found) => own.push(found.path.to_owned()),
                None => return Err(miss.into_error(name)),
            },
        }
        names.extend(own.iter().flat_map(|path| self.vault.names_of_note(path)));
        Ok((names, own))
    }

    /// The notes that no other note links to and that link to no other file, sorted by path.
    pub fn orphans(&self) -> Vec<&str> {
        self.vault.orphans()
    }

    /// All tags with how often they are written, sorted; a tag counts for those above it too.
    pub fn tags(&self) -> Vec<TagCount> {
        self.vault.tags()
    }

    /// The paths of all files, notes and others, sorted.
    pub fn files(&self) -> Vec<&str> {
        self.vault.files().collect()
    }
}

fn pos(place: &Place) -> Pos {
    Pos {
        start: place.start,
        end: place.end,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use std::collections::BTreeMap;

    const NOTES: [(&str, &str); 4] = [
        (
            "People/Ada Quill.md",
            "---\ntype: person\naliases: [Ada]\n---\n# Ada Quill\n## Facts\n",
        ),
        (
            "Meeting.md",
            "# Tea\nMet [[ada quill#facts]] and Ada; ![[tin.png]] [[nowhere]] #a/b\n",
        ),
        ("loose.md", "Ada Quill, not linked, and [[The Baker]]"),
        ("relax.md", "nothing"),
    ];

    fn engine(options: &Options) -> Engine {
        let mut engine = Engine::new(options).unwrap();
        for (path, text) in NOTES {
            engine.set(path, text.as_bytes()).unwrap();
        }
        engine.set("img/tin.png", b"").unwrap();
        engine
    }

    #[test]
    fn links_lead_to_files_and_last_to_entities() {
        let names = Some("same:\n  - [Ada Quill, The Baker]\n".to_owned());
        let options = Options {
            names,
            ..Options::default()
        };
        let mut open = engine(&options);
        let found = open.resolve("ada quill#facts", "Meeting.md").unwrap();
        assert_eq!(
            (found.path.as_str(), found.subpath.as_str(), found.by),
            ("People/Ada Quill.md", "#facts", By::Name)
        );
        assert_eq!(found.position.map(|position| position.line), Some(5));
        assert_eq!(
            open.resolve("The Baker", "loose.md").map(|found| found.by),
            Some(By::Entity)
        );
        assert_eq!(open.resolve("tin.png", "Meeting.md").unwrap().path, "img/tin.png");
        assert_eq!(open.resolve("", "loose.md").unwrap().path, "loose.md");
        assert_eq!(open.resolve("nowhere", "Meeting.md"), None);
        let mut strict = engine(&Options {
            strict: true,
            ..options
        });
        assert_eq!(strict.resolve("The Baker", "loose.md"), None);
        assert_eq!(strict.resolve("Ada", "loose.md"), None);
    }

    #[test]
    fn what_leads_where_is_known_both_ways() {
        let mut engine = engine(&Options::default());
        let back = engine.backlinks("People/Ada Quill.md");
        let line = NOTES[1].1.lines().nth(1).unwrap();
        assert_eq!(
            (back.len(), back[0].path, back[0].text, back[0].heading),
            (1, "Meeting.md", line, Some("Tea"))
        );
        assert_eq!((back[0].position.start.col, back[0].position.end.col), (4, 23));
        assert!(engine.backlinks("img/tin.png")[0].embed);
        assert_eq!(
            engine.unresolved_links()["Meeting.md"],
            BTreeMap::from([("nowhere", 1)])
        );
        assert_eq!(engine.orphans(), ["loose.md", "relax.md"]);
        assert_eq!(engine.files().len(), 5);
        assert_eq!(engine.tags()[1].tag, "#a/b");
        for name in ["Ada", "People/Ada Quill.md"] {
            let found: Vec<_> = engine.unlinked_mentions(name).unwrap();
            let found: Vec<_> = found
                .iter()
                .map(|mention| (mention.path, mention.position.start.col))
                .collect();
            assert_eq!(found, [("Meeting.md", 28), ("loose.md", 0)], "{name}");
        }
        assert!(engine.unlinked_mentions("relax").unwrap().is_empty());
        assert!(engine.unlinked_mentions("Nobody Else").is_err());
    }
}
