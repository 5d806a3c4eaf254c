//! What a text says, in few bytes, to tell quickly whether another says the same.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::key::NameKey;
use super::name::name_key;
use super::words::{Word, each_word};
use crate::text::case::is_composed;

/// From which Jaccard similarity of their words two texts say the same.
const NEAR: f64 = 0.8;

/// Spreads a number over all bits: 2^64 over the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// What can be told of a text without reading it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The words in their order.
    number: u64,
    /// One bit per word, by its hash.
    bits: [u64; 2],
    /// Hash of the words that change what is said.
    telling: u32,
    /// How many different words it has.
    words: u16,
}

impl Digest {
    /// Of a text as a person reads it.
    pub(super) fn of(text: &str) -> Self {
        match is_composed(text) {
            true => Self::of_composed(text),
            false => Self::of_composed(&name_key(text)),
        }
    }

    fn of_composed(text: &str) -> Self {
        let mut number = 0_u64;
        let words = Words::each_of(text, |word| {
            number = (number.rotate_left(23) ^ u64::from(word.hash)).wrapping_mul(SPREAD);
        });
        Self {
            number: if words.all.is_empty() {
                NameKey::of(text).raw()
            } else {
                number
            },
            bits: words.all.iter().fold([0; 2], |[low, high], hash| match hash & 64 {
                0 => [low | 1 << (hash % 64), high],
                _ => [low, high | 1 << (hash % 64)],
            }),
            telling: words
                .telling
                .iter()
                .fold(0, |all: u32, hash| all.rotate_left(5) ^ hash.wrapping_mul(0x9E37_79B1)),
            words: u16::try_from(words.all.len()).unwrap_or(u16::MAX),
        }
    }

    /// A number that texts have in common that are the same word for word.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many different words there are.
    pub fn length(&self) -> usize {
        self.words.into()
    }

    /// How many words texts have that may say the same.
    pub fn lengths_near(&self) -> RangeInclusive<usize> {
        let length = self.length();
        (length * 4).div_ceil(5)..=length * 5 / 4
    }

    /// Whether [`Words::near`] may hold of the two texts; when this says no, it does not.
    pub fn may_be_near(&self, other: &Self) -> bool {
        let (a, b) = (u32::from(self.words), u32::from(other.words));
        if self.telling != other.telling || !self.lengths_near().contains(&other.length()) {
            return false;
        }
        let ([low, high], [other_low, other_high]) = (self.bits, other.bits);
        let differ = (low ^ other_low).count_ones() + (high ^ other_high).count_ones();
        // Of a + b words, a similarity of 0.8 leaves at most a ninth that only one side has.
        differ * 9 <= a + b
    }
}

/// The words of a text, to see whether another says the same.
#[derive(Debug, Clone, Default)]
pub struct Words {
    /// Hashes of the words, sorted, each once.
    all: Vec<u32>,
    /// Of those, the words that change what is said: figures and negations.
    telling: Vec<u32>,
}

impl Words {
    /// Of a text as a person reads it.
    pub fn of(text: &str) -> Self {
        match is_composed(text) {
            true => Self::each_of(text, |_| ()),
            false => Self::each_of(&name_key(text), |_| ()),
        }
    }

    /// Of a composed text, `each` of them shown in their order.
    fn each_of(text: &str, mut each: impl FnMut(Word)) -> Self {
        let mut words = Self {
            all: Vec::with_capacity(text.len() / 4),
            telling: Vec::new(),
        };
        each_word(text, |word| {
            each(word);
            words.all.push(word.hash);
            words
                .telling
                .extend((word.figure || negates(word)).then_some(word.hash));
        });
        for hashes in [&mut words.all, &mut words.telling] {
            hashes.sort_unstable();
            hashes.dedup();
        }
        words
    }

    /// Whether both say the same: the same figures and negations, and nearly the same words.
    pub fn near(&self, other: &Self) -> bool {
        let (small, large) = (self.all.len().min(other.all.len()), self.all.len().max(other.all.len()));
        if small == 0 || (small as f64) < NEAR * large as f64 || self.telling != other.telling {
            return false;
        }
        let shared = shared(&self.all, &other.all);
        shared as f64 >= NEAR * (self.all.len() + other.all.len() - shared) as f64
    }
}

/// Whether a word says that something is not so.
fn negates(word: Word) -> bool {
    const NEGATIONS: [&str; 12] = [
        "not", "no", "never", "without", "cannot", "t", "nicht", "kein", "keine", "ne", "pas", "non",
    ];
    let begins = |first: &u8| matches!(first | 0x20, b'c' | b'k' | b'n' | b'p' | b't' | b'w');
    word.text.len() <= "without".len()
        && word.text.first().is_some_and(begins)
        && NEGATIONS
            .iter()
            .any(|negation| negation.as_bytes().eq_ignore_ascii_case(word.text))
}

/// How many numbers two sorted lists have in common.
fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut a, mut b) = (a.iter().peekable(), b.iter().peekable());
    let mut shared = 0;
    while let (Some(x), Some(y)) = (a.peek(), b.peek()) {
        match x.cmp(y) {
            Ordering::Less => drop(a.next()),
            Ordering::Greater => drop(b.next()),
            Ordering::Equal => {
                shared += 1;
                a.next();
                b.next();
            }
        }
    }
    shared
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(a: &str, b: &str) -> bool {
        let near = Words::of(a).near(&Words::of(b));
        assert!(!near || Digest::of(a).may_be_near(&Digest::of(b)), "{a} {b}");
        near
    }

    #[test]
    fn near_repeats_say_the_same() {
        assert!(near(
            "The port wants two cranes by spring.",
            "The port wants two cranes, by the spring"
        ));
        assert!(!near(
            "The port wants 2 cranes by spring.",
            "The port wants 3 cranes by spring."
        ));
        assert!(!near(
            "They will renew the contract this year",
            "They will not renew the contract this year"
        ));
        assert!(!near("", ""));
    }
}
