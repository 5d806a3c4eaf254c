//! Why a note is about nobody.

use super::reason::counted;
use super::{EmptyCode, EmptyReason};
use crate::engine::{Engine, normal};
use crate::note::Value;
use crate::relation::{self, Class};

impl Engine {
    pub(super) fn why_about_nobody(&mut self, path: &str) -> Option<EmptyReason> {
        if !self.about(path).is_empty() {
            return None;
        }
        let counts = self.counts();
        let path = normal(path).unwrap_or_default();
        if self.ignored.contains_key(&path) {
            let message = format!("the note {path} is left out: {}", self.left_out_as(&path));
            let advice =
                "change what is left out: `ignore` in relata.yaml, or the excluded files in the app's settings";
            return Some(EmptyReason::new(EmptyCode::IgnoredNote, counts, message, advice));
        }
        let Some(record) = self.records.get(&path) else {
            let notes = counted(counts.notes, "note", "notes");
            let message = format!("there is no note {path} among the {notes}");
            let advice = "give a path relative to the vault's folder, with `.md`";
            return Some(EmptyReason::new(EmptyCode::NoSuchNote, counts, message, advice));
        };
        if record.class != Class::Other {
            let message = match record.subject.is_some() || !record.participants.is_empty() {
                true => "the note names nobody but the vault’s owner and placeholders",
                false => "the note has a day, but no subject and nobody who took part",
            };
            let advice = "name who took part in `participants`, or what it is filed under in `account`, `project` or another field";
            return Some(EmptyReason::new(
                EmptyCode::NobodyNamed,
                counts,
                message.to_owned(),
                advice,
            ));
        }
        Some(self.why_neither(&path, counts))
    }

    /// Why a note is neither about an entity nor an interaction.
    fn why_neither(&self, path: &str, counts: super::EmptyCounts) -> EmptyReason {
        let note = self.vault.note(path);
        let matter = note.and_then(|note| note.frontmatter.as_ref());
        let types = matter
            .and_then(|matter| matter.map.get("type").map(Value::texts))
            .unwrap_or_default();
        let kinds: Vec<String> = self.schema.kinds.iter().map(|kind| kind.name.clone()).collect();
        let advice = format!(
            "give it a `type` that names a kind ({}), or a `date` and `participants`",
            kinds.join(", ")
        );
        let stated = types.iter().find(|text| !text.trim().is_empty());
        let cancelled = note.is_some_and(relation::is_cancelled);
        let (code, message) = match stated {
            _ if cancelled => (EmptyCode::NobodyNamed, "the note says that it was cancelled".to_owned()),
            Some(text) if !relation::is_of_no_kind(text) && self.schema.kind_of_type(text).is_none() => {
                (EmptyCode::NoKind, format!("the note’s type “{text}” names no kind"))
            }
            Some(text) => (
                EmptyCode::NobodyNamed,
                format!("the note is of type “{text}”, which is about nobody by itself"),
            ),
            None => (
                EmptyCode::NobodyNamed,
                "the note has no type and no day, and nobody took part".to_owned(),
            ),
        };
        let mut reason = EmptyReason::new(code, counts, message, advice);
        reason.candidates = kinds;
        reason
    }
}
