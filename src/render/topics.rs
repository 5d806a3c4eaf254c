//! Topics as a line with commas.

use super::change::{Splice, Step};
use super::list_style::place;
use super::scene::{Lines, Scene, Section, is_above_line, is_drawn};
use super::texts::Candidate;
use crate::note::SectionKind;
use crate::text::Span;

/// What is longer is a sentence, not a topic; in bytes.
const LONGEST: usize = 120;

/// Adds what the line lacks behind its last topic. Nothing is taken out of it: it is one line, and may be anyone's.
pub(super) fn update(scene: &Scene, section: &Section, fresh: &[Candidate]) -> Step {
    let fresh: Vec<&Candidate> = fresh.iter().filter(|c| is_one(&c.text)).collect();
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

/// The line of topics, without its end: the first paragraph that is a list with commas. Sentences are left alone.
fn line(scene: &Scene, section: &Section) -> Option<Span> {
    let mut blocks = section.blocks(scene.note);
    let block = blocks.find(|block| block.kind == SectionKind::Paragraph && block.id.is_none())?;
    let items = scene.record.items.iter().map(|item| item.span);
    let items: Vec<Span> = items.filter(|item| block.span.contains(*item)).collect();
    let text = scene.note.slice(block.span).trim_end();
    if is_above_line(scene.note, block.span) || text.lines().next_back().is_some_and(is_drawn) {
        return None;
    }
    let is_list = !text.ends_with(['.', '!', '?', ':', ';', ',']) && items.iter().all(|item| item.len() <= LONGEST);
    let is_read = items
        .last()
        .is_some_and(|last| last.end as usize == block.span.start as usize + text.len());
    (is_list && is_read).then(|| Span::new(block.span.start as usize, block.span.start as usize + text.len()))
}
