//! A query as an object: `{ owner: "Dana Ruiz", due: "before tomorrow", sort: "due" }`.

use std::borrow::Cow;

use serde::Deserialize;

use super::filter::{self, Filter, State, Test, TextField};
use super::group::Grouping;
use super::layout::Layout;
use super::sort::Sorting;
use super::text::TextTest;
use super::{Query, QueryContext, QueryError, source};
use crate::note::Day;

/// Which tasks to find. All that is given must hold; what is absent asks nothing.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct TaskQuery {
    /// The text of a query block, which must hold as well. What it sorts and groups by comes first. The global query of the
    /// Tasks plugin's settings comes before it, as in every block.
    pub query: Option<String>,
    /// Path of the note that holds that text, of which placeholders such as `{{query.file.folder}}` speak.
    pub note: Option<String>,
    /// A name among the owners, in any case: as written, one of their entity, or of the organisation that they belong to; `me`
    /// for the vault's owner, `none` for nobody.
    pub owner: Option<String>,
    /// A status type such as `TODO`, or `open`, `closed`, `proposed`, `agreed` (open and not proposed).
    pub status: Option<String>,
    /// When it is due: `today`, `before 2025-10-26`, `this week`, `2025-10-01 2025-10-31`, `none`, or a span of days.
    pub due: Option<When>,
    /// When it is scheduled, as `due`.
    pub scheduled: Option<When>,
    /// When it may begin, as `due`; tasks without a start date may begin at any time.
    pub start: Option<When>,
    /// When it was done, as `due`.
    pub done: Option<When>,
    /// A priority: `high`, `above none`.
    pub priority: Option<String>,
    /// A tag or a part of one, with its `#` or not.
    pub tag: Option<String>,
    /// A part of the path.
    pub path: Option<String>,
    /// A part of the heading.
    pub heading: Option<String>,
    /// A part of the description.
    pub text: Option<String>,
    /// The name of an entity that it concerns: one that owns it, that it names or links, or that its note is about.
    pub entity: Option<String>,
    /// Whether it waits for another task.
    pub blocked: Option<bool>,
    /// Whether another task waits for it.
    pub blocking: Option<bool>,
    /// Whether a line that an entity's note has copied from another note is a task of its own, as in a query block. Left
    /// out, it is where [`TaskQuery::query`] is given.
    pub copies: Option<bool>,
    /// What to sort by, `-` before it for the other way round: `due`, `-urgency`, or a list of them.
    pub sort: Option<Keys>,
    /// What to group by, `-` before it for the other way round, or a list, outermost first.
    pub group: Option<Keys>,
    /// How many tasks at most.
    pub limit: Option<usize>,
}

/// A test of a date.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum When {
    /// In the words of a query.
    Words(String),
    /// From one day to another.
    Days(DaySpan),
}

/// From one day to another, both included; open where one is absent.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
#[cfg_attr(test, derive(ts_rs::TS), ts(optional_fields))]
pub struct DaySpan {
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
}

/// What to sort or group by.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "TaskKeys"))]
pub enum Keys {
    /// One thing.
    One(String),
    /// One thing after the other.
    Several(Vec<String>),
}

impl Keys {
    fn each(&self) -> &[String] {
        match self {
            Self::One(key) => std::slice::from_ref(key),
            Self::Several(keys) => keys,
        }
    }
}

impl When {
    fn words(&self) -> Cow<'_, str> {
        match self {
            Self::Words(words) => Cow::Borrowed(words.trim()),
            Self::Days(DaySpan { from, to }) => Cow::Owned(match (from, to) {
                (Some(from), Some(to)) => format!("{from} {to}"),
                (Some(from), None) => format!("on or after {from}"),
                (None, Some(to)) => format!("on or before {to}"),
                (None, None) => "any".to_owned(),
            }),
        }
    }
}

impl TaskQuery {
    /// The query that it states.
    ///
    /// # Errors
    /// The first part that is not understood; of [`TaskQuery::query`] its line, of others the name and value.
    pub fn read(&self, context: &QueryContext<'_>) -> Result<Query, QueryError> {
        // The global query is one for query blocks.
        let global_query = self.query.as_ref().map_or("", |_| context.global_query);
        let context = &QueryContext {
            global_query,
            ..*context
        };
        let mut query = Query::parse(self.query.as_deref().unwrap_or(""), context)?;
        for (name, value) in self.lines() {
            let value = value.as_ref();
            let line = source::Line {
                text: format!("{name} {value}"),
                number: 0,
            };
            let filter = stated(name, value, context);
            query
                .filters
                .push(filter.map_err(|message| QueryError::new(message, &line))?);
        }
        query.filters.extend(self.flags());
        self.order(&mut query)?;
        query.limit = self.limit.or(query.limit);
        Ok(query)
    }

    /// Whether copies are tasks of their own.
    pub fn lists_copies(&self) -> bool {
        self.copies.unwrap_or(self.query.is_some())
    }

    /// The parts that are words, with their names.
    fn lines(&self) -> impl Iterator<Item = (&'static str, Cow<'_, str>)> {
        let dates = [
            ("due", &self.due),
            ("scheduled", &self.scheduled),
            ("start", &self.start),
            ("done", &self.done),
        ];
        let words = [
            ("owner", &self.owner),
            ("status", &self.status),
            ("priority", &self.priority),
            ("tags", &self.tag),
            ("path", &self.path),
            ("heading", &self.heading),
            ("text", &self.text),
            ("entity", &self.entity),
        ];
        let dates = dates
            .into_iter()
            .filter_map(|(name, when)| Some((name, when.as_ref()?.words())));
        let words = words
            .into_iter()
            .filter_map(|(name, value)| Some((name, Cow::Borrowed(value.as_deref()?.trim()))));
        words.chain(dates)
    }

    fn flags(&self) -> impl Iterator<Item = Filter> {
        let flags = [
            ("blocked", State::Blocked, self.blocked),
            ("blocking", State::Blocking, self.blocking),
        ];
        flags
            .into_iter()
            .filter_map(|(name, state, wanted)| Some(Filter::One(name.into(), Test::Is(state, wanted?))))
    }

    fn order(&self, query: &mut Query) -> Result<(), QueryError> {
        let wrong = |name: &str, value: &str| {
            let line = source::Line {
                text: format!("{name} {value}"),
                number: 0,
            };
            move |message: String| QueryError::new(message, &line)
        };
        for sort in self.sort.iter().flat_map(Keys::each) {
            query
                .sorting
                .push(Sorting::parse(&turned(sort)).map_err(wrong("sort", sort))?);
        }
        for group in self.group.iter().flat_map(Keys::each) {
            query
                .grouping
                .push(Grouping::parse(&turned(group)).map_err(wrong("group", group))?);
        }
        Ok(())
    }
}

/// `-due` as `due reverse`.
fn turned(text: &str) -> String {
    match text.trim().strip_prefix('-') {
        Some(name) => format!("{name} reverse"),
        None => text.to_owned(),
    }
}

/// The filter of one part.
fn stated(name: &str, value: &str, context: &QueryContext<'_>) -> Result<Filter, String> {
    let parse = |line: String| filter::parse_one(&line, context.today);
    let one = |test| Ok(Filter::One(format!("{name} {value}").into(), test));
    match name {
        "owner" if value.eq_ignore_ascii_case("none") => parse("no owner".to_owned()),
        "owner" => parse(format!("owner is {value}")),
        "entity" => parse(format!("entity is {value}")),
        "priority" => parse(format!("priority is {value}")),
        "status" => status(value).map_or_else(|| parse(format!("status.type is {value}")), one),
        "due" | "scheduled" | "start" | "done" if value.eq_ignore_ascii_case("none") => {
            parse(format!("no {name} date"))
        }
        "due" | "scheduled" | "start" | "done" if value == "any" => parse(format!("has {name} date")),
        "due" | "scheduled" | "start" | "done" => parse(format!("{name} {value}")),
        "tags" => one(Test::Text(TextField::Tags, TextTest::includes(value))),
        "path" => one(Test::Text(TextField::Path, TextTest::includes(value))),
        "heading" => one(Test::Text(TextField::Heading, TextTest::includes(value))),
        _ => one(Test::Text(TextField::Description, TextTest::includes(value))),
    }
}

fn status(value: &str) -> Option<Test> {
    Some(match value.to_ascii_lowercase().as_str() {
        "open" => Test::Is(State::Done, false),
        "closed" => Test::Is(State::Done, true),
        "proposed" => Test::Is(State::Proposed, true),
        "agreed" => Test::Is(State::Agreed, true),
        _ => return None,
    })
}

impl Query {
    /// What to show of the tasks found.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }
}
