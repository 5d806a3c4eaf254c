//! How probably two names are the same, and why.

use std::collections::HashMap;

use super::super::entity::EntityId;
use super::super::name::name_key;
use super::super::nickname::same_nickname;
use super::super::schema::Nature;
use super::bare_name::Name;

/// From which score a pair is suggested.
const LEAST: f64 = 0.6;

/// From which Jaro–Winkler similarity two names are probably one, misspelt.
const ALIKE: f64 = 0.93;

/// How many full names of people begin with each word: of all, and of those of each company.
#[derive(Default)]
pub(super) struct FullNames<'n> {
    all: HashMap<&'n str, usize>,
    of_company: HashMap<(&'n str, EntityId), usize>,
}

pub(super) fn full_names<'n>(names: &'n [Name]) -> FullNames<'n> {
    let mut counts = FullNames::default();
    let full = names
        .iter()
        .filter(|n| n.nature == Nature::Person && n.words.len() > 1 && !n.is_address);
    for (first, name) in full.filter_map(|n| Some((n.words.first()?.as_str(), n))) {
        *counts.all.entry(first).or_default() += 1;
        if let Some(company) = name.company {
            *counts.of_company.entry((first, company)).or_default() += 1;
        }
    }
    counts
}

/// How probably two names are the same, and why.
pub(super) fn compare(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, Vec<&'static str>)> {
    // Two notes of one name: no list of names can tell them apart, or make them one.
    let is_one_name = name_key(&a.entity.name) == name_key(&b.entity.name);
    if a.nature != b.nature || is_one_name {
        return None;
    }
    let mut reasons: Vec<(f64, &'static str)> = Vec::new();
    if a.email.is_some() && a.email == b.email {
        reasons.push((0.97, "email"));
    }
    reasons.extend(if a.nature == Nature::Person {
        person(a, b, full_names)
    } else {
        organisation(a, b)
    });
    let best = reasons.iter().map(|(score, _)| *score).fold(0.0, f64::max);
    let (score, same_company) = match (a.company, b.company) {
        (Some(of_a), Some(of_b)) if of_a == of_b => (best + 0.05, true),
        (Some(_), Some(_)) => (best - 0.2, false),
        _ => (best, false),
    };
    let mut words: Vec<&'static str> = reasons.into_iter().map(|(_, reason)| reason).collect();
    if same_company && !words.is_empty() {
        words.push("company");
    }
    let rounded = (score.min(0.99) * 100.0).round() / 100.0;
    (!words.is_empty() && rounded >= LEAST).then_some((rounded, words))
}

fn person(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, &'static str)> {
    if a.is_address != b.is_address {
        return spelt_by_address(a, b).or_else(|| first_name(a, b, full_names));
    }
    if a.words != b.words && a.bare == b.bare {
        return Some((0.9, "title"));
    }
    if a.plain == b.plain || a.typed == b.typed {
        return Some((0.95, "accents"));
    }
    if a.words == b.words || same_letters(&a.plain, &b.plain) {
        return Some((0.95, "spelling"));
    }
    if a.words.len() < 2 || b.words.len() < 2 {
        return first_name(a, b, full_names);
    }
    let among = |a: &Name, b: &Name| a.words.iter().all(|word| b.words.contains(word));
    if among(a, b) && among(b, a) {
        return Some((0.9, "order"));
    }
    let (first_a, first_b) = (a.words.first()?, b.words.first()?);
    let differ_in_first = a.words.last() == b.words.last() && a.words.len() == b.words.len();
    if differ_in_first && same_nickname(first_a, first_b) {
        return Some((0.85, "nickname"));
    }
    initials(a, b)
        .map(|score| (score, "initial"))
        .or_else(|| spelling(a, b))
}

/// Whether two names are the same but for white space and marks, in their figures too.
fn same_letters(a: &str, b: &str) -> bool {
    let letters = |text| str::chars(text).filter(|c| c.is_alphanumeric());
    letters(a).eq(letters(b)) && letters(a).count() > 3
}

/// A name and an address that holds its words, the first one perhaps as an initial: `ann.lee@…`, `a.lee@…`.
fn spelt_by_address(a: &Name, b: &Name) -> Option<(f64, &'static str)> {
    let score = if a.bare.len() < 2 || b.bare.len() < 2 {
        None
    } else if a.bare == b.bare || same_letters(&a.typed, &b.typed) {
        Some(0.85)
    } else {
        initials(a, b).map(|score| score - 0.1)
    };
    score.map(|score| (score, "address"))
}

/// Word for word the same, but that the first or the last one is an initial; or that only one has initials in the middle.
fn initials(a: &Name, b: &Name) -> Option<f64> {
    let is_initial = |word: &str| word.chars().nth(1).is_none() && word.chars().all(char::is_alphabetic);
    let stands_for = |a: &str, b: &str| {
        (is_initial(a) || is_initial(b)) && a.chars().next().is_some_and(|first| b.starts_with(first))
    };
    let ([first_a, middle_a @ .., last_a], [first_b, middle_b @ .., last_b]) = (a.bare.as_slice(), b.bare.as_slice())
    else {
        return None;
    };
    let (same_first, same_last) = (first_a == first_b, last_a == last_b);
    let fits = |one: bool, first: &str, second: &str| one || stands_for(first, second);
    // One of the two is a whole word: `A. L.` may be anybody.
    let is_whole = |same: bool, word: &str| same && !is_initial(word);
    let known = is_whole(same_first, first_a) || is_whole(same_last, last_a);
    if !known || !fits(same_first, first_a, first_b) || !fits(same_last, last_a, last_b) {
        return None;
    }
    if middle_a == middle_b {
        return (!same_first || !same_last).then_some(0.8);
    }
    let none_or_initials =
        |middle: &[String], other: &[String]| middle.is_empty() && other.iter().all(|word| is_initial(word));
    (none_or_initials(middle_a, middle_b) || none_or_initials(middle_b, middle_a)).then_some(0.75)
}

/// A first name alone, where only one full name begins with it, or only one of the same company.
fn first_name(a: &Name, b: &Name, full_names: &FullNames) -> Option<(f64, &'static str)> {
    let (short, long) = if a.words.len() < b.words.len() { (a, b) } else { (b, a) };
    let [only] = short.words.as_slice() else { return None };
    if long.words.len() < 2 || long.words.first() != Some(only) || short.entity.path.is_some() {
        return None;
    }
    let company = short.company.filter(|company| long.company == Some(*company));
    let among_colleagues = company.and_then(|company| full_names.of_company.get(&(only.as_str(), company)));
    match (full_names.all.get(only.as_str()), among_colleagues) {
        (Some(1), _) => Some((0.65, "first-name")),
        (_, Some(1)) => Some((0.65, "first-name-in-company")),
        _ => None,
    }
}

fn organisation(a: &Name, b: &Name) -> Option<(f64, &'static str)> {
    if a.plain == b.plain || a.typed == b.typed {
        return Some((0.95, "accents"));
    }
    if a.bare == b.bare {
        return Some((0.9, "suffix"));
    }
    spelling(a, b)
}

/// Nearly the same letters, the same figures.
fn spelling<'n>(a: &'n Name, b: &'n Name) -> Option<(f64, &'static str)> {
    let figures = |n: &'n Name| n.plain.chars().filter(|c| c.is_numeric());
    let long_enough = a.plain.chars().count().min(b.plain.chars().count()) >= 5;
    if !long_enough || !figures(a).eq(figures(b)) {
        return None;
    }
    let alike = strsim::jaro_winkler(&a.plain, &b.plain);
    (alike >= ALIKE).then_some((alike - 0.15, "spelling"))
}
