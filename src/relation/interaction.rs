//! Interactions: the notes and context lines that record one thing that happened, brought together.
//!
//! Two records are of one interaction when they share a `source_ref` or a source link, when the source of one is what
//! another note or context line stands for, or when they have the same day and subject and nearly the same text.

use std::collections::{BTreeMap, HashMap};

use super::context_line::ContextLine;
use super::entity::{Entities, EntityId};
use super::name::{Named, link_name, name_key};
use super::properties::source_name;
use super::record::{Channel, Class, Record, SourceRef};
use super::schema::{Nature, Schema};
use crate::note::Day;
use crate::note::date::leading_day;
use crate::vault::Vault;

/// What a line of Recent Context claims: that its entity was part of an interaction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// Whose context the line is.
    pub entity: EntityId,
    /// The entity between, when it says so.
    pub via: Option<EntityId>,
}

/// One thing that happened.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// When; `None` when no note says.
    pub day: Option<Day>,
    /// How.
    pub channel: Channel,
    /// Paths of its notes, sorted; the first is the one that speaks.
    pub notes: Vec<String>,
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
    /// Title and summary of the context line that speaks when there is no note.
    pub line: Option<(String, String)>,
}

impl Interaction {
    /// The path of its first note, else the link text of a missing one: what names it in order and output.
    pub fn name(&self) -> &str {
        self.notes.first().or(self.missing.first()).map_or("", String::as_str)
    }
}

/// A record or context line before they are brought together.
enum Node<'a> {
    Note {
        path: &'a str,
        record: &'a Record,
    },
    Line {
        entity: EntityId,
        line: &'a ContextLine,
        missing: bool,
    },
}

/// What is known when interactions are brought together.
#[derive(Clone, Copy)]
pub(super) struct Known<'a> {
    /// Who there is.
    pub entities: &'a Entities,
    /// How the vault is written.
    pub schema: &'a Schema,
    /// The notes, to resolve links.
    pub vault: &'a Vault,
}

impl Known<'_> {
    /// Whom a name in a list of people or behind `via` means; among several of that name, the person.
    fn find(&self, named: &Named) -> Option<EntityId> {
        self.entities.find_named(named, Some(self.schema.person_kind()))
    }

    /// The stated subject, else the entity whose folder holds the note.
    fn subject(&self, path: &str, record: &Record) -> Option<EntityId> {
        let stated = record
            .subject
            .as_ref()
            .and_then(|s| self.entities.find_named(&s.named, Some(&s.kind)));
        stated.or_else(|| self.entities.by_folder(path))
    }

    /// The organisations in the brackets behind a name.
    fn companies<'n>(&'n self, named: &'n Named) -> impl Iterator<Item = EntityId> + 'n {
        let known = named.qualifiers.iter().filter_map(|q| self.entities.find(q, None));
        known.filter(|id| {
            self.entities
                .get(*id)
                .is_some_and(|e| self.schema.nature(&e.kind) == Nature::Organisation)
        })
    }

    fn is_person(&self, id: EntityId) -> bool {
        self.entities
            .get(id)
            .is_some_and(|e| self.schema.nature(&e.kind) == Nature::Person)
    }
}

/// Brings the interactions of all records together, given in the order of their paths; sorted newest first, undated
/// last, then by name.
pub(super) fn collect<'a>(
    records: impl Iterator<Item = (&'a str, &'a Record)> + Clone,
    known: Known,
) -> Vec<Interaction> {
    let mut groups = Groups::default();
    let notes = records.clone().filter(|(_, r)| r.class == Class::Interaction);
    notes.clone().for_each(|(path, record)| groups.add_note(path, record));
    notes
        .clone()
        .for_each(|(path, record)| groups.join_sources(path, record, known.vault));
    groups.join_same_text(known);
    for (path, record) in records.filter(|(_, r)| r.class == Class::Entity) {
        if let Some(entity) = known.entities.by_path(path) {
            groups.add_lines(path, record, entity, known.vault);
        }
    }
    let mut interactions = groups.finish(known);
    interactions.sort_by(|a, b| (b.day, a.name()).cmp(&(a.day, b.name())));
    interactions
}

/// Union–find over the nodes, with the names by which they find each other.
#[derive(Default)]
struct Groups<'a> {
    nodes: Vec<Node<'a>>,
    parent: Vec<usize>,
    by_path: HashMap<&'a str, usize>,
    by_source: HashMap<String, usize>,
}

impl<'a> Groups<'a> {
    fn add(&mut self, node: Node<'a>) -> usize {
        let id = self.nodes.len();
        self.nodes.push(node);
        self.parent.push(id);
        id
    }

    fn root(&mut self, mut id: usize) -> usize {
        while let Some(&parent) = self.parent.get(id) {
            if parent == id {
                break;
            }
            let grand = self.parent.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parent.get_mut(id) {
                *slot = grand;
            }
            id = grand;
        }
        id
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.parent.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }

    /// Joins `node` with the first one that had the same source.
    fn join_by(&mut self, source: String, node: usize) {
        match self.by_source.get(&source) {
            Some(&first) => self.join(first, node),
            None => {
                self.by_source.insert(source, node);
            }
        }
    }

    fn add_note(&mut self, path: &'a str, record: &'a Record) {
        let id = self.add(Node::Note { path, record });
        self.by_path.insert(path, id);
    }

    fn join_sources(&mut self, path: &str, record: &Record, vault: &Vault) {
        let Some(&node) = self.by_path.get(path) else { return };
        for source in &record.sources {
            if let SourceRef::Path(full) = source {
                self.join_by(format!("path:{full}"), node);
            }
            let Some(target) = link_of(source) else { continue };
            let resolved = vault
                .dest(target, path)
                .and_then(|found| self.by_path.get(found).copied());
            match resolved {
                Some(other) => self.join(node, other),
                None => self.join_by(format!("name:{}", source_name(source)), node),
            }
        }
    }

    /// Joins notes of the same day and subject that say nearly the same.
    fn join_same_text(&mut self, known: Known) {
        /// Beyond this many different texts on one day under one subject, later ones are not compared.
        const DISTINCT: usize = 32;
        let mut by_day: BTreeMap<(Day, Option<EntityId>), Vec<usize>> = BTreeMap::new();
        let mut joins = Vec::new();
        for (id, node) in self.nodes.iter().enumerate() {
            let Node::Note { path, record } = node else { continue };
            let Some(day) = record.day else { continue };
            let seen = by_day.entry((day, known.subject(path, record))).or_default();
            let same = seen.iter().find(|other| match self.nodes.get(**other) {
                Some(Node::Note { record: other, .. }) => other.sketch.near(&record.sketch),
                _ => false,
            });
            match same {
                Some(other) => joins.push((*other, id)),
                None if seen.len() < DISTINCT => seen.push(id),
                None => {}
            }
        }
        joins.into_iter().for_each(|(a, b)| self.join(a, b));
    }

    /// Adds the context lines of an entity note; where the linked note is there, the line is its copy.
    fn add_lines(&mut self, path: &'a str, record: &'a Record, entity: EntityId, vault: &Vault) {
        for line in &record.context {
            let found = if line.target.is_empty() {
                None
            } else {
                vault.dest(&line.target, path)
            };
            let missing = found.is_none() && !line.target.is_empty();
            let node = self.add(Node::Line { entity, line, missing });
            if line.target.is_empty() {
                continue;
            }
            let resolved = found.and_then(|found| self.by_path.get(found).copied());
            match resolved {
                Some(note) => self.join(note, node),
                None => self.join_by(format!("name:{}", name_key(link_name(&line.target))), node),
            }
        }
    }

    fn finish(mut self, known: Known) -> Vec<Interaction> {
        let roots: Vec<usize> = (0..self.nodes.len()).map(|id| self.root(id)).collect();
        let mut groups: BTreeMap<usize, Vec<&Node>> = BTreeMap::new();
        for (node, root) in self.nodes.iter().zip(roots) {
            groups.entry(root).or_default().push(node);
        }
        groups.into_values().map(|nodes| assemble(&nodes, known)).collect()
    }
}

/// The link target by which a source can be found in the vault. A path outside the vault is looked up by its file name,
/// but only when that begins with a day: `transcript.md` names nothing in particular.
fn link_of(source: &SourceRef) -> Option<&str> {
    match source {
        SourceRef::Link(target) => Some(target),
        SourceRef::Path(path) => {
            let name = crate::vault::path::file_name(path);
            leading_day(name).map(|_| name)
        }
    }
}

fn assemble(nodes: &[&Node], known: Known) -> Interaction {
    let mut out = Interaction {
        day: None,
        channel: Channel::Meeting,
        notes: Vec::new(),
        missing: Vec::new(),
        subject: None,
        participants: Vec::new(),
        companies: Vec::new(),
        claims: Vec::new(),
        line: None,
    };
    let mut line_day = None;
    let mut messages = true;
    for node in nodes {
        match node {
            Node::Note { path, record } => {
                out.day = earliest(out.day, record.day);
                messages &= record.channel == Channel::Message;
                out.notes.push((*path).to_owned());
                out.subject = out.subject.or_else(|| known.subject(path, record));
                add_participants(&mut out, record, known);
            }
            Node::Line { entity, line, missing } => {
                line_day = earliest(line_day, line.day);
                if *missing {
                    out.missing.push(link_name(&line.target).to_owned());
                }
                add_claim(&mut out, *entity, line, known);
            }
        }
    }
    if messages && !out.notes.is_empty() {
        out.channel = Channel::Message;
    }
    out.day = out.day.or(line_day);
    out.notes.sort();
    out.missing.sort();
    out.missing.dedup();
    out.subject = out.subject.or_else(|| claimed_subject(&out, known));
    out
}

fn earliest(a: Option<Day>, b: Option<Day>) -> Option<Day> {
    match (a, b) {
        (Some(a), Some(b)) => Some(a.min(b)),
        (a, b) => a.or(b),
    }
}

fn add_participants(out: &mut Interaction, record: &Record, known: Known) {
    for named in &record.participants {
        let Some(id) = known.find(named) else { continue };
        if !out.participants.contains(&id) {
            out.participants.push(id);
        }
        out.companies
            .extend(known.companies(named).map(|company| (id, company)));
    }
}

fn add_claim(out: &mut Interaction, entity: EntityId, line: &ContextLine, known: Known) {
    let via = line.via.as_ref().and_then(|named| known.find(named));
    out.claims.push(Claim { entity, via });
    let title = link_name(&line.target).to_owned();
    // The line of the entity itself says it best; one that is via another only stands in.
    let better = out
        .line
        .as_ref()
        .is_none_or(|(_, summary)| summary.is_empty() && !line.summary.is_empty());
    if better || (via.is_none() && !line.summary.is_empty() && out.claims.iter().rev().skip(1).all(|c| c.via.is_some()))
    {
        out.line = Some((title, line.summary.clone()));
    }
}

/// The subject that context lines give: who they are via; where no note is left, else the organisation whose line it is,
/// else the person. Beside a note a line is a copy: everyone who took part has one, and none of them says whose it was.
fn claimed_subject(interaction: &Interaction, known: Known) -> Option<EntityId> {
    let claims = || interaction.claims.iter();
    let via = claims().find_map(|claim| claim.via);
    let direct = || claims().map(|c| c.entity).min_by_key(|id| known.is_person(*id));
    via.or_else(|| if interaction.notes.is_empty() { direct() } else { None })
}
