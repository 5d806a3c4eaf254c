//! Names as numbers, so that looking one up makes no text.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasherDefault, Hasher};

use serde::{Deserialize, Serialize};
use twox_hash::XxHash64;

use super::name::{last_segment, name_key};
use crate::text::white;

/// A name as it is compared, as a number: equal for names with the same [`name_key`], and for names that the host takes
/// for the same file.
///
/// Keys are 64-bit hashes (XXH64, the same everywhere) and stand for their names: that two different names of one vault
/// share one is less likely than a broken disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub(super) struct NameKey(u64);

/// Bytes of a name that is folded without making a text.
const SHORT: usize = 192;

impl NameKey {
    /// Of a name.
    pub(super) fn of(name: &str) -> Self {
        let mut folded = [0; SHORT];
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
        let mut name = white::trim(last_segment(white::trim(path).trim_end_matches('/')));
        while let Some(stem) = crate::vault::path::without_md(name) {
            name = stem;
        }
        name
    }
}

/// Writes the name key of a short name in letters of ASCII and Latin; `None` for any other.
fn fold_short(name: &str, out: &mut [u8; SHORT]) -> Option<usize> {
    let bytes = name.as_bytes();
    if bytes.len() > SHORT || !is_tight(bytes) {
        return None;
    }
    if !name.is_ascii() {
        return fold_latin(name, out);
    }
    let key = out.get_mut(..bytes.len())?;
    key.copy_from_slice(bytes);
    key.make_ascii_lowercase();
    Some(bytes.len())
}

/// As [`fold_short`], for a name without white space but single spaces. Letters of Latin-1 and Latin Extended-A are
/// composed, and those in lower case have as many bytes; the only one of which that makes two is left out.
fn fold_latin(name: &str, out: &mut [u8; SHORT]) -> Option<usize> {
    let mut len = 0;
    for c in name.chars() {
        let lower = match c {
            // White space to all but ASCII.
            '\x0b' => return None,
            '\0'..='\x7f' => c.to_ascii_lowercase(),
            '×' | 'ß'..='ÿ' => c,
            'À'..='ſ' if c != 'İ' => c.to_lowercase().next()?,
            _ => return None,
        };
        len += lower
            .encode_utf8(out.get_mut(len..).filter(|rest| rest.len() >= 2)?)
            .len();
    }
    Some(len)
}

/// Whether all white space of a text is single spaces between words. Without a branch for each byte, so that many are
/// looked at together.
pub(super) fn is_tight(bytes: &[u8]) -> bool {
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
    fn short_names_have_the_keys_of_all_others() {
        let mut quick = 0;
        for c in '\0'..='\u{24f}' {
            for name in [
                format!("A{c}"),
                format!("{c}b C{c}"),
                format!("{c} a  b"),
                format!("É{c}d"),
            ] {
                let mut folded = [0; SHORT];
                let Some(len) = fold_short(&name, &mut folded) else {
                    continue;
                };
                assert_eq!(std::str::from_utf8(&folded[..len]).unwrap(), name_key(&name));
                quick += 1;
            }
        }
        assert!(quick > 400, "{quick}");
        for len in SHORT - 2..SHORT + 2 {
            let long = format!("{}é", "A".repeat(len));
            assert_eq!(NameKey::of(&long), NameKey::of(&long.to_lowercase()));
        }
    }

    #[test]
    fn files_have_the_key_of_their_links() {
        for target in ["People/Ada Berg", "ada berg.md", "./Ada Berg", "Ada Berg.MD"] {
            assert_eq!(NameKey::of_file("x/Ada Berg.md"), NameKey::of_file(target), "{target}");
        }
    }
}
