//! What links lead to, with what it is looked up by.

use serde::{Deserialize, Serialize};

use super::key::NameKey;
use super::name::link_name;
use crate::note::linkpath;
use crate::text::white;
use crate::vault::path::without_md;

/// The target of a link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Target {
    text: Box<str>,
    file: NameKey,
    name: NameKey,
}

/// Whether a target is nothing but a name, as most are.
fn is_name(text: &str) -> bool {
    memchr::memchr2(b'/', b'#', text.as_bytes()).is_none()
        && white::trim(text).len() == text.len()
        && without_md(text).is_none()
}

impl Target {
    /// Reads a target as written, with its subpath.
    pub fn read(text: &str) -> Self {
        let (file, name) = match is_name(text) {
            true => (text, text),
            false => (NameKey::file_name(linkpath(text)), link_name(text)),
        };
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_alone_are_read_as_any_target() {
        for text in [
            "Ada",
            " Ada",
            "Ada ",
            "Ada.md",
            "a/Ada",
            "Ada#x",
            "",
            ".md",
            "Ada.md.MD",
            "Ada\u{a0}",
        ] {
            let target = Target::read(text);
            assert_eq!(target.file(), NameKey::of_file(linkpath(text)), "{text}");
            assert_eq!(target.name(), NameKey::of(link_name(text)), "{text}");
        }
    }
}
