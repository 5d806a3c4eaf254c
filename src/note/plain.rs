//! The text of a piece of a note as a person reads it.

use std::borrow::Cow;

use super::linktext::display_of;
use super::{Context, Link, LinkKind, Note, inline};
use crate::text::Span;

impl Note {
    /// The text of `span` as read: links reduced to what they show, emphasis, highlight and code markers removed,
    /// comments, embeds and footnote marks dropped, white space collapsed.
    pub fn plain(&self, span: Span) -> Cow<'_, str> {
        plain_text(self.slice(span))
    }
}

/// Markdown text as a person reads it; see [`Note::plain`].
pub fn plain_text(text: &str) -> Cow<'_, str> {
    let bytes = Bytes::of(text);
    if !bytes.has(Bytes::MARK) {
        return match bytes.is_loose(text) || text.starts_with(' ') || text.ends_with(' ') {
            true => Cow::Owned(collapsed(text)),
            false => Cow::Borrowed(text),
        };
    }
    let mut links = Vec::new();
    if bytes.has(Bytes::LINK) {
        links = inline::links_in(text);
        links.retain(|link| link.kind != LinkKind::Reference && !link.context.intersects(UNREAD));
    }
    let id = super::block::trailing_id(text, Span::new(0, text.len()));
    let end = id.map_or(text.len(), |id| id.start as usize - 1);
    let mut reader = Plain {
        text: text.get(..end).unwrap_or_default(),
        links: &links,
        out: String::with_capacity(text.len()),
        marks: Default::default(),
        removed: Vec::new(),
        unclosed: Vec::new(),
    };
    reader.read();
    Cow::Owned(reader.finish())
}

/// What kinds of bytes a text has.
#[derive(Clone, Copy)]
struct Bytes(u8);

impl Bytes {
    /// What begins anything but plain words.
    const MARK: u8 = 1;
    /// What begins a link.
    const LINK: u8 = 2;
    /// White space other than a space.
    const BREAK: u8 = 4;
    /// What may begin white space beyond ASCII in UTF-8.
    const WIDE: u8 = 8;

    /// A space.
    const SPACE: u8 = 16;
    /// A space behind a space.
    const DOUBLE: u8 = 32;

    const KINDS: [u8; 256] = Self::kinds();

    #[allow(clippy::indexing_slicing)]
    const fn kinds() -> [u8; 256] {
        let mut kinds = [0; 256];
        let mut byte = 0;
        while byte < 256 {
            kinds[byte] = match byte {
                0x20 => Self::SPACE,
                0x09..=0x0D => Self::BREAK,
                0xC2 | 0xE1..=0xE3 => Self::WIDE,
                _ => 0,
            };
            byte += 1;
        }
        let marks = b"\\`!%*_~=^[<";
        let mut at = 0;
        while at < marks.len() {
            kinds[marks[at] as usize] = Self::MARK;
            at += 1;
        }
        kinds[b'[' as usize] |= Self::LINK;
        kinds[b'<' as usize] |= Self::LINK;
        kinds
    }

    fn of(text: &str) -> Self {
        let mut last = 0;
        Self(text.bytes().fold(0, |all, byte| {
            let kind = Self::kind(byte);
            // Both this one and the one before it are spaces.
            let double = (kind & last & Self::SPACE) << 1;
            last = kind;
            all | kind | double
        }))
    }

    fn kind(byte: u8) -> u8 {
        Self::KINDS.get(usize::from(byte)).copied().unwrap_or(0)
    }

    fn has(self, kind: u8) -> bool {
        self.0 & kind != 0
    }

    /// Whether the text has other white space than single spaces.
    fn is_loose(self, text: &str) -> bool {
        self.has(Self::BREAK)
            || self.has(Self::DOUBLE)
            || self.has(Self::WIDE) && text.chars().any(|c| c != ' ' && c.is_whitespace())
    }
}

fn collapsed(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    text.split_whitespace().for_each(|word| push_word(&mut plain, word));
    plain
}

fn push_word(plain: &mut String, word: &str) {
    if !plain.is_empty() {
        plain.push(' ');
    }
    plain.push_str(word);
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

struct Plain<'t> {
    text: &'t str,
    /// The links not passed yet.
    links: &'t [Link],
    out: String,
    /// Runs that may open emphasis, for each of `*_~=`.
    marks: [Vec<Mark>; 4],
    /// Ranges of the output that are markers.
    removed: Vec<(usize, usize)>,
    /// Marks that are known to stand nowhere behind.
    unclosed: Vec<String>,
}

impl<'t> Plain<'t> {
    fn read(&mut self) {
        let mut at = 0;
        let is_mark = |byte| Bytes::kind(byte) & Bytes::MARK != 0;
        while let Some(found) = self.rest(at).bytes().position(is_mark) {
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
            Some(b'!') => self.link(at).map(|link| link.span.len()),
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
        if let Some(link) = self.link(at) {
            self.out.push_str(&link.target);
            return Some(link.span.len());
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
        let link = self.link(at)?;
        match (&link.display, link.kind) {
            (Some(shown), LinkKind::Wikilink) => self.out.push_str(shown),
            (Some(shown), _) => self.out.push_str(&plain_text(shown)),
            (None, _) => self.out.push_str(&display_of(&link.target)),
        }
        Some(link.span.len())
    }

    /// The link that begins at `at`.
    fn link(&mut self, at: usize) -> Option<&'t Link> {
        let passed = self
            .links
            .iter()
            .take_while(|link| (link.span.start as usize) < at)
            .count();
        self.links = self.links.get(passed..).unwrap_or_default();
        self.links.first().filter(|link| link.span.start as usize == at)
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

    /// The output without its markers, white space collapsed.
    fn finish(mut self) -> String {
        self.removed.sort_unstable();
        let mut plain = String::with_capacity(self.out.len());
        let mut at = 0;
        for (start, end) in &self.removed {
            push_collapsed(&mut plain, self.out.get(at..*start).unwrap_or_default());
            at = *end;
        }
        push_collapsed(&mut plain, self.out.get(at..).unwrap_or_default());
        plain.truncate(plain.trim_end().len());
        plain
    }
}

/// Removes as many markers as two runs have in common; says how many of the first are left.
fn pair(open: &Mark, start: usize, len: usize, removed: &mut Vec<(usize, usize)>) -> usize {
    let common = open.len.min(len);
    let end = open.start + open.len;
    removed.push((end - common, end));
    removed.push((start, start + common));
    open.len - common
}

/// Adds `text`, each run of white space as one space, none at the start.
fn push_collapsed(plain: &mut String, text: &str) {
    if !Bytes::of(text).is_loose(text) {
        let joined = text
            .strip_prefix(' ')
            .filter(|_| plain.is_empty() || plain.ends_with(' '));
        return plain.push_str(joined.unwrap_or(text));
    }
    for c in text.chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
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
    use super::plain_text;

    #[test]
    fn shows_what_a_person_reads() {
        for (source, shown) in [
            ("[[a/b#c]] met [[Ada Lovelace|Ada]]", "a/b > c met Ada"),
            ("see [the *plan*](plan.md \"x\") now", "see the plan now"),
            (
                "**bold** *it* ***both*** ~~gone~~ ==marked== `code`",
                "bold it both gone marked code",
            ),
            ("__bold__ _it_ snake_case_name 2*3*4", "bold it snake_case_name 234"),
            ("a * b ** c", "a * b ** c"),
            ("keep %% not this %% that <!-- nor this --> end", "keep that end"),
            ("![[pic.png]] text ![alt](x.png)", "text"),
            ("line one\n   line  two", "line one line two"),
            ("fact[^1] more^[aside] ^block-id", "fact more"),
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
