//! Numbers by the key of a name.

use super::few::Few;
use super::fold::{Key, KeyMap};

/// Numbers by key.
#[derive(Debug, Default)]
pub(super) struct ByKey {
    /// Those that came at once, in order. A key that has changed since is looked up in `changed` alone.
    keys: Box<[Key]>,
    ids: Box<[u32]>,
    changed: KeyMap<Few>,
}

impl ByKey {
    /// Of keys in order, each with its number, those of one key in order too.
    pub(super) fn in_order(keys: Vec<Key>, ids: Vec<u32>) -> Self {
        Self {
            keys: keys.into(),
            ids: ids.into(),
            changed: KeyMap::default(),
        }
    }

    /// Makes room for as many keys more.
    pub(super) fn reserve(&mut self, count: usize) {
        self.changed.reserve(count);
    }

    pub(super) fn add(&mut self, key: Key, id: u32) {
        self.change(key).insert(id);
    }

    pub(super) fn remove(&mut self, key: Key, id: u32) {
        if self.change(key).remove(id) && self.in_order_under(key).is_empty() {
            self.changed.remove(&key);
        }
    }

    pub(super) fn get(&self, key: Key) -> &[u32] {
        match self.changed.get(&key) {
            Some(few) => few.as_slice(),
            None => self.in_order_under(key),
        }
    }

    fn change(&mut self, key: Key) -> &mut Few {
        if !self.keys.is_empty() && !self.changed.contains_key(&key) {
            let few = self.in_order_under(key).iter().copied().collect();
            self.changed.insert(key, few);
        }
        self.changed.entry(key).or_default()
    }

    fn in_order_under(&self, key: Key) -> &[u32] {
        let from = self.keys.partition_point(|known| *known < key);
        let same = self.keys.iter().skip(from).take_while(|known| **known == key).count();
        self.ids.get(from..from + same).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_came_at_once_changes_as_what_came_one_by_one() {
        let pairs = [(1, 4), (1, 7), (3, 2), (9, 5)].map(|(key, id)| (Key::from_raw(key), id));
        let mut single = ByKey::default();
        pairs.iter().for_each(|(key, id)| single.add(*key, *id));
        let mut whole = ByKey::in_order(pairs.map(|pair| pair.0).into(), pairs.map(|pair| pair.1).into());
        let changes = [
            (1, 5, true),
            (3, 2, false),
            (2, 1, true),
            (2, 1, false),
            (1, 4, false),
            (3, 6, true),
            (8, 1, false),
        ];
        for (key, id, add) in changes {
            for by_key in [&mut single, &mut whole] {
                match add {
                    true => by_key.add(Key::from_raw(key), id),
                    false => by_key.remove(Key::from_raw(key), id),
                }
            }
            for key in (0..10).map(Key::from_raw) {
                assert_eq!(whole.get(key), single.get(key), "{key:?}");
            }
        }
    }
}
