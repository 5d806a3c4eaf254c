//! The engine: a vault of notes and the questions one can ask of it.

mod change;
mod copies;
mod empty;
mod entities;
mod finding;
mod graph;
mod links;
mod misread;
mod pending;
mod problem;
mod reading;
mod render;
mod saved;
mod settings;
mod snapshot;
mod tasks;
mod unclear;

mod update;

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Deserialize;

use crate::error::{Code, Error};
use crate::lookup;
use crate::note::task::PluginSettings;
use crate::note::{Day, Note};
use crate::order::Order as _;
use crate::relation::{self, Batch, Records, Relations, Schema, Suggestion};
use crate::summary::{self, Brief, Cache, Summary, View};
use crate::vault::Vault;
pub use change::{Came, Change, ChangedTask, Renamed};
pub use copies::{SettledTask, TaskEdit};
pub use empty::{EmptyCode, EmptyCounts, EmptyReason, FilterCount, OfName, OfPath, Question};
pub use entities::EntityQuery;
pub use finding::Finding;
use finding::findings;
pub use links::{Backlink, ResolvedLink, UnlinkedMention};
use pending::Pending;
pub use problem::LinkProblem;
use saved::SavedRecords;
use settings::LeftOut;
pub use settings::settings_paths;
pub use snapshot::FileStamp;
use tasks::TaskCache;
pub use tasks::TaskSettings;

/// How to open a vault.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct Options {
    /// The schema as YAML text, as in `relata.yaml`; the default schema when absent.
    pub schema: Option<String>,
    /// Which names are the same and which not, as YAML text, as in `relata-names.yaml`.
    pub names: Option<String>,
    /// Whether links resolve exactly as in the host: no aliases, titles, folder notes or names of entities.
    pub strict: bool,
    /// Whether [`Engine::load`] reads at once what notes say about entities and tasks. Loading takes longer then, the first
    /// answer comes sooner, and both together take less.
    pub eager: bool,
}

/// A vault of notes with what is computed from it.
#[derive(Debug, Default)]
pub struct Engine {
    schema: Schema,
    vault: Vault,
    records: Records,
    /// Notes of which no record is read yet: they were loaded or came with a snapshot.
    pending: Pending,
    /// What a snapshot says that they say, until it is asked for.
    saved: Option<SavedRecords>,
    given: Options,
    /// The files of settings that are in force, by path.
    settings: BTreeMap<String, Box<[u8]>>,
    /// Notes that were given but that the settings leave out.
    ignored: BTreeMap<String, LeftOut>,
    /// What is wrong with files of settings.
    odd_settings: Vec<Finding>,
    /// What the notes say together; made when first asked for, kept up to date from then on.
    relations: Option<Relations>,
    /// What has changed since.
    batch: Batch,
    /// What was worked out on one day, and that day; each answer knows how long it holds.
    cache: Option<(Day, Cache)>,
    /// What the vault's own settings say of tasks.
    plugin: PluginSettings,
    tasks: TaskCache,
}

impl Engine {
    /// An empty vault.
    ///
    /// # Errors
    /// `invalid-options` when the schema or the names are not valid; the message names the line and the key.
    pub fn new(options: &Options) -> Result<Self, Error> {
        let mut engine = Self {
            given: options.clone(),
            vault: if options.strict {
                Vault::strict()
            } else {
                Vault::default()
            },
            ..Self::default()
        };
        engine.schema = engine.read_schema()?;
        Ok(engine)
    }

    /// How many notes there are.
    pub fn len(&self) -> usize {
        self.vault.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.vault.is_empty()
    }

    /// One note.
    pub fn note(&self, path: &str) -> Option<&Note> {
        self.vault.note(&normal(path).ok()?)
    }

    /// The summary of the entity called `name` (or one of its aliases, or the path of its note) as of a day.
    ///
    /// # Errors
    /// `unknown-name` with the nearest names, `ambiguous-name` with all that match, `empty-vault`.
    pub fn summary(&mut self, name: &str, as_of: Day) -> Result<Arc<Summary>, Error> {
        let view = self.view(as_of);
        let id = lookup::find(&view.relations.entities, name);
        let found = id.and_then(|id| summary::summarise(&view, id).ok_or(lookup::Miss::Unknown(Vec::new())));
        found.map_err(|miss| self.missed(miss, name))
    }

    /// The one-minute reading before a meeting with the entity called `name`.
    ///
    /// # Errors
    /// As [`Engine::summary`].
    pub fn brief(&mut self, name: &str, as_of: Day) -> Result<Brief, Error> {
        let summary = self.summary(name, as_of)?;
        let done = self.done_in_copies(&summary);
        Ok(summary::brief(&summary, done))
    }

    /// Names that are probably the same, the most certain first. Nothing is done about them.
    pub fn suggestions(&mut self) -> Vec<Suggestion> {
        self.relations();
        let suggestions = |r: &Relations| relation::suggestions(r, &self.records, &self.schema);
        self.relations.as_ref().map(suggestions).unwrap_or_default()
    }

    /// A schema proposed from what the notes hold, as the text of a `relata.yaml` to review.
    pub fn propose_schema(&mut self) -> String {
        self.read_pending();
        relation::propose(&self.vault, &self.records, &self.schema)
    }

    /// Whom the note at `path` is about: its own entity; else the subject of its interaction and then who took part,
    /// without the vault's owner. Each name finds its entity in [`Engine::summary`].
    pub fn about(&mut self, path: &str) -> Vec<String> {
        let Ok(path) = normal(path) else {
            return Vec::new();
        };
        self.relations();
        let Some(relations) = &self.relations else {
            return Vec::new();
        };
        let names = relations.about(&path, &self.records).into_iter();
        names.filter_map(|id| lookup::name(&relations.entities, id)).collect()
    }

    /// What was odd, in one note or in all, by path and line.
    pub fn diagnostics(&mut self, path: Option<&str>) -> Vec<Finding> {
        let notes = self.vault.notes().filter(|(p, _)| path.is_none_or(|path| path == *p));
        let mut findings: Vec<Finding> = notes.flat_map(|(path, note)| findings(path, note)).collect();
        let settings = self
            .odd_settings
            .iter()
            .filter(|found| path.is_none_or(|path| path == found.path));
        findings.extend(settings.cloned());
        findings.extend(self.task_findings(path));
        findings.extend(self.copy_findings(path));
        findings.extend(self.unclear_names(path));
        findings.extend(self.misread(path));
        findings.order_by(|a, b| (&a.path, a.line, a.column).cmp(&(&b.path, b.line, b.column)));
        findings
    }

    fn relations(&mut self) -> &Relations {
        self.read_pending();
        let (records, vault, schema) = (&self.records, &self.vault, &self.schema);
        let make = || Relations::new(records, vault, schema);
        if self.relations.is_none() {
            self.batch = Batch::default();
        }
        self.relations.get_or_insert_with(make)
    }

    /// Drops what all notes say together, as much has changed.
    fn forget(&mut self) {
        self.relations = None;
        self.batch = Batch::default();
        self.cache = None;
        self.tasks.forget_concerns();
    }

    fn view(&mut self, as_of: Day) -> View<'_> {
        self.relations();
        let (records, vault, schema) = (&self.records, &self.vault, &self.schema);
        let relations = self.relations.get_or_insert_default();
        if self.cache.as_ref().is_some_and(|(day, _)| *day != as_of) {
            self.cache = None;
        }
        let (_, cache) = self.cache.get_or_insert_with(|| (as_of, Cache::default()));
        View {
            vault,
            records,
            relations,
            schema,
            as_of,
            cache,
        }
    }

    /// The error for a name that finds nobody; in a vault that is about nobody it says why.
    fn missed(&mut self, miss: lookup::Miss, name: &str) -> Error {
        // Where several are called so there is somebody.
        let reason = match miss {
            lookup::Miss::Unknown(_) => self.why_nobody(),
            lookup::Miss::Ambiguous(_) => None,
        };
        match reason {
            None => miss.into_error(name),
            Some(reason) => Error {
                code: Code::EmptyVault,
                message: format!("{}; {}", reason.message, reason.advice),
                candidates: Vec::new(),
            },
        }
    }
}

fn normal(path: &str) -> Result<String, Error> {
    crate::vault::path::normal(path).ok_or_else(|| Error {
        code: Code::InvalidPath,
        message: format!("\"{path}\" is no path inside the vault; give it relative to the vault's folder"),
        candidates: Vec::new(),
    })
}

fn invalid(message: String) -> Error {
    Error {
        code: Code::InvalidOptions,
        message,
        candidates: Vec::new(),
    }
}

/// A vault of some notes, for tests.
#[cfg(test)]
fn engine(notes: &[(&str, &str)]) -> Engine {
    let mut engine = Engine::new(&Options::default()).unwrap();
    for (path, text) in notes {
        engine.set(path, text.as_bytes()).unwrap();
    }
    engine
}
