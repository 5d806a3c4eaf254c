//! What notes say, saved beside them, so that they need not be read again.

use std::collections::BTreeSet;

use super::Engine;
use crate::relation::Record;
use crate::vault::{Out, Reader, SavedPart};

/// Name of the part of a snapshot that holds the records.
pub(super) const RECORDS: &str = "records";

/// The records of a snapshot, not read yet: a number for how they were read, then each with its path, behind its length in
/// bytes.
#[derive(Debug)]
pub(super) struct SavedRecords {
    pub(super) part: SavedPart,
    /// Notes that have changed since.
    pub(super) outdated: BTreeSet<String>,
}

impl Engine {
    /// Bytes that [`Engine::write_records`] gives.
    pub(super) fn size_of_records(&self) -> postcard::Result<usize> {
        let size = |record| Ok(size_of::<u32>() + postcard::experimental::serialized_size(&record)?);
        let records: postcard::Result<usize> = self.records.iter().map(size).sum();
        Ok(size_of::<u64>() + records?)
    }

    pub(super) fn write_records(&self, out: &mut Out<'_>) {
        out(&self.reading().to_le_bytes());
        let mut entry = Vec::new();
        for record in self.records.iter() {
            entry.clear();
            entry = postcard::to_extend(&record, entry).unwrap_or_default();
            out(&u32::try_from(entry.len()).unwrap_or(u32::MAX).to_le_bytes());
            out(&entry);
        }
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
    pub(super) fn take_records(&mut self, saved: &SavedPart, wanted: &BTreeSet<String>) {
        saved.read(|mut reader| {
            if reader.array().map(u64::from_le_bytes) != Some(self.reading()) {
                return;
            }
            while let Some(entry) = entry(&mut reader) {
                let Ok((path, rest)) = postcard::take_from_bytes::<&str>(entry) else {
                    continue;
                };
                let Some(text) = self.vault.shared_text(path).filter(|_| wanted.contains(path)) else {
                    continue;
                };
                if let Ok(mut record) = postcard::from_bytes::<Record>(rest) {
                    record.page.set_text(text);
                    self.tasks.forget(path);
                    self.records.insert(path, record, &mut self.batch);
                }
            }
        });
    }

    /// Bytes of texts and records that the first question about entities reads from where a snapshot stands; 0 when it was
    /// asked.
    pub fn waiting_bytes(&self) -> usize {
        let saved = self.saved.as_ref();
        saved.map_or(0, |saved| saved.part.length() + self.vault.waiting_bytes())
    }

    /// Takes over records of the snapshot that this vault began with: those of notes that nothing has read or changed since.
    pub(super) fn take_saved(&mut self, saved: &SavedRecords) {
        let mut pending = std::mem::take(self.pending.all());
        pending.retain(|path| !saved.outdated.contains(path));
        self.take_records(&saved.part, &pending);
        let missing = pending.into_iter().filter(|path| !self.records.contains_key(path));
        self.pending = missing.chain(saved.outdated.iter().cloned()).collect();
    }
}

/// The bytes of the next record and its path.
fn entry<'r>(reader: &'r mut Reader) -> Option<&'r [u8]> {
    let length = u32::from_le_bytes(reader.array()?);
    reader.take(length as usize)
}

#[cfg(test)]
mod tests {
    use super::super::Options;
    use super::*;
    use crate::note::Day;

    const NOTES: [(&str, &str); 2] = [
        ("People/Ada.md", "---\ntype: person\n---\n# Ada Quill\n- [ ] a task\n"),
        (
            "2026-01-02 Tea.md",
            "---\ndate: 2026-01-02\nparticipants: [Ada Quill]\n---\nwith [[Ada]]",
        ),
    ];

    fn saved(engine: &Engine) -> Vec<u8> {
        let mut saved = Vec::new();
        engine.write_records(&mut |piece| saved.extend(piece));
        saved
    }

    #[test]
    fn records_of_others_break_nothing() {
        let mut engine = Engine::default();
        for (path, text) in NOTES {
            engine.set(path, text.as_bytes()).unwrap();
        }
        let saved = saved(&engine);
        assert_eq!(engine.size_of_records(), Ok(saved.len()));
        let files = engine.vault.save();
        for at in 0..saved.len() {
            let mut broken = saved.clone();
            broken[at] ^= 0x41;
            let mut other = Engine {
                vault: crate::vault::Vault::restore(&files).unwrap(),
                ..Engine::default()
            };
            let wanted = other.vault.paths().map(str::to_owned).collect();
            other.take_records(&broken.into(), &wanted);
            let day = Day::parse("2026-02-01").unwrap();
            let rows = other.entities(&Default::default(), day).unwrap();
            rows.iter().for_each(|row| drop(other.summary(&row.name, day)));
        }
        assert!(saved.len() > 100);
    }

    #[test]
    fn one_record_that_cannot_be_read_leaves_the_others() {
        let mut engine = Engine::new(&Options::default()).unwrap();
        for (path, text) in NOTES {
            engine.load(path, text.as_bytes(), None).unwrap();
        }
        engine.read_pending();
        let mut saved = saved(&engine);
        let first = u32::from_le_bytes(saved[8..12].try_into().unwrap()) as usize;
        saved.splice(8..12 + first, [0; 4]);
        let mut other = Engine::restore(&engine.vault.save(), &Options::default()).unwrap();
        let wanted = other.vault.paths().map(str::to_owned).collect();
        other.take_records(&saved.into(), &wanted);
        let found: Vec<&str> = other.records.iter().map(|(path, _)| path).collect();
        assert_eq!(found, ["People/Ada.md"]);
    }
}
