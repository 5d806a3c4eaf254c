//! The order of the tasks found.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};
use std::fmt;

use super::date::DateField;
use super::filter::without;
use super::source::{Words, filename};
use super::{QueryTask, Scene};
use crate::note::task::{StatusType, Task};
use crate::order::Order as _;

/// One `sort by` line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sorting {
    pub(super) by: SortKey,
    pub(super) reverse: bool,
}

/// What to sort by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum SortKey {
    Status,
    StatusName,
    StatusType,
    Date(DateField),
    Description,
    Priority,
    Urgency,
    Recurring,
    /// The nth tag, from 1.
    Tag(usize),
    Path,
    Filename,
    Heading,
    Id,
    Owner,
}

/// What counts where all else is equal: it is added to every query.
const DEFAULT: [SortKey; 5] = [
    SortKey::StatusType,
    SortKey::Urgency,
    SortKey::Date(DateField::One(crate::note::task::DateName::Due)),
    SortKey::Priority,
    SortKey::Path,
];

const NAMES: [(&str, SortKey); 13] = [
    ("status", SortKey::Status),
    ("status.name", SortKey::StatusName),
    ("status.type", SortKey::StatusType),
    ("description", SortKey::Description),
    ("priority", SortKey::Priority),
    ("urgency", SortKey::Urgency),
    ("recurring", SortKey::Recurring),
    ("tag", SortKey::Tag(1)),
    ("path", SortKey::Path),
    ("filename", SortKey::Filename),
    ("heading", SortKey::Heading),
    ("id", SortKey::Id),
    ("owner", SortKey::Owner),
];

impl Sorting {
    /// Reads what follows `sort by`.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let mut words = text.split_whitespace().peekable();
        let name = words.next().unwrap_or("");
        let by = DateField::of_name(name).map(SortKey::Date);
        let by = by.or_else(|| NAMES.iter().find(|n| n.0.eq_ignore_ascii_case(name)).map(|n| n.1));
        let mut sorting = Self {
            by: by.ok_or_else(|| format!("there is nothing to sort by that is called \"{name}\""))?,
            reverse: words.next_if(|word| Words::new(word).are("reverse")).is_some(),
        };
        if let (SortKey::Tag(_), Some(number)) = (sorting.by, words.peek().and_then(|word| word.parse().ok())) {
            sorting.by = SortKey::Tag(number);
            words.next();
        }
        match words.next() {
            None => Ok(sorting),
            Some(word) => Err(format!("\"{word}\" says nothing after \"sort by {name}\"")),
        }
    }
}

impl fmt::Display for Sorting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = match self.by {
            SortKey::Date(field) => field.name(),
            SortKey::Tag(_) => "tag",
            by => NAMES.iter().find(|n| n.1 == by).map_or("", |n| n.0),
        };
        write!(f, "sort by {name}{}", if self.reverse { " reverse" } else { "" })?;
        if let SortKey::Tag(number @ 2..) = self.by {
            write!(f, " {number}")
        } else {
            Ok(())
        }
    }
}

/// A task with its index.
type Found<'t> = (usize, &'t QueryTask<'t>);

/// The first `most` tasks in order; those that are equal keep their order.
///
/// A key is looked at only for tasks that are equal by all keys before it, and that may be among the first.
pub(super) fn sorted<'t>(sorting: &[Sorting], found: Vec<Found<'t>>, most: usize, scene: &Scene<'_>) -> Vec<Found<'t>> {
    let default = DEFAULT.map(|by| Sorting { by, reverse: false });
    let mut runs: Vec<Vec<Found<'t>>> = vec![found];
    for sorting in sorting.iter().copied().chain(default) {
        if runs.iter().all(|run| run.len() < 2) {
            break;
        }
        let tied: Vec<Found<'t>> = runs.iter().filter(|run| run.len() > 1).flatten().copied().collect();
        let mut ranks = sorting.ranks(&tied, scene).into_iter();
        let mut wanted = most;
        let mut next = Vec::new();
        for run in runs {
            if wanted == 0 {
                break;
            }
            wanted = wanted.saturating_sub(run.len());
            match run.len() {
                0 | 1 => next.push(run),
                _ => split(run, &mut ranks, &mut next),
            }
        }
        runs = next;
    }
    let mut sorted: Vec<Found<'t>> = runs.into_iter().flatten().collect();
    sorted.truncate(most);
    sorted
}

/// Sorts tasks by their ranks, and parts them where the rank changes.
fn split<'t>(run: Vec<Found<'t>>, ranks: &mut impl Iterator<Item = i64>, parts: &mut Vec<Vec<Found<'t>>>) {
    let mut ranked: Vec<(i64, Found<'t>)> = ranks.zip(run).collect();
    ranked.order_by_key(|(rank, _)| *rank);
    let equal = ranked.chunk_by(|a, b| a.0 == b.0);
    parts.extend(equal.map(|part| part.iter().map(|(_, found)| *found).collect()));
}

/// What a task has to be sorted by.
enum Key<'a> {
    Number(i64),
    Text(Cow<'a, str>),
    /// Nothing there: after all else.
    Nothing,
}

impl Sorting {
    /// A number for each task, in whose order they stand.
    fn ranks(self, found: &[(usize, &QueryTask<'_>)], scene: &Scene<'_>) -> Vec<i64> {
        let keys: Vec<Key<'_>> = found.iter().map(|(_, at)| self.by.key(at, scene)).collect();
        let texts = text_ranks(&keys);
        let rank = |key: &Key<'_>| match key {
            Key::Number(number) => *number,
            Key::Text(text) => texts.get(text.as_ref()).copied().unwrap_or(0),
            Key::Nothing => i64::MAX,
        };
        let turned = |number: i64| if self.reverse { number.saturating_neg() } else { number };
        keys.iter().map(rank).map(turned).collect()
    }
}

/// The place of each text among all of them.
fn text_ranks<'k>(keys: &'k [Key<'_>]) -> HashMap<&'k str, i64> {
    let texts = keys.iter().filter_map(|key| match key {
        Key::Text(text) => Some(text.as_ref()),
        Key::Number(_) | Key::Nothing => None,
    });
    let unique: HashSet<&str> = texts.collect();
    let mut sorted: Vec<&str> = unique.into_iter().collect();
    sorted.order_by_key(|text| TextKey::of(text));
    sorted.into_iter().zip(0..).collect()
}

impl SortKey {
    fn key<'a>(self, at: &QueryTask<'a>, scene: &Scene<'_>) -> Key<'a> {
        let task = at.task;
        let text = |text: &'a str| Key::Text(Cow::Borrowed(text));
        match self {
            Self::Status => Key::Number(i64::from(task.is_done)),
            Self::StatusName => text(&task.status_name),
            Self::StatusType => Key::Number(status_order(task.status_type)),
            Self::Date(field) => date_key(field, task),
            Self::Description => Key::Text(match without(&task.description, scene.global_filter) {
                Cow::Borrowed(text) => Cow::Borrowed(plain(text)),
                Cow::Owned(text) => Cow::Owned(plain(&text).to_owned()),
            }),
            Self::Priority => Key::Number(task.priority as i64),
            Self::Urgency => Key::Number(-urgency(task, scene)),
            Self::Recurring => Key::Number(i64::from(task.rule().is_none())),
            Self::Tag(number) => number
                .checked_sub(1)
                .and_then(|at| task.tags.get(at))
                .map_or(Key::Nothing, |tag| text(tag)),
            Self::Path => text(at.path),
            Self::Filename => text(filename(at.path)),
            // Tasks without a heading come first.
            Self::Heading => text(at.heading.unwrap_or("")),
            Self::Id => text(&task.id),
            Self::Owner => at.owners(scene).next().map_or(Key::Nothing, text),
        }
    }
}

/// Urgency as a whole number, in hundred-thousandths.
#[allow(clippy::cast_possible_truncation)] // urgency lies between -10 and 30
pub(super) fn urgency(task: &Task, scene: &Scene<'_>) -> i64 {
    (task.urgency(scene.today) * 1e5).round() as i64
}

/// What can be worked on first: in progress, to do, on hold, then what is closed.
pub(super) fn status_order(kind: StatusType) -> i64 {
    match kind {
        StatusType::InProgress => 1,
        StatusType::Todo => 2,
        StatusType::OnHold => 3,
        StatusType::Done => 4,
        StatusType::Cancelled => 5,
        StatusType::NonTask => 6,
    }
}

/// Dates that do not exist first, then by day, then tasks without one.
fn date_key(field: DateField, task: &Task) -> Key<'static> {
    match field.days(task).next() {
        Some(day) => Key::Number(i64::from(day.date().to_julian_day())),
        None if field.is_set(task) => Key::Number(i64::MIN),
        None => Key::Nothing,
    }
}

/// A description without the formatting it begins with.
fn plain(text: &str) -> &str {
    text.trim_start_matches(['*', '=', '_', '['])
}

/// Text in the order people expect: in any case, numbers by their value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct TextKey {
    parts: Vec<TextPart>,
    /// Of texts that differ in case alone, small letters first.
    exact: Reverse<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum TextPart {
    /// Digits without leading zeros: the longer the larger.
    Number(usize, String),
    Words(String),
}

impl TextKey {
    pub(super) fn of(text: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(first) = rest.chars().next() {
            let digit = first.is_ascii_digit();
            let len = rest.find(|c: char| c.is_ascii_digit() != digit).unwrap_or(rest.len());
            let (part, after) = rest.split_at_checked(len).unwrap_or((rest, ""));
            let number = part.trim_start_matches('0');
            parts.push(match digit {
                true => TextPart::Number(number.len(), number.to_owned()),
                false => TextPart::Words(part.to_lowercase()),
            });
            rest = after;
        }
        Self {
            parts,
            exact: Reverse(text.to_owned()),
        }
    }
}
