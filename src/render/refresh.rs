//! Bringing an entity's note up to date: only what is kept there changes, every other byte stays.
//!
//! Each section plans its own splices. What comes out is read again before it is given: a plan stands only when the new
//! text needs nothing more, so doing it twice changes nothing, and when the rest of the note reads as before.

use std::borrow::Cow;

use super::change::{Edit, NoteChange, Refreshed, Splice, Step, apply, edits};
use super::comment::Comments;
use super::noted::Noted;
use super::scene::{Scene, Section, joins_heading, sections};
use super::{context, frontmatter_edit, new_section, people, tasks, texts};
use crate::note::{Entry, Note, parse};
use crate::relation::{EntityId, Part, Property, Record, read};
use crate::summary::View;

/// What is written of which entity.
#[derive(Clone, Copy)]
pub(super) struct Job<'a> {
    pub(super) view: &'a View<'a>,
    pub(super) id: EntityId,
    pub(super) path: &'a str,
    pub(super) add: &'a [Part],
    pub(super) whole: bool,
    pub(super) noted: &'a Noted,
}

/// Brings the note at `path`, which stands for the entity `id`, up to date. `content` is its text now, with its byte-order
/// mark where it has one; the vault may hold an older one.
pub fn refresh(view: &View, id: EntityId, path: &str, content: &str) -> Refreshed {
    let noted = Noted::default();
    let job = Job {
        view,
        id,
        path,
        add: &view.schema.refresh.sections,
        whole: false,
        noted: &noted,
    };
    let own = view.relations.entities.get(id);
    let is_own = own.is_some_and(|entity| !entity.is_self && entity.path.as_deref() == Some(path));
    if is_own {
        job.run(content)
    } else {
        nothing(path, content, Vec::new())
    }
}

/// A note as it is.
pub(super) fn nothing(path: &str, content: &str, changes: Vec<NoteChange>) -> Refreshed {
    Refreshed {
        path: path.to_owned(),
        content: content.to_owned(),
        edits: Vec::new(),
        changes,
    }
}

/// How often a note is gone over that cannot be brought up to date in one go.
const ROUNDS: usize = 4;

impl Job<'_> {
    pub(super) fn run(&self, content: &str) -> Refreshed {
        let (mut done, settled) = self.pass(content);
        if settled {
            return done;
        }
        // What could be written may have made way for more.
        for _ in 0..ROUNDS {
            let (next, _) = self.pass(&done.content);
            if next.edits.is_empty() {
                done.edits = one_edit(content, &done.content);
                done.changes.retain(|change| change.kind != "skipped");
                done.changes.extend(next.changes);
                return done;
            }
            let written = done.changes.into_iter().filter(|change| change.kind != "skipped");
            done = Refreshed {
                changes: written.chain(next.changes).collect(),
                ..next
            };
        }
        nothing(
            self.path,
            content,
            done.changes.iter().map(|change| change.skipped(ELSE)).collect(),
        )
    }

    /// Goes over a note once; whether it needs nothing more then.
    fn pass(&self, content: &str) -> (Refreshed, bool) {
        let note = parse(content.as_bytes());
        let steps = self.steps(&note);
        let all = |steps: &[&Step]| steps.iter().flat_map(|step| step.changes.clone()).collect::<Vec<_>>();
        if steps.iter().all(|step| step.splices.is_empty()) {
            return (
                nothing(self.path, content, all(&steps.iter().collect::<Vec<_>>())),
                true,
            );
        }
        let every: Vec<&Step> = steps.iter().collect();
        if let Some((edits, new)) = self.settled(content, &note, &every) {
            return (self.done(new, edits, all(&every)), true);
        }
        // Something in the note keeps a part from being written; the others need not wait for it.
        let (fit, unfit): (Vec<&Step>, Vec<&Step>) = every
            .into_iter()
            .partition(|step| step.splices.is_empty() || self.settles_alone(content, &note, step));
        let mut skipped: Vec<NoteChange> = unfit
            .iter()
            .flat_map(|step| &step.changes)
            .map(|change| change.skipped(ELSE))
            .collect();
        match self.sound(content, &note, &fit) {
            Some((edits, new)) => {
                let mut changes = all(&fit);
                changes.append(&mut skipped);
                let settled = edits.is_empty();
                (self.done(new, edits, changes), settled)
            }
            None => {
                let changes = all(&fit)
                    .iter()
                    .map(|change| change.skipped(ELSE))
                    .chain(skipped)
                    .collect();
                (nothing(self.path, content, changes), true)
            }
        }
    }

    fn done(&self, content: String, edits: Vec<Edit>, changes: Vec<NoteChange>) -> Refreshed {
        Refreshed {
            path: self.path.to_owned(),
            content,
            edits,
            changes,
        }
    }

    /// What each part of a note needs: its properties, its sections, and sections that it does not have.
    fn steps(&self, note: &Note) -> Vec<Step> {
        let kept = self
            .view
            .records
            .get(self.path)
            .filter(|kept| kept.page.text() == &*note.text);
        let record = kept.map_or_else(|| Cow::Owned(read(self.path, note, self.view.schema)), Cow::Borrowed);
        let comments = Comments::of(note);
        let scene = self.scene(note, &record, &comments);
        let known = sections(note, self.view.schema, &comments);
        let first = std::iter::once(frontmatter_edit::update(&scene));
        let last = std::iter::once_with(|| match self.add {
            [] => Step::default(),
            _ => outside(&scene, new_section::add(&scene, &known)),
        });
        first
            .chain(known.iter().map(|section| update(&scene, section)))
            .chain(last)
            .collect()
    }

    fn scene<'s>(&'s self, note: &'s Note, record: &'s Record, comments: &'s Comments) -> Scene<'s> {
        Scene {
            view: self.view,
            id: self.id,
            path: self.path,
            note,
            record,
            comments,
            noted: self.noted,
            add: self.add,
            whole: self.whole,
            outer: None,
        }
    }

    /// The text after some steps, where the rest of the note reads as before.
    fn sound(&self, content: &str, note: &Note, steps: &[&Step]) -> Option<(Vec<Edit>, String)> {
        let edits = edits(content, note, steps.iter().copied())?;
        let new = apply(content, &edits);
        let splices = || steps.iter().flat_map(|step| &step.splices);
        let come: usize = splices().map(|splice| line_ends(&splice.text)).sum();
        let gone: usize = splices().map(|splice| line_ends(note.slice(splice.span))).sum();
        let sections = steps.iter().flat_map(|step| &step.changes);
        let sections = sections.filter(|change| change.kind == "section").count();
        let later = parse(new.as_bytes());
        // A CR and an LF of two lines must not become one line end.
        let lines = later.line_starts.len() + gone == note.line_starts.len() + come;
        (lines && reads_as_before(note, &later, sections)).then_some((edits, new))
    }

    /// The text after some steps, where nothing more is to be done to it.
    fn settled(&self, content: &str, note: &Note, steps: &[&Step]) -> Option<(Vec<Edit>, String)> {
        let (edits, new) = self.sound(content, note, steps)?;
        let again = self.steps(&parse(new.as_bytes()));
        again.iter().all(|step| step.splices.is_empty()).then_some((edits, new))
    }

    /// Whether a step alone leaves a text in which one step less is needed.
    fn settles_alone(&self, content: &str, note: &Note, step: &Step) -> bool {
        let Some((_, new)) = self.sound(content, note, &[step]) else {
            return false;
        };
        let open = |steps: &[Step]| steps.iter().filter(|step| !step.splices.is_empty()).count();
        open(&self.steps(&parse(new.as_bytes()))) < open(&self.steps(note))
    }
}

/// What one section needs.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let step = match section.part {
        Part::Context => context::update(scene, section),
        Part::Contacts | Part::Collaborators | Part::Related => people::update(scene, section),
        Part::Tasks => tasks::update(scene, section),
        _ => texts::update(scene, section),
    };
    outside(scene, step)
}

/// A step as it is, unless it would write into a comment or the lines of a heading.
fn outside(scene: &Scene, step: Step) -> Step {
    let any = |held: &dyn Fn(&Splice) -> bool| step.splices.iter().any(held);
    if any(&|splice| scene.comments.hold(splice.span)) {
        step.skipped("a comment goes on there")
    } else if any(&|splice| joins_heading(scene.note, splice.span.end)) {
        step.skipped("most programs take that line for a part of the next heading")
    } else {
        step
    }
}

/// How many lines end in a text.
fn line_ends(text: &str) -> usize {
    let pairs = text.matches("\r\n").count();
    text.matches(['\r', '\n']).count() - pairs
}

/// Whether all headings are still there in order with no more than `sections` new ones, and all properties but those that
/// are kept.
fn reads_as_before(old: &Note, new: &Note, sections: usize) -> bool {
    let titles = |note: &Note| {
        note.headings
            .iter()
            .map(|h| (h.level, note.slice(h.text).to_owned()))
            .collect::<Vec<_>>()
    };
    let mut later = titles(new).into_iter();
    let few = new.headings.len() <= old.headings.len() + sections;
    let headings = few && titles(old).iter().all(|title| later.any(|other| other == *title));
    let kept = |entry: &&Entry| Property::ALL.iter().all(|property| property.key() != entry.key);
    let entries = |note: &Note| {
        let entries = note.frontmatter.iter().flat_map(|f| f.map.entries.iter().filter(kept));
        entries
            .map(|entry| (entry.key.clone(), entry.value.texts()))
            .collect::<Vec<_>>()
    };
    let broken = |note: &Note| note.frontmatter.as_ref().is_some_and(|f| f.broken);
    headings && entries(old) == entries(new) && broken(old) == broken(new)
}

/// One replacement that makes `new` of `old`: all but what both begin and end with.
fn one_edit(old: &str, new: &str) -> Vec<Edit> {
    if old == new {
        return Vec::new();
    }
    let same = |(a, b): &(char, char)| a == b;
    let bytes = |pairs: usize, chars: std::str::Chars| chars.take(pairs).map(char::len_utf8).sum::<usize>();
    let start = bytes(old.chars().zip(new.chars()).take_while(same).count(), old.chars());
    let (old_rest, new_rest) = (old.get(start..).unwrap_or(""), new.get(start..).unwrap_or(""));
    let pairs = old_rest.chars().rev().zip(new_rest.chars().rev());
    let end: usize = pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let kept = |text: &str| text.len().saturating_sub(end);
    let units = |text: &str| u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
    let from = units(old.get(..start).unwrap_or(""));
    vec![Edit {
        from,
        to: from + units(old_rest.get(..kept(old_rest)).unwrap_or("")),
        text: new_rest.get(..kept(new_rest)).unwrap_or("").to_owned(),
    }]
}

/// Why what a part needs is not written.
const ELSE: &str = "the rest of the note would read differently";
