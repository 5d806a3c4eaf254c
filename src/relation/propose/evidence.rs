//! What a proposal rests on, counted in one pass over the notes.

use std::collections::{BTreeMap, BTreeSet};

use super::super::name::{Named, link_name, name_key};
use super::super::properties::{is_folder_note, is_of_interactions, stem};
use super::super::record::{Class, Record};
use super::super::records::Records;
use super::super::schema::Schema;
use crate::note::Note;
use crate::order;
use crate::vault::Vault;

/// A value of `type` with how the notes that carry it look.
#[derive(Debug, Default)]
pub(super) struct TypeSeen {
    /// As the first note writes it.
    pub written: String,
    /// Notes of it.
    pub notes: usize,
    /// Those with a day of their own.
    pub dated: usize,
    /// Names of the undated ones, as compared.
    pub names: BTreeSet<String>,
}

/// A folder whose notes have no type, with its undated notes.
#[derive(Debug, Default)]
pub(super) struct FolderSeen {
    pub undated: usize,
    pub dated: usize,
    pub names: BTreeSet<String>,
}

/// What was counted.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    pub notes: usize,
    pub interactions: usize,
    pub entities: usize,
    /// Types that no kind has, by their key.
    pub types: BTreeMap<String, TypeSeen>,
    /// Folders by path, of notes that have no type.
    pub folders: BTreeMap<String, FolderSeen>,
    /// For each property of notes that are no entities: the names it holds, as compared, with how often.
    pub fields: BTreeMap<String, BTreeMap<String, usize>>,
    /// Headings that feed no list: key, as first written, notes that have it.
    pub headings: BTreeMap<String, (String, usize)>,
    /// Names in lists of participants: as first written, notes.
    pub participants: BTreeMap<String, (String, usize)>,
    /// Notes with at least two participants.
    pub meetings: usize,
    /// Names that people are said to belong to, as compared.
    pub companies: BTreeSet<String>,
    /// Folders that hold templates.
    pub templates: BTreeMap<String, usize>,
}

/// Properties whose values name nothing that notes are about.
const NO_SUBJECT: [&str; 16] = [
    "type",
    "title",
    "tags",
    "tag",
    "aliases",
    "alias",
    "created",
    "updated",
    "modified",
    "status",
    "source",
    "source_ref",
    "cssclasses",
    "publish",
    "priority",
    "id",
];

impl Evidence {
    pub(super) fn gather(vault: &Vault, records: &Records, schema: &Schema) -> Self {
        let mut seen = Self::default();
        for (path, note) in vault.notes() {
            let Some(record) = records.get(path) else { continue };
            seen.notes += 1;
            if is_template(&note.text) {
                *seen
                    .templates
                    .entry(crate::vault::path::folder(path).to_owned())
                    .or_default() += 1;
                continue;
            }
            seen.note(path, note, record, schema);
        }
        seen.templates.remove("");
        seen
    }

    fn note(&mut self, path: &str, note: &Note, record: &Record, schema: &Schema) {
        match record.class {
            Class::Entity => self.entities += 1,
            Class::Interaction => self.interactions += 1,
            Class::Other => {}
        }
        let name = name_key(if record.title.is_empty() {
            stem(path)
        } else {
            &record.title
        });
        let types = types(note);
        for written in types.iter().filter(|t| schema.kind_of_type(t).is_none()) {
            let seen = self.types.entry(name_key(written)).or_default();
            if seen.notes == 0 {
                seen.written.clone_from(written);
            }
            seen.notes += 1;
            match record.day {
                Some(_) => seen.dated += 1,
                None => _ = seen.names.insert(name.clone()),
            }
        }
        if types.is_empty() && record.kind.is_none() && !is_folder_note(path) {
            let seen = self
                .folders
                .entry(crate::vault::path::folder(path).to_owned())
                .or_default();
            match record.day {
                Some(_) => seen.dated += 1,
                None => {
                    seen.undated += 1;
                    seen.names.insert(name);
                }
            }
        }
        self.fields(note, record, schema);
        self.headings(note, schema);
        self.people(record);
    }

    fn fields(&mut self, note: &Note, record: &Record, schema: &Schema) {
        let known = |key: &str| {
            schema
                .kinds
                .iter()
                .any(|kind| kind.subject.iter().any(|s| s.eq_ignore_ascii_case(key)))
        };
        for entry in note.frontmatter.iter().flat_map(|f| &f.map.entries) {
            let key = entry.key.to_lowercase();
            if record.class == Class::Entity {
                if matches!(key.as_str(), "company" | "organisation" | "organization" | "employer") {
                    let names = entry.value.texts();
                    self.companies
                        .extend(names.iter().filter_map(|t| Named::read(t)).map(|n| name_key(&n.name)));
                }
                continue;
            }
            if NO_SUBJECT.contains(&key.as_str()) || is_of_interactions(&key) || known(&key) {
                continue;
            }
            for text in entry.value.texts() {
                let Some(named) = Named::read(&text) else { continue };
                let names = self.fields.entry(entry.key.clone()).or_default();
                *names.entry(name_key(link_name(&named.name))).or_default() += 1;
            }
        }
    }

    fn headings(&mut self, note: &Note, schema: &Schema) {
        let headings = note.headings.iter().filter(|h| h.level > 1);
        let texts = order::set(headings.map(|h| note.plain(h.text).trim().trim_end_matches(':').to_owned()));
        for text in texts.into_iter().filter(|t| !t.is_empty() && schema.part(t).is_none()) {
            let seen = self.headings.entry(name_key(&text)).or_insert((text, 0));
            seen.1 += 1;
        }
    }

    fn people(&mut self, record: &Record) {
        if record.participants.len() > 1 {
            self.meetings += 1;
        }
        let names = order::set(record.participants.iter().map(|n| n.name.as_str()));
        for name in names {
            let seen = self
                .participants
                .entry(name_key(name))
                .or_insert_with(|| (name.to_owned(), 0));
            seen.1 += 1;
        }
        let qualifiers = record.participants.iter().flat_map(|n| &n.qualifiers);
        self.companies.extend(qualifiers.map(|q| name_key(q.text())));
        let columns = record.statements.iter().filter(|s| s.field == "company");
        self.companies.extend(columns.map(|s| name_key(&s.value)));
    }

    /// How many of `names` are among those that took part.
    pub(super) fn took_part(&self, names: &BTreeSet<String>) -> usize {
        names
            .iter()
            .filter(|name| self.participants.contains_key(*name))
            .count()
    }

    /// How many of `names` are said to be companies of people.
    pub(super) fn have_people(&self, names: &BTreeSet<String>) -> usize {
        names.iter().filter(|name| self.companies.contains(*name)).count()
    }

    /// Properties of interactions most of whose values are among `names`: key and how many.
    pub(super) fn fields_naming(&self, names: &BTreeSet<String>) -> Vec<(&str, usize)> {
        let of_field = |values: &BTreeMap<String, usize>| {
            let all: usize = values.values().sum();
            let fitting: usize = values
                .iter()
                .filter(|(name, _)| names.contains(*name))
                .map(|(_, n)| n)
                .sum();
            (fitting >= 2 && fitting * 2 > all).then_some(fitting)
        };
        let fields = self.fields.iter();
        fields
            .filter_map(|(key, values)| Some((key.as_str(), of_field(values)?)))
            .collect()
    }
}

fn types(note: &Note) -> Vec<String> {
    let map = note.frontmatter.as_ref().map(|f| &f.map);
    let texts = |key: &str| map.and_then(|m| m.get(key)).map(|v| v.texts()).unwrap_or_default();
    let tags = texts("tags").into_iter().chain(texts("tag"));
    let tagged = tags.filter_map(|t| t.trim_start_matches('#').strip_prefix("type/").map(str::to_owned));
    let stated = texts("type").into_iter().chain(tagged);
    stated.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty()).collect()
}

/// Whether a note is to be filled in by a program: it holds the marks of the usual template plugins.
fn is_template(text: &str) -> bool {
    text.contains("<% tp.") || text.contains("<%* ") || text.contains("{{title}}") || text.contains("{{date")
}
