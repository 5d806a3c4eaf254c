//! Broken text: UTF-8 that some program once read as another character set and saved again.
//!
//! `Günter` read as Mac Roman is `G√ºnter`, as Windows-1252 `GÃ¼nter`. Each damaged run is encoded back to bytes and read as
//! UTF-8. That is exact where it applies; the question is where it applies, because real text now and then holds characters
//! that would pass (`√π`, `É»`, `à »`). So a run is repaired when
//!
//! 1. every character maps to a byte, the bytes are whole UTF-8 sequences, and what comes out fits its neighbours; and
//! 2. nobody writes such characters side by side (see [`natural`]); or, where somebody might,
//! 3. the same word stands undamaged elsewhere in the note; or
//! 4. three runs that are certain say that the note was misread, and on this line or in the whole note *every* character
//!    beyond ASCII is part of a run: a program misreads a file as a whole.
//!
//! Guaranteed: text without a run by rule 2 is returned as it is, and a text that was misread as a whole, has three certain
//! runs, and no more than one run in nine that does not fit (private use, mixed scripts), comes back exactly.

mod charset;
mod evidence;
mod judge;
mod natural;
mod run;
mod script;
mod words;

pub use charset::Charset;

use super::{Diagnostic, Severity, Span};
use run::Run;

/// A text with its damaged runs repaired.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Repaired {
    /// The text as it was meant.
    pub text: String,
    /// What was changed: ascending, not empty, not overlapping.
    pub changes: Vec<Repair>,
}

/// One repaired run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Repair {
    /// The damaged run, in the text that came in.
    pub before: Span,
    /// What it was meant to be, in the repaired text; empty for a byte-order mark at the start.
    pub after: Span,
    /// What UTF-8 was taken for.
    pub charset: Charset,
    /// How many times, one over the other; nearly always 1.
    pub times: u8,
}

/// Repairs the damaged runs of `text`; `None` when there is nothing to repair.
///
/// Text without suspicious neighbours costs one scan and no allocation; the rest is linear in the length of `text`.
pub fn repair(text: &str) -> Option<Repaired> {
    let accepted = evidence::accepted(text);
    (!accepted.is_empty()).then(|| apply(text, &accepted))
}

fn apply(text: &str, runs: &[Run]) -> Repaired {
    let mut repaired = Repaired {
        text: String::with_capacity(text.len()),
        changes: Vec::with_capacity(runs.len()),
    };
    let mut copied = 0;
    for run in runs {
        repaired.text.push_str(text.get(copied..run.start).unwrap_or(""));
        let start = repaired.text.len();
        repaired.text.push_str(&run.decode(text));
        repaired.changes.push(Repair {
            before: Span::new(run.start, run.end),
            after: Span::new(start, repaired.text.len()),
            charset: run.charset,
            times: run.times(),
        });
        copied = run.end;
    }
    repaired.text.push_str(text.get(copied..).unwrap_or(""));
    repaired
}

impl Repaired {
    /// The span of the damaged text that `span` of the repaired text stands for. Where it begins or ends inside a repaired
    /// run, the whole run is taken.
    pub fn original(&self, span: Span) -> Span {
        let start = self.shifted(
            span.start,
            |change, inside| if inside { change.before.start } else { change.before.end },
        );
        let end = self.shifted(span.end, |change, _| change.before.end);
        Span {
            start,
            end: end.max(start),
        }
    }

    /// `offset` moved by the lengths of the changes before it; `within` decides for one that begins before it.
    fn shifted(&self, offset: u32, within: impl Fn(&Repair, bool) -> u32) -> u32 {
        let count = self.changes.partition_point(|change| change.after.start < offset);
        let Some(change) = count.checked_sub(1).and_then(|i| self.changes.get(i)) else {
            return offset;
        };
        if offset <= change.after.end {
            return within(change, offset < change.after.end);
        }
        change.before.end + (offset - change.after.end)
    }

    /// One finding for the whole text, at its first change: what was misread, and that the file is unchanged.
    pub fn diagnostic(&self) -> Diagnostic {
        let first = self.changes.first();
        let charset = first.map_or("", |change| change.charset.name());
        Diagnostic {
            code: "text-repaired",
            severity: Severity::Info,
            message: format!(
                "{} damaged, as UTF-8 read as {charset} is; they are read as meant, and the file keeps its bytes.",
                match self.changes.len() {
                    1 => "1 run of characters is".to_owned(),
                    n => format!("{n} runs of characters are"),
                }
            ),
            span: first.map_or(Span::default(), |change| change.after),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn repaired(text: &str) -> String {
        repair(text).map_or_else(|| text.to_owned(), |repaired| repaired.text)
    }

    /// What a program does that reads UTF-8 as `charset`.
    fn misread(text: &str, charset: Charset) -> String {
        let by_byte: Vec<char> = {
            let mut all: Vec<char> = (char::MIN..=char::MAX).filter(|&c| charset.byte(c).is_some()).collect();
            all.sort_by_key(|&c| charset.byte(c));
            all
        };
        text.bytes()
            .map(|b| {
                if b < 0x80 {
                    char::from(b)
                } else {
                    by_byte[usize::from(b - 0x80)]
                }
            })
            .collect()
    }

    #[test]
    fn damage_is_repaired_alone() {
        for (damaged, meant) in [
            ("G√ºnter", "Günter"),
            ("@Mara \u{F8FF}üìÖ 2026-03-01", "@Mara 📅 2026-03-01"),
            ("\u{F8FF}üîΩ", "🔽"),
            ("‚è´ now", "⏫ now"),
            ("donâ€™t", "don’t"),
            ("GÃ¼nter", "Günter"),
            ("caf\u{C3}\u{A9}", "café"),
            ("G\u{C3}\u{BC}nter\u{E2}\u{80}\u{99}s", "Günter’s"),
            ("ï»¿---\n", "---\n"),
        ] {
            assert_eq!(repaired(damaged), meant, "{damaged:?}");
        }
    }

    #[test]
    fn text_is_left_alone() {
        for text in [
            "√π ≈ 1.77, r√π, √∞, ≈π, ¬∞, 10 Å², 2×½, ∆°C, –∞ to ∞",
            "« déjà », « café », l’été, d’école, «état», “é verdade”, —à demain",
            "IRMÃ³ NÃO MAÇÃ» AÇÃO «Ã» NÃ…",
            "„Ööbik“ ‚óánægja‘ »Übung« Spaß“ napíš“ SMÅ”",
            "PÍŠE VÝŠKA ÚŽASNÉ CAFÉ™ “CafÉ”",
            "å∫ç∂´ƒ©˙ˆ∆˚¬µ˜øπœ®ß†¨√∑≈¥Ω",
        ] {
            assert_eq!(repair(text), None, "{text:?}");
        }
    }

    #[test]
    fn a_text_misread_as_a_whole_comes_back() {
        let text = "Привет, я в Москве и у моря. Ελληνικά, “Über” naïve più où — √π, ế ặ, 日本語 한국어, שלום, 📅⏫👩‍🚀";
        for charset in Charset::ALL {
            assert_eq!(repaired(&misread(text, charset)), text, "{}", charset.name());
        }
    }

    #[test]
    fn misread_more_than_once() {
        for first in Charset::ALL {
            for second in Charset::ALL {
                let text = "Günter’s 📅";
                assert_eq!(
                    repaired(&misread(&misread(text, first), second)),
                    text,
                    "{first:?} {second:?}"
                );
            }
        }
    }

    #[test]
    fn a_clean_twin_confirms() {
        assert_eq!(repaired("pi√π"), "pi√π");
        assert_eq!(repaired("pi√π è più"), "più è più");
        assert_eq!(repaired(r#""pi\u00f9" pi√π"#), r#""pi\u00f9" più"#);
    }

    #[test]
    fn spans_lead_back_to_the_damaged_text() {
        let damaged = "G√ºnter \u{F8FF}üìÖ 2026";
        let repaired = repair(damaged).unwrap();
        let at = |part: &str| {
            let start = repaired.text.find(part).unwrap();
            repaired.original(Span::new(start, start + part.len())).of(damaged)
        };
        assert_eq!(at("Günter"), "G√ºnter");
        assert_eq!(at("ü"), "√º");
        assert_eq!(at("nter"), "nter");
        assert_eq!(at("📅"), "\u{F8FF}üìÖ");
        assert_eq!(at("2026"), "2026");
    }
}
