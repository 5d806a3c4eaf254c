//! Damaged runs: characters that, encoded back, are the bytes of UTF-8.

use super::charset::Charset;
use super::judge::Reader;

/// What a run proves by itself and its neighbours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Level {
    /// It can be decoded, but what comes out does not belong there.
    Odd,
    /// It can be decoded, and it can as well be meant as it stands; other evidence must decide.
    Likely,
    /// Nobody writes that.
    Certain,
}

/// Adjacent characters that together are whole UTF-8 sequences.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Run {
    /// Bytes of the text, from `start` to `end`.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) charset: Charset,
    /// What the decoded text was misread as before, when it was misread more than once; the innermost last.
    pub(super) deeper: [Option<Charset>; MOST_TIMES - 1],
    pub(super) level: Level,
    /// The writing systems of the decoded letters, as [`super::script::Script::bit`]s.
    pub(super) scripts: u64,
    /// The line in [`Scan::lines`].
    pub(super) line: usize,
    /// The private-use character that began it is lost.
    pub(super) lost: bool,
    /// It can be a formula, such as `√π`.
    pub(super) formula: bool,
}

impl Run {
    /// How often it was misread: nearly always once.
    pub(super) fn times(&self) -> u8 {
        1 + self.deeper.iter().flatten().count() as u8
    }

    /// What it stands for in `text`.
    pub(super) fn decode(&self, text: &str) -> String {
        let damaged = text.get(self.start..self.end).unwrap_or("");
        let mut decoded = decode(damaged, self.charset);
        for charset in self.deeper.iter().flatten() {
            decoded = decode(&decoded, *charset);
        }
        if self.start == 0 && decoded.starts_with(BYTE_ORDER_MARK) {
            // It is no part of the text, once it is one again.
            decoded.remove(0);
        }
        decoded
    }
}

const BYTE_ORDER_MARK: char = '\u{FEFF}';

/// Text is misread more than once: deeper than this nobody has seen.
pub(super) const MOST_TIMES: usize = 4;

/// `text`, all of it sequences, decoded once.
fn decode(text: &str, charset: Charset) -> String {
    let mut at = 0;
    let next = || {
        let sequence = Sequence::at(text, at, charset)?;
        at = sequence.end;
        Some(sequence.decoded)
    };
    std::iter::from_fn(next).collect()
}

/// A line that holds characters beyond ASCII.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Line {
    /// Some of its characters are no part of a run, so it was not misread as a whole.
    pub(super) clean: bool,
}

/// All runs of a text for one character set.
#[derive(Debug, Default)]
pub(super) struct Scan {
    pub(super) runs: Vec<Run>,
    pub(super) lines: Vec<Line>,
}

/// Finds all runs of `text`. Looks at every character a fixed number of times.
pub(super) fn scan(text: &str, charset: Charset) -> Scan {
    scan_layer(text, charset, 1)
}

/// As [`scan`], inside text that is itself what a run stands for.
pub(super) fn scan_layer(text: &str, charset: Charset, times: usize) -> Scan {
    let mut found = Scan::default();
    let mut read = 0;
    let mut at = next_beyond_ascii(text, 0);
    while let Some(c) = char_at(text, at) {
        if found.lines.is_empty() || has_line_end(text, read, at) {
            found.lines.push(Line::default());
        }
        let line = found.lines.len() - 1;
        read = match Reader::new(text, charset, at).read() {
            Some(reader) => {
                let end = reader.end;
                found.runs.push(reader.judge(line, times));
                end
            }
            None => {
                if let Some(line) = found.lines.last_mut() {
                    line.clean = true;
                }
                at + c.len_utf8()
            }
        };
        at = next_beyond_ascii(text, read);
    }
    found
}

/// The character sets under which some neighbours of `text` could be the beginning of a sequence. One pass, no allocation.
pub(super) fn suspects(text: &str) -> impl Iterator<Item = Charset> {
    let mut found = [false; 3];
    let mut controls = false;
    let mut at = next_beyond_ascii(text, 0);
    while let Some(first) = char_at(text, at) {
        let mut previous = first;
        at += first.len_utf8();
        while let Some(c) = char_at(text, at).filter(|c| !c.is_ascii()) {
            for (charset, found) in Charset::ALL.iter().zip(&mut found) {
                *found |= in_tables(previous) && in_tables(c) && is_start(*charset, previous, c);
            }
            controls |= matches!(c, '\u{80}'..='\u{9F}');
            previous = c;
            at += c.len_utf8();
        }
        at = next_beyond_ascii(text, at);
    }
    // Without control characters Latin-1 has nothing that Windows-1252 has not.
    let wanted = move |charset: &Charset| controls || *charset != Charset::Latin1;
    Charset::ALL
        .into_iter()
        .zip(found)
        .filter(|(_, found)| *found)
        .map(|(charset, _)| charset)
        .filter(wanted)
}

/// Whether the tables can hold `c`: a cheap test that rules out most of the world's letters.
fn in_tables(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{2DD}' | 'Ω' | 'π' | '\u{2013}'..='\u{25CA}' | '\u{F8FF}'..='\u{FB02}')
}

fn is_start(charset: Charset, a: char, b: char) -> bool {
    let lead = charset.byte(a).is_some_and(|byte| (0xC2..=0xF4).contains(&byte));
    lead && charset.byte(b).is_some_and(|byte| byte < 0xC0)
}

pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

fn has_line_end(text: &str, from: usize, to: usize) -> bool {
    let gap = text.as_bytes().get(from..to).unwrap_or(&[]);
    memchr::memchr2(b'\n', b'\r', gap).is_some()
}

/// The first byte at or after `at`, a character border, that is not ASCII; the end when there is none.
fn next_beyond_ascii(text: &str, mut at: usize) -> usize {
    let bytes = text.as_bytes();
    while bytes.get(at..at + 32).is_some_and(<[u8]>::is_ascii) {
        at += 32;
    }
    let rest = bytes.get(at..).unwrap_or(&[]);
    at + rest.iter().position(|b| !b.is_ascii()).unwrap_or(rest.len())
}

/// One UTF-8 sequence, as the characters that its bytes were taken for.
pub(super) struct Sequence {
    characters: [char; 4],
    length: usize,
    pub(super) decoded: char,
    pub(super) end: usize,
    pub(super) lost: bool,
}

impl Sequence {
    pub(super) fn at(text: &str, at: usize, charset: Charset) -> Option<Self> {
        let mut sequence = Self {
            characters: ['\0'; 4],
            length: 0,
            decoded: '\0',
            end: at,
            lost: false,
        };
        let mut bytes = [0; 4];
        let mut wanted = 4;
        for c in text.get(at..)?.chars().take(4) {
            if sequence.length == wanted {
                break;
            }
            let byte = charset.byte(c)?;
            if sequence.length == 0 {
                (wanted, sequence.lost) = length_of(byte, charset)?;
            }
            *sequence.characters.get_mut(sequence.length)? = c;
            *bytes.get_mut(sequence.length)? = byte;
            sequence.length += 1;
            sequence.end += c.len_utf8();
        }
        if sequence.length != wanted {
            return None;
        }
        if sequence.lost {
            bytes.rotate_right(1);
            bytes[0] = 0xF0;
            wanted = 4;
        }
        sequence.decoded = std::str::from_utf8(bytes.get(..wanted)?).ok()?.chars().next()?;
        let whole = !sequence.lost || matches!(sequence.decoded, '\u{1F300}'..='\u{1FAFF}');
        whole.then_some(sequence)
    }

    pub(super) fn characters(&self) -> &[char] {
        self.characters.get(..self.length).unwrap_or(&[])
    }
}

/// How many characters a sequence with that first byte has, and whether its first byte, F0, is lost: Mac Roman's F0 is the
/// private-use U+F8FF, which programs drop, and what follows it in nearly all emoji is 9F.
fn length_of(byte: u8, charset: Charset) -> Option<(usize, bool)> {
    match byte {
        0xC2..=0xDF => Some((2, false)),
        0xE0..=0xEF => Some((3, false)),
        0xF0..=0xF4 => Some((4, false)),
        0x9F if charset == Charset::Macintosh => Some((3, true)),
        _ => None,
    }
}
