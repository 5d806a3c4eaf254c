//! Tasks under headings.

use std::collections::HashMap;
use std::fmt;

use super::date::DateField;
use super::sort::{TextKey, status_order, urgency};
use super::source::{filename, folder, root};
use super::{QueryTask, Scene, TaskGroup};
use crate::note::task::{Priority, Task};
use crate::order::Order as _;

/// One `group by` line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grouping {
    pub(super) by: GroupKey,
    pub(super) reverse: bool,
}

/// What to group by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum GroupKey {
    Status,
    StatusName,
    StatusType,
    Date(DateField),
    Priority,
    Urgency,
    Recurring,
    Recurrence,
    Tags,
    Path,
    Root,
    Folder,
    Filename,
    Backlink,
    Heading,
    Id,
    Owner,
    Entity,
}

const NAMES: [(&str, GroupKey); 17] = [
    ("status", GroupKey::Status),
    ("status.name", GroupKey::StatusName),
    ("status.type", GroupKey::StatusType),
    ("priority", GroupKey::Priority),
    ("urgency", GroupKey::Urgency),
    ("recurring", GroupKey::Recurring),
    ("recurrence", GroupKey::Recurrence),
    ("tags", GroupKey::Tags),
    ("path", GroupKey::Path),
    ("root", GroupKey::Root),
    ("folder", GroupKey::Folder),
    ("filename", GroupKey::Filename),
    ("backlink", GroupKey::Backlink),
    ("heading", GroupKey::Heading),
    ("id", GroupKey::Id),
    ("owner", GroupKey::Owner),
    ("entity", GroupKey::Entity),
];

impl Grouping {
    /// Reads what follows `group by`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let words: Vec<&str> = text.split_whitespace().collect();
        let (name, reverse) = match words.as_slice() {
            [name] => (*name, false),
            [name, word] if word.eq_ignore_ascii_case("reverse") => (*name, true),
            _ => return Err("write: group by due, or: group by due reverse".to_owned()),
        };
        let by = DateField::of_name(name).map(GroupKey::Date);
        let by = by.or_else(|| NAMES.iter().find(|n| n.0.eq_ignore_ascii_case(name)).map(|n| n.1));
        let by = by.ok_or_else(|| format!("there is nothing to group by that is called \"{name}\""))?;
        Ok(Self { by, reverse })
    }
}

impl fmt::Display for Grouping {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.by {
            GroupKey::Date(field) => field.name(),
            by => NAMES.iter().find(|n| n.1 == by).map_or("", |n| n.0),
        };
        write!(f, "group by {name}{}", if self.reverse { " reverse" } else { "" })
    }
}

/// The groups in order, each with its tasks in the order given. A task stands under each of its tags.
pub(super) fn grouped(grouping: &[Grouping], tasks: &[(usize, &QueryTask<'_>)], scene: &Scene<'_>) -> Vec<TaskGroup> {
    let mut groups: HashMap<Vec<Heading>, Vec<usize>> = HashMap::new();
    if grouping.is_empty() {
        groups.insert(Vec::new(), Vec::new());
    }
    for (index, at) in tasks {
        for headings in headings(grouping, at, scene) {
            groups.entry(headings).or_default().push(*index);
        }
    }
    let place = |heading: &Heading, grouping: &Grouping| heading.place(grouping.reverse);
    let places = |headings: &[Heading]| headings.iter().zip(grouping).map(|(h, g)| place(h, g)).collect();
    let placed = groups
        .into_iter()
        .map(|(headings, tasks)| (places(&headings), headings, tasks));
    let mut placed: Vec<(Vec<Place>, Vec<Heading>, Vec<usize>)> = placed.collect();
    placed.order_by(|a, b| a.0.cmp(&b.0));
    let group = |(_, headings, tasks): (_, Vec<Heading>, _)| TaskGroup {
        headings: headings.into_iter().map(|heading| heading.name).collect(),
        tasks,
    };
    placed.into_iter().map(group).collect()
}

/// A heading, with what orders it before its name does.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
struct Heading {
    name: String,
    order: i64,
}

/// Where a group stands.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Forward(i64, TextKey),
    Backward(std::cmp::Reverse<(i64, TextKey)>),
}

impl Heading {
    fn place(&self, reverse: bool) -> Place {
        let name = TextKey::of(&self.name);
        match reverse {
            true => Place::Backward(std::cmp::Reverse((self.order, name))),
            false => Place::Forward(self.order, name),
        }
    }
}

/// The lists of headings that a task stands under: one for each way through its groups.
fn headings(grouping: &[Grouping], at: &QueryTask<'_>, scene: &Scene<'_>) -> Vec<Vec<Heading>> {
    let mut all = vec![Vec::new()];
    for group in grouping {
        let next = group.by.headings(at, scene);
        if let ([_], [heading]) = (all.as_slice(), next.as_slice()) {
            all.iter_mut().for_each(|list| list.push(heading.clone()));
            continue;
        }
        all = all
            .iter()
            .flat_map(|before| {
                next.iter().map(move |heading| {
                    let mut list: Vec<Heading> = before.clone();
                    list.push(heading.clone());
                    list
                })
            })
            .take(MOST_GROUPS)
            .collect();
    }
    all
}

/// How many groups one task may stand in: tags and owners multiply.
const MOST_GROUPS: usize = 1000;

impl GroupKey {
    fn headings(self, at: &QueryTask<'_>, scene: &Scene<'_>) -> Vec<Heading> {
        let several = match self {
            Self::Tags => list(at.task.tags.iter().map(String::as_str), "(No tags)"),
            Self::Owner => list(at.owners(scene), "(No owner)"),
            Self::Entity => list(entities(at, scene), "(No entity)"),
            _ => return vec![self.heading(at, scene)],
        };
        several.into_iter().map(|name| Heading { name, order: 0 }).collect()
    }

    fn heading(self, at: &QueryTask<'_>, scene: &Scene<'_>) -> Heading {
        let task = at.task;
        let named = |name: &str| (0, name.to_owned());
        let (order, name) = match self {
            Self::Status => named(if task.is_done { "Done" } else { "Todo" }),
            Self::StatusName => named(&task.status_name),
            Self::StatusType => (status_order(task.status_type), task.status_type.name().to_owned()),
            Self::Date(field) => date_heading(field, task),
            Self::Priority => (task.priority as i64, priority_heading(task.priority)),
            Self::Urgency => urgency_heading(task, scene),
            Self::Recurring => named(if task.rule().is_some() {
                "Recurring"
            } else {
                "Not Recurring"
            }),
            Self::Recurrence => named(&task.rule().map_or_else(|| "None".to_owned(), ToString::to_string)),
            Self::Path => named(at.path.strip_suffix(".md").unwrap_or(at.path)),
            Self::Root => named(root(at.path)),
            Self::Folder => named(folder(at.path)),
            Self::Filename => named(note_name(at.path)),
            Self::Backlink => named(&backlink(at)),
            Self::Heading => named(at.heading.unwrap_or("(No heading)")),
            Self::Id => named(&task.id),
            Self::Tags | Self::Owner | Self::Entity => named(""),
        };
        Heading { name, order }
    }
}

fn list<'a>(names: impl Iterator<Item = &'a str>, none: &str) -> Vec<String> {
    let mut names: Vec<String> = names.map(str::to_owned).collect();
    names.order();
    names.dedup();
    if names.is_empty() { vec![none.to_owned()] } else { names }
}

fn entities<'a>(at: &QueryTask<'a>, scene: &Scene<'_>) -> impl Iterator<Item = &'a str> + use<'a> {
    scene.concerns(at).entities.iter().map(String::as_str)
}

fn note_name(path: &str) -> &str {
    let name = filename(path);
    name.strip_suffix(".md").unwrap_or(name)
}

fn backlink(at: &QueryTask<'_>) -> String {
    let name = note_name(at.path);
    match at.heading.filter(|heading| *heading != name) {
        Some(heading) => format!("{name} > {heading}"),
        None => name.to_owned(),
    }
}

fn date_heading(field: DateField, task: &Task) -> (i64, String) {
    match field.days(task).next() {
        Some(day) => (1, format!("{day} {}", day.date().weekday())),
        None if field.is_set(task) => (0, format!("Invalid {} date", field.name())),
        None => (2, format!("No {} date", field.name())),
    }
}

fn priority_heading(priority: Priority) -> String {
    let name = match priority {
        Priority::Highest => "Highest",
        Priority::High => "High",
        Priority::Medium => "Medium",
        Priority::None => "Normal",
        Priority::Low => "Low",
        Priority::Lowest => "Lowest",
    };
    format!("{name} priority")
}

/// The most urgent group comes first.
fn urgency_heading(task: &Task, scene: &Scene<'_>) -> (i64, String) {
    let score = urgency(task, scene);
    let hundredths = (score + if score < 0 { -500 } else { 500 }) / 1000;
    let sign = if hundredths < 0 { "-" } else { "" };
    let (whole, part) = (hundredths.abs() / 100, hundredths.abs() % 100);
    (-hundredths, format!("{sign}{whole}.{part:02}"))
}
