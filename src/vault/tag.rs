//! Tags of the vault with how often they are used.

use std::collections::BTreeMap;

use serde::Serialize;

use super::Vault;
use super::fold::fold;
use crate::note::{Note, metadata};
use crate::order::Order as _;

/// A tag of the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
#[serde(rename_all = "camelCase")]
pub struct TagCount {
    /// With its `#`, in the case in which the first note (by path) writes it.
    pub tag: String,
    /// How often it is written itself.
    pub count: usize,
    /// How often it or a tag below it (`#a/b` is below `#a`) is written.
    pub nested: usize,
}

/// The tags of a note in the order of the host's `getAllTags`, repeats kept, empty parts left out: `#a//b/` is `#a/b`.
pub(super) fn of(note: &Note) -> Vec<String> {
    let tags = metadata::all_tags(note).into_iter().map(|tag| match is_plain(&tag) {
        true => tag,
        false => normal(&tag),
    });
    tags.filter(|tag| tag.len() > 1).collect()
}

fn is_plain(tag: &str) -> bool {
    !(tag.ends_with('/') || tag.contains("//") || tag.starts_with("#/"))
}

fn normal(tag: &str) -> String {
    let name = tag.trim_start_matches('#');
    let parts: Vec<&str> = name.split('/').filter(|part| !part.is_empty()).collect();
    format!("#{}", parts.join("/"))
}

impl Vault {
    /// Whether the note at `path` carries `tag` (with or without `#`) or one below it, case ignored.
    pub fn has_tag(&self, path: &str, tag: &str) -> bool {
        let wanted = fold(tag.trim_start_matches('#')).into_owned();
        let kept = self.files.id(path).and_then(|id| self.files.note(id));
        kept.into_iter().flat_map(|kept| &kept.tags).any(|id| {
            let written = fold(self.tag_names.text(*id).trim_start_matches('#')).into_owned();
            written
                .strip_prefix(&wanted)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
        })
    }

    /// All tags, sorted by their folded text; a tag that is only written nested (`#a` of `#a/b`) is there with count 0.
    pub fn tags(&self) -> Vec<TagCount> {
        let mut counts: BTreeMap<u32, (usize, usize)> = BTreeMap::new();
        let mut seen = 0;
        for (_, _, kept) in self.files.sorted_notes() {
            for id in &kept.tags {
                seen += 1;
                counts.entry(*id).or_insert((seen, 0)).1 += 1;
            }
        }
        let mut written: Vec<(usize, u32, usize)> = counts.into_iter().map(|(id, (at, n))| (at, id, n)).collect();
        written.order();
        let mut tags: BTreeMap<String, TagCount> = BTreeMap::new();
        for (_, id, count) in written {
            count_tag(&mut tags, self.tag_names.text(id), count);
        }
        tags.into_values().collect()
    }
}

/// Counts a tag as written, and for all tags above it.
fn count_tag(tags: &mut BTreeMap<String, TagCount>, text: &str, count: usize) {
    let slashes = text.match_indices('/').map(|(at, _)| at);
    for end in slashes.chain([text.len()]) {
        let Some(tag) = text.get(..end) else { continue };
        let entry = tags.entry(fold(tag).into_owned()).or_insert_with(|| TagCount {
            tag: tag.to_owned(),
            count: 0,
            nested: 0,
        });
        entry.nested += count;
        if end == text.len() {
            entry.count += count;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nested_tags_count_for_those_above() {
        let mut vault = Vault::default();
        vault.set("b.md", b"#Kind/Customer #other #kind//customer/");
        vault.set("a.md", b"---\ntags: [kind/customer, OTHER]\n---\n`#code`");
        let tags = vault.tags();
        let found: Vec<_> = tags.iter().map(|t| (t.tag.as_str(), t.count, t.nested)).collect();
        assert_eq!(
            found,
            [("#kind", 0, 3), ("#kind/customer", 3, 3), ("#OTHER", 2, 2)],
            "in the case of the first path"
        );
    }
}
