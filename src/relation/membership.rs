//! Which organisations people belong to.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::entity::{Entities, EntityId};
use super::key::{NameKey, NumberMap};
use super::record::Record;
use super::records::NoteId;
use super::schema::{Nature, Schema};
use crate::note::Day;
use crate::order::Order;

/// One statement that a person belongs to an organisation.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stated {
    day: Option<Day>,
    path: Arc<str>,
    /// Place in the note.
    place: u32,
    /// `None` in a person's own note for one that nothing is called, which ends what was before.
    company: Option<EntityId>,
    /// The first word of its name: another name that begins so may be the same company.
    word: NameKey,
    note: NoteId,
    /// Whether a list of participants says so, not the person's own note.
    listed: bool,
}

impl Stated {
    /// As of which day.
    pub(super) fn day(&self) -> Option<Day> {
        self.day
    }

    /// The organisation, where one is called so.
    pub(super) fn company(&self) -> Option<EntityId> {
        self.company
    }
}

/// What notes do not state of a person any more, and what they state now.
#[derive(Debug, Default)]
pub(super) struct Moved {
    pub gone: Vec<Stated>,
    pub come: Vec<Stated>,
}

impl Moved {
    /// Whether all that went came again.
    pub(super) fn is_nothing(&self) -> bool {
        let sorted = |all: &[Stated]| {
            let mut all = all.to_vec();
            all.order();
            all
        };
        self.gone.len() == self.come.len() && sorted(&self.gone) == sorted(&self.come)
    }
}

/// The organisations of people over time, by day.
#[derive(Debug, Default)]
pub(super) struct Companies {
    stated: NumberMap<EntityId, Vec<Stated>>,
    /// Who was ever stated to belong to an organisation.
    members: NumberMap<EntityId, BTreeSet<EntityId>>,
}

impl Companies {
    /// Where a person was on a day: by the newest statement up to it, else by the oldest; without a day, where they are now.
    pub(super) fn on(&self, person: EntityId, day: Option<Day>) -> Option<EntityId> {
        Self::newest(self.stated.get(&person)?, day)
    }

    /// As [`Companies::on`], for what [`Companies::all`] gave.
    pub(super) fn newest(stated: &[Stated], day: Option<Day>) -> Option<EntityId> {
        let up_to = match day {
            None => stated.len(),
            Some(_) => stated.partition_point(|s| s.day <= day),
        };
        let (before, _) = stated.split_at_checked(up_to)?;
        match before.split_last() {
            None => stated.iter().find_map(|s| s.company),
            Some((newest, older)) => newest.company.or_else(|| {
                let known = older.iter().rfind(|s| s.company.is_some());
                known.filter(|s| s.word == newest.word)?.company
            }),
        }
    }

    /// Who belonged to an organisation on a day.
    pub(super) fn people_of(&self, company: EntityId, day: Day) -> impl Iterator<Item = EntityId> {
        let ever = self.members.get(&company).into_iter().flatten().copied();
        ever.filter(move |person| self.on(*person, Some(day)) == Some(company))
    }

    /// The organisations that brackets behind a person's name gave up to a day, each with the newest note that says so;
    /// where nothing was said by then, the oldest one.
    pub(super) fn listed(&self, person: EntityId, day: Day) -> Vec<(EntityId, NoteId)> {
        let stated = self.stated.get(&person).map_or(&[][..], Vec::as_slice);
        let up_to = stated.partition_point(|s| s.day <= Some(day)).max(1);
        let mut newest: Vec<(EntityId, NoteId)> = Vec::new();
        for stated in stated.iter().take(up_to).rev().filter(|s| s.listed) {
            if let Some(company) = stated.company
                && newest.iter().all(|(other, _)| *other != company)
            {
                newest.push((company, stated.note));
            }
        }
        newest.reverse();
        newest
    }

    /// Everything that one person is stated to belong to, to compare.
    pub(super) fn all(&self, person: EntityId) -> &[Stated] {
        self.stated.get(&person).map_or(&[], Vec::as_slice)
    }

    /// As [`Companies::all`], before something came and went.
    pub(super) fn all_before(&self, person: EntityId, moved: Moved) -> Vec<Stated> {
        let now = self.stated.get(&person).into_iter().flatten();
        let mut before: Vec<Stated> = now.filter(|stated| !moved.come.contains(stated)).cloned().collect();
        before.extend(moved.gone);
        before.order();
        before
    }

    /// Takes out what a note states of a person as of a day; the note's path where it is still there.
    pub(super) fn remove(&mut self, person: EntityId, note: NoteId, at: (Option<Day>, Option<&str>)) -> Vec<Stated> {
        let Some(stated) = self.stated.get_mut(&person) else {
            return Vec::new();
        };
        let start = match at {
            (day, Some(path)) => stated.partition_point(|s| (s.day, &*s.path) < (day, path)),
            (_, None) => 0,
        };
        let behind = stated.get(start..).unwrap_or_default();
        let count = behind.iter().take_while(|s| s.note == note && s.day == at.0).count();
        let gone: Vec<Stated> = match at.1 {
            Some(_) => stated.drain(start..start + count).collect(),
            None => stated.extract_if(.., |s| s.note == note && s.day == at.0).collect(),
        };
        for company in gone.iter().filter_map(|gone| gone.company) {
            if stated.iter().all(|s| s.company != Some(company))
                && let Some(people) = self.members.get_mut(&company)
            {
                people.remove(&person);
            }
        }
        if stated.is_empty() {
            self.stated.remove(&person);
        }
        gone
    }

    /// Adds what a note states of a person.
    pub(super) fn add(&mut self, person: EntityId, new: Stated) {
        if let Some(company) = new.company {
            self.members.entry(company).or_default().insert(person);
        }
        let stated = self.stated.entry(person).or_default();
        let at = stated.partition_point(|s| *s < new);
        stated.insert(at, new);
    }
}

/// What a note, that of `own` where it is anyone's, states of the organisations of people. What is no known organisation is
/// left out, but for what somebody's own note says as of a day.
pub(super) fn stated(
    (note, path): (NoteId, &Arc<str>),
    record: &Record,
    own: Option<EntityId>,
    entities: &Entities,
    schema: &Schema,
) -> Vec<(EntityId, Stated)> {
    let mut all = Vec::new();
    let mut state = |person: EntityId, (name, key): (&str, NameKey), day: Option<Day>, listed: bool| {
        let company = entities.by_key(key, None);
        let is_known = company.is_some_and(|company| entities.nature(company) == Nature::Organisation);
        let ends = || company.is_none() && !listed && day.is_some() && !schema.is_ignored_name(name);
        if (is_known || ends()) && entities.nature(person) == Nature::Person {
            let stated = Stated {
                day,
                path: Arc::clone(path),
                place: u32::try_from(all.len()).unwrap_or(u32::MAX),
                company,
                word: NameKey::of(name.split_whitespace().next().unwrap_or_default()),
                note,
                listed,
            };
            all.push((person, stated));
        }
    };
    if let Some(own) = own {
        let companies = record.statements.iter().filter(|s| s.field == "company");
        companies.for_each(|s| state(own, (&s.value, NameKey::of(&s.value)), record.current, false));
    }
    for named in record.participants.iter().filter(|named| !named.qualifiers.is_empty()) {
        if let Some(id) = entities.find_named(named, Some(schema.person_kind())) {
            named
                .qualifiers
                .iter()
                .for_each(|q| state(id, (q.text(), q.key()), record.day, true));
        }
    }
    all
}
