//! Kinds of entities that a vault seems to have.

use std::collections::BTreeSet;

use super::evidence::{Evidence, FolderSeen, TypeSeen};
use crate::order;
use crate::relation::{Nature, Schema, name_key};

/// A kind to add, or more for one that is known.
#[derive(Debug)]
pub(super) struct Proposed {
    pub name: String,
    /// Whether the schema has a kind of this name.
    pub known: bool,
    pub nature: Nature,
    /// What says so.
    pub why: String,
    pub types: Vec<String>,
    pub subject: Vec<String>,
    pub folders: Vec<String>,
}

/// Least number of notes to propose a kind for.
const LEAST: usize = 2;

/// Types that mark notes about the vault itself, or single happenings.
const NO_KIND: [&str; 29] = [
    "index",
    "moc",
    "dashboard",
    "note",
    "meeting",
    "meetings",
    "meeting note",
    "meeting notes",
    "call",
    "email",
    "mail",
    "chat",
    "message",
    "daily",
    "daily note",
    "weekly",
    "journal",
    "log",
    "template",
    "task",
    "reference",
    "article",
    "book",
    "idea",
    "source",
    "summary",
    "besprechung",
    "tagebuch",
    "notiz",
];

/// Whether a type marks notes about the vault itself, or single happenings: it names no kind in any vault.
pub fn is_of_no_kind(text: &str) -> bool {
    NO_KIND.contains(&name_key(text).as_str())
}

const PEOPLE: [&str; 19] = [
    "people",
    "persons",
    "contacts",
    "contact",
    "team",
    "colleagues",
    "friends",
    "family",
    "candidates",
    "candidate",
    "friend",
    "colleague",
    "employee",
    "employees",
    "member",
    "members",
    "personen",
    "kontakte",
    "kollegen",
];
const ORGANISATIONS: [&str; 27] = [
    "customers",
    "clients",
    "client",
    "accounts",
    "companies",
    "company",
    "organisations",
    "organisation",
    "organizations",
    "organization",
    "vendors",
    "vendor",
    "suppliers",
    "supplier",
    "partners",
    "investors",
    "investor",
    "agencies",
    "agency",
    "orgs",
    "kunden",
    "kunde",
    "firmen",
    "firma",
    "unternehmen",
    "lieferanten",
    "lieferant",
];
const UNDERTAKINGS: [&str; 11] = [
    "projects",
    "forums",
    "initiatives",
    "initiative",
    "deals",
    "deal",
    "events",
    "programs",
    "projekte",
    "projekt",
    "veranstaltungen",
];

/// Kinds for unknown types, then for folders of notes without a type.
pub(super) fn find(seen: &Evidence, schema: &Schema) -> Vec<Proposed> {
    let types = seen.types.iter().filter(|(key, t)| is_kind(key, t));
    let mut found: Vec<Proposed> = types.map(|(key, t)| of_type(key, t, seen)).collect();
    let folders = seen
        .folders
        .iter()
        .filter_map(|(path, f)| of_folder(path, f, seen, schema));
    for folder in folders {
        match found.iter_mut().find(|kind| kind.name == folder.name) {
            Some(kind) => kind.folders.extend(folder.folders),
            None => found.push(folder),
        }
    }
    found.extend(more_fields(seen, schema, &found));
    found
}

/// Whether notes of a type stand for something: nearly all without a day.
fn is_kind(key: &str, seen: &TypeSeen) -> bool {
    seen.names.len() >= LEAST && seen.dated * 4 <= seen.notes && !NO_KIND.contains(&key)
}

fn of_type(key: &str, seen: &TypeSeen, all: &Evidence) -> Proposed {
    let (nature, evidence) = nature(key, &seen.names, all);
    let fields = all.fields_naming(&seen.names);
    Proposed {
        name: key.to_owned(),
        known: false,
        nature,
        why: format!("{} notes of type {}{evidence}", seen.notes, seen.written),
        types: vec![seen.written.clone()],
        subject: std::iter::once(key.to_owned())
            .chain(
                fields
                    .into_iter()
                    .map(|(key, _)| key.to_owned())
                    .filter(|field| field != key),
            )
            .collect(),
        folders: Vec::new(),
    }
}

fn of_folder(path: &str, seen: &FolderSeen, all: &Evidence, schema: &Schema) -> Option<Proposed> {
    let last = path.rsplit('/').next().unwrap_or(path).to_lowercase();
    let by_word = by_word(&last);
    let people = all.took_part(&seen.names);
    let told = by_word.is_some() || people * 2 >= seen.undated.max(1);
    if path.is_empty() || seen.undated < LEAST || seen.dated * 4 > seen.undated || !told {
        return None;
    }
    let (nature, evidence) = nature(&last, &seen.names, all);
    let known = schema
        .kind_of_type(&last)
        .or_else(|| schema.kinds.iter().find(|kind| kind.nature == nature));
    let name = known.map_or(last, |kind| kind.name.clone());
    let mut folders = known.map(|kind| kind.folders.clone()).unwrap_or_default();
    folders.push(format!("{path}/"));
    Some(Proposed {
        known: known.is_some(),
        why: format!("{} notes without a type in {path}/{evidence}", seen.undated),
        types: Vec::new(),
        subject: Vec::new(),
        name,
        nature,
        folders,
    })
}

/// Fields that name entities of kinds that need nothing else.
fn more_fields(seen: &Evidence, schema: &Schema, found: &[Proposed]) -> Vec<Proposed> {
    let mut more = Vec::new();
    for kind in found.iter().filter(|kind| kind.known) {
        let folders = seen
            .folders
            .iter()
            .filter(|(path, _)| kind.folders.contains(&format!("{path}/")));
        let names = order::set(folders.flat_map(|(_, f)| f.names.iter().cloned()));
        let fields = seen.fields_naming(&names);
        let known = schema.kind(&kind.name).map(|k| k.subject.clone()).unwrap_or_default();
        if !fields.is_empty() {
            let new = fields.iter().map(|(key, _)| (*key).to_owned());
            more.push(Proposed {
                name: kind.name.clone(),
                known: true,
                nature: kind.nature,
                why: String::new(),
                types: Vec::new(),
                subject: known.into_iter().chain(new).collect(),
                folders: Vec::new(),
            });
        }
    }
    more
}

/// What entities of these names are: people when they take part, organisations when people belong to them.
fn nature(word: &str, names: &BTreeSet<String>, all: &Evidence) -> (Nature, String) {
    let (people, companies) = (all.took_part(names), all.have_people(names));
    if people * 2 >= names.len() && people > companies {
        return (Nature::Person, format!(", {people} of them took part in something"));
    }
    if companies * 4 >= names.len() && companies > 0 {
        return (Nature::Organisation, format!(", {companies} of them have people"));
    }
    match by_word(word) {
        Some(nature) => (nature, ", by the word".to_owned()),
        None => (Nature::Undertaking, ", a guess".to_owned()),
    }
}

fn by_word(word: &str) -> Option<Nature> {
    [
        (&PEOPLE[..], Nature::Person),
        (&ORGANISATIONS, Nature::Organisation),
        (&UNDERTAKINGS, Nature::Undertaking),
    ]
    .into_iter()
    .find(|(words, _)| words.contains(&word))
    .map(|(_, nature)| nature)
}
