//! Words of a recurrence rule.

/// A word of a rule, in any case. Words may be shortened and run together: `everymon` is *every Monday*.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Token {
    Every,
    Number(u64),
    /// `2nd`, `3.`
    Nth(u64),
    Days,
    Weekdays,
    Weeks,
    Hours,
    Minutes,
    Months,
    Years,
    On,
    At,
    The,
    First,
    Second,
    Third,
    Last,
    For,
    Until,
    /// A comma, `and`, `or`, or several of them.
    Comma,
    /// 0 for Monday.
    Weekday(u8),
    /// 1 for January.
    Month(u8),
    /// A word that is known but means nothing where it stands.
    Other,
}

use Token::{
    At, Days, Every, First, For, Hours, Last, Minutes, Month, Months, On, Other, Second, The, Third, Until, Weekday,
    Weekdays, Weeks, Years,
};

/// Words with what they mean: the letters that must stand, then further letters, each group only after the one before.
/// The longest match counts; of equals, the first.
const WORDS: [(&str, &[&str], Token); 43] = [
    ("one", &[], Other),
    ("two", &[], Other),
    ("three", &[], Other),
    ("every", &[], Every),
    ("day", &["s"], Days),
    ("weekday", &["s"], Weekdays),
    ("week", &["s"], Weeks),
    ("hour", &["s"], Hours),
    ("minute", &["s"], Minutes),
    ("month", &["s"], Months),
    ("year", &["s"], Years),
    ("on", &[], On),
    ("in", &[], On),
    ("at", &[], At),
    ("the", &[], The),
    ("first", &[], First),
    ("second", &[], Second),
    ("third", &[], Third),
    ("last", &[], Last),
    ("for", &[], For),
    ("time", &["s"], Other),
    ("until", &[], Until),
    ("til", &[], Until),
    ("mo", &["n", "day"], Weekday(0)),
    ("tu", &["e", "s", "day"], Weekday(1)),
    ("we", &["d", "n", "esday"], Weekday(2)),
    ("th", &["u", "r", "sday"], Weekday(3)),
    ("fr", &["i", "day"], Weekday(4)),
    ("fr", &["iday"], Weekday(4)),
    ("sa", &["t", "urday"], Weekday(5)),
    ("su", &["n", "day"], Weekday(6)),
    ("jan", &["uary"], Month(1)),
    ("feb", &["ruary"], Month(2)),
    ("mar", &["ch"], Month(3)),
    ("apr", &["il"], Month(4)),
    ("may", &[], Month(5)),
    ("jun", &["e"], Month(6)),
    ("jul", &["y"], Month(7)),
    ("aug", &["ust"], Month(8)),
    ("sep", &["t", "ember"], Month(9)),
    ("oct", &["ober"], Month(10)),
    ("nov", &["ember"], Month(11)),
    ("dec", &["ember"], Month(12)),
];

/// The words of a text, one at a time.
#[derive(Debug, Clone)]
pub(super) struct Tokens<'a> {
    rest: &'a str,
    /// The word that stands now; `None` at the end and at a word that is not known.
    now: Option<Token>,
    /// Whether an unknown word was met.
    stopped: bool,
}

impl<'a> Tokens<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut tokens = Self {
            rest: text,
            now: None,
            stopped: false,
        };
        tokens.advance();
        tokens
    }

    pub(super) fn now(&self) -> Option<Token> {
        self.now
    }

    /// What follows the word that stands now.
    pub(super) fn rest(&self) -> &'a str {
        self.rest
    }

    /// Goes to the next word; says whether there is one.
    pub(super) fn advance(&mut self) -> bool {
        let text = self.rest.trim_start_matches([' ', '\t', '\r', '\n']);
        let found = token(text);
        self.stopped |= found.is_none() && !text.is_empty();
        // Nothing is read after an unknown word.
        self.rest = found.and_then(|(_, len)| text.get(len..)).unwrap_or("");
        self.now = found.map(|(token, _)| token);
        self.now.is_some()
    }

    /// Whether every word was passed over.
    pub(super) fn at_end(&self) -> bool {
        self.now.is_none() && !self.stopped
    }

    /// Passes over `token` if it stands now.
    pub(super) fn accept(&mut self, token: Token) -> bool {
        let stands = self.now == Some(token);
        if stands {
            self.advance();
        }
        stands
    }

    /// Passes over a number if one stands now.
    pub(super) fn number(&mut self) -> Option<u64> {
        let Some(Token::Number(number)) = self.now else {
            return None;
        };
        self.advance();
        Some(number)
    }
}

/// The longest word at the start of `text`, with its length.
fn token(text: &str) -> Option<(Token, usize)> {
    let mut best: Option<(Token, usize)> = numeral(text);
    let first = text.bytes().next()?.to_ascii_lowercase();
    for (stem, more, token) in WORDS
        .iter()
        .filter(|(stem, ..)| stem.as_bytes().first() == Some(&first))
    {
        let Some(len) = word_len(text, stem, more) else {
            continue;
        };
        if best.is_none_or(|(_, longest)| len > longest) {
            best = Some((*token, len));
        }
    }
    let comma = comma_len(text);
    if best.is_none_or(|(_, longest)| comma > longest) && comma > 0 {
        best = Some((Token::Comma, comma));
    }
    best
}

fn word_len(text: &str, stem: &str, more: &[&str]) -> Option<usize> {
    let mut len = starts(text, stem).then_some(stem.len())?;
    for part in more {
        if !starts(text.get(len..)?, part) {
            break;
        }
        len += part.len();
    }
    Some(len)
}

fn starts(text: &str, word: &str) -> bool {
    let start = text.as_bytes().get(..word.len());
    start.is_some_and(|start| start.eq_ignore_ascii_case(word.as_bytes()))
}

fn numeral(text: &str) -> Option<(Token, usize)> {
    let len = text.bytes().take_while(u8::is_ascii_digit).count();
    let digits = text.get(..len).filter(|d| !d.is_empty() && !d.starts_with('0'))?;
    let number = digits.parse().unwrap_or(u64::MAX);
    let after = text.get(len..)?;
    let ending = ["th", "nd", "rd", "st", "."].into_iter().find(|e| starts(after, e));
    Some(match ending {
        Some(ending) => (Token::Nth(number), len + ending.len()),
        None => (Token::Number(number), len),
    })
}

fn comma_len(text: &str) -> usize {
    let mut len = 0;
    loop {
        let rest = text.get(len..).unwrap_or("");
        let Some(word) = [",", "and", "or"].into_iter().find(|w| starts(rest, w)) else {
            return len;
        };
        let after = rest.get(word.len()..).unwrap_or("");
        len += word.len() + after.len() - after.trim_start().len();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(text: &str) -> Vec<Token> {
        let mut tokens = Tokens::new(text);
        let mut found = Vec::new();
        while let Some(token) = tokens.now() {
            found.push(token);
            tokens.advance();
        }
        found
    }

    #[test]
    fn the_longest_word_counts() {
        assert_eq!(all("every weekday"), [Every, Weekdays]);
        assert_eq!(
            all("EVERY 2 weeks on Tues, Thur"),
            [Every, Token::Number(2), Weeks, On, Weekday(1), Token::Comma, Weekday(3)]
        );
        assert_eq!(all("month months mon"), [Months, Months, Weekday(0)]);
        assert_eq!(all("the third thu"), [The, Third, Weekday(3)]);
        assert_eq!(
            all("1st and 2nd and, or last"),
            [Token::Nth(1), Token::Comma, Token::Nth(2), Token::Comma, Last]
        );
    }

    #[test]
    fn an_unknown_word_ends_it() {
        assert_eq!(all("every day sometimes on Monday"), [Every, Days]);
        assert_eq!(all("each day"), []);
        assert_eq!(all("every 0 days"), [Every]);
    }
}
