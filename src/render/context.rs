//! Recent Context: one line for each interaction, `- DATE: [[note]] - summary (via X)`, or `(mentioned)` behind it, the newest
//! first.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use super::change::Step;
use super::day_style::DayStyle;
use super::link;
use super::list_style::{ItemLine, List, ListStyle, place};
use super::markdown;
use super::scene::{Lines, Scene, Section};
use crate::note::{Day, Note};
use crate::order::Order as _;
use crate::relation::{Interaction, MENTIONED, NoteId, Part, Role};
use crate::summary::{contact, speaker};
use crate::text::Span;

/// An interaction with a note in the vault.
struct Candidate {
    day: Day,
    link: String,
    summary: String,
    via: Option<Arc<str>>,
    mentioned: bool,
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
    let known = Known::new(scene);
    let fresh = fresh(scene, &known);
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
    let ordered: Box<dyn Iterator<Item = &Candidate>> = if rising {
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
    let limit = scene.view.schema.limits.context;
    let over = (list.items.len() + fresh.len()).saturating_sub(limit);
    for item in surplus(scene, &list, &known, &style, over) {
        list.remove(&mut lines, item);
        changes.push(section.change(
            "removed",
            item.line,
            format!("{} (in the notes; over the limit of {limit})", item.raw),
        ));
    }
    lines.finish(changes)
}

/// Lines that are copies of what notes of the vault give, and not of the newest: the oldest first, no more than `most`.
fn surplus<'l, 'n>(
    scene: &Scene,
    list: &'l List<'n>,
    known: &Known,
    style: &LineStyle,
    most: usize,
) -> Vec<&'l ItemLine<'n>> {
    if most == 0 {
        return Vec::new();
    }
    let newest = known.newest(scene);
    let copied = |item: &'l ItemLine<'n>| {
        let (interaction, role) = known.behind.get(&item.content).filter(|_| item.alone)?;
        let is_older = !newest.contains(interaction.notes.first()?);
        let candidate = candidate(scene, interaction, *role).filter(|_| is_older)?;
        (style.line(&candidate) == item.raw).then_some((*interaction, item))
    };
    let mut copies: Vec<(&Interaction, &ItemLine)> = list.items.iter().filter_map(copied).collect();
    copies.order_by_key(|(interaction, item)| (interaction.day, std::cmp::Reverse(interaction.name()), item.line));
    copies.into_iter().map(|(_, item)| item).take(most).collect()
}

/// The newest day that the notes, or a line of this note whose own note is gone, give for a contact.
pub(super) fn newest_day(scene: &Scene) -> Option<Day> {
    let (view, as_of) = (scene.view, scene.view.as_of);
    let noted = view
        .relations
        .touches(scene.id)
        .filter(|(i, _)| !view.is_future(i))
        .find_map(|(i, _)| i.day);
    let newer = |day: Option<Day>| day > noted && day <= Some(as_of);
    let newer = scene.record.context.iter().filter(|line| newer(line.day));
    let gone = newer.filter(|line| view.vault.dest(line.target.text(), scene.path).is_none());
    gone.filter_map(|line| line.day).chain(noted).max()
}

/// Those of the newest interactions that have no line yet.
fn fresh(scene: &Scene, known: &Known) -> Vec<Candidate> {
    let mut fresh = Vec::new();
    known.rank(scene, |interaction, role| {
        if known.has_line(interaction) {
            return true;
        }
        let candidate = candidate(scene, interaction, role);
        let counts = candidate.is_some();
        fresh.extend(candidate);
        counts
    });
    fresh
}

/// The day of an interaction that a line can be about: one up to the day, with a note.
fn day_of(scene: &Scene, interaction: &Interaction) -> Option<Day> {
    let day = interaction.day.filter(|day| *day <= scene.view.as_of)?;
    interaction.notes.first().map(|_| day)
}

/// An interaction as a line; `None` where no line can name it.
fn candidate(scene: &Scene, interaction: &Interaction, role: Role) -> Option<Candidate> {
    let view = scene.view;
    let day = day_of(scene, interaction)?;
    let path = view.records.path(speaker(view, interaction)?);
    let link = link::to_note(view.vault, path, scene.path)?;
    let contact = contact(view, interaction, scene.id, role);
    Some(Candidate {
        day,
        link,
        summary: markdown::inline(&contact.summary)?,
        via: contact.via,
        mentioned: role == Role::Mention,
    })
}

/// What the lines of the note stand for.
struct Known<'a> {
    /// Interactions that have a line, by its content.
    behind: HashMap<Span, (&'a Interaction, Role)>,
    /// The first note of each of those, which no other has.
    noted: HashSet<NoteId>,
    /// Days of lines for other interactions, the newest first.
    others: Vec<Day>,
}

impl<'a> Known<'a> {
    fn new(scene: &Scene<'a>) -> Self {
        let view = scene.view;
        let mut known = Self {
            behind: HashMap::new(),
            noted: HashSet::new(),
            others: Vec::new(),
        };
        for line in &scene.record.context {
            let touch = view
                .relations
                .touch_behind(scene.id, line.target.text(), scene.path, view.records, view.vault);
            match touch.filter(|(interaction, _)| day_of(scene, interaction).is_some()) {
                Some((interaction, role)) => {
                    known.behind.insert(line.span, (interaction, role));
                    known.noted.extend(interaction.notes.first());
                }
                None => known.others.extend(line.day),
            }
        }
        known.others.order_by(|a, b| b.cmp(a));
        known
    }

    fn has_line(&self, interaction: &Interaction) -> bool {
        interaction
            .notes
            .first()
            .is_some_and(|first| self.noted.contains(first))
    }

    /// Looks at interactions, the newest first, until those that `counts` says yes to and the lines for others come to
    /// the limit.
    fn rank(&self, scene: &Scene<'a>, mut counts: impl FnMut(&'a Interaction, Role) -> bool) {
        let limit = scene.view.schema.limits.context;
        let mut counted = 0;
        for (interaction, role) in scene.view.relations.touches(scene.id) {
            let Some(day) = day_of(scene, interaction) else {
                continue;
            };
            let since = self.others.partition_point(|other| *other >= day);
            if counted + since >= limit {
                break;
            }
            counted += usize::from(counts(interaction, role));
        }
    }

    /// The first note of each of the newest interactions.
    fn newest(&self, scene: &Scene<'a>) -> HashSet<NoteId> {
        let mut newest = HashSet::new();
        self.rank(scene, |interaction, role| {
            let counts = self.has_line(interaction) || candidate(scene, interaction, role).is_some();
            newest.extend(interaction.notes.first().filter(|_| counts));
            counts
        });
        newest
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
        } else if candidate.mentioned {
            line.push_str(&format!(" {MENTIONED}"));
        }
        line
    }
}

fn is_separator(c: char) -> bool {
    matches!(c, ' ' | '\t' | ':' | '-' | '–' | '—' | ',')
}
