//! The engine: a vault of notes and the questions one can ask of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::error::Error;
use crate::note::{Day, Note, parse};
use crate::summary::{EntityRow, Summary};

/// How to open a vault.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The schema as YAML text, as in `relata.yaml`; the default schema when absent.
    pub schema: Option<String>,
}

/// Which entities to list.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct EntityQuery {
    /// Only of this kind.
    pub kind: Option<String>,
    /// Only in this state of rhythm.
    pub state: Option<String>,
    /// Only with this text in a name, case ignored.
    pub text: Option<String>,
    /// Column to sort by, `-` before it for descending: `name`, `kind`, `lastContact`, `strength`, `openTasks`,
    /// `interactions`. Default `-lastContact`.
    pub sort: Option<String>,
}

/// What a change of one note touched.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Change {
    /// Paths of the notes that changed, sorted; empty when nothing did.
    pub notes: Vec<String>,
    /// Names of the entities whose summaries may have changed, sorted.
    pub entities: Vec<String>,
}

/// A finding about a note, placed for people and editors.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Vault-relative path.
    pub path: String,
    /// Line from 1.
    pub line: u32,
    /// Column from 1, in UTF-16 units.
    pub column: u32,
    /// `error`, `warning` or `info`.
    pub severity: crate::text::Severity,
    /// Stable name.
    pub code: &'static str,
    /// One sentence.
    pub message: String,
}

/// A vault of notes with what is computed from it.
#[derive(Debug, Default)]
pub struct Engine {
    notes: BTreeMap<String, Note>,
}

impl Engine {
    /// An empty vault.
    ///
    /// # Errors
    /// `invalid-options` when the schema is not valid.
    pub fn new(_options: Options) -> Result<Self, Error> {
        Ok(Self::default())
    }

    /// Adds or replaces a note.
    ///
    /// # Errors
    /// `invalid-path` when `path` is empty, absolute or leaves the vault.
    pub fn set(&mut self, path: &str, content: &[u8]) -> Result<Change, Error> {
        self.notes.insert(path.to_owned(), parse(content));
        Ok(Change::default())
    }

    /// Removes a note; nothing happens when there is none.
    pub fn delete(&mut self, path: &str) -> Change {
        self.notes.remove(path);
        Change::default()
    }

    /// Moves a note; the content stays.
    ///
    /// # Errors
    /// `invalid-path` when `to` is empty, absolute or leaves the vault.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<Change, Error> {
        if let Some(note) = self.notes.remove(from) {
            self.notes.insert(to.to_owned(), note);
        }
        Ok(Change::default())
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.notes.is_empty()
    }

    /// One note.
    pub fn note(&self, path: &str) -> Option<&Note> {
        self.notes.get(path)
    }

    /// The table of entities as of a day.
    ///
    /// # Errors
    /// `invalid-options` for an unknown sort column or state.
    pub fn entities(&mut self, _query: &EntityQuery, _as_of: Day) -> Result<Vec<EntityRow>, Error> {
        Ok(Vec::new())
    }

    /// The summary of the entity called `name` (or one of its aliases, or the path of its note) as of a day.
    ///
    /// # Errors
    /// `unknown-name` with the nearest names, `ambiguous-name` with all that match, `empty-vault`.
    pub fn summary(&mut self, name: &str, _as_of: Day) -> Result<Summary, Error> {
        Err(Error {
            code: crate::error::Code::UnknownName,
            message: format!("nothing is called \"{name}\""),
            candidates: Vec::new(),
        })
    }

    /// What was odd, in one note or in all, by path and line.
    pub fn diagnostics(&self, _path: Option<&str>) -> Vec<Finding> {
        Vec::new()
    }
}
