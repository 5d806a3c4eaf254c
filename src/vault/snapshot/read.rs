//! From a payload to files. Every number is checked before it is used.

use std::cell::OnceCell;
use std::cmp::Ordering;
use std::sync::Arc;

use super::super::By;
use super::super::extra::Extra;
use super::super::fold::Key;
use super::super::kept::{Kept, KeptHeading, KeptLink, Odd, Stamp};
use super::super::mark::{self, Mark};
use super::super::names::NameId;
use super::super::shelf::{Lender, Place};
use super::super::text::Text;
use super::super::texts::Texts;
use super::reader::{Reader, array};
use super::{HEADER, Input, MAGIC, SavedPart, SnapshotError, VERSION};
use crate::note::RepairedRun;
use crate::order::compare;
use crate::text::{Diagnostic, Severity, Span};

/// What a snapshot holds.
pub(super) struct Snapshot {
    pub parts: Vec<(String, SavedPart)>,
    /// Linkpaths, in order, each used by a note.
    pub names: Texts,
    /// Keys of what linkpaths may mean, in order, and the linkpath of each.
    pub keys: Vec<Key>,
    pub keyed: Vec<NameId>,
    /// Tags, as the linkpaths.
    pub tags: Texts,
    /// In the order of their paths.
    pub list: Vec<Stored>,
}

/// A file of a snapshot.
pub(super) struct Stored {
    pub path: Arc<str>,
    /// With the snapshot's numbers of linkpaths and tags.
    pub note: Option<Box<Kept>>,
    /// Bytes of the note's text.
    length: usize,
}

/// The files of a snapshot. Texts and parts are left where they are when it stands on a shelf.
pub(super) fn files(input: Input, lender: Option<&Arc<Lender>>) -> Result<Snapshot, SnapshotError> {
    let mut reader = Reader::new(input);
    let checksum = reader.header()?;
    let snapshot = reader.snapshot(lender).ok_or(SnapshotError::Damaged)?;
    match reader.left() == 0 && reader.checksum() == Some(checksum) {
        true => Ok(snapshot),
        false => Err(SnapshotError::Damaged),
    }
}

impl Reader<'_> {
    /// The checksum of the payload, when the header fits it.
    fn header(&mut self) -> Result<u64, SnapshotError> {
        let mut header = [0; HEADER];
        let there = self.head(&mut header);
        if there.iter().zip(MAGIC).any(|(byte, magic)| *byte != magic) {
            return Err(SnapshotError::Unknown);
        }
        if there.len() < HEADER {
            return Err(SnapshotError::Truncated);
        }
        let mut rest = there.get(MAGIC.len()..).unwrap_or_default();
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

    fn snapshot(&mut self, lender: Option<&Arc<Lender>>) -> Option<Snapshot> {
        let names = self.texts()?;
        let (keys, keyed) = self.keys(names.count())?;
        let tags = self.texts()?;
        let mut used = [Used::new(names.count()), Used::new(tags.count())];
        let mut list: Vec<Stored> = self.list(|reader| reader.file(&mut used))?;
        self.note_texts(&mut list, lender)?;
        let parts = self.list(|reader| Some((reader.text()?, reader.part(lender)?)))?;
        let fits = in_order(names.iter())
            && in_order(tags.iter())
            && in_order(list.iter().map(|file| &*file.path))
            && used.iter().all(Used::all);
        fits.then_some(Snapshot {
            parts,
            names,
            keys,
            keyed,
            tags,
            list,
        })
    }

    /// The texts of all notes, one behind the other.
    fn note_texts(&mut self, list: &mut [Stored], lender: Option<&Arc<Lender>>) -> Option<()> {
        let (mut at, mut all) = (self.at(), 0_usize);
        for file in list {
            let Some(kept) = &mut file.note else { continue };
            if let Some(lender) = lender {
                kept.text = Text::shelved(Place::new(lender, at, file.length));
                at = at.checked_add(file.length)?;
                all += file.length;
            } else {
                kept.text = Text::Here(self.text_of(file.length)?);
            }
        }
        self.skip(all)
    }

    fn part(&mut self, lender: Option<&Arc<Lender>>) -> Option<SavedPart> {
        let length = self.number()?;
        let Some(lender) = lender else {
            return self.bytes(length).map(SavedPart::from);
        };
        let place = Place::new(lender, self.at(), length);
        self.skip(length)?;
        Some(SavedPart::shelved(place))
    }

    fn file(&mut self, used: &mut [Used; 2]) -> Option<Stored> {
        let path = self.text()?;
        if !self.flag()? {
            return Some(Stored {
                path,
                note: None,
                length: 0,
            });
        }
        let stamp = self.stamp()?;
        let length = self.number()?;
        let note = self.note(stamp, length, used)?;
        Some(Stored {
            path,
            note: Some(Box::new(note)),
            length,
        })
    }

    /// What is kept of a note, but for its text of this length.
    fn note(&mut self, stamp: Stamp, length: usize, [names, tags]: &mut [Used; 2]) -> Option<Kept> {
        Some(Kept {
            text: Text::default(),
            links: self.fixed_list(|bytes| link(bytes, names))?,
            headings: self.fixed_list(heading)?,
            marks: self.marks(length)?,
            tags: self.fixed_list(|bytes| tags.mark(u32::from_le_bytes(*bytes)))?,
            extras: self.fixed_list(extra)?,
            odd: match self.flag()? {
                true => Some(Box::new(self.odd()?)),
                false => None,
            },
            stamp,
            detail: OnceCell::new(),
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

    fn fixed_list<const N: usize, T>(&mut self, item: impl FnMut(&[u8; N]) -> Option<T>) -> Option<Box<[T]>> {
        let count = self.number()?;
        Some(self.fixed(count, item)?.into())
    }

    /// The marks of a text of this length.
    fn marks(&mut self, length: usize) -> Option<Box<[Mark]>> {
        let marks = self.fixed(mark::count(length), |bytes: &[u8; 8]| {
            let [lines, units] = [number(bytes, 0)?, number(bytes, 4)?].map(u32::from_le_bytes);
            let fits = lines as usize <= length && units as usize <= length;
            fits.then_some(Mark { lines, units })
        });
        Some(marks?.into())
    }

    /// Keys, in order, with the linkpath of each, of which there are as many.
    fn keys(&mut self, names: usize) -> Option<(Vec<Key>, Vec<NameId>)> {
        let count = self.below(names + 1)?;
        let mut last = None;
        let mut ids = Vec::with_capacity(count);
        let keys = self.fixed(count, |bytes: &[u8; 12]| {
            let next = (
                u64::from_le_bytes(number(bytes, 0)?),
                u32::from_le_bytes(number(bytes, 8)?),
            );
            if last.is_some_and(|last| last >= next) || next.1 as usize >= names {
                return None;
            }
            last = Some(next);
            ids.push(next.1);
            Some(Key::from_raw(next.0))
        });
        Some((keys?, ids))
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
}

/// Which of some texts the notes use.
struct Used(Vec<bool>);

impl Used {
    fn new(count: usize) -> Self {
        Self(vec![false; count])
    }

    /// The number of a text, when there is such a one.
    fn mark(&mut self, id: NameId) -> Option<NameId> {
        *self.0.get_mut(id as usize)? = true;
        Some(id)
    }

    fn all(&self) -> bool {
        self.0.iter().all(|used| *used)
    }
}

fn link(bytes: &[u8; 12], names: &mut Used) -> Option<KeptLink> {
    let name = names.mark(u32::from_le_bytes(number(bytes, 0)?))?;
    let start = u32::from_le_bytes(number(bytes, 4)?);
    let [length, bits] = [number(bytes, 8)?, number(bytes, 10)?].map(u16::from_le_bytes);
    Some(KeptLink::from_raw(name, (start, length, bits)))
}

fn heading(bytes: &[u8; 7]) -> Option<KeptHeading> {
    Some(KeptHeading {
        start: u32::from_le_bytes(number(bytes, 0)?),
        length: u16::from_le_bytes(number(bytes, 4)?),
        level: *bytes.get(6)?,
    })
}

fn extra(bytes: &[u8; 9]) -> Option<Extra> {
    let by = [By::Alias, By::Title]
        .into_iter()
        .find(|by| Some(&(*by as u8)) == bytes.get(8))?;
    let key = Key::from_raw(u64::from_le_bytes(number(bytes, 0)?));
    Some(Extra { by, key })
}

/// The bytes of the number that begins here.
fn number<const N: usize>(bytes: &[u8], at: usize) -> Option<[u8; N]> {
    bytes.get(at..)?.first_chunk().copied()
}

/// Whether texts are in order, each once.
fn in_order<'t>(mut texts: impl Iterator<Item = &'t str>) -> bool {
    let Some(mut last) = texts.next() else { return true };
    texts.all(|text| compare(std::mem::replace(&mut last, text), text).is_lt())
}
