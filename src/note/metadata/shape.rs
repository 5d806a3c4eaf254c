//! The shape of the host's `CachedMetadata`. Text is borrowed from the note where it can be.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};

use crate::note::{Data, Entry, Mapping, Value};
use crate::text::Position;

/// A range of the note.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Pos {
    /// Its first character.
    pub start: Position,
    /// Behind its last character.
    pub end: Position,
}

/// What the host app knows of a note.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase")]
pub struct CachedMetadata<'n> {
    /// Links to notes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<LinkCache<'n>>,
    /// Embeds, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub embeds: Vec<LinkCache<'n>>,
    /// Tags of the body, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<TagCache<'n>>,
    /// Headings outside other blocks, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headings: Vec<HeadingCache<'n>>,
    /// Footnotes: inline ones in order, then definitions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnotes: Vec<FootnoteCache<'n>>,
    /// Uses of footnotes, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub footnote_refs: Vec<FootnoteCache<'n>>,
    /// Definitions of reference links to notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reference_links: Vec<ReferenceLinkCache<'n>>,
    /// Blocks at the root, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sections: Vec<SectionCache<'n>>,
    /// List items, nested ones included, in order.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub list_items: Vec<ListItemCache<'n>>,
    /// Blocks with an id, by id in lower case.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub blocks: BTreeMap<String, BlockCache<'n>>,
    /// The properties, in their written order.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter: Option<Properties>,
    /// Links that are the whole of a property's text.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter_links: Option<Vec<FrontmatterLinkCache<'n>>>,
    /// The properties block with its fences.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub frontmatter_position: Option<Pos>,
}

/// A link or embed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct LinkCache<'n> {
    /// The target with its subpath.
    pub link: Cow<'n, str>,
    /// As written.
    pub original: Cow<'n, str>,
    /// What is shown for it.
    pub display_text: Cow<'n, str>,
    /// Where it is.
    pub position: Pos,
}

/// A link in a property.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FrontmatterLinkCache<'n> {
    /// The property, `people.0` for an item of a list.
    pub key: Cow<'n, str>,
    /// The target with its subpath.
    pub link: Cow<'n, str>,
    /// As written.
    pub original: Cow<'n, str>,
    /// What is shown for it.
    pub display_text: Cow<'n, str>,
}

/// A tag.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TagCache<'n> {
    /// With its `#`.
    pub tag: Cow<'n, str>,
    /// Where it is.
    pub position: Pos,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct HeadingCache<'n> {
    /// Its text as written, without the markers.
    pub heading: Cow<'n, str>,
    /// 1 to 6.
    pub level: u8,
    /// Where it is.
    pub position: Pos,
}

/// A footnote or a use of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct FootnoteCache<'n> {
    /// Its label.
    pub id: Cow<'n, str>,
    /// Where it is.
    pub position: Pos,
}

/// A definition of a reference link.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ReferenceLinkCache<'n> {
    /// Its label.
    pub id: Cow<'n, str>,
    /// Its target.
    pub link: Cow<'n, str>,
    /// Where it is.
    pub position: Pos,
}

/// A block at the root.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct SectionCache<'n> {
    /// Its block id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'n, str>>,
    /// `paragraph`, `list`, `callout`, …
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// Where it is.
    pub position: Pos,
}

/// A list item.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct ListItemCache<'n> {
    /// Its block id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<Cow<'n, str>>,
    /// The character in its box, when it is a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub task: Option<char>,
    /// The line of the item that it is nested in; else the negative line at which its list begins, -1 for line 0.
    pub parent: i64,
    /// Where it is, without the lists nested in it.
    pub position: Pos,
}

/// A block with an id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BlockCache<'n> {
    /// The id.
    pub id: Cow<'n, str>,
    /// Where the block is.
    pub position: Pos,
}

/// Properties as the host has them. Serialises as a map in written order.
#[derive(Debug, Clone, PartialEq)]
#[cfg_attr(test, derive(ts_rs::TS), ts(type = "Record<string, unknown>"))]
pub struct Properties(pub Mapping);

impl Serialize for Properties {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl Serialize for Mapping {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.entries.len()))?;
        for Entry { key, value, .. } in &self.entries {
            map.serialize_entry(key, value)?;
        }
        map.end()
    }
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.data {
            Data::Null => serializer.serialize_unit(),
            Data::Bool(value) => serializer.serialize_bool(*value),
            Data::Number(value) => number(*value, serializer),
            Data::Text(text) => serializer.serialize_str(text),
            Data::List(items) => serializer.collect_seq(items),
            Data::Map(map) => map.serialize(serializer),
        }
    }
}

/// Whole numbers that JavaScript holds exactly go out without a point.
fn number<S: Serializer>(value: f64, serializer: S) -> Result<S::Ok, S::Error> {
    const EXACT: f64 = 9_007_199_254_740_991.0;
    if value.fract() == 0.0 && value.abs() <= EXACT {
        #[allow(clippy::cast_possible_truncation)]
        return serializer.serialize_i64(value as i64);
    }
    serializer.serialize_f64(value)
}
