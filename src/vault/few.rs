//! A sorted set of numbers, which mostly holds one.

/// A sorted set of numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Few {
    /// One number.
    One(u32),
    /// Any number of them.
    Many(Vec<u32>),
}

impl Default for Few {
    fn default() -> Self {
        Self::Many(Vec::new())
    }
}

impl FromIterator<u32> for Few {
    fn from_iter<I: IntoIterator<Item = u32>>(ids: I) -> Self {
        let mut few = Self::default();
        ids.into_iter().for_each(|id| few.insert(id));
        few
    }
}

impl Few {
    pub(crate) fn as_slice(&self) -> &[u32] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }

    /// Adds a number; nothing happens when it is there.
    pub(crate) fn insert(&mut self, id: u32) {
        match self {
            Self::One(one) if *one == id => {}
            Self::One(one) => *self = Self::Many(vec![(*one).min(id), (*one).max(id)]),
            Self::Many(ids) if ids.is_empty() => *self = Self::One(id),
            Self::Many(ids) if ids.last().is_some_and(|last| *last < id) => ids.push(id),
            Self::Many(ids) => {
                if let Err(at) = ids.binary_search(&id) {
                    ids.insert(at, id);
                }
            }
        }
    }

    /// Removes a number; true when none is left.
    pub(crate) fn remove(&mut self, id: u32) -> bool {
        match self {
            Self::One(one) if *one == id => *self = Self::default(),
            Self::One(_) => {}
            Self::Many(ids) => {
                if let Ok(at) = ids.binary_search(&id) {
                    ids.remove(at);
                }
            }
        }
        self.as_slice().is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_a_sorted_set() {
        let mut few = Few::default();
        for id in [5, 3, 5, 9, 3] {
            few.insert(id);
        }
        assert_eq!(few.as_slice(), [3, 5, 9]);
        assert!(!few.remove(4) && !few.remove(3) && !few.remove(9) && few.remove(5));
        few.insert(7);
        assert_eq!(few, Few::One(7));
    }
}
