//! Rapid automatic keyword extraction.

use std::collections::{BTreeMap, HashMap};

use unicode_segmentation::UnicodeSegmentation;

use super::stop_words::{Language, language};
use crate::order::Order as _;

/// A key phrase.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Phrase {
    /// As first written.
    pub(super) text: String,
    /// How many words.
    pub(super) words: usize,
    /// Sum of the scores of its words.
    pub(super) score: f64,
    /// Index of each text that holds it, once per time.
    pub(super) places: Vec<usize>,
}

/// Frequency and degree of a word.
#[derive(Debug, Clone, Copy, Default)]
struct Weight {
    frequency: f64,
    degree: f64,
}

/// The key phrases of texts, the best first.
pub(super) fn phrases(texts: &[&str]) -> Vec<Phrase> {
    let language = language(texts);
    let mut weights: HashMap<String, Weight> = HashMap::new();
    let mut found: BTreeMap<String, Phrase> = BTreeMap::new();
    for (place, text) in texts.iter().enumerate() {
        for candidate in candidates(text, language) {
            let words: Vec<String> = candidate.iter().map(|w| w.to_lowercase()).collect();
            for word in &words {
                let weight = weights.entry(word.clone()).or_default();
                weight.frequency += 1.0;
                weight.degree += words.len() as f64;
            }
            let written = candidate.join(" ");
            let phrase = found.entry(super::key(&written)).or_insert_with(|| Phrase {
                text: written,
                words: words.len(),
                score: 0.0,
                places: Vec::new(),
            });
            phrase.places.push(place);
        }
    }
    let score = |word: &str| weights.get(word).map_or(0.0, |w| w.degree / w.frequency);
    let mut phrases: Vec<Phrase> = found
        .into_iter()
        .map(|(key, phrase)| Phrase {
            score: key.split(' ').map(score).sum(),
            ..phrase
        })
        .collect();
    phrases.order_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
    phrases
}

/// Runs of words between stop words and punctuation; figures alone are none.
fn candidates(text: &str, language: Language) -> Vec<Vec<&str>> {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    let end_run = |runs: &mut Vec<Vec<_>>| {
        if runs.last().is_some_and(|run| !run.is_empty()) {
            runs.push(Vec::new());
        }
    };
    for piece in text.split_word_bounds() {
        if piece.chars().all(char::is_whitespace) {
            continue;
        }
        let is_word = piece.chars().any(char::is_alphabetic) && !language.is_stop_word(&piece.to_lowercase());
        match runs.last_mut() {
            Some(run) if is_word => run.push(piece),
            _ => end_run(&mut runs),
        }
    }
    runs.retain(|run| !run.is_empty());
    runs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of the paper, with the scores that it prints.
    #[test]
    fn scores_the_example_of_the_paper() {
        let text = "Compatibility of systems of linear constraints over the set of natural numbers. Criteria of compatibility \
            of a system of linear Diophantine equations, strict inequations, and nonstrict inequations are considered. Upper bounds \
            for components of a minimal set of solutions and algorithms of construction of minimal generating sets of solutions for \
            all types of systems are given. These criteria and the corresponding algorithms for constructing a minimal supporting \
            set of solutions can be used in solving all the considered types of systems and systems of mixed types.";
        let found = phrases(&[text]);
        let score = |phrase: &str| {
            let phrase = found.iter().find(|p| p.text.to_lowercase() == phrase);
            phrase.map(|p| (p.score * 10.0).round() / 10.0)
        };
        for (phrase, expected) in [
            ("minimal generating sets", 8.7),
            ("linear diophantine equations", 8.5),
            ("minimal supporting set", 7.7),
            ("minimal set", 4.7),
            ("linear constraints", 4.5),
            ("natural numbers", 4.0),
            ("strict inequations", 4.0),
            ("nonstrict inequations", 4.0),
            ("upper bounds", 4.0),
            ("corresponding algorithms", 3.5),
            ("set", 2.0),
            ("algorithms", 1.5),
            ("compatibility", 1.0),
            ("systems", 1.0),
        ] {
            assert_eq!(score(phrase), Some(expected), "{phrase}");
        }
        assert_eq!(found[0].text, "minimal generating sets");
    }

    #[test]
    fn stop_words_are_those_of_the_language() {
        let found = phrases(&["Wir haben über die neue Kühlkette und den Preis der Sensoren gesprochen."]);
        let texts: Vec<&str> = found.iter().map(|p| p.text.as_str()).collect();
        assert!(
            texts.contains(&"neue Kühlkette") && texts.contains(&"Preis"),
            "{texts:?}"
        );
    }
}
