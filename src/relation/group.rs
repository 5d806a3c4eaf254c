//! Which notes and context lines are one interaction.
//!
//! Each has keys: its sources, the notes that it stands for. What shares a key is one interaction, and so are notes of the
//! same day and subject that say nearly the same. When notes change, only interactions with which they share a key are
//! brought together anew.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::entity::EntityId;
use super::interaction::{Known, Piece, link_of};
use super::key::NumberMap;
use super::leads::{self, Leads};
use super::name::{link_name, name_key};
use super::properties::source_name;
use super::record::{Class, Record, SourceRef};
use super::records::{NoteId, Records};
use super::update::Sources;
use crate::note::Day;
use crate::order::Order as _;
use crate::vault::few::Few;

/// Number of an interaction.
pub type InteractionId = u32;

/// Notes of one day and subject that say different things: beyond this many, later ones are not compared.
const DISTINCT: usize = 32;

type NodeId = u32;
type Bucket = (Day, Option<EntityId>);

/// What may be one interaction with others.
#[derive(Debug)]
struct Node {
    piece: Piece,
    keys: Box<[u64]>,
    bucket: Option<Bucket>,
    interaction: Option<InteractionId>,
    /// When it was brought together last with what it is tied to.
    round: u32,
}

/// Notes of one day and subject.
#[derive(Debug, Default)]
struct SameDay {
    nodes: Vec<NodeId>,
    /// Pairs that say nearly the same, sorted.
    near: Vec<(NodeId, NodeId)>,
    /// Whether a note came or went since they were compared.
    changed: bool,
}

/// All notes and context lines that are interactions, with what brings them together.
#[derive(Debug, Default)]
pub(super) struct Groups {
    nodes: Vec<Option<Node>>,
    free: Vec<NodeId>,
    /// By note.
    of_note: Vec<Few>,
    by_key: NumberMap<u64, Few>,
    by_day: HashMap<Bucket, SameDay>,
    /// The nodes of each interaction.
    members: Vec<Vec<NodeId>>,
    free_interactions: Vec<InteractionId>,
    /// What has changed since it was last brought together; some of it may be gone.
    loose: Vec<NodeId>,
    broken: BTreeSet<InteractionId>,
    /// Days of which something changed.
    days: Vec<Bucket>,
    round: u32,
}

/// What was brought together anew.
#[derive(Debug, Default)]
pub(super) struct Regrouped {
    /// Interactions that are no more.
    pub gone: Vec<InteractionId>,
    /// New ones with their pieces: notes by path, then context lines by path and place.
    pub come: Vec<(InteractionId, Vec<Piece>)>,
}

impl Groups {
    /// The interactions that a note is part of, itself or by its context lines.
    pub(super) fn of_note(&self, note: NoteId) -> impl Iterator<Item = InteractionId> {
        let nodes = self.of_note.get(note as usize).map_or(&[][..], Few::as_slice);
        nodes.iter().filter_map(|node| self.node(*node)?.interaction)
    }

    /// The interaction of which a note that is not in the vault would be one.
    pub(super) fn of_missing(&self, target: &str) -> Option<InteractionId> {
        let key = text_key(1, &name_key(link_name(target)));
        let nodes = self.by_key.get(&key).map_or(&[][..], Few::as_slice);
        nodes.iter().find_map(|node| self.node(*node)?.interaction)
    }

    /// Makes room for so many notes.
    pub(super) fn reserve(&mut self, notes: usize) {
        self.nodes.reserve(notes);
        self.loose.reserve(notes);
        self.by_key.reserve(notes);
        self.of_note.reserve(notes);
    }

    /// Takes a note out.
    pub(super) fn remove(&mut self, note: NoteId) {
        let nodes = self.of_note.get_mut(note as usize).map(std::mem::take);
        for id in nodes.unwrap_or_default().as_slice() {
            let Some(node) = self.nodes.get_mut(*id as usize).and_then(Option::take) else {
                continue;
            };
            for key in &node.keys {
                if self.by_key.get_mut(key).is_some_and(|few| few.remove(*id)) {
                    self.by_key.remove(key);
                }
            }
            if let Some(bucket) = node.bucket
                && let Some(same_day) = self.by_day.get_mut(&bucket)
            {
                same_day.nodes.retain(|other| other != id);
                if !std::mem::replace(&mut same_day.changed, true) {
                    self.days.push(bucket);
                }
            }
            self.broken.extend(node.interaction);
            self.free.push(*id);
        }
    }

    /// Puts a note in; `is_own` where it is that of an entity.
    pub(super) fn add<'a>(
        &mut self,
        (note, path): (NoteId, &str),
        record: &'a Record,
        is_own: bool,
        known: Known,
        leads: &mut Leads<'a>,
        sources: Sources<'a>,
    ) {
        match record.class {
            Class::Interaction => {
                let mut keys = vec![note_key(note)];
                let leads_to = |target: &str| leads::met(sources.vault.dest(target, path)?, sources);
                for source in &record.sources {
                    keys.extend(source_keys(source, leads_to));
                }
                let bucket = record.day.map(|day| (day, known.subject(path, record)));
                let piece = Piece {
                    note,
                    line: None,
                    missing: false,
                };
                self.push(piece, keys, bucket);
            }
            Class::Entity if is_own => {
                for (index, line) in (0..).zip(&record.context) {
                    let linked = Some(&line.target).filter(|target| !target.text().is_empty());
                    let there = linked.and_then(|target| leads.there(target, path, known.entities, sources));
                    let met = there.and_then(|there| there.met);
                    let linked = linked.filter(|_| !line.within || met.is_some());
                    let key = linked.map(|target| {
                        let named = || text_key(1, &name_key(link_name(target.text())));
                        met.map_or_else(named, note_key)
                    });
                    let piece = Piece {
                        note,
                        line: Some(index),
                        missing: linked.is_some() && there.is_none(),
                    };
                    self.push(piece, key.into_iter().collect(), None);
                }
            }
            Class::Entity | Class::Other => {}
        }
    }

    fn push(&mut self, piece: Piece, mut keys: Vec<u64>, bucket: Option<Bucket>) {
        keys.sort_unstable();
        keys.dedup();
        let id = self.free.pop().unwrap_or_else(|| {
            self.nodes.push(None);
            NodeId::try_from(self.nodes.len() - 1).unwrap_or(NodeId::MAX)
        });
        for key in &keys {
            self.by_key.entry(*key).or_default().insert(id);
        }
        if let Some(bucket) = bucket {
            let same_day = self.by_day.entry(bucket).or_default();
            same_day.nodes.push(id);
            if !std::mem::replace(&mut same_day.changed, true) {
                self.days.push(bucket);
            }
        }
        if self.of_note.len() <= piece.note as usize {
            self.of_note.resize(piece.note as usize + 1, Few::default());
        }
        if let Some(nodes) = self.of_note.get_mut(piece.note as usize) {
            nodes.insert(id);
        }
        self.loose.push(id);
        if let Some(slot) = self.nodes.get_mut(id as usize) {
            *slot = Some(Node {
                piece,
                keys: keys.into(),
                bucket,
                interaction: None,
                round: self.round,
            });
        }
    }

    /// Brings together what has changed, and all that shares a key with it.
    pub(super) fn regroup(&mut self, records: &Records) -> Regrouped {
        for bucket in std::mem::take(&mut self.days) {
            self.compare_day(bucket, records);
        }
        let pool = self.pool();
        let mut regrouped = Regrouped::default();
        for interaction in std::mem::take(&mut self.broken) {
            if let Some(members) = self.members.get_mut(interaction as usize) {
                members.clear();
            }
            regrouped.gone.push(interaction);
        }
        // Numbers of interactions that are no more are not given again before those who look at them have been told.
        let mut groups: Vec<(usize, NodeId)> = self.roots(&pool).zip(pool.iter().copied()).collect();
        groups.order_by(|(a, _), (b, _)| a.cmp(b));
        regrouped.come.reserve(groups.len());
        for nodes in groups.chunk_by(|(a, _), (b, _)| a == b) {
            let nodes = nodes.iter().map(|(_, node)| *node).collect();
            regrouped.come.push(self.settle(nodes, records));
        }
        self.free_interactions.extend(&regrouped.gone);
        regrouped
    }

    /// Makes one interaction of nodes.
    fn settle(&mut self, nodes: Vec<NodeId>, records: &Records) -> (InteractionId, Vec<Piece>) {
        let id = self.free_interactions.pop().unwrap_or_else(|| {
            self.members.push(Vec::new());
            InteractionId::try_from(self.members.len() - 1).unwrap_or(InteractionId::MAX)
        });
        let mut pieces: Vec<(bool, &str, Piece)> = Vec::with_capacity(nodes.len());
        for node in &nodes {
            if let Some(Some(node)) = self.nodes.get_mut(*node as usize) {
                node.interaction = Some(id);
                pieces.push((node.piece.line.is_some(), records.path(node.piece.note), node.piece));
            }
        }
        pieces.order_by_key(|(is_line, path, piece)| (*is_line, *path, piece.line));
        if let Some(members) = self.members.get_mut(id as usize) {
            *members = nodes;
        }
        (id, pieces.into_iter().map(|(_, _, piece)| piece).collect())
    }

    /// What has changed with all that is tied to it; whole interactions. In order.
    fn pool(&mut self) -> Vec<NodeId> {
        let mut next = std::mem::take(&mut self.loose);
        for interaction in &self.broken {
            next.extend(self.members.get(*interaction as usize).into_iter().flatten());
        }
        self.round = self.round.wrapping_add(1);
        let mut pool = Vec::with_capacity(next.len());
        while let Some(id) = next.pop() {
            let Some(Some(node)) = self.nodes.get_mut(id as usize) else {
                continue;
            };
            if std::mem::replace(&mut node.round, self.round) == self.round {
                continue;
            }
            pool.push(id);
            let Some(node) = self.node(id) else { continue };
            next.extend(self.tied(id, node));
            if let Some(interaction) = node.interaction
                && self.broken.insert(interaction)
            {
                next.extend(self.members.get(interaction as usize).into_iter().flatten());
            }
        }
        pool.sort_unstable();
        pool
    }

    /// Nodes that share a key with a node, or say nearly the same: from each of them all others are reached.
    fn tied<'a>(&'a self, id: NodeId, node: &'a Node) -> impl Iterator<Item = NodeId> + 'a {
        let keys = node.keys.iter().filter_map(|key| self.by_key.get(key));
        // The first with a key leads to the others, and they lead to it: all to all would be too many.
        let shared = keys.map(Few::as_slice).flat_map(move |nodes| match nodes {
            [first, others @ ..] if *first == id => others,
            _ => nodes.get(..1).unwrap_or_default(),
        });
        let near = node.bucket.and_then(|bucket| self.by_day.get(&bucket));
        let near = near.into_iter().flat_map(|same_day| &same_day.near);
        let near = near.filter_map(move |(a, b)| match id {
            id if id == *a => Some(*b),
            id if id == *b => Some(*a),
            _ => None,
        });
        shared.copied().chain(near)
    }

    /// For each node of a pool, which is in order, the first one that it is tied to, directly or not.
    fn roots(&self, pool: &[NodeId]) -> impl Iterator<Item = usize> + use<> {
        let mut union = Union::of(pool.len());
        for (at, id) in pool.iter().enumerate() {
            let Some(node) = self.node(*id) else { continue };
            for other in self.tied(*id, node).filter(|other| other < id) {
                pool.binary_search(&other)
                    .into_iter()
                    .for_each(|other| union.join(other, at));
            }
        }
        (0..pool.len()).map(move |at| union.root(at))
    }

    /// Finds the notes of a day and subject that say nearly the same; those for which that changed are loose.
    fn compare_day(&mut self, bucket: Bucket, records: &Records) {
        let Some(same_day) = self.by_day.get_mut(&bucket) else {
            return;
        };
        same_day.changed = false;
        if same_day.nodes.is_empty() {
            self.by_day.remove(&bucket);
            return;
        }
        if same_day.nodes.len() == 1 && same_day.near.is_empty() {
            return;
        }
        let Some(same_day) = self.by_day.get(&bucket) else {
            return;
        };
        let note = |id: &NodeId| Some(self.node(*id)?.piece.note);
        let mut nodes: Vec<(Arc<str>, NodeId)> = Vec::with_capacity(same_day.nodes.len());
        if same_day.nodes.len() > 1 {
            let paths = same_day
                .nodes
                .iter()
                .filter_map(|id| Some((records.shared_path(note(id)?), *id)));
            nodes.extend(paths);
            nodes.order();
        }
        let record = |id: &NodeId| records.at(note(id)?);
        let mut distinct: Vec<NodeId> = Vec::new();
        let mut near = Vec::new();
        for (_, id) in &nodes {
            let Some(said) = record(id) else { continue };
            let same = distinct
                .iter()
                .find(|other| record(other).is_some_and(|other| other.is_near(said)));
            match same {
                Some(other) => near.push((*other, *id)),
                None if distinct.len() < DISTINCT => distinct.push(*id),
                None => {}
            }
        }
        near.sort_unstable();
        if near != same_day.near {
            let turned = near.iter().chain(&same_day.near);
            let ends: Vec<NodeId> = turned.flat_map(|(a, b)| [*a, *b]).collect();
            self.loose.extend(
                ends.into_iter()
                    .filter(|id| self.nodes.get(*id as usize).is_some_and(Option::is_some)),
            );
        }
        if let Some(same_day) = self.by_day.get_mut(&bucket) {
            same_day.near = near;
        }
    }

    fn node(&self, id: NodeId) -> Option<&Node> {
        self.nodes.get(id as usize)?.as_ref()
    }
}

fn note_key(note: NoteId) -> u64 {
    XxHash3_64::oneshot_with_seed(2, &note.to_le_bytes())
}

fn text_key(seed: u64, text: &str) -> u64 {
    XxHash3_64::oneshot_with_seed(seed, text.as_bytes())
}

/// What a source brings together: its path, and the note that it is or, where there is none, its name.
fn source_keys<'a>(source: &'a SourceRef, met: impl FnOnce(&'a str) -> Option<NoteId>) -> impl Iterator<Item = u64> {
    let path = match source {
        SourceRef::Path(full) => Some(text_key(0, full)),
        SourceRef::Link(_) => None,
    };
    let name = link_of(source).map(|target| {
        let named = || text_key(1, &source_name(source));
        met(target).map_or_else(named, note_key)
    });
    path.into_iter().chain(name)
}

/// Union–find; the first of those that belong together stands for all.
pub(super) struct Union(Vec<usize>);

impl Union {
    /// So many that stand for themselves.
    pub(super) fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    /// Who stands for one.
    pub(super) fn root(&mut self, mut id: usize) -> usize {
        while let Some(&parent) = self.0.get(id) {
            if parent == id {
                break;
            }
            let grand = self.0.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.0.get_mut(id) {
                *slot = grand;
            }
            id = grand;
        }
        id
    }

    /// Puts two together.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}
