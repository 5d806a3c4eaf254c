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

/// The smallest hashes of a note's words, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sketch(Box<[u32]>);

impl Sketch {
    /// Of the body of a note, key–value lines left out.
    pub fn of(body: &str) -> Self {
        let lines = body.lines().filter(|line| !line.starts_with("**"));
        let mut smallest = Smallest::default();
        lines.for_each(|line| each_word(line, |word| smallest.add(word.hash)));
        smallest.finish()
    }

    /// Whether two notes say nearly the same; never true for empty ones.
    pub fn near(&self, other: &Self) -> bool {
        !self.0.is_empty() && self.similarity(other) >= NEAR
    }

    /// Estimated Jaccard similarity, 0 to 1.
    fn similarity(&self, other: &Self) -> f64 {
        let most = SIZE.min(self.0.len().max(other.0.len()));
        let (mut a, mut b) = (self.0.iter().peekable(), other.0.iter().peekable());
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
}

impl Default for Smallest {
    fn default() -> Self {
        Self {
            hashes: Vec::with_capacity(4 * SIZE),
            most: u32::MAX,
        }
    }
}

impl Smallest {
    fn add(&mut self, hash: u32) {
        if hash > self.most {
            return;
        }
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

    fn finish(mut self) -> Sketch {
        self.shrink();
        Sketch(self.hashes.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        let mut smallest = Smallest::default();
        each_word(text, |word| smallest.add(word.hash));
        smallest.finish()
    }

    #[test]
    fn finds_the_same_text_with_a_changed_word() {
        let text = "the crane at berth four was repaired and the port asked for a new quote before the end of may";
        assert!(sketch(text).near(&sketch(&text.replace("repaired", "fixed"))));
        assert!(!sketch(text).near(&sketch("they asked about the price of the second crane")));
        assert!(!sketch("").near(&sketch("")));
    }
}
