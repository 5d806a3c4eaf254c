//! Files that a vault leaves out: dot files and dot folders, and those of the host's setting "excluded files".

use std::sync::Arc;

use regex_lite::Regex;

use super::fold::fold;
use super::path::is_hidden;
use super::{Change, LinkFormat, Vault};
use crate::note::{Mapping, Value, parse_yaml};
use crate::order::Order as _;
use crate::text::Diagnostic;

/// What to leave out.
#[derive(Debug, Default)]
pub struct Ignore {
    filters: Vec<Filter>,
}

/// An entry of the host's `userIgnoreFilters`.
#[derive(Debug)]
enum Filter {
    /// The beginning of a path, folded.
    Begins(String),
    /// `/…/`: a regular expression that is found in the path.
    Matches(Regex),
}

impl Ignore {
    /// Reads filters; those that are no valid regular expressions are given back. The syntax is that of JavaScript but
    /// for what cannot be decided in linear time: looking around and back.
    pub fn new(filters: impl IntoIterator<Item = String>) -> (Self, Vec<String>) {
        let mut ignore = Self::default();
        let mut odd = Vec::new();
        for filter in filters {
            let pattern = filter.strip_prefix('/').and_then(|rest| rest.strip_suffix('/'));
            match pattern.filter(|pattern| !pattern.is_empty()).map(Regex::new) {
                Some(Ok(regex)) => ignore.filters.push(Filter::Matches(regex)),
                Some(Err(_)) => odd.push(filter),
                None if filter.trim().is_empty() => {}
                None => ignore.filters.push(Filter::Begins(fold(&filter).into_owned())),
            }
        }
        (ignore, odd)
    }

    /// Whether a path is left out.
    pub fn covers(&self, path: &str) -> bool {
        is_hidden(path)
            || self.filters.iter().any(|filter| match filter {
                Filter::Begins(start) => fold(path).starts_with(start.as_str()),
                Filter::Matches(regex) => regex.is_match(path),
            })
    }
}

/// What the host's settings came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Configured {
    /// What changed, as files are left out now. Files that are not left out any more have to be set again.
    pub change: Change,
    /// The texts of the notes that were dropped, by path.
    pub dropped: Vec<(String, Arc<str>)>,
    /// Filters that are no regular expressions that can be used.
    pub odd_filters: Vec<String>,
}

impl Vault {
    /// Takes over the settings of the host's `.obsidian/app.json`: `userIgnoreFilters` and `newLinkFormat`.
    ///
    /// # Errors
    /// Where and why the text is no JSON object; nothing changes then.
    pub fn configure(&mut self, app_json: &str) -> Result<Configured, Diagnostic> {
        let settings = parse_yaml(app_json)?;
        self.set_link_format(text(&settings, "newLinkFormat").and_then(LinkFormat::from_name));
        let filters = settings.get("userIgnoreFilters").map(Value::texts).unwrap_or_default();
        let (ignore, odd_filters) = Ignore::new(filters);
        self.ignore = ignore;
        let mut dropped = Vec::new();
        Ok(Configured {
            change: self.drop_ignored(&mut dropped),
            dropped,
            odd_filters,
        })
    }

    /// Whether the vault leaves out files at `path`; to set one there does nothing.
    pub fn ignores(&self, path: &str) -> bool {
        self.ignore.covers(path)
    }

    fn drop_ignored(&mut self, dropped: &mut Vec<(String, Arc<str>)>) -> Change {
        let ignored: Vec<String> = self
            .files()
            .filter(|path| self.ignores(path))
            .map(str::to_owned)
            .collect();
        let mut all = Change::default();
        for path in ignored {
            dropped.extend(
                self.shared_text(&path)
                    .map(|text| (path.clone(), Arc::clone(text.fetched()))),
            );
            let change = self.delete(&path).unwrap_or_default();
            all.files.extend(change.files);
            all.resolved.extend(change.resolved);
        }
        all.resolved.order();
        all.resolved.dedup();
        let gone = std::mem::take(&mut all.resolved);
        all.resolved = gone.into_iter().filter(|path| self.has_file(path)).collect();
        all
    }
}

fn text<'m>(settings: &'m Mapping, key: &str) -> Option<&'m str> {
    settings.get(key)?.as_text()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn filters_are_beginnings_or_expressions() {
        let filters = ["Archive/", "old", "/draft-\\d+/", "/(/", ""];
        let (ignore, odd) = Ignore::new(filters.map(str::to_owned));
        for (path, covered) in [
            ("archive/a.md", true),
            ("Old note.md", true),
            ("a/old.md", false),
            ("a/draft-12.md", true),
            ("a/draft-x.md", false),
            (".trash/a.md", true),
            ("a/.b/c.md", true),
            ("a.b/c.md", false),
        ] {
            assert_eq!(ignore.covers(path), covered, "{path}");
        }
        assert_eq!(odd, ["/(/"]);
    }

    #[test]
    fn settings_of_the_host_apply() {
        let mut vault = Vault::default();
        vault.set("Archive/Note.md", b"[[a]]");
        vault.set("a.md", b"[[Note]]");
        let json = "{\n\t\"newLinkFormat\": \"relative\",\n  \"userIgnoreFilters\": [\n    \"Archive/\"\n  ]\n}";
        let change = vault.configure(json).unwrap().change;
        assert_eq!(
            (change.files, change.resolved),
            (vec!["Archive/Note.md".to_owned()], vec!["a.md".to_owned()])
        );
        assert!(vault.set("Archive/x.md", b"").is_empty() && !vault.has_file("Archive/x.md"));
        assert_eq!(vault.link_format(), LinkFormat::Relative);
        let gone = vault.rename("a.md", "Archive/a.md").unwrap();
        assert_eq!(gone.change.files, ["a.md"]);
        assert!(vault.is_empty());
        assert!(vault.configure("[1]").is_err());
    }
}
