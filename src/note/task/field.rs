//! Fields of a task line: what a mark or an inline-field key stands for.

use super::{DateName, Format, Priority};

/// What a field says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs)]
pub(crate) enum FieldName {
    Date(DateName),
    Priority,
    Recurrence,
    OnCompletion,
    Id,
    DependsOn,
    Owner,
}

use FieldName::{Date, DependsOn, Id, OnCompletion, Owner, Recurrence};

/// Marks with the fields they begin; the first mark of a field is the one that is written.
const SYMBOLS: [(char, FieldName); 13] = [
    ('📅', Date(DateName::Due)),
    ('📆', Date(DateName::Due)),
    ('🗓', Date(DateName::Due)),
    ('⏳', Date(DateName::Scheduled)),
    ('⌛', Date(DateName::Scheduled)),
    ('🛫', Date(DateName::Start)),
    ('➕', Date(DateName::Created)),
    ('✅', Date(DateName::Done)),
    ('❌', Date(DateName::Cancelled)),
    ('🔁', Recurrence),
    ('🏁', OnCompletion),
    ('🆔', Id),
    ('⛔', DependsOn),
];

/// No mark comes before this one.
const FIRST_SYMBOL: char = '⌛';

/// Inline-field keys with their fields; the first key of a field is the one that is written.
const KEYS: [(&str, FieldName); 15] = [
    ("due", Date(DateName::Due)),
    ("scheduled", Date(DateName::Scheduled)),
    ("start", Date(DateName::Start)),
    ("created", Date(DateName::Created)),
    ("completion", Date(DateName::Done)),
    ("cancelled", Date(DateName::Cancelled)),
    ("priority", FieldName::Priority),
    ("repeat", Recurrence),
    ("onCompletion", OnCompletion),
    ("id", Id),
    ("dependsOn", DependsOn),
    ("owner", Owner),
    ("assignee", Owner),
    ("owners", Owner),
    ("assignees", Owner),
];

impl FieldName {
    /// The field that a mark begins. A priority mark is a whole field.
    pub(crate) fn of_symbol(symbol: char) -> Option<Self> {
        if symbol < FIRST_SYMBOL {
            return None;
        }
        if Priority::of_symbol(symbol).is_some() {
            return Some(Self::Priority);
        }
        SYMBOLS.iter().find(|s| s.0 == symbol).map(|s| s.1)
    }

    /// The field of an inline-field key, in any case.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        KEYS.iter().find(|k| k.0.eq_ignore_ascii_case(key)).map(|k| k.1)
    }

    /// The mark to write; priorities and owners have none.
    pub(crate) fn symbol(self) -> Option<char> {
        SYMBOLS.iter().find(|s| s.1 == self).map(|s| s.0)
    }

    /// The inline-field key to write.
    pub(crate) fn key(self) -> &'static str {
        KEYS.iter().find(|k| k.1 == self).map_or("", |k| k.0)
    }
}

/// The first character when it is a mark, with its length and that of a variation selector after it.
pub(crate) fn symbol_at(text: &str) -> Option<(FieldName, char, usize)> {
    let symbol = text.chars().next()?;
    let name = FieldName::of_symbol(symbol)?;
    let rest = text.get(symbol.len_utf8()..)?;
    let selector = rest.chars().next().filter(|c| is_selector(*c));
    Some((name, symbol, symbol.len_utf8() + selector.map_or(0, char::len_utf8)))
}

/// Whether `c` only picks how the character before it is drawn.
pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe0e}' | '\u{fe0f}')
}

/// How the Tasks plugin writes fields in one of its formats, read from the end of a text.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Forms(Format);

impl Forms {
    pub(crate) fn of(format: Format) -> Self {
        Self(format)
    }

    /// The field at the end of `text` when it has such a value, as the text before it and the value.
    pub(crate) fn field(self, text: &str, name: FieldName, is_value: fn(&str) -> bool) -> Option<(&str, &str)> {
        match self.0 {
            Format::Emoji => emoji_at_end(text, name, is_value),
            Format::Dataview => inline_at_end(text, name).filter(|(_, value)| is_value(value)),
        }
    }

    /// The priority at the end of `text`, with the text before it.
    pub(crate) fn priority(self, text: &str) -> Option<(&str, Priority)> {
        match self.0 {
            Format::Emoji => {
                let text = text.strip_suffix('\u{fe0f}').unwrap_or(text);
                let symbol = text.chars().next_back()?;
                let before = text.strip_suffix(symbol)?;
                Some((before, Priority::of_symbol(symbol)?))
            }
            Format::Dataview => {
                let (before, word) = inline_at_end(text, FieldName::Priority)?;
                Some((before, Priority::of_word(word)?))
            }
        }
    }
}

/// A mark, a variation selector, spaces and a value. Values hold no mark, so the last mark of the field is the one.
fn emoji_at_end(text: &str, name: FieldName, is_value: fn(&str) -> bool) -> Option<(&str, &str)> {
    let value_begins = text.trim_end_matches(|c: char| c.is_ascii()).len();
    let (before, after) = text.split_at_checked(value_begins)?;
    let value = after.trim_start_matches(' ');
    let before = before.strip_suffix('\u{fe0f}').unwrap_or(before);
    let symbol = before
        .chars()
        .next_back()
        .filter(|c| FieldName::of_symbol(*c) == Some(name))?;
    is_value(value).then_some((before.strip_suffix(symbol)?, value))
}

/// `[key:: value]` or `(key:: value)`, with a comma after it or not; the value without spaces around it, or one space where
/// there is nothing else.
fn inline_at_end(text: &str, name: FieldName) -> Option<(&str, &str)> {
    let text = text.strip_suffix(',').map_or(text, |t| t.trim_end_matches(' '));
    let (inside, open) = match text.strip_suffix(']') {
        Some(inside) => (inside, '['),
        None => (text.strip_suffix(')')?, '('),
    };
    let at = inside.rfind(open)?;
    let field = inside.get(at + 1..)?.trim_start_matches(' ');
    let value = field.strip_prefix(name.key())?.strip_prefix("::")?;
    let word = value.trim_matches(' ');
    let value = if word.is_empty() && !value.is_empty() {
        " "
    } else {
        word
    };
    Some((inside.get(..at)?, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_mark_comes_before_the_first() {
        let is_mark = |c: &char| SYMBOLS.iter().any(|mark| mark.0 == *c) || Priority::of_symbol(*c).is_some();
        assert_eq!(('\0'..=char::MAX).find(is_mark), Some(FIRST_SYMBOL));
    }
}
