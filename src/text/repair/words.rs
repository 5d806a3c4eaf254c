//! Undamaged twins: the word that a repair would give, standing elsewhere in the same note.

use std::borrow::Cow;
use std::collections::HashSet;

use super::run::{Level, Run};

/// Longest part of a word on either side of a run, in characters; nobody's name is longer, and it bounds the work.
const LONGEST: usize = 64;

/// The words of a note that have letters beyond ASCII; gathered when first asked for.
pub(super) struct Words<'t> {
    text: &'t str,
    words: Option<HashSet<Cow<'t, str>>>,
}

impl<'t> Words<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, words: None }
    }

    /// Whether the word around `run`, repaired, stands elsewhere in the note.
    pub(super) fn has_twin(&mut self, text: &str, run: &Run) -> bool {
        let Some(word) = Some(run)
            .filter(|run| run.level == Level::Likely)
            .and_then(|run| repaired_word(text, run))
        else {
            return false;
        };
        let all = self.words.get_or_insert_with(|| words_beyond_ascii(self.text));
        all.contains(word.as_str())
    }
}

/// The word that holds `run`, with the run decoded; none for fewer than three characters.
fn repaired_word(text: &str, run: &Run) -> Option<String> {
    let decoded = run.decode(text);
    if decoded.is_empty() || !decoded.chars().all(char::is_alphabetic) {
        return None;
    }
    let before = letters_before(text.get(..run.start)?);
    let after = letters_after(text.get(run.end..)?);
    let word = format!("{before}{decoded}{after}");
    (word.chars().nth(2).is_some()).then_some(word)
}

fn letters_before(text: &str) -> &str {
    let letters = text.chars().rev().take(LONGEST).take_while(|c| c.is_alphabetic());
    let length: usize = letters.map(char::len_utf8).sum();
    text.get(text.len() - length..).unwrap_or("")
}

fn letters_after(text: &str) -> &str {
    let letters = text.chars().take(LONGEST).take_while(|c| c.is_alphabetic());
    let length: usize = letters.map(char::len_utf8).sum();
    text.get(..length).unwrap_or("")
}

fn words_beyond_ascii(text: &str) -> HashSet<Cow<'_, str>> {
    let words = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_ascii());
    let mut all: HashSet<_> = words.map(Cow::Borrowed).collect();
    all.extend(escaped_words(text).map(Cow::Owned));
    all
}

/// Words with letters written as `\u00fc`, as programs write them into JSON and quoted YAML.
fn escaped_words(text: &str) -> impl Iterator<Item = String> {
    memchr::memmem::find_iter(text.as_bytes(), b"\\u").map(|at| {
        let before = text.get(..at).map_or("", letters_before);
        let after = unescaped_letters(text.get(at..).unwrap_or(""));
        before.to_owned() + &after
    })
}

fn unescaped_letters(mut text: &str) -> String {
    let mut word = String::new();
    for _ in 0..LONGEST {
        let (c, length) = match escape(text) {
            Some(c) => (c, 6),
            None => match text.chars().next() {
                Some(c) => (c, c.len_utf8()),
                None => break,
            },
        };
        if !c.is_alphabetic() {
            break;
        }
        word.push(c);
        text = text.get(length..).unwrap_or("");
    }
    word
}

fn escape(text: &str) -> Option<char> {
    let digits = text.strip_prefix("\\u")?.get(..4)?;
    u32::from_str_radix(digits, 16).ok().and_then(char::from_u32)
}
