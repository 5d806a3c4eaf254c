//! Trimming, quick for text with a visible ASCII character at its ends or behind one space, as nearly all has.

/// As `str::trim_start`.
#[inline]
pub(crate) fn trim_start(text: &str) -> &str {
    match text.as_bytes() {
        [first, ..] if first.is_ascii_graphic() => text,
        [b' ', first, ..] if first.is_ascii_graphic() => text.get(1..).unwrap_or_default(),
        _ => text.trim_start(),
    }
}

/// As `str::trim_end`.
#[inline]
pub(crate) fn trim_end(text: &str) -> &str {
    match text.as_bytes() {
        [.., last] if last.is_ascii_graphic() => text,
        [.., last, b' '] if last.is_ascii_graphic() => text.get(..text.len() - 1).unwrap_or_default(),
        _ => text.trim_end(),
    }
}

/// As `str::trim`.
#[inline]
pub(crate) fn trim(text: &str) -> &str {
    trim_start(trim_end(text))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn trims_as_the_standard_library_does(text in "[ \\t\u{b}\u{a0}\u{2003}a.é]{0,6}") {
            prop_assert_eq!(super::trim_start(&text), text.trim_start());
            prop_assert_eq!(super::trim_end(&text), text.trim_end());
            prop_assert_eq!(super::trim(&text), text.trim());
        }
    }
}
