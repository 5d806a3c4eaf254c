//! Which of a few texts may say nearly the same as another one, without comparing it with each.

use crate::relation::Digest;

/// What a few texts say.
#[derive(Debug, Default)]
pub(super) struct Alike {
    digests: Vec<Digest>,
    /// For each number of words, which texts have about as many, a bit for each.
    by_length: Vec<u64>,
    /// For each bit that words are kept in, which texts have it; `None` while there are few texts.
    by_bit: Option<Box<[u64; Digest::BITS]>>,
}

impl Alike {
    /// How many texts are kept at most.
    pub(super) const MOST: usize = u64::BITS as usize;
    /// So many are compared one by one sooner than looked up by their words.
    const FEW: usize = 12;

    /// Keeps what the text at a place says, instead of what was said there before; places beyond the last one are passed
    /// over.
    pub(super) fn set(&mut self, at: usize, digest: Digest) {
        if at >= Self::MOST {
            return;
        }
        match self.digests.get_mut(at) {
            Some(kept) => {
                let old = std::mem::replace(kept, digest);
                self.as_long(&old).for_each(|texts| *texts &= !(1 << at));
                self.each_bit(&old, |texts| *texts &= !(1 << at));
            }
            None => self.digests.push(digest),
        }
        let longest = *digest.lengths_near().end();
        if self.by_length.len() <= longest {
            self.by_length.resize(longest + 1, 0);
        }
        self.as_long(&digest).for_each(|texts| *texts |= 1 << at);
        self.each_bit(&digest, |texts| *texts |= 1 << at);
        if self.digests.len() > Self::FEW && self.by_bit.is_none() {
            self.by_bit = Some(Box::new([0; Digest::BITS]));
            for (at, digest) in self.digests.clone().iter().enumerate() {
                self.each_bit(digest, |texts| *texts |= 1 << at);
            }
        }
    }

    /// For each number of words that is near that of a text, which texts have about as many.
    fn as_long(&mut self, digest: &Digest) -> impl Iterator<Item = &mut u64> {
        let near = self.by_length.get_mut(digest.lengths_near());
        near.into_iter().flatten()
    }

    fn each_bit(&mut self, digest: &Digest, change: impl Fn(&mut u64)) {
        let Some(by_bit) = &mut self.by_bit else { return };
        for (bits, by_bit) in digest.bits().into_iter().zip(by_bit.as_chunks_mut::<64>().0) {
            ones(bits).for_each(|bit| by_bit.get_mut(bit).into_iter().for_each(&change));
        }
    }

    /// The places of texts that may say nearly the same, in order.
    pub(super) fn find(&self, digest: &Digest) -> impl Iterator<Item = usize> {
        let as_long = self.by_length.get(digest.length()).copied().unwrap_or(0);
        let left = self.sharing(digest, as_long);
        ones(left).filter(|at| self.digests.get(*at).is_some_and(|kept| kept.may_agree(digest)))
    }

    /// Those of some texts that have enough of the words of a text to say nearly the same.
    ///
    /// All are counted at once, a number of [`Self::DIGITS`] binary digits for each, of which one variable holds the same
    /// digit of all. It begins so that one missing word too many makes it overflow.
    fn sharing(&self, digest: &Digest, texts: u64) -> u64 {
        let (Some(by_bit), most) = (&self.by_bit, digest.most_missing()) else {
            return texts;
        };
        let Some(room) = (1_usize << Self::DIGITS).checked_sub(most + 1) else {
            return texts;
        };
        let mut digits: [u64; Self::DIGITS] =
            std::array::from_fn(|digit| 0_u64.wrapping_sub((room >> digit & 1) as u64));
        let mut left = texts;
        for (bits, by_bit) in digest.bits().into_iter().zip(by_bit.as_chunks::<64>().0) {
            for bit in ones(bits) {
                let mut missing = !by_bit.get(bit).copied().unwrap_or(0);
                for digit in &mut digits {
                    (*digit, missing) = (*digit ^ missing, *digit & missing);
                }
                left &= !missing;
                if left == 0 {
                    return 0;
                }
            }
        }
        left
    }

    /// Texts of more words than these can count are compared one by one.
    const DIGITS: usize = 4;
}

/// Which bits of a number are set, in order.
fn ones(mut bits: u64) -> impl Iterator<Item = usize> {
    std::iter::from_fn(move || {
        let bit = bits.trailing_zeros() as usize;
        bits &= bits.checked_sub(1)?;
        Some(bit)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::relation::Words;

    /// So many words of one long text, of which each has another one.
    fn part(from: usize, words: usize) -> String {
        let word = |at: usize| {
            format!(
                "q{}{}",
                char::from(b'a' + (at % 26) as u8),
                char::from(b'a' + (at / 26) as u8)
            )
        };
        (from..from + words).map(word).collect::<Vec<_>>().join(" ")
    }

    proptest! {
        /// Whatever order texts come in and however often they are exchanged, those are found that say nearly the same.
        #[test]
        fn finds_what_is_near(
            texts in prop::collection::vec((0..40_usize, 0..12_usize, 1..90_usize), 1..90),
            (from, words) in (0..12_usize, 1..90_usize),
        ) {
            let (mut alike, mut kept) = (Alike::default(), Vec::new());
            for (at, from, words) in texts {
                let text = part(from, words);
                alike.set(at.min(kept.len()), Digest::of(&text));
                match kept.get_mut(at) {
                    Some(kept) => *kept = text,
                    None => kept.push(text),
                }
            }
            let asked = part(from, words);
            let found: Vec<usize> = alike.find(&Digest::of(&asked)).collect();
            let near = |at: &usize| Words::of(&kept[*at]).near(&Words::of(&asked));
            prop_assert!((0..kept.len()).filter(near).all(|at| found.contains(&at)));
            let may_be = |at: &usize| Digest::of(&kept[*at]).may_be_near(&Digest::of(&asked));
            prop_assert!(found.iter().all(may_be));
            prop_assert!(found.is_sorted());
        }
    }
}
