//! Stage `summary`: what is known of one entity on one day.

mod alike;
mod beside;
mod brief;
mod cache;
mod cadence;
mod closed_task;
mod contact;
mod graph;
mod list;
mod open_task;
mod people;
mod profile;
pub mod query;
mod rhythm;
mod shape;
mod strength;
mod table;
mod task_copy;
mod task_list;
mod topic;
mod view;

pub use brief::{Brief, Careful, DoneInCopy, News, brief};
pub use cache::Cache;
pub use cadence::cadence_days;
pub use closed_task::closed_tasks;
pub use contact::{contact, speaker};
pub use graph::{
    Graph, GraphEdge, GraphFormat, GraphNode, GraphQuery, Proof, export, graph, to_csv, to_dot, to_graphml,
};
pub use list::{COMPARED, Heard, heard, is_heard};
pub use profile::role_and_company;
pub use shape::*;
pub use table::{Column, row};
pub use task_copy::{CopyState, TaskCopies, closed_on, goes_when_closed, is_same, stands_twice, task_copies};
pub use task_list::{AllTasks, FoundTask, FoundTasks, TaskCopy, task_counts, task_list};
pub use view::View;

use std::sync::Arc;

use crate::note::Day;
use crate::relation::{Entity, EntityId, Part, Role, Touch};

/// The summary of an entity; `None` when there is none of that id.
pub fn summarise(view: &View, id: EntityId) -> Option<Arc<Summary>> {
    let entity = view.relations.entities.get(id)?;
    Some(view.cache.summary(id, view.relations, || compute(view, id, entity)))
}

fn compute(view: &View, id: EntityId, entity: &Entity) -> Summary {
    let limits = view.schema.limits;
    let past = view.past(id);
    let upcoming = view.relations.upcoming(id, view.as_of).iter().rev();
    let contact = |touch: &Touch| contact::touched(view, touch, id);
    let context: Vec<Option<Contact>> = past.iter().take(limits.context).map(contact).collect();
    let shown = |at: usize| context.get(at).cloned().unwrap_or_else(|| contact(past.get(at)?));
    let last_contact = last_contact(past).and_then(shown);
    let last_direct = newest(past, |role| role == Role::Direct).and_then(shown);
    let last_via = newest(past, |role| role != Role::Direct).and_then(shown);
    let (profile, conflicts) = profile::profile(view, id, newest_source(view, past).as_ref());
    let people = people::people(view, id);
    let [facts, decisions, opportunities, blockers, topics] = list::lists(
        view,
        id,
        [
            (Part::Facts, limits.facts),
            (Part::Decisions, limits.decisions),
            (Part::Opportunities, limits.opportunities),
            (Part::Blockers, limits.blockers),
            (Part::Topics, limits.topics),
        ],
    );
    let open_tasks = open_task::open_tasks(view, id);
    Summary {
        schema_version: SCHEMA_VERSION,
        as_of: view.as_of,
        entity: EntityHead {
            name: entity.name.clone(),
            kind: entity.kind.clone(),
            aliases: entity.aliases.clone(),
            path: entity.path.clone(),
            incomplete: entity.incomplete,
            pinned: view.marked(id, "pinned"),
            muted: view.marked(id, "muted"),
        },
        last_direct,
        last_via,
        last_contact,
        context: context.into_iter().flatten().collect(),
        context_total: past.len(),
        upcoming: upcoming.filter_map(contact).collect(),
        strength: strength::strength(view, id),
        rhythm: rhythm::rhythm(view, id),
        profile,
        facts,
        decisions,
        opportunities,
        blockers,
        topics: topic::or_key_phrases(topics, view, id),
        longevity: beside::longevity(past),
        two_way: beside::two_way(&open_tasks),
        breadth: beside::breadth(view, id),
        open_tasks,
        collaborators: people.collaborators,
        contacts: people.contacts,
        related: people.related,
        conflicts,
    }
}

/// Where the last contact stands among what an entity has to do with: the newest that is direct or via someone, else the
/// newest note of a day that names it, which is all that those have who only keep a diary.
fn last_contact(past: &[Touch]) -> Option<usize> {
    newest(past, Role::is_contact).or_else(|| newest(past, |_| true))
}

/// Where the newest one of a known day stands that has a role that `fits`.
fn newest(past: &[Touch], fits: fn(Role) -> bool) -> Option<usize> {
    let mut dated = past.iter().take_while(|touch| touch.day.is_some());
    dated.position(|touch| fits(touch.role))
}

/// The day of the last contact with the place that says so: its note's first line.
fn newest_source(view: &View, past: &[Touch]) -> Option<(Day, Source)> {
    let newest = past.get(last_contact(past)?)?;
    let interaction = view.relations.behind(newest)?;
    let path = interaction.shared_name();
    let heading = interaction
        .notes
        .first()
        .and_then(|note| view.record(*note))
        .map(|record| record.title.as_str().into());
    Some((interaction.day?, Source { path, line: 1, heading }))
}
