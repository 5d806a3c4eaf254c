//! What can be read of a block that is no valid YAML: each top-level `key: …` with its lines, on its own.

use super::{Data, Mapping, yaml};
use crate::text::Diagnostic;

/// Reads the entries that are valid by themselves. `base` is where the block begins in the note.
pub(super) fn read(text: &str, base: usize, diagnostics: &mut Vec<Diagnostic>) -> Mapping {
    let mut map = Mapping::default();
    let mut known = std::collections::HashSet::new();
    for (start, entry) in entries(text) {
        let Ok(Some(value)) = yaml::read(entry, base + start, diagnostics) else {
            continue;
        };
        let Data::Map(read) = value.data else {
            continue;
        };
        for entry in read.entries {
            if known.insert(entry.key.clone()) {
                map.entries.push(entry);
            }
        }
    }
    map
}

/// Cuts a block before each line that begins a key: one without indentation that is no list item.
fn entries(text: &str) -> Vec<(usize, &str)> {
    let mut starts = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begins = !line.starts_with([' ', '\t', '-', '#', '\n', '\r']) && line.contains(':');
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
