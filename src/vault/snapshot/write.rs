//! The payload: the linkpaths, the tags, the files.

use std::collections::BTreeMap;

use super::super::fold::Key;
use super::super::kept::Kept;
use super::super::mark::Mark;
use super::super::{Vault, names::NameId, resolve};
use super::{HEADER, MAGIC, VERSION};
use crate::text::{Diagnostic, Severity};

/// Numbers and texts one behind the other.
struct Payload(Vec<u8>);

/// The texts that notes share, by the number they have in the snapshot.
struct Table<'v> {
    texts: Vec<&'v str>,
    places: BTreeMap<NameId, usize>,
}

impl<'v> Table<'v> {
    fn new(ids: impl Iterator<Item = NameId>, text: impl Fn(NameId) -> &'v str) -> Self {
        let ids: std::collections::BTreeSet<NameId> = ids.collect();
        let mut sorted: Vec<(&str, NameId)> = ids.into_iter().map(|id| (text(id), id)).collect();
        sorted.sort_unstable();
        Self {
            texts: sorted.iter().map(|(text, _)| *text).collect(),
            places: sorted.iter().enumerate().map(|(place, (_, id))| (*id, place)).collect(),
        }
    }

    fn place(&self, id: NameId) -> usize {
        self.places.get(&id).copied().unwrap_or_default()
    }
}

/// A vault as a snapshot.
pub(super) fn save(vault: &Vault, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let notes = || vault.files.sorted_notes().map(|(_, _, kept)| kept);
    let links = notes().flat_map(|kept| kept.links.iter().map(|link| link.name));
    let names = Table::new(links, |id| vault.link_names.text(id));
    let tags = Table::new(notes().flat_map(|kept| kept.tags.iter().copied()), |id| {
        vault.tag_names.text(id)
    });
    let notes_size: usize = notes().map(size).sum();
    let parts_size: usize = parts.iter().map(|(name, bytes)| name.len() + bytes.len() + 20).sum();
    let names_size: usize = names.texts.iter().chain(&tags.texts).map(|text| text.len() + 14).sum();
    let paths_size: usize = vault.files().map(|path| path.len() + 6).sum();
    // Room for all at once: a large vault has none for a second copy.
    let mut payload = Payload(Vec::with_capacity(
        HEADER + notes_size + parts_size + names_size + paths_size + 64,
    ));
    payload.0.resize(HEADER, 0);
    payload.parts(parts);
    payload.number(names.texts.len());
    for text in &names.texts {
        payload.text(text);
        payload.key(resolve::link_key(text));
    }
    payload.texts(&tags.texts);
    payload.number(vault.files.sorted().count());
    for (_, file) in vault.files.sorted() {
        payload.text(&file.path);
        payload.number(usize::from(file.note.is_some()));
        if let Some(kept) = &file.note {
            payload.note(kept, &names, &tags);
        }
    }
    seal(&mut payload.0);
    payload.0
}

/// About how many bytes a note takes; rarely less than it does.
fn size(kept: &Kept) -> usize {
    let odd = if kept.odd.is_some() { 256 } else { 0 };
    let lists = kept.links.len() * 12 + kept.headings.len() * 8 + kept.marks.len() * 4 + kept.tags.len() * 3;
    kept.text.len() + lists + kept.extras.len() * 9 + odd + 48
}

/// Writes the header before a payload that has room for it.
fn seal(bytes: &mut [u8]) {
    let payload = bytes.get(HEADER..).unwrap_or_default();
    let (length, checksum) = (payload.len() as u64, twox_hash::XxHash3_64::oneshot(payload));
    let header = MAGIC.into_iter().chain(VERSION.to_le_bytes());
    let header = header.chain(length.to_le_bytes()).chain(checksum.to_le_bytes());
    for (place, byte) in bytes.iter_mut().zip(header) {
        *place = byte;
    }
}

/// A payload with its header.
#[cfg(test)]
pub(super) fn sealed(payload: &[u8]) -> Vec<u8> {
    let mut bytes = [&[0; HEADER], payload].concat();
    seal(&mut bytes);
    bytes
}

impl Payload {
    fn note(&mut self, kept: &Kept, names: &Table, tags: &Table) {
        self.stamp(kept);
        self.text(&kept.text);
        self.number(kept.links.len());
        for link in &kept.links {
            let (start, length, bits) = link.raw();
            let name = u32::try_from(names.place(link.name)).unwrap_or(u32::MAX);
            self.0.extend(name.to_le_bytes());
            self.0.extend(start.to_le_bytes());
            self.0.extend(length.to_le_bytes());
            self.0.extend(bits.to_le_bytes());
        }
        self.number(kept.headings.len());
        for heading in &kept.headings {
            self.numbers([heading.start, heading.length.into(), heading.level.into()]);
        }
        self.marks(kept);
        self.number(kept.tags.len());
        kept.tags.iter().for_each(|tag| self.number(tags.place(*tag)));
        self.number(kept.extras.len());
        for extra in &kept.extras {
            self.number(extra.by as usize);
            self.0.extend(extra.key.raw().to_le_bytes());
        }
        self.odd(kept);
    }

    /// Each mark as it differs from the one before.
    fn marks(&mut self, kept: &Kept) {
        let mut last = Mark::default();
        for mark in &kept.marks {
            self.numbers([mark.lines - last.lines, mark.units - last.units]);
            last = *mark;
        }
    }

    fn stamp(&mut self, kept: &Kept) {
        self.number(usize::from(kept.stamp.mtime.is_some()));
        self.0.extend(kept.stamp.mtime.unwrap_or_default().to_le_bytes());
        self.0.extend(kept.stamp.size.to_le_bytes());
        self.0.extend(kept.stamp.hash.to_le_bytes());
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

    /// A key that is a hash, or that there is none.
    fn key(&mut self, key: Option<Key>) {
        self.number(usize::from(key.is_some()));
        if let Some(key) = key {
            self.0.extend(key.raw().to_le_bytes());
        }
    }

    fn parts(&mut self, parts: &[(&str, &[u8])]) {
        self.number(parts.len());
        for (name, bytes) in parts {
            self.text(name);
            self.bytes(bytes);
        }
    }

    fn texts(&mut self, texts: &[&str]) {
        self.number(texts.len());
        texts.iter().for_each(|text| self.text(text));
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len());
        self.0.extend(bytes);
    }

    fn numbers<const N: usize>(&mut self, numbers: [u32; N]) {
        for number in numbers {
            self.number(number as usize);
        }
    }

    fn number(&mut self, mut number: usize) {
        while number >= 0x80 {
            self.0.push((number & 0x7F) as u8 | 0x80);
            number >>= 7;
        }
        self.0.push(number as u8);
    }
}
