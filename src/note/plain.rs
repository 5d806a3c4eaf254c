//! The text of a piece of a note as a person reads it.

use std::borrow::Cow;

use super::linktext::display_of;
use super::{Context, Link, LinkKind, Note, inline};
use crate::order::Order;
use crate::text::{ByteSet, Span, seek};

impl Note {
    /// The text of `span` as read: links reduced to what they show, emphasis, highlight and code markers removed,
    /// comments, embeds and footnote marks dropped, what is struck out too where other words stand beside it, white space
    /// collapsed.
    pub fn plain(&self, span: Span) -> Cow<'_, str> {
        plain_text(self.slice(span))
    }
}

/// Markdown text as a person reads it; see [`Note::plain`].
pub fn plain_text(text: &str) -> Cow<'_, str> {
    let kinds = Kinds::of(text);
    match kinds.has(Kinds::MARK) {
        true => Cow::Owned(unmarked(text, kinds, Links::of(text))),
        false => kinds.collapsed(Cow::Borrowed(text)),
    }
}

/// The text, which is of these kinds, without its marks.
fn unmarked(text: &str, kinds: Kinds, links: Links) -> String {
    let id = super::block::trailing_id(text, Span::new(0, text.len()));
    let end = id.map_or(text.len(), |id| id.start as usize - 1);
    let mut reader = Plain {
        text: text.get(..end).unwrap_or_default(),
        links,
        out: String::with_capacity(text.len()),
        marks: Default::default(),
        removed: Vec::new(),
        struck: Vec::new(),
        unclosed: Vec::new(),
    };
    reader.read();
    let as_written = matches!(reader.links, Links::Wikilinks);
    let plain = reader.finish();
    // What wikilinks show is written there as it is shown, so that no kinds of white space are added.
    let kinds = if as_written {
        kinds.of_part(&plain)
    } else {
        Kinds::of(&plain)
    };
    kinds.collapsed(plain.into()).into_owned()
}

/// What begins anything but plain words.
const BEGIN: ByteSet = ByteSet::of(b"\\`!%*_~=^[<");
/// What begins white space other than spaces, tabs and what ends a line.
const WIDE: ByteSet = ByteSet::of(b"\x0B\x0C\xC2\xE1\xE2\xE3");

/// What kinds of bytes a text has.
#[derive(Clone, Copy)]
struct Kinds(u8);

impl Kinds {
    /// What may begin anything but plain words.
    const MARK: u8 = 1;
    /// What ends a line, and tabs.
    const LOOSE: u8 = 2;
    /// What may begin white space beyond that.
    const WIDE: u8 = 4;
    /// Two spaces behind each other.
    const DOUBLE: u8 = 8;

    const OF: [u8; 256] = Self::table();

    #[allow(clippy::indexing_slicing)]
    const fn table() -> [u8; 256] {
        let mut kinds = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            kinds[byte] = match byte as u8 {
                byte if BEGIN.has(byte) => Self::MARK,
                b'\t' | b'\n' | b'\r' => Self::LOOSE,
                byte if WIDE.has(byte) => Self::WIDE,
                _ => 0,
            };
            byte += 1;
        }
        kinds
    }

    fn of(text: &str) -> Self {
        Self(seek::kinds(text.as_bytes(), &Self::OF) | Self::double(text))
    }

    /// The kinds of what is left of a text of these kinds, where nothing but spaces was put in.
    fn of_part(self, text: &str) -> Self {
        Self(self.0 & !Self::DOUBLE | Self::double(text))
    }

    fn double(text: &str) -> u8 {
        let double = |byte, next| u8::from((byte == b' ') & (next == b' ')) * Self::DOUBLE;
        seek::pairs(text.as_bytes(), b' ', double)
    }

    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    /// The text of these kinds trimmed, each run of white space in it as one space.
    fn collapsed(self, text: Cow<'_, str>) -> Cow<'_, str> {
        let wide = self.has(Self::WIDE) && has_wide_space(&text);
        if !self.has(Self::LOOSE | Self::DOUBLE) && !text.starts_with(' ') && !wide {
            return text;
        }
        let mut plain = String::with_capacity(text.len());
        if wide {
            text.split_whitespace().for_each(|word| push_piece(&mut plain, word));
            return Cow::Owned(plain);
        }
        let ends = memchr::memchr3_iter(b'\n', b'\r', b'\t', text.as_bytes());
        each_between(&text, ends, |line| match self.has(Self::DOUBLE) {
            true => each_between(line, memchr::memmem::find_iter(line.as_bytes(), "  "), |piece| {
                push_piece(&mut plain, piece);
            }),
            false => push_piece(&mut plain, line),
        });
        Cow::Owned(plain)
    }
}

/// Gives what stands between single bytes of ASCII at `ends`, spaces around it left out.
fn each_between<'t>(text: &'t str, ends: impl Iterator<Item = usize>, mut each: impl FnMut(&'t str)) {
    let mut start = 0;
    for end in ends.chain([text.len()]) {
        each(text.get(start..end).unwrap_or_default().trim_matches(' '));
        start = end + 1;
    }
}

/// Appends a piece that is not empty, behind a space where there is something before it.
fn push_piece(plain: &mut String, piece: &str) {
    if !plain.is_empty() && !piece.is_empty() {
        plain.push(' ');
    }
    plain.push_str(piece);
}

/// Whether a text has white space other than spaces, tabs and what ends a line.
fn has_wide_space(text: &str) -> bool {
    let mut rest = text;
    while let Some(at) = WIDE.first(rest.as_bytes()) {
        let mut behind = rest.get(at..).unwrap_or_default().chars();
        if behind.next().is_some_and(char::is_whitespace) {
            return true;
        }
        rest = behind.as_str();
    }
    false
}

/// Where no links are read.
const UNREAD: Context = Context::CODE
    .with(Context::MATH)
    .with(Context::HTML)
    .with(Context::COMMENT);

/// A label or a tag is not looked for further than this.
const FAR: usize = 999;

/// A run of emphasis markers in the output that may open emphasis.
struct Mark {
    start: usize,
    len: usize,
}

/// A link as far as it is shown.
struct Shown<'l> {
    /// Its bytes in the text.
    len: usize,
    wikilink: bool,
    target: &'l str,
    display: Option<&'l str>,
}

/// The links of a text.
enum Links {
    /// It holds none but wikilinks, which are read where they are met.
    Wikilinks,
    /// Those that inline content has there, the last one first.
    Read(Vec<Link>),
}

impl Links {
    fn of(text: &str) -> Self {
        match Self::are_wikilinks(text) {
            true => Self::Wikilinks,
            false => Self::read(text),
        }
    }

    /// Whether a text has nothing that makes it hard to tell what is a link: code, math, comments, URLs, links of other
    /// kinds.
    fn are_wikilinks(text: &str) -> bool {
        let hard = |byte: u8, next: u8| {
            let code =
                (byte == b'\\') | (byte == b'`') | (byte == b'$') | (byte == b'%') | (byte == b'<') | (byte == b'^');
            let url = (byte == b':') & (next == b'/') | (byte == b']') & (next == b'(');
            u8::from(code | url)
        };
        let bytes = text.as_bytes();
        memchr::memchr2(b'[', b'<', bytes).is_none() || seek::pairs(bytes, 0, hard) == 0
    }

    fn read(text: &str) -> Self {
        let mut links = inline::links_in(text);
        links.retain(|link| link.kind != LinkKind::Reference && !link.context.intersects(UNREAD));
        links.reverse();
        Self::Read(links)
    }

    /// Passes over the links before byte `at` of `text`, and gives the one that begins there.
    fn at<'l>(&'l mut self, text: &'l str, at: usize) -> Option<Shown<'l>> {
        match self {
            Self::Wikilinks => {
                let rest = text.get(at..)?;
                let (target, display, len) = inline::wikilink_at(rest)?;
                Some(Shown {
                    len,
                    wikilink: true,
                    target,
                    display,
                })
            }
            Self::Read(links) => {
                while links.pop_if(|link| (link.span.start as usize) < at).is_some() {}
                let link = links.last().filter(|link| link.span.start as usize == at)?;
                Some(Shown {
                    len: link.span.len(),
                    wikilink: link.kind == LinkKind::Wikilink,
                    target: &link.target,
                    display: link.display.as_deref(),
                })
            }
        }
    }
}

struct Plain<'t> {
    text: &'t str,
    links: Links,
    out: String,
    /// Runs that may open emphasis, for each of `*_~=`.
    marks: [Vec<Mark>; 4],
    /// Ranges of the output that are markers.
    removed: Vec<(usize, usize)>,
    /// Ranges of the output that are struck out.
    struck: Vec<(usize, usize)>,
    /// Marks that are known to stand nowhere behind.
    unclosed: Vec<String>,
}

impl<'t> Plain<'t> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(found) = BEGIN.first(self.rest(at).as_bytes()) {
            self.out.push_str(self.rest(at).get(..found).unwrap_or_default());
            at += found;
            at = self.construct(at);
        }
        self.out.push_str(self.rest(at));
    }

    fn rest(&self, at: usize) -> &'t str {
        self.text.get(at..).unwrap_or_default()
    }

    /// Writes what the construct at `at` shows and says where it ends.
    fn construct(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let used = match rest.as_bytes().first() {
            Some(b'\\') => self.escape(rest),
            Some(b'`') => self.code(rest),
            Some(b'%') => self.enclosed(rest, "%%", "%%"),
            Some(b'<') => self.angle(at, rest),
            Some(b'!') => self.links.at(self.text, at).map(|link| link.len),
            Some(b'[') => self.bracket(at, rest),
            Some(b'^') => self.enclosed(rest, "^[", "]"),
            Some(b'*' | b'_' | b'~' | b'=') => Some(self.marker(at)),
            _ => None,
        };
        used.map_or_else(
            || {
                let first = rest.chars().next();
                self.out.extend(first);
                at + first.map_or(1, char::len_utf8)
            },
            |used| at + used,
        )
    }

    fn escape(&mut self, rest: &str) -> Option<usize> {
        let next = rest.chars().nth(1).filter(char::is_ascii_punctuation)?;
        self.out.push(next);
        Some(2)
    }

    fn code(&mut self, rest: &str) -> Option<usize> {
        let count = rest.bytes().take_while(|b| *b == b'`').count();
        let (fence, inner) = rest.split_at_checked(count).filter(|_| count < 64)?;
        let close = self.find(inner, fence)?;
        self.out.push_str(inner.get(..close)?);
        Some(count + close + count)
    }

    /// Where `mark` stands in `text`. What was not found once is not looked for again.
    fn find(&mut self, text: &str, mark: &str) -> Option<usize> {
        if self.unclosed.iter().any(|known| known == mark) {
            return None;
        }
        let found = memchr::memmem::find(text.as_bytes(), mark.as_bytes());
        if found.is_none() {
            self.unclosed.push(mark.to_owned());
        }
        found
    }

    /// Bytes from `open` to the next `close`.
    fn enclosed(&mut self, rest: &str, open: &str, close: &str) -> Option<usize> {
        let inner = rest.strip_prefix(open)?;
        Some(open.len() + self.find(inner, close)? + close.len())
    }

    fn angle(&mut self, at: usize, rest: &str) -> Option<usize> {
        if rest.starts_with("<!--") {
            return self.enclosed(rest, "<!--", "-->");
        }
        if let Some(link) = self.links.at(self.text, at) {
            self.out.push_str(link.target);
            return Some(link.len);
        }
        self.find(rest, ">")?;
        let end = super::block::tag_len(rest.as_bytes())?;
        if rest.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
            self.out.push(' ');
        }
        Some(end)
    }

    fn bracket(&mut self, at: usize, rest: &str) -> Option<usize> {
        if rest.starts_with("[^") {
            return footnote_ref(rest);
        }
        let link = self.links.at(self.text, at)?;
        match link.display {
            Some(shown) if link.wikilink => self.out.push_str(shown),
            Some(shown) => self.out.push_str(&plain_text(shown)),
            None if !link.target.contains('#') => self.out.push_str(link.target),
            None => self.out.push_str(&display_of(link.target)),
        }
        Some(link.len)
    }

    /// A run of emphasis markers: it closes one that stands open, or may open one, or stays.
    fn marker(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let byte = rest.bytes().next().unwrap_or_default();
        let len = rest.bytes().take_while(|b| *b == byte).count();
        let before = self.text.get(..at).and_then(|text| text.chars().next_back());
        let after = self.rest(at + len).chars().next();
        let start = self.out.len();
        self.out.push_str(rest.get(..len).unwrap_or_default());
        let solid = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace());
        let word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let double = matches!(byte, b'~' | b'=');
        if double && len != 2 || byte == b'_' && word(before) && word(after) {
            return len;
        }
        let Some(marks) = b"*_~="
            .iter()
            .position(|b| *b == byte)
            .and_then(|index| self.marks.get_mut(index))
        else {
            return len;
        };
        match marks.pop() {
            Some(open) if solid(before) => {
                let left = pair(&open, start, len, &mut self.removed);
                if byte == b'~' {
                    self.struck.push((open.start, start + len));
                }
                marks.extend((left > 0).then_some(Mark {
                    start: open.start,
                    len: left,
                }));
            }
            other => {
                marks.extend(other);
                marks.extend(solid(after).then_some(Mark { start, len }));
            }
        }
        len
    }

    /// The output without its markers.
    fn finish(self) -> String {
        if self.removed.is_empty() {
            return self.out;
        }
        if !self.struck.is_empty() {
            let kept = without(&self.out, self.struck.iter().chain(&self.removed));
            if kept.contains(char::is_alphanumeric) {
                return kept;
            }
        }
        without(&self.out, self.removed.iter())
    }
}

/// A text without some ranges.
fn without<'r>(text: &str, ranges: impl Iterator<Item = &'r (usize, usize)>) -> String {
    let mut ranges: Vec<(usize, usize)> = ranges.copied().collect();
    ranges.order();
    let mut plain = String::with_capacity(text.len());
    let mut at = 0;
    for (start, end) in ranges {
        plain.push_str(text.get(at..start).unwrap_or_default());
        at = at.max(end);
    }
    plain.push_str(text.get(at..).unwrap_or_default());
    plain
}

/// Removes as many markers as two runs have in common; says how many of the first are left.
fn pair(open: &Mark, start: usize, len: usize, removed: &mut Vec<(usize, usize)>) -> usize {
    let common = open.len.min(len);
    let end = open.start + open.len;
    removed.push((end - common, end));
    removed.push((start, start + common));
    open.len - common
}

fn footnote_ref(rest: &str) -> Option<usize> {
    let label = rest
        .bytes()
        .skip(2)
        .take(FAR)
        .position(|b| b == b']' || b.is_ascii_whitespace())?;
    (label > 0 && rest.as_bytes().get(label + 2) == Some(&b']')).then_some(label + 3)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn wikilinks_are_those_of_inline_content(text in r"(\[\[|\]\]|[\[\]|!# a\t\n\u{a0}:*_é]){0,16}") {
            if Links::are_wikilinks(&text) {
                let plain = |links| unmarked(&text, Kinds::of(&text), links);
                prop_assert_eq!(plain(Links::Wikilinks), plain(Links::read(&text)));
            }
        }

        #[test]
        fn white_space_is_collapsed(text in "[ \\t\\n\\r\\x0B\u{85}\u{a0}\u{2003}\u{3000}aé…]{0,40}") {
            let words: Vec<&str> = text.split_whitespace().collect();
            prop_assert_eq!(plain_text(&text), words.join(" "));
        }
    }

    #[test]
    fn shows_what_a_person_reads() {
        for (source, shown) in [
            ("[[a/b#c]] met [[Ada Lovelace|Ada]]", "a/b > c met Ada"),
            ("see [the *plan*](plan.md \"x\") now", "see the plan now"),
            (
                "**bold** *it* ***both*** ~~gone *too*~~ ==marked== `code`",
                "bold it both marked code",
            ),
            ("__bold__ _it_ snake_case_name 2*3*4", "bold it snake_case_name 234"),
            ("a * b ** c", "a * b ** c"),
            ("keep %% not this %% that <!-- nor this --> end", "keep that end"),
            ("![[pic.png]] text ![alt](x.png)", "text"),
            ("line one\n   line  two", "line one line two"),
            ("fact[^1] more^[aside] ^block-id", "fact more"),
            ("~~all of *it*~~ ~~gone~~.", "all of it gone."),
            ("*a ~~b* c~~ d ~~e", "a d ~~e"),
            ("a<br>b <b>c</b>", "a b c"),
            ("\\*not\\* \\[x\\]", "*not* [x]"),
            ("<https://e.com> [x] [ ]", "https://e.com [x] [ ]"),
            ("`[[a]]` == ~ ^", "[[a]] == ~ ^"),
            ("**Tom** (*the one*) and __Jo__!", "Tom (the one) and Jo!"),
        ] {
            assert_eq!(plain_text(source), shown, "{source}");
        }
    }
}
