//! Links in property values.

use super::{Data, Mapping, Value};
use crate::note::{Context, Link, LinkKind, inline, linktext};
use crate::text::Span;

/// A link in a property: its key path, the link, and whether it is the whole value, as the host wants it.
pub(in crate::note) struct Found {
    pub key: String,
    pub link: Link,
    pub original: String,
    pub whole: bool,
}

/// All links of a mapping, with their key paths.
pub(super) fn all(text: &str, map: &Mapping) -> Vec<(String, Link)> {
    let mut found = Vec::new();
    for entry in &map.entries {
        in_value(text, &entry.key, &entry.value, &mut found);
    }
    found.into_iter().map(|found| (found.key, found.link)).collect()
}

/// The links of one value, under key path `key`.
pub(in crate::note) fn in_value(text: &str, key: &str, value: &Value, found: &mut Vec<Found>) {
    match &value.data {
        Data::Text(string) if may_hold_link(value) => in_string(text, key, string, value.span, found),
        Data::List(items) => {
            for (index, item) in items.iter().enumerate().filter(|item| may_hold_link(item.1)) {
                in_value(text, &format!("{key}.{index}"), item, found);
            }
        }
        Data::Map(map) => {
            for entry in &map.entries {
                in_value(text, &format!("{key}.{}", entry.key), &entry.value, found);
            }
        }
        _ => {}
    }
}

/// Whether a value is worth a look: most are not even worth a key path.
fn may_hold_link(value: &Value) -> bool {
    match &value.data {
        Data::Text(string) => memchr::memchr2(b'[', b'<', string.as_bytes()).is_some(),
        Data::List(_) | Data::Map(_) => true,
        Data::Null | Data::Bool(_) | Data::Number(_) => false,
    }
}

fn in_string(text: &str, key: &str, string: &str, span: Span, found: &mut Vec<Found>) {
    let links = inline::links_in(string);
    let written = span.of(text);
    let mut from = 0;
    for mut link in links {
        let original = link.span.of(string).to_owned();
        // Without quotes it is a list in a list to the host, and no link.
        let whole = original.len() == string.trim().len() && !written.starts_with("[[");
        let place = written
            .get(from..)
            .and_then(|rest| rest.find(&original))
            .map(|at| from + at);
        link.span = match place {
            Some(at) => {
                from = at + original.len();
                Span::new(span.start as usize + at, span.start as usize + from)
            }
            None => span,
        };
        link.context = link.context.with(Context::FRONTMATTER);
        if link.kind == LinkKind::Reference {
            continue;
        }
        found.push(Found {
            key: key.to_owned(),
            whole: whole && !(link.kind == LinkKind::Markdown && linktext::is_external(&link.target)),
            link,
            original,
        });
    }
}
