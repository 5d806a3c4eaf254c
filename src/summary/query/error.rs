//! What is wrong with a query.

use std::fmt;

use serde::Serialize;

use super::source::Line;

/// A line of a query that cannot be run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryError {
    /// What is wrong.
    pub message: String,
    /// The instruction as written, joined where it runs over several lines.
    pub instruction: String,
    /// Its first line in the text of the query, from 1; 0 for what is stated beside the text.
    pub line: u32,
}

impl QueryError {
    pub(super) fn new(message: String, line: &Line) -> Self {
        Self {
            message,
            instruction: line.text.clone(),
            line: line.number,
        }
    }
}

impl fmt::Display for QueryError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.message, self.instruction),
            line => write!(f, "line {line}: {}: {}", self.message, self.instruction),
        }
    }
}

impl std::error::Error for QueryError {}
