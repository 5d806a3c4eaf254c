//! The graph of entities: who shares interactions with whom, how strongly, and which interactions prove it.
//!
//! Strength of an edge: the sum over interactions that both took part in of `2^(-age/90)/(n-1)`, with n people in the room
//! (Newman 2001: a crowd says less about any two). Touches via others make no edge.

mod export;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use export::{GraphFormat, export, to_csv, to_dot, to_graphml};

use super::strength::{pair_weight, score};
use super::view::View;
use crate::note::Day;
use crate::order::Order as _;
use crate::relation::{EntityId, Interaction, Role};

/// Interactions of more entities than this make no edges: each would be weaker than a fiftieth, and there are n² of them.
const CROWD: usize = 50;

/// Which part of the graph to give.
#[derive(Debug, Clone, Default, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct GraphQuery {
    /// Only entities of these kinds; all when absent.
    pub kinds: Option<Vec<String>>,
    /// Only edges of at least this strength.
    pub min_strength: Option<f64>,
    /// Only what is near this entity, given by name or path.
    pub around: Option<String>,
    /// How many edges away, with `around`; 1 when absent.
    pub depth: Option<u32>,
}

/// Entities and what ties them.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Graph {
    /// The entities, by id.
    pub nodes: Vec<GraphNode>,
    /// The ties, by source and target.
    pub edges: Vec<GraphEdge>,
}

/// An entity in the graph.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GraphNode {
    /// What edges call it; the same number in the same vault, not across vaults.
    pub id: u32,
    /// Its name.
    pub name: Arc<str>,
    /// Its kind.
    pub kind: String,
    /// Its own note.
    pub path: Option<String>,
    /// Its own strength, 0 to 100.
    pub strength: Option<f64>,
}

/// A tie between two entities.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct GraphEdge {
    /// The smaller id.
    pub source: u32,
    /// The larger id.
    pub target: u32,
    /// The decayed sum.
    pub strength: f64,
    /// Day of the newest shared interaction.
    pub last: Day,
    /// What proves it, newest first.
    pub interactions: Vec<Proof>,
}

/// An interaction that two entities share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct Proof {
    /// Path of its first note, or the link text where it is missing.
    pub path: Arc<str>,
    /// Its day.
    pub date: Day,
}

/// The graph on the view's day; `around` is the entity that the query names.
pub fn graph(view: &View, query: &GraphQuery, around: Option<EntityId>) -> Graph {
    let shown = |id: EntityId| is_shown(view, query, id);
    let mut meetings: Vec<(&Interaction, Day)> = Vec::new();
    let mut pairs: Vec<Pair> = Vec::new();
    for (interaction, roles) in view.relations.all().filter(|(i, _)| !view.is_future(i)) {
        let Some(day) = interaction.day else { continue };
        let direct = roles
            .iter()
            .take_while(|(_, role)| *role == Role::Direct)
            .map(|(id, _)| *id);
        let mut direct: Vec<EntityId> = direct.filter(|id| shown(*id)).collect();
        direct.order_by_key(|id| view.relations.entities.rank(*id));
        if (2..=CROWD).contains(&direct.len()) {
            let meeting = u32::try_from(meetings.len()).unwrap_or(u32::MAX);
            meetings.push((interaction, day));
            add_pairs(&mut pairs, meeting, &direct);
        }
    }
    pairs.sort_unstable();
    let mut edges: Edges = pairs
        .chunk_by(|a, b| a.ends == b.ends)
        .filter_map(|pairs| Some((pairs.first()?.ends, edge(view, pairs, &meetings)?)))
        .collect();
    let least = query.min_strength.unwrap_or(0.0);
    edges.retain(|(_, edge)| edge.strength >= least);
    if let Some(centre) = around {
        let near = near(&edges, centre, query.depth.unwrap_or(1));
        edges.retain(|((a, b), _)| near.contains(a) && near.contains(b));
        return finish(view, near.into_iter(), edges);
    }
    let all = view.relations.entities.iter().map(|(id, _)| id).filter(|id| shown(*id));
    finish(view, all, edges)
}

/// Edges with the entities at their ends, the one of the lower rank first.
type Edges = Vec<((EntityId, EntityId), GraphEdge)>;

/// Two entities in one interaction; in order, those of one edge stand together, the newest interaction first.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Pair {
    ends: (EntityId, EntityId),
    /// Place of the interaction among all, newest first.
    meeting: u32,
}

fn is_shown(view: &View, query: &GraphQuery, id: EntityId) -> bool {
    let Some(entity) = view.relations.entities.get(id) else {
        return false;
    };
    !entity.is_self
        && query
            .kinds
            .as_ref()
            .is_none_or(|kinds| kinds.iter().any(|kind| kind.eq_ignore_ascii_case(&entity.kind)))
}

/// Adds all pairs of `ids`, which are sorted by rank.
fn add_pairs(pairs: &mut Vec<Pair>, meeting: u32, ids: &[EntityId]) {
    for (at, a) in ids.iter().enumerate() {
        let later = ids.iter().skip(at + 1);
        pairs.extend(later.map(|b| Pair {
            ends: (*a, *b),
            meeting,
        }));
    }
}

/// The edge of two entities from all interactions that they share; they are summed up newest first.
fn edge(view: &View, pairs: &[Pair], meetings: &[(&Interaction, Day)]) -> Option<GraphEdge> {
    let shared = || pairs.iter().filter_map(|pair| meetings.get(pair.meeting as usize));
    let rank = |id| view.relations.entities.rank(id);
    let (a, b) = pairs.first()?.ends;
    let weight = |(interaction, day): &(&Interaction, Day)| pair_weight(view, interaction.in_the_room, *day);
    let proof = |(interaction, day): &(&Interaction, Day)| Proof {
        path: interaction.shared_name(),
        date: *day,
    };
    Some(GraphEdge {
        source: rank(a),
        target: rank(b),
        strength: shared().fold(0.0, |sum, meeting| sum + weight(meeting)),
        last: shared().next()?.1,
        interactions: shared().map(proof).collect(),
    })
}

/// The entities at most `depth` edges from `centre`, itself included.
fn near(edges: &Edges, centre: EntityId, depth: u32) -> BTreeSet<EntityId> {
    let mut neighbours: BTreeMap<EntityId, Vec<EntityId>> = BTreeMap::new();
    for ((a, b), _) in edges {
        neighbours.entry(*a).or_default().push(*b);
        neighbours.entry(*b).or_default().push(*a);
    }
    let mut near = BTreeSet::from([centre]);
    let mut edge_of_near = vec![centre];
    for _ in 0..depth {
        let next = edge_of_near.iter().filter_map(|id| neighbours.get(id)).flatten();
        edge_of_near = next.copied().filter(|id| near.insert(*id)).collect();
        if edge_of_near.is_empty() {
            break;
        }
    }
    near
}

fn finish(view: &View, ids: impl Iterator<Item = EntityId>, edges: Edges) -> Graph {
    let node = |id: EntityId| {
        let entity = view.relations.entities.get(id)?;
        Some(GraphNode {
            id: view.relations.entities.rank(id),
            name: entity.name.clone(),
            kind: entity.kind.clone(),
            path: entity.path.clone(),
            strength: score(view, id),
        })
    };
    let mut graph = Graph {
        nodes: ids.filter_map(node).collect(),
        edges: edges.into_iter().map(|(_, edge)| edge).collect(),
    };
    graph.nodes.order_by_key(|node| node.id);
    graph.edges.order_by_key(|edge| (edge.source, edge.target));
    graph
}
