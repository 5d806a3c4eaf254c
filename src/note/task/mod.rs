//! Tasks: one line of a list with a box, and what its marks say.
//!
//! Two ways to read a line. Relata's own reads fields of both formats anywhere on the line, owners, and keeps what it cannot
//! read; strict mode gives what the Tasks plugin gives for the same line.

mod date;
mod field;
mod item;
mod lenient;
mod options;
mod owner;
mod pieces;
mod priority;
mod status;
mod tag;

pub use date::{DateName, Dates, TaskDate};
pub use options::{Format, ParseOptions};
pub use owner::{Owner, OwnerKind};
pub use priority::Priority;
pub use status::{Status, StatusType, Statuses};

use serde::Serialize;

use self::field::FieldName;
use self::pieces::Piece;
use crate::text::Diagnostic;

/// A task line.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// White space and quote marks before the list marker.
    pub indentation: String,
    /// `-`, `*`, `+`, `1.` or `1)`.
    pub list_marker: String,
    /// What stands in the box.
    pub status_symbol: String,
    /// What that means.
    pub status_type: StatusType,
    /// Its name in the registry, `Unknown` when it has none.
    pub status_name: String,
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
    /// What was odd; spans are bytes of the line.
    #[serde(skip)]
    pub diagnostics: Vec<Diagnostic>,
    /// The line as it was read.
    #[serde(skip)]
    source: Source,
}

/// A line with its pieces.
#[derive(Debug, Clone, Default, PartialEq)]
struct Source {
    line: Box<str>,
    pieces: Vec<Piece>,
}

/// Reads a line; `None` when it is no task.
pub fn parse(line: &str, options: &ParseOptions) -> Option<Task> {
    lenient::parse(line, options)
}
