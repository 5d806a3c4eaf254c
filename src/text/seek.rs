//! What bytes a text holds, and where.

/// A set of bytes.
#[derive(Debug)]
pub(crate) struct ByteSet([bool; 256]);

impl ByteSet {
    #[allow(clippy::indexing_slicing)]
    pub(crate) const fn of(bytes: &[u8]) -> Self {
        let mut set = [false; 256];
        let mut at = 0;
        while at < bytes.len() {
            set[bytes[at] as usize] = true;
            at += 1;
        }
        Self(set)
    }

    pub(crate) fn insert(&mut self, byte: u8) {
        if let Some(slot) = self.0.get_mut(usize::from(byte)) {
            *slot = true;
        }
    }

    #[allow(clippy::indexing_slicing)]
    pub(crate) const fn has(&self, byte: u8) -> bool {
        self.0[byte as usize]
    }

    /// Where the first of them stands.
    #[inline]
    pub(crate) fn first(&self, bytes: &[u8]) -> Option<usize> {
        let mut rest = bytes;
        // Without a branch for each byte.
        while let Some((chunk, behind)) = rest.split_first_chunk::<8>() {
            if chunk.iter().fold(false, |any, byte| any | self.has(*byte)) {
                break;
            }
            rest = behind;
        }
        let found = rest.iter().position(|byte| self.has(*byte))?;
        Some(bytes.len() - rest.len() + found)
    }

    /// As [`ByteSet::first`], quicker where few bytes pass a test of some comparisons, which all in the set must pass: the
    /// compiler turns it into vector instructions.
    #[inline(always)]
    pub(crate) fn first_passing(&self, bytes: &[u8], test: impl Fn(u8) -> bool) -> Option<usize> {
        let (chunks, rest) = bytes.as_chunks::<16>();
        for (chunk, index) in chunks.iter().zip(0..) {
            if chunk.iter().fold(false, |any, byte| any | test(*byte))
                && let Some(found) = chunk.iter().position(|byte| self.has(*byte))
            {
                return Some(16 * index + found);
            }
        }
        let found = rest.iter().position(|byte| self.has(*byte))?;
        Some(bytes.len() - rest.len() + found)
    }
}

/// How far a byte is beyond a range, 0 inside it; unlike comparisons, many of these stay vector instructions.
#[inline(always)]
pub(crate) fn beyond(byte: u8, first: u8, last: u8) -> u8 {
    byte.wrapping_sub(first).saturating_sub(last - first)
}

/// What kinds of bytes a text has, where `kind_of` says the kind of each.
#[inline]
#[allow(clippy::indexing_slicing)]
pub(crate) fn kinds(bytes: &[u8], kind_of: &[u8; 256]) -> u8 {
    let add = |all, byte: &u8| all | kind_of[usize::from(*byte)];
    // In chunks, so that few instructions go to the loop itself.
    let (chunks, rest) = bytes.as_chunks::<8>();
    let all = chunks.iter().fold(0, |all, chunk| chunk.iter().fold(all, add));
    rest.iter().fold(all, add)
}

/// What kinds of pairs a text has, all in one pass that the compiler turns into vector instructions: `kind` gets each byte
/// and the one behind it, which for the last one is `end`.
#[inline(always)]
pub(crate) fn pairs(bytes: &[u8], end: u8, kind: impl Fn(u8, u8) -> u8) -> u8 {
    let behind = bytes.get(1..).unwrap_or_default();
    let pairs = bytes.iter().zip(behind);
    let all = pairs.fold(0, |all, (byte, next)| all | kind(*byte, *next));
    all | bytes.last().map_or(0, |last| kind(*last, end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_in_a_range_is_beyond_it() {
        for byte in 0..=255 {
            assert_eq!(beyond(byte, b'#', b'%') == 0, (b'#'..=b'%').contains(&byte));
        }
    }

    #[test]
    fn kinds_are_those_of_each_byte_and_pair() {
        let mut kind_of = [0; 256];
        kind_of[usize::from(b'#')] = 4;
        let same = |byte, next| u8::from(byte == next && byte == b'#');
        for len in 0..40 {
            let plain = vec![b'a'; len];
            assert_eq!((kinds(&plain, &kind_of), pairs(&plain, b'#', same)), (0, 0));
            for at in 0..len {
                let mut bytes = plain.clone();
                bytes[at] = b'#';
                assert_eq!(kinds(&bytes, &kind_of), 4, "{at} of {len}");
                assert_eq!(pairs(&bytes, b'#', same), u8::from(at + 1 == len), "{at} of {len}");
                bytes[at / 2] = b'#';
                assert_eq!(pairs(&bytes, b'a', same), u8::from(at == at / 2 + 1), "{at} of {len}");
            }
        }
    }

    #[test]
    fn finds_the_first_wherever_it_stands() {
        let set = ByteSet::of(b"#\xe2");
        for len in 0..50 {
            let mut bytes = vec![b'a'; len];
            assert_eq!(set.first(&bytes), None);
            assert_eq!(set.first_passing(&bytes, |_| true), None);
            for at in (0..len).rev() {
                bytes[at] = if at % 2 == 0 { b'#' } else { 0xe2 };
                assert_eq!(set.first(&bytes), Some(at), "{at} of {len}");
                assert_eq!(
                    set.first_passing(&bytes, |byte| byte != b'a'),
                    Some(at),
                    "{at} of {len}"
                );
            }
        }
    }
}
