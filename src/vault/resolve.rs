//! From a link to the note it leads to, in the host app's order:
//!
//! 1. `./x` and `../x`: relative to the source, exact path only.
//! 2. An exact path from the vault's root, even over a file beside the source.
//! 3. A note in the source's own folder.
//! 4. The shortest path string that ends with the link's segments; equal lengths in lexicographic order.
//!
//! Names compare in NFC and lower case per character; an exact-case file wins over a folded one at each step.

use std::collections::HashMap;

use unicode_normalization::UnicodeNormalization;

use super::path;

/// Paths by the folded name of their file.
#[derive(Debug, Default)]
pub(super) struct NameIndex {
    /// Folded file name (without `.md`) to paths, shortest first, then in lexicographic order.
    by_name: HashMap<String, Vec<String>>,
}

impl NameIndex {
    /// Adds a path.
    pub(super) fn add(&mut self, path: &str) {
        let paths = self.by_name.entry(key(path)).or_default();
        let at = paths.partition_point(|p| (p.len(), p.as_str()) < (path.len(), path));
        paths.insert(at, path.to_owned());
    }

    /// Removes a path.
    pub(super) fn remove(&mut self, path: &str) {
        let key = key(path);
        if let Some(paths) = self.by_name.get_mut(&key) {
            paths.retain(|p| p != path);
            if paths.is_empty() {
                self.by_name.remove(&key);
            }
        }
    }

    /// The path that `linkpath` in the note at `from` leads to. An empty linkpath leads to the note itself.
    pub(super) fn resolve(&self, linkpath: &str, from: &str) -> Option<&str> {
        let link = linkpath.trim();
        if link.is_empty() {
            return self.exact(from);
        }
        if link.starts_with("./") || link.starts_with("../") {
            return self.exact(&path::join(path::folder(from), link)?);
        }
        let link = link.trim_start_matches('/');
        let beside = || self.exact(&path::join(path::folder(from), link)?);
        self.exact(link).or_else(beside).or_else(|| self.shortest(link))
    }

    /// A path that equals `link` but for `.md`, case and normalisation.
    fn exact(&self, link: &str) -> Option<&str> {
        let same_segments = |p: &&String| segments(p) == segments(link);
        self.best(link, same_segments)
    }

    /// The shortest path that ends with the segments of `link`.
    fn shortest(&self, link: &str) -> Option<&str> {
        let folded = fold(strip_extension(link));
        self.best(link, |p| {
            let whole = fold(strip_extension(p));
            whole
                .strip_suffix(&folded)
                .is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
        })
    }

    /// The first path that fits, one that is written exactly as `link` first.
    fn best(&self, link: &str, fits: impl Fn(&&String) -> bool) -> Option<&str> {
        let paths = self.by_name.get(&key(link))?;
        let written = strip_extension(link);
        let mut fitting = paths.iter().filter(fits);
        let first = fitting.next()?;
        let as_written = |p: &&String| strip_extension(p).ends_with(written);
        let exact = std::iter::once(first).chain(fitting).find(as_written);
        Some(exact.unwrap_or(first))
    }
}

/// The folded segments of a path, without `.md`.
fn segments(path: &str) -> Vec<String> {
    strip_extension(path).split('/').map(fold).collect()
}

fn key(path: &str) -> String {
    fold(strip_extension(path::file_name(path)))
}

/// Without `.md`, in any case.
fn strip_extension(path: &str) -> &str {
    let cut = path.len().saturating_sub(3);
    match path.get(cut..) {
        Some(end) if end.eq_ignore_ascii_case(".md") => path.get(..cut).unwrap_or(path),
        _ => path,
    }
}

fn fold(text: &str) -> String {
    text.nfc().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(paths: &[&str], link: &str, from: &str) -> Option<String> {
        let mut index = NameIndex::default();
        paths.iter().for_each(|p| index.add(p));
        index.resolve(link, from).map(str::to_owned)
    }

    #[test]
    fn an_exact_path_wins_then_the_own_folder_then_the_shortest() {
        let paths = ["Note.md", "x/Note.md", "a/b/Deep.md", "zzzz/Deep.md", "zzzzz/Deep.md"];
        assert_eq!(resolve(&paths, "Note", "x/From.md").as_deref(), Some("Note.md"));
        assert_eq!(
            resolve(&paths, "Deep", "zzzzz/From.md").as_deref(),
            Some("zzzzz/Deep.md")
        );
        assert_eq!(resolve(&paths, "Deep", "From.md").as_deref(), Some("a/b/Deep.md"));
        assert_eq!(resolve(&paths, "b/Deep", "From.md").as_deref(), Some("a/b/Deep.md"));
        assert_eq!(resolve(&paths, "eep", "From.md"), None);
    }

    #[test]
    fn relative_links_are_exact() {
        let paths = ["a/Note.md", "Other.md"];
        assert_eq!(resolve(&paths, "./Note", "a/From.md").as_deref(), Some("a/Note.md"));
        assert_eq!(resolve(&paths, "../Other.md", "a/From.md").as_deref(), Some("Other.md"));
        assert_eq!(resolve(&paths, "./Other", "a/From.md"), None);
    }

    #[test]
    fn case_and_normalisation_fold() {
        let paths = ["Zoe\u{308}.md", "LOG.md", "log.md"];
        assert_eq!(resolve(&paths, "Zoë", "x.md").as_deref(), Some("Zoe\u{308}.md"));
        assert_eq!(resolve(&paths, "log", "x.md").as_deref(), Some("log.md"));
        assert_eq!(resolve(&paths, "Log", "x.md").as_deref(), Some("LOG.md"));
    }
}
