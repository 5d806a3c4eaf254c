//! The text of a piece of a note as a person reads it.

use super::linktext::display_of;
use super::{Note, inline};
use crate::text::Span;

impl Note {
    /// The text of `span` as read: links reduced to what they show, emphasis, highlight and code markers removed,
    /// comments, embeds and footnote marks dropped, white space collapsed.
    pub fn plain(&self, span: Span) -> String {
        plain_text(self.slice(span))
    }
}

/// Markdown text as a person reads it; see [`Note::plain`].
pub fn plain_text(text: &str) -> String {
    let mut reader = Plain {
        text,
        out: String::with_capacity(text.len()),
        marks: Vec::new(),
        removed: Vec::new(),
    };
    reader.read();
    reader.finish()
}

/// A run of emphasis markers that stands in the output.
struct Mark {
    byte: u8,
    /// Where it stands in the output.
    start: usize,
    len: usize,
}

struct Plain<'t> {
    text: &'t str,
    out: String,
    /// Runs that may open emphasis.
    marks: Vec<Mark>,
    /// Ranges of the output that are markers.
    removed: Vec<(usize, usize)>,
}

impl<'t> Plain<'t> {
    fn read(&mut self) {
        let mut at = 0;
        while let Some(found) = self
            .rest(at)
            .find(['\\', '`', '<', '[', '!', '%', '*', '_', '~', '=', '^'])
        {
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
            Some(b'%') => enclosed(rest, "%%", "%%"),
            Some(b'<') => self.angle(rest),
            Some(b'!') => embed(rest),
            Some(b'[') => self.bracket(rest),
            Some(b'^') => self.caret(rest),
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
        let fence = rest.get(..count)?;
        let inner = rest.get(count..)?;
        let close = inner
            .match_indices(fence)
            .map(|(at, _)| at)
            .find(|at| inner.as_bytes().get(at + count) != Some(&b'`'))?;
        self.out.push_str(inner.get(..close)?);
        Some(count + close + count)
    }

    fn angle(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("<!--") {
            return enclosed(rest, "<!--", "-->");
        }
        if let Some(end) = super::block::tag_len(rest.as_bytes()) {
            if rest.get(..3).is_some_and(|tag| tag.eq_ignore_ascii_case("<br")) {
                self.out.push(' ');
            }
            return Some(end);
        }
        let inner = rest.get(1..rest.find('>')?)?;
        if inner.contains(char::is_whitespace) || !inner.contains([':', '@']) {
            return None;
        }
        self.out.push_str(inner);
        Some(inner.len() + 2)
    }

    fn bracket(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("[^") {
            return footnote_ref(rest);
        }
        let link = inline::link_at_start(rest)?;
        match (&link.display, link.kind) {
            (Some(shown), super::LinkKind::Wikilink) => self.out.push_str(shown),
            (Some(shown), _) => self.out.push_str(&plain_text(shown)),
            (None, super::LinkKind::Wikilink) => self.out.push_str(&display_of(&link.target)),
            (None, _) => self.out.push_str(&link.target),
        }
        Some(link.span.len())
    }

    /// An inline footnote, or a block id at the end.
    fn caret(&mut self, rest: &str) -> Option<usize> {
        let whole = Span::new(0, self.text.len());
        let at = self.text.len() - rest.len();
        let id = super::block::trailing_id(self.text, whole);
        if id.is_some_and(|id| id.start as usize == at + 1) {
            return Some(rest.len());
        }
        let inner = rest.strip_prefix("^[")?;
        Some(2 + inner.find(']')? + 1)
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
        let open = self
            .marks
            .iter()
            .rposition(|mark| mark.byte == byte && (mark.len == len || !double && mark.len > 0));
        match open {
            Some(open) if solid(before) => self.pair(open, start, len),
            _ if solid(after) => self.marks.push(Mark { byte, start, len }),
            _ => {}
        }
        len
    }

    /// Removes as many markers as two runs have in common.
    fn pair(&mut self, open: usize, start: usize, len: usize) {
        let Some(mark) = self.marks.get(open) else {
            return;
        };
        let common = mark.len.min(len);
        let end = mark.start + mark.len;
        self.removed.push((end - common, end));
        self.removed.push((start, start + common));
        let left = mark.len - common;
        self.marks.truncate(open + usize::from(left > 0));
        if let Some(mark) = self.marks.get_mut(open) {
            mark.len = left;
        }
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

/// Adds `text`, each run of white space as one space, none at the start.
fn push_collapsed(plain: &mut String, text: &str) {
    for c in text.chars() {
        if !c.is_whitespace() {
            plain.push(c);
        } else if !plain.is_empty() && !plain.ends_with(' ') {
            plain.push(' ');
        }
    }
}

/// Bytes from `open` to the next `close`.
fn enclosed(rest: &str, open: &str, close: &str) -> Option<usize> {
    let inner = rest.strip_prefix(open)?;
    Some(open.len() + inner.find(close)? + close.len())
}

/// Bytes of an embed, which shows nothing.
fn embed(rest: &str) -> Option<usize> {
    let link = inline::link_at_start(rest.strip_prefix('!')?)?;
    Some(1 + link.span.len())
}

fn footnote_ref(rest: &str) -> Option<usize> {
    let label = rest.get(2..rest.find(']')?)?;
    (!label.is_empty() && !label.contains(char::is_whitespace)).then_some(label.len() + 3)
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
