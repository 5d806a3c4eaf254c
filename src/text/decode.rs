//! Bytes of a file to the text that parsing sees.
//!
//! | first bytes | read as |
//! |---|---|
//! | `EF BB BF` | UTF-8, the mark dropped |
//! | `FF FE` | UTF-16, little endian, the mark dropped |
//! | `FE FF` | UTF-16, big endian, the mark dropped |
//! | anything else | UTF-8 |
//!
//! The byte-order mark is not part of the text, as the host app holds notes, so offset 0 is the first character after it.
//! Line ends stay as they are. Nothing is refused: what cannot be read becomes U+FFFD and is reported.

use std::borrow::Cow;

use serde::Serialize;

use super::{Diagnostic, Severity, Span};

/// How the bytes of a file stand for text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    #[serde(rename = "utf-8")]
    Utf8,
    /// UTF-16 little endian; only with a byte-order mark.
    #[serde(rename = "utf-16le")]
    Utf16Le,
    /// UTF-16 big endian; only with a byte-order mark.
    #[serde(rename = "utf-16be")]
    Utf16Be,
}

impl Encoding {
    /// Its name in lower case, as in the Encoding Standard: `utf-8`, `utf-16le`, `utf-16be`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => "utf-8",
            Self::Utf16Le => "utf-16le",
            Self::Utf16Be => "utf-16be",
        }
    }
}

/// The text of a file, and what was odd about its bytes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without the byte-order mark; borrowed when the bytes are valid UTF-8.
    pub text: Cow<'a, str>,
    /// Whether the file begins with a byte-order mark.
    pub bom: bool,
    /// How the bytes were read.
    pub encoding: Encoding,
    /// `invalid-utf8`, `invalid-utf16`, `nul-character`; spans are in `text`, byte offsets of the file in the message.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the bytes of a note. Never fails, copies nothing when the bytes are valid UTF-8.
pub fn decode(bytes: &[u8]) -> Decoded<'_> {
    match bytes {
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(rest, 3),
        [0xFF, 0xFE, rest @ ..] => decode_utf16(rest, Encoding::Utf16Le),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(rest, Encoding::Utf16Be),
        _ => decode_utf8(bytes, 0),
    }
}

/// Whether bytes are not a note at all, but an image, a program or another binary file under a wrong name.
///
/// The rule: no byte-order mark, and more than one byte in 32 of the first 8,192 is a control character that no text
/// holds (U+0000..U+001F but tab, line feed, form feed, carriage return and escape, and U+007F). Compressed or random bytes
/// hold about one in 9, other binary files many zeros; a note with a stray NUL, or one in an old 8-bit encoding, holds
/// fewer. UTF-16 without a byte-order mark counts as binary.
pub fn looks_binary(bytes: &[u8]) -> bool {
    if matches!(bytes, [0xEF, 0xBB, 0xBF, ..] | [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return false;
    }
    let head = bytes.get(..8192).unwrap_or(bytes);
    let controls = head.iter().filter(|&&b| is_binary_control(b)).count();
    controls * 32 > head.len()
}

fn is_binary_control(byte: u8) -> bool {
    byte == 0x7F || (byte < 0x20 && !matches!(byte, b'\t' | b'\n' | 0x0C | b'\r' | 0x1B))
}

/// `skipped` is the length of the byte-order mark before `bytes`.
fn decode_utf8(bytes: &[u8], skipped: usize) -> Decoded<'_> {
    let mut odd = Findings::default();
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => Cow::Owned(replace_invalid(bytes, skipped, &mut odd)),
    };
    find_nuls(&text, &mut odd);
    Decoded {
        text,
        bom: skipped > 0,
        encoding: Encoding::Utf8,
        diagnostics: odd.finish(),
    }
}

/// As the Encoding Standard's decoder does: one U+FFFD for each maximal part of a broken sequence.
fn replace_invalid(bytes: &[u8], skipped: usize, odd: &mut Findings) -> String {
    let mut text = String::with_capacity(bytes.len() + 64);
    let mut read = skipped;
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        read += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            odd.replaced("invalid-utf8", "not valid UTF-8", &mut text, read);
            read += chunk.invalid().len();
        }
    }
    text
}

fn decode_utf16(bytes: &[u8], encoding: Encoding) -> Decoded<'_> {
    let mut odd = Findings::default();
    let (pairs, last) = bytes.as_chunks::<2>();
    let unit = |pair: &[u8; 2]| match encoding {
        Encoding::Utf16Be => u16::from_be_bytes(*pair),
        _ => u16::from_le_bytes(*pair),
    };
    let mut text = String::with_capacity(bytes.len());
    let mut read = 2;
    for decoded in char::decode_utf16(pairs.iter().map(unit)) {
        match decoded {
            Ok(c) => {
                text.push(c);
                read += 2 * c.len_utf16();
            }
            Err(_) => {
                odd.replaced("invalid-utf16", "half of a UTF-16 pair", &mut text, read);
                read += 2;
            }
        }
    }
    if !last.is_empty() {
        odd.replaced("invalid-utf16", "half of a UTF-16 unit", &mut text, read);
    }
    find_nuls(&text, &mut odd);
    Decoded {
        text: Cow::Owned(text),
        bom: true,
        encoding,
        diagnostics: odd.finish(),
    }
}

/// NUL stays in the text, so that offsets hold; readers of Markdown show it as U+FFFD.
fn find_nuls(text: &str, odd: &mut Findings) {
    for at in memchr::memchr_iter(0, text.as_bytes()) {
        odd.nul(at);
    }
}

/// Collects findings: neighbours are one, and after [`Findings::MOST`] of a code the rest are counted, not listed.
#[derive(Default)]
struct Findings {
    list: Vec<Diagnostic>,
    code: &'static str,
    listed: usize,
    unlisted: usize,
}

impl Findings {
    const MOST: usize = 16;

    /// Appends U+FFFD to `text` for what stands at byte `at` of the file.
    fn replaced(&mut self, code: &'static str, what: &str, text: &mut String, at: usize) {
        let start = text.len();
        text.push(char::REPLACEMENT_CHARACTER);
        self.add(code, Severity::Error, Span::new(start, text.len()), || {
            format!("Byte {at} of the file is {what}; it is read as U+FFFD. Save the note as UTF-8.")
        });
    }

    fn nul(&mut self, at: usize) {
        self.add("nul-character", Severity::Warning, Span::new(at, at + 1), || {
            "A NUL character stands in the note; remove it.".to_owned()
        });
    }

    fn add(&mut self, code: &'static str, severity: Severity, span: Span, message: impl FnOnce() -> String) {
        if self.code != code {
            self.count_unlisted();
            (self.code, self.listed) = (code, 0);
        }
        match self.list.last_mut() {
            Some(last) if last.code == code && last.span.end == span.start => last.span.end = span.end,
            _ if self.listed == Self::MOST => self.unlisted += 1,
            _ => {
                self.listed += 1;
                self.list.push(Diagnostic {
                    code,
                    severity,
                    message: message(),
                    span,
                });
            }
        }
    }

    fn count_unlisted(&mut self) {
        if self.unlisted > 0
            && let Some(last) = self.list.last_mut()
        {
            last.message.push_str(&format!(" {} more follow.", self.unlisted));
        }
        self.unlisted = 0;
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        self.count_unlisted();
        self.list
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(bytes: &[u8]) -> Vec<(&'static str, u32, u32)> {
        let found = decode(bytes).diagnostics;
        found.iter().map(|d| (d.code, d.span.start, d.span.end)).collect()
    }

    #[test]
    fn valid_utf8_is_borrowed() {
        let decoded = decode("Grüße 📅\r\n".as_bytes());
        assert!(matches!(decoded.text, Cow::Borrowed("Grüße 📅\r\n")));
        assert!(!decoded.bom && decoded.diagnostics.is_empty());
    }

    #[test]
    fn the_mark_is_not_part_of_the_text() {
        let decoded = decode(b"\xEF\xBB\xBF---\n");
        assert!(matches!(decoded.text, Cow::Borrowed("---\n")));
        assert!(decoded.bom);
        assert_eq!(
            decode(b"\xEF\xBB\xBF\xEF\xBB\xBFa").text,
            "\u{FEFF}a",
            "only the first one"
        );
    }

    #[test]
    fn utf16_is_read_in_both_orders() {
        for (bytes, encoding) in [
            (&b"\xFF\xFEa\0=\xD8\xC5\xDC"[..], Encoding::Utf16Le),
            (b"\xFE\xFF\0a\xD8=\xDC\xC5", Encoding::Utf16Be),
        ] {
            let decoded = decode(bytes);
            assert_eq!((&*decoded.text, decoded.encoding, decoded.bom), ("a📅", encoding, true));
            assert!(decoded.diagnostics.is_empty());
        }
    }

    #[test]
    fn invalid_utf8_says_where_in_the_file() {
        let decoded = decode(b"\xEF\xBB\xBFab\xFFc\xE2\x82d");
        assert_eq!(decoded.text, "ab\u{FFFD}c\u{FFFD}d");
        assert_eq!(
            codes(b"\xEF\xBB\xBFab\xFFc\xE2\x82d"),
            [("invalid-utf8", 2, 5), ("invalid-utf8", 6, 9)]
        );
        assert!(decoded.diagnostics[0].message.starts_with("Byte 5 of the file"));
        assert!(decoded.diagnostics[1].message.starts_with("Byte 7 of the file"));
    }

    #[test]
    fn neighbours_are_one_finding() {
        assert_eq!(codes(&[0xFF; 1000]), [("invalid-utf8", 0, 3000)]);
        assert_eq!(codes(b"a\0\0\0b\0"), [("nul-character", 1, 4), ("nul-character", 5, 6)]);
    }

    #[test]
    fn a_flood_is_counted_and_not_listed() {
        let flood = b"a\xFF".repeat(1000);
        let found = decode(&flood).diagnostics;
        assert_eq!(found.len(), Findings::MOST);
        assert!(found[15].message.ends_with(" 984 more follow."));
    }

    #[test]
    fn utf16_halves_are_reported() {
        assert_eq!(codes(b"\xFF\xFEa\0=\xD8b\0"), [("invalid-utf16", 1, 4)]);
        assert_eq!(decode(b"\xFF\xFEa\0\xC5\xDCb").text, "a\u{FFFD}\u{FFFD}");
        assert_eq!(decode(b"\xFF\xFE").text, "");
    }

    #[test]
    fn binary_files_are_told_from_notes() {
        let random: Vec<u8> = (0..4096_u32)
            .map(|i| (i.wrapping_mul(2_654_435_761) >> 24) as u8)
            .collect();
        assert!(looks_binary(&random));
        assert!(looks_binary(b"\x89PNG\r\n\x1A\n\0\0\0\rIHDR\0\0\x01\0"));
        assert!(looks_binary(b"n\0o\0t\0e\0"), "UTF-16 without a mark");
        assert!(!looks_binary(b"\xFF\xFEn\0o\0t\0e\0"));
        assert!(!looks_binary(b""));
        assert!(!looks_binary(b"A note with a stray \0 in the middle of it"));
        assert!(!looks_binary(
            b"G\xFCnter in Latin-1, \x1B[1mterminal\x1B[0m colours\x0C"
        ));
    }
}
