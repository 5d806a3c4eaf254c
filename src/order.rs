//! Sorting that is compiled once.
//!
//! The standard sort is compiled anew for each type and comparison, with several kilobytes of wasm each time; so is collecting
//! a `BTreeSet` or `BTreeMap`, which sorts first. Lists that are sorted for people to read are short; these sort their places
//! by one shared routine and then move the items there.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// Up to so many items are moved one past the other, without a list of places.
const SHORT: usize = 12;

/// Stable sorting in little code. Use the standard sorts only where a profile says that it matters.
pub(crate) trait Order<T> {
    /// As `sort_by`.
    fn order_by(&mut self, compare: impl FnMut(&T, &T) -> Ordering);

    /// As `sort_by_cached_key`: the key of each item is made once.
    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K);

    /// As `sort`.
    fn order(&mut self)
    where
        T: Ord;
}

impl<T> Order<T> for [T] {
    fn order_by(&mut self, mut compare: impl FnMut(&T, &T) -> Ordering) {
        if self.len() <= SHORT {
            return insert(self, compare);
        }
        let places = sorted(
            self.len(),
            &mut |a, b| match (self.get(a as usize), self.get(b as usize)) {
                (Some(a), Some(b)) => compare(a, b),
                _ => Ordering::Equal,
            },
        );
        apply(self, places);
    }

    fn order_by_key<K: Ord>(&mut self, key: impl FnMut(&T) -> K) {
        if self.len() < 2 {
            return;
        }
        let keys: Vec<K> = self.iter().map(key).collect();
        let places = sorted(keys.len(), &mut |a, b| keys.get(a as usize).cmp(&keys.get(b as usize)));
        apply(self, places);
    }

    fn order(&mut self)
    where
        T: Ord,
    {
        self.order_by(T::cmp);
    }
}

/// A set, filled item by item.
pub(crate) fn set<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeSet<T> {
    let mut all = BTreeSet::new();
    all.extend(items);
    all
}

/// A map, filled item by item.
pub(crate) fn map<K: Ord, V>(items: impl IntoIterator<Item = (K, V)>) -> BTreeMap<K, V> {
    let mut all = BTreeMap::new();
    all.extend(items);
    all
}

/// As `str::cmp`, eight bytes at a time: in wasm the standard one goes byte by byte, and paths begin alike.
pub(crate) fn compare(a: &str, b: &str) -> Ordering {
    let (eights, others) = (a.as_bytes().as_chunks::<8>().0, b.as_bytes().as_chunks::<8>().0);
    if let Some((a, b)) = eights.iter().zip(others).find(|(a, b)| a != b) {
        return u64::from_be_bytes(*a).cmp(&u64::from_be_bytes(*b));
    }
    let seen = 8 * eights.len().min(others.len());
    a.as_bytes().get(seen..).cmp(&b.as_bytes().get(seen..))
}

/// How a text begins, for comparing many texts without going to where each one stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Head([u64; 2]);

impl Head {
    /// Two heads that differ compare as their texts.
    pub(crate) fn of(text: &str) -> Self {
        let mut eights = text.as_bytes().chunks(8).map(|chunk| {
            let mut eight = [0; 8];
            eight.iter_mut().zip(chunk).for_each(|(place, byte)| *place = *byte);
            u64::from_be_bytes(eight)
        });
        Self([(); 2].map(|()| eights.next().unwrap_or_default()))
    }
}

/// Moves each item before those that are greater.
fn insert<T>(items: &mut [T], mut compare: impl FnMut(&T, &T) -> Ordering) {
    for end in 1..items.len() {
        for at in (1..=end).rev() {
            match items.get(at - 1..=at) {
                Some([a, b]) if compare(a, b) == Ordering::Greater => items.swap(at - 1, at),
                _ => break,
            }
        }
    }
}

/// The places 0 to `length`, in order; equal ones as they were.
fn sorted(length: usize, compare: &mut dyn FnMut(u32, u32) -> Ordering) -> Vec<u32> {
    let mut places: Vec<u32> = (0..u32::try_from(length).unwrap_or(u32::MAX)).collect();
    places.sort_by(|a, b| compare(*a, *b));
    places
}

/// Moves each item to where its place stands; in place, each item at most once out of the way.
fn apply<T>(items: &mut [T], mut places: Vec<u32>) {
    for at in 0..places.len() {
        // Follows the circle of places that begins here until it comes back.
        let mut hole = at;
        while let Some(from) = places.get(hole).map(|from| *from as usize) {
            if let Some(place) = places.get_mut(hole) {
                *place = hole as u32;
            }
            if from == at || from == hole {
                break;
            }
            items.swap(hole, from);
            hole = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn texts_compare_as_in_the_standard(a in "[ab\u{e9}]{0,24}", b in "[ab\u{e9}]{0,24}", start in "[ab]{0,20}") {
            prop_assert_eq!(compare(&a, &b), a.cmp(&b));
            prop_assert_eq!(Head::of(&a).cmp(&Head::of(&b)).then_with(|| compare(&a, &b)), a.cmp(&b));
            let (a, b) = (format!("{start}{a}"), format!("{start}{b}"));
            prop_assert_eq!(compare(&a, &b), a.cmp(&b));
        }

        #[test]
        fn as_the_standard_sorts(items in proptest::collection::vec((0_u8..6, any::<u16>()), 0..40)) {
            let mut expected = items.clone();
            expected.sort_by_key(|item| item.0);
            let (mut by, mut by_key) = (items.clone(), items.clone());
            by.order_by(|a, b| a.0.cmp(&b.0));
            by_key.order_by_key(|item| item.0);
            prop_assert_eq!(&by, &expected);
            prop_assert_eq!(&by_key, &expected);
            let mut whole = items.clone();
            whole.order();
            expected.sort();
            prop_assert_eq!(whole, expected);
        }
    }
}
