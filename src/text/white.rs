//! Trimming, quick for text that begins and ends with a visible ASCII character, as nearly all does.

/// As `str::trim_start`.
pub(crate) fn trim_start(text: &str) -> &str {
    match text.as_bytes().first() {
        Some(byte) if byte.is_ascii_graphic() => text,
        _ => text.trim_start(),
    }
}

/// As `str::trim_end`.
pub(crate) fn trim_end(text: &str) -> &str {
    match text.as_bytes().last() {
        Some(byte) if byte.is_ascii_graphic() => text,
        _ => text.trim_end(),
    }
}

/// As `str::trim`.
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
