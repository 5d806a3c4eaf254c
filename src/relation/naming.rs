//! Where a note names someone first, and what it says there.

use memchr::memmem;

use super::entity::Entity;
use super::key::NameKey;
use super::record::Record;
use crate::text::{Span, word};

impl Record {
    /// The line that names an entity first, by a link or in prose; of one with more than `long` bytes what stands from the
    /// sentence on that does. Under a heading that names it, the first line below, unless that is a heading too. `None` where
    /// nothing names it.
    pub fn naming_line(&self, entity: &Entity, long: usize) -> Option<Span> {
        let linked = self.linked(entity);
        let named = self.named(entity);
        let at = linked.into_iter().chain(named).min()?;
        let line = self.page.line_at(at);
        if !is_heading(self.page.slice(line)) {
            let start = match line.len() > long {
                true => sentence_start(self.page.slice(Span { end: at, ..line })),
                false => 0,
            };
            return Some(Span::new(line.start as usize + start, line.end as usize));
        }
        let below = self
            .page
            .filled_line_behind(line)
            .filter(|below| !is_heading(self.page.slice(*below)));
        Some(below.unwrap_or(line))
    }

    fn linked(&self, entity: &Entity) -> Option<u32> {
        let names: Vec<NameKey> = entity.names().map(NameKey::of).collect();
        let files: Vec<NameKey> = entity.paths().map(NameKey::of_file).collect();
        let leads = |target: &super::Target| names.contains(&target.name()) || files.contains(&target.file());
        let link = self.links.iter().find(|link| leads(&link.target));
        link.map(|link| link.span.start)
    }

    fn named(&self, entity: &Entity) -> Option<u32> {
        let text = self.page.text();
        let first = |name: &str| {
            // Runs of prose are short, so the whole text is searched, and it is seen behind whether a place is in one.
            let finder = memmem::Finder::new(name);
            let mut from = self.prose.first()?.start as usize;
            loop {
                let at = from + finder.find(text.as_bytes().get(from..)?)?;
                let behind = self.prose.partition_point(|run| run.start as usize <= at);
                let run = behind.checked_sub(1).and_then(|run| self.prose.get(run));
                let in_prose = run.is_some_and(|run| at + name.len() <= run.end as usize);
                if in_prose && word::is_whole(text, at, at + name.len()) {
                    return Some(at);
                }
                // No byte is looked at again, however often a name overlaps itself.
                from = match in_prose {
                    true => at + name.len(),
                    false => self.prose.get(behind)?.start as usize,
                };
            }
        };
        let first = entity
            .names()
            .chain(entity.file_name())
            .filter(|name| !name.is_empty())
            .filter_map(first)
            .min();
        first.and_then(|at| u32::try_from(at).ok())
    }
}

/// Where the last sentence begins. What stands in brackets behind a sentence belongs to it.
fn sentence_start(text: &str) -> usize {
    let bytes = text.as_bytes();
    let ends = |at: &usize| {
        let before = at.checked_sub(2).and_then(|end| bytes.get(end..*at));
        matches!(before, Some(b". " | b"! " | b"? ")) && bytes.get(*at) != Some(&b'(')
    };
    (2..=bytes.len()).rev().find(ends).unwrap_or(0)
}

/// Whether a line is a heading.
fn is_heading(line: &str) -> bool {
    let rest = line.trim_start().trim_start_matches('#');
    rest.len() < line.trim_start().len() && rest.starts_with([' ', '\t'])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::parse;
    use crate::relation::{Schema, read};

    /// Where prose of a note names someone first.
    fn named(name: &str, text: &str) -> Option<u32> {
        let record = read("Day.md", &parse(text.as_bytes()), &Schema::default());
        record.named(&Entity::unknown(name))
    }

    #[test]
    fn prose_names_by_whole_words() {
        assert_eq!(named("Ann Oh", "Called Ann Oh."), Some(7));
        assert_eq!(named("Ann Oh", "JoAnn Oh, Ann Ohm and Ann Oh"), Some(22));
        assert_eq!(named("Ann Oh", "`Ann Oh` and\n\n```\nAnn Oh\n```\n\nAnn Oh"), Some(30));
        assert_eq!(named("Ann `Oh", "Ann `Oh` and Ann"), None);
    }

    #[test]
    fn no_byte_is_looked_at_again() {
        // Grows with the square of the text where each place is tried anew.
        let (name, text) = ("a".repeat(50_000), "a".repeat(4_000_000));
        assert_eq!(named(&name, &text), None);
        assert_eq!(named(&name, &format!("`{text}`")), None);
    }
}
