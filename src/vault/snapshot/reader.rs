//! Numbers, texts and bytes, read from an input piece by piece, so that the whole of it stands nowhere.

use std::hash::Hasher as _;

use twox_hash::XxHash3_64;

use super::super::texts::Texts;
use super::Input;

/// Bytes of a piece, about.
pub(super) const PIECE: usize = 1 << 18;

/// Reads an input piece by piece.
pub(crate) struct Reader<'i> {
    input: Input<'i>,
    /// How many bytes the input has given.
    given: usize,
    /// Of what the input has given since this was begun.
    hash: Option<XxHash3_64>,
    /// A piece of the input; what is not read yet is between `read` and `filled`.
    piece: Vec<u8>,
    read: usize,
    filled: usize,
}

impl<'i> Reader<'i> {
    pub(crate) fn new(input: Input<'i>) -> Self {
        Self {
            input,
            given: 0,
            hash: None,
            piece: Vec::new(),
            read: 0,
            filled: 0,
        }
    }

    /// The first bytes, as many as there are; what stands behind them counts for the checksum.
    pub(super) fn head<'h>(&mut self, head: &'h mut [u8]) -> &'h [u8] {
        let there = head.get_mut(..self.input.length.min(head.len())).unwrap_or_default();
        (self.input.read)(0, there);
        self.given = there.len();
        self.hash = Some(XxHash3_64::new());
        there
    }

    /// The checksum of all that was read.
    pub(super) fn checksum(&self) -> Option<u64> {
        self.hash.as_ref().map(XxHash3_64::finish)
    }

    /// How many bytes are not read yet.
    pub(crate) fn left(&self) -> usize {
        self.input.length - self.given + (self.filled - self.read)
    }

    /// The place of the next byte in the input.
    pub(super) fn at(&self) -> usize {
        self.input.length - self.left()
    }

    /// The next bytes, if there are as many.
    pub(crate) fn take(&mut self, count: usize) -> Option<&[u8]> {
        if self.filled - self.read < count {
            self.fill(count)?;
        }
        let start = self.read;
        self.read += count;
        self.piece.get(start..self.read)
    }

    /// Passes over the next bytes, if there are as many.
    pub(super) fn skip(&mut self, mut count: usize) -> Option<()> {
        if count > self.left() {
            return None;
        }
        while count > 0 {
            let there = count.min(PIECE);
            self.take(there)?;
            count -= there;
        }
        Some(())
    }

    /// Gets the next piece behind what is not read yet.
    fn fill(&mut self, count: usize) -> Option<()> {
        if count > self.left() {
            return None;
        }
        self.piece.copy_within(self.read..self.filled, 0);
        self.filled -= self.read;
        self.read = 0;
        let more = (count.max(PIECE) - self.filled).min(self.input.length - self.given);
        if self.piece.len() < self.filled + more {
            self.piece.resize(self.filled + more, 0);
        }
        let place = self.piece.get_mut(self.filled..self.filled + more)?;
        (self.input.read)(self.given, place);
        if let Some(hash) = &mut self.hash {
            hash.write(place);
        }
        self.given += more;
        self.filled += more;
        Some(())
    }

    pub(super) fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        // Each item takes a byte at least, so a wrong count reserves no more than there is.
        let mut list = Vec::with_capacity(count.min(self.left() / 4 + 1));
        for _ in 0..count {
            list.push(item(self)?);
        }
        Some(list)
    }

    /// A list of items of a fixed length.
    pub(super) fn fixed<const N: usize, T>(
        &mut self,
        count: usize,
        mut item: impl FnMut(&[u8; N]) -> Option<T>,
    ) -> Option<Vec<T>> {
        let mut list = Vec::with_capacity(Some(count).filter(|count| *count <= self.left() / N)?);
        while list.len() < count {
            let portion = (count - list.len()).min(PIECE / N);
            for bytes in self.take(portion * N)?.as_chunks().0 {
                list.push(item(bytes)?);
            }
        }
        Some(list)
    }

    /// Texts one behind the other, where each ends before them.
    pub(super) fn texts(&mut self) -> Option<Texts> {
        let count = self.number()?;
        let ends = self.fixed(count, |bytes| Some(u32::from_le_bytes(*bytes)))?;
        let all = self.bytes(ends.last().map_or(0, |end| *end as usize))?;
        Texts::new(String::from_utf8(all).ok()?, ends)
    }

    pub(super) fn flag(&mut self) -> Option<bool> {
        self.below(2).map(|flag| flag == 1)
    }

    pub(super) fn below(&mut self, limit: usize) -> Option<usize> {
        self.number().filter(|number| *number < limit)
    }

    pub(super) fn small<T: TryFrom<usize>>(&mut self) -> Option<T> {
        T::try_from(self.number()?).ok()
    }

    pub(super) fn text<T: for<'t> From<&'t str>>(&mut self) -> Option<T> {
        let length = self.number()?;
        self.text_of(length)
    }

    pub(super) fn text_of<T: for<'t> From<&'t str>>(&mut self, length: usize) -> Option<T> {
        Some(std::str::from_utf8(self.take(length)?).ok()?.into())
    }

    /// Bytes that may be many: they are not gathered in the piece first.
    pub(super) fn bytes(&mut self, length: usize) -> Option<Vec<u8>> {
        let mut bytes = Vec::with_capacity(Some(length).filter(|length| *length <= self.left())?);
        while bytes.len() < length {
            bytes.extend(self.take(PIECE.min(length - bytes.len()))?);
        }
        Some(bytes)
    }

    pub(crate) fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        array(&mut self.take(N)?)
    }

    pub(crate) fn number(&mut self) -> Option<usize> {
        let mut number = 0_usize;
        for shift in (0..).step_by(7) {
            let [byte] = self.array()?;
            number |= usize::from(byte & 0x7F).checked_shl(shift).filter(|_| shift < 32 + 3)?;
            if byte & 0x80 == 0 {
                break;
            }
        }
        Some(number)
    }
}

pub(super) fn array<const N: usize>(rest: &mut &[u8]) -> Option<[u8; N]> {
    let (array, behind) = rest.split_first_chunk::<N>()?;
    *rest = behind;
    Some(*array)
}
