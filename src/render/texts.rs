//! Facts, topics, decisions, opportunities and blockers: what the direct interactions say, merged into what is there.

use std::collections::{HashMap, HashSet};

use super::change::Step;
use super::list_style::{List, ListStyle, place};
use super::markdown;
use super::scene::{Lines, Scene, Section};
use super::topics;
use crate::note::SectionKind;
use crate::order::Order as _;
use crate::relation::{Limits, Part, Words, name_key, unmarked};
use crate::summary::{COMPARED, heard};

/// A text that the notes give, with how it is written.
pub(super) struct Candidate {
    /// As read.
    pub(super) text: String,
    /// As Markdown, without a mark.
    pub(super) written: String,
}

/// What the interactions give for a part, the newest first. The place in this list is the rank.
pub(super) fn candidates(scene: &Scene, part: Part) -> Vec<Candidate> {
    let heard = heard(scene.view, scene.id);
    let candidate = |text: &String| {
        let written = markdown::inline(text)?;
        Some(Candidate {
            text: text.clone(),
            written,
        })
    };
    heard.of(part).iter().filter_map(candidate).collect()
}

/// The most items of a part that are taken from the notes.
pub(super) fn limit(limits: &Limits, part: Part) -> usize {
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
pub(super) struct Present {
    keys: HashSet<String>,
    words: Vec<Words>,
}

impl Present {
    pub(super) fn of(scene: &Scene, part: Part) -> Self {
        let items = scene.record.items.iter().filter(|item| item.part == part);
        let keys: Vec<String> = items
            .map(|item| name_key(unmarked(&scene.note.plain(item.span))))
            .collect();
        Self {
            words: keys.iter().take(COMPARED).map(|key| Words::of(key)).collect(),
            keys: keys.into_iter().collect(),
        }
    }

    /// Whether a text, or nearly the same, is there.
    pub(super) fn has(&self, text: &str) -> bool {
        let key = name_key(text);
        self.keys.contains(&key) || {
            let words = Words::of(&key);
            self.words.iter().any(|present| present.near(&words))
        }
    }
}

/// What the section needs: the newest texts that it lacks; and where it grows past the limit, those of its lines go that
/// are copies of what older notes say, word for word.
pub(super) fn update(scene: &Scene, section: &Section) -> Step {
    let candidates = candidates(scene, section.part);
    let list = List::of(scene, section);
    if list.is_none() && section.part == Part::Topics {
        return topics::update(scene, section, &candidates);
    }
    let limit = limit(&scene.view.schema.limits, section.part);
    let present = Present::of(scene, section.part);
    let fresh: Vec<&Candidate> = candidates
        .iter()
        .take(limit)
        .filter(|c| !present.has(&c.text))
        .collect();
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
    let total = list.items.len() + fresh.len();
    for item in surplus(&list, &candidates, limit, total) {
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

/// Lines over the limit that are provably copies of what the notes hold, the oldest first, and no more than needed.
fn surplus<'l, 'n>(
    list: &'l List<'n>,
    candidates: &[Candidate],
    limit: usize,
    total: usize,
) -> Vec<&'l super::list_style::ItemLine<'n>> {
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
        .filter_map(|item| Some((rank(item.raw).filter(|r| *r >= limit)?, item)))
        .collect();
    copies.order_by_key(|(rank, item)| (std::cmp::Reverse(*rank), item.line));
    copies
        .into_iter()
        .map(|(_, item)| item)
        .take(total.saturating_sub(limit))
        .collect()
}
