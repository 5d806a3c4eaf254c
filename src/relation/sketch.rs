//! A small fingerprint of a note's words, to find notes that say the same.
//!
//! Bottom-k sketch (Broder 1997): the k smallest hashes of the set of words estimate the Jaccard similarity of two sets
//! without bias, in bounded memory.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use crate::note::Note;

/// How many hashes are kept.
const SIZE: usize = 64;
/// From which estimated similarity two notes are near-identical.
const NEAR: f64 = 0.8;

/// The smallest hashes of a note's words, sorted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sketch(Box<[u32]>);

impl Sketch {
    /// Of the body of `note`, key–value lines left out.
    pub fn of(note: &Note) -> Self {
        let start = note.frontmatter.as_ref().map_or(0, |f| f.span.end as usize);
        let body = note.text.get(start..).unwrap_or("");
        let lines = body.lines().filter(|line| !line.starts_with("**"));
        let mut smallest = Smallest::default();
        lines.for_each(|line| smallest.add_words(line));
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
    fn add_words(&mut self, line: &str) {
        if !line.is_ascii() {
            let words = line
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty());
            return words.for_each(|word| self.add(word_hash(word)));
        }
        let words = line.as_bytes().split(|byte| !byte.is_ascii_alphanumeric());
        for word in words.filter(|word| !word.is_empty()) {
            let bytes = word.iter().map(|byte| u32::from(byte.to_ascii_lowercase()));
            self.add(finished(bytes.fold(START, step)));
        }
    }

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

const START: u32 = 0x811c_9dc5;

fn step(hash: u32, c: u32) -> u32 {
    (hash ^ c).wrapping_mul(0x0100_0193)
}

fn finished(mut hash: u32) -> u32 {
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

/// FNV-1a of the characters of the lower-cased word, finished as in MurmurHash3 so that the smallest hashes are a fair sample.
/// Written out because it must give the same on every machine and in every release.
pub fn word_hash(word: &str) -> u32 {
    finished(if word.is_ascii() {
        word.bytes()
            .fold(START, |hash, byte| step(hash, u32::from(byte.to_ascii_lowercase())))
    } else {
        word.chars()
            .flat_map(char::to_lowercase)
            .fold(START, |hash, c| step(hash, u32::from(c)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        let mut smallest = Smallest::default();
        smallest.add_words(text);
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
