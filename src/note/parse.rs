//! From bytes to a [`Note`].

use super::Note;

/// Reads a note. Never fails: what is odd becomes a diagnostic.
pub fn parse(bytes: &[u8]) -> Note {
    Note {
        text: String::from_utf8_lossy(bytes).into(),
        ..Note::default()
    }
}
