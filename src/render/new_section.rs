//! Sections that a note does not have yet: where they go and what they begin with.

use super::change::{NoteChange, Splice, Step};
use super::comment::Comments;
use super::refresh::update;
use super::scene::{Scene, Section, line_end, line_text, sections};
use crate::note::parse;
use crate::relation::{Nature, Part, Schema};
use crate::text::Span;

/// All sections that are to be added and that there is something for.
pub(super) fn add(scene: &Scene, known: &[Section]) -> Step {
    let layout = layout(scene);
    let mut step = Step::default();
    let missing = layout
        .iter()
        .filter(|part| scene.add.contains(part) && known.iter().all(|s| s.part != **part));
    for part in missing {
        let Some(body) = body(scene, *part) else { continue };
        let title = title(scene.view.schema, *part, scene.view.nature(scene.id));
        step.changes.push(NoteChange {
            kind: "section",
            section: Some(title.clone()),
            line: None,
            message: format!("{title} ({} lines)", body.lines().count()),
        });
        step.splices.push(splice(scene, &layout, known, *part, (&title, &body)));
    }
    // Only the first of those at the end has to end the last line of the note.
    let length = u32::try_from(scene.note.text.len()).unwrap_or(u32::MAX);
    let at_end = step.splices.iter_mut().filter(|splice| splice.span.start == length);
    for (nth, splice) in at_end.enumerate() {
        if nth > 0 {
            let end = line_end(scene.note, u32::MAX);
            splice.text = format!("{end}{}", splice.text.trim_start_matches(['\r', '\n']));
        }
    }
    step
}

/// The heading of a part: that of the schema; `Account Status` is for organisations alone.
pub(super) fn title(schema: &Schema, part: Part, nature: Nature) -> String {
    match schema.heading(part) {
        "Account Status" if nature != Nature::Organisation => "Status".to_owned(),
        title => title.to_owned(),
    }
}

/// The order of parts in notes of the entity's kind; those that its layout does not have, behind.
pub(super) fn layout(scene: &Scene) -> Vec<Part> {
    let entity = scene.view.relations.entities.get(scene.id);
    let kind = entity.and_then(|entity| scene.view.schema.kind(&entity.kind));
    let mut layout = kind.map_or_else(Vec::new, |kind| kind.layout.clone());
    let others: Vec<Part> = super::scene::WRITTEN
        .into_iter()
        .filter(|part| !layout.contains(part))
        .collect();
    layout.extend(others);
    layout
}

/// What a new section holds: what an empty one would be filled with.
fn body(scene: &Scene, part: Part) -> Option<String> {
    let title = scene.view.schema.heading(part);
    let text = format!("# {title}\n");
    let note = parse(text.as_bytes());
    let record = crate::relation::read(scene.path, &note, scene.view.schema);
    let comments = Comments::default();
    let empty = Scene {
        note: &note,
        comments: &comments,
        record: &record,
        add: &[],
        outer: Some(scene),
        ..*scene
    };
    let section = *sections(&note, scene.view.schema, &comments).first()?;
    let step = update(&empty, &section);
    let body: String = step.splices.iter().map(|splice| splice.text.as_str()).collect();
    (!body.trim().is_empty()).then(|| body.trim().to_owned())
}

/// Where a new section goes: before the next of the layout's sections that the note has; else before its list of links;
/// else at the end.
fn splice(scene: &Scene, layout: &[Part], known: &[Section], part: Part, (title, body): (&str, &str)) -> Splice {
    let (note, schema) = (scene.note, scene.view.schema);
    let later = layout.iter().skip_while(|p| **p != part).skip(1);
    let headings = || {
        let headings = note.headings.iter();
        headings.filter(|h| scene.comments.around(h.span.start).is_none())
    };
    let of_part = |part: &Part| headings().find(|h| schema.part(note.slice(h.text)) == Some(*part));
    let next = later.filter_map(of_part).map(|h| (h.span, h.level)).next();
    let related = || {
        let is_links = |text: &str| text.trim_end_matches(':').eq_ignore_ascii_case("related");
        let heading = headings().rev().find(|h| is_links(note.slice(h.text)))?;
        Some((heading.span, heading.level))
    };
    let level = known.first().map_or(2, |section| section.level);
    let lines = |level: u8, end: &str| {
        let body = body.replace('\n', end);
        format!("{} {title}{end}{end}{body}{end}", "#".repeat(usize::from(level)))
    };
    match next.or_else(related) {
        Some((heading, level)) => {
            let line = note.line_of(heading.start);
            let end = line_end(note, line);
            let apart = line == 0 || line_text(note, line - 1).trim().is_empty();
            let lead = if apart { "" } else { end };
            let start = note.line_starts.get(line as usize).copied().unwrap_or(heading.start);
            Splice {
                span: Span { start, end: start },
                text: format!("{lead}{}{end}", lines(level, end)),
            }
        }
        None => {
            let length = note.text.len();
            let end = line_end(note, u32::MAX);
            let ended = note.text.is_empty() || note.text.ends_with(['\n', '\r']);
            let lead = if ended { end.to_owned() } else { format!("{end}{end}") };
            Splice {
                span: Span::new(length, length),
                text: format!("{lead}{}", lines(level, end)),
            }
        }
    }
}
