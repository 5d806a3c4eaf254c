//! The words of a text as numbers.

use crate::text::case::{is_latin, is_word, push_lower};

/// A word of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Word<'t> {
    /// Its bytes, as written.
    pub text: &'t [u8],
    /// The same for words that differ in case alone, on every machine and in every release; its smallest values are a fair
    /// sample of all words.
    pub hash: u32,
    /// Whether a figure is in it.
    pub figure: bool,
    /// Its first eight bytes in lower case, as [`packed`] puts them together.
    pub first: u64,
}

/// A word of no more than eight letters of ASCII in lower case as one number, spaces behind its end.
pub(super) const fn packed(word: &str) -> u64 {
    let (mut packed, mut at, mut rest) = (SPACES, 0, word.as_bytes());
    while let ([byte, behind @ ..], true) = (rest, at < u64::BITS) {
        packed = packed & !(0xFF << at) | (*byte as u64) << at;
        (at, rest) = (at + u8::BITS, behind);
    }
    packed
}

/// Gives each word of a text: letters and figures without anything between them.
pub(super) fn each_word<'t>(text: &'t str, mut each: impl FnMut(Word<'t>)) {
    let bytes = text.as_bytes();
    let (mut start, mut within, mut lower) = (0, false, String::new());
    // Behind the end no letter stands, so the last word ends there as any other.
    for base in (0..=bytes.len()).step_by(64) {
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
                Some(word) => each(word),
                None => each_other(text.get(start..end).unwrap_or_default(), &mut lower, &mut each),
            }
        }
        if starts != 0 {
            start = base + starts.trailing_zeros() as usize;
            within = true;
        }
    }
}

impl<'t> Word<'t> {
    /// The one from `start` to `end`; `None` when letters beyond ASCII are in it.
    #[inline]
    fn ascii(bytes: &'t [u8], start: usize, end: usize) -> Option<Self> {
        let (mut hash, mut beyond, mut figures, mut first) = (START, 0, 0, 0);
        let mut at = start;
        loop {
            let eight = Eight::read(bytes, at);
            let used = u64::MAX >> (64 - 8 * (end - at).min(8));
            let lower = eight.lower() & used | SPACES & !used;
            if at == start {
                first = lower;
            }
            hash = step(hash, lower);
            beyond |= eight.0 & used & HIGH;
            figures |= eight.figures() & used;
            at += 8;
            if at >= end {
                break;
            }
        }
        (beyond == 0).then(|| Self {
            text: bytes.get(start..end).unwrap_or_default(),
            hash: finished(hash),
            figure: figures != 0,
            first,
        })
    }
}

/// Which of the 64 bytes from `base` on are letters or figures, or of characters beyond ASCII: a bit for each.
fn letters(bytes: &[u8], base: usize) -> u64 {
    let block: [u8; 64] = padded(bytes, base);
    let eights = block.as_chunks().0.iter().rev();
    eights.fold(0, |all, eight| all << 8 | Eight(u64::from_le_bytes(*eight)).letters())
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

/// The words of a text with letters beyond ASCII.
fn each_other<'t>(text: &'t str, lower: &mut String, each: &mut impl FnMut(Word<'t>)) {
    for text in text.split(|c| !is_word(c)).filter(|word| !word.is_empty()) {
        lower.clear();
        push_lower(lower, text);
        let eights = (0..lower.len())
            .step_by(8)
            .map(|at| Eight::read(lower.as_bytes(), at).0);
        each(Word {
            text: text.as_bytes(),
            hash: finished(eights.fold(START, step)),
            figure: text.chars().any(|c| !is_latin(c) && c.is_numeric()),
            first: Eight::read(lower.as_bytes(), 0).lower(),
        });
    }
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

    /// In lower case, for letters and figures of ASCII. Figures have the bit that makes letters small, and so have spaces.
    fn lower(self) -> u64 {
        self.0 | SPACES
    }

    /// The high bit of each byte that is a figure; that of bytes beyond ASCII is not to be looked at.
    fn figures(self) -> u64 {
        let low = self.0 & !HIGH;
        (low + all(0x80 - b'0')) & !(low + all(0x80 - b'9' - 1)) & HIGH
    }

    /// Which bytes are letters or figures, or of characters beyond ASCII: a bit for each.
    fn letters(self) -> u64 {
        let low = self.lower() & !HIGH;
        let letters = (low + all(0x80 - b'a')) & !(low + all(0x80 - b'z' - 1));
        let found = (letters | self.figures() | self.0) & HIGH;
        // Brings the high bits of all bytes together in the highest byte.
        (found >> 7).wrapping_mul(0x0102_0408_1020_4080) >> 56
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

    fn words(text: &str) -> Vec<(&str, u32, bool)> {
        let mut words = Vec::new();
        each_word(text, |word| {
            words.push((std::str::from_utf8(word.text).unwrap(), word.hash, word.figure))
        });
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

    /// Words of all lengths, at all places of the blocks in which they are looked for.
    #[test]
    fn words_are_found_wherever_they_stand() {
        for (before, length) in (0..70).flat_map(|before| (1..70).map(move |length| (before, length))) {
            let word = "a".repeat(length);
            let text = format!("{}{word} {word}", "-".repeat(before));
            let found = words(&text);
            assert_eq!(found.iter().map(|(word, ..)| *word).collect::<Vec<_>>(), [&word, &word]);
            assert_eq!(found[0].1, words(&word)[0].1);
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
            let gap = if of_word { 0 } else { 1 << place };
            assert_eq!(eight.letters(), 0xFF & !gap, "{byte}");
            let figure = eight.figures() & all(0x80) & !(eight.0 & HIGH) != 0;
            assert_eq!(figure, byte.is_ascii_digit(), "{byte}");
            assert!(byte.is_ascii_alphanumeric() <= (eight.lower().to_le_bytes()[place] == byte.to_ascii_lowercase()));
        }
    }

    #[test]
    fn short_words_are_known_by_one_number() {
        let first = |text| {
            let mut first = Vec::new();
            each_word(text, |word| first.push(word.first));
            first
        };
        let expected = ["not", "a", "eightish", "longerth"].map(packed);
        assert_eq!(first("Not A eightISH longerthan"), expected);
        assert_eq!(first("not\u{2014}a"), expected[..2]);
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
