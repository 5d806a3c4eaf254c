//! Task queries: the text of a ```` ```tasks ```` block, and what it finds.
//!
//! The language is the Tasks plugin's, see <https://publish.obsidian.md/tasks/Queries/About+Queries>: one instruction a line,
//! filters that all must hold, sorting, grouping, limits, layout. Relata adds owners, entities and proposed work. What runs
//! JavaScript (`filter by function`) is refused.

mod boolean;
mod concern;
mod date;
mod dependency;
mod error;
mod explain;
mod filter;
mod group;
mod layout;
mod options;
mod period;
mod sort;
mod source;
mod text;

pub use concern::{Concerns, OwnerEntity};
pub use dependency::Dependencies;
pub use error::QueryError;
pub use layout::Layout;
pub use options::{DaySpan, Keys, TaskQuery, When};

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde::Serialize;

use self::filter::Filter;
use self::group::Grouping;
use self::sort::Sorting;
use super::task_copy::TaskCopies;
use crate::note::Day;
use crate::note::task::Task;

/// A task with its place, as queries see it.
#[derive(Debug, Clone, Copy)]
pub struct QueryTask<'a> {
    /// The task.
    pub task: &'a Task,
    /// Vault-relative path of its note.
    pub path: &'a str,
    /// The heading it stands under.
    pub heading: Option<&'a str>,
    /// Its line, from 1.
    pub line: u32,
    /// Whom it concerns, as the vault knows them; worked out when a query asks.
    pub concerns: &'a OnceCell<Box<Concerns>>,
}

/// What a query may refer to besides tasks.
#[derive(Debug, Clone, Copy)]
pub struct QueryContext<'a> {
    /// Today, which `today` and `next week` count from.
    pub today: Day,
    /// The note that holds the query; placeholders such as `{{query.file.path}}` speak of it.
    pub path: Option<&'a str>,
    /// The vault's global filter: no part of a description.
    pub global_filter: &'a str,
    /// The vault's global query: comes before the text of every query that does not say `ignore global query`.
    pub global_query: &'a str,
    /// The vault's instructions by name, for `preset NAME` and `{{preset.NAME}}`.
    pub presets: Option<&'a BTreeMap<String, String>>,
}

/// A query that was read.
#[derive(Debug, Clone)]
pub struct Query {
    today: Day,
    global_filter: String,
    filters: Vec<Filter>,
    sorting: Vec<Sorting>,
    grouping: Vec<Grouping>,
    limit: Option<usize>,
    group_limit: Option<usize>,
    layout: Layout,
    explain: bool,
}

/// Presets may multiply what a query asks.
const MOST_FILTERS: usize = 10_000;

/// What a query found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct QueryResult {
    /// How many tasks match, without limits.
    pub total: usize,
    /// The tasks, group by group; one group without headings when the query has no `group by`.
    pub groups: Vec<TaskGroup>,
    /// What to show of them.
    pub layout: Layout,
    /// What the query means, when it asks with `explain`.
    pub explanation: Option<String>,
}

/// Tasks under the same headings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct TaskGroup {
    /// One heading for each `group by`, outermost first.
    pub headings: Vec<String>,
    /// Indices in the list of tasks, in order.
    pub tasks: Vec<usize>,
}

impl Query {
    /// Reads the text of a query block.
    ///
    /// # Errors
    /// The first line that is not understood or not supported, with what is wrong.
    pub fn parse(text: &str, context: &QueryContext<'_>) -> Result<Self, QueryError> {
        let mut query = Self {
            today: context.today,
            global_filter: context.global_filter.to_owned(),
            filters: Vec::new(),
            sorting: Vec::new(),
            grouping: Vec::new(),
            limit: None,
            group_limit: None,
            layout: Layout::default(),
            explain: false,
        };
        if !context.global_query.is_empty() && !source::ignores_global_query(text) {
            for line in source::lines(context.global_query) {
                let of_global = |message| QueryError::new(format!("in the vault's global query: {message}"), &line);
                query.line(&line.text, context).map_err(of_global)?;
            }
        }
        for line in source::lines(text) {
            let read = query.line(&line.text, context);
            read.map_err(|message| QueryError::new(message, &line))?;
        }
        Ok(query)
    }

    /// Gives the names that the query asks for, of owners and entities, to `name`: where it knows whose other name one is, those
    /// tasks are found too.
    pub fn look_up(&mut self, name: &dyn Fn(&str) -> Option<String>) {
        self.filters.iter_mut().for_each(|filter| filter.look_up(name));
    }

    /// Follows a line: an instruction, or several where it takes over a preset.
    fn line(&mut self, line: &str, context: &QueryContext<'_>) -> Result<(), String> {
        let expanded = source::expand(line, context)?;
        let Some(name) = source::Words::new(&expanded).after("preset") else {
            return expanded.lines().try_for_each(|line| self.preset_line(line, context));
        };
        let preset = context.presets.and_then(|presets| presets.get(name.trim()));
        let preset = preset.ok_or_else(|| format!("the vault's settings have no preset \"{}\"", name.trim()))?;
        source::lines(preset).try_for_each(|line| self.preset_line(&line.text, context))
    }

    /// Follows a line that may stand in a preset; presets hold no others.
    fn preset_line(&mut self, line: &str, context: &QueryContext<'_>) -> Result<(), String> {
        let context = &QueryContext {
            presets: None,
            ..*context
        };
        match source::expand(line, context)?.trim() {
            "" => Ok(()),
            comment if comment.starts_with('#') => Ok(()),
            line => self.instruction(line),
        }
    }

    fn instruction(&mut self, line: &str) -> Result<(), String> {
        let words = source::Words::new(line);
        if source::is_unsupported(line) {
            return Err(format!("\"{}\" is not supported", words.first(3)));
        }
        if words.begin("explain") {
            self.explain = true;
        } else if let Some(limit) = layout::limit(line) {
            let place = if limit.of_groups {
                &mut self.group_limit
            } else {
                &mut self.limit
            };
            *place = Some(limit.tasks);
        } else if words.begin("ignore global query") || self.layout.instruction(line) {
            // Nothing more to do.
        } else if let Some(rest) = words.after("sort by") {
            self.sorting.push(Sorting::parse(rest)?);
        } else if let Some(rest) = words.after("group by") {
            self.grouping.push(Grouping::parse(rest)?);
        } else {
            self.filters.push(filter::parse(line, self.today)?);
            if self.filters.len() > MOST_FILTERS {
                return Err(format!("a query has {MOST_FILTERS} filters at most"));
            }
        }
        Ok(())
    }

    /// Finds, sorts, groups and limits; knows of owners only what tasks themselves say.
    pub fn run(&self, tasks: &[QueryTask<'_>]) -> QueryResult {
        self.run_with(tasks, &|_| Concerns::default(), None)
    }

    /// [`Query::run`] in a vault that knows whom tasks concern: `concern` is asked at most once for each task. Where copies
    /// are given, what is found is found once, and not again in the notes that hold a copy of it.
    pub fn run_with(
        &self,
        tasks: &[QueryTask<'_>],
        concern: &dyn Fn(&QueryTask<'_>) -> Concerns,
        copies: Option<&TaskCopies>,
    ) -> QueryResult {
        let scene = self.scene(tasks, concern);
        let holds = |task: &QueryTask<'_>| self.filters.iter().all(|filter| filter.holds(task, &scene));
        let mut found: Vec<(usize, &QueryTask<'_>)> =
            tasks.iter().enumerate().filter(|(_, task)| holds(task)).collect();
        if let Some(copies) = copies {
            copies.once(&mut found);
        }
        let total = found.len();
        let sorted = sort::sorted(&self.sorting, found, self.limit.unwrap_or(usize::MAX), &scene);
        let mut groups = group::grouped(&self.grouping, &sorted, &scene);
        let most = self
            .group_limit
            .filter(|_| !self.grouping.is_empty())
            .unwrap_or(usize::MAX);
        groups.iter_mut().for_each(|group| group.tasks.truncate(most));
        QueryResult {
            total,
            groups,
            layout: self.layout.clone(),
            explanation: self.explain.then(|| self.explanation()),
        }
    }

    /// How many tasks each filter finds by itself, with its words; copies as in [`Query::run_with`].
    pub fn counts(
        &self,
        tasks: &[QueryTask<'_>],
        concern: &dyn Fn(&QueryTask<'_>) -> Concerns,
        copies: Option<&TaskCopies>,
    ) -> Vec<(String, usize)> {
        let scene = self.scene(tasks, concern);
        let count = |filter: &Filter| {
            let found = tasks.iter().enumerate();
            let mut found: Vec<(usize, _)> = found.filter(|(_, task)| filter.holds(task, &scene)).collect();
            if let Some(copies) = copies {
                copies.once(&mut found);
            }
            found.len()
        };
        let each = self.filters.iter().map(|filter| (filter.words(), count(filter)));
        each.collect()
    }

    fn scene<'a>(&'a self, tasks: &'a [QueryTask<'a>], concern: &'a dyn Fn(&QueryTask<'_>) -> Concerns) -> Scene<'a> {
        Scene {
            today: self.today,
            global_filter: &self.global_filter,
            tasks,
            concern,
            dependencies: OnceCell::new(),
        }
    }
}

/// What filters and sorting look at besides the task.
struct Scene<'a> {
    today: Day,
    global_filter: &'a str,
    tasks: &'a [QueryTask<'a>],
    concern: &'a dyn Fn(&QueryTask<'_>) -> Concerns,
    dependencies: OnceCell<Dependencies<'a>>,
}

impl<'a> Scene<'a> {
    /// The dependencies among all tasks; found out when first asked for.
    fn dependencies(&self) -> &Dependencies<'a> {
        self.dependencies
            .get_or_init(|| Dependencies::of(self.tasks.iter().map(|at| at.task)))
    }

    /// Whom a task concerns.
    fn concerns<'t>(&self, at: &QueryTask<'t>) -> &'t Concerns {
        at.concerns.get_or_init(|| Box::new((self.concern)(at)))
    }
}

#[cfg(test)]
mod tests;
