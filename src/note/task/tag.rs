//! Tags on a task line.

use super::field::FieldName;

/// Length of the tag at the start of `text`, `#` included. A tag holds at least one character that is no digit, and ends
/// at white space, punctuation other than `_`, `-` and `/`, or a field's mark.
pub(crate) fn tag_len(text: &str) -> Option<usize> {
    let body = text.strip_prefix('#')?;
    let ascii = body.bytes().take_while(|b| b.is_ascii() && is_tag_char(char::from(*b)));
    let plain = ascii.count();
    let ends = |c: char| !is_tag_char(c) || FieldName::of_symbol(c).is_some();
    let len = body.get(plain..)?.find(ends).map_or(body.len(), |more| plain + more);
    let word = body.get(..len)?;
    word.chars().any(|c| !c.is_numeric()).then_some(1 + len)
}

#[inline]
fn is_tag_char(c: char) -> bool {
    if c.is_ascii() {
        return matches!(c, '-' | '_' | '/') || !c.is_ascii_punctuation() && !c.is_whitespace();
    }
    // The joiner stands inside emoji; the rest of its block is spaces and punctuation.
    let general = matches!(c, '\u{2000}'..='\u{206f}' | '\u{2e00}'..='\u{2e7f}') && c != '\u{200d}';
    !(c.is_whitespace() || general)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_end_of_a_tag() {
        for (text, len) in [
            ("#task next", Some(5)),
            ("#a/b-c_d.", Some(8)),
            ("#1990s", Some(6)),
            ("#1984", None),
            ("#", None),
            ("# heading", None),
            ("#task📅 2025-06-20", Some(5)),
            ("#🏷/label", Some(11)),
        ] {
            assert_eq!(tag_len(text), len, "{text}");
        }
    }
}
