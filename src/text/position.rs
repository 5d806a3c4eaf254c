//! Byte offsets inside, UTF-16 positions outside.
//!
//! The host app indexes JavaScript strings, so its lines, columns and offsets count UTF-16 units from 0. Inside Relata all
//! spans are bytes of UTF-8. [`Positions`] is built once for a text and converts both ways.

use serde::Serialize;

use super::{Lines, utf16_units};

/// A place in a text, as the host app gives it: all three from 0, columns and offsets in UTF-16 units.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS), ts(rename = "Loc"))]
pub struct Position {
    /// Line, from 0.
    pub line: u32,
    /// UTF-16 units since the start of the line.
    pub col: u32,
    /// UTF-16 units since the start of the text.
    pub offset: u32,
}

/// Converts between byte offsets and UTF-16 positions of one text.
///
/// The text is cut in blocks of 128 bytes; for each, the units and lines before it are known. So any conversion from
/// bytes looks at one block at most, whatever the order of the questions and however long the lines.
#[derive(Debug, Clone)]
pub struct Positions<'t> {
    text: &'t str,
    lines: Lines,
    blocks: Vec<Block>,
    /// In ASCII text units are bytes, and no block is counted.
    ascii: bool,
}

/// Bytes per block.
const BLOCK: usize = 128;

#[derive(Debug, Clone, Copy, Default)]
struct Block {
    /// UTF-16 units before the block.
    units: u32,
    /// The line that holds the block's first byte.
    line: u32,
}

impl<'t> Positions<'t> {
    /// Scans `text` once.
    pub fn new(text: &'t str) -> Self {
        let lines = Lines::new(text);
        let ascii = text.is_ascii();
        let blocks = blocks(text.as_bytes(), &lines, ascii);
        Self {
            text,
            lines,
            blocks,
            ascii,
        }
    }

    /// Where the lines begin, in bytes.
    pub fn lines(&self) -> &Lines {
        &self.lines
    }

    /// The position of byte `offset`. Offsets inside a character mean its start, those past the end the end.
    pub fn position(&self, offset: u32) -> Position {
        let at = self.border(offset);
        let line = self.line(at);
        let start = self.lines.start(line).unwrap_or(0) as usize;
        let units = self.units(at);
        Position {
            line: clamp(line),
            col: units - self.units(start),
            offset: units,
        }
    }

    /// UTF-16 units before byte `offset`; offsets as in [`Positions::position`].
    pub fn utf16(&self, offset: u32) -> u32 {
        self.units(self.border(offset))
    }

    /// The byte at which UTF-16 unit `offset` of the text begins; for the second half of a pair, the pair's first byte.
    /// Offsets past the end mean the end.
    pub fn byte(&self, offset: u32) -> u32 {
        if self.ascii {
            return offset.min(clamp(self.text.len()));
        }
        let index = self.blocks.partition_point(|b| b.units <= offset).saturating_sub(1);
        let mut units = self.blocks.get(index).map_or(0, |b| b.units);
        let mut at = index * BLOCK;
        // A block may begin inside a character: its remaining bytes count nothing, as the units before include it.
        while !self.text.is_char_boundary(at) {
            at += 1;
        }
        for c in self.text.get(at..).unwrap_or("").chars() {
            units += c.len_utf16() as u32;
            if units > offset {
                break;
            }
            at += c.len_utf8();
        }
        clamp(at)
    }

    /// The byte at line `line` and UTF-16 column `col`, both from 0; past the end of the line its end, before the line end
    /// characters; past the last line the end of the text.
    pub fn byte_at(&self, line: u32, col: u32) -> u32 {
        let Some(start) = self.lines.start(line as usize) else {
            return clamp(self.text.len());
        };
        let next = self
            .lines
            .start(line as usize + 1)
            .map_or(self.text.len(), |n| n as usize);
        let content = self.text.get(start as usize..next).unwrap_or("");
        let end = start as usize + content.trim_end_matches(['\r', '\n']).len();
        let wanted = self.units(start as usize).saturating_add(col);
        self.byte(wanted).min(clamp(end))
    }

    /// The character border at or before `offset`, inside the text.
    fn border(&self, offset: u32) -> usize {
        let mut at = (offset as usize).min(self.text.len());
        while !self.text.is_char_boundary(at) {
            at -= 1;
        }
        at
    }

    fn line(&self, at: usize) -> usize {
        let first = self.blocks.get(at / BLOCK).map_or(0, |b| b.line as usize);
        let later = self.lines.starts().get(first + 1..).unwrap_or(&[]);
        first + later.iter().take_while(|&&start| start as usize <= at).count()
    }

    /// UTF-16 units before `at`, which is a character border.
    fn units(&self, at: usize) -> u32 {
        if self.ascii {
            return clamp(at);
        }
        let block = at / BLOCK;
        let before = self.blocks.get(block).map_or(0, |b| b.units);
        let part = self.text.as_bytes().get(block * BLOCK..at).unwrap_or(&[]);
        before + clamp(utf16_units(part))
    }
}

/// One block for each [`BLOCK`] bytes, and one that begins at the end of the text when its length is a multiple.
fn blocks(bytes: &[u8], lines: &Lines, ascii: bool) -> Vec<Block> {
    let mut starts = lines.starts().iter().skip(1).peekable();
    let (mut units, mut line) = (0, 0);
    let count = bytes.len() / BLOCK + 1;
    let mut blocks = Vec::with_capacity(count);
    for index in 0..count {
        let from = index * BLOCK;
        while starts.next_if(|&&start| start as usize <= from).is_some() {
            line += 1;
        }
        blocks.push(Block { units, line });
        if !ascii {
            let to = (from + BLOCK).min(bytes.len());
            units += clamp(utf16_units(bytes.get(from..to).unwrap_or(&[])));
        }
    }
    blocks
}

fn clamp(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Span;

    /// The definition, counted from the start of the text each time.
    fn slow(text: &str, byte: usize) -> Position {
        let before = Span::new(0, byte).of(text);
        let start = Lines::new(text)
            .starts()
            .iter()
            .filter(|&&s| s as usize <= byte)
            .max()
            .map_or(0, |&s| s as usize);
        let units = |s: &str| s.encode_utf16().count() as u32;
        Position {
            line: Lines::new(text)
                .starts()
                .iter()
                .filter(|&&s| s as usize <= byte)
                .count() as u32
                - 1,
            col: units(Span::new(start, byte).of(text)),
            offset: units(before),
        }
    }

    fn samples() -> Vec<String> {
        let mixed = "a\nГрю\r\n📅 e\u{301}\r漢字\n\n";
        let mut samples: Vec<String> = (0..40).map(|n| mixed.repeat(n)).collect();
        samples.extend((120..140).map(|n| "x".repeat(n) + "📅\n" + &"é".repeat(n)));
        samples.extend((250..260).map(|n| "ab\n".repeat(n / 3) + "\n"));
        samples
    }

    #[test]
    fn positions_agree_with_the_definition() {
        for text in samples() {
            let positions = Positions::new(&text);
            for (byte, _) in text.char_indices().chain([(text.len(), ' ')]) {
                let position = positions.position(byte as u32);
                assert_eq!(position, slow(&text, byte), "byte {byte} of {text:?}");
                assert_eq!(
                    positions.byte(position.offset),
                    byte as u32,
                    "back from byte {byte} of {text:?}"
                );
            }
        }
    }

    #[test]
    fn lines_and_columns_lead_back() {
        for text in samples() {
            let positions = Positions::new(&text);
            for (byte, c) in text.char_indices().filter(|(_, c)| !"\r\n".contains(*c)) {
                let p = positions.position(byte as u32);
                assert_eq!(
                    positions.byte_at(p.line, p.col),
                    byte as u32,
                    "{c:?}, byte {byte} of {text:?}"
                );
            }
        }
    }

    #[test]
    fn offsets_out_of_place_are_moved_to_a_border() {
        let positions = Positions::new("a📅\nb");
        assert_eq!(positions.position(3), positions.position(1), "inside a character");
        assert_eq!(positions.byte(2), 1, "second half of a pair");
        assert_eq!(
            positions.position(99),
            Position {
                line: 1,
                col: 1,
                offset: 5
            }
        );
        assert_eq!(positions.byte(99), 7);
        assert_eq!(positions.byte_at(0, 99), 5, "the end of the line, before its line end");
        assert_eq!(positions.byte_at(9, 0), 7);
    }
}
