//! From bytes to a [`Note`].

use std::sync::Arc;

use super::{Note, RepairedRun, block, frontmatter};
use crate::text::{self, Diagnostic, Lines, Repaired};

/// The text of a note as parsing sees it, and what was done to the file's bytes to get it.
#[derive(Debug, Clone, Default)]
pub struct Source {
    /// Decoded and repaired.
    pub text: Arc<str>,
    /// Runs that are damaged in the file.
    pub repairs: Vec<RepairedRun>,
    /// What was odd.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a note. Never fails: what is odd becomes a diagnostic.
pub fn parse(bytes: &[u8]) -> Note {
    read(decode(bytes))
}

/// The text of a note's bytes. Who keeps it can [`read`] the note again.
pub fn decode(bytes: &[u8]) -> Source {
    let decoded = text::decode(bytes);
    let repaired = text::repair(&decoded.text);
    let repairs = repaired.as_ref().map(|r| repairs(&decoded.text, r)).unwrap_or_default();
    let mut diagnostics = decoded.diagnostics;
    diagnostics.extend(repaired.as_ref().map(Repaired::diagnostic));
    Source {
        text: repaired.map_or_else(|| decoded.text.into(), |r| r.text.into()),
        repairs,
        diagnostics,
    }
}

/// Reads a note's text.
pub fn read(source: Source) -> Note {
    let mut note = Note::default();
    fill(source, &mut note, &mut block::Desk::default());
    note
}

/// Reads a note's text into an empty note.
fn fill(source: Source, note: &mut Note, desk: &mut block::Desk) {
    let Source {
        text,
        repairs,
        mut diagnostics,
    } = source;
    note.line_starts = Lines::within(&text, std::mem::take(&mut note.line_starts)).into_starts();
    note.repairs = repairs;
    note.frontmatter = frontmatter::read(&text, &mut diagnostics);
    note.diagnostics = diagnostics;
    let body = note.frontmatter.as_ref().map_or(0, |frontmatter| frontmatter.span.end);
    let line = note.line_starts.partition_point(|start| *start < body);
    if let Some(span) = note.frontmatter.as_ref().map(|frontmatter| frontmatter.span) {
        note.sections.push(super::Section {
            kind: super::SectionKind::Yaml,
            span,
            id: None,
        });
    }
    if let Some(start) = note.line_starts.get(line).copied() {
        block::read(&text, start as usize, note, desk);
    }
    note.text = text;
}

/// Reads notes one after another in the same memory: to find room takes longer than to read what most notes hold.
#[derive(Debug, Default)]
pub struct Slate {
    note: Note,
    desk: block::Desk,
}

impl Slate {
    /// Bytes of a text that needs more memory than is kept for the next.
    const LONG: usize = 1 << 20;

    /// Reads a note's text, in place of the one before.
    pub fn read(&mut self, source: Source) -> &Note {
        if self.note.text.len() > Self::LONG {
            *self = Self::default();
        }
        self.note.clear();
        fill(source, &mut self.note, &mut self.desk);
        &self.note
    }

    /// The note that was read last.
    pub fn last(&self) -> &Note {
        &self.note
    }

    /// The note that was read last, which is not held any more.
    pub fn take(&mut self) -> Note {
        std::mem::take(&mut self.note)
    }
}

/// Where repaired runs end in the text that parsing sees, and how much shorter it is up to there than the file's.
fn repairs(broken: &str, repaired: &Repaired) -> Vec<RepairedRun> {
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let mut lost = 0_u32;
    let run = |change: &text::Repair| {
        let (before, after) = (units(change.before.of(broken)), units(change.after.of(&repaired.text)));
        lost = lost.saturating_add(before.saturating_sub(after));
        RepairedRun {
            span: change.after,
            lost,
        }
    };
    repaired.changes.iter().map(run).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::metadata;

    /// `# J√ºrgen 🔽 #tag`, with the emoji as Mac Roman leaves it, then an undamaged line.
    const BROKEN: &str = "# J√ºrgen \u{f8ff}üîΩ #tag\n\nZoë #other\n";

    #[test]
    fn what_was_read_before_leaves_nothing() {
        let mut slate = Slate::default();
        let all = "---\na: [[b]]\n---\n# H\n- [ ] x ^id\n\n| a |\n|---|\n| #t |\n\n> [!note] x\n\n[^1] [r] ^[in] k:: v\n\n\
            [^1]: n\n\n[r]: c\n";
        for text in [all, "", BROKEN, all, "[^2] ^[other] [r]", "plain"] {
            let read = format!("{:?}", slate.read(decode(text.as_bytes())));
            assert_eq!(read, format!("{:?}", parse(text.as_bytes())));
        }
    }

    #[test]
    fn broken_text_is_read_as_meant_and_places_are_those_of_the_file() {
        let note = parse(BROKEN.as_bytes());
        assert_eq!(&*note.text, "# Jürgen 🔽 #tag\n\nZoë #other\n");
        assert_eq!(
            note.diagnostics.iter().map(|d| d.code).collect::<Vec<_>>(),
            ["text-repaired"]
        );
        let shown = serde_json::to_value(metadata(&note)).unwrap();
        let units: Vec<u16> = BROKEN.encode_utf16().collect();
        for (tag, line) in [("#tag", 0), ("#other", 2)] {
            let tags = shown["tags"].as_array().unwrap();
            let found = tags.iter().find(|t| t["tag"] == tag).unwrap();
            let (start, end) = (&found["position"]["start"], &found["position"]["end"]);
            let range = start["offset"].as_u64().unwrap() as usize..end["offset"].as_u64().unwrap() as usize;
            assert_eq!(String::from_utf16(&units[range]).unwrap(), tag);
            assert_eq!(start["line"], line);
            let line_start = BROKEN
                .lines()
                .take(line)
                .map(|l| l.encode_utf16().count() + 1)
                .sum::<usize>();
            assert_eq!(
                start["col"].as_u64().unwrap() as usize,
                start["offset"].as_u64().unwrap() as usize - line_start
            );
        }
    }
}
