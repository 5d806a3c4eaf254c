//! How to read and write task lines.

use serde::Deserialize;

use super::Statuses;
use super::owner::Roles;
use super::pieces::Cut;

/// The two ways to write fields.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// `📅 2025-10-26`
    #[default]
    Emoji,
    /// `[due:: 2025-10-26]`
    Dataview,
}

/// How to read a task line.
#[derive(Debug, Clone, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct ParseOptions {
    /// The format that strict mode reads; Relata's own reads both.
    pub format: Format,
    /// Only lines with this text, often a tag, are tasks; empty for all.
    pub global_filter: String,
    /// Give exactly what the Tasks plugin gives.
    pub strict: bool,
    /// The statuses of the vault.
    pub statuses: Statuses,
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
            statuses: Statuses::default(),
            owner_links: false,
            self_names: names(&["Myself", "Me"]),
            nobody_names: names(&["TBD", "TBC", "Nobody", "Unassigned"]),
        }
    }
}

impl ParseOptions {
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
