//! Where the properties block is, and what is in it.

use super::{Data, Frontmatter, broken, fast, links, unread, yaml};
use crate::text::{Diagnostic, Severity, Span};

/// The block's fences and what is between them, as byte offsets.
struct Fences {
    /// The whole block with its fences.
    whole: Span,
    /// What is between them.
    inner: Span,
}

/// Reads the properties block of a note, when the note begins with one.
pub(in crate::note) fn read(text: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<Frontmatter> {
    let Some(fences) = find(text) else {
        diagnostics.extend(unread::block(text));
        return None;
    };
    let inner = fences.inner.of(text);
    let mut frontmatter = Frontmatter {
        span: fences.whole,
        ..Frontmatter::default()
    };
    match fast::read(inner, fences.inner.start as usize) {
        Some(map) => frontmatter.map = map,
        None => read_yaml(text, fences.inner, &mut frontmatter, diagnostics),
    }
    frontmatter.links = links::all(text, &frontmatter.map);
    Some(frontmatter)
}

/// Reads a block with the YAML parser, and what can be read of one that is not valid.
fn read_yaml(text: &str, place: Span, frontmatter: &mut Frontmatter, diagnostics: &mut Vec<Diagnostic>) {
    let (inner, base) = (place.of(text), place.start as usize);
    let mark = diagnostics.len();
    match yaml::read(inner, base, diagnostics).map(|value| value.map(|v| v.data)) {
        Ok(None | Some(Data::Null)) => {}
        Ok(Some(Data::Map(map))) => frontmatter.map = map,
        Ok(Some(_)) => {
            frontmatter.broken = true;
            diagnostics.push(invalid("It holds no `key: value` lines.", place));
        }
        Err(error) => {
            diagnostics.truncate(mark);
            frontmatter.broken = true;
            let is_end = inner.get(error.at..).unwrap_or_default().trim().is_empty();
            let spoilt = is_end.then(|| broken::spoilt_at(inner)).flatten();
            let at = base + spoilt.unwrap_or(error.at).min(inner.len());
            let message = unread::line(text, place, at, &error.reason);
            diagnostics.push(invalid(&message, Span::new(at, at)));
            frontmatter.map = broken::read(inner, base, diagnostics);
        }
    }
}

fn invalid(message: &str, span: Span) -> Diagnostic {
    Diagnostic {
        code: "frontmatter-invalid",
        severity: Severity::Error,
        message: format!("The properties are no valid YAML. {message}"),
        span,
    }
}

/// A key stands twice in one mapping.
pub(super) fn duplicate_key(key: &str, span: Span) -> Diagnostic {
    Diagnostic {
        code: "frontmatter-duplicate-key",
        severity: Severity::Warning,
        message: format!("The property `{key}` stands here again; the last one counts."),
        span,
    }
}

/// Whether a text begins with a block.
pub(super) fn begins_with_one(text: &str) -> bool {
    find(text).is_some()
}

/// Finds the block: `---` alone on the first line, and the next line that is `---` alone. White space may follow both.
fn find(text: &str) -> Option<Fences> {
    let after = text.strip_prefix("---")?;
    let start = line_end(text, 3);
    if !is_space(after.get(..start - 3)?) || start == text.len() {
        return None;
    }
    let first = next_line(text, start);
    let mut at = first;
    loop {
        let end = line_end(text, at);
        let line = text.get(at..end)?;
        if line.strip_prefix("---").is_some_and(is_space) {
            return Some(Fences {
                whole: Span::new(0, at + 3),
                inner: Span::new(first, at),
            });
        }
        if end == text.len() {
            return None;
        }
        at = next_line(text, end);
    }
}

pub(super) fn is_space(text: &str) -> bool {
    text.bytes().all(|b| matches!(b, b' ' | b'\t'))
}

/// Where the line that holds `from` ends.
fn line_end(text: &str, from: usize) -> usize {
    let rest = text.as_bytes().get(from..).unwrap_or_default();
    memchr::memchr2(b'\n', b'\r', rest).map_or(text.len(), |at| from + at)
}

/// Where the line after a line end begins.
fn next_line(text: &str, end: usize) -> usize {
    let rest = text.as_bytes().get(end..).unwrap_or_default();
    end + if rest.starts_with(b"\r\n") { 2 } else { 1 }
}
