//! Looking ahead without looking twice.

use crate::note::work;

/// What is known of the text behind the place being read.
#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// For a few bytes: where each was found last, or that there is no more.
    bytes: Vec<(u8, Option<usize>)>,
    /// Lengths of backtick runs, as bits, that have no run of equal length behind.
    no_code: u64,
    /// Whether no `$` that could close math is behind.
    no_math: [bool; 2],
    brackets: Option<Pairs>,
    parens: Option<Pairs>,
    /// Pairs to use again.
    spare: Vec<Pairs>,
}

impl Ahead {
    /// Forgets all, for other text.
    pub(super) fn reset(&mut self) {
        self.bytes.clear();
        self.no_code = 0;
        self.no_math = [false; 2];
        self.spare.extend(self.brackets.take());
        self.spare.extend(self.parens.take());
    }

    /// Where `byte` stands next, at `from` or behind.
    pub(super) fn next(&mut self, bytes: &[u8], byte: u8, from: usize) -> Option<usize> {
        let known = self.bytes.iter().position(|(b, _)| *b == byte);
        if let Some((_, found)) = known.and_then(|index| self.bytes.get(index)) {
            match found {
                None => return None,
                Some(at) if *at >= from => return Some(*at),
                Some(_) => {}
            }
        }
        let found = bytes
            .get(from..)
            .and_then(|rest| memchr::memchr(byte, rest))
            .map(|at| from + at);
        work::step(found.unwrap_or(bytes.len()).saturating_sub(from));
        match known.and_then(|index| self.bytes.get_mut(index)) {
            Some(entry) => entry.1 = found,
            None => self.bytes.push((byte, found)),
        }
        found
    }

    /// Whether a run of `count` backticks is known to have no partner; longer runs than can be kept never have one.
    pub(super) fn lacks_code(&self, count: usize) -> bool {
        count > 63 || self.no_code & (1 << count) != 0
    }

    pub(super) fn no_code(&mut self, count: usize) {
        self.no_code |= 1 << count.min(63);
    }

    pub(super) fn lacks_math(&self, double: bool) -> bool {
        let [single, both] = self.no_math;
        if double { both } else { single }
    }

    pub(super) fn no_math(&mut self, double: bool) {
        let [single, both] = &mut self.no_math;
        *(if double { both } else { single }) = true;
    }

    /// The `]` that belongs to the `[` at `open`.
    pub(super) fn bracket(&mut self, bytes: &[u8], open: usize) -> Option<usize> {
        let spare = &mut self.spare;
        let pairs = self
            .brackets
            .get_or_insert_with(|| Pairs::read(bytes, b'[', b']', spare.pop()));
        pairs.close_of(open)
    }

    /// The `)` that belongs to the `(` at `open`.
    pub(super) fn paren(&mut self, bytes: &[u8], open: usize) -> Option<usize> {
        let spare = &mut self.spare;
        let pairs = self
            .parens
            .get_or_insert_with(|| Pairs::read(bytes, b'(', b')', spare.pop()));
        pairs.close_of(open)
    }
}

/// Which closing bracket belongs to which opening one; a backslash takes the next byte out.
#[derive(Debug, Default)]
struct Pairs {
    /// In order of the opening bracket; `u32::MAX` where nothing closes it.
    pairs: Vec<(u32, u32)>,
    open: Vec<u32>,
}

impl Pairs {
    fn read(bytes: &[u8], opens: u8, closes: u8, spare: Option<Pairs>) -> Self {
        let mut pairs = spare.unwrap_or_default();
        work::step(bytes.len());
        pairs.pairs.clear();
        pairs.open.clear();
        let mut at = 0;
        while let Some(found) = bytes
            .get(at..)
            .and_then(|rest| memchr::memchr3(opens, closes, b'\\', rest))
        {
            at += found;
            let place = u32::try_from(at).unwrap_or(u32::MAX);
            match bytes.get(at) {
                Some(b'\\') => at += 1,
                Some(b) if *b == opens => {
                    pairs.open.push(u32::try_from(pairs.pairs.len()).unwrap_or(u32::MAX));
                    pairs.pairs.push((place, u32::MAX));
                }
                _ => {
                    let open = pairs.open.pop();
                    if let Some(pair) = open.and_then(|index| pairs.pairs.get_mut(index as usize)) {
                        pair.1 = place;
                    }
                }
            }
            at += 1;
        }
        pairs
    }

    fn close_of(&self, open: usize) -> Option<usize> {
        let at = self.pairs.binary_search_by_key(&open, |pair| pair.0 as usize).ok()?;
        let close = self.pairs.get(at)?.1;
        (close != u32::MAX).then_some(close as usize)
    }
}
