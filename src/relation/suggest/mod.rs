//! Names that are probably the same: suggestions with reasons, never acted on by themselves.

mod bare_name;
mod candidates;
mod compare;

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

use serde::Serialize;

use super::Relations;
use super::entity::{Entity, EntityId};
use super::name::{Qualifier, mail_domain, name_key};
use super::records::Records;
use super::schema::{Nature, Schema};
use super::statement::addresses;
use crate::order::Order as _;
use bare_name::Name;
use candidates::candidates;
use compare::{compare, full_names};

/// Two names that are probably the same.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Suggestion {
    /// The name to keep: the one with a note, else with more words, more interactions, more letters.
    pub keep: String,
    /// The name that would become its alias.
    pub alias: String,
    /// 0 to 1.
    pub score: f64,
    /// Why, each a word for programs: `email`, `accents`, `order`, `title`, `suffix`, `nickname`, `initial`,
    /// `address`, `spelling`, `first-name`, `first-name-in-company`, `company`.
    pub reasons: Vec<&'static str>,
    /// What accepting it writes to `relata-names.yaml`, under `same`.
    pub accept: String,
    /// What refusing it writes there, under `not-same`.
    pub refuse: String,
}

/// All suggestions, the most certain first.
pub fn suggestions(relations: &Relations, records: &Records, schema: &Schema) -> Vec<Suggestion> {
    let unknown = unknown_companies(relations, records, schema);
    let mut names: Vec<Name> = names(relations, records, schema);
    names.extend(
        unknown
            .iter()
            .map(|entity| Name::new(entity, Nature::Organisation, None)),
    );
    let full_names = full_names(&names);
    let mut found = Vec::new();
    for (a, b) in candidates(&names) {
        // Of two companies that are nothing else than words beside people, neither can become the other's alias.
        if a.id.or(b.id).is_none() {
            continue;
        }
        let Some((score, reasons)) = compare(a, b, &full_names) else {
            continue;
        };
        if !schema.are_distinct(&a.entity.name, &b.entity.name) {
            found.push(suggestion(a, b, score, reasons, relations));
        }
    }
    found.order_by(|a, b| {
        let order = b.score.total_cmp(&a.score);
        order.then_with(|| (&a.keep, &a.alias).cmp(&(&b.keep, &b.alias)))
    });
    found
}

fn names<'a>(relations: &'a Relations, records: &Records, schema: &Schema) -> Vec<Name<'a>> {
    // Of the owner's names those may be missing in the schema by which others call them.
    let known = relations
        .entities
        .iter()
        .filter(|(_, e)| !e.is_self || schema.knows_self());
    let listed = listed_addresses(relations, records, schema);
    known
        .map(|(id, entity)| {
            let statements = entity
                .path
                .as_ref()
                .and_then(|path| records.get(path))
                .map(|r| &r.statements);
            let own = statements.and_then(|stated| addresses(stated).next());
            let itself = || mail_domain(&entity.name).map(|_| &*entity.name);
            let email = own
                .map(|(address, _)| address)
                .or(listed.get(&id).copied())
                .or_else(itself);
            Name {
                email: email.map(name_key),
                company: relations.company_on(id, None),
                ..Name::new(entity, schema.nature(&entity.kind), Some(id))
            }
        })
        .collect()
}

/// Companies that notes give people, as nothing is called that notes are about.
fn unknown_companies(relations: &Relations, records: &Records, schema: &Schema) -> Vec<Entity> {
    let mut found: BTreeMap<String, &str> = BTreeMap::new();
    for record in records.values() {
        let stated = record.statements.iter().filter(|s| s.field == "company");
        let behind = record.participants.iter().flat_map(|named| &named.qualifiers);
        let stated = stated.map(|s| s.value.as_str()).chain(behind.map(Qualifier::text));
        for text in stated.filter(|text| mail_domain(text).is_none()) {
            found.entry(name_key(text)).or_insert(text);
        }
    }
    let unknown = |text: &&str| relations.entities.named(text).is_empty() && !schema.is_ignored_name(text);
    let names = found.into_values().filter(unknown);
    names.map(Entity::unknown).collect()
}

/// E-mail addresses behind the names of participants, the first of each.
fn listed_addresses<'a>(relations: &Relations, records: &'a Records, schema: &Schema) -> HashMap<EntityId, &'a str> {
    let mut found = HashMap::new();
    let named = records.values().flat_map(|record| &record.participants);
    for named in named.filter(|named| !named.qualifiers.is_empty()) {
        let mut said = named.qualifiers.iter().map(Qualifier::text);
        let Some(address) = said.find(|text| mail_domain(text).is_some()) else {
            continue;
        };
        if let Some(id) = relations.entities.find_named(named, Some(schema.person_kind())) {
            found.entry(id).or_insert(address);
        }
    }
    found
}

fn suggestion(a: &Name, b: &Name, score: f64, reasons: Vec<&'static str>, relations: &Relations) -> Suggestion {
    let weight = |n: &Name| {
        let touches =
            n.id.and_then(|id| relations.touches.get(id as usize))
                .map_or(0, Vec::len);
        let (words, letters) = match n.nature {
            Nature::Person => (n.bare.len(), n.bare.iter().map(String::len).sum()),
            _ => (n.words.len(), n.plain.len()),
        };
        (
            n.entity.is_self,
            n.id.is_some(),
            n.entity.path.is_some(),
            !n.is_address,
            words,
            touches,
            letters,
            Reverse(n.words.len()),
        )
    };
    let (keep, alias) = if weight(a) >= weight(b) { (a, b) } else { (b, a) };
    let (keep, alias) = (keep.entity.name.to_string(), alias.entity.name.to_string());
    let pair = |first: &str, second: &str| format!("- [{}, {}]", quoted(first), quoted(second));
    Suggestion {
        accept: pair(&keep, &alias),
        refuse: pair(&keep, &alias),
        keep,
        alias,
        score,
        reasons,
    }
}

/// A name as a YAML text, in double quotes where it needs them.
fn quoted(name: &str) -> String {
    let plain = name
        .chars()
        .all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '\''));
    let begins = name.chars().next().is_some_and(char::is_alphabetic);
    if plain && begins {
        name.to_owned()
    } else {
        format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
