//! What a run proves: which characters stand side by side in it, what it decodes to, what stands beside it.

use super::charset::Charset;
use super::natural::{Class, class, is_operand, natural};
use super::run::{Level, MOST_TIMES, Run, Sequence, char_at, scan_layer, suspects};
use super::script::{Kind, Script, kind};

/// Reads a run and gathers what speaks for and against it.
pub(super) struct Reader<'t> {
    text: &'t str,
    charset: Charset,
    start: usize,
    pub(super) end: usize,
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
    pub(super) fn new(text: &'t str, charset: Charset, start: usize) -> Self {
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
    pub(super) fn read(mut self) -> Option<Self> {
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

    /// In Mac Roman the low quote `‚` begins the sequences of quotes, dashes, arrows and task signs, and it begins quoted
    /// words such as `‚óánægja‘`. `‚Ä` with another letter begins only quotes and dashes. `None` for other sequences.
    fn is_quoted_word(&self, sequence: &Sequence) -> Option<bool> {
        let &['‚', a, b] = sequence.characters() else {
            return None;
        };
        let after = char_at(self.text, sequence.end);
        let closes = after.is_some_and(|c| matches!(c, '‘' | '’'));
        let begins = a.is_alphabetic() && b.is_alphabetic() && (a != 'Ä' || matches!(b, 'ä' | 'Ä') || closes);
        let follows = closes || after.is_some_and(char::is_alphabetic);
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

    /// The run with its level; `times` is the depth of the layer that is read.
    pub(super) fn judge(self, line: usize, times: usize) -> Run {
        let mut run = Run {
            start: self.start,
            end: self.end,
            charset: self.charset,
            deeper: [None; MOST_TIMES - 1],
            level: self.level(),
            scripts: self.scripts,
            line,
            lost: self.lost,
            formula: class(self.first) == Class::Math,
        };
        if let Some(inner) = self.deeper(times) {
            let [first, second, _] = inner.deeper;
            run.deeper = [Some(inner.charset), first, second];
            (run.level, run.scripts) = (Level::Certain, inner.scripts);
        }
        run
    }

    /// The run that the decoded text is itself, when that is certain: it was misread more than once.
    fn deeper(&self, times: usize) -> Option<Run> {
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

    /// Whether one letter stands alone and is a word in some language, and its damage is no formula.
    fn is_word(&self) -> bool {
        let apart = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        let vietnamese = '\u{1EA0}'..='\u{1EFF}';
        let word = self
            .decoded
            .chars()
            .all(|c| vietnamese.contains(&c) || SHORT_WORDS.contains(c));
        let formula = self.natural && class(self.first) == Class::Math;
        word && !formula && apart(self.before()) && apart(self.after())
    }

    /// A single letter of another script proves little, but for Greek, whose letters are signs of science.
    fn is_single_foreign(&self) -> bool {
        let science = if self.natural { 0 } else { Script::GREEK.bit() };
        self.sequences == 1 && self.scripts & !(Script::LATIN.bit() | science) != 0
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
        let lone = before.is_none_or(|c| c.is_ascii() && !c.is_alphabetic());
        let first = match self.first {
            // Quotes stand outside of words.
            '«' | '»' => letter(before) && letter(after),
            // No word begins so; but `Ã’s` is the letter's.
            'Ã' => lone && self.second != '’' && letter(after),
            'â' => lone,
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

/// Letters that are words, particles or common abbreviations in some language.
const SHORT_WORDS: &str = "àÀáÁåÅäÄæèÈéÉíÍóÓòôÔöÖøØúÚýßþÞčČřŘšŠžŽįĮı";

fn is_root(c: char) -> bool {
    matches!(c, '√' | '≈' | 'ƒ' | '∆')
}

/// Signs that end a word and never stand inside one.
fn cannot_join(c: char) -> bool {
    class(c) == Class::Mark || matches!(c, '“' | '‘' | '”' | '«' | '»' | '‹' | '›' | '\u{AD}')
}
