//! Days in figures with a mark between them: `15.09.2025`, `09/15/2025`, `2025-9-15`, `5.9.25`.

use super::{Day, day_of, digits};

/// `15.09.2025`, `15/09/2025` and `2025-9-15`.
pub(super) fn figures(text: &str) -> Option<(Day, usize)> {
    let figures = Figures::read(text)?;
    match figures.days() {
        [Some(day), None] | [None, Some(day)] => Some((day, figures.len)),
        [Some(one), Some(other)] if one == other => Some((one, figures.len)),
        _ => None,
    }
}

/// `3.11.26` and `15.02.30`, of which only the last figure can be the year, and `26.11.26`, where either gives the same day.
pub(super) fn short_day(text: &str) -> Option<(Day, usize)> {
    match short_year(text)? {
        (len, [Some(day), None]) => Some((day, len)),
        (len, [Some(one), Some(other)]) if one == other => Some((one, len)),
        _ => None,
    }
}

/// What `3.11.26` may stand for, with the bytes that it takes: the day of a year of two figures at its end, and at its start.
/// `3.11.26.1` is a version, or an address.
pub(super) fn short_year(text: &str) -> Option<(usize, [Option<Day>; 2])> {
    let found = Figures::read(text).filter(|found| found.mark == b'.' && found.is_alone_in(text))?;
    let behind = text.get(found.len..).unwrap_or_default().strip_prefix('.');
    if behind.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) {
        return None;
    }
    let [first, second, third] = found.numbers;
    let days = match found.lengths {
        [1, 1 | 2, 2] => [day_of(2000 + third, second, first), None],
        [2, 1 | 2, 2] => [day_of(2000 + third, second, first), day_of(2000 + first, second, third)],
        _ => return None,
    };
    Some((found.len, days))
}

/// Three numbers with the same mark between them, as days are written in figures.
pub(super) struct Figures {
    numbers: [u32; 3],
    pub(super) lengths: [usize; 3],
    mark: u8,
    /// Bytes of the whole.
    pub(super) len: usize,
}

impl Figures {
    /// Those that a text begins with; a space may stand behind a dot.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (bytes, mut at, mut mark) = (text.as_bytes(), 0, None);
        let (mut numbers, mut lengths) = ([0; 3], [0; 3]);
        for (index, (number, length)) in numbers.iter_mut().zip(&mut lengths).enumerate() {
            if index > 0 {
                let found = *bytes.get(at).filter(|b| matches!(b, b'-' | b'/' | b'.' | b'_'))?;
                if *mark.get_or_insert(found) != found {
                    return None;
                }
                at += if found == b'.' && bytes.get(at + 1) == Some(&b' ') {
                    2
                } else {
                    1
                };
            }
            let rest = bytes.get(at..).unwrap_or_default();
            *length = rest.iter().take(5).take_while(|b| b.is_ascii_digit()).count();
            *number = digits(text, at, *length).filter(|_| matches!(length, 1 | 2 | 4))?;
            at += *length;
        }
        let mark = mark?;
        Some(Self {
            numbers,
            lengths,
            mark,
            len: at,
        })
    }

    /// The days that they may stand for: with the day before the month, and behind it.
    pub(super) fn days(&self) -> [Option<Day>; 2] {
        let [first, second, third] = self.numbers;
        match self.lengths {
            [4, 1 | 2, 1 | 2] => [None, day_of(first, second, third)],
            [1 | 2, 1 | 2, 4] => [
                day_of(third, second, first),
                day_of(third, first, second).filter(|_| self.mark != b'.'),
            ],
            _ => [None, None],
        }
    }

    /// Whether nothing is written onto them.
    pub(super) fn is_alone_in(&self, text: &str) -> bool {
        let rest = text.get(self.len..).unwrap_or_default();
        !rest.starts_with(|c: char| c.is_alphanumeric() && !matches!(c, 'T' | 't'))
    }

    /// The year, where four figures give one of our time.
    pub(super) fn year(&self) -> Option<u32> {
        let years = self.numbers.into_iter().zip(self.lengths);
        let mut years = years.filter(|(number, length)| *length == 4 && (1900..2100).contains(number));
        years.next().map(|(year, _)| year)
    }
}
