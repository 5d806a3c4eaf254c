//! Names as numbers, so that looking one up makes no text.

use std::collections::{HashMap, HashSet};
use std::hash::{BuildHasher, BuildHasherDefault, Hasher, RandomState};

use serde::{Deserialize, Serialize};
use twox_hash::{XxHash3_64, XxHash64};

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

/// Gives the [`name_key`] of a name to `look`, without making a text of most.
pub(super) fn with_name_key<T>(name: &str, look: impl FnOnce(&str) -> T) -> T {
    let mut folded = [0; SHORT];
    let short = fold_short(name, &mut folded).and_then(|len| folded.get(..len));
    match short.and_then(|key| std::str::from_utf8(key).ok()) {
        Some(key) => look(key),
        None => look(&name_key(name)),
    }
}

/// Writes the name key of a short name in letters of ASCII and Latin; `None` for any other.
fn fold_short(name: &str, out: &mut [u8; SHORT]) -> Option<usize> {
    let bytes = name.as_bytes();
    if bytes.len() > SHORT {
        return None;
    }
    match fold_ascii(bytes, out) {
        Some(()) => Some(bytes.len()),
        None if is_tight(bytes) && !name.is_ascii() => fold_latin(name, out),
        None => None,
    }
}

/// As [`fold_short`], for ASCII without white space but single spaces: eight bytes at a time, in each of which the highest
/// bit says whether something is so.
fn fold_ascii(bytes: &[u8], out: &mut [u8; SHORT]) -> Option<()> {
    const fn each(byte: u8) -> u64 {
        u64::from_ne_bytes([byte; 8])
    }
    /// Whether bytes of ASCII are between two.
    fn between(bytes: u64, first: u8, last: u8) -> u64 {
        (bytes + each(0x80 - first)) & !(bytes + each(0x7F - last)) & each(0x80)
    }
    if bytes.first() == Some(&b' ') || bytes.last() == Some(&b' ') {
        return None;
    }
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut last = [0; 8];
    last.iter_mut().zip(rest).for_each(|(place, byte)| *place = *byte);
    let (mut bad, mut before) = (0, 0);
    for (chunk, place) in chunks.iter().chain([&last]).zip(out.as_chunks_mut::<8>().0) {
        let chunk = u64::from_le_bytes(*chunk);
        if chunk & each(0x80) != 0 {
            return None;
        }
        let spaces = between(chunk, b' ', b' ');
        bad |= between(chunk, b'\t', b'\r') | spaces & (spaces << 8 | before);
        before = spaces >> 56;
        *place = (chunk | between(chunk, b'A', b'Z') >> 2).to_le_bytes();
    }
    (bad == 0).then_some(())
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

/// A map by texts as they are written.
pub(super) type TextMap<K, V> = HashMap<K, V, TextSeed>;

/// Hashes texts from a seed that differs from run to run, so that no vault can be made to collide.
#[derive(Debug, Clone)]
pub(super) struct TextSeed(u64);

impl Default for TextSeed {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl BuildHasher for TextSeed {
    type Hasher = TextHasher;

    fn build_hasher(&self) -> TextHasher {
        TextHasher(self.0)
    }
}

/// Hashes one text.
#[derive(Debug)]
pub(super) struct TextHasher(u64);

impl Hasher for TextHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        self.0 = XxHash3_64::oneshot_with_seed(self.0, bytes);
    }

    /// The end of a text, behind which nothing comes.
    fn write_u8(&mut self, _: u8) {}
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
                with_name_key(&name, |key| assert_eq!(key, name_key(&name)));
                quick += 1;
            }
        }
        assert!(quick > 400, "{quick}");
        for len in 0..40 {
            for at in 0..len {
                for with in [" ", "  ", "\t", "\r", "\x0b", "@", "Z[", "`"] {
                    let mut name: String = "Ab".chars().cycle().take(len).collect();
                    name.insert_str(at, with);
                    with_name_key(&name, |key| assert_eq!(key, name_key(&name)));
                    assert_eq!(
                        NameKey::of(&name).raw(),
                        XxHash64::oneshot(0, name_key(&name).as_bytes()),
                        "{name:?}"
                    );
                }
            }
        }
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
