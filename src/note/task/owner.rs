//! Who is to do a task: `@Word`, `@First Last`, `@[[Note]]`, `[owner:: Name]`.

use serde::{Deserialize, Serialize};

use crate::text::{case, white};

/// Someone who is to do a task.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Owner {
    /// The name as written, without `@` and link brackets.
    pub name: String,
    /// Whom it means.
    pub kind: OwnerKind,
}

/// Whom an owner means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum OwnerKind {
    /// Someone with that name.
    Person,
    /// The vault's owner: `@Myself`, `@Me`.
    #[serde(rename = "self")]
    Myself,
    /// Nobody yet: `@TBD`.
    Nobody,
}

/// The names that stand for the vault's owner and for nobody. Compared in any case.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Roles<'a> {
    pub(crate) myself: &'a [String],
    pub(crate) nobody: &'a [String],
}

impl Roles<'_> {
    fn kind(&self, name: &str) -> OwnerKind {
        let among = |names: &[String]| names.iter().any(|other| case::same_lower(other, name));
        if among(self.myself) {
            OwnerKind::Myself
        } else if among(self.nobody) {
            OwnerKind::Nobody
        } else {
            OwnerKind::Person
        }
    }

    pub(crate) fn owner(&self, name: &str) -> Owner {
        Owner {
            name: name.to_owned(),
            kind: self.kind(name),
        }
    }
}

/// The most words of a name that is followed by a field, a tag or the end.
const MOST_WORDS: usize = 5;

/// Small words inside names, as in *Ludwig van Beethoven*.
const PARTICLES: [&str; 22] = [
    "van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "das", "du", "la", "le", "el", "al", "bin",
    "ibn", "ben", "ter", "zu", "y",
];

/// Abbreviations whose dot belongs to the name; so do the dots of single letters.
const TITLES: [&str; 8] = ["Dr", "Mr", "Mrs", "Ms", "Prof", "St", "Jr", "Sr"];

/// Whether an `@` after this character may begin an owner: not in e-mail addresses, handles inside words, or paths.
pub(crate) fn may_precede(before: Option<char>) -> bool {
    before.is_none_or(|c| match c {
        '(' | '[' | '{' | ',' | ';' | '&' | '+' | '"' | '\'' | '“' | '‘' | '«' => true,
        _ => c.is_whitespace(),
    })
}

/// Length of the name at the start of `text`, which follows an `@`.
///
/// A name is one word, or several when the first is written with a capital: all capitalised words up to the next field,
/// tag, punctuation or the end; where other text follows, at most a first and a last name.
pub(crate) fn name_len(text: &str, roles: Roles<'_>) -> Option<usize> {
    let first = word_len(text)?;
    let word = text.get(..first)?;
    let after = text.get(first..)?;
    if after.starts_with('/') && !after.starts_with("/@") {
        return None;
    }
    if roles.kind(word) != OwnerKind::Person {
        return Some(longest_known(text, first, roles));
    }
    if !is_capitalised(word) {
        return Some(first);
    }
    let more = more_words(text, first);
    let whole = more.last.filter(|end| is_boundary(text.get(*end..).unwrap_or("")));
    Some(whole.or(more.near).unwrap_or(first))
}

/// Where the longest name ends that is one of the vault's owner, or of nobody, as its first word is: `@Ada Berg` beside `@Ada`.
fn longest_known(text: &str, first: usize, roles: Roles<'_>) -> usize {
    let ends = std::iter::successors(Some(first), |at| next_word(text, *at).map(|(_, end)| end));
    let is_known = |end: &usize| {
        text.get(..*end)
            .is_some_and(|name| roles.kind(name) != OwnerKind::Person)
    };
    ends.take(MOST_WORDS).filter(is_known).last().unwrap_or(first)
}

/// The words of a name behind its first.
#[derive(Default)]
struct MoreWords {
    /// Where the last one ends.
    last: Option<usize>,
    /// Where the first one ends that has a capital; in a script without capitals none has.
    near: Option<usize>,
}

/// Finds the words after the first; particles count with the word after them.
fn more_words(text: &str, first: usize) -> MoreWords {
    let mut more = MoreWords::default();
    let (mut at, mut words) = (first, 1);
    while words < MOST_WORDS {
        let Some((word, end)) = next_word(text, at) else {
            break;
        };
        if is_capitalised(word) {
            words += 1;
            more.last = Some(end);
            more.near = more.near.or(word.starts_with(char::is_uppercase).then_some(end));
        } else if !PARTICLES.contains(&word) {
            break;
        }
        at = end;
    }
    more
}

/// The word behind `at`, which white space must set apart, and where it ends.
fn next_word(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..)?;
    let begun = white::trim_start(rest);
    let start = at + (rest.len() - begun.len());
    let word = begun.get(..word_len(begun)?)?;
    let lone_letter = word.len() == 1;
    (start > at && !lone_letter).then_some((word, start + word.len()))
}

/// Length of one word of a name; inner apostrophes, hyphens and dots are part of it, so is the dot of an initial.
fn word_len(text: &str) -> Option<usize> {
    let begins = |c: &char| case::is_latin(*c) || case::is_word(*c) && c.is_alphabetic();
    text.chars().next().filter(begins)?;
    let mut end = letters(text);
    while let Some(joined) = joined(text.get(end..)?) {
        end += joined;
    }
    let dot = text.get(end..)?.starts_with(". ") && is_abbreviation(text.get(..end)?);
    Some(end + usize::from(dot))
}

/// Bytes of the letters at the start of `text`.
fn letters(text: &str) -> usize {
    let ascii = |b: &u8| b.is_ascii_alphanumeric() || *b == b'_';
    let len = text.bytes().position(|b| !ascii(&b)).unwrap_or(text.len());
    match text.as_bytes().get(len) {
        Some(0x80..) => text.find(|c| !is_letter(c)).unwrap_or(text.len()),
        _ => len,
    }
}

/// Bytes of a mark that joins letters, and of the letters behind it.
fn joined(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(['\'', '’', '-', '.'])?;
    Some(text.len() - rest.len() + letters(rest)).filter(|_| rest.starts_with(is_letter))
}

fn is_abbreviation(word: &str) -> bool {
    word.chars().nth(1).is_none() || TITLES.contains(&word)
}

fn is_letter(c: char) -> bool {
    case::is_word(c) || c == '_' || matches!(c, '\u{300}'..='\u{36f}')
}

/// Whether a word begins with a capital, or with a letter of a script that has none.
fn is_capitalised(word: &str) -> bool {
    word.chars()
        .next()
        .is_some_and(|c| c.is_alphabetic() && !c.is_lowercase())
}

/// Whether a name may be followed by this: nothing, punctuation, a field, a tag, another owner, a block id.
fn is_boundary(rest: &str) -> bool {
    white::trim_start(rest).chars().next().is_none_or(|c| !is_letter(c))
}

/// The names in the value of an owner field, parted by commas, semicolons or `&`.
pub(crate) fn names(value: &str) -> impl Iterator<Item = &str> {
    value
        .split([',', ';', '&'])
        .map(|name| plain_name(name.trim()))
        .filter(|name| !name.is_empty())
}

/// A name without `@`, link brackets, folder, extension, subpath and display text.
pub(crate) fn plain_name(text: &str) -> &str {
    let text = text.strip_prefix('@').unwrap_or(text);
    let Some(link) = text.strip_prefix("[[").and_then(|t| t.strip_suffix("]]")) else {
        return text.trim();
    };
    let target = link.split(['|', '#']).next().unwrap_or(link);
    let name = target.rsplit('/').next().unwrap_or(target).trim();
    name.strip_suffix(".md").unwrap_or(name).trim_start_matches('@')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(text: &str) -> Option<&str> {
        let (myself, nobody) = (["Me".to_owned(), "Myself".to_owned()], ["TBD".to_owned()]);
        let roles = Roles {
            myself: &myself,
            nobody: &nobody,
        };
        name_len(text, roles).and_then(|len| text.get(..len))
    }

    #[test]
    fn a_name_runs_to_the_next_field_tag_or_end() {
        for (text, expected) in [
            ("Dana Ruiz 📅 2025-10-26", "Dana Ruiz"),
            ("Dana Ruiz #task", "Dana Ruiz"),
            ("Dana Ruiz", "Dana Ruiz"),
            ("Dana Ruiz, then file it", "Dana Ruiz"),
            ("Ana María De Souza [due:: 2025-10-26]", "Ana María De Souza"),
            ("Joost van der Berg", "Joost van der Berg"),
            ("Dr. J. Weiß ⏫", "Dr. J. Weiß"),
            ("Anne-Marie O'Neil", "Anne-Marie O'Neil"),
            ("Łukasz Żak", "Łukasz Żak"),
            ("田中 太郎 📅 2025-10-26", "田中 太郎"),
        ] {
            assert_eq!(name(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn a_name_before_text_has_two_words_at_most() {
        for (text, expected) in [
            ("Dana Ruiz to send the deck", "Dana Ruiz"),
            ("Dana Ruiz Send the deck", "Dana Ruiz"),
            ("dana Ruiz", "dana"),
            ("Dana sends the deck", "Dana"),
            ("Me Send the deck", "Me"),
            ("TBD Whoever is free", "TBD"),
            ("Joost van der Berg to call", "Joost van der Berg"),
            ("Dana. Then file it", "Dana"),
        ] {
            assert_eq!(name(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_name() {
        for text in ["", " Dana", "10:30", "types/node", "-", "2025-10-26"] {
            assert_eq!(name(text), None, "{text}");
        }
    }

    #[test]
    fn reads_names_of_a_field() {
        let all: Vec<&str> = names("Dana Ruiz, [[People/Ann Lee.md|Ann]]; @Bo & ").collect();
        assert_eq!(all, ["Dana Ruiz", "Ann Lee", "Bo"]);
    }
}
