//! Files under one name: few of them nearly always, and then without a set of their own.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::files::FileId;
use crate::text::utf16_units;

/// Place of a file among those that a link may mean: the shortest path first, by UTF-16 units as the host counts, then
/// in lexicographic order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rank {
    length: u32,
    pub path: Arc<str>,
    pub id: FileId,
}

impl Rank {
    pub(super) fn new(path: &Arc<str>, id: FileId) -> Self {
        Self {
            length: u32::try_from(utf16_units(path.as_bytes())).unwrap_or(u32::MAX),
            path: Arc::clone(path),
            id,
        }
    }

    /// Whether both paths are equally long.
    pub(super) fn ties(&self, other: &Self) -> bool {
        self.length == other.length
    }
}

/// The files under one key.
#[derive(Debug)]
pub(super) enum Group {
    /// One file.
    One(FileId),
    /// Several, or one where there were several.
    Many(Box<Several>),
}

/// Files in the order of their [`Rank`].
#[derive(Debug, Default)]
pub(super) struct Several {
    pub ranks: BTreeSet<Rank>,
    /// Whether the names may be written differently: then the one written as a link writes it is looked for.
    pub mixed: bool,
}
