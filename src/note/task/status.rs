//! Task status: the symbol in the box, and what it means in this vault.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// What a status means for the work.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[allow(missing_docs)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum StatusType {
    #[default]
    Todo,
    InProgress,
    OnHold,
    Done,
    Cancelled,
    /// Looks like a task but is none, such as a question or a quote in some themes.
    NonTask,
}

impl StatusType {
    const NAMES: [(Self, &'static str); 6] = [
        (Self::Todo, "TODO"),
        (Self::InProgress, "IN_PROGRESS"),
        (Self::OnHold, "ON_HOLD"),
        (Self::Done, "DONE"),
        (Self::Cancelled, "CANCELLED"),
        (Self::NonTask, "NON_TASK"),
    ];

    /// Its name in settings and queries.
    pub fn name(self) -> &'static str {
        Self::NAMES.iter().find(|n| n.0 == self).map_or("", |n| n.1)
    }

    /// The type of a name, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        Self::NAMES.iter().find(|n| n.1.eq_ignore_ascii_case(name)).map(|n| n.0)
    }

    /// Whether nothing is left to do: done, cancelled, or no task at all.
    pub fn is_closed(self) -> bool {
        matches!(self, Self::Done | Self::Cancelled | Self::NonTask)
    }
}

/// One status of the registry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Status {
    /// What stands in the box.
    pub symbol: Cow<'static, str>,
    /// Its name for people.
    pub name: Cow<'static, str>,
    /// The symbol that a toggle gives.
    #[serde(alias = "nextStatusSymbol")]
    pub next: Cow<'static, str>,
    /// What it means.
    #[serde(rename = "type")]
    pub kind: StatusType,
}

impl Status {
    /// The name of the status for work that was suggested, not agreed.
    pub const PROPOSED: &'static str = "Proposed";

    const fn new(symbol: &'static str, name: &'static str, next: &'static str, kind: StatusType) -> Self {
        Self {
            symbol: Cow::Borrowed(symbol),
            name: Cow::Borrowed(name),
            next: Cow::Borrowed(next),
            kind,
        }
    }

    /// What a symbol means that no registry names: something to do.
    pub(crate) fn unknown(symbol: &str) -> Self {
        Self {
            symbol: short(symbol),
            ..Self::new("", "Unknown", "x", StatusType::Todo)
        }
    }
}

/// A list marker or the symbol in a box: kept without memory of its own when it is one ASCII character.
pub(super) fn short(text: &str) -> Cow<'static, str> {
    const ASCII: &str =
        " !\"#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~";
    let same = |byte: &u8| {
        let at = usize::from(byte.checked_sub(b' ')?);
        ASCII.get(at..=at)
    };
    match text.as_bytes() {
        [byte] => same(byte).map_or_else(|| text.to_owned().into(), Cow::Borrowed),
        _ => text.to_owned().into(),
    }
}

/// The statuses that a vault knows, first match first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Statuses(Vec<Status>);

impl Default for Statuses {
    /// The plugin's statuses, with `?` for proposed work and `X` as another way to write `x`.
    fn default() -> Self {
        Self::plugin().with_defaults()
    }
}

impl Statuses {
    /// A registry of these statuses alone.
    pub fn new(statuses: Vec<Status>) -> Self {
        Self(statuses)
    }

    /// The statuses of the Tasks plugin as installed.
    pub fn plugin() -> Self {
        Self(vec![
            Status::new(" ", "Todo", "x", StatusType::Todo),
            Status::new("x", "Done", " ", StatusType::Done),
            Status::new("/", "In Progress", "x", StatusType::InProgress),
            Status::new("-", "Cancelled", " ", StatusType::Cancelled),
        ])
    }

    /// Adds the statuses that Relata knows and this registry does not.
    #[must_use]
    pub fn with_defaults(mut self) -> Self {
        let more = [
            Status::new("X", "Done", " ", StatusType::Done),
            Status::new("?", Status::PROPOSED, " ", StatusType::Todo),
        ];
        let mut known = Self::plugin().0;
        known.extend(more);
        for status in known {
            if self.get(&status.symbol).is_none() {
                self.0.push(status);
            }
        }
        self
    }

    /// The status of a symbol, when it is registered.
    pub fn get(&self, symbol: &str) -> Option<&Status> {
        self.0.iter().find(|s| *s.symbol == *symbol)
    }

    /// All statuses, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Status> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_texts_are_kept_as_they_are() {
        for c in ('\0'..='\u{ff}').chain(['✔']) {
            let text = String::from(c);
            assert_eq!(short(&text), text);
            assert_eq!(
                matches!(short(&text), Cow::Borrowed(_)),
                matches!(c, ' '..='~'),
                "{c:?}"
            );
        }
        assert_eq!((short(""), short("10.")), ("".into(), "10.".into()));
    }

    #[test]
    fn proposed_work_has_a_name_of_its_own() {
        let statuses = Statuses::default();
        assert_eq!(statuses.get("?").unwrap().name, "Proposed");
        assert_eq!(statuses.get("X").unwrap().kind, StatusType::Done);
        assert_eq!(Statuses::plugin().get("?"), None);
    }

    #[test]
    fn a_vault_keeps_its_own_meaning() {
        let own = Status::new("?", "Question", "!", StatusType::NonTask);
        let statuses = Statuses::new(vec![own.clone()]).with_defaults();
        assert_eq!(statuses.get("?"), Some(&own));
        assert_eq!(statuses.get(" ").unwrap().name, "Todo");
    }
}
