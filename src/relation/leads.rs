//! Where links lead, found out once for all that are written alike.

use std::collections::HashMap;

use super::Relations;
use super::entity::EntityId;
use super::target::Target;
use crate::vault::Vault;

/// What targets as they are written lead to, while neither notes nor entities change.
#[derive(Default)]
pub(super) struct Leads<'a>(HashMap<&'a str, Lead<'a>>);

#[derive(Clone, Copy)]
enum Lead<'a> {
    /// That depends on the note in which the link stands.
    ByPlace,
    /// To no note.
    Nowhere,
    /// To the note at this path, which is that of an entity.
    Note(&'a str, Option<EntityId>),
}

impl<'a> Leads<'a> {
    /// As [`Relations::link`].
    pub(super) fn link(
        &mut self,
        target: &'a Target,
        from: &str,
        relations: &Relations,
        vault: &'a Vault,
    ) -> Option<EntityId> {
        if !relations.may_be_file(target) {
            return relations.link_by_name(target);
        }
        let found = || match vault.dest_everywhere(target.text()) {
            None => Lead::ByPlace,
            Some(None) => Lead::Nowhere,
            Some(Some(path)) => Lead::Note(path, relations.entities.by_path(path)),
        };
        match *self.0.entry(target.text()).or_insert_with(found) {
            Lead::ByPlace => relations.link(target, from, vault),
            Lead::Note(path, entity) if path != from => entity,
            Lead::Note(..) | Lead::Nowhere => relations.link_by_name(target),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::{Batch, Records, Schema, read};

    #[test]
    fn links_lead_where_each_by_itself_leads() {
        let person = "---\ntype: person\n---\n";
        let notes = [
            ("People/Ada Quill.md", person),
            ("People/Bo.md", person),
            ("x/Bo.md", person),
            ("x/a.md", "[[Bo]] [[Ada Quill]] [[x/Bo]]"),
        ];
        let (mut vault, mut records, schema) = (Vault::default(), Records::default(), Schema::default());
        for (path, text) in notes {
            vault.set(path, text.as_bytes());
            let record = read(path, vault.note(path).unwrap(), &schema);
            records.insert(path, record, &mut Batch::default());
        }
        let relations = Relations::new(&records, &vault, &schema);
        let targets = [
            "Ada Quill",
            "ada quill",
            "Bo",
            "x/Bo",
            "./Bo",
            "People/Bo",
            "Ada",
            "None",
            "",
            "a",
        ]
        .map(Target::read);
        let mut leads = Leads::default();
        for from in notes.map(|(path, _)| path).into_iter().chain(["People/b.md"]) {
            for target in targets.iter().chain(&targets) {
                let alone = relations.link(target, from, &vault);
                assert_eq!(
                    leads.link(target, from, &relations, &vault),
                    alone,
                    "{target:?} in {from}"
                );
            }
        }
    }
}
