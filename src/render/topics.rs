//! Topics as a line with commas.

use super::change::{Splice, Step};
use super::list_style::place;
use super::scene::{Lines, Scene, Section};
use super::texts::{Candidate, Present, limit};
use crate::note::SectionKind;
use crate::text::Span;

/// Adds what the line lacks behind its last topic. Nothing is taken out of it: it is one line, and may be anyone's.
pub(super) fn update(scene: &Scene, section: &Section, candidates: &[Candidate]) -> Step {
    let limit = limit(&scene.view.schema.limits, section.part);
    let present = Present::of(scene, section.part);
    let newest = candidates.iter().take(limit).filter(|c| is_one(&c.text));
    let fresh: Vec<&Candidate> = newest.filter(|c| !present.has(&c.text)).collect();
    let texts: Vec<&str> = fresh.iter().map(|c| c.written.as_str()).collect();
    let said = |line| fresh.iter().map(|c| section.change("added", line, &c.text)).collect();
    if fresh.is_empty() {
        return Step::default();
    }
    let Some(line) = line(scene, section) else {
        if !section.is_empty(scene.note) {
            return Step::default();
        }
        let mut lines = Lines::new(scene.note);
        let at = place(scene.note, section, &mut lines, std::iter::once(texts.join(", ")));
        return lines.finish(said(at));
    };
    Step {
        changes: said(scene.note.line_of(line.start)),
        splices: vec![Splice {
            span: Span {
                start: line.end,
                end: line.end,
            },
            text: format!(", {}", texts.join(", ")),
        }],
    }
}

/// Whether commas and semicolons do not make several topics of it: none stands outside brackets.
fn is_one(text: &str) -> bool {
    let mut depth = 0_usize;
    let parts = |c: char| {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        matches!(c, ',' | ';') && depth == 0
    };
    !text.chars().any(parts) && depth == 0
}

/// The paragraph of topics up to the end of its last topic.
fn line(scene: &Scene, section: &Section) -> Option<Span> {
    let blocks = section.blocks(scene.note);
    let mut paragraphs = blocks.filter(|block| block.kind == SectionKind::Paragraph && block.id.is_none());
    let inside = |place: &Span| paragraphs.any(|block| block.span.contains(*place));
    let items = scene.record.items.iter().filter(|item| item.part == section.part);
    let mut items = items
        .map(|item| item.span)
        .skip_while(|span| span.start < section.body.start);
    let first = items.next().filter(inside)?;
    let blocks = section.blocks(scene.note);
    let block = blocks.map(|block| block.span).find(|block| block.contains(first))?;
    let text = scene.note.slice(block).trim_end();
    let text = text.strip_suffix('.').unwrap_or(text);
    Some(Span::new(block.start as usize, block.start as usize + text.len()))
}
