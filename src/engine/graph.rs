//! The graph of entities, as it is and in the formats of other programs.

use super::{Engine, invalid};
use crate::error::Error;
use crate::lookup;
use crate::note::Day;
use crate::summary::{self, Graph, GraphFormat, GraphQuery};

impl Engine {
    /// Who shares interactions with whom, as of a day.
    ///
    /// # Errors
    /// As [`Engine::summary`], for the name in `around`.
    pub fn graph(&mut self, query: &GraphQuery, as_of: Day) -> Result<Graph, Error> {
        let view = self.view(as_of);
        let find = |name: &String| lookup::find(&view.relations.entities, name).map_err(|miss| miss.into_error(name));
        let around = query.around.as_ref().map(find).transpose()?;
        Ok(summary::graph(&view, query, around))
    }

    /// The same as text: `graphml`, `dot` or `csv`.
    ///
    /// # Errors
    /// As [`Engine::graph`]; `invalid-options` for another format.
    pub fn export_graph(&mut self, format: &str, query: &GraphQuery, as_of: Day) -> Result<String, Error> {
        let unknown = || {
            invalid(format!(
                "there is no graph format \"{format}\"; there are graphml, dot and csv"
            ))
        };
        let format = GraphFormat::named(format).ok_or_else(unknown)?;
        Ok(summary::export(&self.graph(query, as_of)?, format))
    }
}
