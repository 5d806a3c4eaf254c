//! A vault as bytes: saved, restored, and put together from shards.
//!
//! ```text
//! "RELATA\x1a\n"   8 bytes
//! version          u32: of this layout and of what is kept of a note
//! payload length   u64
//! XXH3 of payload  u64
//! payload          linkpaths, tags; of each file its path and what is kept of it;
//!                  the texts of the notes, one behind the other; parts of the caller's own
//! ```
//!
//! Counts and lengths are LEB128, what there is much of (links, counted places, keys) is of a fixed length. Texts have their
//! length before them, those of notes with what is kept of them. So what is kept is read without the texts, which may stand on
//! a [`Shelf`] until they are used.
//!
//! All is little endian, and the files are sorted, so that equal vaults are equal bytes on any machine. What is not
//! exactly of this version is refused: notes are there to be read again.

mod part;
mod read;
mod reader;
mod take;
mod write;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::Vault;
use super::kept::{Kept, KeptLink, Stamp};
use super::shelf::{Lender, Shelf};
use super::update::Numbers;
pub use part::{Part, SavedPart};
pub(crate) use reader::Reader;

const MAGIC: [u8; 8] = *b"RELATA\x1a\n";
/// To be raised whenever the layout changes, or what reading a note keeps of it.
const VERSION: u32 = 5;
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

/// What a snapshot brought beside its files.
#[derive(Debug, Default)]
pub struct Absorbed {
    /// The parts that [`Vault::save_with`] was given.
    pub parts: Vec<(String, SavedPart)>,
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

    /// As [`Vault::restore`], from bytes that stay where they are: the texts of the notes are read there when they are used.
    ///
    /// # Errors
    /// As [`Vault::restore`].
    pub fn restore_shelved(shelf: Box<dyn Shelf>) -> Result<Self, SnapshotError> {
        let mut vault = Self::default();
        vault.absorb_shelved(shelf)?;
        Ok(vault)
    }

    /// Adds the files of a snapshot, as [`Vault::merge`] does.
    ///
    /// # Errors
    /// As [`Vault::restore`]; the vault is then as it was.
    pub fn absorb(&mut self, input: Input) -> Result<Absorbed, SnapshotError> {
        Ok(self.take_over(read::files(input, None)?))
    }

    /// As [`Vault::absorb`], from bytes that stay where they are; so do the texts and parts until they are used.
    ///
    /// # Errors
    /// As [`Vault::absorb`].
    pub fn absorb_shelved(&mut self, shelf: Box<dyn Shelf>) -> Result<Absorbed, SnapshotError> {
        let lender = Arc::new(Lender::new(shelf, &self.damage));
        let length = lender.shelf.length();
        let read = &mut |at: usize, piece: &mut [u8]| {
            // What cannot be read differs from what the checksum is of.
            if !lender.shelf.read(at, piece) {
                piece.fill(0);
            }
        };
        let snapshot = read::files(Input { length, read }, Some(&lender))?;
        Ok(self.take_over(snapshot))
    }

    /// Whether bytes that should have stayed where they are were found changed since.
    pub fn is_damaged(&self) -> bool {
        self.damage.load(Ordering::Relaxed)
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

    /// When a file was last changed, and what else tells it from a changed one; `None` for what is no note.
    pub fn stamp(&self, path: &str) -> Option<Stamp> {
        Some(self.files.note(self.files.id(path)?)?.stamp)
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
mod tests;
