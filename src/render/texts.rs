//! Facts, topics, decisions, opportunities and blockers: what the direct interactions say, merged into what is there.

use std::collections::{HashMap, HashSet};

use super::change::Step;
use super::list_style::{List, ListStyle, place};
use super::markdown;
use super::scene::{Lines, Scene, Section};
use super::topics;
use crate::note::SectionKind;
use crate::order::Order as _;
use crate::relation::{Item, Limits, Part, Words};
use crate::summary::{COMPARED, Heard, heard, is_heard};

/// A text that the notes give and a note lacks.
pub(super) struct Candidate {
    /// As read.
    pub(super) text: String,
    /// As Markdown, without a mark.
    pub(super) written: String,
}

/// Texts that the notes give for a part, with what can be told of them at once.
#[derive(Default)]
pub(super) struct Newest {
    /// Those that a note lacks.
    pub(super) fresh: Vec<Candidate>,
    /// What all have in common with texts that are the same word for word.
    numbers: HashSet<u64>,
}

/// The newest texts that the notes give for a part, up to its limit. Those that cannot be written make way for others.
pub(super) fn newest(scene: &Scene, part: Part) -> Newest {
    let limit = limit(&scene.view.schema.limits, part);
    let present = Present::of(scene, part);
    let mut newest = Newest::default();
    let (mut asked, mut seen, mut counted) = (limit, 0, 0);
    loop {
        let heard = scene
            .noted
            .texts(part, asked, || heard(scene.view, scene.id, part, asked));
        for heard in heard.iter().skip(seen) {
            if counted == limit {
                return newest;
            }
            let is_known = present.has(scene, heard);
            let candidate = if is_known { None } else { candidate(scene, heard) };
            if is_known || candidate.is_some() {
                newest.numbers.insert(heard.digest.number());
                newest.fresh.extend(candidate);
                counted += 1;
            }
        }
        if heard.len() < asked || counted == limit {
            return newest;
        }
        seen = heard.len();
        asked = asked.saturating_mul(2);
    }
}

fn candidate(scene: &Scene, heard: &Heard) -> Option<Candidate> {
    let text = heard.text(scene.view);
    let written = markdown::inline(&text)?;
    Some(Candidate { text, written })
}

/// The most items of a part that are taken from the notes.
fn limit(limits: &Limits, part: Part) -> usize {
    match part {
        Part::Facts => limits.facts,
        Part::Topics => limits.topics,
        Part::Decisions => limits.decisions,
        Part::Opportunities => limits.opportunities,
        Part::Blockers => limits.blockers,
        _ => limits.context,
    }
}

/// The texts that a note has in a part already, under whichever heading.
struct Present<'a>(Vec<&'a Item>);

impl<'a> Present<'a> {
    fn of(scene: &Scene<'a>, part: Part) -> Self {
        Self(scene.record.items.iter().filter(|item| item.part == part).collect())
    }

    /// Whether a text, or nearly the same, is there.
    fn has(&self, scene: &Scene, heard: &Heard) -> bool {
        let page = &scene.record.page;
        let is_same = |item: &&Item| item.digest(page).number() == heard.digest.number();
        let may_be = |item: &&&Item| item.digest(page).may_be_near(&heard.digest);
        let near = || {
            let may_be: Vec<&&Item> = self.0.iter().take(COMPARED).filter(may_be).collect();
            !may_be.is_empty() && {
                let words = Words::of(&heard.text(scene.view));
                may_be.iter().any(|item| item.words(page).near(&words))
            }
        };
        self.0.iter().any(is_same) || near()
    }
}

/// What the section needs: the newest texts that it lacks; and where it grows past the limit, those of its lines go that
/// are copies of what older notes say, word for word.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let newest = newest(scene, section.part);
    let list = List::of(scene, section);
    if list.is_none() && section.part == Part::Topics {
        return topics::update(scene, section, &newest.fresh);
    }
    let limit = limit(&scene.view.schema.limits, section.part);
    let fresh = &newest.fresh;
    let Some(list) = list else {
        return first(scene, section, fresh);
    };
    let mut lines = Lines::new(scene.note);
    let mut changes = Vec::new();
    let end = list.items.last().map_or(0, |item| item.line);
    list.append(
        &mut lines,
        fresh.iter().map(|c| format!("{}{}", list.style.mark, c.written)),
    );
    changes.extend(fresh.iter().map(|c| section.change("added", end, &c.text)));
    let over = (list.items.len() + fresh.len()).saturating_sub(limit);
    for item in surplus(scene, section.part, &list, &newest, over) {
        list.remove(&mut lines, item);
        changes.push(section.change(
            "removed",
            item.line,
            format!("{} (in the notes; over the limit of {limit})", item.raw),
        ));
    }
    lines.finish(changes)
}

/// The first items of a section that has no list: only where it has no text of another form either.
fn first(scene: &Scene, section: &Section, fresh: &[Candidate]) -> Step {
    let foreign = |block: &crate::note::Section| {
        matches!(
            block.kind,
            SectionKind::Blockquote | SectionKind::Callout | SectionKind::Table | SectionKind::List
        )
    };
    if fresh.is_empty() || section.blocks(scene.note).any(foreign) {
        return Step::default();
    }
    let style = ListStyle::new(section.part);
    let mut lines = Lines::new(scene.note);
    let texts = fresh
        .iter()
        .map(|c| style.line(&format!("{}{}", style.mark, c.written), 0));
    let at = place(scene.note, section, &mut lines, texts);
    lines.finish(fresh.iter().map(|c| section.change("added", at, &c.text)).collect())
}

/// Lines that are provably copies of what older notes hold, the oldest first, and no more than `most`.
fn surplus<'l, 'n>(
    scene: &Scene,
    part: Part,
    list: &'l List<'n>,
    newest: &Newest,
    most: usize,
) -> Vec<&'l super::list_style::ItemLine<'n>> {
    let items = scene.record.items.iter().filter(|item| item.part == part);
    let numbers = items.map(|item| item.digest(&scene.record.page).number());
    let older: HashSet<u64> = numbers.filter(|number| !newest.numbers.contains(number)).collect();
    // All that was ever said is only brought together where a line may be a copy of it.
    if most == 0 || older.is_empty() || !is_heard(scene.view, scene.id, part, |number| older.contains(&number)) {
        return Vec::new();
    }
    let all = heard(scene.view, scene.id, part, usize::MAX).into_iter().enumerate();
    let all = all.filter(|(_, heard)| older.contains(&heard.digest.number()));
    let ranks: HashMap<String, usize> = all
        .filter_map(|(rank, heard)| Some((candidate(scene, &heard)?.written, rank)))
        .collect();
    let rank = |raw: &str| {
        ranks
            .get(raw.strip_prefix(list.style.mark.as_str()).unwrap_or(raw))
            .copied()
    };
    let copies = list.items.iter().filter(|item| item.alone);
    let mut copies: Vec<_> = copies.filter_map(|item| Some((rank(item.raw)?, item))).collect();
    copies.order_by_key(|(rank, item)| (std::cmp::Reverse(*rank), item.line));
    copies.into_iter().map(|(_, item)| item).take(most).collect()
}
