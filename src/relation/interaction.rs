//! Interactions: the notes and context lines that record one thing that happened, brought together.
//!
//! Two records are of one interaction when they share a `source_ref` or a source link, when the source of one is what
//! another note or context line stands for, or when they have the same day and subject and nearly the same text.

use std::cmp::Ordering;
use std::num::NonZeroU16;
use std::sync::Arc;

use super::context_line::ContextLine;
use super::entity::{Entities, EntityId};
use super::name::{Named, link_name};
use super::record::{Channel, Record, SourceRef};
use super::records::{NoteId, Records};
use super::schema::{Nature, Schema};
use crate::note::Day;
use crate::note::date::leading_day;
use crate::order::Order as _;

/// What a line of Recent Context claims: that its entity was part of an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Whose context the line is.
    pub entity: EntityId,
    /// The entity between, when it says so.
    pub via: Option<EntityId>,
    /// Whether it says that its entity was only named.
    pub mentioned: bool,
}

impl Claim {
    /// Whether it says that its entity took part.
    fn is_direct(&self) -> bool {
        self.via.is_none() && !self.mentioned
    }
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// When; `None` when no note says.
    pub day: Option<Day>,
    /// How.
    pub channel: Channel,
    /// Its notes, by path; the first is the one that speaks.
    pub notes: Vec<NoteId>,
    /// Link texts of notes that are not in the vault, sorted.
    pub missing: Vec<String>,
    /// What it is filed under.
    pub subject: Option<EntityId>,
    /// Who took part, in the order in which the notes name them.
    pub participants: Vec<EntityId>,
    /// Organisations that the brackets behind participants give: participant and organisation.
    pub companies: Vec<(EntityId, EntityId)>,
    /// Claims of context lines.
    pub claims: Vec<Claim>,
    /// How many people were in the room, the vault's owner and the person it is filed under included; `None` when the notes
    /// do not name who took part.
    pub in_the_room: Option<NonZeroU16>,
    /// Title and summary of the context line that speaks when there is no note.
    pub line: Option<(String, String)>,
    /// The path of its first note, else the link text of a missing one, else the path of the note with its context line.
    name: Arc<str>,
    /// Path and place of its first context line, where it has no note: tells apart lines of the same day.
    first_line: Option<(Arc<str>, u32)>,
}

impl Interaction {
    /// The path of its first note, else the link text of a missing one, else the path of the note with its context line:
    /// what names it in order and output.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The same, shared.
    pub(crate) fn shared_name(&self) -> Arc<str> {
        Arc::clone(&self.name)
    }

    /// Newest first, undated last, then by name.
    pub(super) fn order(&self, other: &Self) -> Ordering {
        let day = other.day.cmp(&self.day);
        day.then_with(|| self.name.cmp(&other.name))
            .then_with(|| self.first_line.cmp(&other.first_line))
    }
}

/// A note or one of its context lines, as part of an interaction.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    /// The note.
    pub note: NoteId,
    /// Index of the context line, `None` for the note itself.
    pub line: Option<u32>,
    /// Whether a context line links to a note that is not in the vault.
    pub missing: bool,
}

/// What is known when interactions are brought together.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Who there is.
    pub entities: &'a Entities,
    /// How the vault is written.
    pub schema: &'a Schema,
}

impl Known<'_> {
    /// Whom a name in a list of people or behind `via` means; among several of that name, the person.
    pub(super) fn find(&self, named: &Named) -> Option<EntityId> {
        self.entities.find_named(named, Some(self.schema.person_kind()))
    }

    /// The stated subject, else the entity whose folder holds the note.
    pub(super) fn subject(&self, path: &str, record: &Record) -> Option<EntityId> {
        let stated = record
            .subject
            .as_ref()
            .and_then(|s| self.entities.find_named(&s.named, Some(&s.kind)));
        stated.or_else(|| self.entities.by_folder(path))
    }

    /// The organisations in the brackets behind a name.
    fn companies<'n>(&'n self, named: &'n Named) -> impl Iterator<Item = EntityId> + 'n {
        let known = named.qualifiers.iter();
        let known = known.filter_map(|q| self.entities.by_key(q.key(), None));
        known.filter(|id| self.entities.nature(*id) == Nature::Organisation)
    }

    /// How many people were in the room; see [`Interaction::in_the_room`].
    pub(super) fn in_the_room(&self, interaction: &Interaction) -> Option<NonZeroU16> {
        let listed = &interaction.participants;
        let people = listed.iter().filter(|id| self.is_person(**id)).count();
        let met = |id: &&EntityId| self.is_person(**id) && !listed.contains(id);
        let subject = interaction.subject.as_ref().filter(met);
        if people == 0 {
            return None;
        }
        let with_self = listed.iter().chain(subject).any(|id| self.entities.is_self(*id));
        let unlisted = usize::from(subject.is_some()) + usize::from(!with_self && self.schema.knows_self());
        NonZeroU16::new(u16::try_from(people + unlisted).unwrap_or(u16::MAX))
    }

    fn is_person(&self, id: EntityId) -> bool {
        self.entities.nature(id) == Nature::Person
    }
}

/// The link target by which a source can be found in the vault. A path outside the vault is looked up by its file name,
/// but only when that begins with a day: `transcript.md` names nothing in particular.
pub(super) fn link_of(source: &SourceRef) -> Option<&str> {
    match source {
        SourceRef::Link(target) => Some(target),
        SourceRef::Path(path) => {
            let name = crate::vault::path::file_name(path);
            leading_day(name).map(|_| name)
        }
    }
}

/// One interaction of its notes, by path, and then its context lines, by path and place.
pub(super) fn assemble(nodes: &[Piece], known: Known, records: &Records) -> Interaction {
    let mut out = Interaction {
        day: None,
        channel: Channel::Meeting,
        notes: Vec::new(),
        missing: Vec::new(),
        subject: None,
        participants: Vec::new(),
        companies: Vec::new(),
        claims: Vec::new(),
        in_the_room: None,
        line: None,
        name: "".into(),
        first_line: None,
    };
    let mut line_day = None;
    let mut messages = true;
    for piece in nodes {
        let Some(record) = records.at(piece.note) else { continue };
        let Some(index) = piece.line else {
            out.day = earliest(out.day, record.day);
            messages &= record.channel == Channel::Message;
            out.notes.push(piece.note);
            out.subject = out.subject.or_else(|| known.subject(records.path(piece.note), record));
            add_participants(&mut out, record, known);
            continue;
        };
        let entity = known.entities.by_path(records.path(piece.note));
        if let (Some(line), Some(entity)) = (record.context.get(index as usize), entity) {
            line_day = earliest(line_day, line.day);
            if piece.missing {
                out.missing.push(link_name(line.target.text()).to_owned());
            }
            add_claim(&mut out, entity, line, record, known);
        }
    }
    if messages && !out.notes.is_empty() {
        out.channel = Channel::Message;
    }
    out.day = out.day.or(line_day);
    out.missing.order();
    out.missing.dedup();
    out.subject = out.subject.or_else(|| claimed_subject(&out, known));
    match (out.notes.first(), nodes.first()) {
        // A copy: summaries share the names of all interactions, which stand closer together than the paths of all notes.
        (Some(first), _) => out.name = records.path(*first).into(),
        (None, Some(first)) => {
            out.first_line = Some((records.shared_path(first.note), first.line.unwrap_or(0)));
            let own = || records.shared_path(first.note);
            out.name = out.missing.first().map_or_else(own, |missing| missing.as_str().into());
        }
        (None, None) => {}
    }
    out
}

fn earliest(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn add_participants(out: &mut Interaction, record: &Record, known: Known) {
    out.participants.reserve_exact(record.participants.len());
    for named in &record.participants {
        let Some(id) = known.find(named) else { continue };
        if !out.participants.contains(&id) {
            out.participants.push(id);
        }
        out.companies
            .extend(known.companies(named).map(|company| (id, company)));
    }
}

fn add_claim(out: &mut Interaction, entity: EntityId, line: &ContextLine, record: &Record, known: Known) {
    let via = line.via.as_ref().and_then(|named| known.find(named));
    let mentioned = line.mentioned;
    let claim = Claim { entity, via, mentioned };
    out.claims.push(claim);
    if !out.notes.is_empty() {
        return;
    }
    let said = line.summary(&record.page);
    let named = Some(&line.target).filter(|_| !line.within);
    let title = named.map_or("", |target| link_name(target.text())).to_owned();
    // The line of the entity itself says it best; one that is via another, or only names it, stands in.
    let better = out
        .line
        .as_ref()
        .is_none_or(|(_, summary)| summary.is_empty() && !said.is_empty());
    if better || (claim.is_direct() && !said.is_empty() && !out.claims.iter().rev().skip(1).any(Claim::is_direct)) {
        out.line = Some((title, said));
    }
}

/// The subject that context lines give: who they are via; where no note is left, else the organisation whose line it is,
/// else the person. Beside a note a line is a copy: everyone who took part has one, and none of them says whose it was.
fn claimed_subject(interaction: &Interaction, known: Known) -> Option<EntityId> {
    let claims = || interaction.claims.iter();
    let via = claims().find_map(|claim| claim.via);
    let direct = || {
        let direct = claims().filter(|claim| claim.is_direct());
        direct.map(|c| c.entity).min_by_key(|id| known.is_person(*id))
    };
    via.or_else(|| if interaction.notes.is_empty() { direct() } else { None })
}
