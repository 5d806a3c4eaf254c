//! A small fingerprint of a note's words, to find notes that say the same.
//!
//! Bottom-k sketch (Broder 1997): the k smallest hashes of the set of words estimate the Jaccard similarity of two sets
//! without bias, in bounded memory.

use std::cmp::Ordering;

use super::words::words;

/// How many hashes are kept.
const SIZE: usize = 64;
/// Two notes are near-identical when their estimated similarity is at least 0.8: one in so many is in one of both alone.
const SINGLE: usize = 5;

/// How many bytes of a note are read: of longer ones, what they begin with and their length tell enough.
const BEGINNING: usize = 4096;

/// What a note says, to see whether another says nearly the same.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Sketch {
    /// The smallest hashes of its words, sorted.
    words: Box<[u32]>,
    /// How many bytes it has.
    length: usize,
}

impl Sketch {
    /// Of the body of a note, key–value lines left out.
    pub(super) fn of(body: &str) -> Self {
        let end = BEGINNING.min(body.len());
        let beginning = (0..=end).rev().find_map(|end| body.get(..end)).unwrap_or_default();
        let mut smallest = Smallest::default();
        each_run(beginning, |text| {
            words(text).iter().for_each(|word| smallest.add(word.hash));
        });
        Self {
            words: smallest.finish(),
            length: body.len(),
        }
    }

    /// Whether two notes say nearly the same; never true for empty ones.
    pub(super) fn near(&self, other: &Self) -> bool {
        if differ_in_length(self.length, other.length) {
            return false;
        }
        let most = SIZE.min(self.words.len().max(other.words.len()));
        let (mut a, mut b) = (&*self.words, &*other.words);
        let (mut shared, mut single) = (0_usize, 0_usize);
        while shared + single < most {
            match (a, b) {
                ([first, rest @ ..], [other, behind @ ..]) => {
                    (a, b) = match first.cmp(other) {
                        Ordering::Less => (rest, b),
                        Ordering::Equal => (rest, behind),
                        Ordering::Greater => (a, behind),
                    };
                    shared += usize::from(first == other);
                    single += usize::from(first != other);
                }
                _ => {
                    single += (a.len() + b.len()).min(most - shared - single);
                    break;
                }
            }
            // Whatever follows, there will be no more than `most`.
            if single * SINGLE > most {
                return false;
            }
        }
        shared > 0 && single * SINGLE <= shared + single
    }
}

/// Whether two bodies of so many bytes never say nearly the same, whatever their words.
pub(super) fn differ_in_length(a: usize, b: usize) -> bool {
    let (short, long) = (a.min(b), a.max(b));
    long > BEGINNING && (long - short) * SINGLE > long
}

/// Gives what is between the key–value lines of a text.
fn each_run<'t>(text: &'t str, mut each: impl FnMut(&'t str)) {
    let marked = memchr::memmem::Finder::new("\n**");
    let mut rest = text;
    while !rest.is_empty() {
        let (run, behind) = match rest.starts_with("**") {
            true => (
                "",
                memchr::memchr(b'\n', rest.as_bytes()).and_then(|end| rest.get(end + 1..)),
            ),
            false => marked
                .find(rest.as_bytes())
                .and_then(|end| Some((rest.get(..end)?, rest.get(end + 1..))))
                .unwrap_or((rest, None)),
        };
        each(run);
        rest = behind.unwrap_or_default();
    }
}

/// The smallest hashes of many.
struct Smallest {
    hashes: Vec<u32>,
    /// What is greater is not among them.
    most: u32,
    /// Words that were added lately, each in the place of its last bits: most stand more than once.
    lately: [u32; 256],
}

impl Default for Smallest {
    fn default() -> Self {
        Self {
            hashes: Vec::with_capacity(4 * SIZE),
            most: u32::MAX,
            lately: [0; 256],
        }
    }
}

impl Smallest {
    fn add(&mut self, hash: u32) {
        let Some(lately) = self.lately.get_mut(hash as usize % 256) else {
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

    fn of_words(words: Box<[u32]>) -> Sketch {
        Sketch { words, length: 0 }
    }

    #[test]
    fn one_in_five_may_differ() {
        let of = |numbers: std::ops::Range<u32>| of_words(numbers.collect());
        assert!(of(0..10).near(&of(0..8)) && of(0..8).near(&of(0..10)));
        assert!(!of(0..10).near(&of(0..7)) && !of(0..7).near(&of(0..10)));
        assert!(of(0..8).near(&of(1..9)) && !of(0..8).near(&of(2..10)));
        assert!(of(0..64).near(&of(0..64)) && of(0..64).near(&of(6..70)) && !of(0..64).near(&of(13..77)));
        assert!(!of(0..0).near(&of(0..5)));
    }

    /// The estimate itself: of the smallest hashes of both, how many are in both.
    #[test]
    fn giving_up_early_changes_nothing() {
        let mut seed = 1_u32;
        let mut random = |below: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % below
        };
        let mut near = 0;
        for _ in 0..3000 {
            let all: Vec<u32> = (0..1 + random(90)).collect();
            let spare = 2 + random(20);
            let mut some = || of_words(all.iter().copied().filter(|_| random(spare) > 0).take(SIZE).collect());
            let (a, b) = (some(), some());
            let most = SIZE.min(a.words.len().max(b.words.len()));
            let both: std::collections::BTreeSet<u32> = a.words.iter().chain(&b.words).copied().collect();
            let smallest: Vec<u32> = both.into_iter().take(most).collect();
            let shared = smallest
                .iter()
                .filter(|hash| a.words.contains(hash) && b.words.contains(hash))
                .count();
            let expected = !a.words.is_empty() && shared as f64 / smallest.len().max(1) as f64 >= 0.8;
            assert_eq!(a.near(&b), expected, "{a:?} {b:?}");
            near += usize::from(expected);
        }
        assert!((500..2500).contains(&near), "{near} of 3000 are near");
    }

    #[test]
    fn finds_the_same_text_with_a_changed_word() {
        let text = "the crane at berth four was repaired and the port asked for a new quote before the end of may";
        assert!(sketch(text).near(&sketch(&text.replace("repaired", "fixed"))));
        assert!(!sketch(text).near(&sketch("they asked about the price of the second crane")));
        assert!(!sketch("").near(&sketch("")));
    }

    #[test]
    fn key_value_lines_are_left_out() {
        let runs = |text| {
            let mut runs = Vec::new();
            each_run(text, |run: &str| runs.extend(Some(run).filter(|run| !run.is_empty())));
            runs
        };
        assert_eq!(runs("**a**: b\n**c**\nd **e**\nf\n**g**\n\nh"), ["d **e**\nf", "\nh"]);
        assert_eq!(runs("a\n**b"), ["a"]);
        assert!(runs("").is_empty() && runs("**").is_empty());
    }

    #[test]
    fn long_notes_are_told_apart_by_their_length() {
        let long = "the crane at berth four was repaired and the port asked for a new quote. é".repeat(60);
        assert!(long.len() > BEGINNING);
        assert!(sketch(&long).near(&sketch(&format!("{long} And a word."))));
        assert!(!sketch(&long).near(&sketch(&long.repeat(2))));
    }
}
