//! Changes of one file at a time.

use super::change::{TaskLines, changed_tasks, entities_of};
use super::settings::Settings;
use super::{Change, Engine, Renamed, invalid, normal};
use crate::error::Error;
use crate::order::Order as _;
use crate::relation::{self, Record};
use crate::vault;

impl Engine {
    /// Adds or replaces a note. A file that is no `.md` file is known by its path alone, so that links may lead to it; a
    /// path that the schema or the vault's settings leave out changes nothing. `.obsidian/app.json` sets what is left out
    /// and how links are written.
    ///
    /// # Errors
    /// `invalid-path` when `path` is empty, absolute or leaves the vault.
    pub fn set(&mut self, path: &str, content: &[u8]) -> Result<Change, Error> {
        self.set_stamped(path, content, None)
    }

    /// As [`Engine::set`], with the time of the file's last change in milliseconds since 1970.
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn set_stamped(&mut self, path: &str, content: &[u8], mtime: Option<i64>) -> Result<Change, Error> {
        let path = normal(path)?;
        if let Some(file) = Settings::at(&path) {
            return self.configure(file, &path, content);
        }
        if !is_note(&path) {
            return self.set_file(&path);
        }
        if self.leaves_out(&path) {
            self.leave_out(path, content, mtime);
            return Ok(Change::default());
        }
        self.read_one(&path);
        let tasks = self.task_lines(&path);
        let new = !self.vault.has_file(&path);
        let change = self.vault.set_stamped(&path, content, mtime);
        if change.is_empty() {
            return Ok(Change::default());
        }
        self.note_files(new.then_some(&path));
        let old = self.read_record(&path);
        Ok(self.changed(change, old, tasks, &path))
    }

    /// As [`Engine::set_stamped`], for loading many notes: does not say what changed. What they say about entities is read
    /// when that is asked for, unless the vault is [`Options::eager`].
    ///
    /// # Errors
    /// As [`Engine::set`].
    pub fn load(&mut self, path: &str, content: &[u8], mtime: Option<i64>) -> Result<(), Error> {
        let path = normal(path)?;
        if !is_note(&path) {
            return self.set_stamped(&path, content, mtime).map(drop);
        }
        if self.leaves_out(&path) {
            self.leave_out(path, content, mtime);
        } else if let Some(note) = self.vault.load(&path, content, mtime) {
            // What a snapshot says of other notes comes first.
            let eager = self.given.eager && self.saved.is_none();
            let record = eager.then(|| relation::read(&path, note, &self.schema));
            self.forget();
            self.take_loaded(path, record);
        }
        Ok(())
    }

    /// Takes over what a note says that was loaded; notes of which that is not read yet wait for it.
    fn take_loaded(&mut self, path: String, record: Option<Record>) {
        if !self.records.is_empty() {
            self.tasks.forget(&path);
        }
        if let Some(record) = record {
            self.pending.remove(&path);
            self.records.insert(&path, record, &mut self.batch);
            return;
        }
        if !self.records.is_empty() {
            self.records.remove(&path, &mut self.batch);
        }
        if let Some(saved) = &mut self.saved {
            saved.outdated.insert(path.clone());
        }
        self.pending.insert(path);
    }

    /// Adds a file that is known by its path alone, such as an image.
    ///
    /// # Errors
    /// `invalid-path` as for [`Engine::set`]; `invalid-options` for the path of a note, which needs its content.
    pub fn set_file(&mut self, path: &str) -> Result<Change, Error> {
        let path = normal(path)?;
        if is_note(&path) {
            return Err(invalid(format!("the note {path} needs its content")));
        }
        if self.schema.is_ignored_path(&path) {
            return Ok(Change::default());
        }
        let change = self.vault.set_file(&path);
        self.note_files(&change.files);
        Ok(self.changed(change, None, TaskLines::new(), &path))
    }

    /// Removes a note or another file; nothing happens when there is none.
    pub fn delete(&mut self, path: &str) -> Change {
        let Ok(path) = normal(path) else {
            return Change::default();
        };
        if let Some(file) = Settings::at(&path) {
            // The defaults are always valid.
            return self.configure(file, &path, b"").unwrap_or_default();
        }
        self.ignored.remove(&path);
        self.read_one(&path);
        let tasks = self.task_lines(&path);
        let Some(change) = self.vault.delete(&path) else {
            return Change::default();
        };
        self.note_files([&path]);
        let old = self.forget_record(&path);
        self.changed(change, old, tasks, &path)
    }

    /// Moves a note or another file; the content stays. Nothing happens when there is none at `from`. The edits keep
    /// links leading where they led, in the way in which the vault writes them; they are for the caller to write.
    ///
    /// # Errors
    /// `invalid-path` when `to` is empty, absolute or leaves the vault.
    pub fn rename(&mut self, from: &str, to: &str) -> Result<Renamed, Error> {
        let to = normal(to)?;
        let from = normal(from).unwrap_or_default();
        if self.vault.text(&from).is_some() && (!is_note(&to) || self.leaves_out(&to)) {
            return self.move_out(&from, &to);
        }
        self.read_one(&from);
        self.read_one(&to);
        let tasks = self.task_lines(&from);
        let Some(moved) = self.vault.rename(&from, &to) else {
            return Ok(Renamed::default());
        };
        if moved.change.is_empty() {
            return Ok(Renamed::default());
        }
        self.note_files([&from, &to]);
        let old = self.forget_record(&from);
        let replaced = match self.vault.text(&to) {
            Some(_) => self.read_record(&to),
            None => self.forget_record(&to),
        };
        let change = self.changed(moved.change, old.into_iter().chain(replaced), tasks, &to);
        Ok(Renamed::new(change, moved.edits))
    }

    /// Moves a note to where it is none any more.
    fn move_out(&mut self, from: &str, to: &str) -> Result<Renamed, Error> {
        let content = self.vault.text(from).unwrap_or_default().to_owned();
        let mut change = self.delete(from);
        let there = self.set(to, content.as_bytes())?;
        change.notes.extend(there.notes);
        change.notes.order();
        change.resolved.extend(there.resolved);
        change.resolved.order();
        change.resolved.dedup();
        Ok(Renamed::new(change, Vec::new()))
    }

    /// Reads the record of a note that was loaded or came with a snapshot, before the note changes.
    fn read_one(&mut self, path: &str) {
        if self.pending.remove(path) {
            self.read_record(path);
        }
    }

    /// Takes out the record of a note.
    pub(super) fn forget_record(&mut self, path: &str) -> Option<Record> {
        self.pending.remove(path);
        self.records.remove(path, &mut self.batch)
    }

    /// Reads what the note at `path` says, where there is one; gives what it said before.
    pub(super) fn read_record(&mut self, path: &str) -> Option<Record> {
        let record = relation::read(path, self.vault.note(path)?, &self.schema);
        self.tasks.forget(path);
        self.records.insert(path, record, &mut self.batch)
    }

    /// Notes that files came or went.
    fn note_files<'p>(&mut self, paths: impl IntoIterator<Item = &'p String>) {
        self.batch.files.extend(paths.into_iter().cloned());
    }

    /// Brings up to date what all notes say together, where that is known; gives the entities whose summaries may have
    /// changed.
    fn take_over(&mut self) -> Option<Vec<String>> {
        let batch = std::mem::take(&mut self.batch);
        if batch.is_empty() {
            return None;
        }
        self.tasks.forget_concerns();
        let relations = self.relations.as_mut()?;
        let names = relations.update(&batch, &self.records, &self.vault, &self.schema);
        Some(names.into_iter().collect())
    }

    /// What a change touches: entities that the old records, the one now at `path`, and those of notes whose links lead
    /// elsewhere name; tasks that are not at `path` as they were before.
    pub(super) fn changed(
        &mut self,
        change: vault::Change,
        old: impl IntoIterator<Item = Record>,
        tasks: TaskLines,
        path: &str,
    ) -> Change {
        let old: Vec<Record> = old.into_iter().collect();
        change.resolved.iter().for_each(|path| self.read_one(path));
        let entities = self.take_over().unwrap_or_else(|| {
            let now = std::iter::once(path).chain(change.resolved.iter().map(String::as_str));
            let now = now.filter_map(|path| self.records.get(path));
            entities_of(old.iter().chain(now))
        });
        Change {
            entities,
            tasks: changed_tasks(tasks, self.task_lines(path)),
            notes: change.files,
            resolved: change.resolved,
        }
    }
}

fn is_note(path: &str) -> bool {
    vault::path::without_md(path).is_some()
}

#[cfg(test)]
mod tests {
    use super::super::{Options, engine};
    use super::*;

    #[test]
    fn moving_gives_the_edits_of_other_notes() {
        let mut engine = engine(&[
            ("Old.md", "---\ntype: person\n---\n# Ada\n- [ ] a task\n"),
            ("a.md", "🦊 [[Old]] and [x](Old.md)"),
            ("b.md", "[[New]]"),
        ]);
        let moved = engine.rename("Old.md", "x/New.md").unwrap();
        assert_eq!(moved.notes, ["Old.md", "x/New.md"]);
        assert_eq!(moved.resolved, ["a.md", "b.md"]);
        assert_eq!(
            (moved.entities.first().map(String::as_str), moved.tasks.len()),
            (Some("Ada"), 2)
        );
        let edits = moved
            .edits
            .iter()
            .map(|edit| (edit.path.as_str(), edit.start, edit.end, edit.text.as_str()));
        let edits: Vec<_> = edits.collect();
        assert_eq!(edits, [("a.md", 5, 8, "New"), ("a.md", 19, 25, "New.md")]);
        assert_eq!(engine.rename("none.md", "y.md").unwrap(), Renamed::default());
        assert_eq!(engine.rename("a.md", "a.md").unwrap(), Renamed::default());
        assert!(engine.rename("a.md", "../a.md").is_err());
    }

    #[test]
    fn other_files_come_go_and_move() {
        let mut engine = engine(&[("a.md", "![[pic.png]] [[plan.txt]]")]);
        assert_eq!(engine.set_file("img/pic.png").unwrap().resolved, ["a.md"]);
        assert_eq!(engine.rename("img/pic.png", "img/new.png").unwrap().edits.len(), 1);
        assert_eq!(engine.rename("a.md", "plan.txt").unwrap().notes, ["a.md", "plan.txt"]);
        assert!(engine.is_empty() && engine.files() == ["img/new.png", "plan.txt"]);
        assert_eq!(engine.delete("plan.txt").notes, ["plan.txt"]);
        assert!(engine.set_file("b.md").is_err());
    }

    #[test]
    fn loading_is_setting_without_a_report() {
        let notes = [
            ("a.md", "[[b]]\n- [ ] x"),
            ("b.md", "---\ntype: person\n---\n# B"),
            ("a.md", "[[c]]"),
        ];
        let mut set = engine(&notes);
        set.relations();
        for eager in [false, true] {
            let mut loaded = Engine::new(&Options {
                eager,
                ..Options::default()
            })
            .unwrap();
            for (path, text) in notes {
                loaded.load(path, text.as_bytes(), None).unwrap();
            }
            loaded.load("x.png", b"", None).unwrap();
            loaded.delete("x.png");
            assert_eq!(loaded.records.len(), if eager { 2 } else { 0 });
            loaded.relations();
            assert_eq!(format!("{:?}", set.records), format!("{:?}", loaded.records));
            assert_eq!(set.resolved_links(), loaded.resolved_links());
        }
    }
}
