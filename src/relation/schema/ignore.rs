//! What is left out: names that stand for nobody, and paths.

/// Whether a rule leaves out a path: a folder with a trailing `/`, or a glob.
pub(super) fn ignores(rule: &str, path: &str) -> bool {
    let Some(folder) = rule.strip_suffix('/') else {
        return fast_glob::glob_match(rule, path);
    };
    if folder.contains('/') {
        return path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'));
    }
    let Some((folders, _)) = path.rsplit_once('/') else {
        return false;
    };
    let mut folders = folders.as_bytes().split(|byte| *byte == b'/');
    folders.any(|segment| segment == folder.as_bytes())
}

/// A bit for each character of ASCII with which texts may begin that a pattern matches.
pub(super) fn begun_by(pattern: &str) -> u128 {
    match pattern.bytes().next() {
        Some(b'*') => u128::MAX,
        Some(first @ ..0x80) => 1 << first,
        _ => 0,
    }
}

/// Matches a text against a pattern in which `*` stands for any text; linear in both.
pub(super) fn wildcard(pattern: &str, text: &str) -> bool {
    let Some((head, tail)) = pattern.split_once('*') else {
        return pattern == text;
    };
    let Some(rest) = text.strip_prefix(head) else {
        return false;
    };
    let mut rest = rest;
    let mut parts = tail.split('*').peekable();
    while let Some(part) = parts.next() {
        if parts.peek().is_none() {
            return rest.ends_with(part);
        }
        match rest.split_once(part) {
            Some((_, after)) => rest = after,
            None => return false,
        }
    }
    true
}

#[cfg(test)]
mod tests {
    use super::super::{Schema, strings};

    #[test]
    fn placeholders_stand_for_nobody() {
        let schema = Schema::default();
        assert!(schema.is_ignored_name("speaker 12"));
        assert!(schema.is_ignored_name("Unknown (external)"));
        assert!(!schema.is_ignored_name("Speakerson"));
    }

    #[test]
    fn folders_and_globs_leave_paths_out() {
        let schema = Schema {
            ignore_paths: strings(&["_archive/", "Work/Old/", "**/*.draft.md"]),
            ..Schema::default()
        };
        assert!(schema.is_ignored_path("a/_archive/x.md"));
        assert!(schema.is_ignored_path("Work/Old/x.md"));
        assert!(!schema.is_ignored_path("More/Work/Old/x.md"));
        assert!(schema.is_ignored_path("a/b.draft.md"));
        assert!(!schema.is_ignored_path("_archive.md"));
    }
}
