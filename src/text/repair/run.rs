//! Damaged runs: characters that, encoded back, are the bytes of UTF-8.

use super::charset::Charset;
use super::natural::{Class, class, is_operand, natural};
use super::script::{Kind, Script, kind};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Run {
    /// Bytes of the text, from `start` to `end`.
    pub(super) start: usize,
    pub(super) end: usize,
    /// What it stands for.
    pub(super) decoded: String,
    pub(super) charset: Charset,
    /// How often it was misread: nearly always once.
    pub(super) times: u8,
    pub(super) level: Level,
    /// The writing systems of the decoded letters, as [`Script::bit`]s.
    pub(super) scripts: u64,
    /// The line in [`Scan::lines`].
    pub(super) line: usize,
    /// The private-use character that began it is lost.
    pub(super) lost: bool,
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

/// Misreading of misread text: deeper than this nobody has seen.
const MOST_TIMES: u8 = 4;

/// Finds all runs of `text`. Looks at every character a fixed number of times.
pub(super) fn scan(text: &str, charset: Charset) -> Scan {
    scan_layer(text, charset, 1)
}

fn scan_layer(text: &str, charset: Charset, times: u8) -> Scan {
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

fn char_at(text: &str, at: usize) -> Option<char> {
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
struct Sequence {
    characters: [char; 4],
    length: usize,
    decoded: char,
    end: usize,
    lost: bool,
}

impl Sequence {
    fn at(text: &str, at: usize, charset: Charset) -> Option<Self> {
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

    fn characters(&self) -> &[char] {
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

/// Reads a run and gathers what speaks for and against it.
struct Reader<'t> {
    text: &'t str,
    charset: Charset,
    start: usize,
    end: usize,
    decoded: String,
    sequences: usize,
    /// The characters of the run, as they stand: the first two and the last.
    first: char,
    second: char,
    last: char,
    natural: bool,
    odd: bool,
    scripts: u64,
    signs: bool,
    lost: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str, charset: Charset, start: usize) -> Self {
        Self {
            text,
            charset,
            start,
            end: start,
            decoded: String::new(),
            sequences: 0,
            first: '\0',
            second: '\0',
            last: '\0',
            natural: true,
            odd: false,
            scripts: 0,
            signs: false,
            lost: false,
        }
    }

    /// Takes all sequences that follow each other; none when there is not even one.
    fn read(mut self) -> Option<Self> {
        while let Some(sequence) = Sequence::at(self.text, self.end, self.charset) {
            self.take(&sequence);
        }
        (self.sequences > 0).then_some(self)
    }

    fn take(&mut self, sequence: &Sequence) {
        let quoted = self.is_quoted_word(sequence);
        for &c in sequence.characters() {
            self.natural &= self.last == '\0' || (natural(self.last, c) && quoted != Some(false));
            match self.last {
                '\0' => self.first = c,
                _ if self.second == '\0' => self.second = c,
                _ => {}
            }
            self.last = c;
        }
        match kind(sequence.decoded) {
            Kind::Letter(script) => self.scripts |= script.bit(),
            Kind::Sign => self.signs = true,
            Kind::Accent => self.odd |= !self.letter_before_accent(),
            Kind::Odd => self.odd = true,
        }
        self.lost |= sequence.lost;
        self.decoded.push(sequence.decoded);
        self.sequences += 1;
        self.end = sequence.end;
    }

    /// In Mac Roman the low quote `‚` begins the sequences of dashes, quotes, arrows and task signs. After it, two letters
    /// beyond ASCII begin a quoted word only as in `‚Ööbik‘` and `‚óánægja‘`. `None` for other sequences.
    fn is_quoted_word(&self, sequence: &Sequence) -> Option<bool> {
        let &['‚', a, b] = sequence.characters() else {
            return None;
        };
        let begins = a == 'ó' || (a.is_alphabetic() && a.to_lowercase().eq(b.to_lowercase()));
        let follows = char_at(self.text, sequence.end).is_some_and(char::is_alphabetic);
        Some(begins && follows && self.sequences == 0 && !self.before().is_some_and(char::is_alphabetic))
    }

    fn letter_before_accent(&self) -> bool {
        let before = self.decoded.chars().next_back().or_else(|| self.before());
        before.is_some_and(|c| c.is_alphanumeric() || kind(c) == Kind::Accent)
    }

    fn before(&self) -> Option<char> {
        self.text.get(..self.start)?.chars().next_back()
    }

    fn after(&self) -> Option<char> {
        char_at(self.text, self.end)
    }

    fn judge(mut self, line: usize, times: u8) -> Run {
        if self.start == 0 && self.decoded.starts_with('\u{FEFF}') {
            // A byte-order mark is no part of the text, once it is one again.
            self.decoded.remove(0);
        }
        let mut run = Run {
            start: self.start,
            end: self.end,
            charset: self.charset,
            times,
            level: self.level(),
            scripts: self.scripts,
            line,
            lost: self.lost,
            decoded: String::new(),
        };
        match self.deeper(times) {
            Some(deeper) => {
                run.level = Level::Certain;
                (run.decoded, run.times, run.scripts) = (deeper.decoded, deeper.times, deeper.scripts);
            }
            None => run.decoded = self.decoded,
        }
        run
    }

    /// The run that the decoded text is itself, when that is certain: it was misread more than once.
    fn deeper(&self, times: u8) -> Option<Run> {
        if times == MOST_TIMES || self.touches_clean() {
            return None;
        }
        let charset = suspects(&self.decoded).next()?;
        let (before, after) = (
            self.before().filter(char::is_ascii),
            self.after().filter(char::is_ascii),
        );
        let around = |c: Option<char>| c.map(String::from).unwrap_or_default();
        let whole = format!("{}{}{}", around(before), self.decoded, around(after));
        let mut runs = scan_layer(&whole, charset, times + 1).runs;
        let run = runs
            .pop()
            .filter(|run| runs.is_empty() && run.level == Level::Certain)?;
        (run.end - run.start == self.decoded.len()).then_some(run)
    }

    fn level(&self) -> Level {
        if self.odd || self.touches_clean() || !self.fits() {
            Level::Odd
        } else if self.lost || self.is_natural() || self.is_single_foreign() || self.breaks_case() {
            Level::Likely
        } else {
            Level::Certain
        }
    }

    /// Whether a neighbour is of the same tables but no part of the run, and no quote, dash or space either: a program that
    /// misread the word would have misread it, too.
    fn touches_clean(&self) -> bool {
        let is_clean = |c: char| {
            let tolerated = matches!(class(c), Class::Open | Class::Close | Class::Space | Class::Bullet);
            !c.is_ascii() && self.charset.byte(c).is_some() && !tolerated
        };
        self.before().is_some_and(is_clean) || self.after().is_some_and(is_clean)
    }

    /// Whether what comes out can stand between the neighbours.
    fn fits(&self) -> bool {
        let touches = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let (before, after) = (touches(self.before()), touches(self.after()));
        if self.lost {
            return !before && !after;
        }
        let foreign = self.scripts & !Script::LATIN.bit();
        if foreign != 0 {
            let beside = Script::GREEK.bit() | Script::EAST_ASIAN.bit();
            let alone = self.sequences == 1 && foreign & beside == 0;
            return foreign.count_ones() <= 3 && !((before || after) && (alone || self.is_natural()));
        }
        if self.scripts == 0 || self.sequences > 1 {
            return true;
        }
        match class(self.first) {
            Class::Open | Class::Close | Class::Space if self.first != '·' => before,
            _ => before || after || self.is_word(),
        }
    }

    /// Whether one letter stands alone and is a word in some language, and its damage is no natural pair.
    fn is_word(&self) -> bool {
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let vietnamese = '\u{1EA0}'..='\u{1EFF}';
        let word = self
            .decoded
            .chars()
            .all(|c| vietnamese.contains(&c) || "àÀáÁåÅæèÈéÉíÍóÓòöÖøØúÚý".contains(c));
        word && (!self.natural || self.first == '·') && apart(self.before()) && apart(self.after())
    }

    /// A single letter of a script that is written in words proves little.
    fn is_single_foreign(&self) -> bool {
        let known = Script::LATIN.bit() | Script::GREEK.bit() | Script::EAST_ASIAN.bit();
        self.sequences == 1 && self.scripts & !known != 0
    }

    /// Whether writers could have meant the run as it stands.
    fn is_natural(&self) -> bool {
        self.natural && self.sequences < 3 && !self.has_unnatural_edge() && !self.is_operand_in_word()
    }

    /// `√∂` in `Bj√∂rn`: one letter before and two after make a word. Not for `π`, whose letter, `ù`, ends words.
    fn is_operand_in_word(&self) -> bool {
        let before = self.before();
        if self.first == '¬' {
            return before.is_some_and(|c| c.is_ascii_digit());
        }
        let after = self.text.get(self.end..).unwrap_or("").chars().take(2);
        let letters = after.filter(char::is_ascii_lowercase).count();
        is_root(self.first)
            && (is_operand(self.last) || "°±≠≤≥£¥¢".contains(self.last))
            && self.last != 'π'
            && before.is_some_and(|c| c.is_ascii_alphabetic())
            && letters == 2
    }

    fn has_unnatural_edge(&self) -> bool {
        let (before, after) = (self.before(), self.after());
        let letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
        let starts = class(self.first) == Class::Upper;
        let is_letter = starts || class(self.first) == Class::Lower;
        let digit_first = before.is_some_and(|c| c.is_ascii_digit()) && !"¹²³".contains(self.second);
        let first = match self.first {
            // No word begins so, and no word is only that.
            'Ã' | 'â' => before.is_none_or(|c| c.is_ascii() && !c.is_alphabetic()),
            'Â' if !letter(before) => self.is_sign_after_circumflex(before),
            _ => false,
        };
        first
            || (starts && (before.is_some_and(char::is_lowercase) || digit_first) && self.is_common_letter(after))
            || (is_letter && cannot_join(self.last) && letter(after))
            || (class(self.last) == Class::Lower && after.is_some_and(|c| c.is_ascii_uppercase()))
    }

    /// `É™`, the Azerbaijani letter ə, ends a brand name as well: a letter has to follow.
    fn is_common_letter(&self, after: Option<char>) -> bool {
        let rare = |c| matches!(c, '\u{180}'..='\u{2AF}');
        !self.decoded.chars().any(rare) || after.is_some_and(char::is_alphabetic)
    }

    /// `Â©` where no word with a circumflex ends. `Â²` can be a formula, and `Â` and a hard space the letter.
    fn is_sign_after_circumflex(&self, before: Option<char>) -> bool {
        match self.second {
            '©' | '®' | '°' | '§' | '¶' | 'ª' | 'º' | '«' | '»' => before.is_none_or(|c| c.is_ascii()),
            '\u{A0}' => before.is_some_and(|c| c.is_ascii_punctuation() && !matches!(c, '(' | '"' | '\'' | '*' | '_')),
            _ => false,
        }
    }

    /// Lower case in a word of capitals, or a capital after lower case.
    fn breaks_case(&self) -> bool {
        let Some(c) = self
            .decoded
            .chars()
            .next()
            .filter(|c| self.sequences == 1 && c.is_alphabetic())
        else {
            return false;
        };
        let before = self.text.get(..self.start).unwrap_or("");
        let mut capitals = before.chars().rev().take(2).map(char::is_uppercase);
        let (near, far) = (capitals.next().unwrap_or(false), capitals.next().unwrap_or(false));
        let after = self.after().is_some_and(char::is_uppercase);
        (c.is_lowercase() && near && (far || after))
            || (c.is_uppercase() && self.before().is_some_and(char::is_lowercase))
    }
}

fn is_root(c: char) -> bool {
    matches!(c, '√' | '≈' | 'ƒ' | '∆')
}

/// Signs that end a word and never stand inside one.
fn cannot_join(c: char) -> bool {
    class(c) == Class::Mark || matches!(c, '“' | '‘' | '”' | '«' | '»' | '‹' | '›' | '\u{AD}')
}
