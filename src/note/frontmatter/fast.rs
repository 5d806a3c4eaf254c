//! The plain lines that nearly all properties are made of, read without a YAML parser.
//!
//! ```yaml
//! title: Plan for the pilot
//! date: '2026-01-03'
//! people: ["Ada Lovelace", Grace]
//! tags:
//!   - type/project
//! ```
//!
//! Whatever is not clearly of this form makes [`read`] give up, and the YAML parser reads the whole block. What it does
//! read, it reads as that parser would; a test holds it to that.

use std::borrow::Cow;

use super::{Data, Entry, Mapping, Value, scalar};
use crate::text::{ByteSet, Span};

/// Keys beyond this many are left to the parser, as each is compared with those before it.
const MOST_KEYS: usize = 64;

/// Reads a block of plain lines; `None` when any line is not plain. `base` is where the block begins in the note.
pub(super) fn read(text: &str, base: usize) -> Option<Mapping> {
    let mut map = Mapping {
        entries: Vec::with_capacity(8),
    };
    let mut lines = Lines { text, base, at: 0 };
    while let Some(line) = lines.next_line() {
        if line.text.is_empty() || line.text.starts_with('#') {
            continue;
        }
        let (key, rest) = key(line)?;
        let (key_text, key_span) = (key.text.to_owned(), key.span());
        if map.entries.len() >= MOST_KEYS || map.entries.iter().any(|entry| entry.key == key_text) {
            return None;
        }
        let value = match rest.text {
            "" => lines.list(rest)?,
            _ => lines.value(rest)?,
        };
        map.entries.push(Entry {
            key: key_text,
            key_span,
            value,
        });
    }
    Some(map)
}

/// A piece of the block and where it begins in the note.
#[derive(Debug, Clone, Copy)]
struct Piece<'t> {
    text: &'t str,
    at: usize,
}

impl<'t> Piece<'t> {
    fn span(self) -> Span {
        Span::new(self.at, self.at + self.text.len())
    }

    fn skip(self, bytes: usize) -> Option<Self> {
        Some(Self {
            text: self.text.get(bytes..)?,
            at: self.at + bytes,
        })
    }

    fn take(self, bytes: usize) -> Option<Self> {
        Some(Self {
            text: self.text.get(..bytes)?,
            at: self.at,
        })
    }

    fn trim_start(self) -> Self {
        let text = match self.text.as_bytes().first() {
            Some(b' ') => self.text.trim_start_matches(' '),
            _ => self.text,
        };
        Self {
            text,
            at: self.at + self.text.len() - text.len(),
        }
    }

    fn trim_end(self) -> Self {
        let text = match self.text.as_bytes().last() {
            Some(b' ') => self.text.trim_end_matches(' '),
            _ => self.text,
        };
        Self { text, at: self.at }
    }
}

struct Lines<'t> {
    text: &'t str,
    base: usize,
    at: usize,
}

impl<'t> Lines<'t> {
    /// The next line without its end and trailing spaces.
    fn next_line(&mut self) -> Option<Piece<'t>> {
        let (line, next) = self.peek()?;
        self.at = next;
        Some(line)
    }

    fn peek(&self) -> Option<(Piece<'t>, usize)> {
        let rest = self.text.get(self.at..).filter(|rest| !rest.is_empty())?;
        let end = memchr::memchr(b'\n', rest.as_bytes()).unwrap_or(rest.len());
        let line = rest.get(..end)?;
        let line = Piece {
            text: line.strip_suffix('\r').unwrap_or(line),
            at: self.base + self.at,
        };
        Some((line.trim_end(), self.at + end + 1))
    }

    /// A value on the line of its key. The line after it must not go on with it.
    fn value(&self, piece: Piece<'t>) -> Option<Value> {
        let value = match piece.text.as_bytes().first()? {
            b'[' => flow_list(piece)?,
            _ => one_line_scalar(piece)?,
        };
        let next = self.text.as_bytes().get(self.at);
        (!matches!(next, Some(b' ' | b'\t' | b'-'))).then_some(value)
    }

    /// What follows a key without a value: a list, or nothing.
    fn list(&mut self, after_key: Piece<'t>) -> Option<Value> {
        let mut items: Vec<Value> = Vec::new();
        let mut indent = None;
        let mut start = after_key.at;
        while let Some((line, next)) = self.peek() {
            let item = line.trim_start();
            if item.text.is_empty() && !items.is_empty() {
                self.at = next;
                continue;
            }
            let spaces = item.at - line.at;
            let Some(rest) = item.text.strip_prefix('-') else {
                // Only a line without indentation can be the next key.
                (spaces == 0).then_some(())?;
                break;
            };
            (rest.is_empty() || rest.starts_with(' ')).then_some(())?;
            if *indent.get_or_insert(spaces) != spaces {
                return None;
            }
            if items.is_empty() {
                start = item.at;
            }
            self.at = next;
            items.push(self.item(item)?);
        }
        if items.is_empty() {
            let span = Span::new(after_key.at, after_key.at);
            return Some(Value { span, data: Data::Null });
        }
        let end = items.last().map_or(start, |item| item.span.end as usize);
        Some(Value {
            span: Span::new(start, end),
            data: Data::List(items),
        })
    }

    /// `- scalar`, or a dash alone.
    fn item(&self, item: Piece<'t>) -> Option<Value> {
        let scalar = item.skip(1)?.trim_start();
        if scalar.text.is_empty() {
            let span = Span::new(item.at + 1, item.at + 1);
            return Some(Value { span, data: Data::Null });
        }
        one_line_scalar(scalar)
    }
}

/// The key that begins a line, and the rest of the line behind its colon.
fn key(line: Piece<'_>) -> Option<(Piece<'_>, Piece<'_>)> {
    let bytes = line.text.as_bytes();
    bytes.first().filter(|b| b.is_ascii_alphabetic() || **b == b'_')?;
    let fits = |b: &u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b' ');
    let end = bytes.iter().position(|b| !fits(b))?;
    let colon = bytes.get(end) == Some(&b':') && matches!(bytes.get(end + 1), None | Some(b' '));
    let key = line.take(end)?;
    let word = matches!(scalar::plain(key.text), Data::Text(_)) && !key.text.ends_with(' ');
    (colon && word && end < 1000).then(|| Some((key, line.skip(end + 1)?.trim_start())))?
}

/// A scalar that fills the rest of its line.
fn one_line_scalar(piece: Piece<'_>) -> Option<Value> {
    let (data, length) = scalar_at(piece.text, false)?;
    let whole = piece.take(length)?;
    (length == piece.text.len()).then(|| Value {
        span: whole.span(),
        data,
    })
}

/// `[a, "b", 'c']`
fn flow_list(piece: Piece<'_>) -> Option<Value> {
    let mut items = Vec::new();
    let mut rest = piece.skip(1)?.trim_start();
    if rest.text != "]" {
        loop {
            let (data, length) = scalar_at(rest.text, true)?;
            let item = rest.take(length)?.trim_end();
            items.push(Value {
                span: item.span(),
                data,
            });
            rest = rest.skip(length)?.trim_start();
            match rest.text.as_bytes() {
                b"]" => break,
                [b',', ..] => rest = rest.skip(1)?.trim_start(),
                _ => return None,
            }
        }
    }
    Some(Value {
        span: piece.span(),
        data: Data::List(items),
    })
}

/// The scalar that `text` begins with, and its bytes. In a flow list a comma or bracket ends it.
fn scalar_at(text: &str, flow: bool) -> Option<(Data, usize)> {
    match text.as_bytes().first()? {
        b'"' => double_quoted(text),
        b'\'' => single_quoted(text),
        _ => plain(text, flow),
    }
}

fn plain(text: &str, flow: bool) -> Option<(Data, usize)> {
    let bytes = text.as_bytes();
    let begins =
        |b: u8| b.is_ascii_alphanumeric() || b >= 0x80 || matches!(b, b'(' | b'/' | b'.' | b'_' | b'+' | b'$' | b'~');
    bytes.first().copied().filter(|b| begins(*b))?;
    let mut before = b' ';
    let mut end = bytes.len();
    for (at, byte) in bytes.iter().copied().enumerate() {
        match byte {
            b',' | b']' if flow => {
                end = at;
                break;
            }
            b'[' | b'{' | b'}' if flow => return None,
            b'#' if before == b' ' => return None,
            b':' if matches!(bytes.get(at + 1), None | Some(b' ')) || flow => return None,
            0..=0x1f | 0x7f => return None,
            0x80.. if is_odd(bytes, at) => return None,
            _ => before = byte,
        }
    }
    let text = text.get(..end)?.trim_end_matches(' ');
    Some((scalar::plain(text), end))
}

fn double_quoted(text: &str) -> Option<(Data, usize)> {
    let inner = text.get(1..)?;
    let mut unescaped: Option<String> = None;
    let mut taken = 0;
    loop {
        let rest = inner.get(taken..)?;
        let length = quoted_run(rest.as_bytes(), b'"', b'\\')?;
        let run = rest.get(..length)?;
        taken += length + 1;
        if rest.as_bytes().get(length) == Some(&b'"') {
            let data = match unescaped {
                Some(text) => text + run,
                None => run.to_owned(),
            };
            return Some((Data::Text(data), taken + 1));
        }
        let (c, used) = escaped(inner.get(taken..)?)?;
        let text = unescaped.get_or_insert_default();
        text.push_str(run);
        text.push(c);
        taken += used;
    }
}

/// The character that an escape stands for, and the bytes behind its backslash.
fn escaped(rest: &str) -> Option<(char, usize)> {
    match rest.as_bytes().first()? {
        b'"' => Some(('"', 1)),
        b'\\' => Some(('\\', 1)),
        b'/' => Some(('/', 1)),
        b'n' => Some(('\n', 1)),
        b't' => Some(('\t', 1)),
        b'u' => {
            let digits = rest
                .get(1..5)
                .filter(|digits| digits.bytes().all(|b| b.is_ascii_hexdigit()))?;
            Some((char::from_u32(u32::from_str_radix(digits, 16).ok()?)?, 5))
        }
        _ => None,
    }
}

fn single_quoted(text: &str) -> Option<(Data, usize)> {
    let inner = text.get(1..)?;
    let mut data = Cow::Borrowed("");
    let mut taken = 0;
    loop {
        let rest = inner.get(taken..)?;
        let length = quoted_run(rest.as_bytes(), b'\'', b'\'')?;
        data += rest.get(..length)?;
        taken += length + 1;
        if !inner.get(taken..)?.starts_with('\'') {
            return Some((Data::Text(data.into_owned()), taken + 1));
        }
        data += "'";
        taken += 1;
    }
}

/// Bytes up to one of two marks; `None` when none is there or something needs the parser.
fn quoted_run(bytes: &[u8], close: u8, other: u8) -> Option<usize> {
    let mut at = 0;
    loop {
        at += STOP.first(bytes.get(at..)?)?;
        match *bytes.get(at)? {
            b if b == close || b == other => return Some(at),
            0..=0x1f | 0x7f => return None,
            _ if is_odd(bytes, at) => return None,
            _ => at += 1,
        }
    }
}

/// What may end a run of quoted text: quotes, backslashes, controls, and the first bytes of what [`is_odd`] finds.
const STOP: ByteSet = ByteSet::of(
    b"\"'\\\0\x01\x02\x03\x04\x05\x06\x07\x08\x09\x0a\x0b\x0c\x0d\x0e\x0f\
    \x10\x11\x12\x13\x14\x15\x16\x17\x18\x19\x1a\x1b\x1c\x1d\x1e\x1f\x7f\xc2\xe2\xef",
);

/// Whether a character that is not ASCII may mean something to YAML: C1 controls, U+2028, U+2029, a byte-order mark.
fn is_odd(bytes: &[u8], at: usize) -> bool {
    match bytes.get(at..).unwrap_or_default() {
        [0xc2, next, ..] => *next < 0xa0,
        [0xe2, 0x80, next, ..] => matches!(next, 0xa8 | 0xa9),
        [0xef, 0xbb, 0xbf, ..] => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::yaml;
    use super::*;

    /// Spans of values that are not written are nowhere.
    fn settle(value: &mut Value) {
        match &mut value.data {
            Data::Null => value.span = Span::default(),
            Data::List(items) => {
                if items.last().is_some_and(|last| last.data == Data::Null) {
                    value.span.end = value.span.start;
                }
                items.iter_mut().for_each(settle);
            }
            _ => {}
        }
    }

    fn agree(text: &str) -> bool {
        let Some(mut fast) = read(text, 100) else {
            return false;
        };
        let mut ignored = Vec::new();
        let mut slow = match yaml::read(text, 100, &mut ignored) {
            Ok(Some(Value {
                data: Data::Map(map), ..
            })) => map,
            Ok(None | Some(Value { data: Data::Null, .. })) => Mapping::default(),
            Ok(Some(other)) => panic!("{text:?} is {other:?}, not a mapping"),
            Err(error) => panic!("{text:?} is not valid: {}", error.reason),
        };
        for entry in fast.entries.iter_mut().chain(&mut slow.entries) {
            settle(&mut entry.value);
        }
        assert_eq!(fast, slow, "{text:?}");
        true
    }

    #[test]
    fn plain_lines_are_read_as_the_parser_reads_them() {
        for text in [
            "",
            "a: b\n",
            "a: b",
            "title: \"x: y\"\ndate: '2025-01-01'\ntags:\n- type/x\n- \"y\"\n\n",
            "a:\nb:\n",
            "a:\n  - 1\n  - true\n  -\n  - ~\nb: [x, \"y, z\", 'it''s', 3]\nc: []\n",
            "# comment\nmy key: 10:30\nurl: https://e.com/a#b\n",
            "name: \"J\\u00fcrgen \\\"x\\\" \\\\\"\r\nb: Ünï 📅\r\n",
            "a: 'b'   \nb:   c d  \n\n\nc: -\n",
        ] {
            let dashes = text.contains("c: -");
            assert_eq!(agree(text), !dashes, "{text:?}");
        }
    }

    #[test]
    fn gives_up_where_the_parser_is_needed() {
        for text in [
            "a: b\n  c\n",
            "a: |\n  b\n",
            "a: {b: c}\n",
            "a: [[b]]\n",
            "a: &x b\n",
            "a: *x\n",
            "a: !!str 1\n",
            "a: b # c\n",
            "a: b: c\n",
            "a: \"b\n",
            "a:\tb\n",
            "- a\n",
            "a: b\na: c\n",
            "a:\n  b: c\n",
            "a:\n- b: c\n",
            "a:\n- - b\n",
            "null: a\n",
            "a: b\n- c\n",
            "a: [b, c,]\n",
            "a: [b: c]\n",
            "\"a\": b\n",
            "a: @b\n",
            "a:\n- b\n  - c\n",
            "a:\n- b\n c: d\n",
        ] {
            assert!(!agree(text), "{text:?}");
        }
    }

    /// Blocks from pieces that mean something to YAML, in any order.
    #[test]
    fn any_block_is_read_as_the_parser_reads_it() {
        const PIECES: [&str; 44] = [
            "a", "b", "key", "title", " ", " ", ": ", ":", "\n", "\n", "\n- ", "\n  - ", "- ", "\"", "'", "''", "#",
            " # ", "[", "]", ", ", ",", "{", "}", "|", ">", "&a ", "*a", "!", "%", "@", "\\n", "\\\"", "1", "2.5",
            "true", "null", "~", "é", "📅", "\t", "\r\n", "x: y\n", "k:\n",
        ];
        let mut state = 1_u64;
        let mut random = |n: usize| {
            state = state
                .wrapping_mul(6_364_136_223_846_793_005)
                .wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % n
        };
        let mut read = 0;
        for _ in 0..60_000 {
            let count = 1 + random(10);
            let mut text = String::from(if random(2) == 0 { "a1: " } else { "" });
            (0..count).for_each(|_| text.push_str(PIECES[random(PIECES.len())]));
            read += usize::from(agree(&text));
        }
        assert!(read > 4000, "only {read} blocks were plain");
    }
}
