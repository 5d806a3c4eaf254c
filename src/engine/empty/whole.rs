//! Why a whole vault is about nobody.

use super::reason::{counted, listed, tally};
use super::{EmptyCode, EmptyCounts, EmptyReason};
use crate::engine::Engine;
use crate::note::{Slate, Value};
use crate::relation::{self, Relations};
use crate::vault::path::is_hidden;

impl Engine {
    /// What the notes come to; they have been read.
    pub(super) fn counts(&self) -> EmptyCounts {
        let entities = self.relations.iter().flat_map(|r| r.entities.iter());
        EmptyCounts {
            notes: self.len(),
            dated: self.records.values().filter(|record| record.day.is_some()).count(),
            ignored: self.ignored.len(),
            entities: entities.filter(|(_, entity)| !entity.is_self).count(),
            ..EmptyCounts::default()
        }
    }

    /// Why there are no notes; `None` where there are some.
    pub(super) fn why_no_notes(&self) -> Option<EmptyReason> {
        let counts = self.counts();
        if counts.notes > 0 {
            return None;
        }
        if counts.ignored == 0 {
            let message = "there are no notes in the vault".to_owned();
            let advice = "choose the folder that holds them: a note is a file whose name ends in .md";
            return Some(EmptyReason::new(EmptyCode::NoNotes, counts, message, advice));
        }
        let all = counted(counts.ignored, "note is", "notes are");
        let message = format!("all {all} left out: {}", self.left_out_by());
        let advice = "change what is left out: `ignore` in relata.yaml, or the excluded files in the app's settings";
        Some(EmptyReason::new(EmptyCode::AllIgnored, counts, message, advice))
    }

    /// Why there is nobody but the vault's owner; `None` where there is somebody.
    pub(crate) fn why_nobody(&mut self) -> Option<EmptyReason> {
        // Most of the time there is somebody: all notes are counted only where there is not.
        let somebody = |relations: &Relations| relations.entities.iter().any(|(_, entity)| !entity.is_self);
        if somebody(self.relations()) {
            return None;
        }
        let counts = self.counts();
        if let Some(reason) = self.why_no_notes() {
            return Some(reason);
        }
        let told = format!(
            "{}, {} dated, {} left out",
            counted(counts.notes, "note", "notes"),
            counts.dated,
            counts.ignored
        );
        let advice = "give notes `type: person` or another kind in their properties, name people in `participants`, or say \
                      in relata.yaml which kind each type is";
        let met = |relations: &Relations| {
            relations
                .entities
                .owner()
                .is_some_and(|id| relations.touches(id).next().is_some())
        };
        if self.relations.as_ref().is_some_and(met) {
            let message = format!("the notes name nobody but the vault’s owner ({told})");
            return Some(EmptyReason::new(EmptyCode::OnlyOwner, counts, message, advice));
        }
        let kinds: Vec<&str> = self.schema.kinds.iter().map(|kind| kind.name.as_str()).collect();
        let types = self.types_of_no_kind();
        let others = if types.is_empty() {
            String::new()
        } else {
            format!("; there are the types {}", listed(&types))
        };
        let message = format!(
            "no note says who it is about ({told}); none has a type that names a kind ({}){others}",
            kinds.join(", ")
        );
        let mut reason = EmptyReason::new(EmptyCode::NoKind, counts, message, advice);
        reason.candidates = types.into_iter().map(|(text, _)| text).collect();
        Some(reason)
    }

    /// What leaves out a note at `path`.
    pub(super) fn left_out_as(&self, path: &str) -> &'static str {
        match () {
            () if is_hidden(path) => "in a folder whose name begins with a dot",
            () if self.schema.is_ignored_path(path) => "by `ignore` in the schema",
            () => "by the app’s excluded files",
        }
    }

    fn left_out_by(&self) -> String {
        let by = tally(self.ignored.keys().map(|path| self.left_out_as(path).to_owned()));
        let each: Vec<String> = by.iter().map(|(by, count)| format!("{count} {by}")).collect();
        each.join(", ")
    }

    /// Types that the schema does not know and that may be kinds, with how many notes have each.
    fn types_of_no_kind(&self) -> Vec<(String, usize)> {
        let mut slate = Slate::default();
        let types = self.vault.paths().flat_map(|path| {
            let note = self.vault.read_note(path, &mut slate);
            let matter = note.and_then(|note| note.frontmatter.as_ref());
            let stated = matter.and_then(|matter| matter.map.get("type").map(Value::texts));
            stated.unwrap_or_default()
        });
        let may_be = |text: &String| self.schema.kind_of_type(text).is_none() && !relation::is_of_no_kind(text);
        tally(types.filter(|text| !text.trim().is_empty() && may_be(text)))
    }

    pub(super) fn why_no_suggestions(&mut self) -> Option<EmptyReason> {
        if !self.suggestions().is_empty() {
            return None;
        }
        if let Some(reason) = self.why_nobody() {
            return Some(reason);
        }
        let counts = self.counts();
        let decided = match self.schema.distinct.len() {
            0 => String::new(),
            some => format!(
                ", leaving aside {} that are known to be different",
                counted(some, "pair", "pairs")
            ),
        };
        let names = counted(counts.entities, "name was", "names were");
        let message = format!("{names} compared, and no two look as if they were the same{decided}");
        let advice = "names that are the same all the same can be written to relata-names.yaml, under `same`";
        Some(EmptyReason::new(EmptyCode::NoPairs, counts, message, advice))
    }
}
