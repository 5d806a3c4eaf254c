//! Bytes that stay outside the vault and are read when they are needed: those of the snapshot that it was restored from.

use std::fmt;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// Where bytes stand that are read when they are needed. They shall stay as they are: what is not there any more, or is no
/// text any more, reads as an empty text, and [`Vault::is_damaged`](super::Vault::is_damaged) says so from then on.
pub trait Shelf: Send + Sync {
    /// How many bytes there are.
    fn length(&self) -> usize;

    /// Fills a piece with the bytes from this one on; false when they are not there.
    fn read(&self, at: usize, piece: &mut [u8]) -> bool;
}

impl<B: AsRef<[u8]> + Send + Sync> Shelf for B {
    fn length(&self) -> usize {
        self.as_ref().len()
    }

    fn read(&self, at: usize, piece: &mut [u8]) -> bool {
        let end = at.checked_add(piece.len());
        let there = end.and_then(|end| self.as_ref().get(at..end));
        there.map(|there| piece.copy_from_slice(there)).is_some()
    }
}

/// Whether a shelf was found changed.
pub(super) type Damage = Arc<AtomicBool>;

/// A shelf that places are read from; it goes with the last of them.
pub(super) struct Lender {
    pub shelf: Box<dyn Shelf>,
    /// Used for one place after the other, so that what is looked at once takes no fresh memory.
    piece: Mutex<Vec<u8>>,
    damage: Damage,
}

impl Lender {
    pub(super) fn new(shelf: Box<dyn Shelf>, damage: &Damage) -> Self {
        Self {
            shelf,
            piece: Mutex::default(),
            damage: Arc::clone(damage),
        }
    }
}

/// A piece of a shelf.
#[derive(Clone)]
pub(super) struct Place {
    lender: Arc<Lender>,
    at: usize,
    length: usize,
}

impl Place {
    pub(super) fn new(lender: &Arc<Lender>, at: usize, length: usize) -> Self {
        Self {
            lender: Arc::clone(lender),
            at,
            length,
        }
    }

    pub(super) fn length(&self) -> usize {
        self.length
    }

    /// Fills a piece with the bytes from this one of the place on.
    pub(super) fn read(&self, at: usize, piece: &mut [u8]) {
        if !self.lender.shelf.read(self.at + at, piece) {
            piece.fill(0);
            self.damaged();
        }
    }

    /// Looks at the text that stands there.
    pub(super) fn with<T>(&self, run: impl FnOnce(&str) -> T) -> T {
        let waiting = || self.lender.piece.lock().unwrap_or_else(PoisonError::into_inner);
        // Taken out, so that another place can be read meanwhile.
        let mut piece = std::mem::take(&mut *waiting());
        if piece.len() < self.length {
            piece.resize(self.length, 0);
        }
        let found = piece.get_mut(..self.length).map(|place| {
            let there = self.lender.shelf.read(self.at, place);
            there
                .then_some(&*place)
                .and_then(|bytes| std::str::from_utf8(bytes).ok())
        });
        let text = found.flatten().unwrap_or_else(|| {
            self.damaged();
            ""
        });
        let result = run(text);
        *waiting() = piece;
        result
    }

    fn damaged(&self) {
        self.lender.damage.store(true, Ordering::Relaxed);
    }
}

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}+{}", self.at, self.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read_one_by_one_and_one_in_another() {
        let damage = Damage::default();
        let lender = Arc::new(Lender::new(Box::new(b"one two\xFF".to_vec()), &damage));
        let place = |at, length| Place::new(&lender, at, length);
        let both = place(0, 3).with(|one| place(4, 3).with(|two| format!("{two} {one}")));
        assert_eq!(both, "two one");
        assert_eq!(place(4, 1).with(str::len), 1, "no more than its length");
        assert!(!damage.load(Ordering::Relaxed));
        for (at, length) in [(4, 4), (7, 2), (9, 1), (usize::MAX, 1)] {
            damage.store(false, Ordering::Relaxed);
            assert_eq!(place(at, length).with(str::len), 0);
            assert!(damage.load(Ordering::Relaxed));
        }
    }
}
