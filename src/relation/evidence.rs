//! Which notes name whom: whose entity the first of them makes, and which notes have to be looked at again when a name
//! comes to mean another entity, or a path another file.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::entity::Naming;
use super::interaction::link_of;
use super::key::{NameKey, NameMap, NumberMap, NumberSet};
use super::name::{Named, Qualifier, incomplete, link_name};
use super::record::{Class, Record};
use super::records::{NoteId, Records};
use super::schema::Schema;
use super::statement::addresses;
use crate::note::linkpath;
use crate::vault::few::Few;

/// Names as notes give them, and who asks for them.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// Every different naming, with the notes that have it.
    namings: NumberMap<u64, Held>,
    /// The first note of each naming with the place in it, in the order in which they make entities.
    order: BTreeMap<(Turn, Arc<str>, u32), u64>,
    /// Notes by the names and files that they ask for.
    asked: NameMap<Few>,
    /// Paths of the entity notes.
    own: BTreeMap<Arc<str>, NoteId>,
}

#[derive(Debug)]
struct Held {
    first: Arc<str>,
    notes: Few,
}

/// Subjects make entities first, then people, then those who are between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Turn {
    Subject,
    Person,
    Between,
}

/// Where in a record a naming stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Place {
    turn: Turn,
    /// Index in the list of all namings of this turn.
    index: u32,
    naming: u64,
}

impl Evidence {
    /// Notes that `old` is now `new`, for the note at `path`; whether that may change who there is.
    pub(super) fn exchange(
        &mut self,
        id: NoteId,
        path: &Arc<str>,
        (old, new): (Option<&Record>, Option<&Record>),
        records: &Records,
    ) -> bool {
        self.exchange_asked(id, old, new);
        let own = self.exchange_own(id, path, old, new);
        let (before, after) = (old.map(places).unwrap_or_default(), new.map(places).unwrap_or_default());
        if before == after {
            return own;
        }
        if before.is_empty() {
            for place in &after {
                self.add_naming(id, path, *place, records);
            }
            return own || after.iter().any(|place| self.is_first(place.naming, path));
        }
        let firsts_before = self.firsts(path, &before);
        for place in &before {
            if self.is_first(place.naming, path) {
                self.order.remove(&(place.turn, Arc::clone(path), place.index));
            }
        }
        let stays = |naming: u64| after.iter().any(|place| place.naming == naming);
        for place in before.iter().filter(|place| !stays(place.naming)) {
            self.drop_naming(id, path, place.naming, records);
        }
        for place in &after {
            self.add_naming(id, path, *place, records);
        }
        own || firsts_before != self.firsts(path, &after)
    }

    /// The namings of which the note at `path` is the first, in order.
    fn firsts(&self, path: &str, places: &[Place]) -> Vec<(Turn, u64)> {
        let first = places.iter().filter(|place| self.is_first(place.naming, path));
        first.map(|place| (place.turn, place.naming)).collect()
    }

    fn is_first(&self, naming: u64, path: &str) -> bool {
        self.namings.get(&naming).is_some_and(|held| &*held.first == path)
    }

    fn drop_naming(&mut self, id: NoteId, path: &str, naming: u64, records: &Records) {
        let Some(held) = self.namings.get_mut(&naming) else {
            return;
        };
        if held.notes.remove(id) {
            self.namings.remove(&naming);
            return;
        }
        if &*held.first != path {
            return;
        }
        let others = held.notes.as_slice().iter();
        let Some(next) = others.copied().min_by_key(|id| records.path(*id)) else {
            return;
        };
        held.first = records.shared_path(next);
        let places = records.at(next).map(places).unwrap_or_default();
        if let Some(place) = places.iter().find(|place| place.naming == naming) {
            let key = (place.turn, Arc::clone(&held.first), place.index);
            self.order.insert(key, naming);
        }
    }

    fn add_naming(&mut self, id: NoteId, path: &Arc<str>, place: Place, records: &Records) {
        let held = self.namings.entry(place.naming).or_insert_with(|| Held {
            first: Arc::clone(path),
            notes: Few::default(),
        });
        held.notes.insert(id);
        if held.first > *path {
            let old = std::mem::replace(&mut held.first, Arc::clone(path));
            let places = records.get(&old).map(places).unwrap_or_default();
            if let Some(place) = places.iter().find(|other| other.naming == place.naming) {
                self.order.remove(&(place.turn, old, place.index));
            }
        }
        if held.first == *path {
            self.order
                .insert((place.turn, Arc::clone(path), place.index), place.naming);
        }
    }

    fn exchange_own(&mut self, id: NoteId, path: &Arc<str>, old: Option<&Record>, new: Option<&Record>) -> bool {
        let own = |record: Option<&Record>| {
            let record = record.filter(|record| record.class == Class::Entity)?;
            let addresses = addresses(&record.statements).map(|(address, _)| address.to_owned());
            let names = std::iter::once(&record.title).chain(&record.aliases).cloned();
            Some((
                record.kind.clone(),
                names.collect::<Vec<_>>(),
                addresses.collect::<Vec<_>>(),
            ))
        };
        let (before, after) = (own(old), own(new));
        match after.is_some() {
            true => self.own.insert(Arc::clone(path), id),
            false => self.own.remove(path),
        };
        before != after
    }

    fn exchange_asked(&mut self, id: NoteId, old: Option<&Record>, new: Option<&Record>) {
        let (before, after) = (old.map(asked).unwrap_or_default(), new.map(asked).unwrap_or_default());
        for key in before.iter().filter(|key| after.binary_search(key).is_err()) {
            if self.asked.get_mut(key).is_some_and(|few| few.remove(id)) {
                self.asked.remove(key);
            }
        }
        for key in after.iter().filter(|key| before.binary_search(key).is_err()) {
            self.asked.entry(*key).or_default().insert(id);
        }
    }

    /// The notes that ask for a name or a file.
    pub(super) fn asking(&self, key: NameKey) -> &[NoteId] {
        self.asked.get(&key).map_or(&[], Few::as_slice)
    }

    /// The entity notes, by path.
    pub(super) fn own<'a>(&'a self, records: &'a Records) -> impl Iterator<Item = (&'a str, &'a Record)> + Clone {
        let own = self.own.iter();
        own.filter_map(|(path, id)| Some((&**path, records.at(*id)?)))
    }

    /// All different namings in the order in which they make entities.
    pub(super) fn namings<'a>(&'a self, records: &'a Records, schema: &'a Schema) -> impl Iterator<Item = Naming<'a>> {
        let places = self.order.keys();
        places.filter_map(|(turn, path, index)| naming(records.get(path)?, *turn, *index, schema))
    }
}

/// All namings of a record, each once at its first place.
fn places(record: &Record) -> Vec<Place> {
    /// So few are searched sooner than kept in order.
    const FEW: usize = 16;
    let mut places: Vec<Place> = Vec::with_capacity(FEW);
    let mut seen: NumberSet<u64> = Default::default();
    let mut add = |turn, index: usize, naming| {
        let index = u32::try_from(index).unwrap_or(u32::MAX);
        if places.len() == FEW && seen.is_empty() {
            seen.extend(places.iter().map(|place| place.naming));
        }
        let new = match places.len() < FEW {
            true => places.iter().all(|place| place.naming != naming),
            false => seen.insert(naming),
        };
        if new {
            places.push(Place { turn, index, naming });
        }
    };
    if let Some(subject) = record.subject.as_ref().filter(|_| record.class == Class::Interaction) {
        let kind = XxHash3_64::oneshot(subject.kind.as_bytes());
        add(Turn::Subject, 0, number(&subject.named, kind));
    }
    for (index, named) in people(record).enumerate() {
        add(Turn::Person, index, number(named, 1));
    }
    let before = record.participants.len() + record.listed.len();
    for (index, owner) in owners(record).enumerate() {
        add(
            Turn::Person,
            before + index,
            XxHash3_64::oneshot_with_seed(2, owner.as_bytes()),
        );
    }
    if record.class == Class::Entity {
        for (index, line) in record.context.iter().enumerate() {
            if let Some(via) = &line.via {
                add(Turn::Between, index, number(via, 3));
            }
        }
    }
    places
}

/// The naming at a place.
fn naming<'a>(record: &'a Record, turn: Turn, index: u32, schema: &'a Schema) -> Option<Naming<'a>> {
    let index = index as usize;
    let person = schema.person_kind();
    let (named, kind) = match turn {
        Turn::Subject => {
            let subject = record.subject.as_ref()?;
            (Cow::Borrowed(&subject.named), subject.kind.as_str())
        }
        Turn::Person => {
            let before = record.participants.len() + record.listed.len();
            let named = match index.checked_sub(before) {
                Some(owner) => Cow::Owned(Named::read(owners(record).nth(owner)?)?),
                None => Cow::Borrowed(people(record).nth(index)?),
            };
            (named, person)
        }
        Turn::Between => (Cow::Borrowed(record.context.get(index)?.via.as_ref()?), person),
    };
    Some(Naming { named, kind })
}

fn people(record: &Record) -> impl Iterator<Item = &Named> {
    record.participants.iter().chain(record.listed.iter().map(|l| &l.named))
}

fn owners(record: &Record) -> impl Iterator<Item = &str> {
    record.tasks.iter().flat_map(|t| &*t.owners).map(String::as_str)
}

/// A naming as a number: two are the same only when all is.
fn number(named: &Named, seed: u64) -> u64 {
    let with = |hash, text: &str| XxHash3_64::oneshot_with_seed(hash, text.as_bytes());
    let name = with(seed.wrapping_mul(2) + u64::from(named.incomplete), &named.name);
    named.qualifiers.iter().map(Qualifier::text).fold(name, with)
}

/// What a text asks for that says that only part of a name is known.
fn said_half(text: &str) -> Vec<NameKey> {
    let mut keys = Vec::new();
    if let Some(named) = incomplete(text) {
        keys.extend(named.qualifiers.iter().map(Qualifier::key).chain([named.key()]));
    }
    keys
}

/// The names and files that a note asks for, sorted.
fn asked(record: &Record) -> Vec<NameKey> {
    let usual = record.participants.len() + record.listed.len() + 2 * (record.links.len() + record.tasks.len());
    let mut keys = Vec::with_capacity(usual + 8);
    let mut named = |named: &Named| {
        keys.push(named.key());
        keys.extend(named.qualifiers.iter().map(Qualifier::key));
    };
    if record.class == Class::Interaction {
        record.subject.iter().for_each(|subject| named(&subject.named));
    }
    people(record).for_each(&mut named);
    let context = record.context.iter().filter(|_| record.class == Class::Entity);
    context.clone().filter_map(|line| line.via.as_ref()).for_each(named);
    for owner in owners(record) {
        keys.push(NameKey::of(owner));
        keys.extend(said_half(owner));
    }
    keys.extend(record.started_by.as_deref().map(NameKey::of));
    let companies = record.statements.iter().filter(|s| s.field == "company");
    keys.extend(companies.map(|s| NameKey::of(&s.value)));
    let sources = record.sources.iter().filter(|_| record.class == Class::Interaction);
    let open = record.tasks.iter().filter(|task| task.said.is_some());
    let links = record.links.iter().map(|link| &link.target);
    let links = links.chain(open.flat_map(|task| &task.links));
    keys.extend(
        sources
            .filter_map(link_of)
            .map(|target| NameKey::of_file(linkpath(target))),
    );
    keys.extend(context.map(|line| line.target.file()));
    for target in links {
        keys.extend([target.file(), target.name()]);
        if target.text().contains('(') {
            keys.extend(said_half(link_name(target.text())));
        }
    }
    keys.sort_unstable();
    keys.dedup();
    keys
}
