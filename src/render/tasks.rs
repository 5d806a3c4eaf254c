//! Open tasks: those of the notes copied line for line, and copies taken away once the task is closed where it stands.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::change::Step;
use super::list_style::{List, ListStyle, place};
use super::scene::{Lines, Scene, Section};
use crate::note::Day;
use crate::note::task::{self, DateName, ParseOptions, Task};
use crate::order::Order as _;
use crate::relation::{Class, Part, name_key};

/// By what tasks in several notes are known to be one.
type Key = (String, Vec<String>, Option<Day>);

/// The tasks of the notes that concern an entity; those in entity notes, which are copies or its own, left out.
struct Noted {
    /// Open ones with the line that is written, by their due day.
    open: Vec<(Key, String)>,
    /// Closed ones, where none of the same is open.
    closed: HashMap<Key, Task>,
}

/// What the section needs: a line for each open task that the note does not hold anywhere; and away with lines that are,
/// but for their state, what a note has as done or cancelled.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let noted = Noted::of(scene);
    let present = present(scene);
    let fresh: Vec<&str> = noted
        .open
        .iter()
        .filter(|(key, _)| !present.contains(key))
        .map(|(_, line)| line.as_str())
        .collect();
    let mut lines = Lines::new(scene.note);
    let Some(list) = List::of(scene, section) else {
        if fresh.is_empty() || !section.is_empty(scene.note) {
            return Step::default();
        }
        let style = ListStyle::new(Part::Tasks);
        let at = place(
            scene.note,
            section,
            &mut lines,
            fresh.iter().map(|task| style.line(task, 0)),
        );
        return lines.finish(fresh.iter().map(|task| section.change("added", at, *task)).collect());
    };
    let mut changes = Vec::new();
    list.append(&mut lines, fresh.iter().map(|task| (*task).to_owned()));
    let end = list.items.last().map_or(0, |item| item.line);
    changes.extend(fresh.iter().map(|task| section.change("added", end, *task)));
    for item in list.items.iter().filter(|item| item.alone) {
        if noted.has_closed(&format!("- {}", item.raw), &scene.view.schema.tasks) {
            list.remove(&mut lines, item);
            changes.push(section.change("removed", item.line, format!("{} (closed in its note)", item.raw)));
        }
    }
    lines.finish(changes)
}

/// The tasks that a note holds, wherever and in whatever state.
fn present(scene: &Scene) -> BTreeSet<Key> {
    let (scene, options) = (scene.outer.unwrap_or(scene), &scene.view.schema.tasks);
    let own = scene
        .record
        .tasks
        .iter()
        .filter_map(|at| task::parse(scene.note.slice(at.line), options));
    own.map(|task| key(&task)).collect()
}

impl Noted {
    fn of(scene: &Scene) -> Self {
        let options = &scene.view.schema.tasks;
        let mut open = BTreeMap::new();
        let mut closed = HashMap::new();
        let direct = direct_notes(scene);
        for (path, index) in places(scene) {
            let record = scene.view.records.get(path);
            let record = record.filter(|record| record.class != Class::Entity);
            let Some((page, at)) = record.and_then(|record| Some((&record.page, record.tasks.get(index)?))) else {
                continue;
            };
            let line = page.slice(at.line);
            let Some(task) = task::parse(line, options) else {
                continue;
            };
            if !at.open {
                // A note that only names the entity has tasks of others.
                let entities = &scene.view.relations.entities;
                let person = Some(scene.view.schema.person_kind());
                let is_its = |owner: &task::Owner| entities.find(&owner.name, person) == Some(scene.id);
                if direct.contains(path) || task.owners.iter().any(is_its) {
                    closed.insert(key(&task), task);
                }
            } else if !task.proposed {
                let written = written(line, &task);
                open.entry(key(&task)).or_insert((task, written));
            }
        }
        closed.retain(|key, _| !open.contains_key(key));
        let mut open: Vec<(Key, String)> = open
            .into_iter()
            .filter_map(|(key, (_, written))| Some((key, written?)))
            .collect();
        open.order_by(|(a, _), (b, _)| (a.2.is_none(), a.2, &a.0).cmp(&(b.2.is_none(), b.2, &b.0)));
        Self { open, closed }
    }

    /// Whether a line is an open task that a note has as closed, and is otherwise the same. Without a due day it may be
    /// another one of the same words, such as `Send the notes`.
    fn has_closed(&self, line: &str, options: &ParseOptions) -> bool {
        let copy = |task: &Task| {
            let is_open = line.starts_with("- [ ] ") && !task.is_done && task.dates.due.is_some();
            is_open && task.block_link.is_empty() && task.on_completion.is_empty() && written(line, task).is_some()
        };
        let Some(task) = task::parse(line, options).filter(copy) else {
            return false;
        };
        let same = |other: &Task| {
            let dates = [DateName::Created, DateName::Scheduled, DateName::Start, DateName::Due];
            other.description == task.description
                && other.priority == task.priority
                && dates.iter().all(|name| other.dates.day(*name) == task.dates.day(*name))
        };
        self.closed.get(&key(&task)).is_some_and(same)
    }
}

/// Where tasks stand that may concern the entity, in order.
fn places<'a>(scene: &Scene<'a>) -> BTreeSet<(&'a str, usize)> {
    let view = scene.view;
    let mut places = BTreeSet::new();
    let past = view.relations.touches(scene.id).filter(|(i, _)| !view.is_future(i));
    for (interaction, role) in past {
        for note in &interaction.notes {
            let path = view.records.path(*note);
            let tasks = view.records.at(*note).map_or(&[][..], |record| record.tasks.as_slice());
            // A note that only names the entity has tasks of others; of those, only what is closed is looked at.
            let counts = |open: bool| role == crate::relation::Role::Direct || !open;
            let indices = tasks.iter().enumerate().filter(|(_, task)| counts(task.open));
            places.extend(indices.map(|(index, _)| (path, index)));
        }
    }
    let is_past = |note| {
        view.records
            .at(note)
            .is_some_and(|r| r.day.is_none_or(|day| day <= view.as_of))
    };
    let named = view.relations.tasks(scene.id).filter(|at| is_past(at.note));
    places.extend(named.map(|at| (view.records.path(at.note), at.index as usize)));
    places
}

/// The notes of the interactions that the entity took part in, up to the day.
fn direct_notes<'a>(scene: &Scene<'a>) -> BTreeSet<&'a str> {
    let view = scene.view;
    let touches = view.relations.touches(scene.id);
    let direct = touches.filter(|(i, role)| *role == crate::relation::Role::Direct && !view.is_future(i));
    direct
        .flat_map(|(interaction, _)| interaction.notes.iter().map(|note| view.records.path(*note)))
        .collect()
}

fn key(task: &Task) -> Key {
    let owners = task.owners.iter().map(|owner| name_key(&owner.name)).collect();
    (name_key(&task.text), owners, task.dates.day(DateName::Due))
}

/// A task as the content of an item: its line from the box on, without a block id. `None` for one that must not stand
/// twice: with an id, with tasks it waits for, or with a rule by which it comes again.
fn written(line: &str, task: &Task) -> Option<String> {
    if !task.id.is_empty() || !task.depends_on.is_empty() || task.recurrence.is_some() {
        return None;
    }
    let text = line.get(line.find('[')?..)?.trim_end();
    // What would read otherwise in another note, or change how that note reads.
    let links_beside = text.match_indices("](").any(|(at, _)| {
        let target = text.get(at + 2..).unwrap_or("");
        !["http://", "https://", "obsidian://", "mailto:"]
            .iter()
            .any(|scheme| target.starts_with(scheme))
    });
    if links_beside || ["%%", "<!--", "[^"].iter().any(|mark| text.contains(mark)) {
        return None;
    }
    let text = text.strip_suffix(task.block_link.trim()).unwrap_or(text).trim_end();
    Some(text.to_owned())
}
