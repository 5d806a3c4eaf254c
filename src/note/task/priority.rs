//! Task priority: how urgent its keeper says it is.

use serde::{Deserialize, Serialize};

/// The six levels, most urgent first; a task without a mark has [`Priority::None`], between medium and low.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Priority {
    Highest,
    High,
    Medium,
    #[default]
    None,
    Low,
    Lowest,
}

impl Priority {
    const MARKED: [(Self, char, &'static str); 5] = [
        (Self::Highest, '🔺', "highest"),
        (Self::High, '⏫', "high"),
        (Self::Medium, '🔼', "medium"),
        (Self::Low, '🔽', "low"),
        (Self::Lowest, '⏬', "lowest"),
    ];

    /// The priority that an emoji stands for.
    pub(crate) fn of_symbol(symbol: char) -> Option<Self> {
        Self::MARKED.iter().find(|m| m.1 == symbol).map(|m| m.0)
    }

    /// The priority of a lower-case word, as in `[priority:: high]`; `none` has no word.
    pub(crate) fn of_word(word: &str) -> Option<Self> {
        Self::MARKED.iter().find(|m| m.2 == word).map(|m| m.0)
    }

    /// The priority of a name, `none` included, in any case.
    pub fn of_name(name: &str) -> Option<Self> {
        let lower = name.to_ascii_lowercase();
        if lower == "none" {
            Some(Self::None)
        } else {
            Self::of_word(&lower)
        }
    }

    /// Its emoji; nothing for [`Priority::None`].
    pub fn symbol(self) -> Option<char> {
        Self::MARKED.iter().find(|m| m.0 == self).map(|m| m.1)
    }

    /// Its name in lower case.
    pub fn word(self) -> &'static str {
        Self::MARKED.iter().find(|m| m.0 == self).map_or("none", |m| m.2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn emoji_and_word_name_the_same_level() {
        for (priority, symbol, word) in Priority::MARKED {
            assert_eq!(Priority::of_symbol(symbol), Some(priority));
            assert_eq!(Priority::of_word(word), Some(priority));
            assert_eq!((priority.symbol(), priority.word()), (Some(symbol), word));
        }
        assert_eq!((Priority::None.symbol(), Priority::None.word()), (None, "none"));
    }

    #[test]
    fn none_sorts_between_medium_and_low() {
        assert!(Priority::Medium < Priority::None && Priority::None < Priority::Low);
    }
}
