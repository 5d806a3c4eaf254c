//! Facts, topics, decisions, opportunities and blockers: what the direct interactions say, merged into what is there.

use std::collections::{HashMap, HashSet};

use super::change::Step;
use super::list_style::{List, ListStyle, place};
use super::markdown;
use super::scene::{Lines, Scene, Section};
use super::topics;
use crate::note::SectionKind;
use crate::order::Order as _;
use crate::relation::{Digest, Item, Limits, Page, Part, Words};
use crate::summary::{COMPARED, Heard, heard, is_heard};

/// A text that the notes give, with how it is written.
pub(super) struct Candidate {
    /// As read.
    pub(super) text: String,
    /// As Markdown, without a mark.
    pub(super) written: String,
    digest: Digest,
}

/// What the interactions give for a part, the newest first, no more than `most`. The place in this list is the rank.
fn candidates(scene: &Scene, part: Part, most: usize) -> Vec<Candidate> {
    let candidate = |Heard { text, digest }| {
        let written = markdown::inline(&text)?;
        Some(Candidate { text, written, digest })
    };
    // Those that cannot be written make way for others.
    let mut asked = most;
    loop {
        let heard = heard(scene.view, scene.id, part, asked);
        let all = heard.len() < asked;
        let candidates: Vec<Candidate> = heard.into_iter().filter_map(candidate).take(most).collect();
        if all || candidates.len() == most {
            return candidates;
        }
        asked = asked.saturating_mul(2);
    }
}

/// Those that are kept of a part.
pub(super) fn newest<'s>(scene: &Scene<'s>, part: Part) -> &'s [Candidate] {
    let most = limit(&scene.view.schema.limits, part);
    scene.noted.texts(part, || candidates(scene, part, most))
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
pub(super) struct Present<'a> {
    page: &'a Page,
    items: Vec<&'a Item>,
}

impl<'a> Present<'a> {
    pub(super) fn of(scene: &Scene<'a>, part: Part) -> Self {
        Self {
            page: &scene.record.page,
            items: scene.record.items.iter().filter(|item| item.part == part).collect(),
        }
    }

    /// Whether a text, or nearly the same, is there.
    pub(super) fn has(&self, candidate: &Candidate) -> bool {
        let digest = &candidate.digest;
        self.items.iter().any(|item| item.digest.is_same(digest)) || {
            let items = self.items.iter().take(COMPARED);
            let mut may_be = items.filter(|item| item.digest.may_be_near(digest)).peekable();
            may_be.peek().is_some() && {
                let words = Words::of(&candidate.text);
                may_be.any(|item| item.words(self.page).near(&words))
            }
        }
    }
}

/// What the section needs: the newest texts that it lacks; and where it grows past the limit, those of its lines go that
/// are copies of what older notes say, word for word.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let newest = newest(scene, section.part);
    let list = List::of(scene, section);
    if list.is_none() && section.part == Part::Topics {
        return topics::update(scene, section, newest);
    }
    let limit = limit(&scene.view.schema.limits, section.part);
    let present = Present::of(scene, section.part);
    let fresh: Vec<&Candidate> = newest.iter().filter(|c| !present.has(c)).collect();
    let Some(list) = list else {
        return first(scene, section, &fresh);
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
    for item in surplus(scene, section.part, &list, newest, over) {
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
fn first(scene: &Scene, section: &Section, fresh: &[&Candidate]) -> Step {
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
    newest: &[Candidate],
    most: usize,
) -> Vec<&'l super::list_style::ItemLine<'n>> {
    let kept: HashSet<u64> = newest.iter().map(|c| c.digest.number()).collect();
    let items = scene.record.items.iter().filter(|item| item.part == part);
    let older: HashSet<u64> = items
        .map(|item| item.digest.number())
        .filter(|n| !kept.contains(n))
        .collect();
    // All that was ever said is only brought together where a line may be a copy of it.
    if most == 0 || !is_heard(scene.view, scene.id, part, |number| older.contains(&number)) {
        return Vec::new();
    }
    let candidates = candidates(scene, part, usize::MAX);
    let ranks: HashMap<&str, usize> = candidates
        .iter()
        .enumerate()
        .map(|(rank, c)| (c.written.as_str(), rank))
        .collect();
    let rank = |raw: &str| {
        ranks
            .get(raw.strip_prefix(list.style.mark.as_str()).unwrap_or(raw))
            .copied()
    };
    let copies = list.items.iter().filter(|item| item.alone);
    let mut copies: Vec<_> = copies
        .filter_map(|item| Some((rank(item.raw).filter(|rank| *rank >= newest.len())?, item)))
        .collect();
    copies.order_by_key(|(rank, item)| (std::cmp::Reverse(*rank), item.line));
    copies.into_iter().map(|(_, item)| item).take(most).collect()
}
