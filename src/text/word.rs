//! Where words begin and end.

/// Whether a span, in bytes, is whole words: no letter or figure stands before or behind.
pub(crate) fn is_whole(text: &str, start: usize, end: usize) -> bool {
    begins(text, start) && ends(text, end)
}

/// Whether no letter or figure stands before.
pub(crate) fn begins(text: &str, start: usize) -> bool {
    let last = start.checked_sub(1).and_then(|last| text.as_bytes().get(last));
    if let Some(byte) = last.filter(|byte| byte.is_ascii()) {
        return !byte.is_ascii_alphanumeric();
    }
    let before = text.get(..start).and_then(|t| t.chars().next_back());
    text.is_char_boundary(start) && !before.is_some_and(belongs)
}

/// Whether no letter or figure follows.
pub(crate) fn ends(text: &str, end: usize) -> bool {
    match text.as_bytes().get(end) {
        Some(byte) if byte.is_ascii() => !byte.is_ascii_alphanumeric(),
        _ => !text.get(end..).and_then(|t| t.chars().next()).is_some_and(belongs),
    }
}

/// A combining mark belongs to the letter before it.
fn belongs(c: char) -> bool {
    c.is_alphanumeric() || !c.is_ascii() && unicode_normalization::char::is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_figures_and_their_marks_are_of_a_word() {
        for (text, whole) in [
            ("Ann", true),
            ("(Ann)", true),
            ("é Ann’s", true),
            ("JoAnn", false),
            ("Anna", false),
            ("éAnn", false),
            ("Ann2", false),
            ("Ann\u{308}", false),
            ("_Ann_", true),
        ] {
            let at = text.find("Ann").unwrap();
            assert_eq!(is_whole(text, at, at + 3), whole, "{text}");
        }
        assert!(!begins("é", 1), "within a character");
    }
}
