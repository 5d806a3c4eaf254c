//! What begins with `<`: autolinks, tags, comments. And bare URLs.

use super::Scan;
use crate::note::block::tag_len;
use crate::note::{Context, LinkKind, linktext};

impl Scan<'_> {
    /// An autolink, an HTML tag or an HTML comment.
    pub(super) fn angle(&mut self, at: usize) -> Option<usize> {
        let rest = self.bytes.get(at..)?;
        if rest.starts_with(b"<!--") {
            let end = self.html_comment_end(at + 4)?;
            return Some(self.skip(at, end, Context::HTML.with(Context::COMMENT)));
        }
        if let Some(end) = self.autolink_end(at) {
            let inner = self.text.text.get(at + 1..end - 1)?;
            let target = match linktext::is_external(inner) {
                true => inner.into(),
                false => format!("mailto:{inner}").into(),
            };
            let span = self.span(at, end);
            self.push_link(LinkKind::Markdown, false, span, target, None);
            return Some(self.jump(at, end));
        }
        self.buffers.ahead.next(self.bytes, b'>', at)?;
        let end = at + tag_len(rest)?;
        Some(self.skip(at, end, Context::HTML))
    }

    fn html_comment_end(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            at = self.buffers.ahead.next(self.bytes, b'>', at)?;
            if at >= from + 2 && self.bytes.get(at - 2..at) == Some(b"--") {
                return Some(at + 1);
            }
            at += 1;
        }
    }

    /// The end of `<scheme:…>` or `<name@host>`.
    fn autolink_end(&mut self, at: usize) -> Option<usize> {
        if !self.byte(at + 1).is_ascii_alphanumeric() {
            return None;
        }
        let close = self.buffers.ahead.next(self.bytes, b'>', at)?;
        let rest = self.text.text.get(at + 1..)?;
        let end = rest.bytes().position(|b| b <= b' ' || matches!(b, b'<' | b'>'))?;
        let inner = rest.get(..end)?;
        let mail = inner
            .split_once('@')
            .is_some_and(|(name, host)| !name.is_empty() && host.contains('.'));
        (at + 1 + end == close && (linktext::is_external(inner) || mail && !inner.contains('/'))).then_some(close + 1)
    }

    /// A URL that is written as it is; `at` is its colon.
    pub(super) fn bare_url(&mut self, at: usize) -> Option<usize> {
        let before = self.bytes.get(..at)?;
        let length = ["https", "http"].into_iter().find(|scheme| {
            let from = before.len().saturating_sub(scheme.len());
            before
                .get(from..)
                .is_some_and(|b| b.eq_ignore_ascii_case(scheme.as_bytes()))
        })?;
        let start = at - length.len();
        if self.link_text.is_some() || start < self.prose {
            return None;
        }
        let end = self.url_end(at + 3)?;
        let target = self.text.text.get(start..end)?.into();
        let span = self.span(start, end);
        self.push_link(LinkKind::Markdown, false, span, target, None);
        Some(self.jump(start, end))
    }

    /// Where a bare URL ends: before white space or `<`, without closing punctuation.
    fn url_end(&self, from: usize) -> Option<usize> {
        let rest = self.text.text.get(from..)?;
        let stop = rest.find(|c: char| c.is_whitespace() || c == '<').unwrap_or(rest.len());
        let url = rest.get(..stop)?;
        let mut end = url
            .trim_end_matches(['!', '*', ',', '.', ':', '?', '_', '~', ';', '\'', '"'])
            .len();
        let open = url.bytes().take(end).filter(|b| *b == b'(').count();
        let mut close = url.bytes().take(end).filter(|b| *b == b')').count();
        while close > open && url.as_bytes().get(end.wrapping_sub(1)) == Some(&b')') {
            end -= 1;
            close -= 1;
        }
        (end > 0).then_some(from + end)
    }
}
