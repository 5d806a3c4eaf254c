//! Why an answer is empty, with the counts: one implementation for every surface.

mod contact;
mod entities;
mod graph;
mod note;
mod reason;
mod tasks;
mod whole;

use serde::Deserialize;

pub use reason::{EmptyCode, EmptyCounts, EmptyReason, FilterCount};

use super::{Engine, EntityQuery};
use crate::error::Error;
use crate::note::Day;
use crate::summary::GraphQuery;
use crate::summary::query::TaskQuery;

/// A question whose answer may be empty.
#[derive(Debug, Clone)]
pub enum Question {
    /// [`Engine::entities`]
    Entities(EntityQuery),
    /// [`Engine::graph`], which is empty where it has no edge.
    Graph(GraphQuery),
    /// [`Engine::tasks`]
    Tasks(Box<TaskQuery>),
    /// [`Engine::suggestions`]
    Suggestions,
    /// [`Engine::summary`], which is empty where it has no last contact.
    Summary(OfName),
    /// [`Engine::about`]
    About(OfPath),
}

/// An entity.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfName {
    /// Its name, an alias, or the path of its note.
    pub name: String,
}

/// A note.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct OfPath {
    /// Vault-relative path.
    pub path: String,
}

impl Engine {
    /// Why the answer to a question is empty on a day; `None` where it is not.
    ///
    /// # Errors
    /// As the question itself.
    pub fn why_empty(&mut self, question: &Question, as_of: Day) -> Result<Option<EmptyReason>, Error> {
        match question {
            Question::Entities(query) => self.why_no_entities(query, as_of),
            Question::Graph(query) => self.why_no_ties(query, as_of),
            Question::Tasks(query) => self.why_no_tasks(query, as_of),
            Question::Suggestions => Ok(self.why_no_suggestions()),
            Question::Summary(of) => self.why_no_contact(&of.name, as_of),
            Question::About(of) => Ok(self.why_about_nobody(&of.path)),
        }
    }
}

#[cfg(test)]
mod tests;
