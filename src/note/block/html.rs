//! HTML blocks.

use super::line;
use super::{Block, Place, Reader};
use crate::note::{Context, SectionKind};

/// What an HTML block begins with, which says how it ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `<script>`, `<pre>`, `<style>`: up to a closing tag of the three.
    Raw,
    /// `<!-- … -->`
    Comment,
    /// `<? … ?>`
    Instruction,
    /// `<!X … >`
    Declaration,
    /// `<![CDATA[ … ]]>`
    Cdata,
    /// A tag of an element that makes blocks: up to an empty line.
    Element,
    /// Any other tag alone on its line: up to an empty line.
    Tag,
}

impl Kind {
    /// Whether it may end a paragraph.
    pub(super) fn interrupts(self) -> bool {
        self != Kind::Tag
    }

    /// Whether `line` holds its end.
    fn closes(self, line: &[u8]) -> bool {
        let has = |needle: &[u8]| memchr::memmem::find(line, needle).is_some();
        match self {
            Kind::Raw => closes_raw(line),
            Kind::Comment => has(b"-->"),
            Kind::Instruction => has(b"?>"),
            Kind::Declaration => has(b">"),
            Kind::Cdata => has(b"]]>"),
            Kind::Element | Kind::Tag => line.is_empty(),
        }
    }
}

impl Reader<'_, '_> {
    /// An HTML block.
    pub(super) fn html(&mut self, at: usize, to: usize, place: Place) -> Option<Block> {
        let kind = opens(line::trim_start(self.of(at)))?;
        let close = (at..to).find(|index| {
            let bytes = self.of(*index);
            kind.closes(if *index == at { line::trim_start(bytes) } else { bytes })
        });
        let next = match close {
            Some(close) if matches!(kind, Kind::Element | Kind::Tag) => close,
            Some(close) => close + 1,
            None => to,
        };
        let context = match kind {
            Kind::Comment => Context::HTML.with(Context::COMMENT),
            _ => Context::HTML,
        };
        Some(self.raw_block(SectionKind::Html, at, next, place.context.with(context)))
    }
}

/// The HTML block that `line`, without leading white space, begins.
pub(super) fn opens(line: &[u8]) -> Option<Kind> {
    let rest = line.strip_prefix(b"<")?;
    match rest.first()? {
        b'!' if rest.starts_with(b"!--") => Some(Kind::Comment),
        b'!' if rest.starts_with(b"![CDATA[") => Some(Kind::Cdata),
        b'!' => rest
            .get(1)
            .filter(|b| b.is_ascii_alphabetic())
            .map(|_| Kind::Declaration),
        b'?' => Some(Kind::Instruction),
        _ => opens_element(line, rest),
    }
}

fn opens_element(line: &[u8], rest: &[u8]) -> Option<Kind> {
    let closing = rest.first() == Some(&b'/');
    let rest = if closing { rest.get(1..)? } else { rest };
    let length = rest.iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    let name = rest.get(..length)?;
    let after = rest.get(length..)?;
    let ends = after.first().is_none_or(|b| b.is_ascii_whitespace() || *b == b'>');
    if !closing && ends && RAW.iter().any(|raw| name.eq_ignore_ascii_case(raw)) {
        return Some(Kind::Raw);
    }
    let ends = ends || after.starts_with(b"/>");
    let lower = name.to_ascii_lowercase();
    let known = std::str::from_utf8(&lower).is_ok_and(|lower| ELEMENTS.binary_search(&lower).is_ok());
    if ends && known {
        return Some(Kind::Element);
    }
    let end = tag_len(line)?;
    line.get(end..)?
        .iter()
        .all(u8::is_ascii_whitespace)
        .then_some(Kind::Tag)
}

const RAW: [&[u8]; 3] = [b"script", b"pre", b"style"];

/// Whether a closing tag of a raw element is in the line.
fn closes_raw(line: &[u8]) -> bool {
    memchr::memmem::find_iter(line, b"</").any(|at| {
        let rest = line.get(at + 2..).unwrap_or_default();
        RAW.iter().any(|raw| {
            let name = rest.get(..raw.len()).unwrap_or_default();
            name.eq_ignore_ascii_case(raw) && rest.get(raw.len()) == Some(&b'>')
        })
    })
}

/// Bytes of the opening or closing tag that `text` begins with.
///
/// Grammar: `<name attribute* />` and `</name>`, where an attribute is `name`, `name=value`, `name='value'` or
/// `name="value"`.
pub(in crate::note) fn tag_len(text: &[u8]) -> Option<usize> {
    let byte = |at: usize| text.get(at).copied().unwrap_or_default();
    let spaces = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        from + rest.iter().take_while(|b| b.is_ascii_whitespace()).count()
    };
    let closing = byte(1) == b'/';
    let mut at = 1 + usize::from(closing);
    if !byte(at).is_ascii_alphabetic() {
        return None;
    }
    while byte(at).is_ascii_alphanumeric() || byte(at) == b'-' {
        at += 1;
    }
    if closing {
        let at = spaces(at);
        return (byte(at) == b'>').then_some(at + 1);
    }
    loop {
        let name = spaces(at);
        let first = byte(name);
        let slash = usize::from(first == b'/');
        if byte(name + slash) == b'>' {
            return Some(name + slash + 1);
        }
        if name == at || !(first.is_ascii_alphabetic() || matches!(first, b'_' | b':')) {
            return None;
        }
        at = name;
        while byte(at).is_ascii_alphanumeric() || matches!(byte(at), b'_' | b':' | b'.' | b'-') {
            at += 1;
        }
        let equals = spaces(at);
        if byte(equals) == b'=' {
            at = value_end(text, spaces(equals + 1))?;
        }
    }
}

/// Where the attribute value that begins at `at` ends.
fn value_end(text: &[u8], at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let first = *rest.first()?;
    if matches!(first, b'"' | b'\'') {
        let close = memchr::memchr(first, rest.get(1..)?)?;
        return Some(at + close + 2);
    }
    let stop = |b: &u8| *b <= b' ' || matches!(b, b'"' | b'\'' | b'=' | b'<' | b'>' | b'`');
    let length = rest.iter().position(stop).unwrap_or(rest.len());
    (length > 0).then_some(at + length)
}

/// Elements that make blocks, sorted.
#[rustfmt::skip]
const ELEMENTS: &[&str] = &[
    "address", "article", "aside", "base", "basefont", "blockquote", "body", "caption", "center", "col", "colgroup",
    "dd", "details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form",
    "frame", "frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "iframe",
    "legend", "li", "link", "main", "menu", "menuitem", "meta", "nav", "noframes", "ol", "optgroup", "option", "p",
    "param", "pre", "section", "source", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "title", "tr",
    "track", "ul",
];
