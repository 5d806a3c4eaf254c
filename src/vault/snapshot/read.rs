//! From a payload to files. Every number is checked before it is used.

use std::cell::OnceCell;

use super::super::By;
use super::super::extra::Extra;
use super::super::fold::Key;
use super::super::kept::{Kept, KeptHeading, KeptLink, Odd, Stamp};
use super::super::mark::{self, Mark};
use super::super::names::NameId;
use super::super::update::Numbers;
use super::{HEADER, MAGIC, SnapshotError, VERSION};
use crate::note::RepairedRun;
use crate::order::compare;
use crate::text::{Diagnostic, Severity, Span};

/// What a snapshot holds.
pub(super) struct Snapshot<'b> {
    pub parts: Vec<(&'b str, &'b [u8])>,
    /// Linkpaths, with the key of what they may mean.
    pub names: Vec<(&'b str, Option<Key>)>,
    pub tags: Vec<&'b str>,
    pub list: Vec<Stored<'b>>,
}

/// A file of a snapshot.
pub(super) struct Stored<'b> {
    pub path: &'b str,
    pub note: Option<StoredNote<'b>>,
}

/// A note of a snapshot; its linkpaths and tags are numbers of the snapshot.
pub(super) struct StoredNote<'b> {
    text: &'b str,
    /// With the snapshot's numbers of linkpaths.
    links: Vec<KeptLink>,
    headings: Box<[KeptHeading]>,
    marks: Box<[Mark]>,
    tags: Vec<usize>,
    extras: Box<[Extra]>,
    odd: Option<Box<Odd>>,
    stamp: Stamp,
}

impl StoredNote<'_> {
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
            text: self.text.into(),
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
pub(super) fn files(bytes: &[u8]) -> Result<Snapshot<'_>, SnapshotError> {
    let payload = opened(bytes)?;
    let mut reader = Reader { rest: payload };
    let snapshot = reader.snapshot().ok_or(SnapshotError::Damaged)?;
    match reader.rest.is_empty() {
        true => Ok(snapshot),
        false => Err(SnapshotError::Damaged),
    }
}

/// The payload, when the header fits it.
fn opened(bytes: &[u8]) -> Result<&[u8], SnapshotError> {
    let begins = bytes.iter().zip(MAGIC).all(|(byte, magic)| *byte == magic);
    if !begins {
        return Err(SnapshotError::Unknown);
    }
    let (header, payload) = bytes.split_at_checked(HEADER).ok_or(SnapshotError::Truncated)?;
    let mut header = Reader {
        rest: header.get(MAGIC.len()..).unwrap_or_default(),
    };
    if header.array().map(u32::from_le_bytes) != Some(VERSION) {
        return Err(SnapshotError::Version);
    }
    let length = header.array().map(u64::from_le_bytes).unwrap_or_default();
    let checksum = header.array().map(u64::from_le_bytes).unwrap_or_default();
    match (payload.len() as u64).cmp(&length) {
        std::cmp::Ordering::Less => Err(SnapshotError::Truncated),
        std::cmp::Ordering::Equal if twox_hash::XxHash3_64::oneshot(payload) == checksum => Ok(payload),
        _ => Err(SnapshotError::Damaged),
    }
}

struct Reader<'b> {
    rest: &'b [u8],
}

impl<'b> Reader<'b> {
    fn snapshot(&mut self) -> Option<Snapshot<'b>> {
        let parts = self.list(|reader| Some((reader.text()?, reader.bytes()?)))?;
        let names = self.list(|reader| Some((reader.text()?, reader.key()?)))?;
        let tags = self.list(Self::text)?;
        let list: Vec<Stored> = self.list(|reader| reader.file(names.len(), tags.len()))?;
        let sorted = list
            .windows(2)
            .all(|pair| matches!(pair, [a, b] if compare(a.path, b.path).is_lt()));
        sorted.then_some(Snapshot {
            parts,
            names,
            tags,
            list,
        })
    }

    fn file(&mut self, names: usize, tags: usize) -> Option<Stored<'b>> {
        let path = self.text()?;
        let note = if self.flag()? {
            Some(self.note(names, tags)?)
        } else {
            None
        };
        Some(Stored { path, note })
    }

    fn note(&mut self, names: usize, tags: usize) -> Option<StoredNote<'b>> {
        let stamp = self.stamp()?;
        let text = self.text()?;
        Some(StoredNote {
            stamp,
            text,
            links: self.list(|reader| reader.link(names))?,
            headings: self.list(Self::heading)?.into(),
            marks: self.marks(text)?,
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
        let code = self.text()?;
        Some(Diagnostic {
            code: CODES.into_iter().find(|known| *known == code)?,
            severity: match self.number()? {
                0 => Severity::Error,
                1 => Severity::Warning,
                2 => Severity::Info,
                _ => return None,
            },
            message: self.text()?.to_owned(),
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
        let mut list = Vec::with_capacity(count.min(self.rest.len() / 4 + 1));
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

    fn text(&mut self) -> Option<&'b str> {
        std::str::from_utf8(self.bytes()?).ok()
    }

    fn bytes(&mut self) -> Option<&'b [u8]> {
        let length = self.number()?;
        let (bytes, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(bytes)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk::<N>()?;
        self.rest = rest;
        Some(*array)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..).step_by(7) {
            let (byte, rest) = self.rest.split_first()?;
            self.rest = rest;
            number |= usize::from(byte & 0x7F).checked_shl(shift).filter(|_| shift < 32 + 3)?;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}
