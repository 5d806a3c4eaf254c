//! `[[target|display]]` and `![[target]]`.

use super::Scan;
use crate::note::{Context, Link, LinkKind, Note, work};
use crate::text::{ByteSet, Span, white};

/// A wikilink's inner text, taken apart.
struct Parts<'t> {
    target: &'t str,
    display: Option<&'t str>,
}

impl Scan<'_> {
    /// `[[…]]` at `at`; the `!` of an embed may stand before it.
    pub(super) fn wikilink(&mut self, at: usize) -> Option<usize> {
        let inner = inner(self.text.text.get(at + 2..)?)?;
        let end = at + 2 + inner.len() + 2;
        let Some(parts) = split(inner) else {
            let span = self.span(at, end);
            self.note.diagnostics.push(crate::text::Diagnostic {
                code: "empty-link",
                severity: crate::text::Severity::Info,
                message: "The link has no target.".to_owned(),
                span,
            });
            return Some(self.jump(at, end));
        };
        let embed = self.is_embed(at);
        let start = at - usize::from(embed);
        let span = self.span(start, end);
        let (target, display) = (parts.target.into(), parts.display.map(Into::into));
        self.push_link(LinkKind::Wikilink, embed, span, target, display);
        Some(self.jump(start, end))
    }

    /// Whether an unescaped `!` stands right before `at`.
    pub(super) fn is_embed(&self, at: usize) -> bool {
        at > self.edge && at.checked_sub(1).is_some_and(|before| self.byte(before) == b'!')
    }
}

/// What may end a wikilink or keep it from being one.
const EDGE: ByteSet = ByteSet::of(b"[]\n\r");

/// What stands between `[[` and `]]`: one line without another `[[`.
fn inner(rest: &str) -> Option<&str> {
    let bytes = rest.as_bytes();
    let mut at = 0;
    loop {
        let found = EDGE.first(bytes.get(at..)?)?;
        work::step(found + 1);
        at += found;
        match (bytes.get(at)?, bytes.get(at + 1)) {
            (b']', Some(b']')) => return rest.get(..at),
            (b'[', Some(b'[')) | (b'\n' | b'\r', _) => return None,
            _ => at += 1,
        }
    }
}

/// Target and display text. The first bar that is not the first character parts them; a backslash before it, as
/// tables need it, belongs to it. `None` without a target.
fn split(inner: &str) -> Option<Parts<'_>> {
    let from = inner.chars().next().map_or(0, char::len_utf8);
    let behind = inner.as_bytes().get(from..)?;
    let bar = memchr::memchr(b'|', behind).map(|at| at + from);
    let (target, display) = match bar {
        Some(at) => (inner.get(..at)?, inner.get(at + 1..)),
        None => (inner, None),
    };
    let target = if bar.is_some() {
        target.strip_suffix('\\').unwrap_or(target)
    } else {
        target
    };
    let target = white::trim(target);
    (!target.is_empty()).then(|| Parts {
        target,
        display: display.map(white::trim),
    })
}

/// The wikilink that is the whole of `text`: its target, its display text and whether it is an embed.
pub(in crate::note) fn whole(text: &str) -> Option<(&str, Option<&str>, bool)> {
    let bare = text.strip_prefix('!').unwrap_or(text);
    let rest = bare.strip_prefix("[[")?;
    let inner = inner(rest).filter(|inner| inner.len() + 2 == rest.len())?;
    let parts = split(inner)?;
    Some((parts.target, parts.display, bare.len() != text.len()))
}

/// The wikilink or embed that `text` begins with: its target, its display text and its bytes.
pub(in crate::note) fn starting(text: &str) -> Option<(&str, Option<&str>, usize)> {
    let rest = text.strip_prefix('!').unwrap_or(text).strip_prefix("[[")?;
    let inner = inner(rest)?;
    let parts = split(inner)?;
    Some((parts.target, parts.display, text.len() - rest.len() + inner.len() + 2))
}

/// Keeps the wikilinks of a span that is not read otherwise.
pub(in crate::note) fn raw_links(source: &str, span: Span, context: Context, note: &mut Note) {
    let text = span.of(source);
    let mut at = 0;
    while let Some(found) = text
        .get(at..)
        .and_then(|rest| memchr::memmem::find(rest.as_bytes(), b"[["))
    {
        at += found;
        let Some(inner) = text.get(at + 2..).and_then(inner) else {
            at += 1;
            continue;
        };
        let end = at + 2 + inner.len() + 2;
        let embed = at > 0 && text.as_bytes().get(at - 1) == Some(&b'!');
        if let Some(parts) = split(inner) {
            let start = span.start as usize + at - usize::from(embed);
            note.links.push(Link {
                kind: LinkKind::Wikilink,
                embed,
                span: Span::new(start, span.start as usize + end),
                target: parts.target.into(),
                display: parts.display.map(Into::into),
                context: if embed { context.with(Context::EMBED) } else { context },
            });
        }
        at = end;
    }
}
