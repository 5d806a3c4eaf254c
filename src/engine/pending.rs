//! Notes that wait for being read.

use crate::order;
use std::collections::BTreeSet;

/// Paths of notes of which no record is read yet. Those that come are put in order when that is asked for: while many
/// notes are loaded, each look at the paths of others would cost as much as reading a short note.
#[derive(Debug, Default)]
pub(super) struct Pending {
    sorted: BTreeSet<String>,
    came: Vec<String>,
    /// How often they were searched since they came.
    searched: u8,
}

impl Pending {
    /// Searches before they are put in order: few notes change right after loading, or many do.
    const SEARCHES: u8 = 32;

    pub(super) fn insert(&mut self, path: String) {
        self.came.push(path);
    }

    /// Whether a path was among them, which it is not any more.
    pub(super) fn remove(&mut self, path: &str) -> bool {
        if self.searched == Self::SEARCHES {
            return self.all().remove(path);
        }
        self.searched += 1;
        let count = self.came.len();
        self.came.retain(|came| came != path);
        self.sorted.remove(path) || self.came.len() < count
    }

    /// All of them, in order.
    pub(super) fn all(&mut self) -> &mut BTreeSet<String> {
        if !self.came.is_empty() {
            self.sorted.extend(self.came.drain(..));
        }
        self.searched = 0;
        &mut self.sorted
    }
}

impl FromIterator<String> for Pending {
    fn from_iter<I: IntoIterator<Item = String>>(paths: I) -> Self {
        Self {
            sorted: order::set(paths),
            ..Self::default()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_in_order_and_once() {
        let mut pending: Pending = ["b", "d"].map(str::to_owned).into_iter().collect();
        ["c", "a", "d"]
            .iter()
            .for_each(|path| pending.insert((*path).to_owned()));
        assert_eq!(pending.all().iter().collect::<Vec<_>>(), ["a", "b", "c", "d"]);
        pending.insert("b".to_owned());
        ["b", "e"].iter().for_each(|path| pending.insert((*path).to_owned()));
        assert!(pending.remove("b") && pending.remove("e") && !pending.remove("e"));
        assert_eq!(pending.all().iter().collect::<Vec<_>>(), ["a", "c", "d"]);
        (0..99).for_each(|path| pending.insert(path.to_string()));
        assert!((0..99).all(|path| pending.remove(&path.to_string()) && !pending.remove(&path.to_string())));
    }
}
