//! The engine as bytes: saved, restored, brought up to date, put together from shards.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::saved::{RECORDS, SavedRecords};
use super::settings::Settings;
use super::{Engine, Options, normal};
use crate::error::{Code, Error};
use crate::order;
use crate::vault::{self, Absorbed, Input, Out, Part, Shelf, SnapshotError};

/// By what a changed file is told from an unchanged one without reading it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct FileStamp {
    /// When the file was changed, in milliseconds since 1970; `None` where it was not told.
    pub mtime: Option<i64>,
    /// Bytes of the file.
    pub size: u64,
}

impl Engine {
    /// The vault as bytes, with its files of settings and what its notes say about entities; [`Options`] are not in them.
    pub fn save(&mut self) -> Vec<u8> {
        vault::whole(|out| self.save_in_pieces(out))
    }

    /// As [`Engine::save`], in pieces: `out` gets all but the header, which is known last and comes first.
    pub fn save_in_pieces(&mut self, out: &mut Out<'_>) -> [u8; vault::HEADER] {
        self.read_pending();
        let write = |out: &mut Out<'_>| self.write_records(out);
        let settings = self.settings.iter();
        let mut parts: Vec<(&str, Part)> = settings
            .map(|(path, text)| (path.as_str(), Part::Bytes(text)))
            .collect();
        if let Ok(length) = self.size_of_records() {
            parts.push((RECORDS, Part::Written { length, write: &write }));
        }
        self.vault.save_with(&parts, out)
    }

    /// A vault from the bytes that [`Engine::save`] gave.
    ///
    /// # Errors
    /// `snapshot-unknown`, `snapshot-version`, `snapshot-truncated` and `snapshot-damaged`: then the notes are to be read
    /// again. `invalid-options` as for [`Engine::new`].
    pub fn restore(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        Input::with(bytes, |input| Self::restore_from(input, options))
    }

    /// As [`Engine::restore`], from bytes that stay where they are: what is not needed yet is read there when it is.
    ///
    /// # Errors
    /// As [`Engine::restore`].
    pub fn restore_shelved(shelf: Box<dyn Shelf>, options: &Options) -> Result<Self, Error> {
        let mut engine = Self::new(options)?;
        let absorbed = engine.vault.absorb_shelved(shelf).map_err(refused)?;
        engine.take_over_snapshot(absorbed, true)?;
        Ok(engine)
    }

    /// Whether bytes that should have stayed where they are were found changed since. What was answered from then on may lack
    /// something: the notes are to be read again.
    pub fn is_damaged(&self) -> bool {
        self.vault.is_damaged()
    }

    /// As [`Engine::restore`], from bytes that are asked for piece by piece.
    ///
    /// # Errors
    /// As [`Engine::restore`].
    pub fn restore_from(input: Input, options: &Options) -> Result<Self, Error> {
        let mut engine = Self::new(options)?;
        engine.merge_from(input)?;
        Ok(engine)
    }

    /// Adds the files of another vault, given as the bytes of [`Engine::save`]. Whatever the order in which shards are
    /// merged, the result is that of loading all files into one vault; of two notes at one path the one changed later
    /// stays. Of two files of settings at one path the greater by bytes stays.
    ///
    /// # Errors
    /// As [`Engine::restore`]; the vault is then as it was.
    pub fn merge(&mut self, bytes: &[u8]) -> Result<(), Error> {
        Input::with(bytes, |input| self.merge_from(input))
    }

    /// As [`Engine::merge`], from bytes that are asked for piece by piece.
    ///
    /// # Errors
    /// As [`Engine::merge`].
    pub fn merge_from(&mut self, input: Input) -> Result<(), Error> {
        let first = self.is_empty();
        let absorbed = self.vault.absorb(input).map_err(refused)?;
        self.take_over_snapshot(absorbed, first)
    }

    /// Takes over what a snapshot brought; `first` when nothing was there before.
    fn take_over_snapshot(&mut self, absorbed: Absorbed, first: bool) -> Result<(), Error> {
        if let Some(mut saved) = self.saved.take() {
            saved.outdated.extend(absorbed.replaced.iter().cloned());
            self.take_saved(&saved);
        }
        self.forget();
        let replaced = order::set(absorbed.replaced);
        for path in &replaced {
            self.records.remove(path, &mut self.batch);
        }
        let mut records = None;
        for (path, part) in absorbed.parts {
            if path == RECORDS {
                records = Some(part);
                continue;
            }
            let content = part.bytes();
            let here = self.settings.get(&path).map(|here| &**here);
            if let Some(file) = Settings::at(&path).filter(|_| here.is_none_or(|here| here < &*content)) {
                self.configure(file, &path, &content)?;
            }
        }
        self.settle();
        match records {
            Some(part) if first => {
                self.saved = Some(SavedRecords {
                    part,
                    outdated: BTreeSet::new(),
                });
            }
            Some(records) => {
                let pending = self.pending.all();
                let known = |path: &&str| self.records.contains_key(path) || pending.contains(*path);
                let wanted = self
                    .vault
                    .paths()
                    .filter(|path| !known(path) || replaced.contains(*path));
                let wanted = order::set(wanted.map(str::to_owned));
                self.take_records(&records, &wanted);
            }
            None => {}
        }
        let pending = self.vault.paths().filter(|path| !self.records.contains_key(path));
        self.pending = pending.map(str::to_owned).collect();
        Ok(())
    }

    /// For each note when it was changed and how large it is, to find those that changed since.
    pub fn stamps(&self) -> BTreeMap<&str, FileStamp> {
        let stamp = |path| {
            let stamp = self.vault.stamp(path)?;
            let (mtime, size) = (stamp.mtime, stamp.size);
            Some((path, FileStamp { mtime, size }))
        };
        order::map(self.vault.paths().filter_map(stamp))
    }

    /// Removes all files but those at `paths`, those of settings too.
    pub fn retain(&mut self, paths: &[String]) {
        let kept = order::set(paths.iter().filter_map(|path| normal(path).ok()));
        let known = self.vault.files().chain(self.ignored.keys().map(String::as_str));
        let known = known.chain(self.settings.keys().map(String::as_str));
        let gone: Vec<String> = known.filter(|path| !kept.contains(*path)).map(str::to_owned).collect();
        for path in gone {
            self.delete(&path);
        }
    }
}

fn refused(error: SnapshotError) -> Error {
    let code = match error {
        SnapshotError::Unknown => Code::SnapshotUnknown,
        SnapshotError::Version => Code::SnapshotVersion,
        SnapshotError::Truncated => Code::SnapshotTruncated,
        SnapshotError::Damaged => Code::SnapshotDamaged,
    };
    Error {
        code,
        message: error.to_string(),
        candidates: Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Day;

    const NOTES: [(&str, &str); 5] = [
        ("relata.yaml", "aliases:\n  Ada Quill: [Baker]\n"),
        (".obsidian/app.json", "{\"userIgnoreFilters\": [\"Old/\"]}"),
        ("People/Ada.md", "---\ntype: person\n---\n# Ada Quill\n- [ ] a task\n"),
        (
            "2026-01-02 Tea.md",
            "---\ndate: 2026-01-02\nparticipants: [Ada Quill]\n---\nwith [[Ada]]",
        ),
        ("Old/x.md", "x"),
    ];

    fn load<'n>(notes: impl IntoIterator<Item = &'n (&'n str, &'n str)>) -> Engine {
        let mut engine = Engine::new(&Options::default()).unwrap();
        for (path, text) in notes {
            engine.load(path, text.as_bytes(), Some(5)).unwrap();
        }
        engine
    }

    /// All at once, and with what is not needed yet on a shelf.
    fn restored(bytes: &[u8]) -> [Engine; 2] {
        let shelved = Engine::restore_shelved(Box::new(bytes.to_vec()), &Options::default());
        [Engine::restore(bytes, &Options::default()).unwrap(), shelved.unwrap()]
    }

    fn answers(engine: &mut Engine) -> String {
        let day = Day::parse("2026-02-01").unwrap();
        let summary = serde_json::to_string(&*engine.summary("Baker", day).unwrap()).unwrap();
        format!("{:?} {:?} {summary}", engine.files(), engine.resolved_links())
    }

    #[test]
    fn what_is_restored_answers_as_what_was_saved() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        for mut back in restored(&bytes) {
            let stamp = FileStamp {
                mtime: Some(5),
                size: 46,
            };
            assert_eq!(back.stamps()["People/Ada.md"], stamp);
            assert_eq!(answers(&mut back), answers(&mut engine));
            assert_eq!(back.save(), bytes);
            assert!(!back.is_damaged());
        }
        assert!(restored(&bytes).into_iter().all(|mut back| back.save() == bytes));
    }

    #[test]
    fn what_notes_say_is_saved_and_read_anew_under_other_options() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        let mut back = Engine::restore(&bytes, &Options::default()).unwrap();
        assert!(back.pending.all().is_empty());
        let shown = |engine: &Engine| format!("{:?}", engine.records.iter().collect::<Vec<_>>());
        assert_eq!(shown(&back), shown(&engine));
        let schema = Some("aliases:\n  Ada Quill: [Baker, Dough]\n".to_owned());
        let other = Options {
            schema,
            ..Options::default()
        };
        let mut read = Engine::restore(&bytes, &other).unwrap();
        assert_eq!(read.pending.all().len(), 2);
        assert!(read.summary("Dough", Day::parse("2026-02-01").unwrap()).is_ok());
        back.set("new.md", b"x").unwrap();
        assert_eq!(back.records.len(), 3);
    }

    #[test]
    fn what_changes_before_anything_is_asked_counts() {
        let bytes = load(&NOTES).save();
        let tea = "2026-01-02 Tea.md";
        let other = "---\ndate: 2026-01-09\nparticipants: [Ada Quill]\n---\n## Key Facts\n- Bakes.\n";
        let shard = load(&[(tea, other)]).save();
        let changes: [&dyn Fn(&mut Engine); 7] = [
            &|engine| engine.load(tea, other.as_bytes(), Some(6)).unwrap(),
            &|engine| drop(engine.set(tea, other.as_bytes()).unwrap()),
            &|engine| {
                engine.delete(tea);
                engine.load(tea, other.as_bytes(), None).unwrap();
            },
            &|engine| {
                engine.rename(tea, "2026-01-05 Tea.md").unwrap();
                engine.load(tea, other.as_bytes(), None).unwrap();
            },
            &|engine| {
                engine.set(tea, other.as_bytes()).unwrap();
                engine
                    .set("relata.yaml", b"aliases:\n  Ada Quill: [Baker, B]\n")
                    .unwrap();
                engine.set("relata.yaml", NOTES[0].1.as_bytes()).unwrap();
            },
            &|engine| engine.merge(&shard).unwrap(),
            &|engine| {
                engine.load(tea, other.as_bytes(), Some(6)).unwrap();
                engine.merge(&shard).unwrap();
            },
        ];
        for (at, change) in changes.iter().enumerate() {
            let mut loaded = load(&NOTES);
            change(&mut loaded);
            for mut restored in restored(&bytes) {
                assert!(restored.saved.is_some());
                change(&mut restored);
                assert_eq!(answers(&mut restored), answers(&mut loaded), "change {at}");
                assert_eq!(restored.save(), loaded.save(), "change {at}");
            }
        }
    }

    #[test]
    fn a_change_right_after_restoring_tells_all() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        let text = b"---\ntype: person\n---\n# Ada Quill\n";
        let (set, deleted) = (
            engine.set("People/Ada.md", text).unwrap(),
            engine.delete("2026-01-02 Tea.md"),
        );
        for mut back in restored(&bytes) {
            assert_eq!(back.set("People/Ada.md", text).unwrap(), set);
            assert_eq!(back.delete("2026-01-02 Tea.md"), deleted);
        }
        let mut engine = load(&NOTES);
        let renamed = engine.rename("People/Ada.md", "x/Berg.md").unwrap();
        for mut back in restored(&bytes) {
            let moved = back.rename("People/Ada.md", "x/Berg.md").unwrap();
            assert_eq!((moved.tasks.len(), moved.resolved.len(), moved.edits.len()), (2, 1, 1));
            assert_eq!(moved, renamed);
        }
    }

    #[test]
    fn shards_make_one_vault_in_any_order() {
        let whole = load(&NOTES).save();
        let parts = [
            load(&NOTES[2..3]).save(),
            load(&NOTES[..2]).save(),
            load(&NOTES[3..]).save(),
        ];
        for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
            let mut engine = Engine::new(&Options::default()).unwrap();
            for shard in order {
                engine.merge(&parts[shard]).unwrap();
            }
            assert_eq!(engine.save(), whole);
            assert_eq!(answers(&mut engine), answers(&mut load(&NOTES)));
        }
    }

    #[test]
    fn bringing_up_to_date_is_loading_anew() {
        let now = [NOTES[0], NOTES[2], ("new.md", "[[Ada]]"), ("Old/x.md", "x")];
        let mut fresh = load(&now);
        for mut back in restored(&load(&NOTES).save()) {
            for (path, text) in now {
                back.load(path, text.as_bytes(), Some(5)).unwrap();
            }
            back.retain(&now.map(|(path, _)| path.to_owned()));
            assert_eq!(back.save(), fresh.save());
            assert_eq!(answers(&mut back), answers(&mut fresh));
        }
    }

    #[test]
    fn other_bytes_are_refused_and_change_nothing() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        let mut damaged = bytes.clone();
        damaged[40] ^= 1;
        let cases = [
            (&b"what"[..], Code::SnapshotUnknown),
            (&bytes[..bytes.len() - 1], Code::SnapshotTruncated),
            (&damaged, Code::SnapshotDamaged),
        ];
        for (bytes, code) in cases {
            assert_eq!(engine.merge(bytes).unwrap_err().code, code);
        }
        assert_eq!(engine.save(), bytes);
    }
}
