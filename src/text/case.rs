//! Case and composition of texts that names are compared by, quick for the letters that most notes are written in.

use unicode_normalization::{IsNormalized, is_nfc_quick};

/// Whether a text is in NFC for certain. Nothing below U+0300 combines, and no byte of what is below is 0xCC or more.
pub(crate) fn is_composed(text: &str) -> bool {
    text.bytes().all(|byte| byte < 0xCC) || is_nfc_quick(text.chars()) == IsNormalized::Yes
}

/// Adds `text` in lower case, character by character: a whole string turns a final sigma into another letter.
pub(crate) fn push_lower(out: &mut String, text: &str) {
    text.chars().for_each(|c| push_lower_char(out, c));
}

/// Adds a character in lower case.
pub(crate) fn push_lower_char(out: &mut String, c: char) {
    match c {
        '\0'..='\x7f' => out.push(c.to_ascii_lowercase()),
        '\u{80}'..='\u{bf}' | '×' | 'ß'..='ÿ' => out.push(c),
        _ => out.extend(c.to_lowercase()),
    }
}

/// Whether a character is a letter or a figure.
pub(crate) fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || is_latin(c) || !c.is_ascii() && c.is_alphanumeric()
}

/// Whether it is a letter of Latin beyond ASCII: Latin-1, Latin Extended-A and B.
pub(crate) fn is_latin(c: char) -> bool {
    matches!(c, 'À'..='Ö' | 'Ø'..='ö' | 'ø'..='ɏ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quick_answers_are_those_of_the_tables() {
        for c in '\0'..='\u{3ff}' {
            let mut lower = String::new();
            push_lower_char(&mut lower, c);
            assert!(lower.chars().eq(c.to_lowercase()), "{c:?}");
            assert_eq!(is_word(c), c.is_alphanumeric(), "{c:?}");
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
