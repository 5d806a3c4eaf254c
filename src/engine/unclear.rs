//! Names that could mean several, and notes of a type that names no kind: whoever is meant is left out, and that must be said.

use super::Engine;
use super::finding::{Finding, Places};
use crate::lookup::{self, Miss};
use crate::relation::{Class, Entities, Record, is_of_no_kind};
use crate::text::{Diagnostic, Severity, Span};

impl Engine {
    /// Entity notes of one name and kind, notes that are nobody's for their type, and names of subjects, participants and owners of open tasks that several have; in
    /// one note or in all.
    pub(super) fn unclear_names(&mut self, path: Option<&str>) -> Vec<Finding> {
        self.relations();
        let Some(entities) = self.relations.as_ref().map(|relations| &relations.entities) else {
            return Vec::new();
        };
        let person = self.schema.person_kind();
        let asked = self
            .records
            .iter()
            .filter(|(at, _)| path.is_none_or(|path| path == *at));
        let mut findings = Vec::new();
        for (path, record) in asked {
            let unclear: Vec<Diagnostic> = own(record, entities)
                .into_iter()
                .chain(named(record, entities, person))
                .chain(self.unread_type(path, record, entities))
                .collect();
            let note = self.vault.note(path).filter(|_| !unclear.is_empty());
            let Some(mut places) = note.map(|note| Places::new(path, note)) else {
                continue;
            };
            findings.extend(unclear.iter().map(|found| places.find(found)));
        }
        findings
    }

    /// The type of a note that is called as somebody without a note of their own, where it names no kind: `type: Kunde`.
    fn unread_type(&self, path: &str, record: &Record, entities: &Entities) -> Option<Diagnostic> {
        Some(record).filter(|record| record.class == Class::Other && record.kind.is_none())?;
        let meant = entities.find(&record.title, None).and_then(|id| entities.get(id))?;
        let matter = self.vault.note(path)?.frontmatter.as_ref()?;
        let stated = matter.map.entries.iter().find(|entry| entry.key == "type")?;
        let text = stated.value.texts().into_iter().find(|text| !text.trim().is_empty())?;
        if meant.path.is_some() || meant.is_self || is_of_no_kind(&text) {
            return None;
        }
        let kind = &meant.kind;
        let message = format!(
            "the type \"{text}\" names no kind, so that this is not the note of the {kind} {}; write `type: {kind}`, or \
             give that kind the type in relata.yaml",
            meant.name
        );
        Some(warning("type-unknown", stated.value.span, message))
    }
}

/// The name of an entity note, where others of its kind have it too.
fn own(record: &Record, entities: &Entities) -> Option<Diagnostic> {
    let is_own = record.class == Class::Entity && entities.find(&record.title, record.kind.as_deref()).is_none();
    let all = several(entities, Some(&record.title).filter(|_| is_own)?)?;
    let message = format!(
        "several are called \"{}\": {all}; give each a title of its own, or merge the notes",
        record.title
    );
    Some(warning("same-name", Span::default(), message))
}

/// Names that a note has for others.
fn named<'r>(record: &'r Record, entities: &'r Entities, person: &'r str) -> impl Iterator<Item = Diagnostic> + 'r {
    let subject = record.subject.iter();
    let subject = subject.map(|subject| (Span::default(), &subject.named, subject.kind.as_str()));
    let at = record.participants_at.unwrap_or_default();
    let people = record.participants.iter().map(move |named| (at, named, person));
    let stated = subject.chain(people);
    let unknown = stated.filter(|(_, named, kind)| entities.find_named(named, Some(kind)).is_none());
    let unknown = unknown.map(|(at, named, _)| (at, named.name.as_str()));
    let open = record.tasks.iter().filter(|task| task.open);
    let owners = open.flat_map(|task| task.owners.iter().map(|owner| (task.line, owner.as_str())));
    let owners = owners.filter(|(_, owner)| entities.find_said(owner, None).is_none());
    unknown.chain(owners).filter_map(|(at, name)| {
        let all = several(entities, name)?;
        let message = format!("\"{name}\" is the name of several, so nobody is meant; write which: {all}");
        Some(warning("ambiguous-name", at, message))
    })
}

/// All who are called so, where they are several.
fn several(entities: &Entities, name: &str) -> Option<String> {
    match lookup::find(entities, name) {
        Err(Miss::Ambiguous(all)) => Some(all.join(", ")),
        _ => None,
    }
}

fn warning(code: &'static str, span: Span, message: String) -> Diagnostic {
    Diagnostic {
        code,
        severity: Severity::Warning,
        message,
        span,
    }
}
