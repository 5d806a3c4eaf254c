//! What a text says, in few bytes, to tell quickly whether another says the same.

use std::cmp::Ordering;
use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::key::NameKey;
use super::name::name_key;
use super::words::words;
use crate::text::case::is_composed;

/// From which Jaccard similarity of their words two texts say the same.
const NEAR: f64 = 0.8;

/// Spreads a number over all bits: 2^64 over the golden ratio.
const SPREAD: u64 = 0x9E37_79B9_7F4A_7C15;

/// A bit for each of so many words, or for several. Fewer tell long texts about one matter apart less often.
type Bits = [u64; 4];

/// What can be told of a text without reading it again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Digest {
    /// The words in their order.
    number: u64,
    /// One bit per word, by its hash.
    bits: Bits,
    /// Hash of the words that change what is said.
    telling: u32,
    /// How many different words it has.
    words: u16,
}

impl Digest {
    /// Of a text as a person reads it.
    pub fn of(text: &str) -> Self {
        match is_composed(text) {
            true => Self::of_composed(text),
            false => Self::of_composed(&name_key(text)),
        }
    }

    fn of_composed(text: &str) -> Self {
        let mut number = 0_u64;
        let mut different = Different::new();
        let mut telling = Vec::new();
        for word in words(text) {
            number = (number.rotate_left(23) ^ u64::from(word.hash)).wrapping_mul(SPREAD);
            different.add(word.hash);
            if word.telling {
                telling.push(word.hash);
            }
        }
        let each = |all: u32, hash: &u32| all.rotate_left(5) ^ hash.wrapping_mul(0x9E37_79B1);
        let (bits, count) = (different.bits, different.count());
        Self {
            number: if count == 0 { NameKey::of(text).raw() } else { number },
            bits,
            telling: sorted(&mut telling).iter().fold(0, each),
            words: u16::try_from(count).unwrap_or(u16::MAX),
        }
    }

    /// A number that texts have in common that are the same word for word.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// How many bits words are kept in.
    pub const BITS: usize = size_of::<Bits>() * 8;

    /// The bits of its words, 64 in each number.
    pub fn bits(&self) -> [u64; Self::BITS / 64] {
        self.bits
    }

    /// How many of its words a text may lack at most that says nearly the same.
    pub fn most_missing(&self) -> usize {
        // Of a + b words, a similarity of 0.8 leaves at most a ninth that only one side has.
        (self.length() + self.lengths_near().end()) / 9
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
        self.lengths_near().contains(&other.length()) && self.may_agree(other)
    }

    /// The same for texts that have [about as many words](Digest::lengths_near).
    #[inline]
    pub fn may_agree(&self, other: &Self) -> bool {
        if self.telling != other.telling {
            return false;
        }
        // Of a + b words, a similarity of 0.8 leaves at most a ninth that only one side has.
        let most = (u32::from(self.words) + u32::from(other.words)) / 9;
        let mut differ = 0;
        // A part of the bits tells most texts apart, and bits are counted slowly where the machine has no instruction for it.
        self.bits.iter().zip(other.bits).all(|(bits, other)| {
            differ += (bits ^ other).count_ones();
            differ <= most
        })
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
            true => Self::of_composed(text),
            false => Self::of_composed(&name_key(text)),
        }
    }

    fn of_composed(text: &str) -> Self {
        let words = words(text);
        let telling = words.iter().filter(|word| word.telling);
        let mut found = Self {
            telling: telling.map(|word| word.hash).collect(),
            all: words.iter().map(|word| word.hash).collect(),
        };
        sorted(&mut found.all);
        sorted(&mut found.telling);
        found
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

/// Counts the different words of a text by their hashes.
struct Different {
    /// A bit for each hash, by its last bits.
    bits: Bits,
    /// The hash that has set each bit.
    first: [u32; Digest::BITS],
    /// Hashes whose bit another one had set before.
    more: Vec<u32>,
}

impl Different {
    fn new() -> Self {
        Self {
            bits: Bits::default(),
            first: [0; Digest::BITS],
            more: Vec::new(),
        }
    }

    #[inline]
    fn add(&mut self, hash: u32) {
        let at = hash as usize % Digest::BITS;
        if let (Some(first), Some(bits)) = (self.first.get_mut(at), self.bits.get_mut(at / 64)) {
            let bit = 1 << (at % 64);
            if *bits & bit == 0 {
                *bits |= bit;
                *first = hash;
            } else if *first != hash {
                self.more.push(hash);
            }
        }
    }

    fn count(&mut self) -> usize {
        self.bits.iter().map(|bits| bits.count_ones() as usize).sum::<usize>() + sorted(&mut self.more).len()
    }
}

/// The hashes in order, each once.
fn sorted(hashes: &mut Vec<u32>) -> &[u32] {
    hashes.sort_unstable();
    hashes.dedup();
    hashes
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
        assert!(!near(
            "They will renew the contract this year",
            "They will NEVER renew the contract this year"
        ));
        assert!(!near("", ""));
    }

    #[test]
    fn a_digest_counts_different_words() {
        for count in [0, 1, 2, 17, 100, 300, 1000] {
            let words: Vec<String> = (0..count).map(|number| format!("w{number}")).collect();
            let text = words.join(" ");
            assert_eq!(Digest::of(&text).length(), count);
            assert_eq!(Digest::of(&format!("{text} {text} w0")).length(), count.max(1));
            assert_eq!(Words::of(&text).all.len(), count);
        }
    }
}
