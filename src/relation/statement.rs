//! What an entity note states of its entity: properties, `**Key**: value` lines, tables of field and value, background.

use super::listed::{is_field, paragraphs};
use super::name::{bare_address, mail_domain};
use super::part_map::PartMap;
use super::record::Statement;
use super::schema::{Part, Schema};
use crate::note::{FieldKind, Note, Table};
use crate::order::Order as _;
use crate::text::Span;

/// Properties that say something of the note, not of the entity.
const OF_THE_NOTE: [&str; 18] = [
    "type",
    "title",
    "tags",
    "tag",
    "aliases",
    "alias",
    "created",
    "updated",
    "modified",
    "date",
    "datum",
    "fecha",
    "source",
    "source_ref",
    "cssclasses",
    "cssclass",
    "publish",
    "auto_created",
];

/// Reads all statements, in the order of the note.
pub(super) fn read(note: &Note, parts: &PartMap, schema: &Schema) -> Vec<Statement> {
    let mut all: Vec<Statement> = properties(note).collect();
    let states = |span: Span| {
        let part = parts.at(span.start);
        matches!(part, None | Some(Part::Profile | Part::Status | Part::Background))
    };
    let lines = note
        .fields
        .iter()
        .filter(|f| matches!(f.kind, FieldKind::Bold | FieldKind::Line) && states(f.span));
    all.extend(lines.filter_map(|f| statement(note, f.key, f.value)));
    let tables = note.tables.iter().filter(|t| states(t.span));
    all.extend(tables.flat_map(|table| rows(note, table)));
    all.extend(background(note, parts));
    if all.iter().all(|s| s.field != "status") {
        all.extend(status(note, parts));
    }
    all.order_by_key(|s| s.span.start);
    all.extend(company_by_mail(&all, schema));
    all
}

/// The company that the domain of a stated address gives, where no company is stated.
fn company_by_mail(stated: &[Statement], schema: &Schema) -> Option<Statement> {
    if stated.iter().any(|s| s.field == "company") {
        return None;
    }
    addresses(stated).find_map(|(address, span)| {
        let company = schema.company_of_mail(address)?;
        Some(Statement {
            field: "company".to_owned(),
            value: company.to_owned(),
            span,
        })
    })
}

/// The e-mail addresses that are stated, each with its place.
pub(super) fn addresses(stated: &[Statement]) -> impl Iterator<Item = (&str, Span)> {
    let mails = stated
        .iter()
        .filter(|s| matches!(s.field.as_str(), "email" | "e_mail" | "mail" | "emails"));
    mails.flat_map(|s| {
        let parts = s.value.split([',', ';', ' ']).map(bare_address);
        parts
            .filter(|part| mail_domain(part).is_some())
            .map(|part| (part, s.span))
    })
}

fn properties(note: &Note) -> impl Iterator<Item = Statement> {
    let entries = note.frontmatter.iter().flat_map(|f| &f.map.entries);
    let stated = entries.filter(|e| !OF_THE_NOTE.contains(&field_name(&e.key).as_str()));
    stated.filter_map(|entry| {
        let value = entry
            .value
            .texts()
            .iter()
            .map(|t| unlinked(t))
            .collect::<Vec<_>>()
            .join(", ");
        (!value.is_empty()).then(|| Statement {
            field: field_name(&entry.key),
            value,
            span: entry.key_span,
        })
    })
}

/// A property value without the brackets of a wikilink.
fn unlinked(text: &str) -> String {
    let inner = text.trim().strip_prefix("[[").and_then(|t| t.strip_suffix("]]"));
    inner.map_or_else(
        || text.trim().to_owned(),
        |target| super::name::link_name(target.split('|').next().unwrap_or(target)).to_owned(),
    )
}

fn statement(note: &Note, key: Span, value: Span) -> Option<Statement> {
    let text = note.plain(value);
    let text = text.trim();
    (!text.is_empty()).then(|| Statement {
        field: field_name(&note.plain(key)),
        value: text.to_owned(),
        span: key,
    })
}

/// Rows of a table with two columns.
fn rows<'a>(note: &'a Note, table: &'a Table) -> impl Iterator<Item = Statement> {
    table.rows.iter().filter_map(|row| match row.as_slice() {
        [key, value] if table.header.len() == 2 => statement(note, *key, *value),
        _ => None,
    })
}

/// List items under a Background heading, or under a `**Background**:` line of the profile.
fn background<'a>(note: &'a Note, parts: &'a PartMap) -> impl Iterator<Item = Statement> {
    let is_background = |item: &Span| match parts.at(item.start) {
        Some(Part::Background) => true,
        Some(Part::Profile) => key_above(note, *item).as_deref() == Some("background"),
        _ => false,
    };
    let items = note.list_items.iter().map(|item| item.content).filter(is_background);
    items.map(|item| Statement {
        field: "background".to_owned(),
        value: note.plain(item).trim().to_owned(),
        span: item,
    })
}

/// What stands under a Status heading in plain words: its first paragraph or list item.
fn status(note: &Note, parts: &PartMap) -> Option<Statement> {
    let in_status = |span: &Span| parts.at(span.start) == Some(Part::Status) && !is_field(note, *span);
    let paragraphs = paragraphs(note).map(|section| section.span);
    let items = note.list_items.iter().filter(|item| item.task.is_none());
    let texts = paragraphs.chain(items.map(|item| item.content));
    let first = texts.filter(in_status).min_by_key(|span| span.start)?;
    let value = note.plain(first).trim().to_owned();
    (!value.is_empty()).then(|| Statement {
        field: "status".to_owned(),
        value,
        span: first,
    })
}

/// The key of the last key–value line before a place, when it stands alone on its line and in the same section.
fn key_above(note: &Note, place: Span) -> Option<String> {
    let before = note.fields.partition_point(|f| f.span.start < place.start);
    let field = note.fields.get(before.checked_sub(1)?)?;
    let heading = note.heading_above(place.start).map_or(0, |h| h.span.start);
    (field.value.is_empty() && field.span.start >= heading).then(|| field_name(note.slice(field.key)))
}

/// A key as a field name: lower case, words joined by `_`.
pub(super) fn field_name(key: &str) -> String {
    let words: Vec<String> = key
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    words.join("_")
}
