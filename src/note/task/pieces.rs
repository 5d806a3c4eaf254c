//! The text of a task cut into pieces: words, tags, owners, fields. Nothing is lost: the pieces follow each other without
//! gaps, so a line can be written back as it was, and one field changed without touching the rest.

use std::cell::OnceCell;

use super::Rule;
use super::date::date_len;
use super::field::{FieldName, is_selector, symbol_at};
use super::owner::{self, Roles};
use super::tag::tag_len;
use crate::order::Order;
use crate::text::{ByteSet, Span};

/// One piece of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Piece {
    pub(crate) kind: PieceKind,
    /// Where it stands in the line.
    pub(crate) span: Span,
}

/// What a piece is. Values are spans in the line, trimmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum PieceKind {
    /// Words, with the space around them.
    Text,
    /// A tag with its `#`.
    Tag,
    /// `@Name` or a link that stands for an owner.
    Owner(Span),
    /// A field.
    Field(FieldName, Form, Span),
}

/// How a field is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// `📅 2025-10-26`
    Emoji,
    /// `[due:: 2025-10-26]`
    Bracket,
    /// `(due:: 2025-10-26)`
    Paren,
}

/// How to cut.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Cut<'a> {
    pub(crate) roles: Roles<'a>,
    /// Whether `[[Name]]` is an owner.
    pub(crate) owner_links: bool,
}

/// Cuts the part `body` of `line`. Takes time in proportion to its length.
pub(crate) fn cut(line: &str, body: Span, how: Cut<'_>) -> Vec<Piece> {
    let text = body.of(line);
    let mut scanner = Scanner {
        text,
        base: body.start as usize,
        how,
        pairs: Pairs::of(text),
        pieces: Vec::with_capacity(USUAL_PIECES),
        done: 0,
    };
    scanner.run();
    scanner.pieces
}

/// Room for the pieces of most lines.
const USUAL_PIECES: usize = 12;

struct Scanner<'a> {
    text: &'a str,
    base: usize,
    how: Cut<'a>,
    pairs: Pairs<'a>,
    pieces: Vec<Piece>,
    /// All before this byte of `text` is in `pieces`.
    done: usize,
}

/// Bytes of an inline field in which its key must end; without a limit, nested brackets would be read again and again.
const LONGEST_KEY: usize = 32;

/// What begins anything but words. The last two are the lead bytes of all field marks.
const BEGIN: ByteSet = ByteSet::of(b"`[(#@\xe2\xf0");

/// A piece found at some place: its length and kind.
type Found = Option<(usize, PieceKind)>;

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        while let Some(found) = bytes.get(at..).and_then(|rest| BEGIN.first(rest)) {
            at += found;
            let skip = match bytes.get(at).copied().unwrap_or_default() {
                b'`' => self.pairs.code_end(at),
                b'[' if bytes.get(at + 1) == Some(&b'[') => self.wikilink(at),
                b'[' | b'(' => self.take(at, self.inline_field(at)),
                b'#' if self.may_begin_tag(at) => self.take(at, self.tag(at)),
                b'@' => self.take(at, self.owner(at)),
                0xe2 | 0xf0 => self.take(at, self.emoji_field(at)),
                _ => None,
            };
            at = skip.unwrap_or(at + 1).max(at + 1);
        }
        self.take_text(self.text.len());
    }

    fn rest(&self, at: usize) -> &str {
        self.text.get(at..).unwrap_or("")
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text.get(..at)?.chars().next_back()
    }

    /// Adds a piece that was found at `at` with the text before it; returns where it ends.
    fn take(&mut self, at: usize, found: Found) -> Option<usize> {
        let (len, kind) = found?;
        self.take_text(at);
        self.done = at + len;
        self.pieces.push(Piece {
            kind,
            span: self.span(at, self.done),
        });
        Some(self.done)
    }

    fn take_text(&mut self, end: usize) {
        if end > self.done {
            self.pieces.push(Piece {
                kind: PieceKind::Text,
                span: self.span(self.done, end),
            });
        }
    }

    fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.base + start, self.base + end)
    }

    fn may_begin_tag(&self, at: usize) -> bool {
        at == self.done || self.before(at).is_none_or(char::is_whitespace)
    }

    fn tag(&self, at: usize) -> Found {
        tag_len(self.rest(at)).map(|len| (len, PieceKind::Tag))
    }

    fn owner(&self, at: usize) -> Found {
        let after_owner = self
            .pieces
            .last()
            .is_some_and(|p| matches!(p.kind, PieceKind::Owner(_)));
        let slash = after_owner && self.text.get(self.done..at) == Some("/");
        if at != self.done && !slash && !owner::may_precede(self.before(at)) {
            return None;
        }
        let name = self.rest(at + 1);
        let len = match self.pairs.link_end(at + 1) {
            Some(end) => end - at - 1,
            None => owner::name_len(name, self.how.roles)?,
        };
        Some((1 + len, PieceKind::Owner(self.span(at + 1, at + 1 + len))))
    }

    /// Passes over a wikilink, or takes it as an owner.
    fn wikilink(&mut self, at: usize) -> Option<usize> {
        let end = self.pairs.link_end(at)?;
        let embed = self.before(at) == Some('!');
        if self.how.owner_links && !embed {
            let span = self.span(at, end);
            return self.take(at, Some((end - at, PieceKind::Owner(span))));
        }
        Some(end)
    }

    fn inline_field(&self, at: usize) -> Found {
        let close = self.pairs.close(at)?;
        let form = if self.rest(at).starts_with('[') {
            Form::Bracket
        } else {
            Form::Paren
        };
        let inside = self.text.get(at + 1..close)?;
        let colon = inside.bytes().take(LONGEST_KEY).position(|b| b == b':')?;
        let name = FieldName::of_key(inside.get(..colon)?.trim())?;
        if !inside.get(colon..)?.starts_with("::") {
            return None;
        }
        let start = at + 1 + colon + 2;
        let value = self.span(start, close).trim_in(self.text, self.base);
        Some((close + 1 - at, PieceKind::Field(name, form, value)))
    }

    fn emoji_field(&self, at: usize) -> Found {
        let rest = self.rest(at);
        let (name, _, mark) = symbol_at(rest)?;
        let value_at = mark + gap_len(rest.get(mark..)?);
        let value = rest.get(value_at..)?;
        let (start, len, end) = match name {
            FieldName::Date(_) => linked(value, date_len)?,
            FieldName::Recurrence => plain(rule_len(value))?,
            FieldName::OnCompletion => plain(run_len(value, |c| c.is_ascii_alphabetic()))?,
            FieldName::Id => plain(id_len(value))?,
            FieldName::DependsOn => plain(ids_len(value))?,
            FieldName::Priority => {
                let value = self.span(at, at + mark);
                return Some((mark, PieceKind::Field(name, Form::Emoji, value)));
            }
            FieldName::Owner => return None,
        };
        let from = at + value_at + start;
        let value = self.span(from, from + len);
        Some((value_at + end, PieceKind::Field(name, Form::Emoji, value)))
    }
}

/// Start and length of a value, and where the field ends; all from the first byte of the value.
type Place = (usize, usize, usize);

fn plain(len: usize) -> Option<Place> {
    (len > 0).then_some((0, len, len))
}

/// A value that may be a wikilink, as in `📅 [[2025-10-26]]`.
fn linked(text: &str, len: impl Fn(&str) -> Option<usize>) -> Option<Place> {
    let Some(link) = text.strip_prefix("[[") else {
        return plain(len(text)?);
    };
    let len = len(link)?;
    let closed = link.get(len..)?.starts_with("]]");
    closed.then_some((2, len, len + 4))
}

fn gap_len(text: &str) -> usize {
    run_len(text, |c| c.is_whitespace() || is_selector(c))
}

fn run_len(text: &str, among: impl Fn(char) -> bool) -> usize {
    text.chars().take_while(|c| among(*c)).map(char::len_utf8).sum()
}

/// Length of a recurrence rule; where text follows, of as many words as make a rule.
fn rule_len(text: &str) -> usize {
    let len = run_len(text, |c| c.is_ascii_alphanumeric() || matches!(c, ',' | ' ' | '!'));
    let run = text.get(..len).unwrap_or("");
    Rule::prefix_len(run).unwrap_or_else(|| run.trim_end().len())
}

fn id_len(text: &str) -> usize {
    run_len(text, |c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

/// Length of a list of ids parted by commas; a comma that no id follows is not part of it.
fn ids_len(text: &str) -> usize {
    let mut end = id_len(text);
    while end > 0 {
        let rest = text.get(end..).unwrap_or("");
        let Some(next) = rest.trim_start().strip_prefix(',').map(str::trim_start) else {
            break;
        };
        let len = id_len(next);
        if len == 0 {
            break;
        }
        end += rest.len() - next.len() + len;
    }
    end
}

/// First byte and end of what is found, in order.
type Places = Vec<(usize, usize)>;

/// Which brackets, wikilinks and code spans close where; each found in one pass when first asked for, so that no search is
/// repeated and most lines need none.
#[derive(Debug)]
struct Pairs<'a> {
    text: &'a str,
    /// Opening and closing byte of brackets and parentheses.
    brackets: OnceCell<Places>,
    links: OnceCell<Places>,
    codes: OnceCell<Places>,
}

impl<'a> Pairs<'a> {
    fn of(text: &'a str) -> Self {
        Self {
            text,
            brackets: OnceCell::new(),
            links: OnceCell::new(),
            codes: OnceCell::new(),
        }
    }

    /// Where the bracket closes that opens at `open`, in a text that has a field between brackets.
    fn close(&self, open: usize) -> Option<usize> {
        let bytes = self.text.as_bytes();
        let has_field = || memchr::memchr_iter(b':', bytes).any(|at| bytes.get(at + 1) == Some(&b':'));
        let all = || {
            if has_field() {
                brackets(self.text)
            } else {
                Places::new()
            }
        };
        find(self.brackets.get_or_init(all), open)
    }

    fn link_end(&self, start: usize) -> Option<usize> {
        self.text.get(start..).filter(|rest| rest.starts_with("[["))?;
        find(self.links.get_or_init(|| links(self.text)), start)
    }

    fn code_end(&self, start: usize) -> Option<usize> {
        find(self.codes.get_or_init(|| codes(self.text)), start)
    }
}

fn find(pairs: &[(usize, usize)], start: usize) -> Option<usize> {
    let at = pairs.binary_search_by_key(&start, |p| p.0).ok()?;
    pairs.get(at).map(|p| p.1)
}

fn brackets(text: &str) -> Places {
    let (mut square, mut round, mut pairs) = (Vec::new(), Vec::new(), Vec::new());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'[' => square.push(at),
            b'(' => round.push(at),
            b']' => pairs.extend(square.pop().map(|open| (open, at))),
            b')' => pairs.extend(round.pop().map(|open| (open, at))),
            _ => {}
        }
    }
    pairs.order();
    pairs
}

/// Wikilinks: from the last `[[` before a `]]` to that `]]`.
fn links(text: &str) -> Places {
    let mut found = Vec::new();
    let mut from = 0;
    while let Some(len) = text.get(from..).and_then(|t| t.find("]]")) {
        let end = from + len + 2;
        let open = text.get(from..from + len).and_then(|t| t.rfind("[["));
        found.extend(open.map(|at| (from + at, end)));
        from = end;
    }
    found
}

/// Code spans: from a run of backticks to the next run of the same length.
fn codes(text: &str) -> Places {
    let runs = backtick_runs(text);
    let mut next_alike = std::collections::HashMap::new();
    let mut closing = vec![None; runs.len()];
    for (slot, (start, len)) in closing.iter_mut().zip(&runs).rev() {
        *slot = next_alike.insert(*len, *start);
    }
    let mut found = Vec::new();
    let mut free_from = 0;
    for ((start, len), close) in runs.into_iter().zip(closing) {
        let Some(close) = close.filter(|_| start >= free_from) else {
            continue;
        };
        free_from = close + len;
        found.push((start, free_from));
    }
    found
}

fn backtick_runs(text: &str) -> Places {
    let mut runs = Places::new();
    for (at, _) in text.match_indices('`') {
        match runs.last_mut() {
            Some((start, len)) if *start + *len == at => *len += 1,
            _ => runs.push((at, 1)),
        }
    }
    runs
}

impl Span {
    /// This span of a line without white space at its ends, where `text` is the part of the line from byte `base`.
    fn trim_in(self, text: &str, base: usize) -> Span {
        let local = Span::new(self.start as usize - base, self.end as usize - base).trim(text);
        Span::new(local.start as usize + base, local.end as usize + base)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(line: &str) -> Vec<(&'static str, &str)> {
        let how = Cut {
            roles: Roles {
                myself: &[],
                nobody: &[],
            },
            owner_links: false,
        };
        let all = cut(line, Span::new(0, line.len()), how);
        let name = |kind| match kind {
            PieceKind::Text => "text",
            PieceKind::Tag => "tag",
            PieceKind::Owner(_) => "owner",
            PieceKind::Field(..) => "field",
        };
        all.into_iter().map(|p| (name(p.kind), p.span.of(line))).collect()
    }

    #[test]
    fn fields_stand_anywhere() {
        assert_eq!(
            pieces("📅 2025-06-20 pay #home [due:: 2025-06-21] @Dana Ruiz ⏫"),
            [
                ("field", "📅 2025-06-20"),
                ("text", " pay "),
                ("tag", "#home"),
                ("text", " "),
                ("field", "[due:: 2025-06-21]"),
                ("text", " "),
                ("owner", "@Dana Ruiz"),
                ("text", " "),
                ("field", "⏫"),
            ]
        );
    }

    #[test]
    fn code_links_and_addresses_hold_none() {
        for line in [
            "`📅 2025-06-20 @Dana`",
            "[[Note #tag @Dana 📅 2025-06-20]]",
            "a@b.example",
            "see https://host.example/a#b",
            "📅 tomorrow",
            "✅ done",
            "[note:: x]",
        ] {
            assert_eq!(pieces(line), [("text", line)]);
        }
    }

    #[test]
    fn a_linked_date_and_hard_spaces_are_read() {
        assert_eq!(
            pieces("📅\u{fe0f}\u{a0}[[2025-06-20]]"),
            [("field", "📅\u{fe0f}\u{a0}[[2025-06-20]]")]
        );
    }

    #[test]
    fn two_owners_may_share_a_slash() {
        assert_eq!(
            pieces("@Dana/@Bo call"),
            [("owner", "@Dana"), ("text", "/"), ("owner", "@Bo"), ("text", " call")]
        );
    }
}
