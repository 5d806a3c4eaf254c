//! Recent Context: one line for each interaction, `- DATE: [[note]] - summary (via X)`, the newest first.

use std::collections::HashMap;

use super::change::Step;
use super::day_style::DayStyle;
use super::link;
use super::list_style::{ItemLine, List, ListStyle, place};
use super::markdown;
use super::scene::{Lines, Scene, Section};
use crate::note::{Day, Note};
use crate::order::Order as _;
use crate::relation::{ContextLine, NoteId, Part, link_name, name_key};
use crate::summary::{contact, speaker};
use crate::text::Span;

/// An interaction with a note in the vault.
struct Candidate<'a> {
    day: Day,
    link: String,
    summary: String,
    via: Option<String>,
    notes: &'a [NoteId],
    missing: &'a [String],
}

/// How lines are written.
struct LineStyle {
    day: DayStyle,
    before_link: String,
    before_summary: String,
}

impl Default for LineStyle {
    fn default() -> Self {
        Self {
            day: DayStyle::Iso,
            before_link: ": ".to_owned(),
            before_summary: " - ".to_owned(),
        }
    }
}

/// What the section needs: a line for each of the newest interactions that it has none for. Where it grows past the
/// limit, those lines go that are copies of what notes of the vault give, character for character.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let candidates = candidates(scene);
    let known = Known::new(scene, &candidates);
    let limit = scene.view.schema.limits.context;
    let rank = known.ranks(&candidates);
    let is_new = |at: &usize| !known.present.contains(at) && rank.get(*at).is_some_and(|rank| *rank < limit);
    let fresh: Vec<&Candidate> = (0..candidates.len())
        .filter(is_new)
        .filter_map(|at| candidates.get(at))
        .collect();
    let mut lines = Lines::new(scene.note);
    let Some(list) = List::of(scene, section) else {
        let (style, item) = (LineStyle::default(), ListStyle::new(Part::Context));
        if fresh.is_empty() || !section.is_empty(scene.note) {
            return Step::default();
        }
        let texts = fresh.iter().map(|c| item.line(&style.line(c), 0));
        let at = place(scene.note, section, &mut lines, texts);
        return lines.finish(
            fresh
                .iter()
                .map(|c| section.change("added", at, style.line(c)))
                .collect(),
        );
    };
    let dated = dated(scene, &list);
    let style = dated
        .iter()
        .find_map(|(item, _)| LineStyle::of(scene.note, item))
        .unwrap_or_default();
    let mut changes = Vec::new();
    let rising = is_rising(&dated);
    // What stands before the same line keeps the order of the section.
    let ordered: Box<dyn Iterator<Item = &&Candidate>> = if rising {
        Box::new(fresh.iter().rev())
    } else {
        Box::new(fresh.iter())
    };
    let mut at_end = 0;
    for candidate in ordered {
        let later = |day: Day| {
            if rising {
                day > candidate.day
            } else {
                day < candidate.day
            }
        };
        let at = dated
            .iter()
            .position(|(_, day)| day.is_some_and(later))
            .unwrap_or(list.items.len());
        let text = style.line(candidate);
        at_end += u64::from(list.insert(&mut lines, at, &text, at_end));
        let line = list.items.get(at).or(list.items.last()).map_or(0, |item| item.line);
        changes.push(section.change("added", line, text));
    }
    let total = list.items.len() + fresh.len();
    let copies: HashMap<String, usize> = candidates
        .iter()
        .zip(&rank)
        .map(|(c, rank)| (style.line(c), *rank))
        .collect();
    let surplus = |item: &&ItemLine| item.alone && copies.get(item.raw).is_some_and(|rank| *rank >= limit);
    let mut surplus: Vec<&ItemLine> = list.items.iter().filter(surplus).collect();
    surplus.order_by_key(|item| (std::cmp::Reverse(copies.get(item.raw)), item.line));
    for item in surplus.into_iter().take(total.saturating_sub(limit)) {
        list.remove(&mut lines, item);
        changes.push(section.change(
            "removed",
            item.line,
            format!("{} (in the notes; over the limit of {limit})", item.raw),
        ));
    }
    lines.finish(changes)
}

/// The newest day that the notes, or a line of this note whose own note is gone, give for a contact.
pub(super) fn newest_day(scene: &Scene) -> Option<Day> {
    let (view, as_of) = (scene.view, scene.view.as_of);
    let noted = view
        .relations
        .touches(scene.id)
        .filter(|(i, _)| !view.is_future(i))
        .find_map(|(i, _)| i.day);
    let gone = scene
        .record
        .context
        .iter()
        .filter(|line| view.vault.dest(&line.target, scene.path).is_none());
    let gone = gone.filter_map(|line| line.day).filter(|day| *day <= as_of);
    gone.chain(noted).max()
}

/// Interactions up to the day, the newest first, undated ones left out.
fn candidates<'a>(scene: &Scene<'a>) -> Vec<Candidate<'a>> {
    let view = scene.view;
    let touches = view.relations.touches(scene.id);
    let past = touches.filter(|(interaction, _)| !view.is_future(interaction));
    let candidates = past.filter_map(|(interaction, role)| {
        let path = view.records.path(speaker(view, interaction)?);
        let contact = contact(view, interaction, role);
        Some(Candidate {
            day: interaction.day?,
            link: link::to_note(view.vault, path, scene.path)?,
            summary: markdown::inline(&contact.summary)?,
            via: contact.via,
            notes: &interaction.notes,
            missing: &interaction.missing,
        })
    });
    candidates.collect()
}

/// What the lines of the note stand for.
struct Known {
    /// Candidates that have a line.
    present: std::collections::HashSet<usize>,
    /// Days of lines for other interactions, the newest first.
    others: Vec<Day>,
}

impl Known {
    fn new(scene: &Scene, candidates: &[Candidate]) -> Self {
        let mut by_path: HashMap<&str, usize> = HashMap::new();
        let mut by_name: HashMap<String, usize> = HashMap::new();
        for (at, candidate) in candidates.iter().enumerate() {
            by_path.extend(candidate.notes.iter().map(|note| (scene.view.records.path(*note), at)));
            by_name.extend(candidate.missing.iter().map(|name| (name_key(name), at)));
            let records = candidate.notes.iter().filter_map(|note| scene.view.records.at(*note));
            by_name.extend(records.flat_map(|record| record.source_names()).map(|name| (name, at)));
        }
        let stands_for = |line: &ContextLine| match scene.view.vault.dest(&line.target, scene.path) {
            _ if line.target.is_empty() => None,
            Some(path) => by_path.get(path).copied(),
            None => by_name.get(&name_key(link_name(&line.target))).copied(),
        };
        let mut known = Self {
            present: std::collections::HashSet::new(),
            others: Vec::new(),
        };
        for line in &scene.record.context {
            match stands_for(line) {
                Some(at) => {
                    known.present.insert(at);
                }
                None => known.others.extend(line.day),
            }
        }
        known.others.order_by(|a, b| b.cmp(a));
        known
    }

    /// The place of each candidate among all interactions, by day.
    fn ranks(&self, candidates: &[Candidate]) -> Vec<usize> {
        let newer = |day: Day| self.others.partition_point(|other| *other >= day);
        candidates
            .iter()
            .enumerate()
            .map(|(at, candidate)| at + newer(candidate.day))
            .collect()
    }
}

/// The items of the list with their days.
fn dated<'l, 'n>(scene: &Scene, list: &'l List<'n>) -> Vec<(&'l ItemLine<'n>, Option<Day>)> {
    let days: HashMap<Span, Option<Day>> = scene.record.context.iter().map(|line| (line.span, line.day)).collect();
    let day = |item: &ItemLine| days.get(&item.content).copied().flatten();
    list.items.iter().map(|item| (item, day(item))).collect()
}

/// Whether a list has its oldest line first.
fn is_rising(dated: &[(&ItemLine, Option<Day>)]) -> bool {
    let days: Vec<Day> = dated.iter().filter_map(|(_, day)| *day).collect();
    let count = |fits: fn(&Day, &Day) -> bool| days.windows(2).filter(|w| matches!(w, [a, b] if fits(a, b))).count();
    count(|a, b| a < b) > count(|a, b| a > b)
}

impl LineStyle {
    /// How a line is written that has a day, a link and a summary.
    fn of(note: &Note, item: &ItemLine) -> Option<Self> {
        let text = note.slice(item.content);
        let (day, length) = DayStyle::of(text)?;
        let (link, behind) = link::first_wikilink(text)?;
        let before_link = text.get(length..link)?;
        let rest = text.get(behind..)?;
        let said = rest.trim_start_matches(is_separator);
        let before_summary = rest.get(..rest.len() - said.len())?;
        let plain = |text: &str| !text.is_empty() && text.len() <= 8 && text.chars().all(is_separator);
        (plain(before_link) && plain(before_summary) && !said.is_empty() && !said.starts_with('(')).then(|| Self {
            day,
            before_link: before_link.to_owned(),
            before_summary: before_summary.to_owned(),
        })
    }

    fn line(&self, candidate: &Candidate) -> String {
        let mut line = format!(
            "{}{}[[{}]]",
            self.day.write(candidate.day),
            self.before_link,
            candidate.link
        );
        if !candidate.summary.is_empty() {
            line.push_str(&self.before_summary);
            line.push_str(&candidate.summary);
        }
        if let Some(via) = &candidate.via {
            line.push_str(&format!(" (via {via})"));
        }
        line
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t' | ':' | '-' | '–' | '—' | ',')
}
