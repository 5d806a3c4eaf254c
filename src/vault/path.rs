//! Paths inside a vault: relative, `/`-separated, without `.` and `..`.

/// A path as the vault keeps it; `None` when it is empty, absolute, or leaves the vault. Backslashes separate too.
pub fn normal(path: &str) -> Option<String> {
    let drive = path.as_bytes().get(1) == Some(&b':');
    if path.starts_with(['/', '\\']) || drive {
        return None;
    }
    join("", &path.replace('\\', "/"))
}

/// `relative` seen from `folder`; `None` when it leaves the vault or names nothing.
pub fn join(folder: &str, relative: &str) -> Option<String> {
    let mut segments: Vec<&str> = Vec::new();
    for segment in folder.split('/').chain(relative.split('/')) {
        match segment {
            "" | "." => {}
            ".." => {
                segments.pop()?;
            }
            name => segments.push(name),
        }
    }
    (!segments.is_empty()).then(|| segments.join("/"))
}

/// The folder of a path, "" at the root.
pub fn folder(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The last segment of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a path is that of a dot file or below a dot folder, which no vault holds.
pub fn is_hidden(path: &str) -> bool {
    path.split('/').any(|segment| segment.starts_with('.'))
}

/// A path without its `.md`, in any case; `None` when it has none, as an attachment's.
pub fn without_md(path: &str) -> Option<&str> {
    let cut = path.len().checked_sub(3)?;
    path.get(cut..).filter(|end| end.eq_ignore_ascii_case(".md"))?;
    path.get(..cut)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_end_with_md() {
        assert_eq!(without_md("a/B.MD"), Some("a/B"));
        assert_eq!(without_md("a.md.md"), Some("a.md"));
        assert_eq!(
            (without_md("a.png"), without_md("é"), without_md("")),
            (None, None, None)
        );
    }

    #[test]
    fn keeps_paths_inside_the_vault() {
        assert_eq!(normal("a//b/./c.md").as_deref(), Some("a/b/c.md"));
        assert_eq!(normal("a\\b.md").as_deref(), Some("a/b.md"));
        assert_eq!(normal("a/../b.md").as_deref(), Some("b.md"));
        for path in ["", "/etc/x", "../x.md", "a/../../x.md", "C:\\x.md", "."] {
            assert_eq!(normal(path), None, "{path}");
        }
    }
}
