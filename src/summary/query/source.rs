//! The lines of a query: comments, continuations, placeholders.

use super::QueryContext;

/// An instruction with the number of its first line, from 1.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Line {
    pub(super) text: String,
    pub(super) number: u32,
}

/// The instructions of a query. A backslash at the end of a line joins it with the next; two stand for one. Empty lines and
/// lines that begin with `#` are none.
pub(super) fn lines(source: &str) -> impl Iterator<Item = Line> + '_ {
    let mut rest = source.lines().zip(1u32..);
    std::iter::from_fn(move || {
        loop {
            let (first, number) = rest.next()?;
            let mut text = first.trim_start().to_owned();
            while let Some(len) = continued(&text) {
                text.truncate(len);
                let Some((next, _)) = rest.next() else { break };
                text.push(' ');
                text.push_str(next.trim_start());
            }
            if text.ends_with("\\\\") {
                text.pop();
            }
            let text = text.trim();
            if !text.is_empty() && !text.starts_with('#') {
                return Some(Line {
                    text: text.to_owned(),
                    number,
                });
            }
        }
    })
}

/// Length of the text before a backslash that joins it with the next line.
fn continued(line: &str) -> Option<usize> {
    let text = line.strip_suffix('\\')?;
    (!text.ends_with('\\')).then(|| text.trim_end().len())
}

/// How long a line may become, in bytes.
const LONGEST: usize = 1 << 16;

/// Replaces `{{query.file.path}}` and the like by what they say of the note with the query; takes out `{{! comments }}`.
pub(super) fn expand(line: &str, context: &QueryContext<'_>) -> Result<String, String> {
    let mut expanded = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("{{") {
        let (inside, after) = after.split_once("}}").ok_or("a placeholder is not closed")?;
        expanded.push_str(before);
        let name = inside.trim();
        if let Some(preset) = name.strip_prefix("preset.") {
            let preset = context.presets.and_then(|presets| presets.get(preset));
            expanded.push_str(preset.ok_or_else(|| format!("the vault's settings have no \"{name}\""))?);
        } else if !name.starts_with('!') {
            let path = context.path;
            let path = path.ok_or_else(|| format!("\"{name}\" needs the note that holds the query"))?;
            let value = placeholder(name, path).ok_or_else(|| format!("there is no placeholder \"{name}\""))?;
            expanded.push_str(value);
        }
        rest = after;
        if expanded.len() > LONGEST {
            return Err("what its placeholders stand for is too long".to_owned());
        }
    }
    expanded.push_str(rest);
    Ok(expanded.trim().to_owned())
}

fn placeholder<'a>(name: &str, path: &'a str) -> Option<&'a str> {
    let without = |text: &'a str| text.strip_suffix(".md").unwrap_or(text);
    Some(match name.strip_prefix("query.file.")? {
        "path" => path,
        "pathWithoutExtension" => without(path),
        "root" => root(path),
        "folder" => folder(path),
        "filename" => filename(path),
        "filenameWithoutExtension" => without(filename(path)),
        _ => return None,
    })
}

/// The first folder of a path with its slash; `/` in the vault's own folder.
pub(super) fn root(path: &str) -> &str {
    path.find('/').and_then(|at| path.get(..=at)).unwrap_or("/")
}

/// The folder of a path with its slash; `/` in the vault's own folder.
pub(super) fn folder(path: &str) -> &str {
    path.rfind('/').and_then(|at| path.get(..=at)).unwrap_or("/")
}

/// The last part of a path.
pub(super) fn filename(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a query does without the vault's global query.
pub(super) fn ignores_global_query(text: &str) -> bool {
    lines(text).any(|line| Words::new(&line.text).begin("ignore global query"))
}

/// Whether an instruction runs JavaScript, or needs what only the plugin has.
pub(super) fn is_unsupported(line: &str) -> bool {
    const UNSUPPORTED: [&str; 5] = [
        "filter by function",
        "sort by function",
        "group by function",
        "sort by random",
        "group by random",
    ];
    let words = Words::new(line);
    UNSUPPORTED
        .into_iter()
        .any(|start| words.after(start).is_some() || words.begin(start))
}

/// An instruction as words, which are the same in any case.
#[derive(Debug, Clone, Copy)]
pub(super) struct Words<'a>(&'a str);

impl<'a> Words<'a> {
    pub(super) fn new(line: &'a str) -> Self {
        Self(line.trim())
    }

    /// Whether the line is just these words.
    pub(super) fn are(self, words: &str) -> bool {
        self.0.eq_ignore_ascii_case(words)
    }

    /// Whether the line begins with these words.
    pub(super) fn begin(self, words: &str) -> bool {
        self.are(words) || self.after(words).is_some()
    }

    /// What follows these words and white space.
    pub(super) fn after(self, words: &str) -> Option<&'a str> {
        let (start, rest) = self.0.split_at_checked(words.len())?;
        let follows = start.eq_ignore_ascii_case(words) && rest.starts_with(char::is_whitespace);
        follows.then(|| rest.trim_start())
    }

    /// The first words of the line.
    pub(super) fn first(self, count: usize) -> String {
        let words: Vec<&str> = self.0.split_whitespace().take(count).collect();
        words.join(" ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn joins_and_skips_lines() {
        let source = "# all of it\n\nnot done\n(due today) OR \\\n    (no due date)\ndescription includes \\\\\n";
        let all: Vec<(u32, String)> = lines(source).map(|line| (line.number, line.text)).collect();
        let expected = [
            (3, "not done"),
            (4, "(due today) OR (no due date)"),
            (6, "description includes \\"),
        ];
        assert_eq!(all, expected.map(|(number, text)| (number, text.to_owned())));
    }

    #[test]
    fn fills_placeholders() {
        let path = Some("Work/Plans/Q3 plan.md");
        let context = |path| QueryContext {
            today: crate::note::Day::parse("2025-06-10").unwrap(),
            path,
            global_filter: "",
            global_query: "",
            presets: None,
        };
        let filled = |line| expand(line, &context(path));
        assert_eq!(
            filled("path includes {{query.file.path}}").unwrap(),
            "path includes Work/Plans/Q3 plan.md"
        );
        assert_eq!(
            filled("root includes {{ query.file.root }}").unwrap(),
            "root includes Work/"
        );
        assert_eq!(filled("not done {{! only open ones }}").unwrap(), "not done");
        assert!(filled("path includes {{query.file.tags}}").is_err());
        assert!(filled("path includes {{query.file.path").is_err());
        assert!(expand("path includes {{query.file.path}}", &context(None)).is_err());
    }
}
