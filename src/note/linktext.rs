//! What is written in a link: linkpath, subpath, display text, percent-encoding.

use std::borrow::Cow;

/// The path part of a link target: what stands before its first `#`. `note#Heading` gives `note`, `#Heading` gives "".
pub fn linkpath(target: &str) -> &str {
    let mark = memchr::memchr(b'#', target.as_bytes());
    mark.and_then(|at| target.get(..at)).unwrap_or(target)
}

/// The part of a link target from its first `#` on, with that `#`; "" when it has none.
pub fn subpath(target: &str) -> &str {
    target.find('#').and_then(|at| target.get(at..)).unwrap_or("")
}

/// How the host shows a wikilink without display text of its own: `a#b#c` as `a > b > c`.
pub fn display_of(target: &str) -> String {
    let mut shown = String::with_capacity(target.len());
    for part in target.split('#').map(str::trim).filter(|part| !part.is_empty()) {
        if !shown.is_empty() {
            shown.push_str(" > ");
        }
        shown.push_str(part);
    }
    shown
}

/// Whether a Markdown link's target leaves the vault: it has a scheme (RFC 3986; a single letter is a drive, no
/// scheme) or begins with `//`.
pub fn is_external(target: &str) -> bool {
    let bytes = target.as_bytes();
    let scheme = bytes
        .iter()
        .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'));
    let length = scheme.count();
    let named = length > 1 && bytes.get(length) == Some(&b':');
    named && bytes.first().is_some_and(u8::is_ascii_alphabetic) || target.starts_with("//")
}

/// A Markdown link's target without its backslash escapes and percent-encoding. What is no valid encoding stays.
pub(crate) fn decode_target(target: &str) -> Cow<'_, str> {
    if !target.bytes().any(|b| matches!(b, b'%' | b'\\')) {
        return Cow::Borrowed(target);
    }
    let mut bytes = Vec::with_capacity(target.len());
    let mut rest = target.as_bytes();
    while let [first, tail @ ..] = rest {
        let (byte, used) = match (first, tail) {
            (b'%', [high, low, ..]) => hex(*high, *low).map_or((b'%', 1), |byte| (byte, 3)),
            (b'\\', [next, ..]) if next.is_ascii_punctuation() => (*next, 2),
            _ => (*first, 1),
        };
        bytes.push(byte);
        rest = rest.get(used..).unwrap_or_default();
    }
    String::from_utf8(bytes).map_or(Cow::Borrowed(target), Cow::Owned)
}

fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |b: u8| char::from(b).to_digit(16);
    u8::try_from(digit(high)? * 16 + digit(low)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn splits_at_the_first_hash() {
        assert_eq!(linkpath("Note#A#B"), "Note");
        assert_eq!(subpath("Note#A#B"), "#A#B");
        assert_eq!((linkpath("#A"), subpath("#A")), ("", "#A"));
        assert_eq!((linkpath("a/b"), subpath("a/b")), ("a/b", ""));
    }

    #[test]
    fn shows_subpaths_as_the_host_does() {
        assert_eq!(display_of("Note#A#^id"), "Note > A > ^id");
        assert_eq!(display_of("##search"), "search");
        assert_eq!(display_of("#4. Lists"), "4. Lists");
    }

    #[test]
    fn knows_targets_that_leave_the_vault() {
        for url in [
            "https://e.com",
            "mailto:a@b.c",
            "obsidian://open",
            "x-app+1:go",
            "//host/x",
        ] {
            assert!(is_external(url), "{url}");
        }
        for path in ["note", "a/b.md", "C:\\x", "#A", "1a:b", "note: plan"] {
            assert_eq!(is_external(path), path == "note: plan", "{path}");
        }
    }

    #[test]
    fn decodes_what_is_encoded() {
        assert_eq!(decode_target("a%20b\\(c\\)"), "a b(c)");
        assert_eq!(decode_target("100%"), "100%");
        assert_eq!(decode_target("%zz%FF"), "%zz%FF");
        assert_eq!(decode_target("plain"), "plain");
    }
}
