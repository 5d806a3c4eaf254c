//! What a person meant to say in a note and Relata does not read: days that are none, people without a name.

use super::context_line::ContextLine;
use super::part_map::PartMap;
use super::people;
use super::properties::{self, DATES, is_folder_note, stem};
use super::record::{Class, Record};
use super::schema::{Part, Schema};
use crate::note::date::{NoDay, WhyNoDay, no_day, no_leading_day, stated_day};
use crate::note::{FieldKind, Note, Value};
use crate::text::{Diagnostic, Severity, Span};

/// What `note` at `path`, of which `record` was read, says to no effect.
pub fn misread(path: &str, note: &Note, record: &Record, schema: &Schema) -> Vec<Diagnostic> {
    let mut found = days(path, note, record, schema);
    if record.class == Class::Entity {
        found.extend(days_of_context(note, schema));
    }
    found.extend(people_without_name(note));
    found
}

/// Days that cannot be read, where the note has another one for it or none.
fn days(path: &str, note: &Note, record: &Record, schema: &Schema) -> Vec<Diagnostic> {
    // A folder note stands for its entity whatever its date is.
    let dated: &[&str] = if record.class == Class::Entity && is_folder_note(path) {
        &[]
    } else {
        &DATES
    };
    let own = properties(note, dated);
    let day = own
        .clone()
        .flat_map(|value| value.texts())
        .any(|text| stated_day(&text).is_some());
    let mut found: Vec<Diagnostic> = own.flat_map(|value| unread(value, record, schema)).collect();
    if record.class == Class::Entity {
        let others = properties(note, &["last_contact", "updated", "modified", "created"]);
        found.extend(others.flat_map(|value| unread_other(value, schema)));
    }
    if day || record.day.is_some() || dated.is_empty() {
        return found;
    }
    let in_name = no_leading_day(stem(path)).filter(|no_day| is_meant(no_day, record));
    found.extend(in_name.map(|no_day| told(&no_day, Span::default(), &begun(record))));
    let lines = note
        .fields
        .iter()
        .filter(|field| matches!(field.kind, FieldKind::Bold | FieldKind::Line));
    let is_day = |key: &str| DATES.iter().any(|known| key.eq_ignore_ascii_case(known));
    let lines = lines.filter(|field| is_day(note.slice(field.key)));
    found.extend(lines.filter_map(|field| {
        let text = note.slice(field.value);
        let figures = text.starts_with(|c: char| c.is_ascii_digit());
        let no_day = no_day(text)
            .filter(|found| figures || matches!(found.why, WhyNoDay::Month(..)))
            .filter(|found| !is_blank(found.text, schema))?;
        Some(told(&no_day, field.value, &without(record)))
    }));
    found
}

/// Whether the name of a note was to begin with its day. Many a note that is no contact is called by a month.
fn is_meant(no_day: &NoDay, record: &Record) -> bool {
    !matches!(no_day.why, WhyNoDay::Month(..)) || record.class == Class::Interaction
}

/// Lines of Recent Context that begin with a day that cannot be read.
fn days_of_context(note: &Note, schema: &Schema) -> Vec<Diagnostic> {
    let parts = PartMap::new(note, schema);
    let items = note
        .list_items
        .iter()
        .filter(|item| parts.at(item.span.start) == Some(Part::Context));
    let unread = items.filter(|item| ContextLine::read(note, item.content).is_none());
    let told = unread.filter_map(|item| {
        let no_day = no_leading_day(note.slice(item.content))?;
        Some(told(&no_day, item.content, "until then this line is no contact"))
    });
    told.collect()
}

/// The values of properties with one of some names.
fn properties<'n>(note: &'n Note, keys: &'n [&'n str]) -> impl Iterator<Item = &'n Value> + Clone {
    let entries = note.frontmatter.iter().flat_map(|block| &block.map.entries);
    let named = entries.filter(|entry| keys.iter().any(|key| entry.key.eq_ignore_ascii_case(key)));
    named.map(|entry| &entry.value)
}

/// The `date` of a note, where it is none.
fn unread(value: &Value, record: &Record, schema: &Schema) -> Option<Diagnostic> {
    let text = value.texts().into_iter().find(|text| !is_blank(text, schema))?;
    let no_day = no_day(&text)?;
    let mut told = told(&no_day, value.span, &without(record));
    // A note that is about nobody may date itself as it likes.
    if record.class == Class::Other && matches!(no_day.why, WhyNoDay::Unknown | WhyNoDay::Month(..)) {
        told.severity = Severity::Info;
    }
    Some(told)
}

fn unread_other(value: &Value, schema: &Schema) -> Option<Diagnostic> {
    let text = value.texts().into_iter().find(|text| !is_blank(text, schema))?;
    Some(told(&no_day(&text)?, value.span, "until then it counts for nothing"))
}

/// Whether a value is still to be filled in: a placeholder of a template, or a word that says so.
fn is_blank(text: &str, schema: &Schema) -> bool {
    text.contains("{{") || text.contains("<%") || schema.is_ignored_name(text)
}

/// What a note without its day is taken for.
fn without(record: &Record) -> String {
    match (record.class, record.day) {
        (_, Some(day)) => format!("until then the note is of {day}"),
        (Class::Interaction, None) => "until then the note is of an unknown day".to_owned(),
        (Class::Entity, None) => format!("until then the note is no contact, but stands for \"{}\"", record.title),
        (Class::Other, None) => "until then the note is no contact".to_owned(),
    }
}

fn begun(record: &Record) -> String {
    format!("the file name begins with it; {}", without(record))
}

fn told(found: &NoDay<'_>, span: Span, so: &str) -> Diagnostic {
    warning(found.code(), format!("{}; {so}", found.message()), span)
}

/// Participants of which nothing can be read.
fn people_without_name(note: &Note) -> Vec<Diagnostic> {
    let unread = properties::stated_people(note).map(people::unread).unwrap_or_default();
    let told = unread.into_iter().map(|span| {
        let message = "this participant has neither a name nor an email, so nobody is meant; write a name, or an object with \
            name, email, company and role";
        warning("participant-unreadable", message.to_owned(), span)
    });
    told.collect()
}

fn warning(code: &'static str, message: String, span: Span) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Warning,
        message,
        span,
    }
}
