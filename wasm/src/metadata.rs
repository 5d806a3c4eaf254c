//! A note in the shape of the host's `CachedMetadata`: headings, links, embeds, tags, list items and frontmatter.

use relata::note::{Data, Link, ListItem, Mapping, Note, Value};
use relata::text::Span;
use serde::{Serialize, Serializer};

/// Lists that would be empty are left out, as the host leaves them out.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Metadata<'a> {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    headings: Vec<Heading<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkCache<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    embeds: Vec<LinkCache<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<Tag<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    list_items: Vec<Item>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontmatter: Option<Properties<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    frontmatter_position: Option<Position>,
}

#[derive(Serialize)]
struct Heading<'a> {
    heading: &'a str,
    level: u8,
    position: Position,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LinkCache<'a> {
    link: &'a str,
    original: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    display_text: Option<&'a str>,
    position: Position,
}

#[derive(Serialize)]
struct Tag<'a> {
    tag: &'a str,
    position: Position,
}

#[derive(Serialize)]
struct Item {
    #[serde(skip_serializing_if = "Option::is_none")]
    task: Option<char>,
    position: Position,
}

/// A range; `line` and `col` from 0, `col` and `offset` in UTF-16 units.
#[derive(Serialize)]
struct Position {
    start: Loc,
    end: Loc,
}

#[derive(Serialize, Clone, Copy, Default)]
struct Loc {
    line: u32,
    col: usize,
    offset: usize,
}

pub(crate) fn of(note: &Note) -> Metadata<'_> {
    let places = Places::new(note);
    let links = |embed| {
        let wanted = note.links.iter().filter(move |link| link.embed == embed);
        wanted.map(|link| places.link(link)).collect()
    };
    let headings = note.headings.iter().map(|h| Heading {
        heading: note.slice(h.text),
        level: h.level,
        position: places.of(h.span),
    });
    let tags = note.tags.iter().map(|tag| Tag {
        tag: note.slice(tag.span),
        position: places.of(tag.span),
    });
    Metadata {
        headings: headings.collect(),
        links: links(false),
        embeds: links(true),
        tags: tags.collect(),
        list_items: note.list_items.iter().map(|item| places.item(item)).collect(),
        frontmatter: note.frontmatter.as_ref().map(|f| Properties(&f.map)),
        frontmatter_position: note.frontmatter.as_ref().map(|f| places.of(f.span)),
    }
}

/// Byte offsets to places in UTF-16 units.
struct Places<'a> {
    note: &'a Note,
    /// UTF-16 offset of each byte offset asked for so far would cost memory; of every 256th byte it does not.
    marks: Vec<usize>,
}

const STRIDE: usize = 256;

impl<'a> Places<'a> {
    fn new(note: &'a Note) -> Self {
        let mut marks = Vec::with_capacity(note.text.len() / STRIDE + 1);
        let mut units = 0;
        for (at, character) in note.text.char_indices() {
            while marks.len() * STRIDE <= at {
                marks.push(units);
            }
            units += character.len_utf16();
        }
        Self { note, marks }
    }

    /// UTF-16 offset of byte `at`.
    fn units(&self, at: usize) -> usize {
        // A mark inside a character counts up to that character's end, so step back to one on a border.
        let mut mark = (at / STRIDE).min(self.marks.len().saturating_sub(1));
        while mark > 0 && !self.note.text.is_char_boundary(mark * STRIDE) {
            mark -= 1;
        }
        let base = self.marks.get(mark).copied().unwrap_or(0);
        let rest = self.note.text.get(mark * STRIDE..at).unwrap_or("");
        base + rest.encode_utf16().count()
    }

    fn loc(&self, at: u32) -> Loc {
        let line = self.note.line_of(at);
        let start = self.note.line_starts.get(line as usize).copied().unwrap_or(0);
        let offset = self.units(at as usize);
        Loc {
            line,
            col: offset - self.units(start as usize).min(offset),
            offset,
        }
    }

    fn of(&self, span: Span) -> Position {
        Position {
            start: self.loc(span.start),
            end: self.loc(span.end),
        }
    }

    fn link(&self, link: &'a Link) -> LinkCache<'a> {
        LinkCache {
            link: &link.target,
            original: self.note.slice(link.span),
            display_text: link.display.as_deref(),
            position: self.of(link.span),
        }
    }

    fn item(&self, item: &ListItem) -> Item {
        Item {
            task: item.task,
            position: self.of(item.span),
        }
    }
}

struct Properties<'a>(&'a Mapping);

impl Serialize for Properties<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.entries.iter().map(|e| (&e.key, Property(&e.value))))
    }
}

struct Property<'a>(&'a Value);

impl Serialize for Property<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0.data {
            Data::Null => serializer.serialize_none(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Number(value) => serializer.serialize_f64(*value),
            Data::Text(text) => serializer.serialize_str(text),
            Data::List(items) => serializer.collect_seq(items.iter().map(Property)),
            Data::Map(map) => Properties(map).serialize(serializer),
        }
    }
}
