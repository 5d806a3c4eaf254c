//! Which of a few texts may say nearly the same as another one, without comparing it with each.

use crate::relation::Digest;

/// What a few texts say.
#[derive(Debug, Default)]
pub(super) struct Alike {
    digests: Vec<Digest>,
    /// For each number of words, which texts have about as many, a bit for each.
    by_length: Vec<u64>,
}

impl Alike {
    /// How many texts are kept at most.
    pub(super) const MOST: usize = u64::BITS as usize;

    /// Keeps what the text at a place says, instead of what was said there before; places beyond the last one are passed
    /// over.
    pub(super) fn set(&mut self, at: usize, digest: Digest) {
        if at >= Self::MOST {
            return;
        }
        match self.digests.get_mut(at) {
            Some(kept) => {
                *kept = digest;
                self.by_length.iter_mut().for_each(|texts| *texts &= !(1 << at));
            }
            None => self.digests.push(digest),
        }
        let lengths = digest.lengths_near();
        if self.by_length.len() <= *lengths.end() {
            self.by_length.resize(lengths.end() + 1, 0);
        }
        let near = self.by_length.get_mut(lengths).into_iter().flatten();
        near.for_each(|texts| *texts |= 1 << at);
    }

    /// The places of texts that may say nearly the same, in order.
    pub(super) fn find(&self, digest: &Digest) -> impl Iterator<Item = usize> {
        let mut left = self.by_length.get(digest.length()).copied().unwrap_or(0);
        let alike = std::iter::from_fn(move || {
            let at = left.trailing_zeros() as usize;
            left &= left.checked_sub(1)?;
            Some(at)
        });
        alike.filter(|at| self.digests.get(*at).is_some_and(|kept| kept.may_agree(digest)))
    }
}
