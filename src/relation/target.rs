//! What links lead to, with what it is looked up by.

use serde::{Deserialize, Serialize};

use super::key::NameKey;
use super::name::link_name;
use crate::note::linkpath;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    text: Box<str>,
    file: NameKey,
    name: NameKey,
}

impl Target {
    /// Reads a target as written, with its subpath.
    pub fn read(text: &str) -> Self {
        let (file, name) = (NameKey::file_name(linkpath(text)), link_name(text));
        let key = NameKey::of(file);
        Self {
            text: text.into(),
            file: key,
            name: if name == file { key } else { NameKey::of(name) },
        }
    }

    /// As written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The file that it may mean.
    pub(super) fn file(&self) -> NameKey {
        self.file
    }

    /// The entity that it may mean.
    pub(super) fn name(&self) -> NameKey {
        self.name
    }
}
