//! Many texts in one piece of memory.

use std::cmp::Ordering;

use crate::order::compare;

/// Texts by number.
#[derive(Debug, Default)]
pub(super) struct Texts {
    all: Box<str>,
    /// Where each ends.
    ends: Box<[u32]>,
}

impl Texts {
    /// Of texts one behind the other; `None` when one of them cannot end where it should.
    pub(super) fn new(all: String, ends: Vec<u32>) -> Option<Self> {
        let ordered = ends.iter().zip(ends.iter().skip(1)).all(|(a, b)| a <= b);
        let ended = ends.last().map_or(0, |end| *end as usize) == all.len();
        let whole = ends.iter().all(|end| all.is_char_boundary(*end as usize));
        (ordered && ended && whole).then(|| Self {
            all: all.into(),
            ends: ends.into(),
        })
    }

    /// How many there are.
    pub(super) fn count(&self) -> usize {
        self.ends.len()
    }

    /// One of them.
    pub(super) fn get(&self, number: usize) -> Option<&str> {
        let end = *self.ends.get(number)?;
        let before = number.checked_sub(1).and_then(|before| self.ends.get(before));
        self.all.get(before.map_or(0, |end| *end as usize)..end as usize)
    }

    /// The number of a text, where they are in order.
    pub(super) fn find(&self, text: &str) -> Option<u32> {
        let (mut from, mut to) = (0, self.count());
        while from < to {
            let middle = from.midpoint(to);
            match compare(self.get(middle)?, text) {
                Ordering::Less => from = middle + 1,
                Ordering::Equal => return u32::try_from(middle).ok(),
                Ordering::Greater => to = middle,
            }
        }
        None
    }

    /// All of them.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.count()).filter_map(|number| self.get(number))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_found_by_number() {
        let texts = Texts::new("aöb".to_owned(), vec![1, 1, 3, 4]).unwrap();
        assert_eq!(texts.iter().collect::<Vec<_>>(), ["a", "", "ö", "b"]);
        assert_eq!((texts.get(4), texts.count()), (None, 4));
        for ends in [vec![1, 2, 4], vec![3, 1, 4], vec![1, 3], vec![1, 5], vec![]] {
            assert!(Texts::new("aöb".to_owned(), ends).is_none());
        }
        assert_eq!(Texts::new(String::new(), Vec::new()).unwrap().iter().count(), 0);
    }
}
