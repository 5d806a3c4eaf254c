//! Where links lead, found out once for all that are written alike.

use super::Relations;
use super::entity::{Entities, EntityId};
use super::key::NumberMap;
use super::record::Class;
use super::records::NoteId;
use super::target::Target;
use super::update::Sources;

/// What targets as they are written lead to, while neither notes nor entities change; by their files and lengths.
#[derive(Default)]
pub(super) struct Leads<'a>(NumberMap<u64, Lead<'a>>);

#[derive(Clone, Copy)]
struct Lead<'a> {
    text: &'a str,
    /// Where it leads from everywhere; `None` where that depends on the note in which the link stands.
    there: Option<Option<There<'a>>>,
}

/// A file that links lead to.
#[derive(Clone, Copy)]
pub(super) struct There<'a> {
    path: &'a str,
    /// Whose note it is.
    entity: Option<EntityId>,
    /// Its number where it is a note that records an interaction.
    pub(super) met: Option<NoteId>,
}

impl<'a> There<'a> {
    fn new(path: &'a str, entities: &Entities, sources: Sources<'a>) -> Self {
        Self {
            path,
            entity: entities.by_path(path),
            met: met(path, sources),
        }
    }
}

/// The number of the note at a path where it records an interaction.
pub(super) fn met(path: &str, sources: Sources) -> Option<NoteId> {
    let note = sources.records.id(path)?;
    let record = sources.records.at(note)?;
    (record.class == Class::Interaction).then_some(note)
}

impl<'a> Leads<'a> {
    /// As [`Relations::link`].
    pub(super) fn link(
        &mut self,
        target: &'a Target,
        from: &str,
        relations: &Relations,
        sources: Sources<'a>,
    ) -> Option<EntityId> {
        let there = Some(target)
            .filter(|target| relations.may_be_file(target))
            .and_then(|target| self.there(target, from, &relations.entities, sources));
        match there.filter(|there| there.path != from) {
            Some(there) => there.entity,
            None => relations.link_by_name(target),
        }
    }

    /// As [`crate::vault::Vault::dest`], with what is known of the file.
    pub(super) fn there(
        &mut self,
        target: &'a Target,
        from: &str,
        entities: &Entities,
        sources: Sources<'a>,
    ) -> Option<There<'a>> {
        let (vault, text) = (sources.vault, target.text());
        let there = |path| There::new(path, entities, sources);
        let key = target.file().raw().wrapping_add(text.len() as u64);
        let known = self.0.get(&key).filter(|lead| lead.text == text);
        let found = match known {
            Some(lead) => lead.there,
            None => {
                let found = vault.dest_everywhere(text).map(|path| path.map(there));
                self.0.insert(key, Lead { text, there: found });
                found
            }
        };
        found.unwrap_or_else(|| vault.dest(text, from).map(there))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::relation::{Batch, Records, Schema, read};
    use crate::vault::Vault;

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
        let sources = Sources {
            records: &records,
            vault: &vault,
            schema: &schema,
        };
        let mut leads = Leads::default();
        for from in notes.map(|(path, _)| path).into_iter().chain(["People/b.md"]) {
            for target in targets.iter().chain(&targets) {
                let alone = relations.link(target, from, &vault);
                assert_eq!(
                    leads.link(target, from, &relations, sources),
                    alone,
                    "{target:?} in {from}"
                );
                let there = leads.there(target, from, &relations.entities, sources);
                assert_eq!(there.map(|there| there.path), vault.dest(target.text(), from));
            }
        }
    }
}
