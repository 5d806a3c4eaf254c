//! Tasks: one line of a list with a box, and what its marks say.
//!
//! Two ways to read a line. Relata's own reads fields of both formats anywhere on the line, owners, and keeps what it cannot
//! read; strict mode gives what the Tasks plugin gives for the same line.

mod date;
mod edit;
mod field;
mod item;
mod lenient;
mod moment;
mod note_date;
mod options;
mod owner;
mod pieces;
mod priority;
mod recurrence;
mod serialize;
mod settings;
mod status;
mod strict;
mod tag;
mod toggle;
mod unread;
mod urgency;

pub use date::{DateName, Dates, TaskDate};
pub use note_date::{NoteDateOptions, note_date};
pub use options::{Format, ParseOptions};
pub use owner::{Owner, OwnerKind};
pub use priority::Priority;
pub use recurrence::{Occurrence, Rule, next_occurrence};
pub use settings::{PluginSettings, SETTINGS_PATH, StatusSetting, StatusSettings};
pub use status::{Status, StatusType, Statuses};
pub use toggle::{Cursor, ToggleOptions, ToggleSettings, Toggled, next_symbol, toggle};
pub use urgency::urgency;

use std::borrow::Cow;

use serde::Serialize;

use self::serialize::Source;
use crate::note::Day;
use crate::text::Diagnostic;

/// A task line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Task {
    /// White space and quote marks before the list marker.
    pub indentation: String,
    /// `-`, `*`, `+`, `1.` or `1)`.
    pub list_marker: Cow<'static, str>,
    /// What stands in the box.
    pub status_symbol: Cow<'static, str>,
    /// What that means.
    pub status_type: StatusType,
    /// Its name in the registry, `Unknown` when it has none.
    pub status_name: Cow<'static, str>,
    /// The line without fields and block id. Tags stay; an owner stays only in the midst of a sentence.
    pub description: String,
    /// How urgent its keeper says it is.
    pub priority: Priority,
    /// Its dates.
    pub dates: Dates,
    /// The recurrence rule.
    pub recurrence: Option<String>,
    /// What to do with the line when done: `delete`, `keep`, or nothing said.
    pub on_completion: String,
    /// What other tasks call it.
    pub id: String,
    /// Ids of the tasks that must be done before.
    pub depends_on: Vec<String>,
    /// Tags with their `#`, in order.
    pub tags: Vec<String>,
    /// The block id with a space and `^` before it.
    pub block_link: String,
    /// Whether nothing is left to do: done, cancelled or no task.
    pub is_done: bool,
    /// The description without the tags before and after the sentence.
    pub text: String,
    /// Who is to do it, each once, in order.
    pub owners: Vec<Owner>,
    /// Suggested, not agreed: kept apart from agreed work.
    pub proposed: bool,
    /// Whether the scheduled date was not written but given by [`ParseOptions::fallback_date`].
    pub scheduled_is_inferred: bool,
    /// What was odd; spans are bytes of the line.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
    /// The recurrence rule, when it can be read.
    #[serde(skip)]
    rule: Option<Rule>,
    /// Where it comes from, to write it back.
    #[serde(skip)]
    source: Source,
}

/// Reads a line; `None` when it is no task.
pub fn parse(line: &str, options: &ParseOptions) -> Option<Task> {
    match options.strict {
        true => strict::parse(line, options),
        false => lenient::parse(line, options),
    }
}

/// As [`parse`], without what only showing the whole line and writing it back takes: description and source.
pub(crate) fn read(line: &str, options: &ParseOptions) -> Option<Task> {
    match options.strict {
        true => strict::parse(line, options),
        false => lenient::read(line, options).map(|read| read.task),
    }
}

/// A task with the line that it is written back as.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct ParsedTask {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// [`Task::line`].
    pub serialized: String,
    /// Whether reading that line again gives the same task.
    pub reparses_equal: bool,
}

/// [`parse`], with what the task is written back as.
pub fn parse_and_write(line: &str, options: &ParseOptions) -> Option<ParsedTask> {
    let task = parse(line, options)?;
    let serialized = task.line();
    let again = parse(&serialized, options);
    Some(ParsedTask {
        reparses_equal: again.is_some_and(|again| again.says_same(&task)),
        serialized,
        task,
    })
}

impl Task {
    /// The recurrence rule, when it can be read.
    pub fn rule(&self) -> Option<&Rule> {
        self.rule.as_ref()
    }

    /// Gives a task without a day to work on it the one that is known for it.
    fn infer_date(&mut self, known: Option<Day>) {
        let dated = [DateName::Start, DateName::Scheduled, DateName::Due];
        if known.is_some() && dated.into_iter().all(|name| self.dates.get(name).is_none()) {
            self.dates.scheduled = known.map(TaskDate::from);
            self.scheduled_is_inferred = true;
        }
    }

    /// Whether both say the same, however their lines are written.
    fn says_same(&self, other: &Self) -> bool {
        let plain = |task: &Self| Self {
            diagnostics: Vec::new(),
            rule: None,
            source: Source::Plugin {
                format: Format::default(),
                hard_break: String::new(),
            },
            ..task.clone()
        };
        plain(self) == plain(other)
    }
}
