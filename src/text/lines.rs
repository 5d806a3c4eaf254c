//! Where the lines of a text begin.

/// Line starts of a text. A line ends with LF, CRLF or a CR alone, and the end belongs to its line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    starts: Vec<u32>,
}

impl Lines {
    /// Scans `text` once.
    pub fn new(text: &str) -> Self {
        Self::within(text, Vec::new())
    }

    /// As [`Lines::new`], in the memory of line starts that are not needed any more.
    pub fn within(text: &str, mut starts: Vec<u32>) -> Self {
        let bytes = text.as_bytes();
        starts.clear();
        starts.reserve(bytes.len() / 32 + 1);
        starts.push(0);
        let starts_at = |end: usize| u32::try_from(end + 1).unwrap_or(u32::MAX);
        // Nearly all notes hold no CR, and one search for it is cheaper than two needles on every line.
        if memchr::memchr(b'\r', bytes).is_none() {
            starts.extend(memchr::memchr_iter(b'\n', bytes).map(starts_at));
        } else {
            let ends = memchr::memchr2_iter(b'\n', b'\r', bytes);
            let whole = |&at: &usize| bytes.get(at..at + 2) != Some(b"\r\n");
            starts.extend(ends.filter(whole).map(starts_at));
        }
        Self { starts }
    }

    /// How many lines there are: one more than line ends.
    pub fn count(&self) -> usize {
        self.starts.len()
    }

    /// The byte at which line `line`, from 0, begins.
    pub fn start(&self, line: usize) -> Option<u32> {
        self.starts.get(line).copied()
    }

    /// All starts, the first 0, ascending.
    pub fn starts(&self) -> &[u32] {
        &self.starts
    }

    /// All starts, as [`Lines::starts`].
    pub fn into_starts(self) -> Vec<u32> {
        self.starts
    }

    /// The line, from 0, that holds byte `offset`; the last one for offsets past the end.
    pub fn line_of(&self, offset: u32) -> usize {
        self.starts.partition_point(|&start| start <= offset).saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts() {
        assert_eq!(Lines::new("").starts(), [0]);
        assert_eq!(Lines::new("a\nb").starts(), [0, 2]);
        assert_eq!(Lines::new("a\r\nb\rc\n\n").starts(), [0, 3, 5, 7, 8]);
        assert_eq!(Lines::new("\r\r\n\n\r").starts(), [0, 1, 3, 4, 5]);
    }

    #[test]
    fn other_separators_do_not_end_a_line() {
        assert_eq!(Lines::new("a\u{2028}b\u{85}c\u{0B}d\u{0C}e").count(), 1);
    }

    #[test]
    fn an_offset_belongs_to_the_line_whose_end_it_precedes() {
        let lines = Lines::new("a\r\nb\n");
        let found: Vec<usize> = (0..7).map(|at| lines.line_of(at)).collect();
        assert_eq!(found, [0, 0, 0, 1, 1, 2, 2]);
    }
}
