//! The grammar of tags.
//!
//! A tag is `#` with one or more characters that are not white space, not ASCII punctuation but `-`, `_`, `/`, and
//! not general or supplemental punctuation of Unicode; at least one of them is no digit. It stands at the start of a
//! line, after white space, or right after another piece of inline syntax.

/// Bytes of the tag's name after its `#`; `None` when no tag is there.
pub(super) fn name_len(rest: &str) -> Option<usize> {
    let end = rest.find(|c| !in_tag(c)).unwrap_or(rest.len());
    let name = rest.get(..end)?;
    (!is_number(name)).then_some(end)
}

/// Whether `name` may be a tag: not empty, not digits alone, and of tag characters only.
pub(super) fn is_name(name: &str) -> bool {
    !is_number(name) && name.chars().all(in_tag)
}

/// Whether a text is empty or holds digits alone.
fn is_number(name: &str) -> bool {
    name.bytes().all(|b| b.is_ascii_digit())
}

/// Whether a character may stand in a tag.
fn in_tag(c: char) -> bool {
    match c {
        '-' | '_' | '/' => true,
        '\0'..='\x7f' => c.is_ascii_alphanumeric() || c.is_ascii_control() && !c.is_ascii_whitespace() && c != '\x0b',
        // A zero-width joiner or a variation selector holds an emoji sequence together.
        '\u{200d}' => true,
        '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}' => false,
        _ => !c.is_whitespace(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_end_where_the_grammar_says() {
        for (text, length) in [
            ("type/customer x", 13),
            ("a-b_c,", 5),
            ("1990s", 5),
            ("🚀launch!", 10),
            ("日本語。", 12),
            ("x…y", 1),
        ] {
            assert_eq!(name_len(text), Some(length), "{text}");
        }
    }

    #[test]
    fn digits_alone_are_no_tag() {
        for text in ["1984", "", " a", "12, x", "#x"] {
            assert_eq!(name_len(text), None, "{text}");
        }
    }
}
