//! Names as numbers, so that looking one up makes no text.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use super::name::name_key;

/// A name as it is compared, as a number: equal for names with the same [`name_key`], and for names that the host takes
/// for the same file.
///
/// Keys are 64-bit hashes (XXH64, the same everywhere) and stand for their names: that two different names of one vault
/// share one is less likely than a broken disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct NameKey(u64);

impl NameKey {
    /// Of a name.
    pub(super) fn of(name: &str) -> Self {
        let mut folded = [0_u8; 128];
        if let Some(len) = fold_short(name, &mut folded) {
            return Self(XxHash64::oneshot(0, folded.get(..len).unwrap_or_default()));
        }
        let mut key = name_key(name);
        if key.contains('ς') {
            // The host takes a final sigma for a sigma.
            key = key.replace('ς', "σ");
        }
        Self(XxHash64::oneshot(0, key.as_bytes()))
    }

    /// As a number.
    pub(super) fn raw(self) -> u64 {
        self.0
    }

    /// Of a file by its path, or of a link's target: its last segment without `.md`.
    pub(super) fn of_file(path: &str) -> Self {
        Self::of(Self::file_name(path))
    }

    /// What [`NameKey::of_file`] compares.
    pub(super) fn file_name(path: &str) -> &str {
        let mut name = path.trim().trim_end_matches('/');
        name = name.rsplit('/').next().unwrap_or(name).trim();
        while let Some(stem) = crate::vault::path::without_md(name) {
            name = stem;
        }
        name
    }
}

/// Writes the name key of a short ASCII name; `None` for any other.
fn fold_short(name: &str, out: &mut [u8; 128]) -> Option<usize> {
    let bytes = name.as_bytes();
    if !is_tight(bytes) || !name.is_ascii() {
        return None;
    }
    let key = out.get_mut(..bytes.len())?;
    key.copy_from_slice(bytes);
    key.make_ascii_lowercase();
    Some(bytes.len())
}

/// Whether all white space of a text is single spaces between words. Without a branch for each byte, so that many are
/// looked at together.
fn is_tight(bytes: &[u8]) -> bool {
    let is_loose = |byte: u8| matches!(byte, b'\t' | b'\n' | 0x0C | b'\r');
    let loose = bytes.iter().fold(false, |loose, byte| loose | is_loose(*byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let double = pairs.fold(false, |double, (a, b)| double | (*a == b' ' && *b == b' '));
    !loose && !double && bytes.first() != Some(&b' ') && bytes.last() != Some(&b' ')
}

/// A map by names.
pub(super) type NameMap<V> = NumberMap<NameKey, V>;

/// A map by numbers: of notes, of entities, or hashes.
pub type NumberMap<K, V> = HashMap<K, V, BuildHasherDefault<AsIs>>;

/// A set of such numbers.
pub type NumberSet<K> = HashSet<K, BuildHasherDefault<AsIs>>;

/// Takes a number of 64 bits, which is a hash already, as its own hash.
#[derive(Debug, Default)]
pub struct AsIs(u64);

impl Hasher for AsIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes
            .iter()
            .for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }

    /// A number that counts up is none: it is spread over all bits.
    fn write_u32(&mut self, number: u32) {
        self.0 = u64::from(number).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_equal_for_equal_names() {
        for (a, b) in [
            ("Ada  Berg", " ada berg"),
            ("Zoe\u{308}", "ZOË"),
            ("ΧΆΡΗΣ", "Χάρης"),
            ("", " "),
            ("ada berg", "ADA\tBERG\n"),
        ] {
            assert_eq!(NameKey::of(a), NameKey::of(b), "{a}");
        }
        let long = "Long Name ".repeat(20);
        assert_eq!(NameKey::of(&long), NameKey::of(&long.to_lowercase()));
        assert_ne!(NameKey::of("Ada"), NameKey::of("Ad a"));
    }

    #[test]
    fn files_have_the_key_of_their_links() {
        for target in ["People/Ada Berg", "ada berg.md", "./Ada Berg", "Ada Berg.MD"] {
            assert_eq!(NameKey::of_file("x/Ada Berg.md"), NameKey::of_file(target), "{target}");
        }
    }
}
