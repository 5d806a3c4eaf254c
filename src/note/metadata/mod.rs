//! The host app's `CachedMetadata` of a note: the same fields, the same positions in UTF-16 units.
//!
//! What the host leaves out is left out: an empty list is absent, but `sections` is there for every note with text, and
//! `frontmatterLinks` wherever there are properties. Links to URLs, and links in code, math and HTML, are not in it.

mod shape;

use std::borrow::Cow;
use std::cell::Cell;
use std::collections::BTreeMap;

use super::frontmatter::{Found, links_in};
use super::{Context, Data, Entry, Link, LinkKind, ListItem, Mapping, Note, SectionKind, Value, linktext, tag};
use crate::text::{Position, Positions, Span};
pub use shape::*;

/// The host's metadata of a note.
pub fn metadata(note: &Note) -> CachedMetadata<'_> {
    let view = View {
        note,
        positions: Positions::new(&note.text),
        line: Cell::default(),
    };
    let (frontmatter, frontmatter_links, frontmatter_position) = view.properties();
    CachedMetadata {
        links: view.links(false),
        embeds: view.links(true),
        tags: view.tags(),
        headings: view.headings(),
        footnotes: view.footnotes(),
        footnote_refs: view.footnote_refs(),
        reference_links: view.reference_links(),
        sections: view.sections(),
        list_items: note.list_items.iter().map(|item| view.list_item(item)).collect(),
        blocks: view.blocks(),
        frontmatter,
        frontmatter_links,
        frontmatter_position,
    }
}

/// Tags of a note as the host's `getAllTags`: those of the properties, then those of the body, repeats kept.
pub fn all_tags(note: &Note) -> Vec<String> {
    let body = note.tags.iter().filter(|tag| !hidden(tag.context));
    let body = body.map(|tag| note.slice(tag.span).to_owned());
    frontmatter_tags(note)
        .unwrap_or_default()
        .into_iter()
        .chain(body)
        .collect()
}

/// Tags of the properties as the host's `parseFrontMatterTags`: `None` without a usable `tags` property; what is no
/// valid tag is left out.
pub fn frontmatter_tags(note: &Note) -> Option<Vec<String>> {
    let frontmatter = note.frontmatter.as_ref()?;
    let value = frontmatter.map.get("tags")?;
    let texts = match &value.data {
        Data::Text(text) if !text.trim().is_empty() => vec![text.as_str()],
        Data::List(items) => items.iter().filter_map(Value::as_text).collect(),
        _ => return None,
    };
    let names = texts.iter().map(|text| text.trim().trim_start_matches('#'));
    let names = names.filter(|name| tag::is_name(name));
    Some(names.map(|name| format!("#{name}")).collect())
}

/// Whether a link of the body is one of the host's `links` or `embeds`.
pub(crate) fn is_cached(note: &Note, link: &Link) -> bool {
    let shown = match link.kind {
        LinkKind::Wikilink => true,
        LinkKind::Markdown => !linktext::is_external(&link.target) && !note.slice(link.span).starts_with('<'),
        LinkKind::Reference => false,
    };
    shown && !hidden(link.context)
}

/// Where the links of the host's `frontmatterLinks` stand.
pub(crate) fn property_link_spans(note: &Note) -> Vec<Span> {
    property_links(note).map(|found| found.link.span).collect()
}

/// The links of the host's `frontmatterLinks`: those that are the whole of a quoted text.
fn property_links(note: &Note) -> impl Iterator<Item = Found> + '_ {
    let shown = note.frontmatter.as_ref().filter(|frontmatter| !frontmatter.broken);
    let entries = shown.into_iter().flat_map(|frontmatter| &frontmatter.map.entries);
    let mut found = Vec::new();
    for entry in entries {
        links_in(&note.text, &entry.key, &entry.value, &mut found);
    }
    found.into_iter().filter(|found| found.whole)
}

/// Whether the host does not read what stands there.
fn hidden(context: Context) -> bool {
    context.intersects(Context::CODE.with(Context::MATH).with(Context::HTML))
}

struct View<'n> {
    note: &'n Note,
    positions: Positions<'n>,
    /// The line that was asked for last, as most questions stay on it or go to the next.
    line: Cell<Line>,
}

/// A line of the note.
#[derive(Debug, Clone, Copy, Default)]
struct Line {
    number: u32,
    /// Its first byte, and that of the next line.
    start: u32,
    next: u32,
    /// UTF-16 units before it.
    units: u32,
    /// Whether its units are its bytes.
    ascii: bool,
}

impl<'n> View<'n> {
    fn pos(&self, span: Span) -> Pos {
        Pos {
            start: self.position(span.start),
            end: self.position(span.end),
        }
    }

    fn position(&self, offset: u32) -> Position {
        let mut line = self.line.get();
        if offset < line.start || offset >= line.next {
            line = self.line_at(offset, line);
            self.line.set(line);
        }
        let units = match line.ascii {
            true => line.units + (offset - line.start),
            false => self.positions.utf16(offset),
        };
        // Places are those of the file, in which a damaged run is longer than the repaired one.
        let lost = self.note.units_lost(offset);
        Position {
            line: line.number,
            col: units - line.units + (lost - self.note.units_lost(line.start)),
            offset: units + lost,
        }
    }

    /// The line that holds byte `offset`, looked for behind line `near` first.
    fn line_at(&self, offset: u32, near: Line) -> Line {
        let starts = &self.note.line_starts;
        let next = starts.get(near.number as usize + 1..near.number as usize + 3);
        let number = match next {
            Some([start, after]) if (*start..*after).contains(&offset) => near.number + 1,
            _ => self.note.line_of(offset),
        };
        let start = starts.get(number as usize).copied().unwrap_or_default();
        let next = starts.get(number as usize + 1).copied();
        let end = next.map_or(self.note.text.len(), |next| next as usize);
        let bytes = self.note.text.as_bytes().get(start as usize..end);
        Line {
            number,
            start,
            next: next.unwrap_or(u32::MAX),
            units: self.positions.utf16(start),
            ascii: bytes.is_some_and(<[u8]>::is_ascii),
        }
    }

    fn text(&self, span: Span) -> Cow<'n, str> {
        Cow::Borrowed(self.note.slice(span))
    }

    fn properties(&self) -> (Option<Properties>, Option<Vec<FrontmatterLinkCache<'n>>>, Option<Pos>) {
        let shown = self.note.frontmatter.as_ref();
        let Some(frontmatter) = shown.filter(|fm| !fm.broken && !fm.map.entries.is_empty()) else {
            return (None, None, None);
        };
        let links = property_links(self.note).map(|found| FrontmatterLinkCache {
            key: found.key.into(),
            display_text: shown_text(&found.link).into_owned().into(),
            link: String::from(found.link.target).into(),
            original: found.original.into(),
        });
        let properties = Properties(as_yaml(&frontmatter.map, self.note));
        (
            Some(properties),
            Some(links.collect()),
            Some(self.pos(frontmatter.span)),
        )
    }

    fn links(&self, embed: bool) -> Vec<LinkCache<'n>> {
        let links = self.note.links.iter().filter(|link| link.embed == embed);
        let links = links.filter(|link| is_cached(self.note, link));
        links
            .map(|link| LinkCache {
                link: Cow::Borrowed(&*link.target),
                original: self.text(link.span),
                display_text: shown_text(link),
                position: self.pos(link.span),
            })
            .collect()
    }

    fn tags(&self) -> Vec<TagCache<'n>> {
        let tags = self.note.tags.iter().filter(|tag| !hidden(tag.context));
        tags.map(|tag| TagCache {
            tag: self.text(tag.span),
            position: self.pos(tag.span),
        })
        .collect()
    }

    fn headings(&self) -> Vec<HeadingCache<'n>> {
        let headings = self.note.headings.iter();
        headings
            .map(|heading| HeadingCache {
                heading: self.text(heading.text),
                level: heading.level,
                position: self.pos(heading.span),
            })
            .collect()
    }

    fn footnotes(&self) -> Vec<FootnoteCache<'n>> {
        let (inline, defined): (Vec<_>, Vec<_>) = self.note.footnotes.iter().partition(|f| f.id.starts_with('['));
        let all = inline.into_iter().chain(defined);
        all.map(|footnote| FootnoteCache {
            id: Cow::Borrowed(&*footnote.id),
            position: self.pos(footnote.span),
        })
        .collect()
    }

    fn footnote_refs(&self) -> Vec<FootnoteCache<'n>> {
        let refs = self.note.footnote_refs.iter();
        refs.map(|used| FootnoteCache {
            id: self.text(used.id),
            position: self.pos(used.span),
        })
        .collect()
    }

    fn reference_links(&self) -> Vec<ReferenceLinkCache<'n>> {
        let internal = self
            .note
            .definitions
            .iter()
            .filter(|d| !linktext::is_external(&d.target));
        internal
            .map(|definition| ReferenceLinkCache {
                id: Cow::Borrowed(&*definition.id),
                link: Cow::Borrowed(&*definition.target),
                position: self.pos(definition.span),
            })
            .collect()
    }

    fn sections(&self) -> Vec<SectionCache<'n>> {
        let sections = self.note.sections.iter();
        let mut sections: Vec<_> = sections
            .map(|section| SectionCache {
                id: section.id.map(|id| self.text(id)),
                kind: type_name(section.kind),
                position: self.pos(section.span),
            })
            .collect();
        if self.shows_footnotes() {
            sections.extend(["text", "element"].map(|kind| SectionCache {
                id: None,
                kind,
                position: self.footnote_section(),
            }));
        }
        sections
    }

    /// Whether the host adds a list of footnotes behind the note: when one is used that has a text.
    fn shows_footnotes(&self) -> bool {
        let mut inline = self.note.footnotes.iter().map(|footnote| &*footnote.id);
        let used: std::collections::HashSet<String> = self
            .note
            .footnote_refs
            .iter()
            .map(|used| self.text(used.id).to_lowercase())
            .collect();
        inline.any(|id| id.starts_with('[') || used.contains(&id.to_lowercase()))
    }

    /// Where the host has that list: on the line behind the last, at the offset of the last line's end.
    fn footnote_section(&self) -> Pos {
        let text: &str = &self.note.text;
        let end = text.strip_suffix('\n').unwrap_or(text);
        let last = self.position(Span::new(0, end.len()).end);
        let place = Position {
            line: last.line + 1,
            col: 0,
            offset: last.offset,
        };
        Pos {
            start: place,
            end: place,
        }
    }

    fn list_item(&self, item: &ListItem) -> ListItemCache<'n> {
        let line = |offset: u32| i64::from(self.position(offset).line);
        let parent = item.parent.and_then(|index| self.note.list_items.get(index as usize));
        ListItemCache {
            id: item.id.map(|id| self.text(id)),
            task: item.task,
            parent: parent.map_or_else(|| -line(item.list).max(1), |parent| line(parent.span.start)),
            position: self.pos(item.span),
        }
    }

    fn blocks(&self) -> BTreeMap<String, BlockCache<'n>> {
        let blocks = self.note.blocks.iter();
        blocks
            .map(|block| {
                let id = self.text(block.id);
                let position = self.pos(block.span);
                (id.to_lowercase(), BlockCache { id, position })
            })
            .collect()
    }
}

/// What is shown for a link.
fn shown_text(link: &Link) -> Cow<'_, str> {
    match &link.display {
        Some(display) => Cow::Borrowed(display),
        None if !link.target.contains('#') => Cow::Borrowed(&link.target),
        None => Cow::Owned(linktext::display_of(&link.target)),
    }
}

fn type_name(kind: SectionKind) -> &'static str {
    match kind {
        SectionKind::Yaml => "yaml",
        SectionKind::Heading => "heading",
        SectionKind::Paragraph => "paragraph",
        SectionKind::List => "list",
        SectionKind::Blockquote => "blockquote",
        SectionKind::Callout => "callout",
        SectionKind::Code => "code",
        SectionKind::Table => "table",
        SectionKind::Html => "html",
        SectionKind::Math => "math",
        SectionKind::Comment => "comment",
        SectionKind::FootnoteDefinition => "footnoteDefinition",
        SectionKind::ThematicBreak => "thematicBreak",
        SectionKind::Definition => "definition",
    }
}

/// Whether a text was written as an unquoted `[[X]]`; no plain scalar begins with a bracket.
fn is_bare_link(value: &Value, note: &Note) -> bool {
    matches!(value.data, Data::Text(_)) && note.slice(value.span).starts_with("[[")
}

/// Values as YAML has them: an unquoted `[[X]]` is a list in a list.
fn as_yaml(map: &Mapping, note: &Note) -> Mapping {
    let entries = map.entries.iter().map(|entry| Entry {
        value: value_as_yaml(&entry.value, note),
        ..entry.clone()
    });
    Mapping {
        entries: entries.collect(),
    }
}

fn value_as_yaml(value: &Value, note: &Note) -> Value {
    let data = match &value.data {
        Data::Text(text) if is_bare_link(value, note) => super::frontmatter::lists_in(text),
        Data::List(items) => Data::List(items.iter().map(|item| value_as_yaml(item, note)).collect()),
        Data::Map(map) => Data::Map(as_yaml(map, note)),
        other => other.clone(),
    };
    Value { span: value.span, data }
}
