//! What a character that came out of a decoded run is, and whether notes hold such characters at all.
//!
//! The ranges are blocks of the Unicode Standard, coarse on purpose: one number for each writing system, signs that people
//! type together, and nothing for what notes do not hold (private use, unassigned planes, phonetic and archaic letters).

/// A decoded character.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A letter or digit of a writing system.
    Letter(Script),
    /// An accent that joins the letter before it.
    Accent,
    /// Punctuation, currency, arrow, emoji and other signs.
    Sign,
    /// Nothing that one expects in a note.
    Odd,
}

/// A writing system; the number is an index into a set of 64 bits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Script(u8);

impl Script {
    pub(super) const LATIN: Self = Self(0);
    pub(super) const GREEK: Self = Self(1);
    /// Chinese characters, kana, Korean: written without spaces, and often right beside Latin words.
    pub(super) const EAST_ASIAN: Self = Self(2);
    const CYRILLIC: Self = Self(3);

    /// As a set of one.
    pub(super) fn bit(self) -> u64 {
        1 << self.0
    }
}

pub(super) fn kind(c: char) -> Kind {
    let code = u32::from(c);
    let after = RANGES.partition_point(|range| range.0 <= code);
    match after.checked_sub(1).and_then(|i| RANGES.get(i)) {
        Some(&(_, last, kind)) if code <= last => kind,
        _ => Kind::Odd,
    }
}

const LATIN: Kind = Kind::Letter(Script::LATIN);
const GREEK: Kind = Kind::Letter(Script::GREEK);
const CYRILLIC: Kind = Kind::Letter(Script::CYRILLIC);
const EAST_ASIAN: Kind = Kind::Letter(Script::EAST_ASIAN);
const ACCENT: Kind = Kind::Accent;
const SIGN: Kind = Kind::Sign;

const fn other(number: u8) -> Kind {
    Kind::Letter(Script(number))
}

/// First and last code point, ascending.
#[rustfmt::skip]
static RANGES: &[(u32, u32, Kind)] = &[
    (0x00A0, 0x00BF, SIGN),
    (0x00C0, 0x00D6, LATIN), (0x00D7, 0x00D7, SIGN), (0x00D8, 0x00F6, LATIN), (0x00F7, 0x00F7, SIGN), (0x00F8, 0x017F, LATIN),
    // Of the further Latin letters those in everyday use: Hausa, Vietnamese, pinyin, Romanian, Azerbaijani.
    (0x018F, 0x018F, LATIN), (0x0198, 0x0199, LATIN), (0x01A0, 0x01A1, LATIN), (0x01AF, 0x01B0, LATIN), (0x01CD, 0x01DC, LATIN),
    (0x0218, 0x021B, LATIN),
    (0x0253, 0x0253, LATIN), (0x0257, 0x0257, LATIN), (0x0259, 0x0259, LATIN),
    (0x02BB, 0x02BC, LATIN),      // okina and its like
    // Accents of decomposed text, as file names of older Macs hold it.
    (0x0300, 0x0304, ACCENT), (0x0306, 0x030C, ACCENT), (0x031B, 0x031B, ACCENT), (0x0323, 0x0323, ACCENT),
    (0x0326, 0x0328, ACCENT), (0x0331, 0x0331, ACCENT), (0x0342, 0x0342, ACCENT), (0x0345, 0x0345, ACCENT),
    (0x0386, 0x03CE, GREEK),
    (0x0400, 0x045F, CYRILLIC), (0x0490, 0x04FF, CYRILLIC),
    (0x0531, 0x0589, other(4)),   // Armenian
    (0x0591, 0x05F4, other(5)),   // Hebrew
    (0x0600, 0x06FF, other(6)),   // Arabic
    (0x0710, 0x074F, other(7)),   // Syriac
    (0x0750, 0x077F, other(6)),
    (0x0780, 0x07B1, other(8)),   // Thaana
    (0x07C0, 0x07FA, other(9)),   // NKo
    (0x0900, 0x097F, other(10)),  // Devanagari
    (0x0980, 0x09FE, other(11)),  // Bengali
    (0x0A01, 0x0A76, other(12)),  // Gurmukhi
    (0x0A81, 0x0AFF, other(13)),  // Gujarati
    (0x0B01, 0x0B77, other(14)),  // Odia
    (0x0B82, 0x0BFA, other(15)),  // Tamil
    (0x0C00, 0x0C7F, other(16)),  // Telugu
    (0x0C80, 0x0CF3, other(17)),  // Kannada
    (0x0D00, 0x0D7F, other(18)),  // Malayalam
    (0x0D81, 0x0DF4, other(19)),  // Sinhala
    (0x0E01, 0x0E5B, other(20)),  // Thai
    (0x0E81, 0x0EDF, other(21)),  // Lao
    (0x0F00, 0x0FDA, other(22)),  // Tibetan
    (0x1000, 0x109F, other(23)),  // Myanmar
    (0x10A0, 0x10FF, other(24)),  // Georgian
    (0x1100, 0x11FF, EAST_ASIAN), // Hangul
    (0x1200, 0x139F, other(25)),  // Ethiopic
    (0x13A0, 0x13FD, other(26)),  // Cherokee
    (0x1400, 0x167F, other(27)),  // Canadian syllabics
    (0x1780, 0x17F9, other(28)),  // Khmer
    (0x1800, 0x18AA, other(29)),  // Mongolian
    (0x1C90, 0x1CBF, other(24)),
    (0x1E00, 0x1EFF, LATIN),
    (0x1F00, 0x1FFE, GREEK),
    (0x2000, 0x2064, SIGN), (0x2070, 0x209C, SIGN), (0x20A0, 0x20C0, SIGN),
    (0x20D0, 0x20F0, ACCENT),     // marks around signs, such as the keycap
    (0x2100, 0x2BFF, SIGN),       // letter-like signs to arrows, mathematics, shapes and dingbats
    (0x2E00, 0x2E5D, SIGN),
    (0x3000, 0x3030, SIGN),
    (0x3031, 0x318E, EAST_ASIAN), // kana, bopomofo, Hangul
    (0x31F0, 0x31FF, EAST_ASIAN),
    (0x3200, 0x33FF, SIGN),
    (0x3400, 0x4DBF, EAST_ASIAN), (0x4E00, 0x9FFF, EAST_ASIAN),
    (0xA000, 0xA4CF, other(30)),  // Yi
    (0xA8E0, 0xA8FF, other(10)),
    (0xAC00, 0xD7A3, EAST_ASIAN),
    (0xF900, 0xFAD9, EAST_ASIAN),
    (0xFB00, 0xFB06, LATIN),      // ligatures
    (0xFB13, 0xFB17, other(4)), (0xFB1D, 0xFB4F, other(5)), (0xFB50, 0xFDFF, other(6)),
    (0xFE00, 0xFE0F, SIGN),       // variation selectors
    (0xFE10, 0xFE6B, SIGN),
    (0xFE70, 0xFEFC, other(6)),
    (0xFEFF, 0xFEFF, SIGN),       // byte-order mark
    (0xFF01, 0xFF60, SIGN), (0xFF61, 0xFFDC, EAST_ASIAN), (0xFFE0, 0xFFEE, SIGN),
    (0xFFFC, 0xFFFD, SIGN),
    (0x1D400, 0x1D7FF, SIGN),     // mathematical letters
    (0x1F000, 0x1FAFF, SIGN),     // emoji
    (0x20000, 0x323AF, EAST_ASIAN),
    (0xE0020, 0xE007F, SIGN),     // tags of flag emoji
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_ascend_and_do_not_touch() {
        assert!(RANGES.iter().all(|r| r.0 <= r.1));
        assert!(RANGES.windows(2).all(|w| w[0].1 < w[1].0), "out of order");
    }

    #[test]
    fn everyday_characters_have_a_kind() {
        for (text, expected) in [
            ("éßłŞțơǎəế", LATIN),
            ("αΩώῶ", GREEK),
            ("жЇґ", CYRILLIC),
            ("漢かカ한", EAST_ASIAN),
            ("\u{301}\u{308}\u{323}", ACCENT),
            ("“—€™→√⏳⛔📅🔽«°\u{A0}\u{FE0F}✅，", SIGN),
            ("\u{80}\u{E000}ɻʎҎ\u{83B}\u{10FFFF}\u{F8FF}", Kind::Odd),
        ] {
            for c in text.chars() {
                assert_eq!(kind(c), expected, "{c:?}");
            }
        }
    }
}
