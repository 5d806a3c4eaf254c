//! What a note's frontmatter, key–value lines and path state: kind, day, title, subject, participants, sources.

use std::borrow::Cow;

use super::key::with_name_key;
use super::name::{Named, Qualifier, clean_name, is_folder_note_name, link_name, mail_domain, name_key};
use super::people;
use super::record::{Channel, NO_TOUCH, SourceRef, Subject};
use super::schema::{Kind, Schema};
use crate::note::date::{leading_day, stated_day};
use crate::note::{Data, Day, FieldKind, Link, Mapping, Note, Value};
use crate::text::{Span, white};

/// The frontmatter value of the first of `keys` that is there.
fn property<'a>(note: &'a Note, keys: &[&str]) -> Option<&'a Value> {
    let map: &Mapping = &note.frontmatter.as_ref()?.map;
    keys.iter().find_map(|key| map.get(key))
}

/// The texts of the first of `keys` that is there.
fn texts<'a>(note: &'a Note, keys: &[&str]) -> impl Iterator<Item = Cow<'a, str>> + use<'a> {
    property(note, keys).into_iter().flat_map(Value::each_text)
}

/// Values of all key–value lines whose key is one of `keys`, first line first.
pub(super) fn lines<'a>(note: &'a Note, keys: &'a [&'a str]) -> impl Iterator<Item = &'a str> {
    note.fields.iter().filter_map(move |field| {
        let whole_line = matches!(field.kind, FieldKind::Bold | FieldKind::Line);
        let named = || keys.iter().any(|key| same_key(note.slice(field.key), key));
        (whole_line && named()).then(|| note.slice(field.value).trim())
    })
}

/// Whether two keys are one: case ignored, `_` like a space.
fn same_key(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        let fold = |byte: u8| if byte == b'_' { b' ' } else { byte.to_ascii_lowercase() };
        let (a, b) = (white::trim(a), white::trim(b));
        return a.len() == b.len() && a.bytes().map(fold).eq(b.bytes().map(fold));
    }
    name_key(&a.replace('_', " ")) == name_key(&b.replace('_', " "))
}

/// The kind that `type`, else a `type/…` tag, else the note's folder names.
pub(super) fn kind(path: &str, note: &Note, schema: &Schema) -> Option<String> {
    let by_type = texts(note, &["type"]).find_map(|t| schema.kind_of_type(&t));
    let of_tag = |t: &str| schema.kind_of_type(t.trim_start_matches('#').strip_prefix("type/")?);
    let by_property = || texts(note, &["tags", "tag"]).find_map(|t| t.split([',', ' ']).find_map(of_tag));
    let mut body = note.tags.iter().filter(|tag| !tag.context.intersects(NO_TOUCH));
    let by_tag = || by_property().or_else(|| body.find_map(|tag| of_tag(note.slice(tag.span))));
    by_type
        .or_else(by_tag)
        .or_else(|| schema.kind_of_folder(path))
        .map(|kind| kind.name.clone())
}

/// Keys of a note's day, in the languages in which notes are often kept. `data` is none: in English it means something else.
pub(super) const DATES: [&str; 3] = ["date", "datum", "fecha"];

/// The note's day: `date`, else the file name's, else a `**Date**:` line's.
pub(super) fn day(path: &str, note: &Note) -> Option<Day> {
    let by_property = texts(note, &DATES).find_map(|text| stated_day(&text));
    let by_name = || leading_day(stem(path)).map(|(day, _)| day);
    let by_line = || lines(note, &DATES).find_map(stated_day);
    by_property.or_else(by_name).or_else(by_line)
}

/// The file name without folders and `.md`.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.strip_suffix(".md").unwrap_or(name)
}

/// Whether a note stands for its folder: `README.md`, `index.md`, or named as the folder.
pub(super) fn is_folder_note(path: &str) -> bool {
    let Some((folder, _)) = path.rsplit_once('/') else {
        return false;
    };
    let name = stem(path);
    is_folder_note_name(name) || folder.rsplit('/').next() == Some(name)
}

/// `title`, else the first level-one heading, else the file name, or the folder's name for a folder note.
pub(super) fn title(path: &str, note: &Note) -> String {
    let stated = texts(note, &["title"]).map(|t| clean_name(&t)).find(|t| !t.is_empty());
    let heading = || {
        let first = note.headings.iter().find(|h| h.level == 1)?;
        Some(clean_name(&note.plain(first.text))).filter(|t| !t.is_empty())
    };
    let folder = || {
        let (folder, _) = path.rsplit_once('/')?;
        is_folder_note(path).then(|| clean_name(folder.rsplit('/').next().unwrap_or(folder)))
    };
    stated
        .or_else(heading)
        .or_else(folder)
        .unwrap_or_else(|| clean_name(stem(path)))
}

/// `aliases` (or `alias`), a list or one text.
pub(super) fn aliases(note: &Note) -> Vec<String> {
    let aliases = texts(note, &["aliases", "alias"]).map(|t| clean_name(&t));
    aliases.filter(|t| !t.is_empty()).collect()
}

/// The subject: the field of the note's own kind, then its line, then those of the other kinds.
pub(super) fn subject(note: &Note, schema: &Schema, kind: Option<&str>) -> Option<Subject> {
    let own = schema.kinds.iter().filter(|k| Some(k.name.as_str()) == kind);
    let others = schema.kinds.iter().filter(|k| Some(k.name.as_str()) != kind);
    own.chain(others).find_map(|kind| subject_of(note, schema, kind))
}

fn subject_of(note: &Note, schema: &Schema, kind: &Kind) -> Option<Subject> {
    let keys: Vec<&str> = kind.subject.iter().map(String::as_str).collect();
    let stated = property(note, &keys).map(link_texts).unwrap_or_default();
    let stated = stated.iter().find_map(|text| Named::read(text));
    let named = stated.or_else(|| lines(note, &keys).find_map(Named::read));
    let named = named.filter(|n| !schema.is_ignored_name(&n.name))?;
    Some(Subject {
        named,
        kind: kind.name.clone(),
    })
}

/// Keys that name who took part, in the languages in which notes are often kept: words that mean nothing else, so that no
/// vault has to name them. All but the first are properties too.
const PARTICIPANTS: [&str; 13] = [
    "with",
    "participants",
    "attendees",
    "teilnehmer",
    "teilnehmende",
    "anwesend",
    "anwesende",
    "deelnemers",
    "aanwezigen",
    "participantes",
    "asistentes",
    "partecipanti",
    "presenti",
];

/// Those that are properties.
fn participant_properties() -> &'static [&'static str] {
    let [_, keys @ ..] = &PARTICIPANTS;
    keys
}

/// Whether a property says who took part, or when.
pub(super) fn is_of_interactions(key: &str) -> bool {
    let mut keys = DATES.iter().chain(participant_properties());
    keys.any(|known| key.eq_ignore_ascii_case(known))
}

/// Whether a note of a kind is filed under another entity of that kind, by the kind's own field.
pub(super) fn is_filed(path: &str, note: &Note, schema: &Schema, kind: &str) -> bool {
    let subject = schema.kind(kind).and_then(|kind| subject_of(note, schema, kind));
    subject.is_some_and(|s| name_key(&s.named.name) != name_key(&title(path, note)))
}

/// Whether the note says of itself that it is an index.
pub(super) fn is_index(note: &Note) -> bool {
    let says = |t: Cow<str>| with_name_key(&t, |key| matches!(key, "index" | "moc" | "dashboard"));
    texts(note, &["type"]).any(says)
}

/// Whether the note says of what it plans that it did not come about, as calendars do: `status: cancelled`.
pub fn is_cancelled(note: &Note) -> bool {
    const CANCELLED: [&str; 9] = [
        "cancelled",
        "canceled",
        "abgesagt",
        "annulé",
        "annulée",
        "cancelado",
        "cancelada",
        "annullato",
        "geannuleerd",
    ];
    let says = |text: Cow<str>| with_name_key(&text, |key| CANCELLED.contains(&key));
    let is_true = |value: &Value| matches!(value.data, Data::Bool(true));
    texts(note, &["status"]).any(says) || property(note, &["cancelled", "canceled"]).is_some_and(is_true)
}

/// Whom a message is from and to, where it says nothing else of who took part.
const OF_MESSAGES: [&str; 2] = ["from", "to"];

/// Who took part: `participants` and what is the same, else the line of such a key or `**With**:`; else whom a message is
/// from and to.
pub(super) fn participants(note: &Note, schema: &Schema) -> Vec<Named> {
    let mut named = stated_people(note).map(people::in_value).unwrap_or_default();
    if named.is_empty() {
        let text = lines(note, &PARTICIPANTS);
        named = text
            .map(people::in_line)
            .find(|list| !list.is_empty())
            .unwrap_or_default();
    }
    if named.is_empty() && channel(note) == Channel::Message {
        let values = OF_MESSAGES.iter().filter_map(|key| property(note, &[key]));
        named = values.flat_map(people::in_value).collect();
    }
    named.retain(|n| !schema.is_ignored_name(&n.name));
    for who in &mut named {
        // The address itself stays: who has the same one is probably the same.
        let company = {
            let mut said = who.qualifiers.iter().map(Qualifier::text).chain([who.name.as_str()]);
            said.find_map(|text| schema.company_of_mail(text))
        };
        who.qualifiers.extend(company.map(Qualifier::new));
        let mut addresses = who.qualifiers.iter().filter(|q| mail_domain(q.text()).is_some());
        let own = addresses.find(|address| schema.is_self(address.text()));
        // Calendars call the owner as each of them likes.
        if let Some(own) = own.and_then(|own| Named::read(own.text())) {
            who.take_name(&own);
        }
    }
    named
}

/// The property that says who took part.
pub(super) fn stated_people(note: &Note) -> Option<&Value> {
    property(note, participant_properties())
}

/// Who started the interaction: `initiated_by`, `organizer`, or `from` of a mail.
pub(super) fn started_by(note: &Note, schema: &Schema) -> Option<Box<str>> {
    let value = property(note, &["initiated_by", "initiator", "organizer", "organiser", "from"])?;
    let named = match &value.data {
        Data::Map(_) => people::in_value(value).into_iter().next()?,
        _ => link_texts(value).iter().find_map(|text| people::in_order(text))?,
    };
    (!schema.is_ignored_name(&named.name)).then(|| named.name.into_boxed_str())
}

/// Where participants are stated: the property's key, else the line's.
pub(super) fn participants_at(note: &Note) -> Option<Span> {
    let entries = note.frontmatter.iter().flat_map(|f| &f.map.entries);
    let mut property = entries.filter(|e| PARTICIPANTS.iter().any(|key| e.key.eq_ignore_ascii_case(key)));
    let line = || {
        note.fields
            .iter()
            .find(|f| PARTICIPANTS.iter().any(|key| same_key(note.slice(f.key), key)))
            .map(|f| f.key)
    };
    let message = || {
        let mut entries = note.frontmatter.iter().flat_map(|f| &f.map.entries);
        let sent = |key: &str| OF_MESSAGES.iter().any(|of| key.eq_ignore_ascii_case(of));
        entries.find(|e| channel(note) == Channel::Message && sent(&e.key))
    };
    let property = property.next().map(|e| e.key_span);
    property.or_else(line).or_else(|| message().map(|e| e.key_span))
}

/// Texts of a value; an unquoted `[[X]]`, which YAML reads as a list in a list, is read as the link it was meant to be.
fn link_texts(value: &Value) -> Vec<Cow<'_, str>> {
    match &value.data {
        Data::List(items) => items.iter().flat_map(link_texts).collect(),
        _ => value.each_text().collect(),
    }
}

/// What the note was made from: `source_ref` and `*Source: [[…]]*` lines.
pub(super) fn sources(note: &Note) -> Vec<SourceRef> {
    let paths = texts(note, &["source_ref"]).map(|p| normal_path(&p));
    let paths = paths.filter(|p| !p.is_empty()).map(SourceRef::Path);
    let links = note
        .links
        .iter()
        .filter(|link| !link.embed && follows_source(note, link));
    let links = links.map(|link| SourceRef::Link(link.target.to_string()));
    paths.chain(links).collect()
}

/// Whether a link stands behind the word `Source:` at the start of its line.
fn follows_source(note: &Note, link: &Link) -> bool {
    let before = note.text.as_bytes().get(..link.span.start as usize).unwrap_or_default();
    let is_mark = |byte: &u8| matches!(byte, b'*' | b'_' | b'-' | b'>') || byte.is_ascii_whitespace();
    let last = before.iter().rev().find(|byte| !is_mark(byte));
    // Behind nearly all other words it is seen at once.
    if last.is_none_or(|byte| byte.is_ascii() && *byte != b':') {
        return false;
    }
    let line = note
        .line_starts
        .get(note.line_of(link.span.start) as usize)
        .copied()
        .unwrap_or(0);
    let before = note.text.get(line as usize..link.span.start as usize).unwrap_or("");
    let before = before.trim_matches(|c: char| matches!(c, '*' | '_' | '-' | '>') || c.is_whitespace());
    before.trim_end_matches(['*', '_', ' ']).eq_ignore_ascii_case("source:")
}

/// A path as it is compared: forward slashes, NFC, no brackets, no `.md`.
fn normal_path(path: &str) -> String {
    let path = path
        .trim()
        .trim_start_matches("[[")
        .trim_end_matches("]]")
        .replace('\\', "/");
    let path = clean_name(&path);
    path.strip_suffix(".md").map(str::to_owned).unwrap_or(path)
}

/// The last segment of a source path, as a link would name it.
pub(super) fn source_name(source: &SourceRef) -> String {
    match source {
        SourceRef::Path(path) => name_key(link_name(path)),
        SourceRef::Link(target) => name_key(link_name(target)),
    }
}

/// Whether `type`, `source`, `channel` or `medium` says that it was a message.
pub(super) fn channel(note: &Note) -> Channel {
    const MESSAGES: [&str; 14] = [
        "email", "e-mail", "mail", "mails", "emails", "chat", "message", "messages", "slack", "sms", "whatsapp", "dm",
        "signal", "letter",
    ];
    let says = |key: &str| {
        let is_one = |t: &str| MESSAGES.iter().any(|message| message.eq_ignore_ascii_case(t));
        texts(note, &[key]).any(|t| is_one(t.trim()))
    };
    if ["type", "source", "channel", "medium", "source_type"]
        .into_iter()
        .any(says)
    {
        return Channel::Message;
    }
    Channel::Meeting
}

/// The day up to which the note says it is current: `last_contact`, else `updated`, else `created`.
pub fn current_day(note: &Note) -> Option<Day> {
    ["last_contact", "updated", "modified", "created"]
        .iter()
        .find_map(|key| texts(note, &[key]).find_map(|text| stated_day(&text)))
}
