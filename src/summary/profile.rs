//! What notes state of an entity: role, company and more; the newest statement wins, and disagreement is shown.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::cache::RoleAndCompany;
use super::shape::{Conflict, Profile, Source, Stated};
use super::view::View;
use crate::note::Day;
use crate::note::date::stated_day;
use crate::order::Order as _;
use crate::relation::{EntityId, NoteId, Record, name_key};
use crate::text::Span;

/// One statement with its day.
struct Claim {
    field: String,
    stated: Stated,
    /// `None` also when it was made later than the view's day: then others come before it.
    day: Option<Day>,
    /// Whether it was made later than the view's day.
    later: bool,
    own: bool,
}

/// The profile of an entity, and where notes disagree with its own.
pub(super) fn profile(view: &View, id: EntityId, last_contact: Option<&(Day, Source)>) -> (Profile, Vec<Conflict>) {
    let claims = claims(view, id, |_| true);
    let mut profile = Profile::default();
    let mut fields: BTreeMap<&str, Vec<&Claim>> = BTreeMap::new();
    claims
        .iter()
        .for_each(|claim| fields.entry(&claim.field).or_default().push(claim));
    let mut conflicts: Vec<Conflict> = stale(view, id, &claims, last_contact).into_iter().collect();
    for (field, claims) in fields {
        if field == "background" {
            profile.background = claims.iter().map(|c| c.stated.clone()).collect();
            continue;
        }
        let Some(best) = newest(&claims) else { continue };
        conflicts.extend(conflict(view, field, &claims, best));
        match field {
            "role" => profile.role = Some(best.stated.clone()),
            "company" => profile.company = Some(best.stated.clone()),
            "relationship" => profile.relationship = Some(best.stated.clone()),
            "last_contact" | "pinned" | "muted" => {}
            _ => {
                profile.other.insert(camel_case(field), best.stated.clone());
            }
        }
    }
    (profile, conflicts)
}

/// Role and company alone, for lists of people.
pub fn role_and_company(view: &View, id: EntityId) -> RoleAndCompany {
    view.cache.rest_on(id);
    view.cache.roles.get(id, view.relations, || {
        let claims = claims(view, id, |field| matches!(field, "role" | "company"));
        let best = |field: &str| {
            let of_field: Vec<&Claim> = claims.iter().filter(|c| c.field == field).collect();
            newest(&of_field).map(|c| Arc::from(c.stated.value.as_str()))
        };
        (best("role"), best("company"))
    })
}

/// The newest claim; the entity's own note first among equals.
fn newest<'a>(claims: &[&'a Claim]) -> Option<&'a Claim> {
    let newer = |best: &'a Claim, next: &'a Claim| if next.day > best.day { next } else { best };
    claims.iter().copied().reduce(newer)
}

/// A claim of the own note that a newer one elsewhere disagrees with.
fn conflict(view: &View, field: &str, claims: &[&Claim], best: &Claim) -> Option<Conflict> {
    let own = claims.iter().find(|c| c.own && !c.later)?;
    let [of_own, of_best] = [own, best].map(|claim| claim.stated.value.as_str());
    // A company may have several names.
    let company = |name| view.relations.entities.find(name, None).filter(|_| field == "company");
    let is_one = || company(of_own).is_some_and(|id| company(of_best) == Some(id));
    (!best.own && name_key(of_own) != name_key(of_best) && !is_one()).then(|| Conflict {
        field: field.to_owned(),
        stored: own.stated.clone(),
        found: best.stated.clone(),
    })
}

/// A stored `last_contact` that is not what the notes say. One that is later than the view's day is, where they have
/// something on its day.
fn stale(view: &View, id: EntityId, claims: &[Claim], last_contact: Option<&(Day, Source)>) -> Option<Conflict> {
    let (day, source) = last_contact?;
    let own = claims.iter().find(|c| c.own && c.field == "last_contact")?;
    let stored = stated_day(&own.stated.value);
    let comes = || view.relations.touches(id).any(|(i, _)| i.day == stored);
    let holds = stored == Some(*day) || stored.is_some_and(|stored| stored > view.as_of) && comes();
    (!holds).then(|| Conflict {
        field: "last_contact".to_owned(),
        stored: own.stated.clone(),
        found: Stated {
            value: day.to_string(),
            source: source.clone(),
        },
    })
}

/// A day, and a value with its place.
type Row = (Option<Day>, String, NoteId, Span);

/// All claims of the fields that fit and that count: the own note's in its order, then the newest of lists of people, then those of brackets behind
/// the name.
fn claims(view: &View, id: EntityId, fits: fn(&str) -> bool) -> Vec<Claim> {
    let mut claims = own_claims(view, id, fits);
    let newest = newest_rows(view, id);
    for (field, newest) in ["role", "company"].into_iter().zip(newest) {
        let stated = newest.map(|(day, value, note, span)| (value, view.source(note, span), day));
        claims.extend(stated.map(|(value, source, day)| claim(view, field, value, source, (day, false))));
    }
    let companies = view.relations.stated_companies(id, view.as_of);
    if fits("role") && claims.iter().all(|claim| claim.field != "role") {
        let newest = companies
            .iter()
            .max_by_key(|(_, note)| view.record(*note).and_then(|record| record.day));
        claims.extend(newest.and_then(|(_, note)| role_in_brackets(view, id, *note)));
    }
    for (company, note) in companies {
        let Some(record) = view.record(note) else {
            continue;
        };
        let place = record.participants_at.unwrap_or_default();
        let source = view.source(note, place);
        claims.push(claim(
            view,
            "company",
            view.name(company).to_string(),
            source,
            (record.day, false),
        ));
    }
    claims
}

/// What brackets behind a participant's name give beside a company, `Ann Lee (Buyer, Acme)`: a role, where no other note says
/// one, but for how someone took part.
fn role_in_brackets(view: &View, id: EntityId, note: NoteId) -> Option<Claim> {
    const TOOK_PART: [&str; 9] = [
        "online", "remote", "virtual", "phone", "optional", "required", "absent", "late", "host",
    ];
    let record = view
        .record(note)
        .filter(|record| record.day.is_none_or(|day| day <= view.as_of))?;
    let entities = &view.relations.entities;
    let person = Some(view.schema.person_kind());
    let mut named = record.participants.iter().filter(|named| named.qualifiers.len() > 1);
    let named = named.find(|named| entities.find_named(named, person) == Some(id))?;
    let mut said = named.qualifiers.iter().map(|qualifier| qualifier.text());
    let is_role = |text: &str| !text.contains('@') && entities.find(text, None).is_none();
    let role = said.find(|text| is_role(text) && !TOOK_PART.contains(&name_key(text).as_str()))?;
    let source = view.source(note, record.participants_at.unwrap_or_default());
    Some(claim(view, "role", role.to_owned(), source, (record.day, false)))
}

/// Of rows that list someone only the newest counts that gives a role, and the newest that gives a company.
fn newest_rows(view: &View, id: EntityId) -> [Option<Row>; 2] {
    let mut rows: Vec<(Option<Day>, NoteId, &Record, [Span; 2])> = Vec::new();
    for at in view.relations.listed(id) {
        let said = |record: &&Record| record.day.is_none_or(|day| day <= view.as_of);
        let Some(record) = view.record(at.note).filter(said) else {
            continue;
        };
        if let Some(listed) = record.listed.get(at.index as usize) {
            let day = record.day.or(record.current).filter(|day| *day <= view.as_of);
            rows.push((day, at.note, record, [listed.role, listed.company]));
        }
    }
    // From the newest on, so that few are read; of one day the first.
    rows.order_by_key(|(day, ..)| Reverse(*day));
    [0, 1].map(|column| {
        let mut given = rows.iter().filter_map(|(day, note, record, spans)| {
            let span = *spans.get(column).filter(|span| !span.is_empty())?;
            let value = record.page.plain(span).trim().to_owned();
            (!value.is_empty()).then_some((*day, value, *note, span))
        });
        given.next()
    })
}

fn own_claims(view: &View, id: EntityId, fits: fn(&str) -> bool) -> Vec<Claim> {
    let mut claims = Vec::new();
    for note in view.own_notes(id) {
        let Some(record) = view.record(note) else {
            continue;
        };
        let place = |span: Span| view.source(note, span);
        let statements = record.statements.iter().filter(|s| fits(&s.field));
        let own = (record.current, true);
        claims.extend(statements.map(|s| claim(view, &s.field, s.value.clone(), place(s.span), own)));
    }
    claims
}

/// A statement with its day, and whether the own note makes it.
fn claim(view: &View, field: &str, value: String, source: Source, (day, own): (Option<Day>, bool)) -> Claim {
    Claim {
        field: field.to_owned(),
        stated: Stated { value, source },
        day: day.filter(|day| *day <= view.as_of),
        later: day.is_some_and(|day| day > view.as_of),
        own,
    }
}

/// `account_owner` as `accountOwner`.
fn camel_case(field: &str) -> String {
    let mut words = field.split('_').filter(|w| !w.is_empty());
    let mut name = words.next().unwrap_or("").to_owned();
    for word in words {
        let mut chars = word.chars();
        name.extend(chars.next().into_iter().flat_map(char::to_uppercase));
        name.push_str(chars.as_str());
    }
    name
}
