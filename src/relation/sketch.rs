//! A small fingerprint of a note's words, to find notes that say the same.
//!
//! Bottom-k sketch (Broder 1997): the k smallest hashes of the set of words estimate the Jaccard similarity of two sets
//! without bias, in bounded memory.

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
        Self::of_words(lines.flat_map(|line| line.split(|c: char| !c.is_alphanumeric())))
    }

    fn of_words<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        let mut hashes: Vec<u32> = words.filter(|word| !word.is_empty()).map(word_hash).collect();
        hashes.sort_unstable();
        hashes.dedup();
        hashes.truncate(SIZE);
        Self(hashes.into())
    }

    /// Whether two notes say nearly the same; never true for empty ones.
    pub fn near(&self, other: &Self) -> bool {
        !self.0.is_empty() && self.similarity(other) >= NEAR
    }

    /// Estimated Jaccard similarity, 0 to 1.
    fn similarity(&self, other: &Self) -> f64 {
        let mut union: Vec<u32> = self.0.iter().chain(other.0.iter()).copied().collect();
        union.sort_unstable();
        union.dedup();
        union.truncate(SIZE.min(self.0.len().max(other.0.len())));
        let both = |hash: &&u32| self.0.binary_search(hash).is_ok() && other.0.binary_search(hash).is_ok();
        let shared = union.iter().filter(both).count();
        shared as f64 / union.len().max(1) as f64
    }
}

/// FNV-1a of the characters of the lower-cased word, finished as in MurmurHash3 so that the smallest hashes are a fair sample.
/// Written out because it must give the same on every machine and in every release.
pub fn word_hash(word: &str) -> u32 {
    let step = |hash: u32, c: u32| (hash ^ c).wrapping_mul(0x0100_0193);
    let start = 0x811c_9dc5_u32;
    let mut hash = if word.is_ascii() {
        word.bytes()
            .fold(start, |hash, byte| step(hash, u32::from(byte.to_ascii_lowercase())))
    } else {
        word.chars()
            .flat_map(char::to_lowercase)
            .fold(start, |hash, c| step(hash, u32::from(c)))
    };
    hash = (hash ^ (hash >> 16)).wrapping_mul(0x85eb_ca6b);
    hash = (hash ^ (hash >> 13)).wrapping_mul(0xc2b2_ae35);
    hash ^ (hash >> 16)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sketch(text: &str) -> Sketch {
        Sketch::of_words(text.split_whitespace())
    }

    #[test]
    fn finds_the_same_text_with_a_changed_word() {
        let text = "the crane at berth four was repaired and the port asked for a new quote before the end of may";
        assert!(sketch(text).near(&sketch(&text.replace("repaired", "fixed"))));
        assert!(!sketch(text).near(&sketch("they asked about the price of the second crane")));
        assert!(!sketch("").near(&sketch("")));
    }
}
