//! A small fingerprint of a note's words, to find notes that say the same.
//!
//! Bottom-k sketch (Broder 1997): the k smallest hashes of the set of words estimate the Jaccard similarity of two sets
//! without bias, in bounded memory.

use std::cmp::Ordering;

use super::words::each_word;

/// How many hashes are kept.
const SIZE: usize = 64;
/// From which estimated similarity two notes are near-identical.
const NEAR: f64 = 0.8;

/// How many bytes of a note are read: of longer ones, what they begin with and their length tell enough.
const BEGINNING: usize = 4096;

/// What a note says, to see whether another says nearly the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch {
    /// The smallest hashes of its words, sorted.
    words: Box<[u32]>,
    /// How many bytes it has.
    length: usize,
}

impl Sketch {
    /// Of the body of a note, key–value lines left out.
    pub fn of(body: &str) -> Self {
        let end = BEGINNING.min(body.len());
        let beginning = (0..=end).rev().find_map(|end| body.get(..end)).unwrap_or_default();
        let lines = beginning.lines().filter(|line| !line.starts_with("**"));
        let mut smallest = Smallest::default();
        lines.for_each(|line| each_word(line, |word| smallest.add(word.hash)));
        Self {
            words: smallest.finish(),
            length: body.len(),
        }
    }

    /// Whether two notes say nearly the same; never true for empty ones.
    pub fn near(&self, other: &Self) -> bool {
        let (short, long) = (self.length.min(other.length), self.length.max(other.length));
        let as_long = long <= BEGINNING || short as f64 >= NEAR * long as f64;
        as_long && !self.words.is_empty() && self.similarity(other) >= NEAR
    }

    /// Estimated Jaccard similarity, 0 to 1.
    fn similarity(&self, other: &Self) -> f64 {
        let most = SIZE.min(self.words.len().max(other.words.len()));
        let (mut a, mut b) = (self.words.iter().peekable(), other.words.iter().peekable());
        let (mut union, mut shared) = (0_usize, 0_usize);
        while union < most {
            let order = match (a.peek(), b.peek()) {
                (Some(a), Some(b)) => a.cmp(b),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => break,
            };
            if order.is_le() {
                a.next();
            }
            if order.is_ge() {
                b.next();
            }
            shared += usize::from(order.is_eq());
            union += 1;
        }
        shared as f64 / union.max(1) as f64
    }
}

/// The smallest hashes of many.
struct Smallest {
    hashes: Vec<u32>,
    /// What is greater is not among them.
    most: u32,
    /// Words that were added lately, each in the place of its last bits: most stand more than once.
    lately: [u32; 64],
}

impl Default for Smallest {
    fn default() -> Self {
        Self {
            hashes: Vec::with_capacity(4 * SIZE),
            most: u32::MAX,
            lately: [0; 64],
        }
    }
}

impl Smallest {
    fn add(&mut self, hash: u32) {
        let Some(lately) = self.lately.get_mut(hash as usize % 64) else {
            return;
        };
        if hash > self.most || *lately == hash {
            return;
        }
        *lately = hash;
        self.hashes.push(hash);
        if self.hashes.len() == 4 * SIZE {
            self.shrink();
        }
    }

    fn shrink(&mut self) {
        self.hashes.sort_unstable();
        self.hashes.dedup();
        self.hashes.truncate(SIZE);
        if let Some(last) = self.hashes.last().filter(|_| self.hashes.len() == SIZE) {
            self.most = *last;
        }
    }

    fn finish(mut self) -> Box<[u32]> {
        self.shrink();
        self.hashes.into()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of(text)
    }

    #[test]
    fn finds_the_same_text_with_a_changed_word() {
        let text = "the crane at berth four was repaired and the port asked for a new quote before the end of may";
        assert!(sketch(text).near(&sketch(&text.replace("repaired", "fixed"))));
        assert!(!sketch(text).near(&sketch("they asked about the price of the second crane")));
        assert!(!sketch("").near(&sketch("")));
    }

    #[test]
    fn long_notes_are_told_apart_by_their_length() {
        let long = "the crane at berth four was repaired and the port asked for a new quote. é".repeat(60);
        assert!(long.len() > BEGINNING);
        assert!(sketch(&long).near(&sketch(&format!("{long} And a word."))));
        assert!(!sketch(&long).near(&sketch(&long.repeat(2))));
    }
}
