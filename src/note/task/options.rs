//! How to read and write task lines.

use std::borrow::Cow;
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::owner::Roles;
use super::pieces::Cut;
use super::{Status, Statuses};
use crate::note::Day;

/// The two ways to write fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `📅 2025-10-26`
    #[default]
    Emoji,
    /// `[due:: 2025-10-26]`
    Dataview,
}

/// How to read a task line.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ParseOptions {
    /// The format that strict mode reads; Relata's own reads both.
    pub format: Format,
    /// Only lines with this text, often a tag, are tasks; empty for all.
    pub global_filter: String,
    /// Give exactly what the Tasks plugin gives.
    pub strict: bool,
    /// The statuses of the vault; absent, those of the plugin, and Relata's too unless strict.
    pub statuses: Option<Statuses>,
    /// The scheduled date of tasks that have no start, scheduled or due date, such as the date in the name of their note.
    pub fallback_date: Option<Day>,
    /// Whether a wikilink on the line is an owner.
    pub owner_links: bool,
    /// Names of the vault's owner, in any case.
    pub self_names: Vec<String>,
    /// Names that mean nobody, in any case.
    pub nobody_names: Vec<String>,
}

impl Default for ParseOptions {
    fn default() -> Self {
        let names = |all: &[&str]| all.iter().map(|n| (*n).to_owned()).collect();
        Self {
            format: Format::default(),
            global_filter: String::new(),
            strict: false,
            statuses: None,
            fallback_date: None,
            owner_links: false,
            self_names: names(&["Myself", "Me"]),
            nobody_names: names(&["TBD", "TBC", "Nobody", "Unassigned"]),
        }
    }
}

impl ParseOptions {
    /// Whether a text holds the global filter.
    pub(crate) fn is_included(&self, text: &str) -> bool {
        self.global_filter.is_empty() || text.contains(&self.global_filter)
    }

    /// The statuses that count.
    pub(crate) fn statuses(&self) -> &Statuses {
        static PLUGIN: LazyLock<Statuses> = LazyLock::new(Statuses::plugin);
        static RELATA: LazyLock<Statuses> = LazyLock::new(Statuses::default);
        let default = if self.strict { &PLUGIN } else { &RELATA };
        self.statuses.as_ref().unwrap_or(default)
    }

    /// What a symbol means.
    pub(crate) fn status(&self, symbol: &str) -> Cow<'_, Status> {
        let known = self.statuses().get(symbol).map(Cow::Borrowed);
        known.unwrap_or_else(|| Cow::Owned(Status::unknown(symbol)))
    }

    pub(crate) fn roles(&self) -> Roles<'_> {
        Roles {
            myself: &self.self_names,
            nobody: &self.nobody_names,
        }
    }

    pub(crate) fn cut(&self) -> Cut<'_> {
        Cut {
            roles: self.roles(),
            owner_links: self.owner_links,
        }
    }
}
