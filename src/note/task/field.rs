//! Fields of a task line: what a mark or an inline-field key stands for.

use super::{DateName, Priority};

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

/// Marks with the fields they begin.
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

/// Inline-field keys with their fields.
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
        if Priority::of_symbol(symbol).is_some() {
            return Some(Self::Priority);
        }
        SYMBOLS.iter().find(|s| s.0 == symbol).map(|s| s.1)
    }

    /// The field of an inline-field key, in any case.
    pub(crate) fn of_key(key: &str) -> Option<Self> {
        KEYS.iter().find(|k| k.0.eq_ignore_ascii_case(key)).map(|k| k.1)
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
