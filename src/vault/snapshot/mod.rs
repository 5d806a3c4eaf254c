//! A vault as bytes: saved, restored, and put together from shards.
//!
//! ```text
//! "RELATA\x1a\n"   8 bytes
//! version          u32: of this layout and of what is kept of a note
//! payload length   u64
//! XXH3 of payload  u64
//! payload          see `write`; most numbers as LEB128, links of a fixed length, texts with their length before them
//! ```
//!
//! All is little endian, and the files are sorted, so that equal vaults are equal bytes on any machine. What is not
//! exactly of this version is refused: notes are there to be read again.

mod read;
mod write;

use std::fmt;
use std::sync::Arc;

use super::Vault;
use super::kept::{Kept, KeptLink, Stamp};
use super::names::NameId;
use super::update::Numbers;

const MAGIC: [u8; 8] = *b"RELATA\x1a\n";
/// To be raised whenever the layout changes, or what reading a note keeps of it.
const VERSION: u32 = 4;
/// Bytes before the payload.
pub const HEADER: usize = 8 + 4 + 8 + 8;

/// Why bytes are no snapshot that can be restored. The caller reads the notes instead.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SnapshotError {
    /// They do not begin as a snapshot does.
    Unknown,
    /// They are a snapshot of another version of Relata.
    Version,
    /// They end too early.
    Truncated,
    /// They are not what was saved.
    Damaged,
}

impl SnapshotError {
    /// A stable name.
    pub fn code(self) -> &'static str {
        match self {
            Self::Unknown => "snapshot-unknown",
            Self::Version => "snapshot-version",
            Self::Truncated => "snapshot-truncated",
            Self::Damaged => "snapshot-damaged",
        }
    }
}

/// Takes the bytes of a snapshot, piece by piece.
pub type Out<'o> = dyn FnMut(&[u8]) + 'o;

/// The bytes of a snapshot that `save` gives in pieces, its header last.
pub fn whole(save: impl FnOnce(&mut Out<'_>) -> [u8; HEADER]) -> Vec<u8> {
    let mut bytes = vec![0; HEADER];
    let header = save(&mut |piece| bytes.extend(piece));
    bytes.iter_mut().zip(header).for_each(|(place, byte)| *place = byte);
    bytes
}

/// The bytes of a snapshot, of which pieces are asked for one behind the other.
pub struct Input<'i> {
    /// How many there are.
    pub length: usize,
    /// Fills a piece with the bytes from this one on; it is never asked for more than there are.
    pub read: &'i mut dyn FnMut(usize, &mut [u8]),
}

impl Input<'_> {
    /// Bytes that are there.
    pub fn with<T>(bytes: &[u8], run: impl FnOnce(Input) -> T) -> T {
        let read = &mut |at: usize, piece: &mut [u8]| {
            if let Some(there) = bytes.get(at..at + piece.len()) {
                piece.copy_from_slice(there);
            }
        };
        let length = bytes.len();
        run(Input { length, read })
    }
}

/// A part of the caller's own in a snapshot.
pub enum Part<'p> {
    /// As it is.
    Bytes(&'p [u8]),
    /// Written piece by piece.
    Written {
        /// Bytes of all pieces.
        length: usize,
        /// Gives the pieces.
        write: &'p dyn Fn(&mut Out<'_>),
    },
}

/// What a snapshot brought beside its files.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Absorbed {
    /// The parts that [`Vault::save_with`] was given.
    pub parts: Vec<(String, Vec<u8>)>,
    /// Paths of the files that took the place of others.
    pub replaced: Vec<String>,
}

impl fmt::Display for SnapshotError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Unknown => "These bytes are no snapshot of a vault; read the notes instead.",
            Self::Version => "The snapshot was saved by another version; read the notes instead.",
            Self::Truncated => "The snapshot ends too early; read the notes instead.",
            Self::Damaged => "The snapshot is damaged; read the notes instead.",
        })
    }
}

impl std::error::Error for SnapshotError {}

impl Vault {
    /// The vault as bytes. Settings such as the mode are not in them.
    pub fn save(&self) -> Vec<u8> {
        whole(|out| self.save_with(&[], out))
    }

    /// As [`Vault::save`], with named parts of the caller's own, in pieces: `out` gets all but the header, which is known
    /// last and comes first. So a large vault needs no memory for all of it at once.
    pub fn save_with(&self, parts: &[(&str, Part)], out: &mut Out<'_>) -> [u8; HEADER] {
        write::save(self, parts, out)
    }

    /// A vault with the files of a snapshot and no settings.
    ///
    /// # Errors
    /// When the bytes are damaged, cut off, or of another version.
    pub fn restore(bytes: &[u8]) -> Result<Self, SnapshotError> {
        let mut vault = Self::default();
        Input::with(bytes, |input| vault.absorb(input))?;
        Ok(vault)
    }

    /// Adds the files of a snapshot, as [`Vault::merge`] does.
    ///
    /// # Errors
    /// As [`Vault::restore`]; the vault is then as it was.
    pub fn absorb(&mut self, input: Input) -> Result<Absorbed, SnapshotError> {
        let snapshot = read::files(input)?;
        let mut replaced = Vec::new();
        self.let_go();
        self.files.reserve(snapshot.list.len());
        self.numbers().reserve(snapshot.names.len());
        let mut names = Renumbered::new(snapshot.names.len());
        let mut tags = Renumbered::new(snapshot.tags.len());
        for file in snapshot.list {
            let mut numbers = self.numbers();
            let note = file.note.map(|note| {
                Box::new(note.into_kept(
                    &mut numbers,
                    |numbers, place| {
                        names.get(place, || match snapshot.names.get(place) {
                            Some((text, key)) => numbers.keyed_name(Arc::clone(text), |_| *key),
                            None => numbers.name(""),
                        })
                    },
                    |numbers, place| tags.get(place, || numbers.tag(snapshot.tags.get(place).map_or("", |tag| tag))),
                ))
            });
            let known = self.files.id(&file.path).is_some();
            if self.add(Arc::clone(&file.path), note) {
                replaced.extend(known.then(|| file.path.to_string()));
            } else {
                (names, tags) = (Renumbered::new(names.0.len()), Renumbered::new(tags.0.len()));
            }
        }
        Ok(Absorbed {
            parts: snapshot.parts,
            replaced,
        })
    }

    /// Adds the files of another vault. Whatever the order in which shards are merged, the result is the same as that of
    /// loading all files into one vault; of two notes at one path the one changed later stays, of two files a note.
    pub fn merge(&mut self, other: &Self) {
        self.let_go();
        self.files.reserve(other.files.count());
        for (_, file) in other.files.sorted() {
            let mut numbers = self.numbers();
            let kept = file
                .note
                .as_deref()
                .map(|kept| Box::new(kept.clone_from_other(&mut numbers, other)));
            self.add(Arc::clone(&file.path), kept);
        }
    }

    /// Adds a file; false when the one that is there stays.
    fn add(&mut self, path: Arc<str>, kept: Option<Box<Kept>>) -> bool {
        let rank = |kept: Option<&Kept>| kept.map(|kept| (kept.stamp, kept.text.clone()));
        let Some(id) = self.files.id(&path) else {
            self.insert(path, kept);
            return true;
        };
        let better = rank(kept.as_deref()) > rank(self.files.note(id));
        match kept {
            kept if better => drop(self.put(&path, kept)),
            Some(kept) => self.drop_unused(&kept),
            None => {}
        }
        better
    }

    /// When a file was last changed, and what else tells it from a changed one; `None` for what is no note.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        Some(self.files.note(self.files.id(path)?)?.stamp)
    }
}

/// The vault's numbers of a snapshot's texts, as far as they are known.
struct Renumbered(Vec<Option<NameId>>);

impl Renumbered {
    fn new(count: usize) -> Self {
        Self(vec![None; count])
    }

    fn get(&mut self, place: usize, number: impl FnOnce() -> NameId) -> NameId {
        match self.0.get_mut(place) {
            Some(known) => *known.get_or_insert_with(number),
            None => number(),
        }
    }
}

impl Kept {
    /// The same note with the numbers of another vault; its own are those of `of`.
    fn clone_from_other(&self, numbers: &mut Numbers, of: &Vault) -> Self {
        let links = self.links.iter();
        Self {
            text: self.text.clone(),
            links: links
                .map(|link| KeptLink::from_raw(numbers.name(of.link_names.text(link.name)), link.raw()))
                .collect(),
            headings: self.headings.clone(),
            marks: self.marks.clone(),
            tags: self
                .tags
                .iter()
                .map(|tag| numbers.tag(of.tag_names.text(*tag)))
                .collect(),
            extras: self.extras.clone(),
            odd: self.odd.clone(),
            stamp: self.stamp,
            detail: std::cell::OnceCell::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault() -> Vault {
        let mut vault = Vault::default();
        vault.set_stamped(
            "a.md",
            "---\naliases: [A]\n---\n# T\n[[b#x]] #tag ![[p.png]]".as_bytes(),
            Some(-5),
        );
        vault.set("b.md", b"bad \xFF byte and J\xE2\x88\x9A\xC2\xBArgen [[a]] \0");
        vault.set("c.md", b"\xFF\xFE[\0[\0a\0]\0]\0\x01\xD8");
        vault.set_file("p.png");
        vault
    }

    #[test]
    fn what_is_saved_is_restored() {
        let vault = vault();
        let bytes = vault.save();
        let back = Vault::restore(&bytes).unwrap();
        assert_eq!(back.save(), bytes);
        assert_eq!(back.resolved_links(), vault.resolved_links());
        assert_eq!(back.resolve("A", "x.md"), vault.resolve("A", "x.md"));
        assert_eq!(back.tags(), vault.tags());
        for path in ["a.md", "b.md", "c.md"] {
            let (ours, theirs) = (back.note(path).unwrap(), vault.note(path).unwrap());
            assert_eq!(format!("{ours:?}"), format!("{theirs:?}"), "{path}");
            assert_eq!(back.stamp(path), vault.stamp(path));
        }
    }

    #[test]
    fn bytes_that_were_not_saved_are_refused() {
        let bytes = vault().save();
        for end in 0..bytes.len() {
            assert_eq!(
                Vault::restore(&bytes[..end]).unwrap_err(),
                SnapshotError::Truncated,
                "{end}"
            );
        }
        for at in 0..bytes.len() {
            let mut broken = bytes.clone();
            broken[at] ^= 0x10;
            let expected = match at {
                0..8 => SnapshotError::Unknown,
                8..12 => SnapshotError::Version,
                12..20 if broken[12..20] > bytes[12..20] || at > 12 => SnapshotError::Truncated,
                _ => SnapshotError::Damaged,
            };
            assert_eq!(Vault::restore(&broken).unwrap_err(), expected, "byte {at}");
        }
        assert_eq!(
            Vault::restore(b"something else altogether").unwrap_err(),
            SnapshotError::Unknown
        );
    }

    /// Where this fails, [`VERSION`] is to be raised: what an older build saved would be misread, or is not what this
    /// one reads in a note.
    #[test]
    fn the_layout_is_that_of_this_version() {
        let found = (VERSION, twox_hash::XxHash3_64::oneshot(&vault().save()[HEADER..]));
        assert_eq!(
            found,
            (4, 7_612_029_668_257_948_482),
            "raise VERSION, then write down what is found here"
        );
    }

    /// Even with a right checksum, nothing in a payload may break the reader.
    #[test]
    fn payloads_of_others_break_nothing() {
        let bytes = vault().save();
        for at in HEADER..bytes.len() {
            for change in [0x01, 0x40, 0x80, 0xFF] {
                let mut payload = bytes[HEADER..].to_vec();
                payload[at - HEADER] ^= change;
                if let Ok(vault) = Vault::restore(&write::sealed(&payload)) {
                    vault.resolved_links();
                    vault.files().for_each(|path| assert!(vault.backlinks(path).len() < 99));
                    vault.notes().count();
                }
            }
        }
    }

    #[test]
    fn parts_of_the_caller_come_back() {
        let write = |out: &mut Out<'_>| ["c", "de"].iter().for_each(|piece| out(piece.as_bytes()));
        let parts = [
            ("a", Part::Bytes(b"\xFF")),
            ("b", Part::Bytes(b"")),
            (
                "c",
                Part::Written {
                    length: 3,
                    write: &write,
                },
            ),
        ];
        let bytes = whole(|out| vault().save_with(&parts, out));
        let found = Input::with(&bytes, |input| Vault::default().absorb(input)).unwrap();
        let found_parts = found.parts.iter().map(|(name, part)| (name.as_str(), part.as_slice()));
        assert!(found_parts.eq([("a", &b"\xFF"[..]), ("b", b""), ("c", b"cde")]));
        assert!(found.replaced.is_empty());
    }

    #[test]
    fn of_two_notes_the_later_stays() {
        let (mut old, mut new) = (vault(), Vault::default());
        new.set_stamped("a.md", b"newer", Some(7));
        new.set_file("b.md");
        let mut other = Vault::default();
        other.merge(&new);
        other.merge(&old);
        old.merge(&new);
        assert_eq!(old.text("a.md"), Some("newer"));
        assert!(old.text("b.md").is_some());
        assert_eq!(old.save(), other.save());
    }
}
