//! Files of the vault that say how the others are read. They may come in any order, before the notes or behind them.

use serde::de::DeserializeOwned;

use super::finding::Finding;
use super::{Change, Engine, Options, invalid};
use crate::error::Error;
use crate::note;
use crate::note::task::{PluginSettings, SETTINGS_PATH};
use crate::order::Order as _;
use crate::relation::{self, Schema, parse_schema, read_names};
use crate::text::{Diagnostic, Severity};
use crate::vault::{self, path::is_hidden};

/// A file of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settings {
    /// How the notes are written; what [`Options::schema`] gives comes before it.
    Schema,
    /// Which names are the same; what [`Options::names`] gives comes before it.
    Names,
    /// The host's: what is left out, how links are written.
    App,
    /// The Tasks plugin's: which lines are tasks, what their boxes mean, what toggling writes.
    Tasks,
}

/// All of them by path.
const FILES: [(&str, Settings); 4] = [
    ("relata.yaml", Settings::Schema),
    ("relata-names.yaml", Settings::Names),
    (".obsidian/app.json", Settings::App),
    (SETTINGS_PATH, Settings::Tasks),
];

/// The paths of all files that say how the others are read.
pub fn settings_paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}

/// A note that is not in the vault, as the settings leave it out.
#[derive(Debug)]
pub(super) struct LeftOut {
    content: Box<[u8]>,
    mtime: Option<i64>,
}

impl LeftOut {
    /// Its bytes.
    pub(super) fn content(&self) -> &[u8] {
        &self.content
    }
}

impl Settings {
    /// What the file at `path` sets, where it sets anything.
    pub(super) fn at(path: &str) -> Option<Self> {
        FILES.iter().find(|(known, _)| *known == path).map(|(_, file)| *file)
    }

    /// Whether the caller has given what this file would set.
    fn is_given(self, options: &Options) -> bool {
        match self {
            Self::Schema => options.schema.is_some(),
            Self::Names => options.names.is_some(),
            Self::App | Self::Tasks => false,
        }
    }
}

impl Engine {
    /// Takes over a file of settings; no content gives the defaults. What is wrong with the host's stands in the
    /// diagnostics.
    ///
    /// # Errors
    /// `invalid-options` for a schema or names that are not valid; nothing changes then.
    pub(super) fn configure(&mut self, file: Settings, path: &str, content: &[u8]) -> Result<Change, Error> {
        let old = self.settings.get(path);
        if file.is_given(&self.given) || old.map_or(content.is_empty(), |old| &**old == content) {
            return Ok(Change::default());
        }
        let text = note::decode(content).text;
        let old = match content.is_empty() {
            true => self.settings.remove(path),
            false => self.settings.insert(path.to_owned(), content.into()),
        };
        match file {
            Settings::App => Ok(self.configure_app(path, &text)),
            Settings::Tasks => self.configure_tasks(path, &text),
            Settings::Schema | Settings::Names => match self.read_schema() {
                Ok(schema) => Ok(self.configure_schema(schema)),
                Err(error) => {
                    self.settings.remove(path);
                    self.settings.extend(old.map(|old| (path.to_owned(), old)));
                    Err(error)
                }
            },
        }
    }

    /// The schema that the options and the files of settings give.
    pub(super) fn read_schema(&self) -> Result<Schema, Error> {
        let file = |path: &str| Some(note::decode(self.settings.get(path)?).text.to_string());
        // What was given has no file; what is wrong with it is told by the name of the option.
        let given = |given: &Option<String>, option: &'static str, path: &'static str| match given {
            Some(text) => Some((option, text.clone())),
            None => Some((path, file(path)?)),
        };
        let mut read = Schema::default();
        if let Some((place, text)) = given(&self.given.schema, "schema", "relata.yaml") {
            read = parse_schema(&text).map_err(|e| invalid(format!("{place}, line {}: {}", e.line, e.message)))?;
        }
        if let Some((place, text)) = given(&self.given.names, "names", "relata-names.yaml") {
            read_names(&text, &mut read).map_err(|e| invalid(format!("{place}, line {}: {}", e.line, e.message)))?;
        }
        if self.plugin != PluginSettings::default() {
            self.plugin.apply(&mut read.tasks);
        }
        Ok(read)
    }

    /// All notes say something else from now on.
    fn configure_schema(&mut self, schema: Schema) -> Change {
        self.schema = schema;
        self.tasks.clear();
        self.forget();
        let old = std::mem::take(&mut self.records);
        self.pending = self.vault.paths().map(str::to_owned).collect();
        self.saved = None;
        let mut change = self.settle();
        change.files.order();
        self.read_pending();
        let mut changed = self.changed(change, old.into_records(), Vec::new(), "");
        changed
            .entities
            .extend(super::change::entities_of(self.records.values()));
        changed.entities.order();
        changed.entities.dedup();
        changed
    }

    fn configure_app(&mut self, path: &str, text: &str) -> Change {
        self.odd_settings.retain(|finding| finding.path != path);
        let configured = match self.vault.configure(text) {
            Ok(configured) => configured,
            Err(diagnostic) => {
                self.odd_settings.push(placed(path, text, diagnostic));
                return Change::default();
            }
        };
        for filter in &configured.odd_filters {
            let message = format!("the excluded-files filter {filter} is no regular expression that can be used");
            self.odd_settings
                .push(finding(path, (1, 1), Severity::Warning, "filter-invalid", message));
        }
        for (path, text) in configured.dropped {
            self.leave_out(path, text.as_bytes(), None);
        }
        let gone = configured.change.files.iter();
        let gone: Vec<_> = gone.filter_map(|path| self.forget_record(path)).collect();
        let mut change = configured.change;
        add(&mut change, self.settle());
        if change.is_empty() {
            return Change::default();
        }
        self.forget();
        let back: Vec<String> = change.files.clone();
        let mut changed = self.changed(change, gone, Vec::new(), "");
        let named = back.iter().filter_map(|path| self.records.get(path));
        changed.entities.extend(super::change::entities_of(named));
        changed.entities.order();
        changed.entities.dedup();
        changed
    }

    /// Whether the settings leave out a note at `path`.
    pub(super) fn leaves_out(&self, path: &str) -> bool {
        self.schema.is_ignored_path(path) || self.vault.ignores(path)
    }

    /// Keeps a note that is left out, as the settings may come behind it.
    pub(super) fn leave_out(&mut self, path: String, content: &[u8], mtime: Option<i64>) {
        let content = if is_hidden(&path) {
            Box::default()
        } else {
            content.into()
        };
        self.ignored.insert(path, LeftOut { content, mtime });
    }

    /// Takes notes out of the vault, and in, as the settings now say.
    pub(super) fn settle(&mut self) -> vault::Change {
        let out: Vec<String> = self
            .vault
            .paths()
            .filter(|path| self.leaves_out(path))
            .map(str::to_owned)
            .collect();
        let known = self.ignored.keys().filter(|path| !self.leaves_out(path));
        let back: Vec<String> = known.cloned().collect();
        let mut all = vault::Change::default();
        for path in out {
            let stamp = self.vault.stamp(&path);
            if let (Some(text), Some(change)) = (self.vault.shared_text(&path), self.vault.delete(&path)) {
                self.leave_out(path.clone(), text.as_bytes(), stamp.and_then(|stamp| stamp.mtime));
                add(&mut all, change);
            }
            self.forget_record(&path);
        }
        for path in back {
            if let Some(note) = self.ignored.remove(&path) {
                add(&mut all, self.vault.set_stamped(&path, &note.content, note.mtime));
                self.read_record(&path);
            }
        }
        all
    }
}

/// One change after another.
fn add(all: &mut vault::Change, change: vault::Change) {
    for (list, new) in [(&mut all.files, change.files), (&mut all.resolved, change.resolved)] {
        list.extend(new);
        list.order();
        list.dedup();
    }
}

impl Engine {
    /// Reads all notes anew where their tasks are read in another way from now on.
    fn configure_tasks(&mut self, path: &str, text: &str) -> Result<Change, Error> {
        self.odd_settings.retain(|finding| finding.path != path);
        match read_json::<PluginSettings>(text) {
            Ok(plugin) => self.plugin = plugin.unwrap_or_default(),
            Err(diagnostic) => {
                self.odd_settings.push(placed(path, text, diagnostic));
                return Ok(Change::default());
            }
        }
        let schema = self.read_schema()?;
        self.tasks.clear();
        Ok(match schema == self.schema {
            true => Change::default(),
            false => self.configure_schema(schema),
        })
    }
}

/// Reads JSON, which is YAML too; nothing when there is no text.
fn read_json<T: DeserializeOwned>(text: &str) -> Result<Option<T>, Diagnostic> {
    if text.trim().is_empty() {
        return Ok(None);
    }
    relation::read_yaml(text).map(Some)
}

fn placed(path: &str, text: &str, diagnostic: Diagnostic) -> Finding {
    let before = text.get(..diagnostic.span.start as usize).unwrap_or_default();
    let line = before.bytes().filter(|byte| *byte == b'\n').count();
    let in_line = before.rsplit('\n').next().unwrap_or_default();
    let place = (number(line) + 1, number(in_line.encode_utf16().count()) + 1);
    finding(path, place, diagnostic.severity, diagnostic.code, diagnostic.message)
}

fn finding(path: &str, (line, column): (u32, u32), severity: Severity, code: &'static str, message: String) -> Finding {
    Finding {
        path: path.to_owned(),
        line,
        column,
        severity,
        code,
        message,
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::task::Format;
    use crate::summary::query::TaskQuery;

    const FILTERS: &[u8] = br#"{"userIgnoreFilters": ["Archive/"], "newLinkFormat": "relative"}"#;

    fn engine(files: &[(&str, &[u8])]) -> Engine {
        let mut engine = Engine::new(&Options::default()).unwrap();
        for (path, content) in files {
            engine.set(path, content).unwrap();
        }
        engine
    }

    #[test]
    fn the_order_of_notes_and_settings_does_not_matter() {
        let app: (&str, &[u8]) = (".obsidian/app.json", FILTERS);
        let schema: (&str, &[u8]) = ("relata.yaml", b"ignore:\n  paths: [Old/]\n");
        let names: (&str, &[u8]) = ("relata-names.yaml", b"same:\n  - [Ada, Adele]\n");
        let notes: [(&str, &[u8]); 4] = [
            ("a.md", b"[[b]]"),
            ("Archive/b.md", b"---\ntype: person\n---\n# B"),
            ("Templates/c.md", b"---\ntype: person\n---\n# Ada"),
            ("Old/d.md", b"d"),
        ];
        let whole = |engine: &mut Engine| {
            let paths = engine.files().join(" ");
            (
                paths,
                format!("{:?}", engine.records),
                engine.resolve("Adele", "a.md").map(|found| found.path),
            )
        };
        let [a, b, c, d] = notes;
        let expected = whole(&mut engine(&[app, schema, names, a, b, c, d]));
        assert_eq!(
            (expected.0.as_str(), expected.2.as_deref()),
            ("Templates/c.md a.md", Some("Templates/c.md"))
        );
        for files in [
            [a, b, c, d, app, schema, names],
            [names, b, app, c, a, schema, d],
            [d, schema, c, names, b, a, app],
        ] {
            assert_eq!(whole(&mut engine(&files)), expected);
        }
    }

    #[test]
    fn settings_say_what_they_dropped_and_brought_back() {
        let mut engine = engine(&[("a.md", b"[[b]]"), ("Archive/b.md", b"---\ntype: person\n---\n# B")]);
        let change = engine.set(".obsidian/app.json", FILTERS).unwrap();
        assert_eq!(
            (&change.notes[..], &change.resolved[..]),
            (&["Archive/b.md".to_owned()][..], &["a.md".to_owned()][..])
        );
        assert_eq!(change.entities, ["B", "b"]);
        let back = engine.delete(".obsidian/app.json");
        assert_eq!((back.notes, back.entities), (change.notes, change.entities));
        assert_eq!(engine.len(), 2);
    }

    #[test]
    fn what_the_caller_gives_comes_first() {
        let options = Options {
            schema: Some("aliases:\n  Ada: [Adele]\n".to_owned()),
            ..Options::default()
        };
        let mut engine = Engine::new(&options).unwrap();
        engine.set("ada.md", b"---\ntype: person\n---\n# Ada").unwrap();
        assert_eq!(engine.set("relata.yaml", b"kinds: 7").unwrap(), Change::default());
        assert!(engine.resolve("Adele", "").is_some());
    }

    #[test]
    fn a_schema_that_is_not_valid_changes_nothing() {
        let mut engine = engine(&[
            ("a.md", b"---\ntype: person\n---\n# Ada"),
            ("relata.yaml", b"aliases:\n  Ada: [Adele]\n"),
        ]);
        assert!(engine.resolve("Adele", "").is_some());
        let refused = |result: Result<Change, Error>| result.unwrap_err().message;
        let message = refused(engine.set("relata.yaml", b"limits:\n  context: many\n"));
        assert!(message.starts_with("relata.yaml, line 2: "), "{message}");
        let message = refused(engine.set("relata-names.yaml", b"equal: []\n"));
        assert!(message.starts_with("relata-names.yaml, line 1: "), "{message}");
        engine.set("relata-names.yaml", b"same:\n  - [Ada, Adi]\n").unwrap();
        assert!(engine.resolve("Adele", "").is_some() && engine.resolve("Adi", "").is_some());
        assert_eq!(engine.delete("relata.yaml").notes.len(), 0);
        assert!(engine.resolve("Adele", "").is_none());
    }

    #[test]
    fn broken_settings_are_reported_until_they_are_whole() {
        let mut engine = engine(&[
            (".obsidian/app.json", b"{\n  \"userIgnoreFilters\": [\n"),
            ("a.md", b""),
        ]);
        let found = engine.diagnostics(Some(".obsidian/app.json"));
        assert_eq!((found.len(), found[0].code), (1, "yaml-invalid"));
        engine
            .set(".obsidian/app.json", br#"{"userIgnoreFilters": ["/(/"]}"#)
            .unwrap();
        assert_eq!(engine.diagnostics(None)[0].code, "filter-invalid");
        engine.set(".obsidian/app.json", b"{}").unwrap();
        assert!(engine.diagnostics(None).is_empty());
    }

    const TASKS: &[u8] = br##"{
        "globalFilter": "#do", "taskFormat": "dataview", "recurrenceOnNextLine": true, "useFilenameAsScheduledDate": true,
        "headingOpened": { "Core Statuses": true },
        "statusSettings": { "customStatuses": [{ "symbol": "w", "name": "Waiting", "nextStatusSymbol": "x", "type": "ON_HOLD" }] }
    }"##;

    #[test]
    fn the_settings_of_the_tasks_plugin_say_what_is_a_task() {
        let notes: (&str, &[u8]) = ("2026-10-01.md", b"- [w] ask #do\n- [ ] not this one\n- [x] done #do\n");
        let settings = (super::SETTINGS_PATH, TASKS);
        let day = crate::note::Day::parse("2026-10-06").unwrap();
        for files in [[settings, notes], [notes, settings]] {
            let mut engine = engine(&files);
            let found = engine.tasks(&TaskQuery::default(), day).unwrap();
            let tasks: Vec<_> = found.tasks.iter().map(|at| (&*at.task.status_name, at.line)).collect();
            assert_eq!(tasks, [("Waiting", 1), ("Done", 3)]);
            assert!(found.tasks[0].task.scheduled_is_inferred);
            let settings = engine.task_settings();
            assert_eq!(
                (settings.format, settings.global_filter.as_str()),
                (Format::Dataview, "#do")
            );
            assert!(settings.settings.recurrence_on_next_line && settings.statuses.get("w").is_some());
            engine.delete(super::SETTINGS_PATH);
            assert_eq!(engine.tasks(&TaskQuery::default(), day).unwrap().total, 3);
        }
    }

    #[test]
    fn settings_of_another_form_are_reported() {
        let mut engine = engine(&[(super::SETTINGS_PATH, b"{\n \"globalFilter\": [1]\n}")]);
        let found = &engine.diagnostics(None)[0];
        assert_eq!((found.code, found.line), ("settings-invalid", 2));
        assert_eq!(engine.set(super::SETTINGS_PATH, b"{}").unwrap().notes.len(), 0);
        assert!(engine.diagnostics(None).is_empty());
    }
}
