//! Unlinked mentions: a note's names in the prose of other notes.

use aho_corasick::{AhoCorasick, MatchKind};
use unicode_normalization::UnicodeNormalization;

use super::place::Place;
use super::{Vault, extra, path};
use crate::note::Note;
use crate::order;
use crate::text::{Span, word};

/// Names shorter than this, in characters, are not looked for.
const SHORTEST: usize = 2;

impl Vault {
    /// Where the prose of other notes has the name or an alias of the note at `path` without a link, by path and place;
    /// whole words only, whatever their case.
    pub fn unlinked_mentions(&self, path: &str) -> Vec<Place<'_>> {
        self.mentions_of(&self.names_of_note(path), &[path])
    }

    /// The names of the note at `path`: its file name (its folder's, where it stands for one), its aliases, its `title`.
    pub fn names_of_note(&self, path: &str) -> Vec<String> {
        let Some(kept) = self.files.id(path).and_then(|id| self.files.note(id)) else {
            return Vec::new();
        };
        let note = kept.read();
        let mut names = extra::aliases(&note);
        names.extend(extra::title_property(&note));
        let named = match extra::of_path(path).is_empty() {
            true => path,
            false => path::folder(path),
        };
        let stem = path::file_name(named);
        names.push(path::without_md(stem).unwrap_or(stem).to_owned());
        names
    }

    /// Where prose has one of `names` without a link, by path and place; notes at `own` paths are left out.
    pub fn mentions_of(&self, names: &[String], own: &[&str]) -> Vec<Place<'_>> {
        let Some(search) = search(names) else {
            return Vec::new();
        };
        let others = self.files.sorted_notes().filter(|(_, path, _)| !own.contains(path));
        let mut found = Vec::new();
        for (_, path, kept) in others.filter(|(.., kept)| kept.text.look(|text| search.is_match(text))) {
            let note = kept.read();
            let hits = search
                .find_iter(&*note.text)
                .map(|hit| Span::new(hit.start(), hit.end()));
            let is_word = |hit: &Span| word::is_whole(&note.text, hit.start as usize, hit.end as usize);
            let hits = hits.filter(|hit| is_word(hit) && is_prose(&note, *hit));
            found.extend(hits.map(|hit| Place::new(path, kept, hit)));
        }
        found
    }
}

/// Finds names in each way in which they may be written.
fn search(names: &[String]) -> Option<AhoCorasick> {
    let forms = order::set(names.iter().flat_map(|name| forms(name.trim())));
    let long = forms.into_iter().filter(|form| form.chars().count() >= SHORTEST);
    let mut builder = AhoCorasick::builder();
    builder
        .ascii_case_insensitive(true)
        .match_kind(MatchKind::LeftmostLongest);
    builder.build(long).ok().filter(|search| search.patterns_len() > 0)
}

/// The ways in which a name may be written: composed and decomposed, and in the cases that are more than ASCII's.
fn forms(name: &str) -> Vec<String> {
    let cases = [name.to_owned(), name.to_lowercase(), name.to_uppercase()];
    let forms = cases
        .iter()
        .flat_map(|name| [name.nfc().collect::<String>(), name.nfd().collect()]);
    forms.collect()
}

fn is_prose(note: &Note, span: Span) -> bool {
    let at = note.prose.partition_point(|prose| prose.end < span.end);
    note.prose.get(at).is_some_and(|prose| prose.contains(span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_prose_alone() {
        let mut vault = Vault::default();
        vault.set(
            "People/Zoë Ark.md",
            "---\naliases: [ZA]\n---\nZoë Ark herself".as_bytes(),
        );
        vault.set(
            "a.md",
            "Met ZOË ARK and za; `Zoë Ark` [[Zoë Ark]] Zoë Arkwright za\u{308}\n".as_bytes(),
        );
        vault.set("b.md", "zoe\u{308} ark".as_bytes());
        let found = vault.unlinked_mentions("People/Zoë Ark.md");
        let found: Vec<_> = found
            .iter()
            .map(|m| (m.path, m.span.of(vault.text(m.path).unwrap())))
            .collect();
        assert_eq!(found, [("a.md", "ZOË ARK"), ("a.md", "za"), ("b.md", "zoe\u{308} ark")]);
    }
}
