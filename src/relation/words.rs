//! The words of a text as numbers.

use crate::text::case::{is_latin, is_word, push_lower};

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// As written.
    pub text: &'t str,
    /// The same for words that differ in case alone, on every machine and in every release; its smallest values are a fair
    /// sample of all words.
    pub hash: u32,
    /// Whether a figure is in it.
    pub figure: bool,
}

/// Gives each word of a text: letters and figures without anything between them.
pub(super) fn each_word<'t>(text: &'t str, mut each: impl FnMut(Word<'t>)) {
    let bytes = text.as_bytes();
    let (mut at, mut lower) = (0, String::new());
    loop {
        let rest = bytes.get(at..).unwrap_or_default();
        let Some(skipped) = rest.iter().position(|byte| class(*byte) != 0) else {
            return;
        };
        let (start, mut classes) = (at + skipped, 0);
        let rest = rest.get(skipped..).unwrap_or_default();
        let length = rest.iter().position(|byte| {
            classes |= class(*byte);
            class(*byte) == 0
        });
        at = start + length.unwrap_or(rest.len());
        let text = text.get(start..at).unwrap_or_default();
        let hash = match classes & (LATIN | OTHER) {
            0 => Some(ascii_hash(rest, text.len())),
            LATIN => latin_hash(text.as_bytes()),
            _ => None,
        };
        match hash {
            Some(hash) => each(Word {
                text,
                hash,
                figure: classes & FIGURE != 0,
            }),
            None => each_other(text, &mut lower, &mut each),
        }
    }
}

/// The words of a text with letters beyond ASCII.
fn each_other<'t>(text: &'t str, lower: &mut String, each: &mut impl FnMut(Word<'t>)) {
    for text in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        lower.clear();
        push_lower(lower, text);
        each(Word {
            text,
            hash: lower_hash(lower.as_bytes()),
            figure: text.chars().any(|c| !is_latin(c) && c.is_numeric()),
        });
    }
}

const LETTER: u8 = 1;
const FIGURE: u8 = 2;
/// A byte of a letter of Latin-1, or of what may be part of any other character.
const LATIN: u8 = 4;
const OTHER: u8 = 8;

/// What each byte is in a word; 0 for what separates words.
const CLASSES: [u8; 256] = classes();

#[allow(clippy::indexing_slicing)]
const fn classes() -> [u8; 256] {
    let mut classes = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0x41..=0x5A | 0x61..=0x7A => LETTER,
            0x30..=0x39 => FIGURE,
            0x80..=0xBF | LATIN_1 => LATIN,
            0xC0.. => OTHER,
            _ => 0,
        };
        byte += 1;
    }
    classes
}

fn class(byte: u8) -> u8 {
    CLASSES.get(usize::from(byte)).copied().unwrap_or(0)
}

/// Of the first `length` bytes, which are letters and figures of ASCII, lower-cased.
fn ascii_hash(bytes: &[u8], length: usize) -> u32 {
    let mut hash = START;
    let mut at = 0;
    while at < length {
        let left = (length - at).min(8);
        let rest = bytes.get(at..).unwrap_or_default();
        let eight = rest.first_chunk().copied().unwrap_or_else(|| padded(rest));
        let used = u64::MAX >> (64 - 8 * left);
        // The bit that makes letters small; figures have it, and so have the spaces that pad other words.
        hash = step(hash, u64::from_le_bytes(eight) & used | u64::from_le_bytes([b' '; 8]));
        at += 8;
    }
    finished(hash)
}

/// Begins the letters of Latin-1 in UTF-8, and two signs.
const LATIN_1: usize = 0xC3;

/// Of letters and figures of ASCII and Latin-1, lower-cased; `None` when a sign is among them.
fn latin_hash(word: &[u8]) -> Option<u32> {
    let (mut hash, mut eight, mut used, mut second) = (START, 0, 0, false);
    for byte in word {
        let lower = match (second, *byte) {
            (true, 0x97 | 0xB7) => return None, // × and ÷
            (true, 0x9F) => 0x9F,               // ß
            (true, byte) | (false, byte @ ..0x80) => byte | 0x20,
            (false, byte) => byte,
        };
        second = usize::from(*byte) == LATIN_1;
        eight |= u64::from(lower) << used;
        used += 8;
        if used == 64 {
            hash = step(hash, eight);
            (eight, used) = (0, 0);
        }
    }
    if used > 0 {
        hash = step(hash, eight | u64::from_le_bytes([b' '; 8]) << used);
    }
    Some(finished(hash))
}

/// Of a lower-cased word.
fn lower_hash(word: &[u8]) -> u32 {
    let eights = word.chunks(8).map(|eight| u64::from_le_bytes(padded(eight)));
    finished(eights.fold(START, step))
}

/// The first eight of at most eight bytes, spaces behind them.
fn padded(bytes: &[u8]) -> [u8; 8] {
    let mut eight = [b' '; 8];
    eight.iter_mut().zip(bytes).for_each(|(to, byte)| *to = *byte);
    eight
}

const START: u64 = 0x9E37_79B9_7F4A_7C15;

fn step(hash: u64, eight: u64) -> u64 {
    let hash = (hash ^ eight).wrapping_mul(0xff51_afd7_ed55_8ccd);
    hash ^ (hash >> 32)
}

/// The last mixing step of MurmurHash3, so that the smallest hashes are a fair sample.
fn finished(hash: u64) -> u32 {
    let hash = (hash ^ (hash >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    u32::try_from(hash >> 32).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<(&str, u32, bool)> {
        let mut words = Vec::new();
        each_word(text, |word| words.push((word.text, word.hash, word.figure)));
        words
    }

    #[test]
    fn words_are_letters_and_figures() {
        let texts = |text| words(text).iter().map(|(text, ..)| *text).collect::<Vec<_>>();
        assert_eq!(
            texts("Q3: two cranes, Zoë\u{2014}Ärzte_b 4½"),
            ["Q3", "two", "cranes", "Zoë", "Ärzte", "b", "4½"]
        );
        assert!(texts("").is_empty() && texts(" \u{2014}!").is_empty());
        let figures: Vec<bool> = words("Q3 two ٣").iter().map(|(.., figure)| *figure).collect();
        assert_eq!(figures, [true, false, true]);
    }

    #[test]
    fn letters_of_latin_1_are_read_as_the_tables_say() {
        for c in ('\u{c0}'..='\u{ff}').filter(|c| !matches!(c, '×' | '÷')) {
            let mut lower = String::from("ab");
            lower.extend(c.to_lowercase());
            let quick = latin_hash(format!("aB{c}").as_bytes());
            assert_eq!(quick, Some(lower_hash(lower.as_bytes())), "{c}");
        }
        assert_eq!(words("3×4").len(), 2);
    }

    #[test]
    fn case_and_place_do_not_matter() {
        let hash = |text| words(text).first().unwrap().1;
        for (a, b) in [
            ("Crane", "cRANE"),
            ("ÄRZTE", "ärzte"),
            ("Internationally", "internationally x y z"),
        ] {
            assert_eq!(hash(a), hash(b), "{a}");
        }
        // The same word read beside letters beyond ASCII, and at the end of the text.
        assert_eq!(words("é\u{2014}Crane").last().unwrap().1, hash("crane and more words"));
        let all = "a b aa ab ba abcdefgh abcdefghi 1 2 12 é è à ã";
        let mut hashes: Vec<u32> = words(all).iter().map(|(_, hash, _)| *hash).collect();
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
