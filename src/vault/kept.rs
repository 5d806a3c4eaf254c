//! What is kept of a note: its text, and what questions about the whole vault need at once. All else is read again from
//! the text when it is asked for.

use std::cell::OnceCell;
use std::sync::Arc;

use super::extra::{self, Extra};
use super::mark::{self, Mark};
use super::names::NameId;
use super::text::Text;
use super::update::Numbers;
use crate::note::{self, Context, LinkKind, Note, RepairedRun, Slate, Source, metadata};
use crate::text::{Diagnostic, Span};

/// What is kept of a note.
#[derive(Debug)]
pub(super) struct Kept {
    pub text: Text,
    pub links: Box<[KeptLink]>,
    pub headings: Box<[KeptHeading]>,
    /// For counting lines and units.
    pub marks: Box<[Mark]>,
    /// Tags in the order of the host's `getAllTags`.
    pub tags: Box<[NameId]>,
    /// Names that its content states.
    pub extras: Box<[Extra]>,
    /// What was odd about its bytes; mostly nothing.
    pub odd: Option<Box<Odd>>,
    pub stamp: Stamp,
    pub detail: OnceCell<Box<Note>>,
}

/// What was odd about the bytes of a note.
#[derive(Debug, Clone)]
pub(super) struct Odd {
    pub diagnostics: Vec<Diagnostic>,
    pub repairs: Vec<RepairedRun>,
}

/// By what a changed file is told from an unchanged one.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Stamp {
    /// When the file was changed, in milliseconds since 1970, where it is known.
    pub mtime: Option<i64>,
    /// Bytes of the file.
    pub size: u64,
    /// XXH3 of the file's bytes.
    pub hash: u64,
}

impl Stamp {
    /// Of a file's bytes.
    pub fn of(content: &[u8]) -> Self {
        Self {
            mtime: None,
            size: content.len() as u64,
            hash: twox_hash::XxHash3_64::oneshot(content),
        }
    }
}

/// A link to something in the vault, in the order of the text: properties first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeptLink {
    /// Its linkpath.
    pub name: NameId,
    pub start: u32,
    /// Bytes, [`u16::MAX`] for any more.
    length: u16,
    /// [`Context`], then 2 bits for the kind, then [`KeptLink::COUNTED`].
    bits: u16,
}

impl KeptLink {
    /// Set for links that the host counts.
    const COUNTED: u16 = 1 << 15;
    const KIND: u16 = 13;

    pub(super) fn new(name: NameId, link: &Seen) -> Self {
        let kind = match link.kind {
            LinkKind::Wikilink => 0,
            LinkKind::Markdown => 1 << Self::KIND,
            LinkKind::Reference => 2 << Self::KIND,
        };
        let counted = if link.counted { Self::COUNTED } else { 0 };
        Self {
            name,
            start: link.span.start,
            length: u16::try_from(link.span.len()).unwrap_or(u16::MAX),
            bits: link.context.bits() | kind | counted,
        }
    }

    pub(super) fn from_raw(name: NameId, (start, length, bits): (u32, u16, u16)) -> Self {
        Self {
            name,
            start,
            length,
            bits,
        }
    }

    pub(super) fn raw(self) -> (u32, u16, u16) {
        (self.start, self.length, self.bits)
    }

    pub(super) fn is_counted(self) -> bool {
        self.bits & Self::COUNTED != 0
    }

    pub(super) fn context(self) -> Context {
        Context::from_bits(self.bits)
    }

    pub(super) fn kind(self) -> LinkKind {
        match self.bits >> Self::KIND & 3 {
            0 => LinkKind::Wikilink,
            1 => LinkKind::Markdown,
            _ => LinkKind::Reference,
        }
    }
}

/// A heading: its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct KeptHeading {
    pub start: u32,
    pub length: u16,
    pub level: u8,
}

impl KeptHeading {
    pub(super) fn span(self) -> Span {
        Span::new(self.start as usize, self.start as usize + usize::from(self.length))
    }
}

/// A link of a note that is kept.
pub(super) struct Seen<'n> {
    pub kind: LinkKind,
    pub span: Span,
    /// With its subpath.
    pub target: &'n str,
    /// What stands between the brackets of a Markdown link, or behind the bar of a wikilink.
    pub display: Option<&'n str>,
    pub context: Context,
    pub counted: bool,
}

impl<'n> Seen<'n> {
    /// The links of a note that lead, or may lead, to files of the vault: of its properties, then of its body, then
    /// definitions of reference links. Links that the host does not read (in code, math and HTML) are left out.
    pub(super) fn all(note: &'n Note) -> Vec<Self> {
        let mut seen = properties(note);
        let body = note.links.iter().filter(|link| metadata::is_cached(note, link));
        seen.extend(body.map(|link| Self {
            kind: link.kind,
            span: link.span,
            target: &link.target,
            display: link.display.as_deref(),
            context: link.context,
            counted: true,
        }));
        let internal = note.definitions.iter().filter(|d| !note::is_external(&d.target));
        seen.extend(internal.map(|definition| Self {
            kind: LinkKind::Reference,
            span: definition.span,
            target: &definition.target,
            display: None,
            context: Context::NONE,
            counted: false,
        }));
        seen
    }
}

fn properties(note: &Note) -> Vec<Seen<'_>> {
    let Some(frontmatter) = note.frontmatter.as_ref().filter(|f| !f.links.is_empty()) else {
        return Vec::new();
    };
    let mut counted = metadata::property_link_spans(note);
    let links = frontmatter.links.iter().map(|(_, link)| link);
    let internal = links.filter(|link| link.kind == LinkKind::Wikilink || !note::is_external(&link.target));
    internal
        .map(|link| {
            // The same text may stand at one place only once, so each counted place is used up.
            let at = counted.iter().position(|span| *span == link.span);
            Seen {
                kind: link.kind,
                span: link.span,
                target: &link.target,
                display: link.display.as_deref(),
                context: link.context,
                counted: at.map(|at| counted.swap_remove(at)).is_some(),
            }
        })
        .collect()
}

impl Kept {
    /// Reads and keeps a note.
    pub(super) fn new(source: Source, stamp: Stamp, mut numbers: Numbers, slate: &mut Slate) -> Self {
        let odd = (!source.diagnostics.is_empty() || !source.repairs.is_empty()).then(|| {
            Box::new(Odd {
                diagnostics: source.diagnostics.clone(),
                repairs: source.repairs.clone(),
            })
        });
        let note = slate.read(source);
        let links = Seen::all(note)
            .iter()
            .map(|link| KeptLink::new(numbers.name(note::linkpath(link.target).trim()), link))
            .collect();
        let tags = super::tag::of(note);
        Self {
            text: Arc::clone(&note.text).into(),
            links,
            headings: headings(note),
            marks: mark::of(note),
            tags: tags.iter().map(|tag| numbers.tag(tag)).collect(),
            extras: extra::stated(note),
            odd,
            stamp,
            detail: OnceCell::new(),
        }
    }

    /// The same with the whole note.
    pub(super) fn with_detail(mut self: Box<Self>, note: Note) -> Box<Self> {
        self.detail = OnceCell::from(Box::new(note));
        self
    }

    /// The whole note, read again when it was let go.
    pub(super) fn note(&self) -> &Note {
        self.detail.get_or_init(|| Box::new(self.read()))
    }

    /// The whole note, not kept.
    pub(super) fn read(&self) -> Note {
        note::read(self.source())
    }

    /// What it is read from.
    pub(super) fn source(&self) -> Source {
        let odd = self.odd.as_deref();
        Source {
            text: Arc::clone(self.text.fetched()),
            repairs: odd.map(|odd| odd.repairs.clone()).unwrap_or_default(),
            diagnostics: odd.map(|odd| odd.diagnostics.clone()).unwrap_or_default(),
        }
    }

    /// The linkpaths that it uses, each once.
    pub(super) fn names(&self) -> Vec<NameId> {
        let mut names: Vec<NameId> = self.links.iter().map(|link| link.name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }

    /// Where a kept link ends.
    pub(super) fn span(&self, link: KeptLink) -> Span {
        let short = Span::new(link.start as usize, link.start as usize + usize::from(link.length));
        if link.length < u16::MAX {
            return short;
        }
        let note = self.note();
        let whole = Seen::all(note).into_iter().find(|seen| seen.span.start == link.start);
        whole.map_or(short, |seen| seen.span)
    }

    /// UTF-16 units that repairs took away before byte `offset`.
    pub(super) fn units_lost(&self, offset: usize) -> u32 {
        let repairs = self.odd.as_ref().map_or(&[][..], |odd| &odd.repairs);
        let ended = repairs.partition_point(|run| run.span.end as usize <= offset);
        ended
            .checked_sub(1)
            .and_then(|last| repairs.get(last))
            .map_or(0, |run| run.lost)
    }

    /// The last heading at or before byte `offset`.
    pub(super) fn heading_above(&self, offset: u32) -> Option<&str> {
        let after = self.headings.partition_point(|heading| heading.start <= offset);
        let heading = self.headings.get(after.checked_sub(1)?)?;
        Some(heading.span().of(&self.text))
    }
}

fn headings(note: &Note) -> Box<[KeptHeading]> {
    let headings = note.headings.iter();
    headings
        .map(|heading| {
            let mut length = heading.text.len().min(usize::from(u16::MAX));
            while !note.text.is_char_boundary(heading.text.start as usize + length) {
                length -= 1;
            }
            KeptHeading {
                start: heading.text.start,
                length: u16::try_from(length).unwrap_or(u16::MAX),
                level: heading.level,
            }
        })
        .collect()
}
