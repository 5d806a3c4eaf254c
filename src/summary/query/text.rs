//! Searching text: `includes`, `regex matches` and their opposites.

use regex_lite::{Regex, RegexBuilder};

use super::source::Words;

/// What a text must be.
#[derive(Debug, Clone)]
pub(super) struct TextTest {
    pattern: Pattern,
    wanted: bool,
}

#[derive(Debug, Clone)]
enum Pattern {
    /// Holds this, in any case.
    Includes(String),
    /// Is this or the other name of who is called so, in any case.
    Is(String, Option<String>),
    /// Matches this.
    Matches(Box<Regex>, Case),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Case {
    Kept,
    Ignored,
}

impl TextTest {
    /// Reads `includes x`, `do not include x`, `regex matches /x/i` and so on; `None` when it is none of these.
    pub(super) fn read(text: &str) -> Option<Result<Self, String>> {
        let words = Words::new(text);
        let find = |all: &[&str]| all.iter().find_map(|start| words.after(start));
        let include = |text: &str, wanted| {
            Ok(Self {
                pattern: Pattern::Includes(text.to_lowercase()),
                wanted,
            })
        };
        if let Some(text) = find(&["does not include", "do not include"]) {
            return Some(include(text, false));
        }
        if let Some(text) = find(&["includes", "include"]) {
            return Some(include(text, true));
        }
        let pattern = |text, wanted| regex(text).map(|pattern| Self { pattern, wanted });
        let unlike = find(&["regex does not match"]).map(|text| pattern(text, false));
        unlike.or_else(|| find(&["regex matches"]).map(|text| pattern(text, true)))
    }

    /// Reads `is x` and `is not x`.
    pub(super) fn read_is(text: &str) -> Option<Self> {
        let words = Words::new(text);
        let is = |text: &str, wanted| Self {
            pattern: Pattern::Is(text.to_lowercase(), None),
            wanted,
        };
        let not = words.after("is not").map(|text| is(text, false));
        not.or_else(|| words.after("is").map(|text| is(text, true)))
    }

    /// Looks up whose name a test asks for: what is called otherwise there is found too.
    pub(super) fn look_up(&mut self, name: &dyn Fn(&str) -> Option<String>) {
        if let Pattern::Is(text, other) = &mut self.pattern {
            *other = name(text).map(|name| name.to_lowercase());
        }
    }

    /// A test for text that holds this.
    pub(super) fn includes(text: &str) -> Self {
        Self {
            pattern: Pattern::Includes(text.to_lowercase()),
            wanted: true,
        }
    }

    /// Whether any of the values, or none where that is wanted, is as it must be.
    pub(super) fn holds<'a>(&self, values: impl IntoIterator<Item = &'a str>) -> bool {
        values.into_iter().any(|value| self.pattern.fits(value)) == self.wanted
    }
}

impl Pattern {
    fn fits(&self, value: &str) -> bool {
        match self {
            Self::Includes(part) if value.is_ascii() => includes_ascii(value.as_bytes(), part.as_bytes()),
            Self::Includes(part) => value.to_lowercase().contains(part.as_str()),
            Self::Is(text, other) => {
                let is = |name: &String| match value.is_ascii() {
                    true => value.eq_ignore_ascii_case(name),
                    false => value.to_lowercase() == *name,
                };
                is(text) || other.as_ref().is_some_and(is)
            }
            Self::Matches(regex, Case::Kept) => regex.is_match(value),
            Self::Matches(regex, Case::Ignored) => regex.is_match(&fold(value)),
        }
    }
}

/// Whether ASCII text holds a part that is in small letters.
fn includes_ascii(text: &[u8], part: &[u8]) -> bool {
    let Some(first) = part.first() else { return true };
    let starts = memchr::memchr2_iter(*first, first.to_ascii_uppercase(), text);
    let found = |at: usize| {
        text.get(at..at + part.len())
            .is_some_and(|t| t.eq_ignore_ascii_case(part))
    };
    starts.into_iter().any(found)
}

/// Reads `/pattern/flags`. Slashes inside may be escaped or not.
fn regex(text: &str) -> Result<Pattern, String> {
    let inside = text.strip_prefix('/').and_then(|t| t.rsplit_once('/'));
    let (pattern, flags) = inside
        .filter(|(pattern, _)| !pattern.is_empty())
        .ok_or("a pattern stands between slashes: /pattern/")?;
    if let Some(flag) = flags.chars().find(|c| !"gimsuy".contains(*c)) {
        return Err(format!("a pattern has no flag \"{flag}\""));
    }
    let case = if flags.contains('i') { Case::Ignored } else { Case::Kept };
    let pattern = if case == Case::Ignored {
        fold(pattern)
    } else {
        pattern.to_owned()
    };
    let built = RegexBuilder::new(&pattern)
        .case_insensitive(case == Case::Ignored)
        .dot_matches_new_line(flags.contains('s'))
        .multi_line(flags.contains('m'))
        .build();
    let built = built.map_err(|error| format!("the pattern cannot be used: {error}"))?;
    Ok(Pattern::Matches(Box::new(built), case))
}

/// Lower case for all letters that the pattern matcher does not fold itself: those outside ASCII.
fn fold(text: &str) -> String {
    let lower = |c: char| {
        if c.is_ascii() {
            c
        } else {
            c.to_lowercase().next().unwrap_or(c)
        }
    };
    text.chars().map(lower).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn holds(test: &str, value: &str) -> bool {
        TextTest::read(test).unwrap().unwrap().holds([value])
    }

    #[test]
    fn includes_in_any_case() {
        assert!(holds("includes Über", "das ÜBER"));
        assert!(holds("includes oFF", "An Offer") && !holds("includes offers", "offer"));
        // The Kelvin sign is a k in small letters.
        assert!(holds("includes k", "\u{212a}") && holds("includes \u{212a}", "K"));
        assert!(holds("does not include x", "abc"));
        assert!(!holds("do not include A", "abc"));
        assert!(!holds("includes \"a\"", "a"));
        let none: [&str; 0] = [];
        assert!(TextTest::read("do not include a").unwrap().unwrap().holds(none));
    }

    #[test]
    fn matches_patterns() {
        assert!(holds("regex matches /^log|\\d\\d:\\d\\d/", "at 10:30"));
        assert!(!holds("regex matches /Log/", "log"));
        assert!(holds("regex matches /ÄRGER\\//i", "ärger/"));
        assert!(holds("regex does not match /^$/", "x"));
        assert!(holds("regex matches /a/b/", "a/b"));
    }

    #[test]
    fn says_why_a_pattern_is_none() {
        for test in [
            "regex matches abc",
            "regex matches //",
            "regex matches /(/",
            "regex matches /a/x",
        ] {
            assert!(TextTest::read(test).unwrap().is_err(), "{test}");
        }
        assert!(TextTest::read("contains abc").is_none());
    }
}
