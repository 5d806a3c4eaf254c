//! When two names are the same to the host: NFC, hard spaces as spaces, lower case per character.
//!
//! Whole-string lower-casing would make another letter of a Greek sigma that ends a name; so each character is folded by
//! itself, and the final sigma is a sigma. Compatibility forms (NFKC) stay apart: they join distinct titles.

use std::borrow::Cow;
use std::hash::{BuildHasher, Hasher, RandomState};

use twox_hash::XxHash3_64;
use unicode_normalization::UnicodeNormalization;

use crate::text::case::{is_composed, push_lower_char};

/// A text in the form in which names compare.
pub(super) fn fold(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return match text.bytes().any(|b| b.is_ascii_uppercase()) {
            true => Cow::Owned(text.to_ascii_lowercase()),
            false => Cow::Borrowed(text),
        };
    }
    let mut folded = String::with_capacity(text.len());
    let mut push = |c| match c {
        '\u{a0}' | '\u{202f}' => folded.push(' '),
        'ς' => folded.push('σ'),
        c => push_lower_char(&mut folded, c),
    };
    match is_composed(text) {
        true => text.chars().for_each(&mut push),
        false => text.nfc().for_each(&mut push),
    }
    Cow::Owned(folded)
}

/// Bytes of a text that is folded without memory of its own, its extension included.
const SHORT: usize = 128;

/// As [`fold`], of a short text with an extension behind it, for hashing; `None` where letters may have to be composed.
fn fold_short<'p>(text: &str, extension: &str, place: &'p mut [u8; SHORT]) -> Option<&'p [u8]> {
    let len = match text.is_ascii() {
        true => {
            let start = place.get_mut(..text.len())?;
            start.copy_from_slice(text.as_bytes());
            start.make_ascii_lowercase();
            text.len()
        }
        false => fold_latin(text, place)?,
    };
    let end = len + extension.len();
    place.get_mut(len..end)?.copy_from_slice(extension.as_bytes());
    place.get(..end)
}

/// The same of letters of Latin-1 and Latin Extended; how many bytes there are.
fn fold_latin(text: &str, place: &mut [u8; SHORT]) -> Option<usize> {
    let mut len = 0;
    let mut push = |c: char| {
        let letter = c.encode_utf8(place.get_mut(len..).filter(|rest| rest.len() >= c.len_utf8())?);
        len += letter.len();
        Some(())
    };
    for c in text.chars() {
        match c {
            '\0'..='\x7f' => push(c.to_ascii_lowercase())?,
            '\u{a0}' => push(' ')?,
            '\u{80}'..='\u{bf}' | '×' | 'ß'..='ÿ' => push(c)?,
            // Nothing below combines with anything.
            '\u{c0}'..'\u{300}' => c.to_lowercase().try_for_each(&mut push)?,
            _ => return None,
        }
    }
    Some(len)
}

/// Whether two texts are one name.
pub(super) fn alike(a: &str, b: &str) -> bool {
    match a.is_ascii() && b.is_ascii() {
        true => a.eq_ignore_ascii_case(b),
        false => fold(a) == fold(b),
    }
}

/// A path's end, or a whole path, as a number: equal for texts that fold to the same segments.
///
/// Keys are 64-bit hashes (XXH3, the same everywhere) and stand for their texts: that two different names of one vault
/// share one is less likely than a broken disk.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key(u64);

impl Key {
    /// Before any segment.
    pub(super) const NONE: Self = Self(0);

    /// This end with one more segment before it.
    pub(super) fn under(self, segment: &str) -> Self {
        self.with(segment, "")
    }

    /// The end of a path by its last segment and an extension that is added to it.
    pub(super) fn file(name: &str, extension: &str) -> Self {
        Self::NONE.with(name, extension)
    }

    /// This end with all segments of a folder before it, which may be "".
    pub(super) fn in_folder(self, folder: &str) -> Self {
        let segments = folder.rsplit('/').filter(|segment| !segment.is_empty());
        segments.fold(self, Self::under)
    }

    /// The key of a whole path, from that of its end that has all segments.
    pub(super) fn whole(self) -> Self {
        self.with("/", "")
    }

    fn with(self, segment: &str, extension: &str) -> Self {
        let mut place = [0; SHORT];
        if let Some(folded) = fold_short(segment, extension, &mut place) {
            return Self(XxHash3_64::oneshot_with_seed(self.0, folded));
        }
        let folded = fold(segment);
        if extension.is_empty() {
            return Self(XxHash3_64::oneshot_with_seed(self.0, folded.as_bytes()));
        }
        let whole = folded.into_owned() + extension;
        Self(XxHash3_64::oneshot_with_seed(self.0, whole.as_bytes()))
    }

    /// As a number, for storing.
    pub(super) fn raw(self) -> u64 {
        self.0
    }

    /// From [`Key::raw`].
    pub(super) fn from_raw(raw: u64) -> Self {
        Self(raw)
    }
}

/// A map by keys, which are hashes already.
pub(super) type KeyMap<V> = std::collections::HashMap<Key, V, std::hash::BuildHasherDefault<KeyHasher>>;

/// Keys of texts as they are written, from a seed that differs from run to run, so that no vault can be made to collide.
#[derive(Debug, Clone)]
pub(super) struct TextHash(u64);

impl Default for TextHash {
    fn default() -> Self {
        Self(RandomState::new().hash_one(0))
    }
}

impl TextHash {
    /// The key of a text, which stands for it as a folded one does.
    pub(super) fn of(&self, text: &str) -> Key {
        Key(XxHash3_64::oneshot_with_seed(self.0, text.as_bytes()))
    }
}

/// Takes a [`Key`] as its own hash.
#[derive(Debug, Default)]
pub(super) struct KeyHasher(u64);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0 = XxHash3_64::oneshot(bytes);
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_fold_per_character() {
        assert_eq!(fold("ΟΔΟΣ"), fold("οδος"));
        assert_eq!(fold("Zoe\u{308}"), fold("ZOË"));
        assert_eq!(fold("a\u{a0}b"), "a b");
        assert_ne!(fold("ﬁ"), fold("fi"), "no compatibility folding");
        assert!(matches!(fold("plain"), Cow::Borrowed("plain")));
        assert!(alike("Plain", "pLAIN") && alike("Zoe\u{308}", "ZOË") && !alike("K", "\u{212a}x") && !alike("a", "b"));
    }

    #[test]
    fn keys_follow_segments() {
        let end = Key::file("Note.md", "").under("b");
        assert_eq!(end, Key::file("note", ".md").under("B"));
        let letters = ('\u{80}'..'\u{400}').map(|c| format!("A{c}"));
        let long = (SHORT - 5..SHORT + 3)
            .flat_map(|length| ["N".repeat(length), "É".repeat(length / 2) + &"N".repeat(length % 2)]);
        let names = ["", "Note", "Zoë", "Zoe\u{308}", "x\u{a0}y"].map(str::to_owned);
        for name in letters.chain(long).chain(names) {
            let name = name.as_str();
            let folded = fold(name).into_owned() + ".md";
            assert_eq!(
                Key::file(name, ".md").raw(),
                XxHash3_64::oneshot_with_seed(0, folded.as_bytes())
            );
        }
        assert_eq!(end.in_folder("x/a"), end.under("a").under("x"));
        assert_ne!(end, Key::file("b/note.md", ""));
        assert_ne!(end.whole(), end);
    }
}
