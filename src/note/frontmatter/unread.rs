//! What is said of properties that cannot be read: those that are no block, and the line that spoils a block.

use super::block::{begins_with_one, is_space};
use crate::text::{Diagnostic, Severity, Span};

/// Says what is wrong where a note that has no block begins as if it had one.
pub(super) fn block(text: &str) -> Option<Diagnostic> {
    let blank = text.len() - text.trim_start().len();
    let start = text.get(blank..)?;
    let mut lines = start.strip_prefix("---")?.lines();
    let closed = blank > 0 && begins_with_one(start);
    let looks_so =
        lines.next().is_some_and(is_space) && lines.find(|line| !line.trim().is_empty()).is_some_and(is_property);
    let (code, message) = match closed {
        true => (
            "frontmatter-not-first",
            "These properties do not begin on the first line of the note, so they are read as text; take away what stands before them.",
        ),
        false => (
            "frontmatter-unclosed",
            "These properties do not end, so they are read as text; put `---` on a line of its own behind the last one.",
        ),
    };
    looks_so.then(|| Diagnostic {
        code,
        severity: Severity::Error,
        message: message.to_owned(),
        span: Span::new(blank, blank + 3),
    })
}

/// `key: value` or `key:`, with a key of a few words.
fn is_property(line: &str) -> bool {
    let Some((key, rest)) = line.split_once(':') else {
        return false;
    };
    let is_key = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ');
    key.starts_with(char::is_alphabetic)
        && key.len() <= 40
        && key.chars().all(is_key)
        && (rest.is_empty() || rest.starts_with([' ', '\t', '\r']))
}

/// Names the line of byte `at`, why it is no YAML, and what to do about it, in a block whose inside is at `place`.
pub(super) fn line(text: &str, place: Span, at: usize, reason: &str) -> String {
    let before = text.get(..at).unwrap_or_default();
    let number = 1 + before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let line = text
        .get(start..)
        .and_then(|rest| rest.lines().next())
        .unwrap_or_default();
    let above = text.get(place.start as usize..start).unwrap_or_default();
    let reason = reason.trim_end_matches('.');
    let advice = advice(line, above);
    format!("Line {number}: {reason}. {advice} What is clear by itself is read all the same.")
}

/// What to do about a line, with those above it.
fn advice(line: &str, above: &str) -> &'static str {
    let bare = line.trim_start();
    let indent = line.get(..line.len() - bare.len()).unwrap_or_default();
    let value = bare.split_once(": ").map_or(bare, |(_, value)| value.trim_start());
    let is_text = above.lines().any(|line| line.trim().is_empty()) && !is_property(line);
    if is_text {
        "If the properties end above it, put `---` on a line of its own there."
    } else if indent.contains('\t') {
        "Put spaces where its tabs are."
    } else if !indent.is_empty() && is_property(bare) {
        "Begin it where the other properties begin."
    } else if value.contains(": ") || value.starts_with(['@', '`', '%', '&', '*', '!', '|', '>', '"', '\'']) {
        "Put its value in quotes: '…', and each ' in it twice."
    } else {
        "See whether a quote or a bracket is missing here or above, and whether it begins where its neighbours do."
    }
}

#[cfg(test)]
mod tests {
    use crate::note;

    fn found(text: &str) -> Vec<(&'static str, String)> {
        let found = note::parse(text.as_bytes()).diagnostics.into_iter();
        found.map(|found| (found.code, found.message)).collect()
    }

    #[test]
    fn a_rule_at_the_top_is_no_block_of_properties() {
        for text in [
            "---\nA rule.\n",
            "---\n\nWho: me and you\n\n---\n",
            "---",
            "",
            " --- \n",
            "---\n# Head: line\n",
            "\n---\ntext\n---\n",
        ] {
            assert_eq!(found(text), [], "{text:?}");
        }
    }

    #[test]
    fn properties_that_are_none_are_told() {
        for (text, code) in [
            ("---\ntype: person\n# Ann\n", "frontmatter-unclosed"),
            ("---  \r\ntype: person\r\ntext", "frontmatter-unclosed"),
            ("---\ntags:\n  - a\n", "frontmatter-unclosed"),
            ("\n---\ntype: person\n---\n", "frontmatter-not-first"),
            (" ---\ntype: person\n---\n", "frontmatter-not-first"),
        ] {
            assert_eq!(
                found(text).iter().map(|found| found.0).collect::<Vec<_>>(),
                [code],
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_line_that_spoils_the_block_is_named_with_what_to_do() {
        for (block, line, advice) in [
            ("type: person\ncompany: Acme\n  role: CTO", "Line 4", "Begin it where"),
            ("type: person\n company: Acme\nrole: CTO", "Line 3", "Begin it where"),
            ("type: person\ntitle: Call: Acme", "Line 3", "in quotes"),
            ("type: person\ncompany: @Acme", "Line 3", "in quotes"),
            ("tags:\n\t- a", "Line 3", "spaces where its tabs"),
            ("type: person\n\nAnn is here.\n", "Line 4", "end above it"),
        ] {
            let found = found(&format!("---\n{block}\n---\n"));
            let [(code, message)] = found.as_slice() else {
                panic!("{block}: {found:?}")
            };
            assert_eq!(*code, "frontmatter-invalid");
            assert!(message.contains(line) && message.contains(advice), "{block}: {message}");
        }
    }
}
