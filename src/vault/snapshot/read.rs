//! From a payload to files. Every number is checked before it is used.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::hash::Hasher as _;
use std::sync::Arc;

use twox_hash::XxHash3_64;

use super::super::By;
use super::super::extra::Extra;
use super::super::fold::Key;
use super::super::kept::{Kept, KeptHeading, KeptLink, Odd, Stamp};
use super::super::mark::{self, Mark};
use super::super::names::NameId;
use super::super::update::Numbers;
use super::{HEADER, Input, MAGIC, SnapshotError, VERSION};
use crate::note::RepairedRun;
use crate::order::compare;
use crate::text::{Diagnostic, Severity, Span};

/// What a snapshot holds.
pub(super) struct Snapshot {
    pub parts: Vec<(String, Vec<u8>)>,
    /// Linkpaths, with the key of what they may mean.
    pub names: Vec<(Arc<str>, Option<Key>)>,
    pub tags: Vec<Arc<str>>,
    pub list: Vec<Stored>,
}

/// A file of a snapshot.
pub(super) struct Stored {
    pub path: Arc<str>,
    pub note: Option<StoredNote>,
}

/// A note of a snapshot; its linkpaths and tags are numbers of the snapshot.
pub(super) struct StoredNote {
    text: Arc<str>,
    /// With the snapshot's numbers of linkpaths.
    links: Vec<KeptLink>,
    headings: Box<[KeptHeading]>,
    marks: Box<[Mark]>,
    tags: Vec<usize>,
    extras: Box<[Extra]>,
    odd: Option<Box<Odd>>,
    stamp: Stamp,
}

impl StoredNote {
    /// The note as it is kept, with the vault's own numbers.
    pub(super) fn into_kept(
        self,
        numbers: &mut Numbers,
        mut name: impl FnMut(&mut Numbers, usize) -> NameId,
        mut tag: impl FnMut(&mut Numbers, usize) -> NameId,
    ) -> Kept {
        let mut links = self.links;
        for link in &mut links {
            link.name = name(numbers, link.name as usize);
        }
        Kept {
            text: self.text,
            links: links.into(),
            headings: self.headings,
            marks: self.marks,
            tags: self.tags.into_iter().map(|place| tag(numbers, place)).collect(),
            extras: self.extras,
            odd: self.odd,
            stamp: self.stamp,
            detail: OnceCell::new(),
        }
    }
}

/// The files of a snapshot.
pub(super) fn files(input: Input) -> Result<Snapshot, SnapshotError> {
    let mut reader = Reader::new(input);
    let checksum = reader.header()?;
    let snapshot = reader.snapshot().ok_or(SnapshotError::Damaged)?;
    match reader.left() == 0 && reader.hash.finish() == checksum {
        true => Ok(snapshot),
        false => Err(SnapshotError::Damaged),
    }
}

/// Bytes of a piece, about.
const PIECE: usize = 1 << 18;

/// Reads an input piece by piece, so that the whole of it stands nowhere.
struct Reader<'i> {
    input: Input<'i>,
    /// How many bytes the input has given.
    given: usize,
    /// Of what the input has given, without the header.
    hash: XxHash3_64,
    /// A piece of the input; what is not read yet is between `read` and `filled`.
    piece: Vec<u8>,
    read: usize,
    filled: usize,
}

impl<'i> Reader<'i> {
    fn new(input: Input<'i>) -> Self {
        Self {
            input,
            given: 0,
            hash: XxHash3_64::new(),
            piece: Vec::new(),
            read: 0,
            filled: 0,
        }
    }

    /// The checksum of the payload, when the header fits it.
    fn header(&mut self) -> Result<u64, SnapshotError> {
        let mut header = [0; HEADER];
        let there = header.get_mut(..self.input.length.min(HEADER)).unwrap_or_default();
        (self.input.read)(0, there);
        self.given = there.len();
        if there.iter().zip(MAGIC).any(|(byte, magic)| *byte != magic) {
            return Err(SnapshotError::Unknown);
        }
        if self.given < HEADER {
            return Err(SnapshotError::Truncated);
        }
        let mut rest = header.get(MAGIC.len()..).unwrap_or_default();
        if array(&mut rest).map(u32::from_le_bytes) != Some(VERSION) {
            return Err(SnapshotError::Version);
        }
        let length = array(&mut rest).map(u64::from_le_bytes).unwrap_or_default();
        let checksum = array(&mut rest).map(u64::from_le_bytes).unwrap_or_default();
        match (self.left() as u64).cmp(&length) {
            Ordering::Less => Err(SnapshotError::Truncated),
            Ordering::Equal => Ok(checksum),
            Ordering::Greater => Err(SnapshotError::Damaged),
        }
    }

    /// How many bytes are not read yet.
    fn left(&self) -> usize {
        self.input.length - self.given + (self.filled - self.read)
    }

    /// The next bytes, if there are as many.
    fn take(&mut self, count: usize) -> Option<&[u8]> {
        if self.filled - self.read < count {
            self.fill(count)?;
        }
        let start = self.read;
        self.read += count;
        self.piece.get(start..self.read)
    }

    /// Gets the next piece behind what is not read yet.
    fn fill(&mut self, count: usize) -> Option<()> {
        if count > self.left() {
            return None;
        }
        self.piece.copy_within(self.read..self.filled, 0);
        self.filled -= self.read;
        self.read = 0;
        let more = (count.max(PIECE) - self.filled).min(self.input.length - self.given);
        if self.piece.len() < self.filled + more {
            self.piece.resize(self.filled + more, 0);
        }
        let place = self.piece.get_mut(self.filled..self.filled + more)?;
        (self.input.read)(self.given, place);
        self.hash.write(place);
        self.given += more;
        self.filled += more;
        Some(())
    }

    fn snapshot(&mut self) -> Option<Snapshot> {
        let parts = self.list(|reader| Some((reader.text()?, reader.bytes()?)))?;
        let names = self.list(|reader| Some((reader.text()?, reader.key()?)))?;
        let tags = self.list(Self::text)?;
        let list: Vec<Stored> = self.list(|reader| reader.file(names.len(), tags.len()))?;
        let sorted = list
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if compare(&a.path, &b.path).is_lt()));
        sorted.then_some(Snapshot {
            parts,
            names,
            tags,
            list,
        })
    }

    fn file(&mut self, names: usize, tags: usize) -> Option<Stored> {
        let path = self.text()?;
        let note = if self.flag()? {
            Some(self.note(names, tags)?)
        } else {
            None
        };
        Some(Stored { path, note })
    }

    fn note(&mut self, names: usize, tags: usize) -> Option<StoredNote> {
        let stamp = self.stamp()?;
        let text: Arc<str> = self.text()?;
        Some(StoredNote {
            stamp,
            links: self.list(|reader| reader.link(names))?,
            headings: self.list(Self::heading)?.into(),
            marks: self.marks(&text)?,
            text,
            tags: self.list(|r| r.below(tags))?,
            extras: self.list(Self::extra)?.into(),
            odd: if self.flag()? {
                Some(Box::new(self.odd()?))
            } else {
                None
            },
        })
    }

    fn stamp(&mut self) -> Option<Stamp> {
        let known = self.flag()?;
        let mtime = i64::from_le_bytes(self.array()?);
        Some(Stamp {
            mtime: known.then_some(mtime),
            size: u64::from_le_bytes(self.array()?),
            hash: u64::from_le_bytes(self.array()?),
        })
    }

    fn link(&mut self, names: usize) -> Option<KeptLink> {
        let name = u32::from_le_bytes(self.array()?);
        let start = u32::from_le_bytes(self.array()?);
        let length = u16::from_le_bytes(self.array()?);
        let bits = u16::from_le_bytes(self.array()?);
        ((name as usize) < names).then(|| KeptLink::from_raw(name, (start, length, bits)))
    }

    fn heading(&mut self) -> Option<KeptHeading> {
        Some(KeptHeading {
            start: self.small()?,
            length: self.small()?,
            level: self.small()?,
        })
    }

    /// A key, where there is one.
    #[allow(clippy::option_option)]
    fn key(&mut self) -> Option<Option<Key>> {
        if !self.flag()? {
            return Some(None);
        }
        Some(Some(Key::from_raw(u64::from_le_bytes(self.array()?))))
    }

    fn marks(&mut self, text: &str) -> Option<Box<[Mark]>> {
        let mut last = Mark::default();
        let marks = (0..mark::count(text)).map(|_| {
            last = Mark {
                lines: last.lines.checked_add(self.small()?)?,
                units: last.units.checked_add(self.small()?)?,
            };
            let fits = last.lines as usize <= text.len() && last.units as usize <= text.len();
            fits.then_some(last)
        });
        marks.collect()
    }

    fn extra(&mut self) -> Option<Extra> {
        let number = self.number()?;
        let by = [By::Alias, By::Title].into_iter().find(|by| *by as usize == number)?;
        let key = Key::from_raw(u64::from_le_bytes(self.array()?));
        Some(Extra { by, key })
    }

    fn odd(&mut self) -> Option<Odd> {
        Some(Odd {
            diagnostics: self.list(Self::diagnostic)?,
            repairs: self.list(|reader| {
                Some(RepairedRun {
                    span: reader.span()?,
                    lost: reader.small()?,
                })
            })?,
        })
    }

    fn diagnostic(&mut self) -> Option<Diagnostic> {
        /// What reading the bytes of a note finds.
        const CODES: [&str; 4] = ["invalid-utf8", "invalid-utf16", "nul-character", "text-repaired"];
        let code: String = self.text()?;
        Some(Diagnostic {
            code: CODES.into_iter().find(|known| *known == code)?,
            severity: match self.number()? {
                0 => Severity::Error,
                1 => Severity::Warning,
                2 => Severity::Info,
                _ => return None,
            },
            message: self.text()?,
            span: self.span()?,
        })
    }

    fn span(&mut self) -> Option<Span> {
        Some(Span {
            start: self.small()?,
            end: self.small()?,
        })
    }

    fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Each item takes a byte at least, so a wrong count reserves no more than there is.
        let mut list = Vec::with_capacity(count.min(self.left() / 4 + 1));
        for _ in 0..count {
            list.push(item(self)?);
        }
        Some(list)
    }

    fn flag(&mut self) -> Option<bool> {
        self.below(2).map(|flag| flag == 1)
    }

    fn below(&mut self, limit: usize) -> Option<usize> {
        self.number().filter(|number| *number < limit)
    }

    fn small<T: TryFrom<usize>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    fn text<T: for<'t> From<&'t str>>(&mut self) -> Option<T> {
        let length = self.number()?;
        Some(std::str::from_utf8(self.take(length)?).ok()?.into())
    }

    /// Bytes that may be many: they are not gathered in the piece first.
    fn bytes(&mut self) -> Option<Vec<u8>> {
        let length = self.number().filter(|length| *length <= self.left())?;
        let mut bytes = Vec::with_capacity(length);
        while bytes.len() < length {
            bytes.extend(self.take(PIECE.min(length - bytes.len()))?);
        }
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        array(&mut self.take(N)?)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..).step_by(7) {
            let [byte] = self.array()?;
            number |= usize::from(byte & 0x7F).checked_shl(shift).filter(|_| shift < 32 + 3)?;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*array)
}
