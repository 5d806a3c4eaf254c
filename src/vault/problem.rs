//! Links that lead nowhere, or not surely where they were meant to.

use serde::Serialize;

use super::fold::fold;
use super::kept::Seen;
use super::{Vault, path, subpath};
use crate::note;
use crate::order::Order as _;
use crate::text::Span;

/// What is wrong with a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "LinkProblemCode"))]
#[serde(rename_all = "kebab-case")]
pub enum Wrong {
    /// No file fits; the candidates are files of nearly that name.
    UnresolvedLink,
    /// Several files fit, and only lexicographic order decides; the candidates are all that fit.
    AmbiguousLink,
    /// The note has no such heading or block; no candidates.
    MissingSubpath,
}

/// A link that needs a look.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkProblem<'v> {
    /// What is wrong.
    pub wrong: Wrong,
    /// Where, in bytes of the note.
    pub span: Span,
    /// The target with its subpath.
    pub target: String,
    /// Paths to choose from.
    pub candidates: Vec<&'v str>,
}

/// How many files of nearly a name are given.
const NEAREST: usize = 3;
/// How alike names must be, from 0 to 1.
const ALIKE: f64 = 0.8;

impl Vault {
    /// The links of a note that lead nowhere or not surely where they were meant to. Only for as many as `guesses` are
    /// files of nearly that name looked for, which looks at all names of the vault for each.
    pub fn link_problems(&self, path: &str, mut guesses: usize) -> Vec<LinkProblem<'_>> {
        let Some(kept) = self.files.id(path).and_then(|id| self.files.note(id)) else {
            return Vec::new();
        };
        let note = kept.read();
        let seen = Seen::all(&note);
        let problems = seen.iter().filter_map(|link| self.problem(path, link, &mut guesses));
        problems.collect()
    }

    fn problem(&self, from: &str, link: &Seen, guesses: &mut usize) -> Option<LinkProblem<'_>> {
        let linkpath = note::linkpath(link.target);
        let (wrong, candidates) = match self.resolver().resolve(linkpath, from) {
            None if note::is_external(linkpath) => return None,
            None if *guesses == 0 => (Wrong::UnresolvedLink, Vec::new()),
            None => {
                *guesses -= 1;
                (Wrong::UnresolvedLink, self.nearest(linkpath))
            }
            Some(found) if found.tie => (Wrong::AmbiguousLink, self.candidates(link.target, from)),
            Some(found) => {
                let kept = self.files.note(found.file)?;
                let wanted = note::subpath(link.target);
                if wanted.is_empty() || self.has_subpath(kept, wanted) {
                    return None;
                }
                (Wrong::MissingSubpath, Vec::new())
            }
        };
        Some(LinkProblem {
            wrong,
            span: link.span,
            target: link.target.to_owned(),
            candidates,
        })
    }

    fn has_subpath(&self, kept: &super::kept::Kept, wanted: &str) -> bool {
        match kept.detail.get() {
            Some(note) => subpath::find(note, wanted).is_some(),
            None => subpath::find(&kept.read(), wanted).is_some(),
        }
    }

    /// Where a subpath (from its first `#` on) leads in the note at `path`: the heading or block, the start for an empty
    /// one; `None` when the note or the place is not there.
    pub fn subpath(&self, path: &str, subpath: &str) -> Option<Span> {
        subpath::find(self.note(path)?, subpath)
    }

    /// The notes whose names are most like a linkpath's, best first.
    fn nearest(&self, linkpath: &str) -> Vec<&str> {
        let name = fold(path::file_name(linkpath.trim()));
        let mut found: Vec<(f64, &str)> = Vec::new();
        for (_, path, _) in self.files.sorted_notes() {
            let stem = path::without_md(path::file_name(path)).unwrap_or(path);
            if stem.len().abs_diff(name.len()) > name.len() / 2 {
                continue;
            }
            let alike = strsim::normalized_damerau_levenshtein(&fold(stem), &name);
            if alike >= ALIKE {
                found.push((alike, path));
            }
        }
        found.order_by(|a, b| b.0.total_cmp(&a.0).then_with(|| a.1.cmp(b.1)));
        found.into_iter().take(NEAREST).map(|(_, path)| path).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_leads_out_of_the_vault() {
        let mut vault = Vault::default();
        vault.set(
            "a.md",
            b"---\nwith: \"Kathi <kathi@acme.example>, Bo\"\nmail: \"<bo@acme.example>\"\n---\n<bo@acme.example>",
        );
        assert_eq!(vault.link_problems("a.md", 9), []);
        assert!(vault.unresolved_links()["a.md"].is_empty());
    }

    #[test]
    fn problems_come_with_candidates() {
        let mut vault = Vault::default();
        vault.set("a/Tie.md", b"");
        vault.set("b/Tie.md", b"");
        vault.set("Ostrand Lines.md", b"# Facts\n");
        let text = "[[Tie]] [[Ostrand Line]] [[Ostrand Lines#Facts]] [[Ostrand Lines#Fact]] [[zzz]]";
        vault.set("From.md", text.as_bytes());
        let found: Vec<_> = vault.link_problems("From.md", 9);
        let found: Vec<_> = found
            .iter()
            .map(|p| (p.wrong, p.target.as_str(), p.candidates.clone()))
            .collect();
        assert_eq!(
            found,
            [
                (Wrong::AmbiguousLink, "Tie", vec!["a/Tie.md", "b/Tie.md"]),
                (Wrong::UnresolvedLink, "Ostrand Line", vec!["Ostrand Lines.md"]),
                (Wrong::MissingSubpath, "Ostrand Lines#Fact", vec![]),
                (Wrong::UnresolvedLink, "zzz", vec![]),
            ]
        );
    }
}
