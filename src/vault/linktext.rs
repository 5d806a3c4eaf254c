//! Writing links: the linkpath that leads to a file, and where in a written link it stands.

use std::borrow::Cow;

use super::kept::Seen;
use super::path;
use crate::note::{Context, LinkKind};
use crate::text::Span;

/// How linkpaths are written; the host's `newLinkFormat`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LinkFormat {
    /// The file's name where it is enough, else the whole path.
    Shortest,
    /// The path from the note's folder.
    Relative,
    /// The path from the vault's root.
    Absolute,
}

impl LinkFormat {
    /// As the host's settings name it.
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "shortest" => Some(Self::Shortest),
            "relative" => Some(Self::Relative),
            "absolute" => Some(Self::Absolute),
            _ => None,
        }
    }

    /// What a linkpath says of how its writer writes.
    pub(super) fn of(linkpath: &str) -> Self {
        match linkpath {
            link if link.starts_with("./") || link.starts_with("../") => Self::Relative,
            link if link.contains('/') => Self::Absolute,
            _ => Self::Shortest,
        }
    }
}

/// The ways to write a linkpath from the note at `from` to the file at `to`, in the order in which they are tried. The
/// last one always leads there. `.md` is kept where `old`, the linkpath as it was, has it.
pub(super) fn ways(to: &str, from: &str, old: &str, format: LinkFormat) -> Vec<String> {
    let whole = to;
    let to = match path::without_md(to) {
        Some(stem) if path::without_md(old).is_none() => stem,
        _ => to,
    };
    let relative = relative(to, path::folder(from));
    let dotted = || match relative.starts_with("../") {
        true => relative.clone(),
        false => format!("./{relative}"),
    };
    let mut ways = match format {
        LinkFormat::Shortest => vec![path::file_name(to).to_owned()],
        LinkFormat::Relative if old.starts_with("./") => vec![dotted()],
        LinkFormat::Relative => vec![relative.clone(), dotted()],
        LinkFormat::Absolute => Vec::new(),
    };
    if old.starts_with('/') {
        ways.push(format!("/{to}"));
    }
    // `Note` would lead to a `Note.md.md` only where there is no `Note.md`.
    ways.extend([to.to_owned(), whole.to_owned(), format!("/{whole}")]);
    ways
}

/// Whether a linkpath can stand in a link of that kind: the host ends it at these characters, however they are written.
pub(super) fn can_hold(kind: LinkKind, linkpath: &str) -> bool {
    let ends: &[&str] = match kind {
        LinkKind::Wikilink => &["#", "|", "[[", "]]"],
        LinkKind::Markdown | LinkKind::Reference => &["#"],
    };
    !ends.iter().any(|end| linkpath.contains(end))
}

/// The path from a folder to a file.
fn relative(to: &str, folder: &str) -> String {
    let mut here: Vec<&str> = folder.split('/').filter(|segment| !segment.is_empty()).collect();
    let mut there: Vec<&str> = to.split('/').collect();
    let shared = here.iter().zip(there.iter().take(there.len() - 1));
    let shared = shared.take_while(|(a, b)| a == b).count();
    here.drain(..shared);
    there.drain(..shared);
    let ups = here.iter().map(|_| "..");
    ups.chain(there.iter().copied()).collect::<Vec<_>>().join("/")
}

/// The change of a written link that gives it the linkpath `new`: the bytes to replace and what to put there. `None`
/// where the link is only a part of a property that is written with escapes.
pub(super) fn edit(text: &str, link: &Seen, new: &str) -> Option<(Span, String)> {
    let raw = link.span.of(text);
    let place = match link.kind {
        LinkKind::Wikilink => wikilink_path(raw),
        LinkKind::Markdown => target_path(raw, text_end(raw, link.display)?),
        LinkKind::Reference => target_path(raw, raw.find("]:")? + 2),
    };
    let Some((start, end)) = place else {
        return link.counted.then(|| (link.span, requoted(link, new)));
    };
    let written = match link.kind {
        LinkKind::Wikilink => Cow::Borrowed(new),
        _ if start > 0 && raw.as_bytes().get(start - 1) == Some(&b'<') => Cow::Borrowed(new),
        _ => Cow::Owned(encoded(new)),
    };
    let quote = text.as_bytes().get((link.span.start as usize).wrapping_sub(1)).copied();
    let written = match quote.filter(|_| link.context.intersects(Context::FRONTMATTER)) {
        Some(b'\'') => written.replace('\'', "''"),
        Some(b'"') => written.replace('\\', "\\\\").replace('"', "\\\""),
        _ => written.into_owned(),
    };
    let at = link.span.start as usize;
    Some((Span::new(at + start, at + end), written))
}

/// Where the linkpath of a written wikilink stands.
fn wikilink_path(raw: &str) -> Option<(usize, usize)> {
    let inner = raw
        .strip_prefix('!')
        .unwrap_or(raw)
        .strip_prefix("[[")?
        .strip_suffix("]]")?;
    let start = raw.len() - 2 - inner.len();
    let first = inner.chars().next().map_or(0, char::len_utf8);
    let bar = inner.get(first..).and_then(|rest| rest.find('|')).map(|at| at + first);
    let target = inner.get(..bar.unwrap_or(inner.len()))?;
    let target = target.get(..target.find('#').unwrap_or(target.len()))?;
    let target = match bar {
        Some(at) if at == target.len() => target.strip_suffix('\\').unwrap_or(target),
        _ => target,
    };
    let start = start + target.len() - target.trim_start().len();
    Some((start, start + target.trim().len()))
}

/// Where the target of a written Markdown link begins, behind its parenthesis.
fn text_end(raw: &str, shown: Option<&str>) -> Option<usize> {
    let end = shown.map(|shown| usize::from(raw.starts_with('!')) + 1 + shown.len());
    let end = end.filter(|end| raw.get(*end..).is_some_and(|rest| rest.starts_with("](")));
    Some(end.or_else(|| raw.rfind("]("))? + 2)
}

/// Where the path of a written target stands that begins at or behind byte `at`.
fn target_path(raw: &str, at: usize) -> Option<(usize, usize)> {
    let rest = raw.get(at..)?;
    let start = at + rest.len() - rest.trim_start().len();
    let rest = raw.get(start..)?;
    let (start, end) = match rest.strip_prefix('<') {
        Some(inner) => (start + 1, start + 1 + inner.find(['>', '#'])?),
        None => {
            let whole = rest.find(|c: char| c.is_ascii_whitespace()).unwrap_or(rest.len());
            let target = rest.get(..whole)?;
            let target = if raw.ends_with(target) {
                target.strip_suffix(')').unwrap_or(target)
            } else {
                target
            };
            (start, start + target.find('#').unwrap_or(target.len()))
        }
    };
    Some((start, end))
}

/// A property that is nothing but this link, in double quotes.
fn requoted(link: &Seen, new: &str) -> String {
    let embed = if link.context.intersects(Context::EMBED) {
        "!"
    } else {
        ""
    };
    let subpath = crate::note::subpath(link.target);
    let whole = match (link.kind, link.display) {
        (LinkKind::Wikilink, None) => format!("{embed}[[{new}{subpath}]]"),
        (LinkKind::Wikilink, Some(shown)) => format!("{embed}[[{new}{subpath}|{shown}]]"),
        (_, shown) => format!("{embed}[{}]({}{subpath})", shown.unwrap_or_default(), encoded(new)),
    };
    format!("\"{}\"", whole.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A linkpath as a Markdown link's target. As the host does, only what must be is encoded.
fn encoded(linkpath: &str) -> String {
    let mut depth = 0_i32;
    let balanced = linkpath.chars().all(|c| {
        depth += i32::from(c == '(') - i32::from(c == ')');
        depth >= 0
    }) && depth == 0;
    let mut out = String::with_capacity(linkpath.len());
    let mut rest = linkpath.chars();
    while let Some(c) = rest.next() {
        let hex = || rest.as_str().bytes().take(2).filter(u8::is_ascii_hexdigit).count() == 2;
        let must = match c {
            '%' => hex(),
            '(' | ')' => !balanced,
            c => c.is_ascii_whitespace() || c.is_ascii_control() || matches!(c, '\\' | '<' | '>'),
        };
        match u8::try_from(c) {
            Ok(byte) if must => out.push_str(&format!("%{byte:02X}")),
            _ => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn edited(text: &str, new: &str) -> String {
        let note = crate::note::parse(text.as_bytes());
        let seen = Seen::all(&note);
        let (span, written) = edit(text, &seen[0], new).unwrap();
        let mut out = text.to_owned();
        out.replace_range(span.range(), &written);
        out
    }

    #[test]
    fn only_the_linkpath_of_a_link_changes() {
        for (text, expected) in [
            ("[[Old]]", "[[New it]]"),
            ("![[ Old#A#b|x]]", "![[ New it#A#b|x]]"),
            ("[[Old|x#y]]", "[[New it|x#y]]"),
            ("[x](Old.md)", "[x](New%20it)"),
            ("![x](<Old.md#A B> \"t\")", "![x](<New it#A B> \"t\")"),
            ("[a [b] c](Old#h \"t\")", "[a [b] c](New%20it#h \"t\")"),
            ("[x][r]\n\n[r]: Old.md 'title'", "[x][r]\n\n[r]: New%20it 'title'"),
            ("| a |\n|---|\n| [[Old\\|x]] |", "| a |\n|---|\n| [[New it\\|x]] |"),
            ("---\na: \"[[Old|x]]\"\n---\n", "---\na: \"[[New it|x]]\"\n---\n"),
            (
                "---\na: \"[[Ol\\u0064#h|x]]\"\n---\n",
                "---\na: \"[[New it#h|x]]\"\n---\n",
            ),
        ] {
            assert_eq!(edited(text, "New it"), expected);
        }
        assert_eq!(
            edited("---\na: '[[Old]]'\n---\n", "O'Hara"),
            "---\na: '[[O''Hara]]'\n---\n"
        );
    }

    #[test]
    fn targets_are_encoded_where_they_must_be() {
        assert_eq!(encoded("a b (1)"), "a%20b%20(1)");
        assert_eq!(encoded("a)b 100% %20"), "a%29b%20100%%20%2520");
    }

    #[test]
    fn linkpaths_are_written_in_each_format() {
        use LinkFormat::{Absolute, Relative, Shortest};
        for (format, old, expected) in [
            (Shortest, "Old", ["Note", "a/b/Note"]),
            (Absolute, "x/Old.md", ["a/b/Note.md", "a/b/Note.md"]),
            (Relative, "../Old", ["../b/Note", "../b/Note"]),
        ] {
            let ways = ways("a/b/Note.md", "a/c/From.md", old, format);
            assert_eq!(ways.first().map(String::as_str), Some(expected[0]), "{old}");
            assert!(ways.iter().any(|way| way == expected[1]), "{old}");
        }
        assert_eq!(ways("a/Note.md", "a/F.md", "./Old", Relative)[0], "./Note");
        assert_eq!(ways("Note.md", "a/b/F.md", "../Old", Relative)[0], "../../Note");
    }
}
