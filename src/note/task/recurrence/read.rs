//! A recurrence rule from text.
//!
//! ```text
//! rule  = "every" [number] unit [" when done"]
//! unit  = days | weekdays | weeks | hours | minutes | months | years, or weekdays by name, or months by name
//!         then, as far as the unit has them: on …, at …, and an end: "for" number "times" | "until" date
//! on    = ["on"] ["the"] (nth weekday | nth | weekday | weekdays | "week" number | month), more after commas
//! ```

use super::token::{Token, Tokens};
use super::until::Until;
use super::{Frequency, Rule, RuleDay};

/// The largest ordinal, as in `366th`.
const LARGEST_NTH: i32 = 366;

pub(super) fn rule(text: &str) -> Option<Rule> {
    read(text).map(|(rule, _)| rule)
}

/// The rule, and whether every word of the text was understood.
fn read(text: &str) -> Option<(Rule, bool)> {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b',' | b' ' | b'!');
    if !text.bytes().all(allowed) {
        return None;
    }
    let (text, when_done) = split_when_done(text);
    let mut reader = Reader {
        tokens: Tokens::new(text.trim()),
        rule: Rule {
            frequency: Frequency::Daily,
            interval: 1,
            months: Vec::new(),
            month_days: Vec::new(),
            weekdays: Vec::new(),
            weeks: Vec::new(),
            hours: Vec::new(),
            count: None,
            until: None,
            when_done,
        },
    };
    reader.rule()?;
    let whole = reader.rule.until.is_some() || reader.tokens.at_end();
    Some((reader.rule, whole))
}

fn split_when_done(text: &str) -> (&str, bool) {
    const WHEN_DONE: &str = " when done";
    let split = text
        .len()
        .checked_sub(WHEN_DONE.len())
        .and_then(|at| text.split_at_checked(at));
    match split {
        Some((rule, end)) if !rule.is_empty() && end.eq_ignore_ascii_case(WHEN_DONE) => (rule, true),
        _ => (text, false),
    }
}

/// How many words a rule may have when it is found in front of other text.
const MOST_WORDS: usize = 24;

/// Words are added as long as all are understood; one that changes nothing is not the rule's.
pub(super) fn prefix_len(text: &str) -> Option<usize> {
    let whole = text.trim_end();
    if let (Some((_, true)), Some(end)) = (read(whole), word_ends(whole).last()) {
        return Some(end);
    }
    let mut best: Option<(usize, Rule)> = None;
    for end in word_ends(text).take(MOST_WORDS) {
        let Some((found, true)) = text.get(..end).and_then(read) else {
            continue;
        };
        if best.as_ref().is_none_or(|(_, rule)| *rule != found) {
            best = Some((end, found));
        }
    }
    best.map(|(end, _)| end)
}

fn word_ends(text: &str) -> impl Iterator<Item = usize> {
    let is_word = |c: char| c.is_ascii_alphanumeric();
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        loop {
            let (at, c) = chars.next()?;
            let ends = chars.peek().is_none_or(|(_, next)| !is_word(*next));
            if is_word(c) && ends {
                return Some(at + 1);
            }
        }
    })
}

struct Reader<'a> {
    tokens: Tokens<'a>,
    rule: Rule,
}

impl Reader<'_> {
    fn rule(&mut self) -> Option<()> {
        if !self.tokens.accept(Token::Every) {
            return None;
        }
        self.rule.interval = self.tokens.number().unwrap_or(1);
        match self.tokens.now()? {
            Token::Days => self.unit(Frequency::Daily, &[Self::at]),
            Token::Weekdays => {
                self.add_weekdays();
                self.unit(Frequency::Weekly, &[Self::at])
            }
            Token::Weeks => self.unit(Frequency::Weekly, &[Self::on, Self::at]),
            Token::Hours => self.unit(Frequency::Hourly, &[Self::on]),
            Token::Minutes => self.unit(Frequency::Minutely, &[Self::on]),
            Token::Months => self.unit(Frequency::Monthly, &[Self::on]),
            Token::Years => self.unit(Frequency::Yearly, &[Self::on]),
            Token::Weekday(_) => self.named_weekdays(),
            Token::Month(_) => self.named_months(),
            _ => None,
        }
    }

    /// Reads what may follow a unit, then the end of the rule.
    fn unit(&mut self, frequency: Frequency, parts: &[fn(&mut Self) -> Option<()>]) -> Option<()> {
        self.rule.frequency = frequency;
        if self.tokens.advance() {
            parts.iter().try_for_each(|part| part(self))?;
            self.end()?;
        }
        Some(())
    }

    fn named_weekdays(&mut self) -> Option<()> {
        loop {
            let Some(Token::Weekday(weekday)) = self.tokens.now() else {
                return None;
            };
            self.rule.weekdays.push(RuleDay { weekday, nth: None });
            self.tokens.advance();
            if !self.tokens.accept(Token::Comma) {
                break;
            }
        }
        self.rule.frequency = Frequency::Weekly;
        self.at()?;
        self.month_days()?;
        self.end()
    }

    fn named_months(&mut self) -> Option<()> {
        loop {
            let Some(Token::Month(month)) = self.tokens.now() else {
                return None;
            };
            self.rule.months.push(month);
            self.tokens.advance();
            if !self.tokens.accept(Token::Comma) {
                break;
            }
        }
        self.rule.frequency = Frequency::Yearly;
        self.on()?;
        self.end()
    }

    fn on(&mut self) -> Option<()> {
        let on = self.tokens.accept(Token::On);
        let the = self.tokens.accept(Token::The);
        if !on && !the {
            return Some(());
        }
        while self.on_item()? {
            let more = [Token::Comma, Token::The, Token::On];
            if !more.into_iter().any(|token| self.tokens.accept(token)) {
                break;
            }
        }
        Some(())
    }

    /// Reads one thing that a rule may be on; false where none stands.
    fn on_item(&mut self) -> Option<bool> {
        let nth = self.nth()?;
        match (nth, self.tokens.now()) {
            (nth, Some(Token::Weekday(weekday))) => {
                self.tokens.advance();
                self.rule.weekdays.push(RuleDay { weekday, nth });
            }
            (Some(nth), _) => {
                self.rule.month_days.push(nth);
                self.tokens.accept(Token::Days);
            }
            (None, Some(Token::Weekdays)) => {
                self.tokens.advance();
                if self.rule.weekdays.is_empty() {
                    self.add_weekdays();
                }
            }
            (None, Some(Token::Weeks)) => {
                self.tokens.advance();
                self.rule.weeks = self.numbers()?;
            }
            (None, Some(Token::Month(month))) => {
                self.tokens.advance();
                self.rule.months.push(month);
            }
            (None, _) => return Some(false),
        }
        Some(true)
    }

    fn add_weekdays(&mut self) {
        let days = (0..5).map(|weekday| RuleDay { weekday, nth: None });
        self.rule.weekdays.extend(days);
    }

    fn at(&mut self) -> Option<()> {
        if !self.tokens.accept(Token::At) {
            return Some(());
        }
        loop {
            self.rule.hours = self.numbers()?;
            if !self.tokens.accept(Token::At) {
                return Some(());
            }
        }
    }

    /// One number or several, parted by commas.
    fn numbers(&mut self) -> Option<Vec<u64>> {
        let mut numbers = vec![self.tokens.number()?];
        while self.tokens.accept(Token::Comma) {
            numbers.push(self.tokens.number()?);
        }
        Some(numbers)
    }

    fn month_days(&mut self) -> Option<()> {
        self.tokens.accept(Token::On);
        self.tokens.accept(Token::The);
        let Some(first) = self.nth()? else {
            return Some(());
        };
        self.rule.month_days.push(first);
        self.tokens.advance();
        while self.tokens.accept(Token::Comma) {
            let next = self.nth()??;
            self.rule.month_days.push(next);
            self.tokens.advance();
        }
        Some(())
    }

    /// An ordinal, negative when it counts from the end: outer `None` where it is out of range.
    fn nth(&mut self) -> Option<Option<i32>> {
        let (number, from_end) = match self.tokens.now() {
            Some(Token::Last) => (-1, false),
            Some(Token::First) => (1, false),
            Some(Token::Second) => (2, true),
            Some(Token::Third) => (3, true),
            Some(Token::Nth(number)) => (i32::try_from(number).ok().filter(|n| *n <= LARGEST_NTH)?, true),
            _ => return Some(None),
        };
        self.tokens.advance();
        let last = from_end && self.tokens.accept(Token::Last);
        Some(Some(if last { -number } else { number }))
    }

    fn end(&mut self) -> Option<()> {
        if self.tokens.now() == Some(Token::Until) {
            self.rule.until = Some(Until::read(self.tokens.rest())?);
        } else if self.tokens.accept(Token::For) {
            self.rule.count = Some(self.tokens.number()?);
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(text: &str) -> Option<String> {
        rule(text).map(|rule| rule.to_string())
    }

    #[test]
    fn writes_rules_in_one_way() {
        for (text, expected) in [
            ("EVERY day", "every day"),
            ("every 2 week", "every 2 weeks"),
            ("every mon, wed and fri", "every week on Monday, Wednesday, Friday"),
            ("every weekdays", "every weekday"),
            ("every 2 weeks on weekdays", "every 2 weeks on weekdays"),
            (
                "every month on the second last Friday",
                "every month on the 2nd last Friday",
            ),
            (
                "every month on the last, 15th and 1st",
                "every month on the 1st, 15th and last",
            ),
            ("every January, July on the 1st", "every January and July on the 1st"),
            ("every year in week 20", "every year in week 20"),
            ("every month on Friday the 13th", "every month on Friday the 13th"),
            ("every month on the 1st and the 15th", "every month on the 1st"),
            ("every month on Friday, 13th", "every month on Friday the 13th"),
            ("every day at 9, 17", "every day at 9 and 17"),
            ("every day for 3 times when done", "every day for 3 times when done"),
            ("every week until 9 june 2025", "every week until June 9, 2025"),
        ] {
            assert_eq!(written(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_rule() {
        for text in [
            "",
            "weekly",
            "every",
            "every 2",
            "every 0 days",
            "every other day",
            "every on Monday",
            "every Monday, day",
            "every month on the 400th",
            "every day until someday",
            "every day for ever",
            "every year on week",
            "every day; twice",
            "when done",
        ] {
            assert_eq!(written(text), None, "{text}");
        }
    }

    #[test]
    fn finds_the_rule_before_other_text() {
        for (text, expected) in [
            ("every week Water the plants", Some("every week")),
            ("every month on the 1st, call home", Some("every month on the 1st")),
            ("every day when done feed the cat", Some("every day when done")),
            (
                "every 3 days until June 9, 2025 then stop",
                Some("every 3 days until June 9, 2025"),
            ),
            ("every", None),
            ("now and then", None),
        ] {
            assert_eq!(prefix_len(text).and_then(|len| text.get(..len)), expected, "{text}");
        }
    }
}
