//! Links that need a look; only where somebody asks, as drafts are full of links to notes that are still to come.

use serde::Serialize;

use super::{Engine, normal};
use crate::note::metadata::Pos;
use crate::vault::Wrong;

/// A link that leads nowhere, or not surely where it was meant to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LinkProblem<'v> {
    /// Path of the note that holds it.
    pub path: &'v str,
    /// Where it is.
    pub position: Pos,
    /// What is wrong.
    pub code: Wrong,
    /// Its target with its subpath.
    pub target: String,
    /// Paths to choose from: those of nearly that name, or all that fit.
    pub candidates: Vec<&'v str>,
}

/// For how many links of one call files of nearly that name are looked for.
const GUESSES: usize = 100;

impl Engine {
    /// Links that lead nowhere, to one of several files that fit equally, or to a heading or block that is not there; of
    /// one note or of all, by path and place. Names near those that lead nowhere are given for the first hundred.
    pub fn link_problems(&self, path: Option<&str>) -> Vec<LinkProblem<'_>> {
        let wanted = path.map(|path| normal(path).unwrap_or_default());
        let paths = self.vault.paths();
        let paths = paths.filter(|path| wanted.as_ref().is_none_or(|wanted| wanted == path));
        let mut guesses = GUESSES;
        let mut all = Vec::new();
        for path in paths {
            let found = self.vault.link_problems(path, guesses);
            let unresolved = found.iter().filter(|problem| problem.wrong == Wrong::UnresolvedLink);
            guesses = guesses.saturating_sub(unresolved.count());
            all.extend(found.into_iter().filter_map(|problem| {
                let place = self.vault.place(path, problem.span)?;
                Some(LinkProblem {
                    path,
                    position: Pos {
                        start: place.start,
                        end: place.end,
                    },
                    code: problem.wrong,
                    target: problem.target,
                    candidates: problem.candidates,
                })
            }));
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;

    #[test]
    fn problems_are_given_with_their_places() {
        let mut engine = Engine::new(&Options::default()).unwrap();
        engine
            .set("Planning.md", "🦊 [[Planming]]\n[[Planning#Goals]]".as_bytes())
            .unwrap();
        engine.set("b.md", b"[[Planning]] [[zzz]]").unwrap();
        let found = engine.link_problems(None);
        let told: Vec<_> = found
            .iter()
            .map(|p| (p.path, p.code, p.position.start.offset))
            .collect();
        let expected = [
            ("Planning.md", Wrong::UnresolvedLink, 3),
            ("Planning.md", Wrong::MissingSubpath, 16),
            ("b.md", Wrong::UnresolvedLink, 13),
        ];
        assert_eq!(told, expected);
        assert_eq!(found[0].candidates, ["Planning.md"]);
        assert_eq!(engine.link_problems(Some("b.md")).len(), 1);
        assert!(engine.link_problems(Some("c.md")).is_empty());
    }

    #[test]
    fn guessing_ends() {
        let mut engine = Engine::new(&Options::default()).unwrap();
        let links: String = (0..300).map(|n| format!("[[Note {n}]] ")).collect();
        engine.set("Note 9.md", links.as_bytes()).unwrap();
        engine.set("Other.md", links.as_bytes()).unwrap();
        let guessed = |p: &&LinkProblem| !p.candidates.is_empty();
        assert!(engine.link_problems(None).iter().filter(guessed).count() <= GUESSES);
    }
}
