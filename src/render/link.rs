//! Wikilinks to notes and people.

use crate::relation::{EntityId, Target};
use crate::summary::View;
use crate::vault::Vault;
use crate::vault::path::{file_name, without_md};

/// The shortest linkpath that leads from the note at `from` to the one at `to`; `None` when no wikilink can.
pub(super) fn to_note(vault: &Vault, to: &str, from: &str) -> Option<String> {
    let whole = without_md(to).unwrap_or(to);
    let ways = [file_name(whole), whole, to];
    let leads = |way: &&str| !way.contains(['[', ']', '|', '#', '^', '\n']) && vault.dest(way, from) == Some(to);
    ways.into_iter().find(leads).map(str::to_owned)
}

/// A wikilink to an entity by its name, as people write it; with a path before the name where the name alone leads
/// elsewhere. The name itself where no link can be written.
pub(super) fn to_entity(view: &View, id: EntityId, from: &str) -> String {
    let Some(entity) = view.relations.entities.get(id) else {
        return String::new();
    };
    let name = &entity.name;
    let writable = !name.contains(['[', ']', '|', '#', '^']);
    let found = view.relations.link(&Target::read(name), from, view.vault) == Some(id);
    if writable && found {
        return format!("[[{name}]]");
    }
    let by_path = entity.path.as_ref().and_then(|path| to_note(view.vault, path, from));
    by_path
        .filter(|_| writable)
        .map_or_else(|| name.to_string(), |path| format!("[[{path}|{name}]]"))
}

/// Where the first wikilink of a text begins and ends.
pub(super) fn first_wikilink(text: &str) -> Option<(usize, usize)> {
    let start = text.find("[[")?;
    let end = start + text.get(start..)?.find("]]")? + 2;
    Some((start, end))
}
