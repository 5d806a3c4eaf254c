//! The words of a text as numbers.

use crate::text::case::{is_latin, is_word, push_lower};

/// A word of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// The same for words that differ in case alone, on every machine and in every release; its smallest values are a fair
    /// sample of all words.
    pub hash: u32,
    /// Whether it changes what is said: it has a figure, or says that something is not so.
    pub telling: bool,
}

/// The words of a text: letters and figures without anything between them.
pub(super) fn words(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    // Of most languages no text has more, so that this grows seldom.
    let mut words = Vec::with_capacity(bytes.len() / 5 + 1);
    let (mut base, mut start, mut within) = (0, 0, false);
    // Behind the end no letter stands, so the last word ends there as any other.
    while base <= bytes.len() {
        let letters = letters(bytes, base);
        // What ends a word, or is none, is one byte of ASCII.
        let before = letters << 1 | u64::from(within);
        let (mut starts, mut ends) = (letters & !before, before & !letters);
        while ends != 0 {
            if !within {
                start = base + starts.trailing_zeros() as usize;
                starts &= starts - 1;
            }
            let end = base + ends.trailing_zeros() as usize;
            ends &= ends - 1;
            within = false;
            match Word::ascii(bytes, start, end) {
                Some(word) => words.push(word),
                None => push_others(&mut words, text.get(start..end).unwrap_or_default()),
            }
        }
        if starts != 0 {
            start = base + starts.trailing_zeros() as usize;
            within = true;
        }
        base += 64;
    }
    words
}

impl Word {
    /// The one from `start` to `end`; `None` when letters beyond ASCII are in it.
    #[inline]
    fn ascii(bytes: &[u8], start: usize, end: usize) -> Option<Self> {
        let first = Eight::of_word(bytes, start, end);
        let (mut hash, mut all, mut figures) = (step(START, first.0), first.0, first.figures());
        for at in (start + 8..end).step_by(8) {
            let eight = Eight::of_word(bytes, at, end);
            hash = step(hash, eight.0);
            all |= eight.0;
            figures |= eight.figures();
        }
        (all & HIGH == 0).then(|| Self {
            hash: finished(hash),
            telling: figures & HIGH != 0 || negates(first, end - start),
        })
    }
}

/// The words of a text with letters beyond ASCII.
fn push_others(words: &mut Vec<Word>, text: &str) {
    let mut lower = String::new();
    for text in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        lower.clear();
        push_lower(&mut lower, text);
        let bytes = lower.as_bytes();
        let eights = (0..bytes.len()).step_by(8).map(|at| Eight::read(bytes, at).0);
        words.push(Word {
            hash: finished(eights.fold(START, step)),
            telling: text.chars().any(|c| !is_latin(c) && c.is_numeric())
                || negates(Eight::of_word(bytes, 0, bytes.len()), text.len()),
        });
    }
}

/// Whether a word of `length` bytes, the first of which are given, says that something is not so.
#[inline]
fn negates(first: Eight, length: usize) -> bool {
    /// What negations begin with, a bit for each letter.
    const BEGIN: u32 = letters_of(b"tnpkcw");
    BEGIN >> (first.0 & 31) & 1 == 1 && is_negation(first.0, length)
}

fn is_negation(first: u64, length: usize) -> bool {
    const NOT: [u64; 3] = [packed("not"), packed("pas"), packed("non")];
    const NEVER: [u64; 3] = [packed("never"), packed("nicht"), packed("keine")];
    // By their lengths: most words are told apart so.
    match length {
        1 => first == const { packed("t") },
        2 => first == const { packed("no") } || first == const { packed("ne") },
        3 => NOT.contains(&first),
        4 => first == const { packed("kein") },
        5 => NEVER.contains(&first),
        6 => first == const { packed("cannot") },
        7 => first == const { packed("without") },
        _ => false,
    }
}

/// A word of no more than eight letters of ASCII in lower case as one number, spaces behind its end.
const fn packed(word: &str) -> u64 {
    let (mut packed, mut at, mut rest) = (SPACES, 0, word.as_bytes());
    while let ([byte, behind @ ..], true) = (rest, at < u64::BITS) {
        packed = packed & !(0xFF << at) | (*byte as u64) << at;
        (at, rest) = (at + u8::BITS, behind);
    }
    packed
}

/// A bit for each letter of ASCII.
const fn letters_of(letters: &[u8]) -> u32 {
    let (mut bits, mut rest) = (0, letters);
    while let [letter, behind @ ..] = rest {
        bits |= 1 << (*letter & 31);
        rest = behind;
    }
    bits
}

/// Which of the 64 bytes from `base` on are letters or figures, or of characters beyond ASCII: a bit for each.
#[inline]
fn letters(bytes: &[u8], base: usize) -> u64 {
    let block: [u8; 64] = padded(bytes, base);
    let mut eights = [0; 8];
    for (found, eight) in eights.iter_mut().zip(block.as_chunks().0) {
        *found = Eight(u64::from_le_bytes(*eight)).letters();
    }
    // Brings the high bits of all bytes of a number together in the highest byte.
    let gathered = |found: u64| (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    eights.iter().rev().fold(0, |all, found| all << 8 | gathered(*found))
}

/// The bytes from `at` on, spaces behind the end.
fn padded<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut block = [b' '; N];
        block.iter_mut().zip(rest).for_each(|(to, byte)| *to = *byte);
        block
    })
}

/// Eight bytes of a text in one number, the first one lowest; what is asked of them is asked of all at once.
#[derive(Clone, Copy)]
struct Eight(u64);

/// The highest bit of each byte.
const HIGH: u64 = all(0x80);
/// What stands behind the end.
const SPACES: u64 = all(b' ');

const fn all(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

impl Eight {
    /// Those from byte `at` on, spaces behind the end.
    fn read(bytes: &[u8], at: usize) -> Self {
        Self(u64::from_le_bytes(padded(bytes, at)))
    }

    /// Those of a word that ends before byte `end` from byte `at` on, in lower case, spaces behind its end.
    #[inline]
    fn of_word(bytes: &[u8], at: usize, end: usize) -> Self {
        let beyond = 8_usize.saturating_sub(end - at);
        Self(Self(Self::read(bytes, at).0 & u64::MAX >> (8 * beyond)).lower())
    }

    /// In lower case, for letters and figures of ASCII. Figures have the bit that makes letters small, and so have spaces;
    /// what is 0 becomes a space.
    fn lower(self) -> u64 {
        self.0 | SPACES
    }

    /// The high bit of each byte that is a figure, where all are of ASCII; other bits are not to be looked at.
    fn figures(self) -> u64 {
        self.0.wrapping_add(all(0x80 - b'0')) & !self.0.wrapping_add(all(0x80 - b'9' - 1))
    }

    /// The high bit of each byte that is a letter or figure, or of a character beyond ASCII.
    #[inline]
    fn letters(self) -> u64 {
        let low = Self(self.0 & !HIGH);
        let lower = low.lower();
        let letters = (lower + all(0x80 - b'a')) & !(lower + all(0x80 - b'z' - 1));
        (letters | low.figures() | self.0) & HIGH
    }
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

    fn hashes(text: &str) -> Vec<u32> {
        words(text).iter().map(|word| word.hash).collect()
    }

    /// The words of a text are those, and no others.
    fn holds(text: &str, expected: &[&str]) {
        let alone: Vec<Word> = expected.iter().flat_map(|word| words(word)).collect();
        assert_eq!(alone.len(), expected.len(), "{text}");
        assert_eq!(words(text), alone, "{text}");
    }

    #[test]
    fn words_are_letters_and_figures() {
        let text = "Q3: two cranes, Zoë\u{2014}Ärzte_b 4½";
        holds(text, &["Q3", "two", "cranes", "Zoë", "Ärzte", "b", "4½"]);
        holds("", &[]);
        holds(" \u{2014}!", &[]);
    }

    #[test]
    fn figures_and_negations_are_telling() {
        let telling = |text| words(text).iter().map(|word| word.telling).collect::<Vec<_>>();
        assert_eq!(telling("Q3 two ٣ internationally2 é"), [true, false, true, true, false]);
        let negations = "not no NE pas non never Nicht keine kein cannot without";
        assert!(telling(negations).iter().all(|telling| *telling));
        assert_eq!(telling("can't"), [false, true]);
        assert!(telling("note nope keiner know withouts").iter().all(|telling| !telling));
        assert_eq!(telling("not\u{2014}é"), [true, false]);
    }

    /// Words of all lengths, at all places of the blocks in which they are looked for.
    #[test]
    fn words_are_found_wherever_they_stand() {
        for (before, length) in (0..70).flat_map(|before| (1..70).map(move |length| (before, length))) {
            let word = "a".repeat(length);
            let text = format!("{}{word} {word}", "-".repeat(before));
            assert_eq!(hashes(&text), hashes(&word).repeat(2));
            assert_eq!(hashes(&text).len(), 2);
        }
    }

    #[test]
    fn signs_beyond_ascii_separate() {
        assert_eq!(words("3×4").len(), 2);
    }

    #[test]
    fn bytes_of_words_are_found_wherever_they_stand() {
        for (byte, place) in (0..=255_u8).flat_map(|byte| (0..8).map(move |place| (byte, place))) {
            let mut bytes = *b"abcdefgh";
            bytes[place] = byte;
            let eight = Eight::read(&bytes, 0);
            let of_word = byte.is_ascii_alphanumeric() || !byte.is_ascii();
            let gap = if of_word { 0 } else { 0x80 << (8 * place) };
            assert_eq!(eight.letters(), HIGH & !gap, "{byte}");
            assert_eq!(letters(&bytes, 0), 0xFF & !(u64::from(!of_word) << place), "{byte}");
            let figure = byte.is_ascii() && eight.figures() & HIGH != 0;
            assert_eq!(figure, byte.is_ascii_digit(), "{byte}");
            assert!(byte.is_ascii_alphanumeric() <= (eight.lower().to_le_bytes()[place] == byte.to_ascii_lowercase()));
        }
    }

    #[test]
    fn case_and_place_do_not_matter() {
        let hash = |text| *hashes(text).first().unwrap();
        for (a, b) in [
            ("Crane", "cRANE"),
            ("ÄRZTE", "ärzte"),
            ("Internationally", "internationally x y z"),
        ] {
            assert_eq!(hash(a), hash(b), "{a}");
        }
        // The same word read beside letters beyond ASCII, and at the end of the text.
        assert_eq!(hashes("é\u{2014}Crane").last(), hashes("crane and more words").first());
        let all = "a b aa ab ba abcdefgh abcdefghi 1 2 12 é è à ã";
        let mut hashes = hashes(all);
        let count = hashes.len();
        hashes.sort_unstable();
        hashes.dedup();
        assert_eq!(hashes.len(), count);
    }
}
