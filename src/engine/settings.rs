//! Files of the vault that say how the others are read. They may come in any order, before the notes or behind them.

use super::finding::Finding;
use super::{Change, Engine};
use crate::note;
use crate::text::{Diagnostic, Severity};

/// A file of settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Settings {
    /// The host's: what is left out, how links are written.
    App,
}

/// All of them by path.
const FILES: [(&str, Settings); 1] = [(".obsidian/app.json", Settings::App)];

/// The paths of all files that say how the others are read.
pub fn settings_paths() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(path, _)| *path)
}

impl Settings {
    /// What the file at `path` sets, where it sets anything.
    pub(super) fn at(path: &str) -> Option<Self> {
        FILES.iter().find(|(known, _)| *known == path).map(|(_, file)| *file)
    }
}

impl Engine {
    /// Takes over a file of settings; "" gives the defaults. What is wrong with it stands in the diagnostics.
    pub(super) fn configure(&mut self, file: Settings, path: &str, content: &[u8]) -> Change {
        self.odd_settings.retain(|finding| finding.path != path);
        let text = note::decode(content).text;
        match file {
            Settings::App => self.configure_app(path, &text),
        }
    }

    /// Notes that are left out from now on are dropped; those that are not any more have to be set again.
    fn configure_app(&mut self, path: &str, text: &str) -> Change {
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
        if configured.change.is_empty() {
            return Change::default();
        }
        self.forget();
        let gone = configured.change.files.iter();
        let gone: Vec<_> = gone.filter_map(|path| self.records.remove(path)).collect();
        self.changed(configured.change, gone, Vec::new(), path)
    }
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
    use super::super::{Engine, Options};

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
        let app = (".obsidian/app.json", FILTERS);
        let [a, b]: [(&str, &[u8]); 2] = [("a.md", b"[[b]]"), ("Archive/b.md", b"---\ntype: person\n---\n# B")];
        for files in [[app, a, b], [a, app, b], [b, a, app]] {
            let engine = engine(&files);
            assert_eq!(engine.len(), 1);
            assert!(engine.note("Archive/b.md").is_none() && !engine.records.contains_key("Archive/b.md"));
        }
    }

    #[test]
    fn settings_say_what_they_dropped() {
        let mut engine = engine(&[("a.md", b"[[b]]"), ("Archive/b.md", b"---\ntype: person\n---\n# B")]);
        let change = engine.set(".obsidian/app.json", FILTERS).unwrap();
        assert_eq!(
            (change.notes, change.resolved),
            (vec!["Archive/b.md".into()], vec!["a.md".into()])
        );
        assert_eq!(change.entities, ["B", "b"]);
        engine.delete(".obsidian/app.json");
        engine.set("Archive/b.md", b"").unwrap();
        assert_eq!(engine.len(), 2);
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
}
