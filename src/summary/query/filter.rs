//! Filters: which tasks a query finds.

use std::borrow::Cow;

use super::date::DateTest;
use super::source::{Words, filename, folder, root};
use super::text::TextTest;
use super::{QueryTask, Scene, boolean};
use crate::note::Day;
use crate::note::task::{OwnerKind, Priority, StatusType, Task};

/// A condition on a task.
#[derive(Debug, Clone)]
pub(super) enum Filter {
    All(Vec<Filter>),
    Any(Vec<Filter>),
    /// An odd number of them.
    Odd(Vec<Filter>),
    Not(Box<Filter>),
    /// One condition, with the words that state it.
    One(Box<str>, Test),
}

/// One condition.
#[derive(Debug, Clone)]
pub(super) enum Test {
    Is(State, bool),
    Text(TextField, TextTest),
    Date(DateTest),
    StatusType(StatusType, bool),
    Priority(Relation, Priority),
}

/// Something that a task is or is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum State {
    Done,
    Recurring,
    Blocked,
    Blocking,
    Proposed,
    /// Still to do, and not merely proposed.
    Agreed,
    TopLevel,
    Mine,
    With(Part),
}

/// Something that a task has or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Part {
    Tags,
    Id,
    Dependencies,
    Owner,
    Heading,
}

/// Text of a task or its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TextField {
    Description,
    Path,
    Root,
    Folder,
    Filename,
    Heading,
    Recurrence,
    StatusName,
    Id,
    Tags,
    Owner,
    Entity,
}

/// How a priority compares.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Relation {
    Is,
    Not,
    Above,
    Below,
}

use Part::{Dependencies, Id, Owner, Tags};
use State::{Blocked, Blocking, Done, Mine, Proposed, Recurring, TopLevel, With};

/// Filters that are fixed words.
const STATES: [(&str, State, bool); 24] = [
    ("done", Done, true),
    ("not done", Done, false),
    ("is recurring", Recurring, true),
    ("is not recurring", Recurring, false),
    ("is blocked", Blocked, true),
    ("is not blocked", Blocked, false),
    ("is blocking", Blocking, true),
    ("is not blocking", Blocking, false),
    ("is proposed", Proposed, true),
    ("is not proposed", Proposed, false),
    ("exclude sub-items", TopLevel, true),
    ("has tags", With(Tags), true),
    ("has tag", With(Tags), true),
    ("no tags", With(Tags), false),
    ("no tag", With(Tags), false),
    ("has id", With(Id), true),
    ("no id", With(Id), false),
    ("has depends on", With(Dependencies), true),
    ("no depends on", With(Dependencies), false),
    ("has owner", With(Owner), true),
    ("no owner", With(Owner), false),
    ("owner is me", Mine, true),
    ("owner is not me", Mine, false),
    ("has heading", With(Part::Heading), true),
];

const TEXTS: [(&str, TextField); 13] = [
    ("description", TextField::Description),
    ("path", TextField::Path),
    ("root", TextField::Root),
    ("folder", TextField::Folder),
    ("filename", TextField::Filename),
    ("heading", TextField::Heading),
    ("recurrence", TextField::Recurrence),
    ("status.name", TextField::StatusName),
    ("id", TextField::Id),
    ("tags", TextField::Tags),
    ("tag", TextField::Tags),
    ("owner", TextField::Owner),
    ("entity", TextField::Entity),
];

/// Reads a filter.
pub(super) fn parse(line: &str, today: Day) -> Result<Filter, String> {
    match boolean::is_combination(line) {
        true => boolean::parse(line, today),
        false => parse_one(line, today),
    }
}

/// Reads a filter that is no combination.
pub(super) fn parse_one(line: &str, today: Day) -> Result<Filter, String> {
    let words = Words::new(line);
    let state = || {
        STATES
            .iter()
            .find(|(text, ..)| words.are(text))
            .map(|(_, state, wanted)| Ok(Test::Is(*state, *wanted)))
    };
    let test = state()
        .or_else(|| words.after("status.type").map(status_type))
        .or_else(|| words.after("priority").map(priority))
        .or_else(|| DateTest::read(line, today).map(|date| date.map(Test::Date)))
        .or_else(|| text(words));
    let test = test.unwrap_or_else(|| Err("this instruction is not known".to_owned()))?;
    Ok(Filter::One(line.trim().into(), test))
}

fn text(words: Words<'_>) -> Option<Result<Test, String>> {
    let (field, rest) = TEXTS
        .iter()
        .find_map(|(name, field)| Some((*field, words.after(name)?)))?;
    let named = matches!(field, TextField::Owner | TextField::Entity);
    let is = || TextTest::read_is(rest).filter(|_| named).map(Ok);
    let test = TextTest::read(rest).or_else(is)?;
    Some(test.map(|test| Test::Text(field, test)))
}

fn status_type(rest: &str) -> Result<Test, String> {
    let words = Words::new(rest);
    let not = words.after("is not").map(|name| (name, false));
    let (name, wanted) = not
        .or_else(|| words.after("is").map(|name| (name, true)))
        .ok_or("write: status.type is TODO")?;
    let kind = StatusType::of_name(name).ok_or_else(|| format!("there is no status type \"{name}\""))?;
    Ok(Test::StatusType(kind, wanted))
}

fn priority(rest: &str) -> Result<Test, String> {
    let rest = Words::new(rest).after("is").unwrap_or(rest);
    let relations = [
        ("above", Relation::Above),
        ("below", Relation::Below),
        ("not", Relation::Not),
    ];
    let found = relations
        .iter()
        .find_map(|(name, relation)| Some((*relation, Words::new(rest).after(name)?)));
    let (relation, name) = found.unwrap_or((Relation::Is, rest));
    let level = Priority::of_name(name).ok_or_else(|| format!("there is no priority \"{name}\""))?;
    Ok(Test::Priority(relation, level))
}

impl Filter {
    /// Looks up whose names are asked for among owners and entities: who is called so may go by another name.
    pub(super) fn look_up(&mut self, name: &dyn Fn(&str) -> Option<String>) {
        match self {
            Self::All(parts) | Self::Any(parts) | Self::Odd(parts) => {
                parts.iter_mut().for_each(|part| part.look_up(name))
            }
            Self::Not(part) => part.look_up(name),
            Self::One(_, Test::Text(TextField::Owner | TextField::Entity, test)) => test.look_up(name),
            Self::One(..) => {}
        }
    }

    pub(super) fn holds(&self, at: &QueryTask<'_>, scene: &Scene<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(at, scene)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(at, scene)),
            Self::Odd(parts) => parts.iter().filter(|part| part.holds(at, scene)).count() % 2 == 1,
            Self::Not(part) => !part.holds(at, scene),
            Self::One(_, test) => test.holds(at, scene),
        }
    }
}

impl Test {
    fn holds(&self, at: &QueryTask<'_>, scene: &Scene<'_>) -> bool {
        match self {
            Self::Is(state, wanted) => state.holds(at.task, at, scene) == *wanted,
            Self::Text(field, test) => field.holds(test, at, scene),
            Self::Date(test) => test.holds(at.task),
            Self::StatusType(kind, wanted) => (at.task.status_type == *kind) == *wanted,
            Self::Priority(relation, level) => relation.holds(at.task.priority, *level),
        }
    }
}

impl Relation {
    fn holds(self, priority: Priority, level: Priority) -> bool {
        match self {
            Self::Is => priority == level,
            Self::Not => priority != level,
            // The most urgent comes first.
            Self::Above => priority < level,
            Self::Below => priority > level,
        }
    }
}

impl State {
    fn holds(self, task: &Task, at: &QueryTask<'_>, scene: &Scene<'_>) -> bool {
        match self {
            Done => task.is_done,
            Recurring => task.rule().is_some(),
            Blocked => scene.dependencies().is_blocked(task),
            Blocking => scene.dependencies().is_blocking(task),
            Proposed => task.proposed,
            Self::Agreed => !task.is_done && !task.proposed,
            TopLevel => is_top_level(&task.indentation),
            Mine => at.is_mine(scene),
            With(Tags) => !task.tags.is_empty(),
            With(Id) => !task.id.is_empty(),
            With(Dependencies) => !task.depends_on.is_empty(),
            With(Owner) => task.owners.iter().any(|owner| owner.kind != OwnerKind::Nobody),
            With(Part::Heading) => at.heading.is_some(),
        }
    }
}

/// Whether an item is not nested in another: after its quote marks stands one space at most.
fn is_top_level(indentation: &str) -> bool {
    match indentation.rsplit_once('>') {
        Some((_, after)) => after.is_empty() || after == " ",
        None => indentation.is_empty(),
    }
}

impl TextField {
    fn holds(self, test: &TextTest, at: &QueryTask<'_>, scene: &Scene<'_>) -> bool {
        let task = at.task;
        match self {
            Self::Description => test.holds([&*without(&task.description, scene.global_filter)]),
            Self::Path => test.holds([at.path]),
            Self::Root => test.holds([root(at.path)]),
            Self::Folder => test.holds([folder(at.path)]),
            Self::Filename => test.holds([filename(at.path)]),
            Self::Heading => test.holds([at.heading.unwrap_or("")]),
            Self::Recurrence => test.holds([task.rule().map(ToString::to_string).unwrap_or_default().as_str()]),
            Self::StatusName => test.holds([&*task.status_name]),
            Self::Id => test.holds([task.id.as_str()]),
            Self::Tags => test.holds(task.tags.iter().map(String::as_str)),
            Self::Owner => test.holds(at.owner_names(scene)),
            Self::Entity => test.holds(scene.concerns(at).entities.iter().map(String::as_str)),
        }
    }
}

/// A description without the global filter.
pub(super) fn without<'a>(description: &'a str, global_filter: &str) -> Cow<'a, str> {
    match global_filter {
        "" => Cow::Borrowed(description),
        filter => Cow::Owned(description.replacen(filter, "", 1).trim().to_owned()),
    }
}
