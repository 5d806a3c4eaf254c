//! The payload: the linkpaths, the tags, the files, their texts, parts of the caller's own.

use std::hash::Hasher as _;

use twox_hash::XxHash3_64;

use super::super::fold::Key;
use super::super::kept::Kept;
use super::super::{Vault, names::NameId, resolve};
use super::{HEADER, MAGIC, Out, Part, VERSION};
use crate::order::Order as _;
use crate::text::{Diagnostic, Severity};

/// Numbers and texts one behind the other, given away piece by piece.
struct Payload<'o> {
    /// What is not given away yet.
    waiting: Vec<u8>,
    out: &'o mut Out<'o>,
    hash: XxHash3_64,
    length: u64,
}

/// Bytes of a piece, about.
const PIECE: usize = 1 << 20;

/// The texts that notes share, by the number they have in the snapshot.
struct Table<'v> {
    texts: Vec<&'v str>,
    /// In order, and the number of each.
    ids: Vec<NameId>,
    places: Vec<usize>,
}

impl<'v> Table<'v> {
    fn new(ids: impl Iterator<Item = NameId>, text: impl Fn(NameId) -> &'v str) -> Self {
        let mut ids: Vec<NameId> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        let mut sorted: Vec<(&str, usize)> = ids.iter().zip(0..).map(|(id, at)| (text(*id), at)).collect();
        sorted.sort_unstable();
        let mut places = vec![0; ids.len()];
        for (place, (_, at)) in sorted.iter().enumerate() {
            places.get_mut(*at).into_iter().for_each(|given| *given = place);
        }
        Self {
            texts: sorted.iter().map(|(text, _)| *text).collect(),
            ids,
            places,
        }
    }

    fn place(&self, id: NameId) -> usize {
        let at = self.ids.binary_search(&id).ok();
        at.and_then(|at| self.places.get(at)).copied().unwrap_or_default()
    }
}

/// Gives the payload of a vault's snapshot to `out`, in pieces; returns its header.
pub(super) fn save(vault: &Vault, parts: &[(&str, Part)], out: &mut Out<'_>) -> [u8; HEADER] {
    let notes = || vault.files.sorted_notes().map(|(_, _, kept)| kept);
    let links = notes().flat_map(|kept| kept.links.iter().map(|link| link.name));
    let names = Table::new(links, |id| vault.link_names.text(id));
    let tags = Table::new(notes().flat_map(|kept| kept.tags.iter().copied()), |id| {
        vault.tag_names.text(id)
    });
    let mut payload = Payload::new(out);
    payload.texts(&names.texts);
    payload.keys(&names.texts);
    payload.texts(&tags.texts);
    payload.number(vault.files.count());
    for (_, file) in vault.files.sorted() {
        payload.text(&file.path);
        payload.number(usize::from(file.note.is_some()));
        if let Some(kept) = &file.note {
            payload.note(kept, &names, &tags);
        }
        payload.give(PIECE);
    }
    for kept in notes() {
        kept.text.look(|text| payload.waiting.extend(text.as_bytes()));
        payload.give(PIECE);
    }
    payload.parts(parts);
    payload.sealed()
}

/// The header of a payload of this length and checksum.
fn header(length: u64, checksum: u64) -> [u8; HEADER] {
    let fields = MAGIC.into_iter().chain(VERSION.to_le_bytes());
    let fields = fields.chain(length.to_le_bytes()).chain(checksum.to_le_bytes());
    let mut header = [0; HEADER];
    for (place, byte) in header.iter_mut().zip(fields) {
        *place = byte;
    }
    header
}

/// A payload with its header.
#[cfg(test)]
pub(super) fn sealed(payload: &[u8]) -> Vec<u8> {
    let header = header(payload.len() as u64, XxHash3_64::oneshot(payload));
    [&header, payload].concat()
}

impl<'o> Payload<'o> {
    fn new(out: &'o mut Out<'o>) -> Self {
        Self {
            waiting: Vec::with_capacity(2 * PIECE),
            out,
            hash: XxHash3_64::new(),
            length: 0,
        }
    }

    /// Gives away what waits when it is more than `most` bytes.
    fn give(&mut self, most: usize) {
        if self.waiting.len() > most {
            self.hash.write(&self.waiting);
            self.length += self.waiting.len() as u64;
            (self.out)(&self.waiting);
            self.waiting.clear();
        }
    }

    fn sealed(mut self) -> [u8; HEADER] {
        self.give(0);
        header(self.length, self.hash.finish())
    }

    fn note(&mut self, kept: &Kept, names: &Table, tags: &Table) {
        self.stamp(kept);
        self.number(kept.text.length());
        self.number(kept.links.len());
        for link in &kept.links {
            let (start, length, bits) = link.raw();
            self.small(names.place(link.name));
            self.waiting.extend(start.to_le_bytes());
            self.waiting.extend(length.to_le_bytes());
            self.waiting.extend(bits.to_le_bytes());
        }
        self.number(kept.headings.len());
        for heading in &kept.headings {
            self.waiting.extend(heading.start.to_le_bytes());
            self.waiting.extend(heading.length.to_le_bytes());
            self.waiting.push(heading.level);
        }
        for mark in &kept.marks {
            self.waiting.extend(mark.lines.to_le_bytes());
            self.waiting.extend(mark.units.to_le_bytes());
        }
        self.number(kept.tags.len());
        for tag in &kept.tags {
            self.small(tags.place(*tag));
        }
        self.number(kept.extras.len());
        for extra in &kept.extras {
            self.waiting.extend(extra.key.raw().to_le_bytes());
            self.waiting.push(extra.by as u8);
        }
        self.odd(kept);
    }

    fn stamp(&mut self, kept: &Kept) {
        self.number(usize::from(kept.stamp.mtime.is_some()));
        self.waiting.extend(kept.stamp.mtime.unwrap_or_default().to_le_bytes());
        self.waiting.extend(kept.stamp.size.to_le_bytes());
        self.waiting.extend(kept.stamp.hash.to_le_bytes());
    }

    fn odd(&mut self, kept: &Kept) {
        self.number(usize::from(kept.odd.is_some()));
        let Some(odd) = &kept.odd else { return };
        self.number(odd.diagnostics.len());
        odd.diagnostics
            .iter()
            .for_each(|diagnostic| self.diagnostic(diagnostic));
        self.number(odd.repairs.len());
        for run in &odd.repairs {
            self.numbers([run.span.start, run.span.end, run.lost]);
        }
    }

    fn diagnostic(&mut self, diagnostic: &Diagnostic) {
        self.text(diagnostic.code);
        self.number(match diagnostic.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        });
        self.text(&diagnostic.message);
        self.numbers([diagnostic.span.start, diagnostic.span.end]);
    }

    /// The keys of linkpaths, in order, with the place of each, so that nobody has to put them in order again.
    fn keys(&mut self, texts: &[&str]) {
        let keyed = texts
            .iter()
            .zip(0_u32..)
            .filter_map(|(text, place)| Some((resolve::link_key(text)?, place)));
        let mut keys: Vec<(Key, u32)> = keyed.collect();
        keys.order();
        self.number(keys.len());
        for (key, place) in keys {
            self.waiting.extend(key.raw().to_le_bytes());
            self.waiting.extend(place.to_le_bytes());
        }
    }

    fn parts(&mut self, parts: &[(&str, Part)]) {
        self.number(parts.len());
        for (name, part) in parts {
            self.text(name);
            match part {
                Part::Bytes(bytes) => self.bytes(bytes),
                Part::Written { length, write } => {
                    self.number(*length);
                    write(&mut |bytes| {
                        self.waiting.extend(bytes);
                        self.give(PIECE);
                    });
                }
            }
        }
    }

    /// Texts one behind the other, where each ends before them.
    fn texts(&mut self, texts: &[&str]) {
        self.number(texts.len());
        let mut end = 0;
        for text in texts {
            end += text.len();
            self.small(end);
        }
        texts.iter().for_each(|text| self.waiting.extend(text.as_bytes()));
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.waiting.extend(bytes);
    }

    fn numbers<const N: usize>(&mut self, numbers: [u32; N]) {
        for number in numbers {
            self.number(number as usize);
        }
    }

    /// A number of four bytes.
    fn small(&mut self, number: usize) {
        let number = u32::try_from(number).unwrap_or(u32::MAX);
        self.waiting.extend(number.to_le_bytes());
    }

    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.waiting.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.waiting.push(number as u8);
    }
}
