//! What can be read of a block that is no valid YAML: each top-level `key: …` with its lines, on its own.

use std::borrow::Cow;

use super::{Data, Entry, Mapping, Value, yaml};
use crate::text::{Diagnostic, Span};

/// Reads the entries that are valid by themselves, and those that only their indentation, a colon or a mark at the start of
/// a value spoils. `base` is where the block begins in the note.
pub(super) fn read(text: &str, base: usize, diagnostics: &mut Vec<Diagnostic>) -> Mapping {
    let mut map = Mapping::default();
    let mut known = std::collections::HashSet::new();
    let entries = entries(text).into_iter();
    let read = entries.flat_map(|(start, entry)| {
        whole(entry, base + start, diagnostics).unwrap_or_else(|| by_line(entry, base + start))
    });
    for entry in read {
        if known.insert(entry.key.clone()) {
            map.entries.push(entry);
        }
    }
    map
}

/// An entry that is valid by itself, or with spaces in place of its tabs.
fn whole(text: &str, base: usize, diagnostics: &mut Vec<Diagnostic>) -> Option<Vec<Entry>> {
    let mark = diagnostics.len();
    let texts = [
        Some(Cow::Borrowed(text)),
        text.contains('\t').then(|| Cow::Owned(text.replace('\t', " "))),
    ];
    texts.into_iter().flatten().find_map(|text| {
        diagnostics.truncate(mark);
        match yaml::read(&text, base, diagnostics) {
            Ok(Some(Value {
                data: Data::Map(map), ..
            })) => Some(map.entries),
            _ => None,
        }
    })
}

/// The lines of an entry, each on its own: `key: value`, further ones where the first has a value and can so hold no others,
/// or the items of a list.
fn by_line(text: &str, base: usize) -> Vec<Entry> {
    let mut lines = lines(text, base);
    let Some(mut first) = lines.next().and_then(|(line, at)| plain(line, at)) else {
        return Vec::new();
    };
    if first.value.data != Data::Null {
        let more = lines.filter_map(|(line, at)| plain(line, at));
        return std::iter::once(first)
            .chain(more)
            .filter(|entry| entry.value.data != Data::Null)
            .collect();
    }
    let items: Option<Vec<Value>> = lines.map(|(line, at)| item(line, at)).collect();
    match items.as_deref() {
        Some([one, ..]) => {
            let end = items
                .iter()
                .flatten()
                .map(|item| item.span.end)
                .max()
                .unwrap_or_default();
            first.value.span = Span {
                start: one.span.start,
                end,
            };
            first.value.data = Data::List(items.unwrap_or_default());
            vec![first]
        }
        _ => Vec::new(),
    }
}

/// The lines that hold something, without the space around it, each with its place.
fn lines(text: &str, base: usize) -> impl Iterator<Item = (&str, usize)> {
    let mut at = base;
    let lines = text.split_inclusive('\n').map(move |line| {
        let start = at + line.len() - line.trim_start().len();
        at += line.len();
        (line.trim(), start)
    });
    lines.filter(|(line, _)| !line.is_empty() && !line.starts_with('#'))
}

/// An item of a list of texts.
fn item(line: &str, at: usize) -> Option<Value> {
    let text = line.strip_prefix("- ")?;
    value(text.trim(), at + line.len() - text.trim_start().len())
}

/// `key: value` on one line, the value as it stands unless a mark at its start says more; null where there is none.
fn plain(line: &str, at: usize) -> Option<Entry> {
    let (key, rest) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    let is_key = key.starts_with(char::is_alphabetic) && !key.contains(['"', '\'', '#', '[', '{', ':']);
    let key = key.trim_end();
    let text = rest.trim();
    is_key.then_some(Entry {
        key: key.to_owned(),
        key_span: Span::new(at, at + key.len()),
        value: value(text, at + line.len() - text.len())?,
    })
}

/// A text on one line; `None` where it begins as something that goes on or is more than a text.
fn value(text: &str, at: usize) -> Option<Value> {
    let span = Span::new(at, at + text.len());
    if text.is_empty() {
        return Some(Value { span, data: Data::Null });
    }
    if let Ok(Some(value)) = yaml::read(text, at, &mut Vec::new())
        && !matches!(value.data, Data::Map(_) | Data::List(_))
    {
        return Some(value);
    }
    let opens = text.starts_with(['[', '{', '"', '\'', '|', '>', '&', '*', '!', '-', '?']);
    // `"Ann Lee" <ann@x.example>`: its quotes are part of it.
    let quotes_more = ['"', '\''].iter().any(|quote| {
        let behind = text.strip_prefix(*quote).and_then(|rest| rest.split_once(*quote));
        behind.is_some_and(|(_, behind)| behind.starts_with(' ') && !behind.contains(*quote))
    });
    (!opens || quotes_more).then(|| Value {
        span,
        data: Data::Text(text.to_owned()),
    })
}

/// Where the line begins that an entry is spoilt by, as far as one entry is by itself: with it, what stands up to it is no
/// YAML. For a parser that finds out only at the end of the block.
pub(super) fn spoilt_at(text: &str) -> Option<usize> {
    let is_valid = |text: &str| {
        matches!(
            yaml::read(text, 0, &mut Vec::new()),
            Ok(Some(Value { data: Data::Map(_), .. }))
        )
    };
    let (start, entry) = entries(text).into_iter().find(|(_, entry)| !is_valid(entry))?;
    let ends: Vec<usize> = entry.match_indices('\n').map(|(at, _)| at + 1).collect();
    let before = ends.partition_point(|end| entry.get(..*end).is_some_and(is_valid));
    let line = before.checked_sub(1).and_then(|at| ends.get(at));
    Some(start + line.copied().unwrap_or_default())
}

/// Cuts a block before each line that begins a key: one without indentation that is no list item, and the first one.
fn entries(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let indented = line.starts_with([' ', '\t']) && !starts.is_empty();
        let begins = !indented && !line.trim_start().starts_with(['-', '#']) && line.contains(':');
        if begins {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts
        .iter()
        .zip(ends)
        .filter_map(|(start, end)| Some((*start, text.get(*start..end)?)))
        .collect()
}
