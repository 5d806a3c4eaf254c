//! The single-byte character sets that UTF-8 is misread as.
//!
//! The tables are the upper halves of `macintosh` and `windows-1252` of the Encoding Standard
//! (<https://encoding.spec.whatwg.org/#legacy-single-byte-encodings>), in which the five bytes that Windows leaves undefined
//! are the control characters of the same number, and Mac Roman's byte F0 is U+F8FF as in Apple's own table. Latin-1 is
//! ISO 8859-1, where every byte is the character of the same number. A test compares all of it with `encoding_rs`; the crate
//! itself would carry every legacy table of the web into the wasm module, for 256 characters.

use serde::Serialize;

/// A character set that a program took UTF-8 for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize)]
pub enum Charset {
    /// Windows-1252; also what programs call Latin-1 or ANSI in Western Windows.
    #[serde(rename = "windows-1252")]
    Windows1252,
    /// Mac Roman.
    #[serde(rename = "macintosh")]
    Macintosh,
    /// ISO 8859-1 with its control characters U+0080 to U+009F.
    #[serde(rename = "latin1")]
    Latin1,
}

impl Charset {
    /// All of them, the likeliest first.
    pub(super) const ALL: [Self; 3] = [Self::Windows1252, Self::Macintosh, Self::Latin1];

    /// Its name: `windows-1252`, `macintosh` or `latin1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Windows1252 => "windows-1252",
            Self::Macintosh => "macintosh",
            Self::Latin1 => "latin1",
        }
    }

    /// The byte from 80 to FF that stands for `c`, if there is one.
    pub(super) fn byte(self, c: char) -> Option<u8> {
        match self {
            Self::Windows1252 if c < '\u{A0}' => u8::try_from(c).ok().filter(|b| UNDEFINED_IN_WINDOWS.contains(b)),
            Self::Latin1 | Self::Windows1252 if c <= '\u{FF}' => u8::try_from(c).ok().filter(|b| *b >= 0x80),
            Self::Latin1 => None,
            Self::Windows1252 => find(&WINDOWS_BYTES, c),
            Self::Macintosh => find(&MAC_BYTES, c),
        }
    }
}

const UNDEFINED_IN_WINDOWS: [u8; 5] = [0x81, 0x8D, 0x8F, 0x90, 0x9D];

/// Bytes 80 to 9F; the rest is Latin-1.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8D}', 'Ž', '\u{8F}', //
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9D}', 'ž', 'Ÿ',
];

/// Bytes 80 to FF.
const MAC: [char; 128] = [
    'Ä', 'Å', 'Ç', 'É', 'Ñ', 'Ö', 'Ü', 'á', 'à', 'â', 'ä', 'ã', 'å', 'ç', 'é', 'è', //
    'ê', 'ë', 'í', 'ì', 'î', 'ï', 'ñ', 'ó', 'ò', 'ô', 'ö', 'õ', 'ú', 'ù', 'û', 'ü', //
    '†', '°', '¢', '£', '§', '•', '¶', 'ß', '®', '©', '™', '´', '¨', '≠', 'Æ', 'Ø', //
    '∞', '±', '≤', '≥', '¥', 'µ', '∂', '∑', '∏', 'π', '∫', 'ª', 'º', 'Ω', 'æ', 'ø', //
    '¿', '¡', '¬', '√', 'ƒ', '≈', '∆', '«', '»', '…', '\u{A0}', 'À', 'Ã', 'Õ', 'Œ', 'œ', //
    '–', '—', '“', '”', '‘', '’', '÷', '◊', 'ÿ', 'Ÿ', '⁄', '€', '‹', '›', 'ﬁ', 'ﬂ', //
    '‡', '·', '‚', '„', '‰', 'Â', 'Ê', 'Á', 'Ë', 'È', 'Í', 'Î', 'Ï', 'Ì', 'Ó', 'Ô', //
    '\u{F8FF}', 'Ò', 'Ú', 'Û', 'Ù', 'ı', 'ˆ', '˜', '¯', '˘', '˙', '˚', '¸', '˝', '˛', 'ˇ',
];

static WINDOWS_BYTES: [(char, u8); 32] = by_char(WINDOWS);
static MAC_BYTES: [(char, u8); 128] = by_char(MAC);

fn find(table: &[(char, u8)], c: char) -> Option<u8> {
    let index = table.binary_search_by_key(&c, |&(c, _)| c).ok()?;
    table.get(index).map(|&(_, byte)| byte)
}

/// The table sorted by character, with each one's byte.
#[expect(clippy::indexing_slicing, reason = "evaluated at compile time only")]
const fn by_char<const N: usize>(table: [char; N]) -> [(char, u8); N] {
    let mut sorted = [('\0', 0); N];
    let mut i = 0;
    while i < N {
        let mut j = i;
        while j > 0 && sorted[j - 1].0 as u32 > table[i] as u32 {
            sorted[j] = sorted[j - 1];
            j -= 1;
        }
        sorted[j] = (table[i], 0x80 + i as u8);
        i += 1;
    }
    sorted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_agree_with_encoding_rs() {
        for (charset, reference) in [
            (Charset::Windows1252, encoding_rs::WINDOWS_1252),
            (Charset::Macintosh, encoding_rs::MACINTOSH),
        ] {
            for byte in 0x80..=0xFF {
                let bytes = [byte];
                let (text, _) = reference.decode_without_bom_handling(&bytes);
                let c = text.chars().next().unwrap();
                assert_eq!(charset.byte(c), Some(byte), "{} {byte:02X} {c:?}", charset.name());
            }
        }
    }

    #[test]
    fn a_charset_has_128_characters_beyond_ascii() {
        for charset in Charset::ALL {
            assert_eq!(
                (char::MIN..=char::MAX).filter(|&c| charset.byte(c).is_some()).count(),
                128
            );
        }
    }

    #[test]
    fn latin1_is_the_identity() {
        assert!((0x80..=0xFF).all(|b: u8| Charset::Latin1.byte(char::from(b)) == Some(b)));
    }
}
