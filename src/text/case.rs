//! Case and composition of texts that names are compared by, quick for the letters that most notes are written in.

use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Whether a text is in NFC for certain. Nothing below U+0300 combines, and no byte of what is below is 0xCC or more.
pub(crate) fn is_composed(text: &str) -> bool {
    // Without a branch for each byte, so that many are looked at together.
    let high = text.bytes().fold(false, |high, byte| high | (byte >= 0xCC));
    !high || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Adds `text` in lower case, character by character: a whole string turns a final sigma into another letter.
pub(crate) fn push_lower(out: &mut String, text: &str) {
    if !text.is_ascii() {
        return text.chars().for_each(|c| push_lower_char(out, c));
    }
    let start = out.len();
    out.push_str(text);
    if let Some(added) = out.get_mut(start..) {
        added.make_ascii_lowercase();
    }
}

/// Adds a character in lower case.
pub(crate) fn push_lower_char(out: &mut String, c: char) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{80}'..='\u{bf}' | '×' | 'ß'..='ÿ' => out.push(c),
        _ => out.extend(c.to_lowercase()),
    }
}

/// Whether two texts are the same in lower case, character by character.
#[inline]
pub(crate) fn same_lower(a: &str, b: &str) -> bool {
    // Nearly all texts differ in their first letter already, and by more than the bit that is its case.
    match (a.as_bytes().first(), b.as_bytes().first()) {
        (Some(x @ 0..0x80), Some(y @ 0..0x80)) if (x ^ y) & !0x20 != 0 => false,
        _ => same_letters(a, b),
    }
}

fn same_letters(a: &str, b: &str) -> bool {
    for (at, (x, y)) in a.bytes().zip(b.bytes()).enumerate() {
        if !x.is_ascii() || !y.is_ascii() {
            return lower(a.get(at..).unwrap_or("")).eq(lower(b.get(at..).unwrap_or("")));
        }
        if !x.eq_ignore_ascii_case(&y) {
            return false;
        }
    }
    a.len() == b.len()
}

fn lower(text: &str) -> impl Iterator<Item = char> {
    text.chars().flat_map(char::to_lowercase)
}

/// Whether a character is a letter or a figure.
pub(crate) fn is_word(c: char) -> bool {
    match c {
        '\0'..='\x7f' => c.is_ascii_alphanumeric(),
        '\u{2010}'..='\u{205e}' | '\u{2300}'..='\u{23ff}' | '\u{1f300}'..='\u{1faff}' => false,
        _ => is_latin(c) || c.is_alphanumeric(),
    }
}

/// Whether it is a letter of Latin beyond ASCII: Latin-1, Latin Extended-A and B.
pub(crate) fn is_latin(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_made_of_letters_and_figures() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
        }
    }

    #[test]
    fn texts_are_the_same_in_any_case() {
        for (a, b, same) in [
            ("Zoë", "zOË", true),
            ("Zoë", "Zoe", false),
            ("Zoë", "Zoëy", false),
            ("Me", "", false),
            ("", "", true),
            ("\u{212a}ai", "Kai", true),
        ] {
            assert_eq!((same_lower(a, b), same_lower(b, a)), (same, same), "{a} {b}");
        }
    }

    #[test]
    fn quick_answers_are_those_of_the_tables() {
        for c in '\0'..='\u{3ff}' {
            let mut lower = String::new();
            push_lower_char(&mut lower, c);
            assert!(lower.chars().eq(c.to_lowercase()), "{c:?}");
            assert!(!is_latin(c) || c.is_alphabetic() && !c.is_numeric(), "{c:?}");
            let text = String::from(c);
            assert_eq!(
                is_composed(&text),
                is_nfc_quick(text.chars()) == IsNormalized::Yes,
                "{c:?}"
            );
        }
    }
}
