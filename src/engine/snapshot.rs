//! The engine as bytes: saved, restored, brought up to date, put together from shards.

use std::collections::{BTreeMap, BTreeSet};

use postcard::ser_flavors::Flavor;
use serde::Serialize;

use super::settings::Settings;
use super::{Engine, Options, normal};
use crate::error::{Code, Error};
use crate::relation::Record;
use crate::vault::{self, Input, Out, Part, SnapshotError};

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

/// Name of the part of a snapshot that holds the records.
const RECORDS: &str = "records";

/// The records of a snapshot, not read yet.
#[derive(Debug)]
pub(super) struct SavedRecords {
    bytes: Box<[u8]>,
    /// Notes that have changed since.
    pub(super) outdated: BTreeSet<String>,
}

/// Gives away in pieces what is written.
struct Pieces<'o> {
    waiting: Vec<u8>,
    out: &'o mut Out<'o>,
}

impl<'o> Pieces<'o> {
    /// Bytes of a piece, about.
    const PIECE: usize = 1 << 16;

    fn write(value: &impl Serialize, out: &'o mut Out<'o>) -> postcard::Result<()> {
        let waiting = Vec::with_capacity(Self::PIECE);
        postcard::serialize_with_flavor(value, Self { waiting, out })
    }
}

impl Flavor for Pieces<'_> {
    type Output = ();

    fn try_push(&mut self, byte: u8) -> postcard::Result<()> {
        self.try_extend(&[byte])
    }

    fn try_extend(&mut self, bytes: &[u8]) -> postcard::Result<()> {
        if self.waiting.len() + bytes.len() > Self::PIECE {
            (self.out)(&self.waiting);
            self.waiting.clear();
        }
        self.waiting.extend(bytes);
        Ok(())
    }

    fn finalize(self) -> postcard::Result<()> {
        (self.out)(&self.waiting);
        Ok(())
    }
}

impl Engine {
    /// The vault as bytes, with its files of settings and what its notes say about entities; [`Options`] are not in them.
    pub fn save(&mut self) -> Vec<u8> {
        vault::whole(|out| self.save_in_pieces(out))
    }

    /// As [`Engine::save`], in pieces: `out` gets all but the header, which is known last and comes first.
    pub fn save_in_pieces(&mut self, out: &mut Out<'_>) -> [u8; vault::HEADER] {
        self.read_unread();
        let records: Vec<(&str, &Record)> = self.records.iter().collect();
        let records = (self.reading(), records);
        let write = |out: &mut Out<'_>| drop(Pieces::write(&records, out));
        let settings = self.settings.iter();
        let mut parts: Vec<(&str, Part)> = settings
            .map(|(path, text)| (path.as_str(), Part::Bytes(text)))
            .collect();
        if let Ok(length) = postcard::experimental::serialized_size(&records) {
            parts.push((RECORDS, Part::Written { length, write: &write }));
        }
        self.vault.save_with(&parts, out)
    }

    /// A number for all that decides what notes say about entities: the build, the options, the files of settings.
    fn reading(&self) -> u64 {
        let given = [&self.given.schema, &self.given.names].map(|text| text.as_deref().map(str::as_bytes));
        let settings = self
            .settings
            .iter()
            .flat_map(|(path, text)| [Some(path.as_bytes()), Some(&**text)]);
        let all = given.into_iter().chain(settings);
        let build = twox_hash::XxHash3_64::oneshot(env!("RELATA_SOURCES").as_bytes());
        all.fold(build, |number, text| match text {
            Some(text) => twox_hash::XxHash3_64::oneshot_with_seed(number, text),
            None => number.rotate_left(1),
        })
    }

    /// Takes over the records of a snapshot for the notes that are `wanted`. Records that were read otherwise are left; the
    /// notes are read when that is asked for.
    fn take_records(&mut self, saved: &[u8], wanted: &BTreeSet<String>) {
        let Ok((reading, rest)) = postcard::take_from_bytes::<u64>(saved) else {
            return;
        };
        if reading != self.reading() {
            return;
        }
        for (path, mut record) in postcard::from_bytes::<Vec<(String, Record)>>(rest).unwrap_or_default() {
            if let Some(text) = self.vault.shared_text(&path).filter(|_| wanted.contains(&path)) {
                record.page.set_text(text);
                self.tasks.forget(&path);
                self.records.insert(&path, record, &mut self.batch);
            }
        }
    }

    /// Takes over records of the snapshot that this vault began with: those of notes that nothing has read or changed since.
    pub(super) fn take_saved(&mut self, saved: &SavedRecords) {
        let mut unread = std::mem::take(self.unread.all());
        unread.retain(|path| !saved.outdated.contains(path));
        self.take_records(&saved.bytes, &unread);
        let missing = unread.into_iter().filter(|path| !self.records.contains_key(path));
        self.unread = missing.chain(saved.outdated.iter().cloned()).collect();
    }

    /// A vault from the bytes that [`Engine::save`] gave.
    ///
    /// # Errors
    /// `snapshot-unknown`, `snapshot-version`, `snapshot-truncated` and `snapshot-damaged`: then the notes are to be read
    /// again. `invalid-options` as for [`Engine::new`].
    pub fn restore(bytes: &[u8], options: &Options) -> Result<Self, Error> {
        Input::with(bytes, |input| Self::restore_from(input, options))
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
        if let Some(mut saved) = self.saved.take() {
            saved.outdated.extend(absorbed.replaced.iter().cloned());
            self.take_saved(&saved);
        }
        self.forget();
        let replaced: BTreeSet<String> = absorbed.replaced.into_iter().collect();
        for path in &replaced {
            self.records.remove(path, &mut self.batch);
        }
        let mut records = None;
        for (path, content) in absorbed.parts {
            if path == RECORDS {
                records = Some(content);
                continue;
            }
            let here = self.settings.get(&path).map(|here| &**here);
            if let Some(file) = Settings::at(&path).filter(|_| here.is_none_or(|here| here < &*content)) {
                self.configure(file, &path, &content)?;
            }
        }
        self.settle();
        match records {
            Some(records) if first => {
                self.saved = Some(SavedRecords {
                    bytes: records.into(),
                    outdated: BTreeSet::new(),
                });
            }
            Some(records) => {
                let unread = self.unread.all();
                let known = |path: &&str| self.records.contains_key(path) || unread.contains(*path);
                let wanted = self
                    .vault
                    .paths()
                    .filter(|path| !known(path) || replaced.contains(*path));
                let wanted: BTreeSet<String> = wanted.map(str::to_owned).collect();
                self.take_records(&records, &wanted);
            }
            None => {}
        }
        let unread = self.vault.paths().filter(|path| !self.records.contains_key(path));
        self.unread = unread.map(str::to_owned).collect();
        Ok(())
    }

    /// For each note when it was changed and how large it is, to find those that changed since.
    pub fn stamps(&self) -> BTreeMap<&str, FileStamp> {
        let stamp = |path| {
            let stamp = self.vault.stamp(path)?;
            let (mtime, size) = (stamp.mtime, stamp.size);
            Some((path, FileStamp { mtime, size }))
        };
        self.vault.paths().filter_map(stamp).collect()
    }

    /// Removes all files but those at `paths`, those of settings too.
    pub fn retain(&mut self, paths: &[String]) {
        let kept: BTreeSet<String> = paths.iter().filter_map(|path| normal(path).ok()).collect();
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

    fn answers(engine: &mut Engine) -> String {
        let day = Day::parse("2026-02-01").unwrap();
        let summary = serde_json::to_string(&*engine.summary("Baker", day).unwrap()).unwrap();
        format!("{:?} {:?} {summary}", engine.files(), engine.resolved_links())
    }

    #[test]
    fn what_is_restored_answers_as_what_was_saved() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        let mut back = Engine::restore(&bytes, &Options::default()).unwrap();
        assert_eq!(back.save(), bytes);
        assert_eq!(
            back.stamps()["People/Ada.md"],
            FileStamp {
                mtime: Some(5),
                size: 46
            }
        );
        assert_eq!(answers(&mut back), answers(&mut engine));
    }

    #[test]
    fn what_notes_say_is_saved_and_read_anew_under_other_options() {
        let mut engine = load(&NOTES);
        let bytes = engine.save();
        let mut back = Engine::restore(&bytes, &Options::default()).unwrap();
        assert!(back.unread.all().is_empty());
        let shown = |engine: &Engine| format!("{:?}", engine.records.iter().collect::<Vec<_>>());
        assert_eq!(shown(&back), shown(&engine));
        let schema = Some("aliases:\n  Ada Quill: [Baker, Dough]\n".to_owned());
        let other = Options {
            schema,
            ..Options::default()
        };
        let mut read = Engine::restore(&bytes, &other).unwrap();
        assert_eq!(read.unread.all().len(), 2);
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
            let (mut restored, mut loaded) = (Engine::restore(&bytes, &Options::default()).unwrap(), load(&NOTES));
            assert!(restored.saved.is_some());
            change(&mut restored);
            change(&mut loaded);
            assert_eq!(answers(&mut restored), answers(&mut loaded), "change {at}");
        }
    }

    #[test]
    fn records_of_others_break_nothing() {
        let mut engine = load(&NOTES);
        engine.read_unread();
        let records: Vec<(&str, &Record)> = engine.records.iter().collect();
        let saved = postcard::to_allocvec(&(engine.reading(), records)).unwrap();
        for at in 0..saved.len() {
            let mut broken = saved.clone();
            broken[at] ^= 0x41;
            let mut other = load(&[]);
            other.vault = crate::vault::Vault::restore(&engine.vault.save()).unwrap();
            other.settings = engine
                .settings
                .iter()
                .map(|(path, text)| (path.clone(), text.clone()))
                .collect();
            let wanted = other.vault.paths().map(str::to_owned).collect();
            other.take_records(&broken, &wanted);
            let day = Day::parse("2026-02-01").unwrap();
            let names: Vec<String> = other
                .entities(&Default::default(), day)
                .unwrap()
                .into_iter()
                .map(|row| row.name)
                .collect();
            names.iter().for_each(|name| drop(other.summary(name, day)));
        }
        assert!(saved.len() > 100);
    }

    #[test]
    fn a_change_right_after_restoring_tells_all() {
        let mut engine = load(&NOTES);
        let mut back = Engine::restore(&engine.save(), &Options::default()).unwrap();
        let text = b"---\ntype: person\n---\n# Ada Quill\n";
        assert_eq!(
            back.set("People/Ada.md", text).unwrap(),
            engine.set("People/Ada.md", text).unwrap()
        );
        assert_eq!(back.delete("2026-01-02 Tea.md"), engine.delete("2026-01-02 Tea.md"));
        let mut engine = load(&NOTES);
        let mut back = Engine::restore(&engine.save(), &Options::default()).unwrap();
        let moved = back.rename("People/Ada.md", "x/Berg.md").unwrap();
        assert_eq!((moved.tasks.len(), moved.resolved.len(), moved.edits.len()), (2, 1, 1));
        assert_eq!(moved, engine.rename("People/Ada.md", "x/Berg.md").unwrap());
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
        let mut back = Engine::restore(&load(&NOTES).save(), &Options::default()).unwrap();
        let now = [NOTES[0], NOTES[2], ("new.md", "[[Ada]]"), ("Old/x.md", "x")];
        for (path, text) in now {
            back.load(path, text.as_bytes(), Some(5)).unwrap();
        }
        back.retain(&now.map(|(path, _)| path.to_owned()));
        let mut fresh = load(&now);
        assert_eq!(back.save(), fresh.save());
        assert_eq!(answers(&mut back), answers(&mut fresh));
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
