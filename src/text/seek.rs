//! What bytes a text holds, and where.

/// A set of bytes.
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
    fn finds_the_first_wherever_it_stands() {
        let set = ByteSet::of(b"#\xe2");
        for len in 0..50 {
            let mut bytes = vec![b'a'; len];
            assert_eq!(set.first(&bytes), None);
            for at in (0..len).rev() {
                bytes[at] = if at % 2 == 0 { b'#' } else { 0xe2 };
                assert_eq!(set.first(&bytes), Some(at), "{at} of {len}");
            }
        }
    }
}
